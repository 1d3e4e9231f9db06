"""Evaluated by those served, closed with what was learned: codes, closings, follow-ups."""
