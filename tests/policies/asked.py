"""A table of truth asked of the whole read path, cell by cell, as each line's person.

``node`` and root lists answer the reading tables; ``explain`` and ``viewerActions`` the tables of
acts. An act on what one may not see is not explained: hidden is as absent.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledger.shelves import CATALOGUE
from policies.truth import Table, TruthRow, Verdict
from storage.shelf import Rows
from tenants.viewer import Viewer
from tests.policies.cast import TYPES, Peopled
from tests.reading.asking import Asking

LISTS: Mapping[str, str] = {
    "tenant": "tenants", "post": "posts", "responsibility": "responsibilityLists",
    "obligation": "obligations", "supplement": "supplements", "problem": "problems",
    "petitioner": "petitioners", "calendar_day": "calendarDays",
}  # fmt: skip  # reads as a table
"""Root lists by the noun of their rows."""
LISTED_UNDER: Mapping[str, str] = {"problem": "problem.oversee"}
"""Under which action a noun is listed, where that is another one than its reading."""
OFFERS: Mapping[str, tuple[str, str]] = {
    "responsibility.add": ("ResponsibilityList", "ADD_CLAUSE"),
    "responsibility.publish": ("ResponsibilityList", "PUBLISH"),
    "responsibility.sign": ("ResponsibilityList", "SIGN"),
    "responsibility.retire": ("ResponsibilityList", "RETIRE"),
    "obligation.plan": ("ResponsibilityList", "OPEN_PERIOD"),
    "obligation.record": ("Obligation", "RECORD"),
    "obligation.self_check": ("Obligation", "SELF_CHECK"),
    "obligation.accept": ("Obligation", "ACCEPT"),
    "obligation.return": ("Obligation", "RETURN"),
    "workrule.retire": ("Supplement", "RETIRE"),
    "problem.report": ("Problem", "REGISTER"),
    "problem.resolve": ("Problem", "RESOLVE_ON_SPOT"),
    "problem.screen": ("Problem", "ADMIT"),
    "problem.confirm_rejection": ("Problem", "CONFIRM_REJECTION"),
    "problem.confirm_listing": ("Problem", "CONFIRM_LISTING"),
    "problem.list": ("Problem", "LIST"),
    "problem.submit": ("Problem", "SUBMIT"),
    "problem.take_up": ("Problem", "TAKE_UP"),
    "problem.hand_down": ("Problem", "HAND_DOWN"),
    "problem.object": ("Problem", "OBJECT"),
    "problem.rule": ("Problem", "RECALL"),
    "problem.accept": ("Problem", "ACCEPT"),
    "problem.rectify": ("Problem", "START"),
    "problem.claim": ("Problem", "CLAIM_COMPLETION"),
    "problem.self_evaluate": ("Problem", "SELF_EVALUATE"),
    "problem.record_client": ("Problem", "RECORD_CLIENT_ANSWER"),
    "problem.evaluate": ("Problem", "CLOSE"),
    "petitioner.ask": ("Petitioner", "ASK_IDENTITY"),
    "calendar_day.take_back": ("CalendarDay", "TAKE_BACK"),
}
"""Which ``viewerActions`` offers an act, and on what."""
DESKS = tuple(
    name
    for name, one in CATALOGUE.roots.items()
    if isinstance(one, Rows) and one.action is not None
)
"""Lists under another action than reading: what one is to do must be what one may open."""
OPEN: Mapping[str, str] = {
    "rulebook.read": "{ ruleBook { version rules { key } } }",
    "catalogue.read": "{ actorTypes { key duties(first: 1) { nodes { key } } } }",
}
"""What is open to everybody has no row, but a field of its own."""
ELSEWHERE: Mapping[str, str] = {
    "access": "no row holds it: tests/ledger asks explainAccess and whoCanSee",
    "counted_record": "no row holds it: tests/ledger/test_previews.py counts",
    "audit": "a chain is read through a function of its own: tests/ledger/test_audit_events.py",
    "feed_entry": "what a feed says of its own keys is shown by reconcile alone",
    "notice": "one person's own, by a function: tests/ledger/test_notices.py",
    "notice_setting": "one person's own, held by no unit: tests/ledger/test_notices.py",
}
"""Nouns that no id shows, and who asks for them."""
SHOWN = "query ($id: ID!) { node(id: $id) { id } }"
OFFERED = (
    "query ($id: ID!) {{ node(id: $id) {{ ... on {type}"
    " {{ viewerActions {{ act allowed missing }} }} }} }}"
)
EXPLAINED = (
    "query ($act: String!, $id: ID!)"
    " { explain(act: $act, id: $id) { allowed rule { key allows } } }"
)
"""One row to a request: its statement, compiled for one row of a kind, is the one for all of them."""


@dataclass
class Found:
    """What was asked, and every cell that answered something else."""

    cells: int = 0
    yes: int = 0
    hidden: int = 0
    wrong: list[str] = field(default_factory=list)

    def compare(self, what: str, expected: object, got: object) -> None:
        """Takes note of one cell."""
        self.cells += 1
        if expected != got:
            self.wrong.append(f"{what}: the table says {expected}, GraphQL {got}")


@dataclass
class Truth:
    """The tables, the world they are about, and who answers."""

    ask: Asking
    people: Peopled
    tables: Sequence[Table]
    change: Callable[[Viewer], Viewer] = lambda viewer: viewer
    """What a control does to the viewer before asking."""
    viewers: dict[str, Viewer] = field(default_factory=dict)

    async def viewer(self, who: str) -> Viewer:
        """Whoever a line is about, signed in once."""
        if who not in self.viewers:
            found = await self.people.viewer(self.ask.engine, who, enforcer=self.ask.reach.enforcer)
            self.viewers[who] = self.change(found)
        return self.viewers[who]

    # ------------------------------------------------------------ reading

    def reading(self) -> Iterator[tuple[Table, str]]:
        """The tables of what may be read, with their action."""
        for table in self.tables:
            for action in table.actions:
                noun, _, verb = action.partition(".")
                if verb == "read" and noun in TYPES:
                    yield table, action

    def listing(self) -> Iterator[tuple[Table, str]]:
        """The tables of what is listed, with the action that lists it."""
        for table in self.tables:
            noun = table.rows[0].noun
            under = LISTED_UNDER.get(noun, f"{noun}.read")
            if noun in LISTS and under in table.actions:
                yield table, under

    async def nodes(self) -> Found:
        """Asks for every row of every reading table by its id."""
        found = Found()
        for table, action in self.reading():
            for who, verdicts in table.lines.items():
                ids = [self.people.public(row) for row in table.rows]
                shown = await self.shown(await self.viewer(who), ids)
                for row, said, public in zip(table.rows, verdicts, ids, strict=True):
                    found.yes += said.allowed
                    found.compare(f"{action}: {who} × {row.label}", said.allowed, public in shown)
        return found

    async def shown(self, viewer: Viewer, ids: Sequence[str]) -> set[str]:
        """Which of the ids ``node`` answers."""
        told = [(await self.ask.data(SHOWN, viewer, {"id": one}))["node"] for one in ids]
        return {one["id"] for one in told if one is not None}

    async def lists(self) -> Found:
        """Walks every root list without pages and in pages of two."""
        found = Found()
        for table, action in self.listing():
            noun = table.rows[0].noun
            ids = {self.people.public(row): row for row in table.rows}
            for who, verdicts in table.lines.items():
                viewer = await self.viewer(who)
                whole, total = await self.walked(viewer, LISTS[noun], None)
                paged, _ = await self.walked(viewer, LISTS[noun], 2)
                wanted = {
                    self.people.public(row)
                    for row, said in zip(table.rows, verdicts, strict=True)
                    if said.allowed
                }
                found.cells += len(table.rows) - 1
                found.yes += len(wanted)
                found.compare(f"{action}: {who}", wanted, set(whole) & ids.keys())
                if whole != paged or len(set(whole)) != len(whole) or total != len(whole):
                    found.wrong.append(f"{action}: {who}: in pages {paged}, whole {whole}, {total}")
        return found

    async def desks(self) -> Found:
        """Asks each desk, which is listed under an act, and opens by its id whatever it lists."""
        found = Found()
        for name in DESKS:
            for who in self.people.cast.cast:
                viewer = await self.viewer(who)
                listed, _ = await self.walked(viewer, name, None)
                opened = await self.shown(viewer, listed)
                found.yes += len(listed)
                found.compare(f"{name}: {who}", set(listed), opened)
        return found

    async def walked(self, viewer: Viewer, field_: str, size: int | None) -> tuple[list[str], int]:
        """Every id of a root list in its order, page by page, and the number it gives itself."""
        query = (
            f"query ($first: Int, $after: String) {{ {field_}(first: $first, after: $after)"
            " { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }"
        )
        found: list[str] = []
        after = None
        while True:
            data = await self.ask.data(query, viewer, {"first": size, "after": after})
            page = data[field_]
            found += [one["id"] for one in page["nodes"]]
            if not page["pageInfo"]["hasNextPage"]:
                return found, page["totalCount"]
            after = page["pageInfo"]["endCursor"]

    async def open(self) -> Found:
        """Asks as everybody for what is open to everybody."""
        found = Found()
        for table in self.tables:
            for action in [one for one in table.actions if one in OPEN]:
                for who, (said,) in table.lines.items():
                    data = await self.ask.data(OPEN[action], await self.viewer(who))
                    found.compare(f"{action}: {who}", said.allowed, all(data.values()))
        return found

    # ------------------------------------------------------------ acts

    def seen(self, noun: str, who: str) -> dict[str, bool]:
        """What the reading table says of a person: row by row."""
        table = next(table for table, action in self.reading() if action == f"{noun}.read")
        return {
            row.label: said.allowed for row, said in zip(table.rows, table.lines[who], strict=True)
        }

    def acts(self, *, every: bool) -> Iterator[tuple[Table, str]]:
        """The tables of acts and counts with their actions; of acts told together one, or all."""
        for number, table in enumerate(self.tables):
            if table.rows[0].noun not in TYPES:
                continue
            acts = [act for act in table.actions if not act.endswith(".read")]
            for act in acts if every else acts[number % len(acts) :][:1] if acts else []:
                yield table, act

    async def explained(self, *, every: bool) -> Found:
        """Asks ``explain`` for the verdict, and for the rule where one forbids.

        Given: every, ask about every cell of every act; else about a fifth of the lines of a table.
        """
        found = Found()
        for number, (table, action) in enumerate(self.acts(every=every)):
            lines = list(table.lines.items())
            for who, verdicts in lines if every else lines[number % 5 :: 5]:
                viewer, seen = await self.viewer(who), self.seen(table.rows[0].noun, who)
                cells = list(zip(table.rows, verdicts, strict=True))
                # One hidden row answers for all: that none is hinted at is tested by itself.
                hidden = [cell for cell in cells if not seen[cell[0].label]]
                asked = [cell for cell in cells if seen[cell[0].label]]
                asked += hidden if every else hidden[:1]
                for row, said in asked:
                    given = {"act": action, "id": self.people.public(row)}
                    got = (await self.ask.data(EXPLAINED, viewer, given))["explain"]
                    visible = seen[row.label]
                    expected = _said(said) if visible else None
                    found.hidden += not visible
                    found.yes += visible and said.allowed
                    found.compare(f"{action}: {who} × {row.label}", expected, _told(got))
        return found

    async def offered(self) -> Found:
        """Reads ``viewerActions``: an act that the book forbids is missing for its rule."""
        found = Found()
        asked: dict[tuple[str, str], dict[str, str | None]] = {}
        for table, action in self.acts(every=True):
            if action not in OFFERS:
                continue
            type_, act = OFFERS[action]
            for who, verdicts in table.lines.items():
                viewer, seen = await self.viewer(who), self.seen(table.rows[0].noun, who)
                for row, said in zip(table.rows, verdicts, strict=True):
                    if not seen[row.label]:
                        continue
                    # All acts on a row are offered together: one answer for all their tables.
                    one = self.people.public(row)
                    if (who, one) not in asked:
                        asked[who, one] = await self.missing(viewer, type_, one)
                    found.yes += said.allowed
                    got = asked[who, one][act]
                    what = f"{act} for {action}: {who} × {row.label}"
                    found.compare(what, said.allowed, got != "RULE")
        return found

    async def missing(self, viewer: Viewer, type_: str, public: str) -> dict[str, str | None]:
        """What each act on a row lacks."""
        data = await self.ask.data(OFFERED.format(type=type_), viewer, {"id": public})
        return {one["act"]: one["missing"] for one in data["node"]["viewerActions"]}

    # ------------------------------------------------------------ refusals and counts

    async def refusals(self) -> Found:
        """Has someone of each unit refused something, and opens each refusal as everybody."""
        found = Found()
        table = next(one for one in self.tables if "refusal.read" in one.actions)
        # That none is told to the accused is asked of real ones, in tests/ledger.
        rows = [row for row in table.rows if not row.facts["accused"]]
        ids = [await self.refused(row) for row in rows]
        for who, verdicts in table.lines.items():
            asked = " ".join(f"n{at}: refusal(id: $v{at}) {{ code }}" for at in range(len(ids)))
            data = await self.ask.data(
                f"{_head(ids)} {{ {asked} }}", await self.viewer(who), _values(ids)
            )
            told = [said for row, said in zip(table.rows, verdicts, strict=True) if row in rows]
            for row, said, got in zip(rows, told, data.values(), strict=True):
                found.yes += said.allowed
                what = f"refusal.read: {who} × {row.label}"
                found.compare(what, said.allowed, got is not None)
        return found

    async def refused(self, row: TruthRow) -> str:
        """Someone of the row's unit asks for what is not there."""
        who = next(
            label
            for label, member in self.people.cast.cast.items()
            if member.unit == row.unit and not member.left
        )
        given = {
            "key": uuid.uuid4().hex, "list": f"ResponsibilityList_{uuid.uuid4()}",
            "expectedVersion": 1,
        }  # fmt: skip  # reads as a table
        query = (
            "mutation ($input: RetireResponsibilityListInput!) { retireResponsibilityList("
            "input: $input) { ... on Refusal { id } } }"
        )
        data = await self.ask.data(query, await self.viewer(who), {"input": given})
        refusal: str = data["retireResponsibilityList"]["id"]
        return refusal

    async def counted(self) -> Found:
        """Compares the roll-up's total with the obligations that one may count."""
        found = Found()
        table = next(one for one in self.tables if "obligation.count" in one.actions)
        asked = "{ obligationRollUp { total } }"
        for who, verdicts in table.lines.items():
            data = await self.ask.data(asked, await self.viewer(who))
            got = sum(one["total"] for one in data["obligationRollUp"])
            units = {
                row.unit.label
                for row, said in zip(table.rows, verdicts, strict=True)
                if said.allowed and row.unit
            }
            wanted = sum(self.people.obligations[unit] for unit in units)
            found.yes += wanted > 0
            found.compare(f"obligation.count: {who}", wanted, got)
        return found


def _head(ids: Sequence[str]) -> str:
    return f"query ({', '.join(f'$v{at}: ID!' for at in range(len(ids)))})"


def _values(ids: Sequence[str]) -> dict[str, str]:
    return {f"v{at}": one for at, one in enumerate(ids)}


def _said(verdict: Verdict) -> tuple[bool, str | None]:
    return verdict.allowed, verdict.rule


def _told(got: Mapping[str, Any] | None) -> tuple[bool, str | None] | None:
    """The verdict told, with the rule if it is one that forbids."""
    if got is None:
        return None
    rule = got["rule"]
    forbids = rule is not None and not rule["allows"]
    return got["allowed"], rule["key"] if forbids else None
