"""Reports made without a network and sent together: each answered by itself, each safe to resend."""

import uuid
from datetime import timedelta
from typing import Any

from uuid_utils.compat import uuid7

from ledger.diaries.write_diary_entry import write_diary_entry
from tests.ledger.acting import REFUSAL, Client
from tests.ledger.test_diaries import DIARY

QUERY = f"""mutation ($input: CaptureProblemsInput!) {{ captureProblems(input: $input) {{ __typename
  ... on CaptureProblemsSuccess {{ replayed results {{ __typename
    ... on ReportProblemSuccess {{ replayed problem {{ id title channelNumber }} }} {REFUSAL} }} }}
  {REFUSAL} }} }}"""


def report(title: str = "水渠堵塞", **more: str) -> dict[str, Any]:
    said = {"id": str(uuid7()), "listType": "AUDIT", "title": title, "facts": "堵塞三月"}
    return said | more


async def sent(client: Client, who: str, *reports: dict[str, Any]) -> dict[str, Any]:
    given = {"key": uuid.uuid4().hex, "reports": list(reports)}
    told = await client.ask(who, QUERY, {"input": given})
    assert "errors" not in told, told["errors"]
    return told["data"]["captureProblems"]


def kinds(told: dict[str, Any]) -> list[str]:
    return [one.get("code", one["__typename"]) for one in told["results"]]


async def test_each_report_is_done_or_refused_by_itself(stage, client) -> None:
    good, late = report(), report(channel="HOTLINE_12345", channelNumber="GD1")
    told = await sent(client, "a1x.handler", good, report(""), report(id="7"), late)
    done = "ReportProblemSuccess"
    assert kinds(told) == [done, "record.text_refused", "problem.id_malformed", done]
    assert told["results"][0]["problem"]["id"] == f"Problem_{good['id']}"
    assert told["results"][3]["problem"]["channelNumber"] == "GD1"
    assert stage.one("select count(*) from app.problem") == 2


async def test_what_was_lost_on_the_way_is_sent_again_in_any_company(stage, client) -> None:
    first, second = report(), report("路灯不亮")
    await sent(client, "a1x.handler", first)
    told = await sent(client, "a1x.handler", second, first)
    assert [one["replayed"] for one in told["results"]] == [False, True]
    assert (await sent(client, "a1x.handler", first, second))["replayed"]
    changed = {**first, "title": "别的事"}
    assert kinds(await sent(client, "a1x.handler", changed)) == ["idempotency.key_reused"]
    assert stage.one("select count(*) from app.problem") == 2


async def test_more_than_fifty_are_refused_whole(stage, client) -> None:
    told = await sent(client, "a1x.handler", *(report() for _ in range(51)))
    assert (told["__typename"], told["code"]) == ("Refusal", "problem.too_many_reports")
    assert stage.one("select count(*) from app.problem") == 0


async def test_those_who_may_not_report_get_a_refusal_for_each(stage, client) -> None:
    told = await sent(client, "city.system_administrator", report(), report())
    assert kinds(told) == ["book.not_allowed"] * 2
    assert stage.one("select count(*) from app.problem") == 0


async def test_what_is_captured_keeps_field_day_and_diary_entry(stage, client) -> None:
    entry = await stage.done("a1x.handler", write_diary_entry, DIARY)
    found_on = stage.now.date() - timedelta(days=9)
    given = report(field="RISK", foundOn=str(found_on), fromEntry=f"DiaryEntry_{entry}")
    later = report("路灯不亮", foundOn=str(stage.now.date() + timedelta(days=1)))
    beside = report("井盖缺失", fromEntry=f"DiaryEntry_{uuid.uuid4()}")
    told = await sent(client, "a1x.handler", given, later, beside)
    assert kinds(told) == [
        "ReportProblemSuccess",
        "record.day_refused",
        "diary_entry.not_found",
    ]
    kept = stage.rows("select field, found_on, diary_entry_id from app.problem")
    assert kept == [("RISK", found_on, entry)]
    assert (await sent(client, "a1x.handler", given))["replayed"], "the same report once more"
    assert kinds(await sent(client, "a1x.handler", given | {"foundOn": None})) == [
        "idempotency.key_reused"
    ]
