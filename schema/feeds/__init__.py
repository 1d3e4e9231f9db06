"""GraphQL's words of the feeds."""
