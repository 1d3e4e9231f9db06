"""Editions of the rule book, in GraphQL."""
