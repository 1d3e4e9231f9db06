"""What waits for the superior, parts and near re-checks are on the desk of whoever does them."""

from datetime import UTC, datetime, timedelta

import psycopg

from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from tenants.viewer import CHINA
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.test_assignments import finish, handed_out, sign
from tests.ledger.test_rechecks import CLOSER, OTHER, another_judge, closed

BUCKETS = (
    "problemsToAnswer",
    "problemsAskedAbout",
    "problemsToRuleOn",
    "problemsToLetRest",
    "partsToAccept",
    "partsToRuleOn",
    "partsToDo",
    "problemsToRecheck",
)
DESK = " ".join(f"{one} {{ totalCount }}" for one in BUCKETS)


async def desk(client: Client, who: str) -> dict[str, int]:
    """How many somebody has in each bucket; the same of the post that they act in."""
    asked = f"{{ {DESK} viewer {{ posts {{ acting {DESK} }} }} }}"
    told = (await client.ask(who, asked))["data"]
    (post,) = (one for one in told.pop("viewer")["posts"] if one.pop("acting"))
    assert post == told, who
    return {name: one["totalCount"] for name, one in told.items() if one["totalCount"]}


async def empty(client: Client, *who: str) -> None:
    for one in who:
        assert await desk(client, one) == {}, one


async def test_what_is_submitted_or_objected_to_waits_on_the_superiors_desk(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    await empty(client, "a1.task_force", "a1x.head")
    await ladder.submit()
    assert await desk(client, "a1.task_force") == {"problemsToAnswer": 1}
    await empty(client, "a1x.head", "a1.handler", "a.task_force", "a2.task_force", "city.head")
    await ladder.draw_in()
    await empty(client, "a1.task_force")
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.do("a1.head", object_to_assignment, ObjectToAssignment, "not_ours", "不归我镇")
    assert await desk(client, "a.task_force") == {"problemsToRuleOn": 1}
    await empty(client, "a1.head", "a1.task_force", "a.handler", "city.task_force", "b.task_force")


async def test_a_part_is_on_the_desk_of_who_signs_and_of_who_finishes_it(client: Client) -> None:
    ladder = await handed_out(client.stage)
    assert await desk(client, "a2.head") == {"partsToAccept": 1}
    await empty(client, "a2.handler", "a1.head", "a.task_force", "b1.head")
    await sign(ladder, "a2", "a_bureau")
    assert await desk(client, "a2.head") == await desk(client, "a2.handler") == {"partsToDo": 1}
    await finish(ladder, "a2")
    await empty(client, "a2.head", "a2.handler")
    assert await desk(client, "a_bureau.head") == {"partsToDo": 1}, "the control"


async def test_a_planned_recheck_that_is_near_is_on_the_desk_of_who_may_look(
    client: Client,
) -> None:
    another_judge(client.stage)
    ladder = await closed(client.stage)
    today = (datetime.now(UTC) + CHINA).date()
    for days, near in (
        (30, {}),
        (8, {}),
        (7, {"problemsToRecheck": 1}),
        (-9, {"problemsToRecheck": 1}),
    ):
        with psycopg.connect(client.stage.database.migrator_dsn, autocommit=True) as connection:
            connection.execute("update app.recheck set due_on = %s", [today + timedelta(days=days)])
        assert await desk(client, OTHER) == near, days
    # Nobody who closed it, who has it, or who only oversees it.
    await empty(client, CLOSER, "a1x.head", "a1.head", "a.head", "b.organisation_department")
    assert ladder.now()["state"] == "CLOSED"
