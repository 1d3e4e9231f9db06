"""Who petitioned is seen, masked, by those who call back: by a petition bureau of petitions alone."""

import uuid
from typing import Any

import pytest

from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.problems.amend_report import AmendReport, amend_report
from ledger.problems.report_problem import ReportProblem, report_problem
from tests.ledger.ladder import Ladder
from tests.ledger.test_petitioners_merged import VAULT, WHO

ASKED = """query ($problem: ID!, $who: ID!) { problem(id: $problem) { id }
  petitioners(filter: {problem: $problem}) { nodes { maskedName } totalCount }
  node(id: $who) { ... on Petitioner { maskedName } } }"""
BUREAU, DEPARTMENT = "a.petition_bureau", "a.organisation_department"


async def registered(stage: Any, list_type: str) -> tuple[Ladder, uuid.UUID]:
    """Banked by a village, with somebody who brought it."""
    ladder = Ladder(stage)
    await ladder.bank("a1x", list_type=list_type)
    return ladder, await petitioner(stage, ladder)


async def petitioner(stage: Any, ladder: Ladder) -> uuid.UUID:
    given = RegisterPetitioner(
        ladder.problem, "PERSON", "REQUEST", "VISIT",
        masked_name="王**", masked_contact="******00", sealed=VAULT.sealed(WHO, ladder.problem),
    )  # fmt: skip  # one thing
    return await stage.done("a1x.handler", register_petitioner, given)


async def seen(client: Any, who: str, ladder: Ladder, key: uuid.UUID) -> tuple[bool, bool]:
    """Whether somebody sees the problem, and who brought it: alike by every way of asking."""
    given = {"problem": f"Problem_{ladder.problem}", "who": f"Petitioner_{key}"}
    told = await client.ask(who, ASKED, given)
    assert "errors" not in told, told
    data = told["data"]
    ways = {bool(data["node"]), data["petitioners"]["totalCount"] == 1}
    ways |= {data["petitioners"]["nodes"] == [{"maskedName": "王**"}]}
    assert len(ways) == 1, data
    return data["problem"] is not None, ways.pop()


@pytest.mark.parametrize(("list_type", "bureau"), [("AUDIT", False), ("PETITION", True)])
async def test_of_what_the_next_level_listed(client: Any, list_type: str, bureau: bool) -> None:
    ladder, key = await registered(client.stage, list_type)
    assert await seen(client, BUREAU, ladder, key) == (False, False)
    await ladder.rise_to("a1")
    await ladder.triage()
    await ladder.down("a1x")
    assert await seen(client, BUREAU, ladder, key) == (bureau, bureau)
    assert await seen(client, DEPARTMENT, ladder, key) == (True, True)


@pytest.mark.parametrize(("list_type", "bureau"), [("AUDIT", False), ("PETITION", True)])
async def test_of_what_is_open_to_its_level(client: Any, list_type: str, bureau: bool) -> None:
    ladder, key = await registered(client.stage, list_type)
    await ladder.rise_to("a1")
    await ladder.submit()
    assert await seen(client, BUREAU, ladder, key) == (bureau, bureau)
    assert await seen(client, "a.task_force", ladder, key) == (True, True)


async def test_a_list_that_is_amended_is_amended_there(stage: Any) -> None:
    ladder = Ladder(stage)
    given = ReportProblem(ladder.problem, "AUDIT", "水渠堵塞", "村东水渠堵塞三月", "村东")
    await stage.done("a1x.handler", report_problem, given)
    key = await petitioner(stage, ladder)
    kept = "select list_type from app.petitioner where id = %s"
    assert stage.one(kept, key) == "AUDIT"
    await ladder.do("a1x.handler", amend_report, AmendReport, "PETITION")
    assert stage.one(kept, key) == "PETITION"
