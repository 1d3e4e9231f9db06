"""Editions of the rule book: what a deployment takes away from the shipped one, at run time."""
