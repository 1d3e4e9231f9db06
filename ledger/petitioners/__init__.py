"""Petitioners: who they are lies in a vault apart from what they asked for."""
