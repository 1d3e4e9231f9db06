"""Parity of hidden and absent: whatever is asked about a record that one may not see, the answer is
the one about a record that does not exist, byte for byte.

The asked id itself, and the fresh id of a refusal, are masked; nothing else is.
"""

import hashlib
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from migrations.blueprint import tables as real_tables
from policies.truth import Table
from schema.errors import INTERNAL
from tenants.viewer import Viewer
from tests.conftest import Database
from tests.evidence import giving_acts
from tests.evidence.days import SOON
from tests.evidence.feed_acts import FEEDS
from tests.evidence.ladder_acts import LADDER
from tests.policies.asked import Truth
from tests.policies.cast import TYPES
from tests.policies.standing import UNCHECKED
from tests.policies.walled import _copy as copied

ROOTS: Mapping[str, str] = {
    "body": "body", "responsibility": "responsibilityList", "obligation": "obligation",
    "supplement": "supplement", "problem": "problem", "petitioner": "petitioner",
    "calendar_day": "calendarDay", "custom_role": "customRole",
    "proposed_change": "proposedChange", "contact_card": "contactCard",
}  # fmt: skip  # reads as a table
"""Root fields that take an id, besides ``node``, by noun."""
TEXT = {"title": "一", "cadence": "MONTHLY", "dueRule": "month end +10d"}
VERSION = {"expectedVersion": 1}
REORGANISING: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    f"{act}Reorganisation": ("reorganisation", "reorganisation", VERSION | more)
    for act, more in {
        "preview": {}, "approve": {"previewHash": "0"}, "schedule": {"effectiveOn": SOON},
        "apply": {"previewHash": "0"}, "reverse": {"reason": "一"}, "withdraw": {"reason": "一"},
    }.items()
}  # fmt: skip  # reads as a table
PREVIEWS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "applyChange": ("proposed_change", "change", VERSION | {"previewHash": "0"}),
    "confirmChange": ("proposed_change", "change", VERSION | {"previewHash": "0"}),
    "declineChange": ("proposed_change", "change", VERSION | {"text": "一"}),
}
WINDOWS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "confirmGlass": ("glass_window", "window", VERSION),
    "closeGlass": ("glass_window", "window", VERSION),
    "reviewGlass": ("glass_window", "window", VERSION | {"finding": "JUSTIFIED", "text": "一"}),
}
ACTS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    **WINDOWS,
    "publishResponsibilityList": ("responsibility", "list", VERSION),
    "retireResponsibilityList": ("responsibility", "list", VERSION),
    "addClause": ("responsibility", "list", {"text": TEXT}),
    "signPledge": ("responsibility", "list", VERSION),
    "openPeriod": ("responsibility", "list", {"period": "2026-Q1"}),
    "amendClause": ("clause", "clause", VERSION | {"text": TEXT}),
    "retireClause": ("clause", "clause", VERSION),
    "recordEntry": ("obligation", "obligation", {"text": "一", "heldOn": "2026-01-05"}),
    "selfCheckObligation": ("obligation", "obligation", VERSION | {"finding": "一"}),
    "acceptObligation": ("obligation", "obligation", VERSION),
    "returnObligation": ("obligation", "obligation", VERSION | {"review": "一"}),
    "draftResponsibilityList": ("body", "body", {"actorType": "branch_secretary", "year": 2026}),
    "retireSupplement": ("supplement", "supplement", VERSION),
    "prepareClosingSheet": ("problem", "problem", {}),
    "keepCampaign": ("campaign", "campaign", VERSION | {"mechanism": "一"}),
    "joinCampaign": (
        "campaign",
        "campaign",
        VERSION | {"problem": f"Problem_{uuid.UUID(int=1)}"},
    ),
    **LADDER,
    **giving_acts.GIVING,
    **REORGANISING,
    **FEEDS,
    **PREVIEWS,
}
"""Mutations that name a record: its noun, the input's field, and what else must be said."""
NAMELESS = frozenset(
    {
        "prepareUpload",
        "breakGlass",
        "prepareExport",
        "prepareImport",
        "createFeed",
        "publishSupplement",
        "reportProblem",
        "captureProblems",
        "declareCalendarDay",
        "setVisitTemplate",
        "setProblemSettings",
        "setChangeThreshold",
        "previewChange",
        "proposeBookEdition",
        "redeemPetitionerIdentity",
        "setNoticeSettings",
        "setLanguage",
        "draftReorganisation",
        "answerByCode",
        "declareHandlingNumber",
        "drawRecheckSample",
        "freezeScore",
        "conveneMeeting",
        "formCluster",
    }
    | giving_acts.NAMELESS
)
"""These name no record; a unit, whose name and code are open to everybody; or what only the one who
asked for it has (a ticket)."""
BESIDE: Mapping[str, tuple[str, str]] = {
    "assignment": ("Assignment", "assignment"), "escalation": ("Escalation", "escalation"),
    "draft": ("PublicationDraft", "publication_draft"),
    "publication": ("Publication", "publication"), "comment": ("Comment", "comment"),
    "extension": ("Extension", "extension"), "notice": ("Notice", "notice"),
    "reorganisation": ("Reorganisation", "reorganisation"),
    "feed": ("Feed", "feed"), "feed_plan": ("FeedPlan", "feed_plan"),
    "feed_line": ("FeedLine", "feed_line"),
    "follow_up": ("FollowUp", "follow_up"), "meeting": ("Meeting", "meeting"),
    "cluster": ("Cluster", "cluster"),
    "meeting_item": ("MeetingItem", "meeting_item"),
    "meeting_minutes": ("MeetingMinutes", "meeting_minutes"),
    "subscriber": ("Subscriber", "subscriber"),
    "glass_window": ("GlassWindow", "glass_window"),
    "proposed_change": ("ProposedChange", "proposed_change"),
    **giving_acts.BESIDE,
}  # fmt: skip  # reads as a table
"""Nouns of which the cast has no rows: their GraphQL type and their table."""
REFUSAL = re.compile(r"Refusal_[0-9a-f-]{36}")


@dataclass
class Parity:
    """How many pairs were compared, and each that could be told apart."""

    pairs: int = 0
    told_apart: list[str] = field(default_factory=list)
    by_way: dict[str, int] = field(default_factory=dict)
    unasked: list[str] = field(default_factory=list)
    """Mutations that name a record and that nobody was asked by."""


@dataclass(frozen=True)
class Question:
    """One way to ask about an id."""

    way: str
    text: str
    variables: Mapping[str, Any]


def questions(noun: str, public_id: str, acts: Sequence[str]) -> Iterator[Question]:
    """Every way in which a record of a noun can be asked about by its id."""
    yield Question("node", f'{{ node(id: "{public_id}") {{ __typename id }} }}', {})
    walked = "query ($id: ID!) { node(id: $id) { __typename id } apiLevel }"
    yield Question("node, walked", walked, {"id": public_id})
    if noun in ROOTS:
        text = f"query ($id: ID!) {{ {ROOTS[noun]}(id: $id) {{ id }} }}"
        yield Question(ROOTS[noun], text, {"id": public_id})
    if noun == "body":
        text = "query ($id: ID!) { workRules(inForceOn: $id) { key } }"
        yield Question("workRules", text, {"id": public_id})
    if noun == "problem":
        text = "query ($id: ID!) { deadlineTrace(problem: $id) { dueOn textZh } }"
        yield Question("deadlineTrace", text, {"id": public_id})
        text = "query ($id: ID!) { partyOrganisations(problem: $id) { body name } }"
        yield Question("partyOrganisations", text, {"id": public_id})
        text = "query ($id: ID!) { petitioners(filter: {problem: $id}) { totalCount } }"
        yield Question("petitioners", text, {"id": public_id})
    for act in acts:
        text = "query ($act: String!, $id: ID!) { explain(act: $act, id: $id) { allowed } }"
        yield Question(f"explain {act}", text, {"act": act, "id": public_id})
    for act, (about, name, more) in ACTS.items():
        if about == noun:
            yield _performing(act, {name: public_id} | dict(more))


def _performing(act: str, given: Mapping[str, Any]) -> Question:
    kind = act[0].upper() + act[1:]
    told = "... on Refusal { id code message rule retryable details { name value } }"
    text = f"mutation ($input: {kind}Input!) {{ {act}(input: $input) {{ __typename {told} }} }}"
    return Question(act, text, {"input": {"key": uuid.uuid4().hex, **given}})


async def answered(truth: Truth, viewer: Viewer, question: Question, masked: str) -> str:
    """The answer with what must differ masked."""
    answer = await truth.ask.answer(question.text, viewer, question.variables)
    said = answer.body.decode().replace(masked, "ID")
    # Two bugs are alike as well, and would hide that nothing was compared.
    assert INTERNAL not in said, (question.way, said)
    return f"{answer.kind} {REFUSAL.sub('REFUSAL', said)}"


async def compared(truth: Truth, whose: Sequence[str], *, each: int = 2) -> Parity:
    """Compares hidden with absent for people of the cast, over every reading table.

    Given: each, how many hidden records of a table are asked about as each person.
    """
    found = Parity()
    acts: dict[str, list[str]] = {}
    for table, action in truth.acts(every=True):
        acts.setdefault(table.rows[0].noun, []).append(action)
    for table, action in truth.reading():
        noun = action.partition(".")[0]
        for who in whose:
            viewer = await truth.viewer(who)
            for hidden in _hidden(truth, table, who)[:each]:
                absent = f"{TYPES[noun]}_{uuid.uuid4()}"
                pairs = zip(
                    questions(noun, hidden, acts.get(noun, ())),
                    questions(noun, absent, acts.get(noun, ())),
                    strict=True,
                )
                for one, other in pairs:
                    await _pair(truth, found, viewer, (one, hidden), (other, absent))
    return found


async def beside(truth: Truth, whose: Sequence[str], database: Database) -> Parity:
    """Compares hidden with absent for the nouns of which the cast has no rows.

    Each gets one row of the city, which nothing hands down and which says nothing else.
    """
    found = Parity()
    rows = _laid(truth, database)
    acts = {table.rows[0].noun: table.actions for table in truth.tables}
    for who in whose:
        viewer = await truth.viewer(who)
        for noun, key in rows.items():
            hidden, absent = (f"{BESIDE[noun][0]}_{one}" for one in (key, uuid.uuid4()))
            pairs = zip(
                questions(noun, hidden, acts.get(noun, ())),
                questions(noun, absent, acts.get(noun, ())),
                strict=True,
            )
            for one, other in pairs:
                await _pair(truth, found, viewer, (one, hidden), (other, absent))
    return found


def _laid(truth: Truth, database: Database) -> Mapping[str, uuid.UUID]:
    known, city = real_tables().tables, min(truth.people.units.values())
    rows = {noun: uuid.uuid4() for noun in BESIDE}
    with psycopg.connect(database.superuser_dsn, autocommit=True) as superuser:
        superuser.execute("set session_replication_role = replica")
        superuser.execute(UNCHECKED)
        said = superuser.execute("select distinct root from app.tenant").fetchone()
        assert said is not None
        for noun, key in rows.items():
            table = known[f"app.{BESIDE[noun][1]}"]
            copied(
                superuser,
                table,
                [{"id": key, "root": said[0], "holder": city, **giving_acts.KEPT.get(noun, {})}],
            )
            laid = superuser.execute(f"select 1 from {table.fullname} where id = %s", [key])
            assert laid.fetchone() is not None
    return rows


def _hidden(truth: Truth, table: Table, who: str) -> list[str]:
    # Of whom a table says nothing, nothing is asked there.
    cells = zip(table.rows, table.lines.get(who, ()), strict=who in table.lines)
    return [truth.people.public(row) for row, said in cells if not said.allowed]


async def _pair(
    truth: Truth, found: Parity, viewer: Viewer,
    one: tuple[Question, str], other: tuple[Question, str],
) -> None:  # fmt: skip  # a signature in few lines
    first = await answered(truth, viewer, *one)
    second = await answered(truth, viewer, *other)
    found.pairs += 1
    found.by_way[one[0].way] = found.by_way.get(one[0].way, 0) + 1
    if first != second:
        found.told_apart.append(f"{one[0].way} {one[1]}: {first} / {second}")


async def files(truth: Truth) -> Parity:
    """The hash of somebody else's file is as the hash of no file."""
    found = Parity()
    who = "西门社区承办人 Ximen handler"
    viewer = await truth.viewer(who)
    under = _named(truth, "obligation", "西门社区逾期任务 Ximen obligation, overdue")
    for label in ("铜仁市材料 Tongren file", "万山区材料 Wanshan file", "区发改局材料 Bureau file"):
        pair = []
        for said in (label, f"absent {label}"):
            sha = hashlib.sha256(said.encode()).hexdigest()
            given = {"text": "一", "heldOn": "2026-01-05", "files": [sha], "obligation": under}
            pair.append((_performing("recordEntry", given), sha))
        await _pair(truth, found, viewer, *pair)
    return found


def _named(truth: Truth, noun: str, label: str) -> str:
    return f"{TYPES[noun]}_{truth.people.keys[noun, label]}"


async def visible(truth: Truth, who: str) -> Parity:
    """The control: a record that one may see answers otherwise than one that is absent."""
    found = Parity()
    viewer = await truth.viewer(who)
    for table, action in truth.reading():
        noun = action.partition(".")[0]
        cells = zip(table.rows, table.lines[who], strict=True)
        seen = [truth.people.public(row) for row, said in cells if said.allowed][:1]
        for public_id in seen:
            absent = f"{TYPES[noun]}_{uuid.uuid4()}"
            pairs = zip(questions(noun, public_id, ()), questions(noun, absent, ()), strict=True)
            for one, other in pairs:
                await _pair(truth, found, viewer, (one, public_id), (other, absent))
    return found


def mutations(schema: str) -> set[str]:
    """The mutations of a printed schema."""
    body = schema.partition("\ntype Mutation {")[2].partition("\n}")[0]
    return set(re.findall(r"^  ([a-z]\w*)\(", body, re.MULTILINE))
