"""The commands of `levelwise`, by what they work on."""
