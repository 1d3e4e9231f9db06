"""Who could see what on a day of the past is told the same before and after a reorganisation."""

from typing import Any

import pytest

from ledger.reorganisation.planning import Step
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import administrators, done, unit
from tests.ledger.test_access import WHAT, WHO, WHY, of
from tests.world import key_of

ASKER, BEFORE, SINCE = "a.administrator", "2026-04-14", "2026-04-15"
PEOPLE = ("a2.head", "a2.task_force", "a1.head", "a.task_force", "a.head")


async def told(client: Client, record: str, day: str | None) -> dict[str, Any]:
    """Everything that an administrator of the county is told about a record and people on a day."""
    found: dict[str, Any] = {}

    async def ask(name: str, query: str, **given: Any) -> None:
        answer = await client.ask(ASKER, query, {**given, "asOf": day})
        assert "errors" not in answer, answer["errors"]
        found[name] = _sorted(answer["data"])

    await ask("who", WHO, id=record, first=60)
    for person in PEOPLE:
        await ask(f"what {person}", WHAT, person=of(person), of="Problem", first=60)
        for action in ("problem.read", "problem.submit"):
            given = {"person": of(person), "action": action, "id": record}
            await ask(f"why {person} {action}", WHY, **given)
    return found


def _sorted(data: dict[str, Any]) -> Any:
    """An answer without what says only on which day it was asked."""
    ((_, answer),) = data.items()
    if answer is None:
        return None
    kept = {name: value for name, value in answer.items() if name not in {"asOf", "pageInfo"}}
    for one in (kept, *kept.get("nodes", ())):
        if "grants" in one:
            one["grants"] = sorted(map(str, one["grants"]))
    return kept


CHANGES = {
    "merged": ("a", "MERGE", [Step("MERGE", unit("a2"), to=unit("a1"))]),
    "moved": ("a", "MOVE", [Step("MOVE", unit("a2x"), to=unit("a1"))]),
    "split": (
        "a",
        "SPLIT",
        [
            Step("FOUND", to=unit("a"), name="甲三镇", code="520602003000", unit_kind="TOWNSHIP"),
            Step("MOVE_POST", post=key_of("post", "a2.head"), to_step=1),
        ],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_past_day_answers_as_it_did(client: Client, change: str) -> None:
    stage = client.stage
    administrators(stage)
    at_town, at_village = Ladder(stage), Ladder(stage)
    await at_town.bank("a2")
    await at_village.report("a2x")
    records = [f"Problem_{one.problem}" for one in (at_town, at_village)]
    before = [await told(client, record, BEFORE) for record in records]
    assert before == [await told(client, record, None) for record in records]
    superior, kind, steps = CHANGES[change]
    await done(stage, superior, kind, *steps)
    assert [await told(client, record, BEFORE) for record in records] == before
    since = [await told(client, record, SINCE) for record in records]
    if change != "moved":  # a village is two levels down: its records are not the asker's to know
        assert since != before, "the control: on the day itself all is otherwise"


@pytest.mark.parametrize("day", ["1949-09-30", "2999-01-01"])
async def test_a_day_of_which_nothing_can_be_told_is_refused(client: Client, day: str) -> None:
    me, record = of("a1.head"), f"Tenant_{unit('a1')}"
    for query, given in (
        (WHY, {"person": me, "action": "tenant.manage", "id": record}),
        (WHO, {"id": record}),
        (WHAT, {"person": me, "of": "Problem"}),
    ):
        (error,) = (await client.ask("a1.head", query, {**given, "asOf": day}))["errors"]
        assert error["extensions"]["code"] == "record.day_refused"
        assert "asOf" in str(error["extensions"]["details"])
