"""A province comes above a city that lives: what is kept goes on, and the province is its superior."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from uuid_utils.compat import uuid7

from ledger.desks.cells import desk_miscounts
from ledger.effects.set_change_threshold import SetChangeThreshold, set_change_threshold
from ledger.effects.thresholds import PEOPLE, Threshold, threshold_of
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.responsibilities.accept_obligation import AcceptObligation, accept_obligation
from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from ledger.responsibilities.self_check import SelfCheck, self_check
from policies.reach import Reach
from tenants.viewer import CHINA
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import faults
from tests.ledger.test_editions import BESIDES, TIGHTER
from tests.ledger.workers import EDITION, FIRST, GROUND, confirmed, proposed, published, working
from tests.tenants.divisions import Node, imported, read_back, write
from tests.world import key_of, put_in_post

PROVINCE = Node("520000000000", "某省", "province", None)
CITY = ("520600000000", "city")
COMMITTEE = "work_committee"
WHOLE = """select t.kind, sum(c.n) from app.desk_cell c join app.tenant t on t.id = c.holder
    where c.whole and c.kind = 'FOUND' and c.grain = 'MONTH' group by t.kind order by t.kind"""


async def registered(stage: Any) -> None:
    given = ReportProblem(uuid7(), "AUDIT", f"路灯不亮{uuid7()}", "事实", "村口")
    await stage.done("a1x.handler", report_problem, given)
    await stage.done("a1x.handler", register_problem, RegisterProblem(given.id, 1))


def province_above(stage: Any, folder: Path, more: Sequence[str] = ()) -> None:
    """Imports the world's city with a province above it, and puts its head there, and more roles."""
    tree = read_back(stage.database, [PROVINCE.code])
    city = tree[CITY]
    tree |= {PROVINCE.key: PROVINCE, CITY: Node(city.code, city.name, "city", PROVINCE.key)}
    report = imported(stage.database, write(folder / "tree.csv", tree), apply=True)
    assert report.change_counts == {"added": 1, "moved": 1}, report.lines()
    found = "select root, id as holder from app.tenant where kind = 'PROVINCE'"
    (held,) = stage.named(found)
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        put_in_post(connection, held, "province.head", roles=["unit_head"])
        for role in more:
            put_in_post(connection, held, f"province.{role}", roles=[role])


def miscounts(stage: Any) -> list[str]:
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        return [str(one) for one in desk_miscounts(connection)]


async def test_a_province_above_a_living_city_is_its_superior(stage: Any, tmp_path: Path) -> None:
    await registered(stage)
    before = dict(stage.rows("select 'person', sum(standing) from app.person"))
    province_above(stage, tmp_path)
    assert (faults(stage), miscounts(stage)) == ([], [])
    assert stage.rows("select 'person', sum(standing) from app.person") != list(before.items())
    await registered(stage)
    assert (faults(stage), miscounts(stage)) == ([], [])
    # The province counts its city, and nobody counts the province.
    assert stage.rows(WHOLE) == [("CITY", 2), ("COUNTY", 2), ("TOWNSHIP", 2), ("VILLAGE", 2)]


PAST = """query ($day: Date!, $unit: ID!) {
    tenantsOn(day: $day, within: $unit) { name kind path parent { name } }
    problemRollUp(boundariesAsOf: $day) { tenant { name } total }
    coverage(year: 2026, actorType: "branch_secretary", boundariesAsOf: $day) { tenant { name } tenants } }"""


async def test_days_before_the_province_answer_as_they_did(client: Any, tmp_path: Path) -> None:
    """The city was at the top of those days, and nothing was above it."""
    stage = client.stage
    await registered(stage)
    day = ((datetime.now(UTC) + CHINA).date() - timedelta(days=1)).isoformat()

    async def told(who: str, unit: str) -> Any:
        asked = {"day": day, "unit": f"Tenant_{key_of('tenant', unit)}"}
        return (await client.ask(who, PAST, asked))["data"]

    askers = (("city.head", "city"), ("a.head", "a"), ("a1.head", "a1"))
    before = [await told(*one) for one in askers]
    assert [len(one["tenantsOn"]) for one in before] == [4, 4, 3]
    assert all(one["problemRollUp"] and one["coverage"] for one in before)
    line = "select unit, slot, parent, at1, at2, at3, at4 from app.lines_on(%s, %s) order by unit"
    units = [unit for (unit,) in stage.rows("select id from app.tenant")]
    stood = stage.rows(line, units, day)
    province_above(stage, tmp_path)
    assert [await told(*one) for one in askers] == before
    assert stage.rows(line, units, day) == stood
    # Nothing hung under the province on that day.
    rolled = "query ($day: Date!) { problemRollUp(boundariesAsOf: $day) { total } }"
    assert (await client.ask("province.head", rolled, {"day": day}))["data"] == {
        "problemRollUp": []
    }


async def test_the_book_of_the_tree_is_the_provinces_from_then_on(
    stage: Any, reach: Reach, tmp_path: Path
) -> None:
    """Numbers go on, what is in force and what waits is the province's, and two of it decide."""
    stage.now = datetime.now(UTC)
    city, *others = (FIRST, "province.security_administrator", "province.head")
    async with working(stage.database, reach) as (worker,):
        first = await published(worker, TIGHTER)
        waits = (await proposed(worker, BESIDES))["bookEdition"]
    province_above(stage, tmp_path, ("security_administrator",))
    assert faults(stage) == []
    shown = "{ bookEditions { number state tenant { name } } }"
    async with working(stage.database, reach) as (worker,):
        both = (await worker.ask("province.head", shown))["bookEditions"]
        assert [(one["number"], one["state"]) for one in both] == [
            (None, "PROPOSED"),
            (1, "PUBLISHED"),
        ]
        assert {one["tenant"]["name"] for one in both} == {"某省"}
        # Whoever is below knows what binds them, and proposes nothing any more.
        below = (await worker.ask("city.head", shown))["bookEditions"]
        assert [one["number"] for one in below] == [1]
        before = stage.everything()
        assert (await proposed(worker, TIGHTER, city))["code"] == "book.not_allowed"
        assert (await proposed(worker, TIGHTER, others[0]))["code"] == "book_edition.another_waits"
        assert stage.everything() == before
        second = await confirmed(worker, waits, others[1])
        assert second["bookEdition"]["number"] == 2
        assert stage.rows("select number, state from app.book_edition order by number") == [
            (1, "RETIRED"),
            (2, "PUBLISHED"),
        ]
        back = await worker.act(
            others[0], "returnToBookEdition", EDITION, edition=first["id"], **GROUND
        )
        third = await confirmed(worker, back["bookEdition"], others[1])
        assert third["bookEdition"]["number"] == 3
        assert worker.live.number(stage.world.tenants["city"]) == 3


async def test_what_the_city_set_as_one_persons_share_holds_on(stage: Any, tmp_path: Path) -> None:
    """It was the word of the top; the city's next word is one below a top that has said nothing."""
    city, below = "city.security_administrator", "a.head"
    await stage.done(city, set_change_threshold, SetChangeThreshold(0, 200, 40))
    province_above(stage, tmp_path)

    async def shares() -> list[Threshold]:
        found = []
        for who in (city, below, "province.head"):
            async with stage.sittings.open(await stage.viewer(who), act="look") as sitting:
                found.append(await threshold_of(sitting))
        return found

    assert await shares() == [Threshold(200, 40), Threshold(200, 40), Threshold(PEOPLE, None)]
    before = stage.everything()
    looser = await stage.refused(city, set_change_threshold, SetChangeThreshold(1, PEOPLE + 1))
    assert (looser.code, stage.everything()) == ("change_threshold.loosened", before)
    await stage.done(city, set_change_threshold, SetChangeThreshold(1, PEOPLE))
    assert await shares() == [Threshold(PEOPLE, None)] * 3


async def test_what_the_city_listed_has_the_province_above_its_list(
    client: Any, tmp_path: Path
) -> None:
    """The province's organisation department reads and judges it, as of any level below."""
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.rise_to("city")
    await ladder.triage()
    await ladder.down("b")
    province_above(stage, tmp_path, ("organisation_department",))
    (found,) = stage.named(
        "select p.listed_by, p.listed_parent, t.kind from app.problem p"
        " join app.tenant t on t.id = p.listed_parent"
    )
    assert (found["listed_by"], found["kind"]) == (stage.world.tenants["city"], "PROVINCE")
    asked = f'{{ problem(id: "Problem_{ladder.problem}") {{ id }} }}'
    told = await client.ask("province.organisation_department", asked)
    assert told["data"]["problem"] is not None
    assert (faults(stage), miscounts(stage)) == ([], [])


async def test_a_common_clause_of_the_province_binds_the_city_and_is_judged_there(
    stage: Any, tmp_path: Path
) -> None:
    owner = await stage.done("city.head", draft_list, DraftList(COMMITTEE, 2026))
    event = ClauseText("反馈整改", cadence="EVENT", due_rule="15 working days")
    await stage.done("city.head", add_clause, AddClause(owner, event))
    await stage.done("city.head", publish_list, PublishList(owner, 2))
    province_above(stage, tmp_path)
    upper = await stage.done("province.head", draft_list, DraftList(COMMITTEE, 2026))
    text = ClauseText("共性", cadence="QUARTERLY", due_rule="quarter end")
    await stage.done("province.head", add_clause, AddClause(upper, text, part="COMMON"))
    await stage.done("province.head", publish_list, PublishList(upper, 2))
    await stage.done("city.head", open_period, OpenPeriod(owner, "2026-Q1"))
    (key,) = stage.rows("select id from app.obligation where list_id = %s", owner)[0]
    actor = f"city.{COMMITTEE}"
    await stage.done(actor, record_entry, RecordEntry(key, "走访", date(2026, 4, 15)))
    await stage.done(actor, self_check, SelfCheck(key, 2, "已完成"))
    await stage.done("province.head", accept_obligation, AcceptObligation(key, 3, "认可"))
    assert stage.one("select state from app.obligation where id = %s", key) == "ACCEPTED"
    assert (faults(stage), miscounts(stage)) == ([], [])
