"""GraphQL's words of the notices."""
