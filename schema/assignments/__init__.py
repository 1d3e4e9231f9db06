"""Parts of problems and hand-over, in GraphQL."""
