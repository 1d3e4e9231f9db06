"""Proposals to escalate, in GraphQL."""
