"""How a database comes to be: roles, revisions, the wall, the gates and the context keys."""
