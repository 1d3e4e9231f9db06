"""What is in force, read from the prose of the work rules by a naive model.

It walks parents, compares shares as exact fractions and imports nothing from the application, on
purpose. Source: issue 2, 7; domain.md 4 and 4.5; docs/work-rules.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

AREAS = {"PROVINCE", "CITY", "COUNTY"}
OVERSEERS = {"unit_head", "task_force"}
WORKERS = {"handler", *OVERSEERS}
TERMS = {"term_years": False, "term_years_village": True}
"""机关支部每届三年，村、社区支部每届五年：一个支部只有一个任期。"""
ADMINISTRATORS = {"system_administrator", "security_administrator", "audit_administrator"}


@dataclass(frozen=True)
class Value:
    """What a parameter asks."""

    operator: str
    share: Fraction

    @property
    def strength(self) -> tuple[Fraction, bool]:
        """过半数 asks more than 半数以上 of the same share."""
        return self.share, self.operator == "MORE_THAN"


@dataclass(frozen=True)
class Parameter:
    """A shipped parameter; no value where it is words."""

    name: str
    kind: str
    stricter: str
    value: Value | None


@dataclass(frozen=True)
class Rule:
    """One version of a rule."""

    key: str
    level: str
    since: date
    until: date | None
    parameters: Sequence[Parameter]


@dataclass(frozen=True)
class Said:
    """What a unit said about a parameter."""

    unit: int
    rule: str
    parameter: str
    kind: str
    value: Value
    since: date
    until: date | None
    withdrawn: bool


@dataclass(frozen=True)
class Body:
    """A Party body that lives in a unit; ``level`` is that of its kind, if it has one."""

    unit: int
    level: str | None
    since: date
    until: date | None


@dataclass(frozen=True)
class World:
    """Units with their superiors and kinds, bodies, rules, and what was said."""

    parents: Mapping[int, int | None]
    kinds: Mapping[int, str]
    bodies: Sequence[Body]
    rules: Sequence[Rule]
    said: Sequence[Said]


Binding = tuple[Value, int | None, date]
"""The value that binds, the unit that said it (None: shipped), and since when."""


def in_force(
    world: World, on: int | Body, *, day: date, unit: int, roles: set[str]
) -> dict[str, dict[str, Binding | None]]:
    """For each rule in force on a unit or body: for each parameter what binds; None for words."""
    target = on if isinstance(on, int) else on.unit
    if not _may_ask(world, target, unit=unit, roles=roles):
        return {}
    levels = set(_levels(world, on, day))
    village = world.kinds[target] == "VILLAGE"
    return {
        rule.key: {
            known.name: _binding(world, rule, known, target, day)
            for known in rule.parameters
            if rule.key != "pb_term" or TERMS.get(known.name, village) == village
        }
        for rule in world.rules
        if rule.level in levels and _holds(rule, day)
    }


def _may_ask(world: World, target: int, *, unit: int, roles: set[str]) -> bool:
    # 三员不接触补充规定。
    if roles & ADMINISTRATORS:
        return False
    # 本单位的人看本单位的；抓下一级的人看直接下级的；其他人看不到。
    if target == unit:
        return bool(roles & WORKERS)
    return world.parents[target] == unit and bool(roles & OVERSEERS)


def _levels(world: World, on: int | Body, day: date) -> Iterator[str]:
    # 党组织：按其种类；单位：本单位各党组织的层级；省市县：全部层级；其余单位至少支部一级。
    if isinstance(on, Body):
        if on.level is not None:
            yield on.level
        return
    if world.kinds[on] in AREAS:
        yield from {rule.level for rule in world.rules}
    yield "party_branch"
    for body in world.bodies:
        if body.unit == on and body.level is not None and _holds(body, day):
            yield body.level


def _binding(world: World, rule: Rule, known: Parameter, target: int, day: date) -> Binding | None:
    if known.value is None:
        return None
    binding: Binding = (known.value, None, rule.since)
    # 自上而下，只认更严的；同样严的，以上级为准，先定者为准。
    for unit in reversed(list(_line(world, target))):
        said = [
            one
            for one in world.said
            if (one.unit, one.rule, one.parameter) == (unit, rule.key, known.name)
            and one.kind == known.kind
            and not one.withdrawn
            and _holds(one, day)
        ]
        for one in sorted(said, key=lambda one: one.since):
            if _tightens(one.value, binding[0], known.stricter):
                binding = (one.value, unit, one.since)
    return binding


def _tightens(new: Value, old: Value, stricter: str) -> bool:
    if stricter == "HIGHER":
        return new.strength > old.strength
    if stricter == "LOWER":
        return (-new.share, new.operator == "MORE_THAN") > (
            -old.share,
            old.operator == "MORE_THAN",
        )
    return False


def _line(world: World, unit: int | None) -> Iterator[int]:
    while unit is not None:
        yield unit
        unit = world.parents[unit]


def _holds(one: Rule | Body | Said, day: date) -> bool:
    return one.since <= day and (one.until is None or day < one.until)
