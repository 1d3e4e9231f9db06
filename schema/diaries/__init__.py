"""Diaries and visits in GraphQL."""
