"""What slices do when something happens in another one: the whole table, in one place.

A reaction runs in the sitting of the act that caused it and is undone with it. It may record events
of its own. Nothing registers itself here by being imported.
"""

from collections.abc import Mapping, Sequence

from ledger.closing.events import ProblemStruckOff
from ledger.notices import telling
from ledger.problems.events import ProblemAccepted, ProblemPledged, ProblemProgressed
from ledger.publicity.events import PublicationPublished
from ledger.publicity.planning import plan_pledge, plan_progress, plan_publicity
from ledger.rechecks.planning import plan_for_case, plan_rechecks
from tenants.recording import Event
from tenants.sitting import Reaction, Reactions

_TABLES: tuple[Mapping[type[Event], Sequence[Reaction]], ...] = (
    {
        ProblemAccepted: (plan_publicity,),
        ProblemPledged: (plan_pledge,),
        ProblemProgressed: (plan_progress,),
        ProblemStruckOff: (plan_rechecks,),
        PublicationPublished: (plan_for_case,),
    },
    telling.REACTIONS,
)

REACTIONS: Reactions = {
    event: tuple(one for table in _TABLES for one in table.get(event, ()))
    for event in {event for table in _TABLES for event in table}
}
