"""GraphQL's words of the audit."""
