"""Tells what a directory holds as the feed it is: entry by entry, by the acts that SCIM uses.

So there is one plan, one budget, one list of proposals and one way back for both.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from ledger.feeds.drop_entry import DropEntry, drop_entry
from ledger.feeds.tables import feed, feed_entry, feed_line, feed_member, feed_plan
from ledger.feeds.take_person import TakePerson, take_person
from ledger.feeds.take_post import TakePost, take_post
from ledger.feeds.take_units import TakeUnits, take_units, units_planned
from ledger.feeds.taking import Told
from ledger.feeds.viewing import feed_viewer
from ledger.petitioners.vault import Identity, Vault
from policies.reach import Reach
from server.commanding import commanding
from server.database.deployment import Deployment
from server.directory.searching import DirectoryRefused, Found, Person, Post
from tenants.refusals import Refusal
from tenants.sitting import Outdated, Sitting, Sittings
from tenants.viewer import Viewer

SHOWN = 50
Progress = Callable[[int, int], None]


@dataclass
class Report:
    """What was told, and what became of it."""

    same: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    referrals: int = 0
    unknown_members: int = 0
    refused: list[str] = field(default_factory=list)
    lines: Mapping[str, int] = field(default_factory=dict)
    """Lines of today's plan: how many are done, and how many wait for what."""
    stopped: bool = False
    dry_run: bool = False

    def told(self) -> list[str]:
        """What is printed, line by line, in both languages."""
        said = [f"! {one}" for one in self.refused[:SHOWN]]
        said.append(
            f"新报送 new {self.new}，变更 changed {self.changed}，撤销 gone {self.gone}，"
            f"不变 same {self.same}，未办 refused {len(self.refused)}"
        )
        if self.referrals or self.unknown_members:
            said.append(
                f"未跟随的转介 referrals left alone {self.referrals}，"
                f"不在范围内的成员 members out of reach {self.unknown_members}"
            )
        if self.dry_run:
            return [*said, "试运行，未报送。Dry run: nothing was told."]
        said += [f"今日方案 today's plan: {name} {count}" for name, count in self.lines.items()]
        if self.stopped:
            said.append(
                "变动超出上限，数据源已停止，待确认。The budget is used up: the feed stopped."
            )
        return said


@dataclass(frozen=True)
class _Known:
    """What this feed has told before, by the directory's own ids."""

    people: Mapping[str, Mapping[str, Any]]
    posts: Mapping[str, Mapping[str, Any]]
    members: Mapping[UUID, frozenset[UUID]]

    def of(self, post: UUID) -> frozenset[UUID]:
        """Who is said to hold a post."""
        return self.members.get(post, frozenset())


async def tell(
    deployment: Deployment,
    found: Found,
    *,
    secret: str,
    vault: Vault,
    source: str = "DIRECTORY",
    dry_run: bool = False,
    reach: Reach | None = None,
    progress: Progress | None = None,
) -> Report:
    """Tells what differs from what was told before.

    Given:    secret, of a feed that was set up with that source; what a DIRECTORY has no more is
              gone, while a FILE says nothing of those who are not in it.
    Refuses:  DirectoryRefused for no such feed.
    """
    async with commanding(deployment, reach=reach, wait=10.0) as (sittings, _):
        telling = _Telling(sittings, secret, vault, source, progress or (lambda _, __: None))
        return await telling.tell(found, dry_run=dry_run)


@dataclass
class _Telling:
    """One run: as whom, with what, and what came of it so far."""

    sittings: Sittings
    secret: str
    vault: Vault
    source: str
    progress: Progress
    report: Report = field(default_factory=Report)

    async def tell(self, found: Found, *, dry_run: bool) -> Report:
        async with self.sittings.open(await self._viewer()) as sitting:
            known = await _known(sitting, self.source)
        self.report.referrals, self.report.dry_run = found.referrals, dry_run
        await self._units(found, dry_run)
        people = [one for one in found.people if _differs(one, known.people.get(one.id))]
        self.report.same += len(found.people) - len(people)
        entries = {key: row["id"] for key, row in known.people.items()}
        named = {one.dn: one.id for one in found.people}
        total = len(people) + len(found.posts)
        for at, one in enumerate(people):
            made = await self._one(one.dn, take_person, self._person(one, known), dry_run)
            entries[one.id] = made or entries.get(one.id) or uuid4()
            self._count(one.id in known.people)
            self.progress(at + 1, total)
        for at, post in enumerate(found.posts):
            await self._post(post, known, entries, named, dry_run)
            self.progress(len(people) + at + 1, total)
        if self.source == "DIRECTORY":
            await self._gone("POST", known.posts, {one.id for one in found.posts}, dry_run)
            await self._gone("PERSON", known.people, {one.id for one in found.people}, dry_run)
        if not dry_run:
            async with self.sittings.open(await self._viewer()) as sitting:
                self.report.lines, self.report.stopped = await _outcome(sitting)
        return self.report

    async def _units(self, found: Found, dry_run: bool) -> None:
        """Tells of all units together; which of them are new, or other than here, the plan says."""
        if not found.units:
            return
        given = TakeUnits(tuple(found.units))
        try:
            async with self.sittings.open(await self._viewer()) as sitting:
                lines, anything = await units_planned(sitting, given)
        except Refusal as refusal:
            self.report.refused.append(_said("units", refusal))
            return
        kinds = {line.change["code"]: line.kind for line in lines}
        told = {one.code for one in found.units} & set(kinds)
        fresh = sum(kinds[code] in {"CREATE", "AMBIGUOUS"} for code in told)
        self.report.new += fresh
        self.report.changed += len(told) - fresh
        self.report.same += len(found.units) - len(told)
        if anything:
            await self._one("units", take_units, given, dry_run)

    async def _gone(
        self, kind: str, known: Mapping[str, Mapping[str, Any]], here: set[str], dry_run: bool
    ) -> None:
        """Tells that what was told before is there no more."""
        for row in (row for key, row in known.items() if key not in here):
            await self._one(row["label"], drop_entry, DropEntry(row["id"], kind, None), dry_run)
            self.report.gone += 1

    def _count(self, known: bool) -> None:
        if known:
            self.report.changed += 1
        else:
            self.report.new += 1

    def _person(self, one: Person, known: _Known) -> TakePerson:
        row = known.people.get(one.id)
        entry: UUID | None = None if row is None else row["id"]
        told = {"userName": one.user, "displayName": one.name, "active": one.active}
        made_as = uuid7() if entry is None and one.citizen_number else None
        sealing = entry or made_as
        document = None
        if one.citizen_number and sealing is not None:
            number = Identity(document=one.citizen_number.upper())
            document = self.vault.sealed(number, sealing)
        return TakePerson(
            said=Told(one.id, told, entry),
            user_name=one.user,
            name=one.name,
            active=one.active,
            unit_code=one.unit,
            document=document,
            document_entry=made_as,
        )

    async def _post(
        self,
        post: Post,
        known: _Known,
        entries: Mapping[str, UUID],
        named: Mapping[str, str],
        dry_run: bool,
    ) -> None:
        ids = [named.get(dn) for dn in post.members]
        members = frozenset(entries[one] for one in ids if one is not None and one in entries)
        self.report.unknown_members += len(post.members) - len(members)
        row = known.posts.get(post.id)
        told = () if row is None else (row["label"], row["unit_code"], known.of(row["id"]))
        if told == (post.title, post.unit, members):
            self.report.same += 1
            return
        self._count(row is not None)
        said = Told(post.id, {"displayName": post.title}, None if row is None else row["id"])
        given = TakePost(
            said=said,
            title=post.title,
            unit_code=post.unit,
            members=tuple((one, None) for one in sorted(members)),
        )
        await self._one(post.title, take_post, given, dry_run)

    async def _one(self, label: str, act: Any, given: Any, dry_run: bool) -> UUID | None:
        """Does one act. Gives the entry; a refusal is listed and the rest goes on."""
        if dry_run:
            return None
        try:
            outcome = await self._performed(act, given)
        except Refusal as refusal:
            self.report.refused.append(_said(label, refusal))
            return None
        if outcome.refusal is not None:
            self.report.refused.append(_said(label, outcome.refusal))
            return None
        made: UUID | None = outcome.record
        return made

    async def _performed(self, act: Any, given: Any) -> Any:
        key, request = f"directory-{uuid7().hex}", "import-directory"
        for last in (False, True):
            viewer = await self._viewer()
            try:
                return await self.sittings.perform(
                    viewer, act, given=given, key=key, request=request
                )
            except Outdated:
                # The rule book changed between the question who tells and the sitting.
                if last:
                    raise
        return None

    async def _viewer(self) -> Viewer:
        found = await feed_viewer(
            self.sittings.engine,
            self.secret,
            keys=self.sittings.keys,
            enforcer=self.sittings.reach().enforcer,
        )
        if found is None:
            raise DirectoryRefused("This secret opens no feed. 密钥无效。")
        return found.viewer


def _said(label: str, refusal: Refusal) -> str:
    return f"{label}: {refusal.in_full()}"


def _differs(one: Person, row: Mapping[str, Any] | None) -> bool:
    if row is None:
        return True
    told = (one.user.casefold(), one.name, one.unit, one.active)
    return told != (row["name_key"], row["label"], row["unit_code"], row["active"])


async def _known(sitting: Sitting, source: str) -> _Known:
    """Reads what the feed told before.

    Refuses: DirectoryRefused for a feed of another kind, whose entries a directory would end.
    """
    root, of = sitting.root, sitting.viewer.person
    query = select(feed.c.source, feed.c.state).where(feed.c.root == root, feed.c.id == of)
    rows = await sitting.rows(query)
    if not rows or rows[0]["source"] != source:
        raise DirectoryRefused(
            f"The source of this feed is not {source}. 数据源的来源不是 {source}。"
        )
    mine = (
        feed_entry.c.root == root,
        feed_entry.c.feed_id == of,
        feed_entry.c.gone_at.is_(None),
        sitting.readable(feed_entry, "feed_entry.read"),
    )
    entries = await sitting.rows(select(feed_entry).where(*mine))
    kept: dict[str, dict[str, Mapping[str, Any]]] = {"PERSON": {}, "POST": {}}
    for row in entries:
        kept[row["kind"]][row["external_id"] or ""] = row
    ties = select(feed_member.c.group_id, feed_member.c.user_id).where(
        feed_member.c.root == root,
        feed_member.c.gone_at.is_(None),
        feed_member.c.group_id.in_([row["id"] for row in kept["POST"].values()]),
    )
    members: dict[UUID, frozenset[UUID]] = {}
    for row in await sitting.rows(ties):
        members[row["group_id"]] = members.get(row["group_id"], frozenset()) | {row["user_id"]}
    return _Known(kept["PERSON"], kept["POST"], members)


async def _outcome(sitting: Sitting) -> tuple[Mapping[str, int], bool]:
    """How today's plan stands, and whether the feed has stopped."""
    root, of = sitting.root, sitting.viewer.person
    plan = select(feed_plan.c.id).where(
        feed_plan.c.root == root, feed_plan.c.feed_id == of, feed_plan.c.planned_on == sitting.today
    )
    counted = (
        select(feed_line.c.state, feed_line.c.reason, func.count().label("n"))
        .where(feed_line.c.root == root, feed_line.c.plan_id.in_(plan))
        .where(sitting.readable(feed_line, "feed_line.read"))
        .group_by(feed_line.c.state, feed_line.c.reason)
        .order_by(feed_line.c.state, feed_line.c.reason)
    )
    rows: Sequence[Mapping[str, Any]] = await sitting.rows(counted)
    state = await sitting.rows(select(feed.c.state).where(feed.c.root == root, feed.c.id == of))
    told = {
        row["state"] if row["state"] != "WAITING" else f"WAITING {row['reason']}": 0 for row in rows
    }
    for row in rows:
        waits = row["state"] == "WAITING"
        told[f"WAITING {row['reason']}" if waits else row["state"]] += row["n"]
    return told, state[0]["state"] == "STOPPED"
