"""People, posts and roles of a level, kept by its administrators, and never widened."""
