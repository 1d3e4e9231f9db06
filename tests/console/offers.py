"""What this server offers: the console shows no more than that, and tests ask for no more."""

import pytest

from schema.assembly import build_schema


def needs(*fields: str) -> pytest.MarkDecorator:
    """Marks tests of root fields, as ``Mutation.appointPerson``, that the schema must have."""
    types = build_schema().type_map
    missing = [
        name
        for name in fields
        if name.partition(".")[2] not in types[name.partition(".")[0]].fields
    ]
    return pytest.mark.skipif(bool(missing), reason=f"the schema has no {', '.join(missing)}")
