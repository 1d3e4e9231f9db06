"""The problem ladder in GraphQL words."""
