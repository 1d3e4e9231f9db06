"""What a sum of clocks tells people: names, what ended each clock, the track, what never began."""

import re
from datetime import timedelta
from typing import Any

import pytest

from ledger.clocks.calendar import civil
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.naming import DOINGS, STAGES, stage_name
from ledger.clocks.of_problems import traced
from ledger.clocks.statutory import ACTS
from ledger.clocks.wording import started
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.rules import TRANSITIONS
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.test_clocks_statutory import AT, story

CODES = re.compile(r"[A-Z]{2,}_[A-Z_]+|[a-z]+_[a-z_]+")
"""Words that people are not to read."""
TRACE = """query ($p: ID!) { deadlineTrace(problem: $p) {
  textZh textEn notes { kind textZh } clocks { stage stageZh stageEn lines { kind textZh } } } }"""


def sums(list_type: str, *steps: tuple[str, float], track: str | None = None) -> Any:
    return traced({"list_type": list_type, "class": None}, story(*steps, track=track))


def test_whatever_can_be_printed_has_a_name_in_both_languages() -> None:
    known = {(clock.value, stage) for clock, stage in shipped().versions}
    named = {(clock, stage) for clock, page in STAGES.items() for stage in page}
    assert named == known
    assert {line.act for line in TRANSITIONS} | {"propose_step", "decline_step"} == set(DOINGS)
    for zh, en in (*(stage_name(*one) for one in known), *DOINGS.values()):
        assert re.search(r"[\u4e00-\u9fff]", zh), zh
        assert not re.search(r"[\u4e00-\u9fff]", en), en
        assert not CODES.search(zh + en), (zh, en)


@pytest.mark.parametrize(("act", "zh"), [(one.key, one.zh) for one in ACTS.values()])
def test_the_line_of_an_end_says_which_act_it_was(act: str, zh: str) -> None:
    list_type = ACTS[act].list_type
    for track in (None, "MAJOR", "CONSULT", "DRAFT_REPORT"):
        told = sums(list_type, ("REGISTERED", 0), ("BANKED", 1), ("LISTED", 2), ("TRIAGED", 3),
                    ("ASSIGNED", 4), (act, 5), track=track)  # fmt: skip  # one story
        mine = [one for one in told.clocks if one.clock is Clock.STATUTORY]
        ends = [line.zh for one in mine for line in one.lines if line.kind == "STOPPED"]
        later = sums(list_type, ("REGISTERED", 0), ("ASSIGNED", 4), track=track)
        going = [line.zh for one in later.clocks for line in one.lines if line.kind == "STOPPED"]
        assert f"终止：{zh}" not in going, "the control: without the act nothing says so"
        if ends:
            assert set(ends) <= {f"终止：{zh}", "终止"}


def test_what_was_done_before_its_clock_began_is_told() -> None:
    told = sums("HOTLINE_12345", ("FIRST_CONTACT", 0), ("REGISTERED", 26))
    assert [line.kind for line in told.notes] == ["TRACK", "NOT_BEGUN"]
    day, next_day = civil(AT), civil(AT + timedelta(hours=26))
    assert told.printed().split("\n")[:2] == [
        f"{next_day}  办理类别：诉求、投诉",
        f"{next_day}  法定时限“首次联系诉求人”不起算：{day}已办，已首次联系诉求人",
    ]
    # The control: done after it began, the clock itself tells it.
    later = sums("HOTLINE_12345", ("REGISTERED", 0), ("FIRST_CONTACT", 2))
    assert [line.kind for line in later.notes] == ["TRACK"]
    assert "终止：已首次联系诉求人" in later.printed()


def test_an_extension_is_told_beside_the_steps() -> None:
    steps = story(("REGISTERED", 0), ("ACCEPTANCE_NOTIFIED", 5))
    more = {"clock": "STATUTORY", "days": 30, "happened_at": AT + timedelta(hours=6)}
    told = traced({"list_type": "PETITION", "class": None}, [*steps, more])
    assert "延长30日" in told.printed()
    assert told.notes == ()


def test_how_sure_a_source_is_is_printed_unless_it_was_seen() -> None:
    words = {"seen": "", "secondary": "据二手资料", "proposal": "建议值", "verify": "待核实"}
    seen = 0
    for limits in shipped().versions.values():
        for limit in limits:
            told = started(limit.since, limit).zh.replace(limit.source, "")
            found = [one for one in words.values() if one and one in told]
            assert found == [words[limit.confidence]] * (limit.confidence != "seen"), told
            seen += limit.confidence == "seen"
    assert 0 < seen < len(shipped().versions), "the control: some were, some were not"


async def test_people_read_no_codes(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.report("a1x")
    client.stage.now += timedelta(hours=1)
    await ladder.do("a1x.task_force", admit_problem, AdmitProblem, "finding")
    told = (await client.ask("a1x.head", TRACE, {"p": f"Problem_{ladder.problem}"}))["data"]
    shown = told["deadlineTrace"]
    assert shown["clocks"], "the control: there are some"
    for text in (shown["textZh"], shown["textEn"]):
        without_sources = re.sub(r"（[^）]*）|\([^)]*\)", "", text)
        assert not CODES.search(without_sources), text
    assert all(one["stageZh"] != one["stage"] != one["stageEn"] for one in shown["clocks"])
    ends = {line["textZh"] for one in shown["clocks"] for line in one["lines"]
            if line["kind"] == "STOPPED"}  # fmt: skip  # reads as one thought
    assert ends == {"终止：登记立案", "终止：入库"}
