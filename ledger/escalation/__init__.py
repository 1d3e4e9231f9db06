"""Proposals to escalate: what time and numbers put before a superior."""
