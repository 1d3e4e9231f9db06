"""Import of administrative divisions: read, stage, validate, plan, apply."""
