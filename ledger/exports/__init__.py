"""Exports: what somebody may read, as tables that the imports take again."""
