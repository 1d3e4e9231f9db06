"""GraphQL's words of publicity."""
