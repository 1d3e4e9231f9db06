"""GraphQL's words of what changes while one looks on, and while one does not."""
