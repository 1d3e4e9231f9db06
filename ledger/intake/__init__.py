"""Intake: what comes in many at a time, and what is there already."""
