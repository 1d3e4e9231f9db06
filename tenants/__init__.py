"""The tree, people in posts, the viewer, the sitting and the wall."""
