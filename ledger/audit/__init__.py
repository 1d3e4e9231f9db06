"""The audit: who did what, its chains, their heads, and why somebody may see something."""
