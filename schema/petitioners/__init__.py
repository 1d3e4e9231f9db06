"""GraphQL's words of the identity vault."""
