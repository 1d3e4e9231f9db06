"""A plan for the tree: its steps, resolved and checked, and the common superior of all in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.reorganisation.refusals import (
    CodeRefused,
    OneTree,
    ReorganisedPostNotFound,
    ReorganisedUnitNotFound,
    StepRefused,
)
from tenants.codes import region_code_fault
from tenants.columns import SLOTS
from tenants.names import place_spelling
from tenants.refusals import CodeTaken
from tenants.sitting import Sitting
from tenants.tables import SLOT_OF_KIND, post, tenant
from tenants.wording import worded

ALLOWED: Mapping[str, frozenset[str]] = {
    "RENAME": frozenset({"RENAME"}),
    "UPGRADE": frozenset({"RENAME"}),
    "MOVE": frozenset({"MOVE"}),
    "MERGE": frozenset({"FOUND", "MERGE", "RENAME"}),
    "SPLIT": frozenset({"FOUND", "MOVE", "MOVE_POST", "MERGE", "RENAME"}),
}
"""Which steps each kind of reorganisation is made of."""

NEEDED: Mapping[str, str] = {"MERGE": "MERGE", "SPLIT": "FOUND"}
"""Without which step it is not of that kind."""

LOCAL = ("DEPARTMENT", "OFFICE")
MOST_STEPS = 60

Unit = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One step: what is done to which unit or post, and where that leads."""

    verb: str
    unit: UUID | None = None
    to: UUID | None = None
    to_step: int | None = None
    post: UUID | None = None
    name: str | None = None
    code: str | None = None
    unit_kind: str | None = None


@dataclass(frozen=True)
class Plan:
    """Steps as rows, the units they touch, and the unit that commands all of them."""

    rows: tuple[dict[str, Any], ...]
    touched: tuple[Unit, ...]
    superior: Unit


def line_of(unit: Unit) -> list[int]:
    """Gives the units from the root down to one, without empty slots."""
    return [unit[f"at{slot}"] for slot in SLOTS if unit[f"at{slot}"] is not None]


async def planned(sitting: Sitting, kind: str, steps: Sequence[Step]) -> Plan:
    """Checks the steps of a plan against the tree as it stands.

    Refuses:  reorganisation.step_refused, reorganisation.unit_not_found,
              reorganisation.post_not_found, reorganisation.one_tree, reorganisation.code_refused,
              tenant.code_taken, record.text_refused.
    """
    _fit(kind, steps)
    units = await _units(sitting, steps)
    posts = await _posts(sitting, steps)
    rows: list[dict[str, Any]] = []
    commanding: list[Unit] = []
    touched: list[Unit] = []
    for position, step in enumerate(steps, start=1):
        unit = _unit(units, step, posts, position=position)
        leads = _leads(units, step, rows, position=position)
        _checked(kind, step, position=position, unit=unit, leads=leads)
        rows.append(await _row(sitting, step, position=position, unit=unit, leads=leads))
        touched += [one for one in (unit, leads) if one is not None]
        commanding += _commanding(step, unit, leads)
    known = await _by_number(sitting, {one for unit in commanding for one in line_of(unit)})
    return Plan(tuple(rows), tuple(touched), _common(commanding, known))


def _fit(kind: str, steps: Sequence[Step]) -> None:
    if not 1 <= len(steps) <= MOST_STEPS:
        raise StepRefused(step=len(steps), kind=kind)
    acted: set[UUID | None] = set()
    for position, step in enumerate(steps, start=1):
        ahead = step.to_step is not None and not 1 <= step.to_step < position
        twice = step.verb in {"MOVE", "MERGE"} and step.unit in acted
        if step.verb not in ALLOWED[kind] or ahead or twice:
            raise StepRefused(step=position, kind=kind)
        if step.verb in {"MOVE", "MERGE"}:
            acted.add(step.unit)
    ended = {step.unit for step in steps if step.verb == "MERGE"}
    for position, step in enumerate(steps, start=1):
        if step.to is not None and step.to in ended:
            raise StepRefused(step=position, kind=kind)
    if kind in NEEDED and all(step.verb != NEEDED[kind] for step in steps):
        raise StepRefused(step=1, kind=kind)


async def _units(sitting: Sitting, steps: Sequence[Step]) -> dict[UUID, Unit]:
    named = {one for step in steps for one in (step.unit, step.to) if one is not None}
    query = select(tenant).where(
        tenant.c.root == sitting.root, tenant.c.uid.in_(named), tenant.c.valid_until.is_(None)
    )
    return {row["uid"]: row for row in await sitting.rows(query)}


async def _posts(sitting: Sitting, steps: Sequence[Step]) -> dict[UUID, Unit]:
    """Gives, by post, the unit it is in; only posts that the viewer may read."""
    named = {step.post for step in steps if step.post is not None}
    if not named:
        return {}
    query = select(post.c.id, post.c.holder).where(
        post.c.root == sitting.root,
        post.c.id.in_(named),
        post.c.valid_until.is_(None),
        sitting.readable(post, "post.read"),
    )
    found = {row["id"]: row["holder"] for row in await sitting.rows(query)}
    homes = await _by_number(sitting, set(found.values()))
    return {key: homes[holder] for key, holder in found.items()}


async def _by_number(sitting: Sitting, numbers: Iterable[int]) -> dict[int, Unit]:
    wanted = list(numbers)
    query = select(tenant).where(tenant.c.root == sitting.root, tenant.c.id.in_(wanted))
    return {row["id"]: row for row in await sitting.rows(query)} if wanted else {}


def _unit(
    units: Mapping[UUID, Unit], step: Step, posts: Mapping[UUID, Unit], *, position: int
) -> Unit | None:
    if step.verb == "MOVE_POST":
        if step.post is None or step.post not in posts:
            raise ReorganisedPostNotFound(step=position)
        return posts[step.post]
    if step.verb == "FOUND":
        return None
    if step.unit is None or step.unit not in units:
        raise ReorganisedUnitNotFound(step=position)
    return units[step.unit]


def _leads(
    units: Mapping[UUID, Unit], step: Step, rows: Sequence[Mapping[str, Any]], *, position: int
) -> Unit | None:
    """Gives where a step leads; a unit that is founded stands in as it will be."""
    if step.verb == "RENAME":
        return None
    if step.to_step is not None and step.to is None:
        founding = rows[step.to_step - 1]
        if founding["verb"] != "FOUND":
            raise StepRefused(step=position, kind=founding["verb"])
        above: Unit = founding["above"]
        slot = SLOT_OF_KIND[founding["unit_kind"]]
        return {
            **above,
            "id": 0,
            "slot": slot,
            "kind": founding["unit_kind"],
            "parent_id": above["id"],
        }
    if step.to is None or step.to not in units or step.to_step is not None:
        raise ReorganisedUnitNotFound(step=position)
    return units[step.to]


def _checked(
    kind: str, step: Step, *, position: int, unit: Unit | None, leads: Unit | None
) -> None:
    wrong = StepRefused(step=position, kind=kind)
    match step.verb:
        case "RENAME":
            assert unit is not None
            if step.name is None and (kind != "UPGRADE" or step.code is None):
                raise wrong
            if kind != "UPGRADE" and step.unit_kind not in {None, unit["kind"]}:
                raise wrong
        case "MOVE":
            assert unit is not None
            assert leads is not None
            if leads["slot"] >= unit["slot"] or unit["id"] in line_of(leads):
                raise OneTree
            if leads["id"] == unit["parent_id"] or unit["parent_id"] is None:
                raise wrong
        case "MERGE":
            assert unit is not None
            assert leads is not None
            if unit["id"] == leads["id"] or unit["kind"] != leads["kind"]:
                raise wrong
            if unit["parent_id"] is None:
                raise wrong
        case "FOUND":
            assert leads is not None
            if step.name is None or step.code is None or step.unit_kind is None:
                raise wrong
            if leads["slot"] >= SLOT_OF_KIND[step.unit_kind]:
                raise OneTree
        case _:
            assert unit is not None
            assert leads is not None
            if unit["id"] == leads["id"]:
                raise wrong


async def _row(
    sitting: Sitting, step: Step, *, position: int, unit: Unit | None, leads: Unit | None
) -> dict[str, Any]:
    moved = step.verb == "MOVE_POST"
    row: dict[str, Any] = {
        "position": position,
        "verb": step.verb,
        "unit": None if unit is None or moved else unit["id"],
        "to_unit": leads["id"] if leads is not None and step.to is not None else None,
        "to_step": step.to_step,
        "post_id": step.post if moved else None,
        **dict.fromkeys(("name", "name_sort", "initials", "code", "unit_kind")),
        "above": leads,
    }
    if step.verb not in {"RENAME", "FOUND"}:
        return row
    kind = step.unit_kind or (unit["kind"] if unit is not None else "")
    if step.name is not None:
        name = worded("name", step.name, most=60)
        spelt, initials = place_spelling(name)
        row |= {"name": name, "name_sort": spelt, "initials": initials}
    if step.unit_kind is not None:
        row["unit_kind"] = step.unit_kind
    if step.code is not None:
        row["code"] = await _code(sitting, step.code, kind, position=position, unit=unit)
    return row


async def _code(
    sitting: Sitting, given: str, kind: str, *, position: int, unit: Unit | None
) -> str:
    code = worded("code", given, most=40)
    if kind not in LOCAL and region_code_fault(code, kind) is not None:
        raise CodeRefused(step=position, given=code)
    query = select(tenant.c.id).where(
        tenant.c.code == code, tenant.c.kind == kind, tenant.c.valid_until.is_(None)
    )
    if any(unit is None or row["id"] != unit["id"] for row in await sitting.rows(query)):
        raise CodeTaken
    return code


def _commanding(step: Step, unit: Unit | None, leads: Unit | None) -> list[Unit]:
    """Gives the units under whose command a step stands."""
    found: list[Unit] = []
    if unit is not None:
        found.append(_above(unit))
    if leads is not None:
        # A unit comes under the one it is moved to; what is merged comes beside its successor.
        found.append(leads if step.verb in {"MOVE", "FOUND"} and leads["id"] else _above(leads))
    return found


def _above(unit: Unit) -> Unit:
    """Gives a stand-in for the parent of a unit: its line without the unit; of a root, itself."""
    if unit["parent_id"] is None:
        return unit
    line = {f"at{slot}": unit[f"at{slot}"] for slot in SLOTS}
    return {
        **{name: None if at == unit["id"] else at for name, at in line.items()},
        "id": unit["parent_id"],
    }


def _common(units: Sequence[Unit], known: Mapping[int, Unit]) -> Unit:
    shared = set.intersection(*(set(line_of(unit)) for unit in units))
    if not shared:
        raise OneTree
    return max((known[one] for one in shared), key=lambda unit: unit["slot"])
