"""Past its day, a step counts against the unit that owes it, not against the one that waits."""

from datetime import date, timedelta

import psycopg
import pytest

from ledger.clocks.calendar import civil
from ledger.notices.kinds import OWED
from ledger.problems.cells import problem_miscounts
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.overrule_objection import OverruleObjection, overrule_objection
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.replaying import differing

ROW = "select overdue, alert, owed_late, open_to, owed_on, owed_by from app.problem where id = %s"
COUNTED = "{ problemRollUp { tenant { code } total open overdue owedLate } }"
LATE = """{ problems(filter: {owedLate: true}) { nodes { title overdue alert owedLate
    owedBy { code } owedOn } } }"""


@pytest.fixture
def migrator(stage: Stage):
    with psycopg.connect(stage.database.migrator_dsn, autocommit=True) as connection:
        yield connection


def swept(migrator, day: date) -> None:
    for one in ("sweep_overdue", "sweep_lights", "sweep_long_overdue", "sweep_escalations"):
        migrator.execute(f"select app.{one}(%s)", [day])


class Waiting(Ladder):
    """A problem, and what its row says of whose step is late."""

    def late(self) -> tuple:
        """Overdue, light, late elsewhere, seen down from which level, and who owes it."""
        row = self.stage.one(ROW, self.problem)
        return (*row[:4], self.names.get(row[5]))

    @property
    def owed_on(self) -> date:
        return self.stage.one(ROW, self.problem)[4]


async def counted(client: Client, who: str) -> dict[str, tuple]:
    """What somebody is told of each direct subordinate: all, open, overdue, owed and late."""
    told = (await client.ask(who, COUNTED))["data"]["problemRollUp"]
    names = ("total", "open", "overdue", "owedLate")
    return {one["tenant"]["code"]: tuple(one[name] for name in names) for one in told}


def code(stage: Stage, name: str) -> str:
    return stage.one("select code from app.tenant where id = %s", stage.world.tenants[name])


async def test_a_superiors_silence_is_the_superiors_and_seen_as_far_up(
    client: Client, migrator
) -> None:
    stage, ladder = client.stage, Waiting(client.stage)
    await ladder.bank("a1x")
    assert ladder.late() == (False, "GREEN", False, 4, None)
    await ladder.submit()
    assert differing(stage) == []
    due = ladder.owed_on
    assert due == ladder.now()["due_on"]
    swept(migrator, due)
    assert ladder.late() == (False, "GREEN", False, 4, "a1"), "the control: not yet"
    for days in (1, 31):
        swept(migrator, due + timedelta(days=days))
        assert ladder.late() == (False, "GREEN", True, 1, "a1"), days
    assert stage.rows("select long_overdue from app.problem") == [(False,)]
    assert stage.rows("select kind from app.escalation where kind = 'OVERDUE'") == []
    assert await counted(client, "a1.head") == {
        code(stage, "a1x"): (1, 1, 0, 0),
        code(stage, "a1"): (0, 0, 0, 1),
    }
    assert await counted(client, "a.head") == {code(stage, "a1"): (1, 1, 0, 1)}
    assert await counted(client, "city.head") == {code(stage, "a"): (1, 1, 0, 1)}
    assert problem_miscounts(migrator) == []
    (seen,) = (await client.ask("city.head", LATE))["data"]["problems"]["nodes"]
    assert seen == {
        "title": "水渠堵塞",
        "overdue": False,
        "alert": "GREEN",
        "owedLate": True,
        "owedBy": {"code": code(stage, "a1")},
        "owedOn": str(due),
    }
    await ladder.draw_in()
    assert ladder.late() == (False, "GREEN", False, 3, None), "answered, late or not"
    assert await counted(client, "city.head") == {code(stage, "a"): (1, 1, 0, 0)}
    migrator.execute("select app.fold_problem_cells()")
    assert problem_miscounts(migrator) == []


async def test_what_the_holder_owes_is_the_holders_while_it_waits_too(
    client: Client, migrator
) -> None:
    stage, ladder = client.stage, Waiting(client.stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.start()
    stage.now += timedelta(days=20)
    swept(migrator, civil(stage.now))
    assert ladder.late()[:3] == (True, "RED", False), "the control: its own day has passed"
    await ladder.do("a1x.head", escalate_problem, EscalateProblem, "请上级统筹", "beyond_authority")
    swept(migrator, civil(stage.now))
    assert ladder.late() == (True, "RED", False, 1, "a1"), "to escalate clears nothing"
    assert differing(stage) == []
    swept(migrator, ladder.owed_on + timedelta(days=1))
    assert ladder.late() == (True, "RED", True, 1, "a1")
    assert await counted(client, "a1.head") == {
        code(stage, "a1x"): (1, 1, 1, 0),
        code(stage, "a1"): (0, 0, 0, 1),
    }
    assert problem_miscounts(migrator) == []
    swept(migrator, DEADLINE + timedelta(days=40))
    assert stage.rows("select long_overdue from app.problem") == [(True,)]
    assert stage.one("select occasion from app.escalation where kind = 'OVERDUE'") == str(DEADLINE)


async def test_an_objection_that_nobody_rules_on_is_not_its_senders(
    client: Client, migrator
) -> None:
    ladder = Waiting(client.stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.do("a1.head", object_to_assignment, ObjectToAssignment, "not_ours", "不归我镇")
    late = ladder.owed_on + timedelta(days=1)
    assert late < DEADLINE, "its own time for rectification goes on"
    swept(migrator, late)
    assert ladder.late() == (False, "GREEN", True, 1, "a")
    await ladder.do("a.task_force", overrule_objection, OverruleObjection, "仍由你镇办理")
    assert ladder.late() == (False, "GREEN", False, 3, None)
    assert problem_miscounts(migrator) == []


async def test_what_is_judged_late_is_late_for_the_level_that_judges(
    client: Client, migrator
) -> None:
    stage, ladder = client.stage, Waiting(client.stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    for answered in (False, True):
        if answered:
            # A new step has a new day: late again only once that has passed.
            await ladder.answer("SATISFIED", by="a.organisation_department")
            assert ladder.late()[2] is False
        swept(migrator, ladder.owed_on + timedelta(days=1))
        assert ladder.late() == (False, "GREEN", True, 1, "a"), "a township has no such department"
        assert await counted(client, "city.head") == {code(stage, "a"): (1, 1, 0, 1)}
        assert await counted(client, "a.head") == {
            code(stage, "a1"): (1, 1, 0, 0),
            code(stage, "a"): (0, 0, 0, 1),
        }
        assert problem_miscounts(migrator) == []
    await ladder.close(by="a.organisation_department")
    assert ladder.late() == (False, "GREEN", False, 4, None)
    assert differing(stage) == [] == problem_miscounts(migrator)


async def test_a_soon_due_day_of_another_is_not_on_the_desk_of_who_waits(
    client: Client, migrator
) -> None:
    soon = "{ problemsDueSoon { totalCount } }"
    ladder = Waiting(client.stage)
    await ladder.bank("a1x")
    assert (await client.ask("a1x.head", soon))["data"]["problemsDueSoon"] == {"totalCount": 1}
    await ladder.submit()
    migrator.execute("update app.problem set own_on = date '2100-01-01'")
    assert (await client.ask("a1x.head", soon))["data"]["problemsDueSoon"] == {"totalCount": 0}
    migrator.execute("update app.problem set own_on = date '2026-01-01'")
    assert (await client.ask("a1x.head", soon))["data"]["problemsDueSoon"] == {"totalCount": 1}


def test_who_owes_a_step_is_said_of_the_same_states_as_the_reminders(stage: Stage) -> None:
    said = stage.one("select prosrc from pg_proc where proname = 'place_owed'")
    for one in OWED:
        states = ", ".join(f"'{state}'" for state in one.states)
        assert f"when new.state in ({states}) then" in said
