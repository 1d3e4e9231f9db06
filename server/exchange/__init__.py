"""Files, tables and forms, in and out: addresses made for one viewer, and what is done there."""
