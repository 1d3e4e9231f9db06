"""Meetings of a level about its problems: convened, put on the agenda, concluded, minuted."""
