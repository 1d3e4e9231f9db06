"""Desks over many problems: the three miles, and which units keep a list of problems."""
