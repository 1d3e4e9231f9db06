"""Changes of rights that are previewed first, in GraphQL."""
