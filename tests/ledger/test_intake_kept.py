"""A campaign is made a standing list: the same items, the same history, and more may join."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from ledger.intake.join_campaign import JoinCampaign, join_campaign
from ledger.intake.keep_campaign import KeepCampaign, keep_campaign
from ledger.problems.report_problem import ReportProblem, report_problem
from tests.ledger.asking import asked
from tests.ledger.backlog import as_csv, row
from tests.ledger.ladder import Ladder
from tests.ledger.test_intake_import import BURN_DOWN, taken

HEAD = "a1.head"
MECHANISM = "每月研判、逐件销号，新发现的同类问题随时列入。"
LIST = "{ campaigns(first: 5) { nodes { keptOn keptBy { name } mechanism total open } } }"


async def cleared(stage: Any, tmp_path: Path) -> tuple[Any, int]:
    """A campaign of township a1 with what a file brought: its key and its version."""
    file = as_csv(tmp_path / "backlog.csv", [row(n) for n in range(1, 4)])
    await taken(stage, file, register=True)
    key, version = stage.one("select id, version from app.campaign")
    return key, version


async def test_a_campaign_becomes_a_standing_list_with_its_items_and_history(
    stage: Any, tmp_path: Path
) -> None:
    key, version = await cleared(stage, tmp_path)
    before = stage.rows("select * from app.campaign_item order by id")
    told = await asked(stage, HEAD, BURN_DOWN)
    for who in ("a1.handler", "a.task_force", "a2.head"):
        refusal = await stage.refused(who, keep_campaign, KeepCampaign(key, version, MECHANISM))
        assert refusal.code in {"book.not_allowed", "campaign.not_found"}, who
    stale = await stage.refused(HEAD, keep_campaign, KeepCampaign(key, version + 1, MECHANISM))
    assert stale.code == "campaign.stale"
    empty = await stage.refused(HEAD, keep_campaign, KeepCampaign(key, version, " "))
    assert empty.code == "record.text_refused"
    (plain,) = (await asked(stage, HEAD, LIST))["campaigns"]["nodes"]
    assert (plain["keptOn"], plain["mechanism"]) == (None, None), "nothing was changed"
    await stage.done(HEAD, keep_campaign, KeepCampaign(key, version, MECHANISM))
    (kept,) = (await asked(stage, HEAD, LIST))["campaigns"]["nodes"]
    assert (kept["keptOn"], kept["mechanism"]) == (stage.now.date().isoformat(), MECHANISM)
    assert kept["keptBy"]["name"]
    assert stage.rows("select * from app.campaign_item order by id") == before
    assert await asked(stage, HEAD, BURN_DOWN) == told, "the burn-down is what it was"
    again = await stage.refused(HEAD, keep_campaign, KeepCampaign(key, version + 1, MECHANISM))
    assert again.code == "campaign.kept_already"


async def test_registered_items_join_a_standing_list_and_only_one(
    stage: Any, tmp_path: Path
) -> None:
    key, version = await cleared(stage, tmp_path)
    ladder = Ladder(stage)
    await ladder.report("a1")

    async def refused(problem: Any, at: int, who: str = HEAD) -> str:
        code: str = (await stage.refused(who, join_campaign, JoinCampaign(key, at, problem))).code
        return code

    assert await refused(ladder.problem, version) == "campaign.not_kept"
    await stage.done(HEAD, keep_campaign, KeepCampaign(key, version, MECHANISM))
    version += 1
    raw = ReportProblem(uuid4(), "AUDIT", "路灯不亮", "事实")
    await stage.done("a1.handler", report_problem, raw)
    assert await refused(raw.id, version) == "campaign.not_registered"
    elsewhere = Ladder(stage)
    await elsewhere.report("b1")
    assert await refused(elsewhere.problem, version) == "problem.not_found"
    assert await refused(ladder.problem, version, "a1.handler") == ("book.not_allowed")
    (before,) = (await asked(stage, HEAD, LIST))["campaigns"]["nodes"]
    await stage.done(HEAD, join_campaign, JoinCampaign(key, version, ladder.problem))
    (after,) = (await asked(stage, HEAD, LIST))["campaigns"]["nodes"]
    assert (after["total"], after["open"]) == (before["total"] + 1, before["open"] + 1)
    assert ladder.now()["holder"] == "a1", "it lies where it lay"
    assert await refused(ladder.problem, version + 1) == "campaign.item_known"


async def test_an_import_joins_a_standing_list_as_before(stage: Any, tmp_path: Path) -> None:
    key, version = await cleared(stage, tmp_path)
    await stage.done(HEAD, keep_campaign, KeepCampaign(key, version, MECHANISM))
    (before,) = (await asked(stage, HEAD, LIST))["campaigns"]["nodes"]
    file = as_csv(tmp_path / "more.csv", [row(n) for n in range(1, 6)])
    await taken(stage, file, register=True)
    (after,) = (await asked(stage, HEAD, LIST))["campaigns"]["nodes"]
    assert (before["total"], after["total"]) == (3, 5)
    assert (after["keptOn"], after["mechanism"]) == (before["keptOn"], before["mechanism"])
