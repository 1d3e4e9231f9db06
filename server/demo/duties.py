"""Lists of the demo and the work on them: drafted, published, signed, planned, recorded, judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.clocks.periods import Cadence, periods_of
from ledger.responsibilities.accept_obligation import AcceptObligation, accept_obligation
from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from ledger.responsibilities.return_obligation import ReturnObligation, return_obligation
from ledger.responsibilities.self_check import SelfCheck, self_check
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from ledger.responsibilities.tables import binding, clause, obligation, responsibility_list
from server.demo.history import History, said, wording
from server.demo.people import subject_of
from server.demo.places import Place, key_of, post_named

ACTORS = (
    "work_committee", "party_group", "party_group_secretary", "party_group_member",
    "organ_committee_secretary", "full_time_deputy_secretary", "organ_discipline_secretary",
    "branch_secretary",
)  # fmt: skip  # columns side by side
REGULAR: tuple[Cadence, ...] = ("MONTHLY", "QUARTERLY", "HALF_YEARLY", "YEARLY")
PERIODS_OPENED = 2
"""Of each cadence the last whole period is planned, and the one that runs."""


@dataclass(frozen=True)
class Work:
    """A list in force, and who bears, plans and judges what it asks for."""

    list: UUID
    bearer: str
    planner: str
    judge: str


@dataclass(frozen=True)
class Fate:
    """How far the bearers of a list have come.

    Of the duties past their day ``late`` ones are undone and all others accepted. Of those that
    still have time ``waiting`` ones are self-checked, ``returned`` ones were sent back.
    """

    late: int = 0
    waiting: int = 1
    returned: int = 0


async def common_lists(
    history: History,
    level: Place,
    *,
    by: str,
    on: date,
    actors: Sequence[str] = ACTORS,
    with_catalogue: bool = False,
) -> dict[str, UUID]:
    """Publishes a level's lists, whose common part binds its direct subordinates, its own part itself.

    Given:  by, the key of the post that drafts and publishes; with_catalogue, for the level that
            takes the duties over from the catalogue; the others hand on what binds them.
    """
    who, made = subject_of(level, by), {}
    for actor in actors:
        draft = DraftList(actor, history.year, _body(level, actor), with_catalogue)
        made[actor] = await history.do(who, draft_list, draft, on=on)
        added, read = wording()["level_clauses"][level.kind], 1
        if actor == added["actor"]:
            addition = AddClause(made[actor], _text(added), part=added["part"])
            await history.do(who, add_clause, addition, on=on)
            read += 1
        await history.do(who, publish_list, PublishList(made[actor], read), on=on)
    return made


async def own_list(
    history: History, place: Place, actor: str, *, head: str, own: Sequence[int], on: date
) -> UUID:
    """Draws up and publishes the list of one actor of a unit, with an own part.

    Given:  head, the key of the post that publishes; own, which of the own clauses are taken.
    """
    who, bearer = subject_of(place, head), _bearer(place, actor)
    made = await history.do(
        who, draft_list, DraftList(actor, history.year, _body(place, actor)), on=on
    )
    texts = wording()["own_clauses"][actor]
    for number in own:
        given = AddClause(made, _text(texts[number % len(texts)]))
        await history.do(bearer, add_clause, given, on=on)
    await history.do(who, publish_list, PublishList(made, 1 + len(own)), on=on)
    return made


async def sign(history: History, made: UUID, bearer: str, *, on: date) -> None:
    """Signs a list as it stands now."""
    query = select(responsibility_list.c.version).where(responsibility_list.c.id == made)
    (row,) = await history.rows(bearer, query, act="sign_pledge")
    await history.do(bearer, sign_pledge, SignPledge(made, row["version"]), on=on)


async def carry_out(history: History, work: Work, fate: Fate) -> None:
    """Plans what a list asks for of late, and does as much of it as its fate says."""
    for key in await _periods(history, work):
        starts = min(date(history.year, 4, 1), history.today)
        await history.do(work.planner, open_period, OpenPeriod(work.list, key), on=starts)
    owed = await _owed(history, work)
    past = [row for row in owed if row["due_on"] < history.today]
    now = [row for row in owed if row["due_on"] >= history.today and _begun(row, history)]
    done, late = past[: len(past) - fate.late], past[len(past) - fate.late :]
    for number, row in enumerate(done):
        await _carry(history, work, row, end="accept", number=number)
    ends = ["wait"] * fate.waiting + ["return"] * fate.returned + ["record"]
    for number, (row, end) in enumerate(zip(now, ends, strict=False)):
        await _carry(history, work, row, end=end, number=number)
    # Of what is late, all but the first was begun.
    for number, row in enumerate(late[1:]):
        await _carry(history, work, row, end="record", number=number)


async def _carry(
    history: History, work: Work, row: dict[str, Any], *, end: str, number: int
) -> None:
    last = min(row["ends_on"], row["due_on"], history.today)
    held = max(row["starts_on"], last - timedelta(days=3 + number % 9))
    text = f"{row['title']}：{said('entries', number)}"
    entry = RecordEntry(row["id"], text, held, said("places", number))
    day = min(max(held + timedelta(days=1), history.day(4, 3)), history.today)
    await history.do(work.bearer, record_entry, entry, on=day)
    if end == "record":
        return
    check = SelfCheck(row["id"], 2, said("findings", number))
    await history.do(work.bearer, self_check, check, on=day)
    judged = min(day + timedelta(days=2), history.today)
    if end == "accept":
        word = AcceptObligation(row["id"], 3, said("reviews", number))
        await history.do(work.judge, accept_obligation, word, on=judged)
    elif end == "return":
        no = ReturnObligation(row["id"], 3, said("returns", number))
        await history.do(work.judge, return_obligation, no, on=judged)


async def _periods(history: History, work: Work) -> list[str]:
    """Names the periods to plan: those that have begun and in which the list asks for something."""
    query = (
        select(clause.c.cadence)
        .join(binding, binding.c.clause_id == clause.c.id)
        .where(
            binding.c.list_id == work.list,
            binding.c.until.is_(None),
            clause.c.state == "PUBLISHED",
        )
        .distinct()
    )
    asked = {row["cadence"] for row in await history.rows(work.planner, query, act="open_period")}
    keys: list[str] = []
    for cadence in REGULAR:
        if cadence in asked:
            begun = [
                period.key
                for period in periods_of(history.year, cadence)
                if period.starts_on <= history.today
            ]
            keys += begun[-PERIODS_OPENED:]
    return keys


async def _owed(history: History, work: Work) -> list[dict[str, Any]]:
    query = (
        select(
            obligation.c.id,
            obligation.c.starts_on,
            obligation.c.ends_on,
            obligation.c.due_on,
            clause.c.title,
        )
        .join(clause, clause.c.id == obligation.c.clause_id)
        .where(obligation.c.list_id == work.list)
        .order_by(obligation.c.due_on, clause.c.position, obligation.c.id)
    )
    return await history.rows(work.planner, query, act="record_entry")


def _begun(row: dict[str, Any], history: History) -> bool:
    return bool(row["starts_on"] <= history.today)


def _bearer(place: Place, actor: str) -> str:
    return subject_of(place, actor.replace("_", "-"))


def _body(place: Place, actor: str) -> UUID | None:
    """The body whose list it is: that of the actor's post, where the place has one."""
    post = post_named(place, actor.replace("_", "-"))
    return key_of("body", place.code, post.body) if post and post.body else None


def _text(line: dict[str, str]) -> ClauseText:
    return ClauseText(line["title"], cadence=line["cadence"], due_rule=line["due"])
