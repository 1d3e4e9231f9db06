"""The act that freezes a level's index of a period (指数定稿)."""

from dataclasses import asdict, dataclass
from uuid import UUID

import orjson

from ledger.scores.counting import Scored, counted, scored_unit
from ledger.scores.events import ScoreFrozen, ScoreWarned
from ledger.scores.periods import period
from ledger.scores.refusals import PeriodOpen, PeriodUnknown
from ledger.scores.tables import score
from tenants.sitting import Sitting


@dataclass(frozen=True)
class FreezeScore:
    """The period, as ``2026-Q1``, ``2026-H1`` or ``2026``."""

    period: str


async def freeze_score(sitting: Sitting, given: FreezeScore) -> UUID:
    """Freezes the index of the viewer's own level for a period that is over.

    Given:    period, from the tenth day after its end.
    Gives:    the score, with the version of its formula and its parts; below the line a summons is
              proposed to the superior.
    Refuses:  score.period_unknown, the rules of score.freeze, score.period_open,
              score.unit_not_found, the rules of score.count, score.frozen_already.
    Records:  ScoreFrozen, ScoreWarned.
    Source:   domain 9.1, 9.3; seed 0, 警示约谈.
    """
    whole = period(given.period)
    if whole is None:
        raise PeriodUnknown
    proposed = sitting.proposed(score, {"period": whole.name})
    sitting.decide("score.freeze", proposed)
    if sitting.today < whole.counted_on:
        raise PeriodOpen(from_day=str(whole.counted_on))
    unit = await scored_unit(sitting, _own(sitting))
    found = await counted(sitting, unit, whole)
    index = found.index
    frozen = await sitting.insert(
        score,
        {
            "id": proposed.id,
            "holder": sitting.tenant,
            "period": whole.name,
            "tenths": None if index.value is None else int(index.value * 10),
            "band": index.band,
            "formula_version": index.version,
            "parts": printed(found),
            "author_tenant": sitting.tenant,
            "author_person": sitting.viewer.person,
            "frozen_at": sitting.now,
        },
    )
    await sitting.record(ScoreFrozen(frozen.id, 1, sitting.tenant))
    if index.band == "WARN":
        superior = sitting.viewer.parent or sitting.tenant
        await sitting.record(ScoreWarned(frozen.id, 1, superior))
    return frozen.id


def _own(sitting: Sitting) -> UUID:
    held = {one.post: one.tenant_uid for one in sitting.viewer.posts}
    assert sitting.viewer.post is not None
    return held[sitting.viewer.post]


def printed(found: Scored) -> str:
    """Writes the parts of a score down as JSON."""
    index = found.index
    said = {
        "parts": [asdict(one) for one in index.parts],
        "deductions": [asdict(one) for one in index.deductions],
        "bonuses": [asdict(one) for one in index.bonuses],
        "void": index.void,
        "families": [asdict(one) for one in found.grouping.families(index.parts)],
        "families_version": found.grouping.version,
        "closings": found.closings,
        "means": dict(found.means),
    }
    return orjson.dumps(said, default=str, option=orjson.OPT_SORT_KEYS).decode()
