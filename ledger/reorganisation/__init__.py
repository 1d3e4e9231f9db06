"""Reorganisation: dated, previewed, approved changes of the tree itself."""
