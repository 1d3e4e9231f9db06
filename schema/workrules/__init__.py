"""The work rules in GraphQL."""
