"""What reads like an accusation is not taken, wherever people's words come in; nothing of it stays."""

import re
import uuid
from pathlib import Path

import pytest

from ledger.petitioners.accusations import is_accusation
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.report_progress import ReportProgress, report_progress
from ledger.problems.support_problem import SupportProblem, support_problem
from tests.ledger.ladder import Ladder

PAGE = Path(__file__).parents[2] / "docs" / "accusations.md"
ROW = re.compile(r"^\| (?!句子|-)(.+) \|$", re.MULTILINE)
TAKEN, REFUSED = (ROW.findall(part) for part in PAGE.read_text("utf-8").split("\n## ")[1:])
ACCUSES = "村支书王某贪污扶贫款"


def test_the_page_has_enough_sentences_of_each_kind() -> None:
    assert len(TAKEN) >= 20
    assert len(REFUSED) >= 20


@pytest.mark.parametrize("sentence", TAKEN)
def test_a_complaint_is_taken(sentence: str) -> None:
    assert not is_accusation(sentence, of_people=True)


@pytest.mark.parametrize("sentence", REFUSED)
def test_an_accusation_is_not(sentence: str) -> None:
    assert is_accusation(sentence, of_people=True)


@pytest.mark.parametrize("list_type", ["PETITION", "HOTLINE_12345", "PUBLIC_OPINION"])
@pytest.mark.parametrize("field", ["title", "facts", "place", "source"])
async def test_none_is_reported_on_a_list_of_what_people_say(stage, list_type, field) -> None:
    said = {"title": "村务", "facts": "账目不公开", field: ACCUSES}
    given = ReportProblem(uuid.uuid4(), list_type, **said)
    refusal = await stage.refused("a1x.handler", report_problem, given)
    assert refusal.code == "petitioner.accusation_refused"
    assert stage.one("select count(*) from app.problem") == 0
    assert "贪污" not in (stage.one("select string_agg(facts::text, '') from audit.event") or "")


async def test_nor_through_such_a_channel_but_an_audit_may_say_what_it_found(stage) -> None:
    fed = ReportProblem(
        uuid.uuid4(), "AUDIT", ACCUSES, "三年", channel="HOTLINE_12345", channel_no="1"
    )
    refusal = await stage.refused("a1x.handler", report_problem, fed)
    assert refusal.code == "petitioner.accusation_refused"
    own = ReportProblem(uuid.uuid4(), "AUDIT", "出纳挪用公款后已追回", "三年")
    assert await stage.done("a1x.handler", report_problem, own) == own.id


async def test_nor_by_whoever_joins_or_tells_of_the_work(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank(list_type="PETITION")
    given = SupportProblem(ladder.problem, ACCUSES)
    refusal = await stage.refused("a1x.handler", support_problem, given)
    assert refusal.code == "petitioner.accusation_refused"
    assert stage.one("select count(*) from app.supporter") == 0
    plain = SupportProblem(ladder.problem, "我家门口也堵")
    assert await stage.done("a1x.handler", support_problem, plain)


async def test_nor_in_a_progress_report(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank(list_type="PETITION")
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a_bureau")
    await ladder.sign()
    await ladder.start()
    version = stage.one("select version from app.problem where id = %s", ladder.problem)
    given = ReportProgress(ladder.problem, version, ACCUSES)
    refusal = await stage.refused("a_bureau.handler", report_progress, given)
    assert refusal.code == "petitioner.accusation_refused"
    assert stage.one("select version from app.problem where id = %s", ladder.problem) == version
    told = ReportProgress(ladder.problem, version, "已清淤一半")
    assert await stage.done("a_bureau.handler", report_progress, told)
