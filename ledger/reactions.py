"""What slices do when something happens in another one: the whole table, in one place.

A reaction runs in the sitting of the act that caused it and is undone with it. It may record events
of its own. Nothing registers itself here by being imported.
"""

from ledger.notices import telling
from tenants.sitting import Reactions

REACTIONS: Reactions = {**telling.REACTIONS}
