"""The demo: a real city, the people who do not exist in it, and what they have done this year."""
