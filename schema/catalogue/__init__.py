"""The catalogue in GraphQL."""
