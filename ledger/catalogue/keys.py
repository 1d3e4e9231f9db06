"""What the shipped catalogue calls its actor types, for whoever asks by name."""

import re

from ledger.catalogue.loading import SHIPPED
from policies.pages import read_page

_BLOCK = re.compile(r"^actor_types:\n(?:[ #].*\n|\n)+", re.MULTILINE)


def _actor_types() -> frozenset[str]:
    """Reads that block alone: the whole file takes a quarter of a second at every start."""
    found = _BLOCK.search(SHIPPED.read_text(encoding="utf-8"))
    said = read_page(found[0]) if found else {"actor_types": []}
    return frozenset(one["key"] for one in said["actor_types"])


ACTOR_TYPES = _actor_types()
"""The keys of all actor types: rows of the database come from the same file and nowhere else."""
