"""The one planner: what comes in, compared with what is known, gives the lines of a plan.

Pure: no database, no clock. SCIM brings one person or post at a time, a file or a directory brings
all at once; both become :class:`Incoming`. A line says what would change, how sure that is, who
gets and loses which roles, and whether it waits for somebody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from ledger.feeds.incoming import (
    Held,
    Incoming,
    IncomingPerson,
    IncomingPost,
    IncomingUnit,
    Known,
    KnownPerson,
    KnownPost,
    KnownUnit,
)
from tenants.tables import SLOT_OF_KIND

ADMINISTRATORS = frozenset(
    f"{what}_administrator" for what in ("level", "system", "security", "audit", "separated")
)
"""Whatever a feed is set up for, it neither gives nor takes one of these: nobody is locked out."""


BINDING = frozenset({"create_person", "adopt_person", "create_post", "adopt_post"})
"""What ties an entry to a record of ours."""


@dataclass(frozen=True)
class Line:
    """One line of a plan."""

    kind: str
    subject: str
    entry: UUID | None
    tenant: int
    label: str
    change: Mapping[str, Any]
    reason: str = "NOTHING"
    confidence: int = 100
    from_text: str = ""
    to_text: str = ""
    person: UUID | None = None
    from_post: UUID | None = None
    to_post: UUID | None = None
    gains: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether somebody must confirm it."""
        return self.reason != "NOTHING"


def planned(incoming: Incoming, known: Known) -> tuple[Line, ...]:
    """Plans everything that comes in.

    Gives:    the lines, units first, then posts, then people; nothing for what is already so.
    """
    return (
        *_units(incoming.units, known),
        *(line for post in incoming.posts for line in _post(post, known)),
        *(line for person in incoming.people for line in _person(person, known)),
    )


def foreseen(incoming: Incoming, known: Known, first: Sequence[Line]) -> tuple[Line, ...]:
    """Plans what follows once the lines that wait for nobody have tied entries to records.

    Given:    first, the lines of :func:`planned`.
    Gives:    the lines that come beside them, as if they had been done.
    """
    people, posts = dict(known.people), dict(known.posts)
    for line in first:
        made = line.change["do"]
        if line.waits or line.entry is None or made not in BINDING:
            continue
        if line.subject == "POST":
            alike = known.same_title.get(line.entry, ())
            posts[line.entry] = known.meant_post.get(line.entry) or (
                alike[0] if made == "adopt_post" else _soon_post(line)
            )
        else:
            people[line.entry] = _soon_person(line, known)
    entry_of = {one.id: entry for entry, one in posts.items()}
    for entry, one in people.items():
        holds = [
            Held(appointment, entry_of[which], posts[entry_of[which]])
            for appointment, which in known.held.get(one.id, ())
            if which in entry_of
        ]
        people[entry] = replace(one, holds=holds)
    later = replace(known, people=people, posts=posts)
    said = {(line.entry, str(line.change)) for line in first}
    bound = people.keys() | posts.keys()
    return tuple(
        line
        for line in planned(replace(incoming, units=()), later)
        if line.entry in bound and (line.entry, str(line.change)) not in said
    )


def _soon_post(line: Line) -> KnownPost:
    """A post as it will be once its line is done; it carries nothing yet."""
    assert line.entry is not None
    return KnownPost(line.entry, line.label, line.tenant, slot=SLOT_OF_KIND["OFFICE"])


def _soon_person(line: Line, known: Known) -> KnownPerson:
    assert line.entry is not None
    if line.change["do"] == "create_person":
        return KnownPerson(line.entry, line.label, line.tenant)
    meant = known.meant.get(line.entry)
    return replace(meant or known.same_document[line.entry][0], managed=False)


# ------------------------------------------------------------------------------- units
def _units(units: Sequence[IncomingUnit], known: Known) -> Iterator[Line]:
    """Two passes: first all codes are known, then each parent is looked for, however deep, from above.

    Units are always proposals: the tree is changed by reorganisation and by nobody's file.
    """
    coming = {unit.code: unit for unit in units}
    for unit in sorted(units, key=lambda one: SLOT_OF_KIND.get(one.kind, 0)):
        ours = known.units.get(unit.code)
        parent = known.units.get(unit.parent_code)
        line = Line(
            kind="CREATE",
            subject="UNIT",
            entry=None,
            tenant=(ours if ours is not None and ours.inside else known.home).tenant,
            label=unit.name or unit.code,
            change={"do": "unit", "code": unit.code, "kind": unit.kind, "name": unit.name,
                    "parent": unit.parent_code},
            reason="UNIT",
            to_text=unit.parent_code,
        )  # fmt: skip  # columns side by side
        if ours is not None:
            seen = line if ours.inside else replace(line, reason="SCOPE", confidence=0)
            yield from _known_unit(unit, ours, seen)
        elif not _has_line_up(unit, coming, known):
            yield replace(line, kind="AMBIGUOUS", reason="UNKNOWN_UNIT", confidence=0)
        elif parent is not None and not parent.inside:
            yield replace(line, reason="SCOPE", confidence=0)
        else:
            yield replace(line, tenant=_nearest(unit, coming, known).tenant)


def _known_unit(unit: IncomingUnit, ours: KnownUnit, line: Line) -> Iterator[Line]:
    if unit.parent_code and unit.parent_code != ours.parent_code:
        yield replace(line, kind="MOVE", from_text=ours.parent_code, to_text=unit.parent_code)
    if unit.name and unit.name != ours.name:
        yield replace(line, kind="RENAME", from_text=ours.name, to_text=unit.name)


def _has_line_up(unit: IncomingUnit, coming: Mapping[str, IncomingUnit], known: Known) -> bool:
    """Whether parents lead, each of a higher slot, from the unit to one that is known."""
    seen: set[str] = set()
    while unit.code not in seen:
        seen.add(unit.code)
        slot = SLOT_OF_KIND.get(unit.kind, 0)
        above = known.units.get(unit.parent_code)
        if above is not None:
            return 0 < above.slot < slot
        upper = coming.get(unit.parent_code)
        if upper is None or not 0 < SLOT_OF_KIND.get(upper.kind, 0) < slot:
            return False
        unit = upper
    return False


def _nearest(unit: IncomingUnit, coming: Mapping[str, IncomingUnit], known: Known) -> KnownUnit:
    while (above := known.units.get(unit.parent_code)) is None:
        unit = coming[unit.parent_code]
    return above


# ------------------------------------------------------------------------------- posts
def _place(code: str, known: Known) -> tuple[KnownUnit, str]:
    """Where something stands, and what it waits for when that is not known or not within reach."""
    if not code:
        return known.home, "NOTHING"
    unit = known.units.get(code)
    if unit is None:
        return known.home, "UNKNOWN_UNIT"
    return (unit, "NOTHING") if unit.inside else (known.home, "SCOPE")


def _carries(post: KnownPost, known: Known) -> bool:
    """Whether a post carries rights that feeds neither give nor take, or administers anything at all.

    What a feed is set up for narrows what the book allows it, and widens nothing.
    """
    return bool(post.roles) and (
        not known.may_appoint or post.slot <= known.rights_slot or bool(post.roles & ADMINISTRATORS)
    )


def _post(post: IncomingPost, known: Known) -> Iterator[Line]:
    unit, reason = _place(post.unit_code, known)
    ours = known.posts.get(post.entry)
    line = Line(
        kind="CREATE",
        subject="POST",
        entry=post.entry,
        tenant=unit.tenant,
        label=post.title,
        change={"do": "create_post", "title": post.title, "tenant": unit.tenant},
        reason=reason,
        confidence=100 if reason == "NOTHING" else 0,
        to_text=unit.name if reason == "NOTHING" else post.unit_code,
    )
    if ours is None:
        if not post.gone:
            yield from _new_post(post, known, line)
        return
    line = replace(line, tenant=ours.tenant, to_post=ours.id, reason="NOTHING", confidence=100)
    if post.gone:
        if ours.managed and not ours.roles:
            yield replace(line, kind="LEAVE", change={"do": "close_post"}, to_text="")
        return
    if post.title != ours.title:
        waits = "RIGHTS" if ours.roles else "NOTHING" if ours.managed else "ELSEWHERE"
        change = {"do": "rename_post", "title": post.title}
        yield replace(line, kind="RENAME", change=change, reason=waits, from_text=ours.title,
                      to_text=post.title)  # fmt: skip  # reads as a table
    if post.unit_code and (reason != "NOTHING" or unit.tenant != ours.tenant):
        yield replace(line, kind="MOVE", reason="ELSEWHERE", confidence=0,
                          change={"do": "nothing"}, to_text=post.unit_code)  # fmt: skip  # reads as a table


def _new_post(post: IncomingPost, known: Known, line: Line) -> Iterator[Line]:
    alike = [] if line.waits else list(known.same_title.get(post.entry, ()))
    one = known.meant_post.get(post.entry)
    if one is not None and not line.waits:
        adopt = {"do": "adopt_post", "post": str(one.id)}
        yield replace(line, tenant=one.tenant, change=adopt, to_post=one.id)
    elif len(alike) == 1:
        adopt = {"do": "adopt_post", "post": str(alike[0].id)}
        yield replace(line, change=adopt, to_post=alike[0].id, confidence=95)
    elif alike:
        yield replace(line, kind="AMBIGUOUS", reason="UNSURE", confidence=100 // len(alike))
    else:
        yield line


# ------------------------------------------------------------------------------- people
def _person(person: IncomingPerson, known: Known) -> Iterator[Line]:
    ours = known.people.get(person.entry)
    if ours is None:
        if person.active or person.entry in known.meant:
            yield from _new_person(person, known)
        return
    if not person.active:
        yield from _leaver(person, ours, known)
        return
    unit, reason = _place(person.unit_code, known)
    line = Line(
        kind="RENAME",
        subject="PERSON",
        entry=person.entry,
        tenant=ours.tenant,
        label=ours.name,
        change={"do": "rename_person", "name": person.name},
        person=ours.id,
        from_text=ours.name,
        to_text=person.name,
    )
    if person.name != ours.name:
        yield line if ours.managed else replace(line, reason="ELSEWHERE")
    if person.unit_code and (reason != "NOTHING" or unit.tenant != ours.tenant):
        yield replace(
            line,
            kind="MOVE",
            tenant=unit.tenant,
            change={"do": "move_person", "tenant": unit.tenant},
            reason=ours.rehoming if reason == "NOTHING" else reason,
            confidence=100 if reason == "NOTHING" else 0,
            from_text=ours.unit_code,
            to_text=person.unit_code,
        )
    yield from _posts_of(person, ours, known)


def _new_person(person: IncomingPerson, known: Known) -> Iterator[Line]:
    unit, reason = _place(person.unit_code, known)
    line = Line(
        kind="CREATE",
        subject="PERSON",
        entry=person.entry,
        tenant=unit.tenant,
        label=person.name,
        change={"do": "create_person", "name": person.name, "tenant": unit.tenant},
        reason=reason,
        confidence=100 if reason == "NOTHING" else 0,
        to_text=unit.name if reason == "NOTHING" else person.unit_code,
    )
    sure = list(known.same_document.get(person.entry, ()))
    alike = list(known.same_name.get(person.entry, ()))
    if (one := known.meant.get(person.entry)) is not None:
        sure, alike = _named(one, person)
    if line.waits:
        yield line
    elif len(sure) == 1:
        one = sure[0]
        yield replace(
            line,
            tenant=one.tenant,
            change={"do": "adopt_person", "person": str(one.id)},
            person=one.id,
            reason="RIGHTS" if one.rights else "NOTHING",
        )
    elif sure or alike:
        found = sure or alike
        yield replace(
            line,
            kind="AMBIGUOUS",
            reason="UNSURE",
            confidence=60 // len(found),
            person=found[0].id if len(found) == 1 else None,
            change={**line.change, "maybe": [str(one.id) for one in found]},
        )
    else:
        yield line


def _named(one: KnownPerson, person: IncomingPerson) -> tuple[list[KnownPerson], list[KnownPerson]]:
    """Who is surely and who is perhaps meant by a number of ours: a slip of one row in a table
    would make somebody else of everybody, so the name must be theirs, too.
    """
    return ([one], []) if one.name == person.name else ([], [one])


def _leaver(person: IncomingPerson, ours: KnownPerson, known: Known) -> Iterator[Line]:
    """One line for whoever leaves, with all posts that the feed knows them in."""
    if not ours.holds:
        return
    loses = sorted(set().union(*(held.post.roles for held in ours.holds)))
    weighty = any(_carries(held.post, known) for held in ours.holds)
    yield Line(
        kind="LEAVE",
        subject="PERSON",
        entry=person.entry,
        tenant=ours.holds[0].post.tenant,
        label=ours.name,
        change={"do": "relieve", "appointments": [str(held.appointment) for held in ours.holds]},
        reason="RIGHTS" if weighty else "NOTHING",
        person=ours.id,
        from_text="、".join(held.post.title for held in ours.holds),
        from_post=ours.holds[0].post.id,
        loses=tuple(loses),
    )


def _posts_of(person: IncomingPerson, ours: KnownPerson, known: Known) -> Iterator[Line]:
    held = {one.entry: one for one in ours.holds}
    here = [(known.posts[key].title, key) for key in person.posts if key in known.posts]
    wanted = {key: known.posts[key] for _, key in sorted(here)}
    for key, post in wanted.items():
        if key in held:
            continue
        yield Line(
            kind="MOVE",
            subject="PERSON",
            entry=person.entry,
            tenant=post.tenant,
            label=ours.name,
            change={"do": "appoint", "post": str(post.id)},
            reason="RIGHTS" if _carries(post, known) else "NOTHING",
            person=ours.id,
            to_text=post.title,
            to_post=post.id,
            gains=tuple(sorted(post.roles)),
        )
    for key, one in held.items():
        if key in person.posts:
            continue
        yield Line(
            kind="MOVE",
            subject="PERSON",
            entry=person.entry,
            tenant=one.post.tenant,
            label=ours.name,
            change={"do": "relieve", "appointments": [str(one.appointment)]},
            reason="RIGHTS" if _carries(one.post, known) else "NOTHING",
            person=ours.id,
            from_text=one.post.title,
            from_post=one.post.id,
            loses=tuple(sorted(one.post.roles)),
        )
