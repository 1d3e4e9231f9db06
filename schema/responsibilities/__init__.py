"""Responsibility lists in GraphQL."""
