"""A diary is read by its author and the head of their unit, is corrected by another entry, and is
never counted as a report; what is asked at visits is set by a level, and none is shipped."""

import dataclasses
import uuid
from datetime import date, timedelta

import psycopg
import pytest

from ledger.diaries.set_visit_template import SetVisitTemplate, VisitLine, set_visit_template
from ledger.diaries.tables import MOST_LINES
from ledger.diaries.write_diary_entry import Answer, WriteDiaryEntry, write_diary_entry
from ledger.problems.report_problem import ReportProblem, report_problem
from schema.diaries.types import VisitTemplateState
from tests.ledger.acting import Client

DAY = date(2026, 4, 14)
DIARY = WriteDiaryEntry("DIARY", DAY, "三组水渠淤塞，群众浇地困难", "三组", "3-12")
VISIT = dataclasses.replace(DIARY, kind="VISIT")
HANDLER, LEAD = "a1x.handler", "a1x.branch_secretary"
THREE = (VisitLine("一问", "First"), VisitLine("二问", "Second"), VisitLine("三问", "Third"))
ENTRIES = "{ diaryEntries(first: 9) { nodes { id text corrects { id } corrections { id } } } }"
COUNTS = (
    '{ visitCounts(begins: "2026-04-01", ends: "2026-04-30")'
    " { tenant { name } visits lines unanswered } }"
)


async def entries(client: Client, who: str) -> list[dict[str, object]]:
    return (await client.ask(who, ENTRIES))["data"]["diaryEntries"]["nodes"]


async def counts(client: Client, who: str) -> list[tuple[object, ...]]:
    told = (await client.ask(who, COUNTS))["data"]["visitCounts"]
    return [(one["tenant"]["name"], one["visits"], one["lines"], one["unanswered"]) for one in told]


async def test_a_diary_is_read_by_its_author_and_the_head_and_by_nobody_else(
    client: Client,
) -> None:
    told = await client.act(
        HANDLER,
        "writeDiaryEntry",
        "diaryEntry { id kind household unanswered viewerActions { act allowed } author { id } }",
        day="2026-04-14",
        text=DIARY.text,
        household="3-12",
    )
    entry = told["diaryEntry"]
    assert (entry["kind"], entry["household"], entry["unanswered"]) == ("DIARY", "3-12", 0)
    assert entry["viewerActions"] == [{"act": "CORRECT", "allowed": True}]
    node = f'{{ node(id: "{entry["id"]}") {{ id ... on DiaryEntry {{ text }} }} }}'
    for who in (HANDLER, LEAD, "a1x.head"):
        assert (await client.ask(who, node))["data"]["node"]["text"] == DIARY.text, who
        assert [one["id"] for one in await entries(client, who)] == [entry["id"]]
    for who in ("a1x.task_force", "a1y.handler", "a1.head", "a1.task_force", "a.head", "a1y.head",
                "city.audit_administrator"):  # fmt: skip  # one tuple
        assert (await client.ask(who, node))["data"]["node"] is None, who
        assert await entries(client, who) == [], who


async def test_what_was_written_in_time_is_corrected_with_its_day_later_too(stage) -> None:
    first = await stage.done(HANDLER, write_diary_entry, DIARY)
    stage.now += timedelta(days=500)
    refusal = await stage.refused(HANDLER, write_diary_entry, DIARY)
    assert refusal.code == "record.day_refused"
    better = dataclasses.replace(DIARY, text="三组和四组水渠淤塞", corrects=first)
    earlier = dataclasses.replace(better, day=DIARY.day - timedelta(days=1))
    refusal = await stage.refused(HANDLER, write_diary_entry, earlier)
    assert refusal.code == "record.day_refused"
    assert stage.one("select count(*) from app.diary_entry") == 1
    assert await stage.done(HANDLER, write_diary_entry, better)


async def test_what_was_written_stays_and_a_correction_is_another_entry(client: Client) -> None:
    stage = client.stage
    first = await stage.done(HANDLER, write_diary_entry, DIARY)
    better = dataclasses.replace(DIARY, text="三组和四组水渠淤塞", corrects=first)
    refusal = await stage.refused(LEAD, write_diary_entry, better)
    assert refusal.code == "book.not_allowed", "the head reads it and corrects it not"
    refusal = await stage.refused("a1y.handler", write_diary_entry, better)
    assert refusal.code == "diary_entry.not_found"
    second = await stage.done(HANDLER, write_diary_entry, better)
    refusal = await stage.refused(HANDLER, write_diary_entry, better)
    assert refusal.code == "diary_entry.corrected_already"
    seen = {one["id"]: one for one in await entries(client, LEAD)}
    ids = [f"DiaryEntry_{one}" for one in (first, second)]
    assert seen[ids[0]]["text"] == DIARY.text
    assert seen[ids[0]]["corrections"] == [{"id": ids[1]}]
    assert seen[ids[1]]["corrects"] == {"id": ids[0]}
    granted = (
        "select has_any_column_privilege('levelwise_app', 'app.diary_entry', 'update')"
        " or has_table_privilege('levelwise_app', 'app.diary_entry', 'delete')"
    )
    assert stage.one(granted) is False
    granted = "select has_any_column_privilege('levelwise_app', 'app.diary_entry', 'insert')"
    assert stage.one(granted) is True, "the control"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": ""}, "record.text_refused"),
        ({"text": "户主电话13812345678"}, "diary_entry.personal_data"),
        ({"place": "身份证520603198001011234"}, "diary_entry.personal_data"),
        ({"household": "老王家"}, "diary_entry.household_refused"),
        ({"household": "13812345678"}, "diary_entry.household_refused"),
        ({"household": "A" * 13}, "diary_entry.household_refused"),
        ({"day": date(2026, 4, 16)}, "diary_entry.in_future"),
        ({"day": date(1900, 1, 1)}, "record.day_refused"),
        ({"day": date(2025, 4, 13)}, "record.day_refused"),
        ({"corrects": uuid.uuid4()}, "diary_entry.not_found"),
        ({"answers": (Answer(1, "一"),)}, "diary_entry.not_a_visit"),
        ({"kind": "VISIT", "answers": (Answer(1, "一"),)}, "diary_entry.not_a_visit"),
    ],
)
async def test_what_a_diary_does_not_take(still, said: dict[str, object], code: str) -> None:
    given, count = dataclasses.replace(DIARY, **said), "select count(*) from app.diary_entry"
    before = still.one(count)
    assert (await still.refused(HANDLER, write_diary_entry, given)).code == code
    assert still.one(count) == before
    refusal = await still.refused("city.petition_bureau", write_diary_entry, DIARY)
    assert refusal.code == "book.not_allowed"


async def test_a_diary_is_no_report_and_a_report_from_it_is_one(client: Client) -> None:
    stage = client.stage
    counted = "{ problemRollUp { total } problems(first: 9) { totalCount } }"
    await stage.done(HANDLER, write_diary_entry, VISIT)
    entry = await stage.done(HANDLER, write_diary_entry, DIARY)
    assert stage.one("select count(*) from app.problem") == 0
    told = (await client.ask("a.task_force", counted))["data"]
    assert told == {"problemRollUp": [], "problems": {"totalCount": 0}}
    given = ReportProblem(
        uuid.uuid4(), "PETITION", "水渠淤塞", "三百米淤塞", field="OTHER", from_entry=entry
    )
    for who in ("a1y.handler", "a1x.task_force"):
        refusal = await stage.refused(who, report_problem, given)
        assert refusal.code == "diary_entry.not_found", who
    assert await stage.done(LEAD, report_problem, given) == given.id
    assert await stage.done(LEAD, report_problem, given) == given.id, "asked again: as it was"
    other = dataclasses.replace(given, from_entry=None)
    assert (await stage.refused(LEAD, report_problem, other)).code == "problem.id_reused"
    told = (await client.ask("a.task_force", counted))["data"]
    assert [one["total"] for one in told["problemRollUp"]] == [1]


async def test_the_livelihood_ledger_is_what_came_from_diaries_by_field(client: Client) -> None:
    stage = client.stage
    told = await client.act(
        HANDLER, "writeDiaryEntry", "diaryEntry { id }", day="2026-04-14", text=DIARY.text
    )
    entry = told["diaryEntry"]["id"]
    said = {"listType": "PETITION", "facts": "三百米淤塞"}
    for title, more in (
        ("水渠", {"fromEntry": entry, "field": "RISK"}),
        ("路灯", {"fromEntry": entry}),
        ("路面", {"field": "RISK"}),
    ):
        told = await client.act(
            HANDLER, "reportProblem", "problem { id fromDiary diaryEntry { id } }",
            id=str(uuid.uuid4()), title=title, **said, **more,
        )  # fmt: skip  # one call
        linked = told["problem"]
        assert linked["fromDiary"] is ("fromEntry" in more)
        assert (linked["diaryEntry"] is not None) is ("fromEntry" in more)
    ledger = (
        "{ problems(first: 9, filter: {field: RISK, fromDiary: true})"
        " { nodes { title fromDiary diaryEntry { id } } } }"
    )
    (seen,) = (await client.ask("a1.task_force", ledger))["data"]["problems"]["nodes"]
    assert seen == {"title": "水渠", "fromDiary": True, "diaryEntry": None}, "no superior reads it"
    both = f'{{ diaryEntry(id: "{entry}") {{ problems {{ title }} }} }}'
    told = (await client.ask(LEAD, both))["data"]["diaryEntry"]["problems"]
    assert {one["title"] for one in told} == {"水渠", "路灯"}
    named = "select count(*) from app.problem where diary_entry_id is not null"
    assert stage.one(named) == 2
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.ForeignKeyViolation),
    ):
        connection.execute("update app.problem set diary_entry_id = gen_random_uuid()")


async def test_checklists_are_inherited_the_nearest_holds_and_none_is_shipped(
    client: Client,
) -> None:
    assert {one.value for one in VisitTemplateState} == {"PUBLISHED", "RETIRED"}
    stage = client.stage
    assert stage.one("select count(*) from app.visit_template") == 0, "contents unknown: none"
    seen = "{ visitTemplates { id title lines linesEn tenant { name } } }"
    told = await client.act(
        "city.task_force", "setVisitTemplate", "visitTemplate { id number state }",
        expectedNumber=0, title="走访", titleEn="Visit",
        lines=[{"zh": one.zh, "en": one.en} for one in THREE],
    )  # fmt: skip  # one call
    assert told["visitTemplate"]["number"] == 1
    (found,) = (await client.ask(HANDLER, seen))["data"]["visitTemplates"]
    assert found["lines"] == [one.zh for one in THREE]
    template = uuid.UUID(found["id"].partition("_")[2])
    answers = (Answer(1, "有"), Answer(3, "无"))
    asked = dataclasses.replace(VISIT, template=template, answers=answers)
    first = await stage.done(HANDLER, write_diary_entry, asked)
    row = "select lines, unanswered, answers from app.diary_entry where id = %s"
    assert stage.one(row, first) == (3, 1, ["有", "", "无"])
    for said, code in (
        ({"answers": (Answer(4, "一"),)}, "diary_entry.line_unknown"),
        ({"answers": (Answer(1, "一"), Answer(1, "二"))}, "diary_entry.line_unknown"),
        ({"answers": (Answer(1, "13812345678"),)}, "diary_entry.personal_data"),
        ({"template": uuid.uuid4()}, "visit_template.not_in_force"),
        ({"template": None}, "visit_template.not_in_force"),
    ):
        given = dataclasses.replace(asked, **said)
        assert (await stage.refused(HANDLER, write_diary_entry, given)).code == code, said
    own = SetVisitTemplate(0, "本县走访", "Visit of the county", THREE[:1])
    await stage.done("a.task_force", set_visit_template, own)
    refusal = await stage.refused(HANDLER, write_diary_entry, asked)
    assert refusal.code == "visit_template.not_in_force", "the county has the nearer word"
    await stage.done(HANDLER, write_diary_entry, VISIT)
    await stage.done("a.task_force", set_visit_template, dataclasses.replace(
        own, expected_number=1, lines=()
    ))  # fmt: skip  # one call
    await stage.done(HANDLER, write_diary_entry, asked)
    kept = f'{{ diaryEntry(id: "DiaryEntry_{first}") {{ template {{ title }} answers }} }}'
    assert (await client.ask(HANDLER, kept))["data"]["diaryEntry"]["template"] == {"title": "走访"}


async def test_who_sets_a_checklist_and_what_is_refused(stage) -> None:
    given = SetVisitTemplate(0, "走访", "Visit", THREE)
    for who in ("a.head", "a1x.handler", "city.system_administrator"):
        assert (await stage.refused(who, set_visit_template, given)).code == "book.not_allowed", who
    for said, code in (
        ({"expected_number": 1}, "visit_template.stale"),
        ({"lines": (VisitLine("一", "One"),) * (MOST_LINES + 1)}, "visit_template.too_many"),
        ({"lines": (VisitLine("一", ""),)}, "record.text_refused"),
        ({"title": ""}, "record.text_refused"),
    ):
        asked = dataclasses.replace(given, **said)
        assert (await stage.refused("a.task_force", set_visit_template, asked)).code == code, said


async def test_visits_are_counted_per_direct_subordinate_and_a_correction_counts_once(
    client: Client,
) -> None:
    stage = client.stage
    template = await stage.done(
        "city.task_force", set_visit_template, SetVisitTemplate(0, "走访", "Visit", THREE)
    )
    asked = dataclasses.replace(VISIT, template=template, answers=(Answer(1, "有"),))
    first = await stage.done(HANDLER, write_diary_entry, asked)
    assert await counts(client, "a1.task_force") == [("甲一东村", 1, 3, 2)]
    full = tuple(Answer(line, "有") for line in (1, 2, 3))
    better = dataclasses.replace(asked, corrects=first, answers=full)
    await stage.done(HANDLER, write_diary_entry, better)
    await stage.done("b1x.handler", write_diary_entry, VISIT)
    await stage.done("b1x.handler", write_diary_entry, DIARY)
    await stage.done("b1x.handler", write_diary_entry, dataclasses.replace(
        VISIT, day=date(2026, 3, 31)
    ))  # fmt: skip  # one call
    assert await counts(client, "a1.task_force") == [("甲一东村", 1, 3, 0)]
    assert sorted(await counts(client, "city.head")) == [("乙县", 1, 3, 3), ("甲县", 1, 3, 0)]
    assert await counts(client, HANDLER) == [], "whoever holds nobody to account counts nothing"
    assert await counts(client, "city.audit_administrator") == []
