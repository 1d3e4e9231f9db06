"""People and posts from files: a plan like any other, done exactly as it was read, and once."""

from pathlib import Path

import psycopg
import pytest

from ledger.feeds.refusals import FeedPlanChanged
from server.exchange.backlog import ImportRefused
from storage.ids import printed
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.feeding import made_feed
from tests.ledger.sheeting import people_csv, person, post, taken, workbook
from tests.ledger.test_feeds import undo_token

TABLES = ("person", "post", "appointment", "feed_entry", "feed_member", "feed_line", "feed_plan")
COUNTS = ", ".join(f"(select count(*) from app.{table})" for table in TABLES)
ORGANISATION = "a.organisation_department"


def counts(stage: Stage) -> tuple[int, ...]:
    return stage.one(f"select {COUNTS}")


async def test_people_and_posts_come_in_once(stage: Stage, tmp_path: Path) -> None:
    secret = made_feed(stage.database, stage.world, "a")
    people = [
        person("202611220000000001", "张三", posts="P1；P2"),
        person("202611220000000002", "李四", posts="P2"),
        person("3", "王五"),
    ]
    posts = [post("P1", "办事员"), post("P2", "驻村干部", "520602001201")]
    file = workbook(tmp_path / "people.xlsx", people, posts)
    before = counts(stage)
    dry = await taken(stage, secret, file)
    assert counts(stage) == before
    assert (dry.rows, len(dry.found.lines), dry.done) == (5, 8, None)
    done = await taken(stage, secret, file, apply=True, expected=dry.found.hash)
    assert done.done == [("APPLIED", "NOTHING", 8)], [*done.lines("en")]
    assert counts(stage) == tuple(
        then + now for then, now in zip(before, (3, 2, 3, 5, 3, 8, 1), strict=True)
    )
    after = counts(stage)
    again = await taken(stage, secret, file, apply=True)
    assert (list(again.found.lines), again.done) == ([], None)
    assert counts(stage) == after
    held = """select p.name, s.title from app.appointment a join app.person p on p.id = a.person_id
        join app.post s on s.id = a.post_id join app.feed_entry e on e.person_id = p.id
        order by 1, 2"""
    assert stage.rows(held) == [("张三", "办事员"), ("张三", "驻村干部"), ("李四", "驻村干部")]
    assert stage.one("select count(*) from app.feed_entry where external_id = '202611220000000001'")


async def test_a_changed_file_moves_renames_and_relieves(stage: Stage, tmp_path: Path) -> None:
    secret = made_feed(stage.database, stage.world, "a")
    posts = [post("P1", "办事员"), post("P2", "驻村干部")]
    people = [
        person("1", "张三", posts="P1"),
        person("2", "李四", posts="P1"),
        person("3", "王五", posts="P2"),
    ]
    await taken(stage, secret, workbook(tmp_path / "a.xlsx", people, posts), apply=True)
    people = [
        person("1", "张三丰", "520602002000", posts="P2"),
        person("2", "李四", posts="P1", active="否"),
    ]
    report = await taken(stage, secret, workbook(tmp_path / "b.xlsx", people, posts), apply=True)
    kinds = [(line.kind, line.label, line.from_text, line.to_text) for line in report.found.lines]
    assert kinds == [
        ("RENAME", "张三", "张三", "张三丰"),
        ("MOVE", "张三", "520602001000", "520602002000"),
        ("MOVE", "张三", "", "驻村干部"),
        ("MOVE", "张三", "办事员", ""),
        ("LEAVE", "李四", "办事员", ""),
    ]
    assert report.done == [("APPLIED", "NOTHING", 5)] or report.done[0][0] == "APPLIED"
    lines = [*report.lines("zh")]
    assert lines[0].startswith("A2: 改名 张三"), lines
    # Whoever is not in the file stays as they are.
    assert (
        stage.one("""select count(*) from app.appointment a join app.feed_entry e
        on e.person_id = a.person_id where e.label = '王五' and a.relieved_on is null""")
        == 1
    )


async def test_a_plain_ledger_without_keys_of_posts_does(stage: Stage, tmp_path: Path) -> None:
    secret = made_feed(stage.database, stage.world, "a")
    file = people_csv(tmp_path / "a.csv", [person("1", "张三", posts="办事员、档案员")])
    assert (await taken(stage, secret, file, apply=True)).done == [("APPLIED", "NOTHING", 5)]
    file = people_csv(tmp_path / "b.csv", [person("1", "张三", posts="档案员")])
    report = await taken(stage, secret, file, apply=True)
    assert [(line.kind, line.from_text) for line in report.found.lines] == [("MOVE", "办事员")]
    assert (await taken(stage, secret, file)).found.lines == ()


@pytest.mark.parametrize("comma", "、，,")
async def test_a_title_with_a_comma_is_one_post_where_there_is_such_a_post(
    stage: Stage, tmp_path: Path, comma: str
) -> None:
    secret, title = made_feed(stage.database, stage.world, "a"), f"党委副书记{comma}镇长"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.post set title = %s where id = %s", [title, stage.world.post("a1.handler")]
        )
    people = [
        person("1", "张三", posts=f"{title}；办事员"),
        person("2", "李四", "520602002000", posts=title),
    ]
    report = await taken(stage, secret, people_csv(tmp_path / "a.csv", people), apply=True)
    made = (
        "select s.title, t.code from app.post s join app.tenant t on t.id = s.holder where s.title"
    )
    assert stage.rows(f"{made} like '%%镇长' order by 2") == [
        (title, "520602001000"),
        # The control: in a unit that has no such post they are two.
        ("镇长", "520602002000"),
    ]
    (waits,) = [line for line in report.found.lines if line.reason == "RIGHTS"]
    assert (waits.label, waits.to_text) == ("张三", title)


async def test_what_waits_is_told_and_not_told_again(client: Client, tmp_path: Path) -> None:
    stage = client.stage
    secret = made_feed(stage.database, stage.world, "a")
    people = [
        person("1", "新镇长", posts="a1.head"),
        person("2", "外人", "520603000000"),
        person("3", "无处", "999"),
        person("4", "a1.handler"),
    ]
    file = people_csv(tmp_path / "a.csv", people)
    report = await taken(stage, secret, file, apply=True)
    assert sorted(report.done or ()) == [
        ("APPLIED", "NOTHING", 2),
        ("WAITING", "RIGHTS", 1),
        ("WAITING", "SCOPE", 1),
        ("WAITING", "UNKNOWN_UNIT", 1),
        ("WAITING", "UNSURE", 1),
    ]
    held = "select count(*) from app.appointment where post_id = %s and relieved_on is null"
    head = stage.world.post("a1.head")
    assert stage.one(held, head) == 1
    lines = counts(stage)
    again = await taken(stage, secret, file, apply=True)
    assert (list(again.found.lines), counts(stage)) == ([], lines)
    row = stage.one("select id, version from app.feed_line where reason = 'RIGHTS'")
    done = await client.act(
        "a.head", "confirmFeedLine", "line { state }",
        line=printed("FeedLine", row[0]), expectedVersion=row[1],
    )  # fmt: skip  # columns side by side
    assert done["code"] == "feed_line.not_found", "the control: not everybody confirms"
    assert stage.one(held, head) == 1


async def test_the_plan_that_was_read_is_the_one_that_is_done(stage: Stage, tmp_path: Path) -> None:
    secret = made_feed(stage.database, stage.world, "a")
    file = people_csv(tmp_path / "a.csv", [person("1", "张三")])
    read = (await taken(stage, secret, file)).found.hash
    other = people_csv(tmp_path / "b.csv", [person("1", "张三"), person("2", "李四")])
    before = counts(stage)
    with pytest.raises(ImportRefused, match=FeedPlanChanged.code):
        await taken(stage, secret, other, apply=True, expected=read)
    assert counts(stage) == before
    assert (await taken(stage, secret, file, apply=True, expected=read)).done


async def test_the_budget_stops_a_file_and_the_plan_is_undone(
    client: Client, tmp_path: Path
) -> None:
    stage = client.stage
    secret = made_feed(stage.database, stage.world, "a", budget=1)
    file = people_csv(tmp_path / "a.csv", [person(f"{n}", f"新人{n}") for n in range(8)])
    before = counts(stage)
    report = await taken(stage, secret, file, apply=True)
    assert report.done == [("APPLIED", "NOTHING", 5), ("WAITING", "BUDGET", 3)]
    assert any("it will stop" in line for line in report.lines("en"))
    plan = "feeds(first: 5) { nodes { plans(first: 1) { nodes { id hash undoToken } } } }"
    shown = await client.ask(ORGANISATION, f"{{ {plan} }}")
    (read,) = shown["data"]["feeds"]["nodes"][0]["plans"]["nodes"]
    assert read["id"] == report.plan
    await client.act(
        ORGANISATION, "confirmFeedPlan", "plan { id }", plan=read["id"], hash=read["hash"]
    )
    assert counts(stage)[0] == before[0] + 8
    undone = await client.act(
        ORGANISATION, "undoFeedPlan", "plan { people }", plan=read["id"],
        undoToken=await undo_token(client),
    )  # fmt: skip  # columns side by side
    assert undone["plan"]["people"] == 0
    assert stage.one("select count(*) from app.feed_entry where person_id is not null") == 0


@pytest.mark.parametrize("secret", ["lwf_" + "x" * 43, "", "other"])
async def test_without_the_secret_of_that_feed_nothing_is_read(
    stage: Stage, tmp_path: Path, secret: str
) -> None:
    made_feed(stage.database, stage.world, "a")
    given = made_feed(stage.database, stage.world, "b") if secret == "other" else secret
    file = people_csv(tmp_path / "a.csv", [person("1", "张三")])
    before = counts(stage)
    with pytest.raises(ImportRefused):
        await taken(stage, given, file, apply=True)
    assert counts(stage) == before
