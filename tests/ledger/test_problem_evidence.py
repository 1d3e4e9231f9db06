"""Evidence hangs under a problem by the hash of each file, from whoever takes a step; none is lost."""

import hashlib
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.problems.casework_tables import problem_file
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.finish_measure import FinishMeasure, finish_measure
from ledger.problems.report_progress import ReportProgress, report_progress
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.stepping import fetched
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.rechecks.pass_recheck import PassRecheck, pass_recheck
from ledger.responsibilities.prepare_upload import PrepareUpload, prepare_upload
from ledger.settings.set_problem_settings import SetProblemSettings, set_problem_settings
from tenants.sitting import Sitting
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.test_petitioners_sealed import acting
from tests.ledger.test_rechecks import OTHER, another_judge, closed

SEEN = """query ($id: ID!) { problem(id: $id) {
  files { act name sha256 sizeBytes mediaType url measure { id } }
  measures { files { sha256 } }
  happenings { nodes { act evidence } } } }"""


async def uploaded(stage: Any, who: str, *, said: str = "清淤后照片") -> str:
    """The hash of a file that somebody has sent."""
    sha256 = hashlib.sha256(said.encode()).hexdigest()
    given = PrepareUpload(f"{said}.jpg", len(said), sha256, "image/jpeg")
    stage.store(await stage.done(who, prepare_upload, given))
    return sha256


async def working(stage: Any, *, list_type: str = "AUDIT") -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a", list_type=list_type)
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.start()
    return ladder


def finished(stage: Any, ladder: Ladder, *files: str) -> FinishMeasure:
    query = "select id, version from app.measure where problem_id = %s"
    key, version = stage.one(query, ladder.problem)
    return FinishMeasure(key, version, "已清淤", files)


async def seen(client: Client, who: str, ladder: Ladder) -> dict[str, Any] | None:
    told = await client.ask(who, SEEN, {"id": f"Problem_{ladder.problem}"})
    assert "errors" not in told, told
    found: dict[str, Any] | None = told["data"]["problem"]
    return found


async def test_what_a_measure_came_to_is_shown_by_its_files(client: Client) -> None:
    stage = client.stage
    ladder = await working(stage)
    photo = await uploaded(stage, "a1.handler")
    await stage.done("a1.handler", finish_measure, finished(stage, ladder, photo))
    report = await uploaded(stage, "a1.head", said="验收报告")
    await ladder.do("a1.head", claim_completion, ClaimCompletion, "水渠已通", (report,))
    for who in ("a1.head", "a.task_force", "a.organisation_department"):
        found = await seen(client, who, ladder)
        assert found is not None
        files = found["files"]
        assert [one["sha256"] for one in files] == [photo, report], who
        assert [one["act"] for one in files] == ["finish_measure", "claim_completion"]
        assert files[0]["name"] == "清淤后照片.jpg"
        assert all(one["url"] for one in files)
        assert [one["measure"] is not None for one in files] == [True, False]
        assert found["measures"] == [{"files": [{"sha256": photo}]}]
        story = {one["act"]: one["evidence"] for one in found["happenings"]["nodes"]}
        assert (story["finish_measure"], story["claim_completion"]) == ([photo], [report])
        assert story["start_rectifying"] == [], "the control: a step without any"
    assert await seen(client, "b.head", ladder) is None
    states = stage.rows("select distinct state from app.file")
    assert states == [("CLAIMED",)], "what was claimed is not swept away"


async def test_only_ones_own_files_are_evidence_and_each_once(stage) -> None:
    ladder = await working(stage)
    of_another = await uploaded(stage, "a1.head")
    for wrong in (of_another, "0" * 64, "no hash"):
        refusal = await stage.refused("a1.handler", finish_measure, finished(stage, ladder, wrong))
        assert refusal.code == "file.not_stored", wrong
    mine = await uploaded(stage, "a1.head", said="台账")
    await stage.done("a1.head", finish_measure, finished(stage, ladder, mine))
    given = ("水渠已通", (mine,))
    refusal = await ladder.refused("a1.head", claim_completion, ClaimCompletion, *given)
    assert refusal.code == "file.not_stored", "claimed already"
    assert stage.one("select count(*) from app.problem_file") == 1


async def test_where_the_line_asks_for_evidence_nothing_is_done_without(stage) -> None:
    for who in ("city.task_force", "a1.task_force"):
        asked = ("AUDIT",) if who.startswith("city") else ()
        given = SetProblemSettings(0, evidence_lists=asked)
        await stage.done(who, set_problem_settings, given)
    ladder = await working(stage)
    refusal = await stage.refused("a1.handler", finish_measure, finished(stage, ladder))
    assert refusal.code == "problem.evidence_missing", "nobody below waives it"
    photo = await uploaded(stage, "a1.handler")
    await stage.done("a1.handler", finish_measure, finished(stage, ladder, photo))
    await ladder.do("a1.head", claim_completion, ClaimCompletion, "水渠已通")
    other = await working(stage, list_type="PETITION")
    await stage.done("a1.handler", finish_measure, finished(stage, other))
    small = Ladder(stage)
    await small.report("a1x")
    said = ("当场修好",)
    refusal = await small.refused("a1x.branch_secretary", resolve_on_spot, ResolveOnSpot, *said)
    assert refusal.code == "problem.evidence_missing"
    photo = await uploaded(stage, "a1x.branch_secretary")
    await small.do("a1x.branch_secretary", resolve_on_spot, ResolveOnSpot, "当场修好", (photo,))
    assert small.now()["state"] == "RESOLVED_ON_SPOT"


async def test_each_round_is_shown_by_a_file_of_its_own(stage) -> None:
    """A photo of the round before, or one that shows that it is not done, proves nothing."""
    another_judge(stage)
    ladder = await closed(stage)
    stage.now += timedelta(days=1)
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    shown = await uploaded(stage, OTHER, said="仍然堵塞")
    await ladder.do(OTHER, fail_recheck, FailRecheck, "仍然堵塞", files=(shown,))
    await ladder.rework()
    await ladder.do_measures()
    given = SetProblemSettings(0, evidence_lists=("AUDIT",))
    await stage.done("city.task_force", set_problem_settings, given)
    claim = ("a1x.head", claim_completion, ClaimCompletion, "水渠已通")
    assert (await ladder.refused(*claim)).code == "problem.evidence_missing", "of the inspector"
    photo = await uploaded(stage, "a1x.handler")
    await ladder.do("a1x.handler", report_progress, ReportProgress, "再次清淤", (photo,))
    await ladder.do(*claim)
    await ladder.evaluate_self()
    stage.now += timedelta(days=1)
    await ladder.answer("DISSATISFIED", by="a.organisation_department")
    assert ladder.now()["state"] == "RETURNED"
    await ladder.rework()
    key, version = stage.rows("select id, version from app.measure where state = 'PLANNED'")[0]
    finish = FinishMeasure(key, version, "第三次清淤")
    refusal = await stage.refused("a1x.handler", finish_measure, finish)
    assert refusal.code == "problem.evidence_missing", "of the round before"
    again = await uploaded(stage, "a1x.handler", said="第三次清淤")
    await stage.done("a1x.handler", finish_measure, replace(finish, files=(again,)))
    await ladder.do(*claim)
    assert ladder.now()["state"] == "COMPLETION_CLAIMED"


async def test_a_recheck_that_holds_shows_what_was_seen_on_site(stage) -> None:
    another_judge(stage)
    ladder = await closed(stage)
    given = SetProblemSettings(0, evidence_lists=("AUDIT",))
    await stage.done("city.task_force", set_problem_settings, given)
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    said = ("GOOD", "现场查看，水流通畅")
    assert (await ladder.refused(OTHER, pass_recheck, PassRecheck, *said)).code == (
        "problem.evidence_missing"
    )
    photo = await uploaded(stage, OTHER)
    await ladder.do(OTHER, pass_recheck, PassRecheck, *said, (photo,))
    assert stage.rows("select act, sha256 from app.problem_file") == [("pass_recheck", photo)]


async def test_those_it_is_against_find_neither_the_evidence_nor_its_file(stage) -> None:
    ladder = await working(stage)
    first = await uploaded(stage, "a1.handler")
    await stage.done("a1.handler", finish_measure, finished(stage, ladder, first))
    tables = ("problem_file", "file")

    def found(*also: str) -> list[int]:
        with acting(stage, "a1.head", also=also) as connection:
            return [
                connection.execute(f"select count(*) from app.{table}").fetchone()[0]
                for table in tables
            ]

    assert found("b1") == [1, 1], "the control: nobody is accused yet"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = array[%s]", [stage.world.tenants["b1"]]
        )
    assert found("b1") == [0, 0], "neither what came before"
    second = await uploaded(stage, "a1.head", said="台账")
    await ladder.do("a1.head", claim_completion, ClaimCompletion, "已通", (second,))
    assert found("b1") == [0, 0], "nor what came after"
    assert found("a2") == [2, 2]


async def test_with_the_act_silent_the_database_takes_no_file_of_another(stage) -> None:
    ladder = await working(stage)
    await uploaded(stage, "a1.head")
    other = stage.one("select id from app.file")

    async def forge(sitting: Sitting, key: uuid.UUID) -> uuid.UUID:
        sitting.decide("problem.rectify", await fetched(sitting, ladder.problem))
        row = {"id": key, "holder": sitting.tenant, "problem_id": ladder.problem, "act": "x"}
        by = {"author_tenant": sitting.tenant, "author_person": sitting.viewer.person}
        await sitting.insert(problem_file, {**row, **by})
        return key

    with pytest.raises(Exception, match="evidence is a file of one's own"):
        await stage.perform("a1.handler", forge, other)
    assert stage.one("select count(*) from app.problem_file") == 0
