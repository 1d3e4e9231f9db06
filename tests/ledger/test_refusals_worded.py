"""A refusal says in words what was to be done and where it stands; the keys are in its facts."""

import re

import pytest
from sqlalchemy import CheckConstraint

from ledger.extensions.refusals import ClockNotRunning, NotExtensible
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.hand_back import HandBack, hand_back
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.take_up import TakeUp, take_up
from policies import book
from storage.metadata import metadata
from tenants.refusals import NumberRefused, ViewerIsNobody, WrongState, refusal_classes
from tenants.wording import counted, numbered
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder

CLAIM = (claim_completion, ClaimCompletion, "水渠已通")


async def test_the_book_names_the_act_as_it_calls_it(stage: Stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    refusal = await ladder.refused("a1.handler", *CLAIM)
    assert (refusal.code, refusal.facts["act"]) == ("book.not_allowed", "problem.claim")
    named = book.load().actions["problem.claim"]
    assert f"“{named.zh}”" in refusal.message("zh")
    assert f"does not allow you to {named.en} here" in refusal.message("en")
    for language in ("zh", "en"):
        assert "problem.claim" not in refusal.message(language)


async def test_a_state_is_told_by_its_name(stage: Stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    refusal = await ladder.refused("a1.task_force", admit_problem, AdmitProblem, "finding")
    assert refusal.code == "problem.wrong_state"
    assert refusal.facts == {"state": "BANKED"}
    assert refusal.message("zh") == "问题处于“已入库”状态，不能办理此事。"
    assert refusal.message("en") == "A problem that is in the bank does not take this act."


STATES = {
    "administrator_request.decided": ("administrator_request",),
    "assignment.wrong_state": ("assignment",),
    "book_edition.decided": ("book_edition",),
    "campaign.not_registered": ("problem",),
    "change.wrong_state": ("proposed_change",),
    "clause.wrong_state": ("clause",),
    "escalation.wrong_state": ("escalation",),
    "export.not_claimed": ("problem",),
    "extension.wrong_state": ("extension",),
    "feed.wrong_state": ("feed",),
    "feed_line.wrong_state": ("feed_line",),
    "file.wrong_state": ("file",),
    "glass.wrong_state": ("glass_window",),
    "list.wrong_state": ("responsibility_list",),
    "obligation.wrong_state": ("obligation",),
    "problem.wrong_state": ("problem",),
    "publicity.wrong_state": ("publication_draft", "publication", "comment"),
    "reorganisation.wrong_state": ("reorganisation",),
    "subscriber.wrong_state": ("subscriber",),
}
"""Whose states each of them is about."""


def states_of(*tables: str) -> set[str]:
    """The states that the database lets a record have."""
    checks = [
        str(one.sqltext)
        for table in tables
        for one in metadata.tables[f"app.{table}"].constraints
        if isinstance(one, CheckConstraint)
    ]
    lists = [said for said in checks if said.startswith("state in (")]
    assert len(lists) == len(tables)
    return {state for said in lists for state in re.findall(r"'([A-Z_]+)'", said)}


def test_every_refusal_of_a_state_says_each_state_by_name_in_the_readers_language() -> None:
    asked = {code: one for code, one in refusal_classes().items() if "state" in one.__annotations__}
    assert not asked, "a state is told by WrongState"
    told = {code: one for code, one in refusal_classes().items() if issubclass(one, WrongState)}
    assert set(told) == set(STATES)
    for code, kind in told.items():
        assert set(kind.names) == states_of(*STATES[code]), code
        for state, (zh, en) in kind.names.items():
            refusal = kind(state=state)
            assert refusal.facts == {"state": state}
            assert zh in refusal.message("zh"), (code, state)
            assert en in refusal.message("en"), (code, state)
            assert state not in refusal.message("zh") + refusal.message("en"), (code, state)


async def test_what_lies_with_ones_own_unit_is_not_refused_as_if_one_sat_below(
    stage: Stage,
) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.submit()
    await ladder.draw_in()
    before = ladder.now()
    nearest = "the-direct-superior-draws-in"
    for act in (
        (take_up, TakeUp, "LAGGING", "收网"),
        (hand_back, HandBack, "within_reach", "自办"),
    ):
        refusal = await ladder.refused("a.task_force", *act)
        assert (refusal.code, refusal.by_rule) == ("book.not_allowed", nearest)
        assert "属于直接下级" in refusal.message("zh")
    assert ladder.now() == before


def test_a_clock_and_its_stages_are_told_by_their_names() -> None:
    running = NotExtensible(clock="STATUTORY", stages="PETITION_NOTIFY, PETITION_REVIEW")
    assert running.message("zh") == "正在计算的法定时限不得延长：书面告知是否受理、信访复查。"
    assert running.message("en").startswith(
        "What runs of the statutory time is not extended: telling"
    )
    assert running.facts == {"clock": "STATUTORY", "stages": "PETITION_NOTIFY, PETITION_REVIEW"}
    assert ClockNotRunning(clock="LEVEL").message("zh").endswith("没有正在计算的本级时限。")
    assert ClockNotRunning(clock="X").message("en").endswith("the X of this problem does not run.")


@pytest.mark.parametrize(
    ("list_type", "code"),
    [("PETITION", "problem.list_has_no_tracks"), ("AUDIT", "problem.track_unknown")],
)
async def test_a_list_without_tracks_offers_none(stage: Stage, list_type: str, code: str) -> None:
    ladder = Ladder(stage)
    found = ReportProblem(ladder.problem, list_type, "路灯不亮", "路灯不亮", "村部")
    await stage.done("a1x.handler", report_problem, found)
    refusal = await ladder.refused("a1x.handler", register_problem, RegisterProblem, "HANDLE")
    assert refusal.code == code
    assert "known are: ." not in refusal.message("en")
    assert ladder.now()["state"] == "COLLECTED"


def test_a_list_that_is_too_long_is_told_by_its_items() -> None:
    counted("evidence", 20, most=20)
    with pytest.raises(NumberRefused) as refused:
        counted("evidence", 21, most=20)
    assert refused.value.message("zh") == "evidence 须为0至20项。"
    assert refused.value.message("en") == "evidence must have 0 to 20 items."
    assert refused.value.facts["counts"] == "items"
    with pytest.raises(NumberRefused) as number:
        numbered("weight", 101, least=0, most=100)
    assert number.value.message("zh") == "weight 须为0至100之间的整数。"
    assert "counts" not in number.value.facts


def test_nobody_is_told_in_words_and_the_code_stays_in_the_facts() -> None:
    refusal = ViewerIsNobody(notice="viewer.anonymous")
    assert refusal.facts == {"notice": "viewer.anonymous"}
    assert not [one for one in ("zh", "en") if "viewer." in refusal.message(one)]
