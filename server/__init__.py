"""Processes, HTTP, authentication and wiring: the only layer that knows all others."""
