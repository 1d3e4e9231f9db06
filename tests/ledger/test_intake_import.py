"""A backlog taken in from a file: all or nothing, once, by somebody named, and how it burns down."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.intake.sheets import read
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.problems import standards
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.divert_problem import DivertProblem, divert_problem
from ledger.problems.merge_problem import MergeProblem, merge_problem
from ledger.problems.numbers import meant
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from server.cli import levelwise
from server.exchange.backlog import Asked, BacklogReport, ImportRefused, take_in
from tests.demo.conftest import deployment_of
from tests.ledger.asking import asked
from tests.ledger.backlog import as_csv, as_xlsx, many, row
from tests.ledger.ladder import Ladder
from tests.ledger.test_petitioners_sealed import acting
from tests.world import key_of

CODE, WHO, CAMPAIGN = "520602001000", "a1.task_force", "减仓清仓"
TABLES = ("app.problem", "app.happening", "app.campaign_item", "app.outbox", "audit.event")
COUNTS = ", ".join(f"(select count(*) from {table})" for table in TABLES)
BURN_DOWN = """{ campaigns(first: 5) { nodes { name total open closed repeated
  byWeek { entered ended left } } } }"""


async def taken(stage, file: Path, **how: object) -> BacklogReport:
    asked_for = Asked(**({"file": file, "code": CODE, "campaign": CAMPAIGN, "who": WHO} | how))
    return await take_in(deployment_of(stage.database), asked_for, reach=stage.reach)


def counts(stage) -> tuple[int, ...]:
    return stage.one(f"select {COUNTS}")


@pytest.mark.parametrize("kind", ["xlsx", "csv", "bom", "gb18030"])
def test_excel_and_csv_of_any_coding_are_read_alike(tmp_path: Path, kind: str) -> None:
    rows = [row(7, "村东水渠堵塞", place="村东"), row(8, "“引号”，换行\n第二行")]
    coding = {"csv": "utf-8", "bom": "utf-8-sig", "gb18030": "gb18030"}
    file = tmp_path / f"backlog.{'xlsx' if kind == 'xlsx' else 'csv'}"
    made = as_xlsx(file, rows) if kind == "xlsx" else as_csv(file, rows, encoding=coding[kind])
    lines, faults = read(made)
    assert faults == []
    assert [line.cells["number"] for line in lines] == ["7", "8"]
    assert lines[1].cells["title"] == "“引号”，换行\n第二行"


async def test_a_backlog_is_written_once_and_each_row_recorded(stage, tmp_path: Path) -> None:
    file = as_xlsx(tmp_path / "backlog.xlsx", list(many(40)))
    before = counts(stage)
    dry = await taken(stage, file, dry_run=True)
    assert (len(dry.plan.new), dry.written, counts(stage)) == (40, False, before)
    done = await taken(stage, file, register=True)
    assert done.written, done.lines()
    known = "select i.number, p.number from app.campaign_item i join app.problem p on p.id = i.problem_id"
    assert dict(done.numbers) == dict(stage.rows(known)), "what they are registered as is told"
    assert len({meant(one) for _, one in done.numbers}) == 40
    assert all(any(one in line for line in done.lines()) for _, one in done.numbers)
    added = tuple(now - then for now, then in zip(counts(stage), before, strict=True))
    assert added == (40, 80, 40, 81, 81)
    by = "select distinct act, person, rule from audit.event where noun = 'problem'"
    person = stage.world.person(WHO)
    assert stage.rows(by) == [
        ("import_backlog", person, "problems-are-reported-where-they-are-found")
    ]
    again = await taken(stage, file, register=True)
    assert (again.plan.empty, again.plan.same, again.written) == (True, 40, False)
    assert counts(stage)[:4] == tuple(b + a for b, a in zip(before, added, strict=True))[:4]


async def test_a_dry_run_promises_nothing_that_the_book_refuses(stage, tmp_path: Path) -> None:
    file = as_xlsx(tmp_path / "backlog.xlsx", list(many(2)))
    before = counts(stage)[:3]
    for how in ({"dry_run": True}, {}):
        with pytest.raises(ImportRefused, match=r"book\.not_allowed"):
            await taken(stage, file, who="a1.handler", **how)
        assert counts(stage)[:3] == before
    assert (await taken(stage, file, dry_run=True)).plan.new


async def test_a_dry_run_of_what_changes_nothing_is_answered_as_the_import_is(
    stage, tmp_path: Path
) -> None:
    """Nothing is decided where nothing is done."""
    file = as_xlsx(tmp_path / "backlog.xlsx", list(many(2)))
    await taken(stage, file)
    before = counts(stage)
    for how in ({"dry_run": True}, {}):
        again = await taken(stage, file, who="a1.handler", **how)
        assert (again.plan.empty, again.plan.same, again.written) == (True, 2, False)
    assert counts(stage) == before


async def test_a_place_filled_in_at_registration_is_no_conflict_of_the_same_file(
    stage, tmp_path: Path
) -> None:
    file = as_xlsx(
        tmp_path / "backlog.xlsx", [row(7, "村东水渠堵塞"), row(8, "路灯不亮", place="")]
    )
    done = await taken(stage, file)
    assert done.written, done.lines()
    key = stage.one("select id from app.problem where title = '路灯不亮'")
    await stage.done(WHO, register_problem, RegisterProblem(key, 1, place="村西"))
    again = await taken(stage, file)
    assert (again.plan.empty, again.plan.same, again.written) == (True, 2, False)


async def test_every_fault_has_the_address_of_its_cell_and_nothing_is_written(
    stage, tmp_path: Path
) -> None:
    rows = [
        row(1, "好的"),
        row(2, list="七张清单"),
        row("", "无编号"),
        row(4, "长" * 201),
        row(1, "编号重复"),
        row(6, channel="12345民呼必应"),
        row(7, channel_no="9"),
        row(8, repeated="也许"),
        row(9, facts="举报村主任贪污低保款"),
    ]
    before = counts(stage)
    report = await taken(stage, as_csv(tmp_path / "backlog.csv", rows))
    cells = {fault.cell for fault in report.faults}
    assert cells == {"B3", "A4", "C5", "A6", "H7", "G8", "I9", "D10"}
    assert report.refused
    assert counts(stage) == before
    assert any(
        "backlog.csv!A6: 与第 2 行相同 / the same as in row 2" in one for one in report.lines()
    )
    unknown = tmp_path / "other.csv"
    unknown.write_text("编号,怪列\n1,2\n", encoding="utf-8")
    told = [fault.cell for fault in (await taken(stage, unknown)).faults]
    assert told[0] == "B1"


async def test_a_changed_row_is_applied_only_when_asked_and_only_while_collected(
    stage, tmp_path: Path
) -> None:
    file = tmp_path / "backlog.csv"
    await taken(stage, as_csv(file, [row(1, "旧标题"), row(2)]))
    as_csv(file, [row(1, "新标题"), row(2)])
    left = await taken(stage, file)
    assert (len(left.plan.changed), left.written) == (1, False)
    assert (await taken(stage, file, apply=True)).written
    assert stage.one("select count(*) from app.problem where title = '新标题'") == 1
    registered = await taken(stage, file, register=True)
    assert (len(registered.plan.registered), registered.written) == (2, True)
    as_csv(file, [row(1, "又改"), row(2)])
    before = counts(stage)
    frozen = await taken(stage, file, apply=True)
    assert [fault.cell for fault in frozen.faults] == ["C2"]
    assert counts(stage) == before


async def test_what_is_alike_in_file_and_base_is_told_and_stops_nothing(
    stage, tmp_path: Path
) -> None:
    await taken(stage, as_csv(tmp_path / "one.csv", [row(1, "村东水渠堵塞三个月无人管")]))
    rows = [
        row(2, "村东水渠堵塞三个月没人管"),
        row(3, "柳林组饮水不足"),
        row(4, "柳林组饮水不足了"),
    ]
    report = await taken(stage, as_csv(tmp_path / "two.csv", rows))
    told = {(one.row, one.like_row) for one in report.plan.alike}
    assert told == {(2, None), (4, 3)}
    assert report.written


@pytest.mark.parametrize("who", ["a1.handler", "b1.task_force", "nobody"])
async def test_who_may_not_take_a_backlog_in_writes_nothing(
    stage, tmp_path: Path, who: str
) -> None:
    file = as_csv(tmp_path / "backlog.csv", [row(1)])
    before = counts(stage)[:4]
    with pytest.raises(ImportRefused):
        await taken(stage, file, who=who)
    assert counts(stage)[:4] == before


async def test_a_campaign_burns_down_wherever_its_problems_lie(stage, tmp_path: Path) -> None:
    rows = [row(n, repeated="是" if n < 3 else "否") for n in range(1, 6)]
    await taken(stage, as_csv(tmp_path / "backlog.csv", rows), register=True)
    problem = stage.one("select problem_id from app.campaign_item where number = '4'")
    await stage.done("a1.handler", resolve_on_spot, ResolveOnSpot(problem, 2, "已清缴"))
    for reader in ("a1.head", "a.task_force"):
        (campaign,) = (await asked(stage, reader, BURN_DOWN))["campaigns"]["nodes"]
        assert (campaign["name"], campaign["total"], campaign["open"]) == (CAMPAIGN, 5, 4)
        assert (campaign["closed"], campaign["repeated"]) == (1, 2)
        assert campaign["byWeek"][-1]["left"] == 4
        assert sum(week["entered"] for week in campaign["byWeek"]) == 5
    for stranger in ("city.head", "a1x.head", "b.head", "city.audit_administrator"):
        assert (await asked(stage, stranger, BURN_DOWN))["campaigns"]["nodes"] == []


async def test_those_a_problem_is_turned_against_lose_its_item_and_its_order(
    stage, tmp_path: Path
) -> None:
    rows = [row(n, channel="审计", channel_no=f"SJ{n}") for n in (1, 2)]
    await taken(stage, as_csv(tmp_path / "backlog.csv", rows), register=True)
    ladder = Ladder(stage, stage.one("select id from app.problem where channel_no = 'SJ1'"))
    await ladder.do("a1.task_force", admit_problem, AdmitProblem, "finding")
    await ladder.rise_to("a")
    assert seen_of_the_backlog(stage) == [2, 2, 2]
    against = (key_of("tenant", "a1"),)
    given = RegisterPetitioner(ladder.problem, "ANONYMOUS", "REQUEST", "LETTER", accused=against)
    await stage.done("a.handler", register_petitioner, given)
    assert seen_of_the_backlog(stage) == [1, 1, 1]
    (campaign,) = (await asked(stage, "a1.head", BURN_DOWN))["campaigns"]["nodes"]
    assert (campaign["total"], sum(week["entered"] for week in campaign["byWeek"])) == (1, 1)
    (theirs,) = (await asked(stage, "a.task_force", BURN_DOWN))["campaigns"]["nodes"]
    assert theirs["total"] == 2, "the control"


def seen_of_the_backlog(stage) -> list[int]:
    tables = ("app.problem", "app.campaign_item", "app.upstream_order")
    with acting(stage, "a1.head") as connection:
        return [
            connection.execute(f"select count(*) from {table}").fetchone()[0] for table in tables
        ]


@pytest.mark.parametrize("register", [False, True])
async def test_what_comes_in_by_a_file_is_due_as_what_comes_in_singly(
    stage, tmp_path: Path, register: bool
) -> None:
    stage.now = datetime.now(UTC)
    names = "list_type, state, version, due_on, rectify_by, missed_on, remind_on, yellow_on"
    lists = {"审计": "AUDIT", "群众信访": "PETITION"}
    rows = [row(n, list=name) for n, name in enumerate(lists)]
    await taken(stage, as_csv(tmp_path / "backlog.csv", rows), register=register)
    by_file = stage.rows(f"select {names} from app.problem order by list_type")
    for name in lists.values():
        given = ReportProblem(uuid.uuid4(), name, "一", "二", "村口")
        await stage.done("a1.handler", report_problem, given)
        if register:
            await stage.done("a1.handler", register_problem, RegisterProblem(given.id, 1))
    every = stage.rows(f"select {names} from app.problem order by list_type")
    assert every == [one for each in by_file for one in (each, each)]
    assert all(one[3] is not None and one[6] for one in every)


def test_the_template_is_a_file_that_can_be_filled_and_read(tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    done = CliRunner().invoke(levelwise, ["import-problems", "--template", str(file)])
    assert done.exit_code == 0, done.output
    assert read(file) == ([], [])


def test_what_is_not_said_is_asked_for(tmp_path: Path) -> None:
    done = CliRunner().invoke(levelwise, ["import-problems", str(tmp_path / "x.csv")])
    assert done.exit_code == 2
    assert "--campaign" in done.output


def test_no_application_role_reads_or_writes_sketches(standing) -> None:
    for statement in ("select * from app.problem_sketch", "delete from app.problem_sketch"):
        with (
            psycopg.connect(standing.app_dsn) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)


async def test_what_is_imported_and_registered_has_a_place(stage, tmp_path: Path) -> None:
    file = as_csv(tmp_path / "backlog.csv", [row(1), row(2, place="")])
    before = counts(stage)
    with pytest.raises(ImportRefused, match="place_missing"):
        await taken(stage, file, register=True)
    assert counts(stage)[0] == before[0]
    await taken(stage, file)
    with pytest.raises(ImportRefused, match="place_missing"):
        await taken(stage, file, register=True)
    as_csv(file, [row(1), row(2, place="村东")])
    await taken(stage, file, register=True, apply=True)
    assert stage.one("select count(*) from app.problem where state = 'REGISTERED'") == 2


async def test_a_campaign_is_not_cleared_by_merging_and_diverting(stage, tmp_path: Path) -> None:
    await taken(
        stage, as_csv(tmp_path / "backlog.csv", [row(n) for n in range(1, 6)]), register=True
    )
    said = "select problem_id from app.campaign_item order by number"
    first, merged, again, diverted, _ = (Ladder(stage, key) for (key,) in stage.rows(said))

    async def told() -> list[int]:
        asks = "{ campaigns { nodes { open closed setAside byWeek { ended setAside left } } } }"
        (campaign,) = (await asked(stage, "a1.head", asks))["campaigns"]["nodes"]
        weeks = campaign["byWeek"]
        sums = [sum(week[name] for week in weeks) for name in ("ended", "setAside")]
        assert [*sums, weeks[-1]["left"]] == [
            campaign[name] for name in ("closed", "setAside", "open")
        ]
        return [campaign[name] for name in ("open", "closed", "setAside")]

    assert await told() == [5, 0, 0]
    await again.do("a1.task_force", merge_problem, MergeProblem, merged.problem)
    await merged.do("a1.task_force", merge_problem, MergeProblem, first.problem)
    assert await told() == [5, 0, 0], "nothing was solved"
    ground = next(iter(standards.REASONS["divert"]))
    await diverted.do("a1.task_force", divert_problem, DivertProblem, ground, "告知书")
    assert await told() == [4, 0, 1]
    await first.do("a1.handler", resolve_on_spot, ResolveOnSpot, "已清缴")
    assert await told() == [1, 3, 1]
    answer = ("DISSATISFIED", "VISIT", "又欠了", False)
    judge = "a.organisation_department"
    await first.do(judge, record_client_answer, RecordClientAnswer, *answer)
    assert await told() == [4, 0, 1], "open again, and with it what was merged"
