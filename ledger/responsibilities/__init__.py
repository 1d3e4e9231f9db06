"""Responsibility lists, pledges, obligations and the record handbook."""
