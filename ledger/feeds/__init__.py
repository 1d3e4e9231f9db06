"""Feeds: people, posts and units that come in from other systems, always as a plan."""
