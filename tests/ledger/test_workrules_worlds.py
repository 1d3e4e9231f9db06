"""What SQL says is in force is what a naive model says, for generated worlds."""

import random
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from ledger.catalogue.loading import SHIPPED, load_catalogue
from ledger.workrules.loading import load_work_rules
from tests.ledger.asking import Asking
from tests.reference import workrules_model as model

WORLDS = 60
QUESTIONS = 12
QUERY = """{ workRules(inForceOn: $on, at: $at) { key parameters {
  name operator numerator denominator type since saidBy { id } } } }"""
FIRST, DAYS = date(2025, 1, 1), 900
CADENCES = (1, 2, 4, 12, 24, 52)


def second_catalogue(folder: Path) -> Path:
    """A later catalogue: one rule asks more, one has another type, one is gone."""
    book = yaml.safe_load(SHIPPED.read_text("utf-8"))
    book["version"], book["valid_from"] = 2, date(2026, 7, 1)
    rules = {rule["key"]: rule for rule in book["rules"]}
    rules["pb_members_meeting"]["params"]["quorum"] = ">=2/3 of voting members"
    rules["opc_meeting"]["params"]["cadence"] = "weekly"
    book["rules"] = [rule for rule in book["rules"] if rule["key"] != "gb_debrief"]
    path = folder / "catalogue.yaml"
    path.write_text(yaml.safe_dump(book, allow_unicode=True), "utf-8")
    return path


@pytest.fixture
def ruled(stage, tmp_path: Path):
    """The stage with two catalogues."""
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        later = second_catalogue(tmp_path)
        load_catalogue(connection, later)
        load_work_rules(connection, later)
    return stage


def rules_of(stage) -> list[model.Rule]:
    parameters: dict[uuid.UUID, list[model.Parameter]] = {}
    for rule, name, kind, stricter, operator, above, below in stage.rows(
        "select rule_id, name, type, stricter, operator, numerator, denominator"
        " from app.work_rule_parameter order by position"
    ):
        value = None if above is None else model.Value(operator, Fraction(above, below))
        parameters.setdefault(rule, []).append(model.Parameter(name, kind, stricter, value))
    return [
        model.Rule(key, level, since, until, parameters[rule])
        for rule, key, level, since, until in stage.rows(
            "select id, key, level, valid_from, valid_until from app.work_rule"
        )
    ]


def some_value(chance: random.Random, known: model.Parameter) -> tuple[str, int, int]:
    """A value near the shipped one: looser, equal or tighter."""
    assert known.value is not None
    if known.kind == "FRACTION":
        below = chance.choice((2, 3, 4, 5, 6, 7, 100, 999))
        operator = chance.choice(("AT_LEAST", "MORE_THAN"))
        return operator, chance.randint(below // 2, below), below
    if known.kind == "CADENCE":
        return "AT_LEAST", chance.choice(CADENCES), 1
    near = int(known.value.share)
    return known.value.operator, max(0, near + chance.randint(-3, 3)), 1


def some_days(chance: random.Random) -> tuple[date, date | None]:
    since = FIRST + timedelta(chance.randrange(DAYS))
    until = since + timedelta(chance.randrange(1, 300)) if chance.random() < 0.3 else None
    return since, until


def generated(
    stage, chance: random.Random, rules: Sequence[model.Rule], roots: dict[int, int]
) -> model.World:
    """Bodies and supplements at random, written into the database; gives the same for the model."""
    levels = dict(stage.rows("select key, rule_level from app.body_kind"))
    comparable = [
        (rule.key, known) for rule in rules for known in rule.parameters if known.value is not None
    ]
    # Few parameters and many voices: that values meet matters more than that all are touched.
    asked = chance.sample(comparable, 6)
    numbers = list(roots)
    bodies, said, rows = [], [], []
    for _ in range(8):
        unit, kind, (since, until) = (
            chance.choice(numbers),
            chance.choice(list(levels)),
            some_days(chance),
        )
        bodies.append((unit, kind, since, until))
    for _ in range(150):
        unit, (rule, known) = chance.choice(numbers), chance.choice(asked)
        kind = "DAYS" if chance.random() < 0.05 else known.kind
        operator, above, below = some_value(chance, known)
        since, until = some_days(chance)
        withdrawn = chance.random() < 0.1
        value = model.Value(operator, Fraction(above, below))
        said.append(model.Said(unit, rule, known.name, kind, value, since, until, withdrawn))
        rows.append(
            (
                roots[unit],
                uuid.uuid4(),
                unit,
                rule,
                known.name,
                kind,
                operator,
                above,
                below,
                f"{above}/{below}",
                "号",
                "RETIRED" if withdrawn else "PUBLISHED",
                since,
                until,
                since,
            )
        )
    write(stage, rows, [(roots[unit], uuid.uuid4(), unit, *rest) for unit, *rest in bodies])
    lived = stage.rows("select holder, kind, valid_from, valid_until from app.body")
    tree = stage.rows("select id, parent_id, kind from app.tenant")
    return model.World(
        parents={unit: parent for unit, parent, _ in tree},
        kinds={unit: kind for unit, _, kind in tree},
        bodies=[model.Body(unit, levels[kind], *days) for unit, kind, *days in lived],
        rules=rules,
        said=said,
    )


def write(stage, supplements: list[Any], bodies: list[Any]) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("truncate app.work_rule_supplement")
        connection.execute("delete from app.body where name = 'generated'")
        cursor = connection.cursor()
        cursor.executemany(
            "insert into app.work_rule_supplement (root, id, holder, rule_key, parameter, type,"
            " operator, numerator, denominator, value, document_no, state, valid_from, valid_until,"
            " recorded_at)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            supplements,
        )
        cursor.executemany(
            "insert into app.body (root, id, holder, kind, valid_from, valid_until, name, name_sort)"
            " values (%s, %s, %s, %s, %s, %s, 'generated', 'generated')",
            bodies,
        )


def told(rules: list[dict[str, Any]], units: dict[str, int]) -> dict[str, Any]:
    """An answer in the model's terms."""

    def binding(one: dict[str, Any]) -> model.Binding | None:
        if one["numerator"] is None:
            return None
        value = model.Value(one["operator"], Fraction(one["numerator"], one["denominator"]))
        unit = None if one["saidBy"] is None else units[one["saidBy"]["id"]]
        return value, unit, date.fromisoformat(one["since"])

    return {
        rule["key"]: {one["name"]: binding(one) for one in rule["parameters"]} for rule in rules
    }


FAULTS = {
    "half is more than half": ("strength", property(lambda value: (value.share, False))),
    "shares are rounded": (
        "strength",
        property(lambda value: (round(value.share, 1), value.operator)),
    ),
}
"""Wrong readings of the rules: the worlds must tell each of them from the right one."""


async def test_sql_and_the_model_agree_on_what_is_in_force(ruled, monkeypatch) -> None:
    roots = dict(ruled.rows("select id, root from app.tenant"))
    uids = {f"Tenant_{uid}": unit for uid, unit in ruled.rows("select uid, id from app.tenant")}
    names = {number: name for name, number in ruled.world.tenants.items()}
    rules = rules_of(ruled)
    levels = dict(ruled.rows("select key, rule_level from app.body_kind"))
    supplemented = empty = 0
    caught: set[str] = set()
    async with Asking(ruled) as asking:
        for seed in range(WORLDS):
            chance = random.Random(seed)
            world = generated(ruled, chance, rules, roots)
            bodies = {
                f"Body_{key}": model.Body(unit, levels[kind], *days)
                for key, unit, kind, *days in ruled.rows(
                    "select id, holder, kind, valid_from, valid_until from app.body"
                )
            }
            for _ in range(QUESTIONS):
                who, unit, roles = someone(chance, names)
                public_id, on = target(chance, uids, bodies, near=(unit, world.parents))
                day = FIRST + timedelta(chance.randrange(DAYS))
                answer = await asking.ask(who, QUERY, on=public_id, at=day)
                expected = model.in_force(world, on, day=day, unit=unit, roles=roles)
                assert told(answer["workRules"], uids) == expected, (seed, who, public_id, day)
                for fault, (name, wrong) in FAULTS.items():
                    with monkeypatch.context() as broken:
                        broken.setattr(model.Value, name, wrong)
                        if model.in_force(world, on, day=day, unit=unit, roles=roles) != expected:
                            caught.add(fault)
                empty += not expected
                supplemented += sum(
                    binding is not None and binding[1] is not None
                    for parameters in expected.values()
                    for binding in parameters.values()
                )
    assert supplemented > 300, "the worlds are too quiet to prove anything"
    assert caught == FAULTS.keys()
    assert 100 < empty < WORLDS * QUESTIONS / 2


def someone(chance: random.Random, names: dict[int, str]) -> tuple[str, int, set[str]]:
    if chance.random() < 0.05:
        city = next(unit for unit, name in names.items() if name == "city")
        return "city.system_administrator", city, {"system_administrator"}
    unit = chance.choice(list(names))
    post, role = chance.choice(
        (("head", "unit_head"), ("head", "unit_head"), ("handler", "handler"))
    )
    return f"{names[unit]}.{post}", unit, {role}


def target(
    chance: random.Random, uids: dict[str, int], bodies: dict[str, model.Body], *, near: Any
) -> tuple[str, int | model.Body]:
    """A unit or a body: mostly one's own or the next below, sometimes anywhere."""
    unit, parents = near
    reach = {unit, *(child for child, parent in parents.items() if parent == unit)}
    close: list[tuple[str, Any]] = [(uid, one) for uid, one in uids.items() if one in reach]
    close += [(uid, one) for uid, one in bodies.items() if one.unit in reach]
    if chance.random() < 0.7:
        return chance.choice(close)
    return chance.choice([*uids.items(), *bodies.items()])


def test_the_model_knows_half_from_more_than_half() -> None:
    half = Fraction(1, 2)
    at_least, more_than = model.Value("AT_LEAST", half), model.Value("MORE_THAN", half)
    assert more_than.strength > at_least.strength
    assert model.Value("AT_LEAST", Fraction(501, 1000)).strength > more_than.strength
