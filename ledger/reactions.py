"""What slices do when something happens in another one: the whole table, in one place.

A reaction runs in the sitting of the act that caused it and is undone with it. It may record events
of its own. Nothing registers itself here by being imported.
"""

from ledger.closing.events import ProblemStruckOff
from ledger.problems.events import ProblemAccepted
from ledger.publicity.planning import plan_publicity
from ledger.rechecks.planning import plan_rechecks
from tenants.sitting import Reactions

REACTIONS: Reactions = {ProblemAccepted: (plan_publicity,), ProblemStruckOff: (plan_rechecks,)}
