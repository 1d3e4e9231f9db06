"""What acts brought together is placed as the check works it out, and what a hand changed is named."""

import uuid
from datetime import date
from typing import Any

import psycopg
from psycopg import sql

from ledger.assignments.hand_over_items import HandOverItems, hand_over_items
from ledger.places import check_places
from ledger.problems.copy_upward import CopyUpward, copy_upward
from ledger.problems.merge_problem import MergeProblem, merge_problem
from migrations.blueprint import tables
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import faults
from tests.ledger.test_assignments import handed_out, sign
from tests.ledger.test_doing import owed
from tests.ledger.test_handovers import DEPUTY, HEAD, working
from tests.ledger.test_leading import TAKE
from tests.ledger.test_meetings import convene, put
from tests.world import key_of

LATE = date(2026, 6, 30)
CITY = key_of("tenant", "city")


async def lived(client: Client) -> dict[str, Ladder]:
    """Problems that went up and down, in parts, led, shared, merged, met on, handed over, and late."""
    stage = client.stage
    ladder = await handed_out(stage)
    await sign(ladder, "a2")
    await ladder.sign()
    await ladder.do("a.head", *TAKE, None, "月底前通水")
    risen, merged, master = Ladder(stage), Ladder(stage), Ladder(stage)
    await risen.bank("a1x")
    await risen.do("a1x.head", copy_upward, CopyUpward, CITY, "重大紧急")
    await risen.rise_to("a")
    for one in (merged, master):
        await one.report("a1x", list_type="PETITION")
    await merged.do("a1x.head", copy_upward, CopyUpward, CITY, "重大紧急")
    await merged.do("a1x.task_force", merge_problem, MergeProblem, master.problem)
    handed = await working(stage)
    await stage.done("a1.head", hand_over_items, HandOverItems(HEAD, DEPUTY))
    told = await convene(client, "a.task_force", "a1", "a2")
    await put(client, told, ladder)
    await owed(stage)
    stage.beside.execute("select app.sweep_overdue(%s)", [LATE])
    return {"led": ladder, "risen": risen, "merged": merged, "master": master, "handed": handed}


async def test_what_acts_made_gives_no_finding(client: Client) -> None:
    made = await lived(client)
    stage = client.stage
    assert faults(stage) == []
    assert "city" in made["master"].now()["trail"], "the trail of what was merged is its own"
    assert made["risen"].now()["open_to"] == 1
    for table in ("assignment", "case_lead", "handover", "hop", "meeting_party", "share"):
        assert stage.one(f"select count(*) from app.{table}"), table
    assert stage.one("select count(*) from app.assignment where overdue")
    assert stage.one("select count(*) from app.obligation where overdue")


async def test_what_a_hand_changed_is_named(client: Client) -> None:
    made = await lived(client)
    stage = client.stage
    foreign = stage.world.tenants["b1"]
    part = stage.one("select id from app.assignment where role = 'CO' and overdue limit 1")
    led = made["led"].problem
    hands: dict[str, tuple[str, uuid.UUID, str]] = {
        "trail": ("problem", led, f"trail = trail || {foreign}"),
        "trail of a part": ("assignment", part, f"trail = trail || {foreign}"),
        "trail without who had it": (
            "problem",
            made["risen"].problem,
            f"trail = array_remove(trail, {stage.world.tenants['a1']})",
        ),
        "open_to": ("problem", made["master"].problem, "overdue = false"),
        "open_to of a part": ("assignment", part, "open_to = 4"),
        "late": ("assignment", part, "due_on = current_date + 3"),
        "late while nobody else owes it": ("problem", led, "owed_late = true, open_to = 1"),
    }
    for what, (table, record, change) in hands.items():
        said = by_hand(stage, f"update app.{table} set {change} where id = %s", record)
        assert f"{table} {record}" in said[what.split(maxsplit=1)[0]], what


async def test_what_moves_a_record_is_looked_at_too(client: Client) -> None:
    await lived(client)
    stage = client.stage
    for table in ("case_lead", "handover", "hop", "meeting_party", "share"):
        record = stage.one(f"select id from app.{table} limit 1")
        for fault, change in (
            ("open_to", "open_to = case open_to when 1 then 2 else 1 end"),
            ("trail", f"trail = trail || {stage.world.tenants['b1']}"),
        ):
            said = by_hand(stage, f"update app.{table} set {change} where id = %s", record)
            assert f"{table} {record}" in said[fault], table


async def test_rows_of_a_trail_are_those_of_the_problem(client: Client) -> None:
    made = await lived(client)
    problem = made["risen"].problem
    for change in (
        """update app.problem_trail set holder = (select max(id) from app.tenant)
          where id = (select id from app.problem_trail where problem_id = %s limit 1)""",
        "delete from app.problem_trail where problem_id = %s",
        "update app.problem_trail set within = not within where problem_id = %s",
        "update app.problem_trail set open = false where problem_id = %s",
    ):
        said = by_hand(client.stage, change, problem)
        assert f"problem_trail {problem}" in said["trail"]


async def test_an_obligation_opened_to_the_city_by_hand_is_named(client: Client) -> None:
    key = await owed(client.stage)
    said = by_hand(client.stage, "update app.obligation set open_to = 1 where id = %s", key)
    assert said == {"open_to": {f"obligation {key}"}}


def by_hand(stage: Any, statement: str, record: uuid.UUID) -> dict[str, set[str]]:
    """What the check says of a superuser's hand in the database, which is taken back."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set local session_replication_role = replica")
        assert connection.execute(sql.SQL(statement), [record]).rowcount > 0
        found = check_places(connection, tables())
        connection.rollback()
    said: dict[str, set[str]] = {}
    for one in found:
        said.setdefault(one.fault, set()).add(f"{one.table} {one.record}")
    return said
