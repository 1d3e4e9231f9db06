"""What tables of every kind have in common: exactly what was previewed is done."""
