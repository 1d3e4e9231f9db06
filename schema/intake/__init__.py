"""GraphQL words of the intake."""
