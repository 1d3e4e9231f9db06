"""GraphQL's words of the extensions."""
