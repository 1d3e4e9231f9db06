"""SCIM 2.0: how personnel systems tell a feed of people, posts and units."""
