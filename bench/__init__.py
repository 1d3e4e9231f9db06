"""How fast the reading is, beside PostGraphile 5 and beside bare psycopg: ``python -m bench``."""
