"""Contact cards in GraphQL."""
