"""What comes in: reported once, held to a standard, joined instead of filed again, merged."""

import dataclasses
import uuid
from datetime import timedelta

import psycopg
import pytest
from uuid_utils.compat import uuid7

from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.merge_problem import MergeProblem, merge_problem
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.standards import ADMISSION
from ledger.problems.support_problem import SupportProblem, support_problem
from tests.ledger.asking import asked, tenant_id
from tests.ledger.ladder import Ladder

REPORT = ("AUDIT", "水渠堵塞", "村东水渠堵塞三月", "村东")


def reported(**more: str) -> ReportProblem:
    return ReportProblem(uuid7(), *REPORT, **more)


async def test_the_same_id_and_body_is_the_same_report_and_another_body_a_conflict(stage) -> None:
    first = reported(source="入户")
    assert await stage.done("a1x.handler", report_problem, first) == first.id
    again = ReportProblem(first.id, *REPORT, source=" 入户 ")
    assert await stage.done("a1x.handler", report_problem, again) == first.id
    assert stage.one("select count(*) from app.happening") == 1
    for changed in ("水渠又堵", "水渠堵塞！"):
        other = ReportProblem(first.id, "AUDIT", changed, "村东水渠堵塞三月", "村东", "入户")
        refusal = await stage.refused("a1x.handler", report_problem, other)
        assert refusal.code == "problem.id_reused"


async def test_what_was_filled_in_since_makes_no_other_report_of_the_one_sent_again(stage) -> None:
    """The answer was lost; meanwhile a colleague registered it and wrote down where it is."""
    first = ReportProblem(uuid7(), "AUDIT", "水渠堵塞", "村东水渠堵塞三月")
    await stage.done("a1x.handler", report_problem, first)
    await stage.done("a1x.head", register_problem, RegisterProblem(first.id, 1, place="村西"))
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        against = [stage.world.tenants["b1"]]
        connection.execute("update app.problem set accused = %s", [against])
    assert await stage.done("a1x.handler", report_problem, first) == first.id
    assert stage.one("select place from app.problem") == "村西"
    other = dataclasses.replace(first, place="村东")
    refusal = await stage.refused("a1x.handler", report_problem, other)
    assert refusal.code == "problem.id_reused", "the control: it says another place"


@pytest.mark.parametrize(
    "malformed", [uuid.UUID(int=0), uuid.uuid1(), uuid.uuid5(uuid.NAMESPACE_DNS, "x")]
)
async def test_an_id_that_no_client_makes_is_refused(stage, malformed) -> None:
    refusal = await stage.refused("a1x.handler", report_problem, ReportProblem(malformed, *REPORT))
    assert refusal.code == "problem.id_malformed"


async def test_an_order_of_an_upstream_channel_is_taken_in_once(stage) -> None:
    order = {"channel": "HOTLINE_12345", "channel_no": "GD20260415-1"}
    await stage.done("a1x.handler", report_problem, reported(**order))
    for who in ("a1x.handler", "a1x.head"):
        refusal = await stage.refused(who, report_problem, reported(**order))
        assert refusal.code == "problem.order_known"
    await stage.done("a1x.handler", report_problem, reported(**order | {"channel": "PETITION"}))


async def test_whether_another_unit_took_an_order_in_is_not_told(stage) -> None:
    order = {"channel": "HOTLINE_12345", "channel_no": "GD20260415-1"}
    await stage.done("a1x.handler", report_problem, reported(**order))
    await stage.done("b1x.handler", report_problem, reported(**order))


@pytest.mark.parametrize("order", [{"channel": "PETITION"}, {"channel_no": "7"}])
async def test_a_channel_and_its_number_come_together(stage, order) -> None:
    refusal = await stage.refused("a1x.handler", report_problem, reported(**order))
    assert refusal.code == "problem.channel_unnumbered"


async def test_the_trace_says_which_line_admitted_and_which_refused(stage) -> None:
    ladder, other = Ladder(stage), Ladder(stage)
    await ladder.report("a1", list_type="PETITION")
    await ladder.do("a1.task_force", admit_problem, AdmitProblem, "joint", ("overdue",))
    await other.report("a1", list_type="PETITION")
    await other.do("a1.task_force", reject_problem, RejectProblem, "not_met")
    await other.do("a1.head", confirm_step, ConfirmStep)
    query = (
        "query ($id: ID!) { problem(id: $id) { admissionTrace admissionZh admissionEn"
        " happenings { nodes { act reason text } } } }"
    )
    admitted, refused = [
        (await asked(stage, "a1.head", query, id=f"Problem_{one.problem}"))["problem"]
        for one in (ladder, other)
    ]
    assert admitted["admissionTrace"] == "PETITION/joint; PETITION/overdue"
    joint, overdue = (ADMISSION["PETITION"][line] for line in ("joint", "overdue"))
    assert admitted["admissionZh"] == f"{joint.zh}；{overdue.zh}"
    assert admitted["admissionEn"] == f"{joint.en}; {overdue.en}"
    told = [one for one in admitted["happenings"]["nodes"] if one["act"] == "admit_problem"]
    named = {"reason": "PETITION/joint; PETITION/overdue", "text": ""}
    assert told == [{"act": "admit_problem", **named}]
    assert refused["admissionTrace"].startswith("reject/not_met [PETITION/")
    lines = ("repeated", "joint", "overdue", "marked")
    assert all(f"PETITION/{line}" in refused["admissionTrace"] for line in lines)
    assert refused["admissionZh"].startswith(
        f"不符合准入标准（{ADMISSION['PETITION']['repeated'].zh}；"
    )
    assert "不" not in refused["admissionEn"]
    assert all(ADMISSION["PETITION"][line].en in refused["admissionEn"] for line in lines)


async def test_standards_in_force_are_those_of_the_units_level(client) -> None:
    query = (
        "query ($id: ID!) { admissionStandards(tenant: $id) { admission { listType lines { key zh } }"
        " netting { key } reasons { act lines { key en } } } }"
    )
    city = (await client.ask("a1x.handler", query, {"id": tenant_id("city")}))["data"]
    village = (await client.ask("a1x.handler", query, {"id": tenant_id("a1x")}))["data"]
    assert [one["listType"] for one in city["admissionStandards"]["admission"]][3] == "PETITION"
    assert {one["key"] for one in city["admissionStandards"]["netting"]} == {
        "LAGGING", "CROSS_UNIT_AND_HARD", "WIDESPREAD",
    }  # fmt: skip  # reads as a table
    assert village["admissionStandards"]["netting"] == []
    assert "reject" in {one["act"] for one in village["admissionStandards"]["reasons"]}
    nowhere = await client.ask("a1x.handler", query, {"id": f"Tenant_{uuid.uuid4()}"})
    assert nowhere["data"]["admissionStandards"] is None


async def test_whoever_holds_had_or_oversees_a_problem_joins_it_once(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank()
    await ladder.submit()
    await ladder.draw_in()
    for who in ("a1.handler", "a1x.handler", "a.task_force"):
        await stage.done(who, support_problem, SupportProblem(ladder.problem, "我处也发现"))
        refusal = await stage.refused(who, support_problem, SupportProblem(ladder.problem, "再报"))
        assert refusal.code == "problem.supported_already"
    assert stage.one("select supporters from app.problem") == 3
    for stranger in ("a1y.handler", "b1.task_force"):
        refusal = await stage.refused(
            stranger, support_problem, SupportProblem(ladder.problem, "我")
        )
        assert refusal.code == "problem.not_found"


async def test_what_has_ended_is_not_joined(stage) -> None:
    ladder = Ladder(stage)
    await ladder.report()
    await ladder.do("a1x.handler", resolve_on_spot, ResolveOnSpot, "当日清淤")
    refusal = await stage.refused(
        "a1x.head", support_problem, SupportProblem(ladder.problem, "又堵了")
    )
    assert refusal.code == "problem.wrong_state"


async def test_a_merge_keeps_both_trails_and_both_kinds_of_supporters(stage) -> None:
    master, found = Ladder(stage), Ladder(stage)
    await master.bank("a1x")
    await master.rise_to("a1")
    await stage.done("a1x.head", support_problem, SupportProblem(master.problem, "我处也发现"))
    await found.report("a1")
    await stage.done("a1.handler", support_problem, SupportProblem(found.problem, "我处也发现"))
    before = master.now()["version"]
    await found.do("a1.task_force", merge_problem, MergeProblem, master.problem)
    assert (found.now()["state"], found.now()["trail"]) == ("MERGED", {"a1"})
    now = master.now()
    assert (now["holder"], now["trail"], now["version"]) == ("a1", {"a1x", "a1"}, before + 1)
    assert stage.one("select supporters from app.problem where id = %s", master.problem) == 3
    query = "query ($id: ID!) { problem(id: $id) { supporterCount mergedFrom { id } } }"
    told = await asked(stage, "a1.head", query, id=f"Problem_{master.problem}")
    assert told["problem"]["mergedFrom"] == [{"id": f"Problem_{found.problem}"}]
    events = stage.rows("select kind, record_version from app.outbox where record_id = %s"
                        " order by record_version desc limit 1", master.problem)  # fmt: skip  # reads as a table
    assert events == [("ProblemSupported", before + 1)]


async def test_nobody_loses_a_clock_or_a_voice_by_a_merge(stage) -> None:
    early, found, late, other, below = (Ladder(stage) for _ in range(5))
    await early.report("a1", list_type="PETITION")
    await below.report("a1x", list_type="PETITION")
    stage.now += timedelta(days=40)
    await found.report("a1", list_type="PETITION")
    await other.report("a1")
    given = RegisterPetitioner(found.problem, "ANONYMOUS", "REQUEST", "VISIT")
    await stage.done("a1.handler", register_petitioner, given)
    stage.now += timedelta(days=1)
    await late.report("a1", list_type="PETITION")
    for master, fault in ((late, "YOUNGER"), (other, "OTHER_LIST"), (below, "BELOW")):
        refusal = await found.refused("a1.task_force", merge_problem, MergeProblem, master.problem)
        assert (refusal.code, refusal.facts) == ("problem.master_unfit", {"fault": fault})
        assert found.now()["state"] == "REGISTERED"
    await found.do("a1.task_force", merge_problem, MergeProblem, early.problem)
    # Those who petitioned are asked about the one that goes on.
    assert stage.rows("select problem_id from app.petitioner") == [(early.problem,)]
    assert stage.one("select due_on from app.problem where id = %s", early.problem) < (
        stage.one("select due_on from app.problem where id = %s", late.problem)
    )


async def test_a_problem_is_not_merged_into_one_that_its_unit_cannot_see(stage) -> None:
    found, hidden = Ladder(stage), Ladder(stage)
    await found.report("a1y")
    await hidden.report("a1x")
    for nowhere in (hidden.problem, uuid.uuid4(), found.problem):
        refusal = await found.refused("a1y.task_force", merge_problem, MergeProblem, nowhere)
        assert refusal.code == "problem.master_refused"


async def test_nothing_is_registered_without_a_place_and_the_check_is_told(stage) -> None:
    first, second = (
        ReportProblem(uuid7(), "AUDIT", title, "事实") for title in ("水渠堵塞了", "水渠堵塞")
    )
    for given in (first, second):
        await stage.done("a1x.handler", report_problem, given)
        refusal = await stage.refused("a1x.handler", register_problem, RegisterProblem(given.id, 1))
        assert refusal.code == "problem.place_missing"
    assert stage.one("select count(*) from app.problem where state = 'REGISTERED'") == 0
    blank = RegisterProblem(first.id, 1, place=" ")
    assert (await stage.refused("a1x.handler", register_problem, blank)).code == refusal.code
    for given in (first, second):
        named = RegisterProblem(given.id, 1, place="村东")
        await stage.done("a1x.handler", register_problem, named)
    other = ReportProblem(uuid7(), "AUDIT", "路灯不亮", "事实", "村口")
    await stage.done("a1x.handler", report_problem, other)
    await stage.done("a1x.handler", register_problem, RegisterProblem(other.id, 1))
    told = "select h.text from app.happening h join app.problem p on p.id = h.problem_id"
    told += " where h.act = 'register_problem' and p.id = %s and p.place <> ''"
    # Not how many: who reads the story later may not see them all.
    assert {stage.one(told, one.id) for one in (first, second, other)} == {""}
