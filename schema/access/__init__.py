"""GraphQL's words of access that explains itself."""
