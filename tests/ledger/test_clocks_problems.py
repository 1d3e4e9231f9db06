"""The clocks of a problem are its story, replayed."""

from datetime import UTC, datetime, timedelta

from ledger.clocks.limits import Clock
from ledger.clocks.of_problems import traced
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder

QUERY = """query ($p: ID!) { deadlineTrace(problem: $p) { dueOn overdue textZh
  clocks { clock stage state unit limit dueOn breachedOn light reminders { on before }
    lines { on kind textEn used } } } }"""
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def story(*states: tuple[str, int], due: dict[str, int] | None = None):
    """Steps of a problem: the state each leads to, and how many days after the first."""
    steps, before = [], None
    for after, day in states:
        at = AT + timedelta(days=day)
        given = (due or {}).get(after)
        steps.append(
            {
                "before": before,
                "after": after,
                "happened_at": at,
                "holder": 1,
                "due_on": None if given is None else at.date() + timedelta(days=given),
            }
        )
        before = after
    return steps


def test_each_level_is_timed_apart_and_the_petition_as_a_whole() -> None:
    told = traced(
        {"list_type": "PETITION", "class": "SET_TIME"},
        story(("COLLECTED", 0), ("REGISTERED", 1), ("BANKED", 4), ("PENDING_UPPER", 14)),
    )
    assert [(one.clock, one.stage, one.state) for one in told.clocks] == [
        (Clock.TOTAL, "WHOLE", "RUNNING"),
        (Clock.STATUTORY, "PETITION_TRANSFER", "STOPPED"),
        (Clock.STATUTORY, "PETITION_NOTIFY", "RUNNING"),
        (Clock.LEVEL, "REGISTER", "STOPPED"),
        (Clock.STATUTORY, "PETITION", "RUNNING"),
        (Clock.LEVEL, "SCREEN", "STOPPED"),
        (Clock.LEVEL, "SUBMIT", "STOPPED"),
        (Clock.LEVEL, "ANSWER", "RUNNING"),
    ]
    submit, answer = told.clocks[-2:]
    assert submit.breached_on is not None, "five working days were over before it went up"
    assert answer.breached_on is None
    assert told.due_on == min(answer.due_on, told.of(Clock.STATUTORY, "PETITION_NOTIFY").due_on)


def test_rectification_runs_to_the_day_that_was_set_and_stands_while_suspended() -> None:
    steps = story(
        ("TRIAGED", 0),
        ("ASSIGNED", 1),
        ("ACCEPTED", 2),
        ("RECTIFYING", 3),
        ("SUSPENDED", 11),
        ("RECTIFYING", 41),
        due={"ASSIGNED": 90},
    )
    one = traced({"list_type": "AUDIT", "class": "STAGED"}, steps).of(Clock.RECTIFICATION)
    assert one is not None
    assert one.limit.amount == 90
    assert one.used == 10
    assert one.due_on is not None
    # Thirty days it stood; the day on which it goes on counts not.
    assert one.due_on >= (AT + timedelta(days=1 + 90 + 30)).date()
    assert (
        traced({"list_type": "AUDIT", "class": "STAGED"}, steps[:-1]).of(Clock.RECTIFICATION).due_on
        is None
    )


def test_what_is_closed_is_timed_no_longer_and_a_rebound_begins_anew() -> None:
    done = [("REGISTERED", 0), ("RESOLVED_ON_SPOT", 3)]
    problem = {"list_type": "PETITION", "class": None}
    told = traced(problem, story(*done))
    # A petition that was settled on the spot is still owed its notice and its written opinion.
    going = {one.stage for one in told.clocks if one.state != "STOPPED"}
    assert going == {"PETITION_NOTIFY", "PETITION"}
    assert traced({"list_type": "AUDIT", "class": None}, story(*done)).due_on is None
    again = traced(problem, story(*done, ("REGISTERED", 5)))
    assert [one.state for one in again.clocks][-5:] == ["RUNNING"] * 5


async def test_the_trace_is_read_by_those_who_oversee_the_problem(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.report("a1x", list_type="PETITION")
    asked = {"p": f"Problem_{ladder.problem}"}
    told = (await client.ask("a1x.handler", QUERY, asked))["data"]["deadlineTrace"]
    assert [(one["clock"], one["stage"], one["state"]) for one in told["clocks"]] == [
        ("TOTAL", "WHOLE", "RUNNING"),
        ("STATUTORY", "PETITION_TRANSFER", "RUNNING"),
        ("STATUTORY", "PETITION_NOTIFY", "RUNNING"),
        ("LEVEL", "REGISTER", "STOPPED"),
        ("STATUTORY", "PETITION", "RUNNING"),
        ("LEVEL", "SCREEN", "RUNNING"),
    ]
    assert told["clocks"][5]["dueOn"] == told["dueOn"] == "2026-04-30"
    assert "起算" in told["textZh"]
    above = (await client.ask("a1.task_force", QUERY, asked))["data"]["deadlineTrace"]
    assert above == told
    for who in ("a.task_force", "b.head", "city.audit_administrator"):
        assert (await client.ask(who, QUERY, asked))["data"] == {"deadlineTrace": None}
    for odd in ("x", "Tenant_x", ""):
        assert (await client.ask("a1.head", QUERY, {"p": odd}))["data"] == {"deadlineTrace": None}
