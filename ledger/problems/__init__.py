"""The problem ladder: found at the bottom, up and down one level at a time, closed by those served."""
