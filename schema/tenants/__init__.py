"""The tree and people in posts in GraphQL."""
