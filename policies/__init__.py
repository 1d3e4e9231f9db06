"""The rule book and its two readings: a check on a row (Casbin) and a filter over rows (SQL)."""
