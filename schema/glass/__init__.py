"""GraphQL's words of emergency windows."""
