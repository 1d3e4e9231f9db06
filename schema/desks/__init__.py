"""Desks over many problems, in GraphQL."""
