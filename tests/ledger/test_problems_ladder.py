"""Random walks on the ladder against the prose model: no skip, one holder, nothing lost."""

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg
import pytest

from ledger.clocks.calendar import NATIONAL, civil
from ledger.problems import rules, shelf, standards
from ledger.problems.accept_assignment import AcceptAssignment, accept_assignment
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.hand_back import HandBack, hand_back
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.overrule_objection import OverruleObjection, overrule_objection
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.start_rectifying import MeasureText, StartRectifying, start_rectifying
from ledger.problems.submit_up import SubmitUp, submit_up
from ledger.problems.take_over import TakeOver, take_over
from ledger.problems.take_up import TakeUp, take_up
from ledger.problems.triage_problem import TriageProblem, triage_problem
from schema.problems import enums
from tests.ledger.ladder import PARENT, Ladder
from tests.reference.problems_model import MAY, Item
from tests.world import key_of

UNITS = ("city", "a", "b", "a1", "a2", "b1", "a1x", "a1y", "a_bureau")
MOVES: dict[str, Any] = {
    "submit_up": ("head", submit_up, lambda _: (SubmitUp, "建议", "beyond_authority")),
    "take_up": ("task_force", take_up, lambda _: (TakeUp, "LAGGING")),
    "hand_back": ("task_force", hand_back, lambda _: (HandBack, "within_reach")),
    "list_problem": ("task_force", list_problem, lambda _: (ListProblem,)),
    "triage_problem": ("task_force", triage_problem, lambda said: (TriageProblem, said.label)),
    "hand_down": (
        "task_force",
        hand_down,
        lambda said: (
            HandDown,
            key_of("tenant", said.to),
            key_of("post", f"{said.to}.head"),
            said.day,
        ),
    ),
    "accept_assignment": ("head", accept_assignment, lambda _: (AcceptAssignment,)),
    "object_to_assignment": (
        "head",
        object_to_assignment,
        lambda _: (ObjectToAssignment, "not_ours", "不属本单位"),
    ),
    "overrule_objection": (
        "task_force",
        overrule_objection,
        lambda _: (OverruleObjection, "维持"),
    ),
    "recall_problem": ("task_force", recall_problem, lambda _: (RecallProblem, "wrong_unit")),
    "start_rectifying": (
        "head",
        start_rectifying,
        lambda said: (
            StartRectifying,
            (MeasureText("清淤", key_of("post", f"{said.who}.handler"), said.today),),
        ),
    ),
    "escalate_problem": (
        "head",
        escalate_problem,
        lambda _: (EscalateProblem, "请上级接办", "beyond_authority"),
    ),
    "take_over": ("task_force", take_over, lambda _: (TakeOver, "wrong_unit")),
}
STEPS = 80
WAITS = (0, 0, 0, 0, 0, 0, 1, 3, 25)
"""How many days pass before the next one asks: now and then more than an order leaves."""
VILLAGES = frozenset({"a1x", "a1y"})


@dataclass(frozen=True)
class Said:
    """What a unit asks: which act, of whom, and what it says with it."""

    verb: str
    who: str
    to: str
    label: str
    day: date
    today: date


def asked(draw: Random, item: Item) -> Said:
    """Something a unit asks: mostly what could be meant, sometimes anything."""
    verb = draw.choice([one for state, one in MAY if state == item.state and one in MOVES])
    who = draw.choice([item.holder, item.holder, PARENT[item.holder] or "city"])
    below = [unit for unit in UNITS if PARENT[unit] == who] or list(UNITS)
    to = draw.choice(below if draw.random() < 0.8 else UNITS)
    if draw.random() < 0.25:
        verb, who = draw.choice(list(MOVES)), draw.choice(UNITS)
    label = draw.choice(list(rules.CLASSES)) if draw.random() < 0.5 else item.label
    days = 90 if draw.random() < 0.2 else min(90, max(0, (item.last(who) - item.today).days))
    day = item.today + timedelta(days=draw.randint(0, days))
    return Said(verb, who, to, label or "STAGED", day, item.today)


async def found(stage, draw: Random) -> tuple[Ladder, Item]:
    """Another problem, in the bank of the unit that found it."""
    ladder, start = Ladder(stage), draw.choice(["a1x", "a1", "a_bureau"])
    await ladder.bank(start)
    item = Item(
        PARENT, start, without_a_list=VILLAGES, today=civil(stage.now), worked=NATIONAL.works
    )
    return ladder, item


def listed(stage, ladder: Ladder) -> tuple[str | None, str | None, str | None]:
    """On whose list it is, who is above that, and of what class it is."""
    by, above, label = stage.one(
        "select listed_by, listed_parent, class from app.problem where id = %s", ladder.problem
    )
    return ladder.names.get(by), ladder.names.get(above), label


def by_day(stage, ladder: Ladder) -> date | None:
    """By which day it is to be solved."""
    return stage.one("select rectify_by from app.problem where id = %s", ladder.problem)


def behind(stage, ladder: Ladder) -> bool:
    """Whether whoever holds it has let a day of their own go by, as its row says."""
    days = "select coalesce(own_on, due_on), missed_on from app.problem where id = %s"
    own, missed = stage.one(days, ladder.problem)
    return any(day is not None and day < civil(stage.now) for day in (own, missed))


@pytest.mark.parametrize("seed", range(4))
async def test_walks_go_where_the_prose_goes_and_nowhere_else(stage, seed: int) -> None:
    draw = Random(seed)
    walks = [await found(stage, draw)]
    moved = refused = 0
    for _ in range(STEPS):
        ladder, item = walks[-1]
        # Who signs late starts nothing before there is more time: a walk would end there.
        waits = item.state not in {"ASSIGNED", "OBJECTED", "ACCEPTED"}
        stage.now += timedelta(days=draw.choice(WAITS) if waits else 0)
        item.today = civil(stage.now)
        asks = asked(draw, item)
        post, act, given = MOVES[asks.verb]
        kind, *said = given(asks)
        before = ladder.now()
        item.late = behind(stage, ladder)
        outcome = await stage.perform(
            f"{asks.who}.{post}", act, kind(ladder.problem, before["version"], *said)
        )
        done = item.move(asks.who, asks.verb, asks.to, label=asks.label, day=asks.day)
        assert (outcome.refusal is None) == done, (asks, before, outcome.refusal)
        moved, refused = moved + done, refused + (not done)
        now = ladder.now()
        assert (now["holder"], now["state"]) == (item.holder, item.state), asks
        assert listed(stage, ladder) == (item.lister, PARENT.get(item.lister or ""), item.label)
        if item.state in {"ASSIGNED", "ACCEPTED", "RECTIFYING"}:
            assert by_day(stage, ladder) == item.owed[item.holder], asks
        elif item.state == "LISTED":
            assert by_day(stage, ladder) == item.bound(item.holder), asks
        assert now["trail"] == set(item.been)
        assert now["hops"] == len(item.been) - 1
        assert done or now == before
    assert moved > 10
    assert refused > 5
    assert stage.one("select count(*) from app.problem") == len(walks)
    for ladder, item in walks:
        way = stage.rows(
            "select starts, ends from app.hop where problem_id = %s order by seq", ladder.problem
        )
        named = [(ladder.names[one], ladder.names[other]) for one, other in way]
        assert named == list(itertools.pairwise(item.been))
        assert all(other == PARENT[one] or PARENT[other] == one for one, other in named)


# ------------------------------------------------------------------- the state machine, all pairs


def test_every_state_and_act_goes_where_the_prose_says_or_nowhere() -> None:
    acts = sorted({line.act for line in rules.TRANSITIONS} | {act for _, act in MAY})
    for state, act in itertools.product((None, *rules.STATES), acts):
        assert rules.end(state, act) == MAY.get((state, act)), (state, act)


def test_forty_transitions_are_those_of_the_domain() -> None:
    lines = {line.line for line in rules.TRANSITIONS}
    assert {f"t{number:02}" for number in range(1, 41)} <= lines
    assert len(lines) == len(rules.TRANSITIONS)


def test_every_state_can_be_reached_and_the_closed_lists_are_the_same_everywhere() -> None:
    assert {line.end for line in rules.TRANSITIONS} == set(rules.STATES)
    for named, values in (
        (enums.ProblemState, rules.STATES),
        (enums.ProblemListType, rules.LISTS),
        (enums.ProblemLabel, rules.CLASSES),
        (enums.Direction, rules.DIRECTIONS),
        (enums.Shown, rules.SHOWN),
        (enums.Ground, rules.ADMITTING),
        (enums.EscalationForum, rules.FORUMS),
    ):
        assert tuple(one.value for one in named) == values
    assert set(standards.ADMISSION) == set(rules.LISTS)


def test_every_act_of_a_person_on_a_problem_is_offered_and_nothing_else() -> None:
    nobody_is_asked = {"report_problem", "rise_by_rule", "reopen_problem"}
    assert {act for _, _, act, _ in shelf._STEPS} == {act for _, act in MAY} - nobody_is_asked
    offered = [step.act for step in shelf.PROBLEM.fields["viewerActions"].steps]
    assert len(offered) == len(set(offered)) == 68, "the list in the schema is closed"


def test_likeness_is_that_of_grams() -> None:
    assert rules.likeness("村东水渠堵塞", "村东水渠，堵塞！") == 1.0
    assert rules.likeness("水渠", "道路") == 0.0
    assert 0 < rules.likeness("村东水渠堵塞", "村西水渠堵塞") < 1


async def test_the_trail_rows_are_those_of_the_trail(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank()
    await ladder.rise_to("a")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        rows = connection.execute(
            "select t.holder, t.within, t.open from app.problem_trail t where problem_id = %s",
            [ladder.problem],
        ).fetchall()
    found = {ladder.names[holder]: (within, open_) for holder, within, open_ in rows}
    assert found == {"a1x": (False, True), "a1": (False, True), "a": (True, True)}
