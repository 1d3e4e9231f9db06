"""Ways out of the house: one interface, and what stands behind it."""
