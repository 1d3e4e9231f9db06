"""Break-glass: a window in which somebody reads more, for a while, and the level above is told."""
