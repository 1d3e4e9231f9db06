"""Notices: that something waits for you, without a word of what it is about."""
