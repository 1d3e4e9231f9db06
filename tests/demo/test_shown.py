"""What the demo shows besides: what was made public, gathered, met about and found back again."""

from uuid import uuid4

import pytest

from ledger.publicity.rules import KINDS
from server.demo.problems import problem_id
from tests.demo.conftest import Asker, Demo

PUBLIC = """{ publications(first: 9) { nodes { kind scope unitName
  comments { nodes { text } } postings { form } } } }"""
STEP = "... on Refusal { code rule }"


def public(ask: Asker) -> list[dict]:
    """What whoever is not signed in reads."""
    told = ask.client.post("/graphql", json={"query": PUBLIC}).json()
    return told["data"]["publications"]["nodes"]


def test_everybody_reads_a_pledge_a_progress_a_case_and_one_comment(ask: Asker) -> None:
    found = public(ask)
    assert {(one["kind"], one["scope"]) for one in found} >= {(kind, "PUBLIC") for kind in KINDS}
    assert {form["form"] for one in found for form in one["postings"]} == {"NOTICE_BOARD"}
    said = [node["text"] for one in found for node in one["comments"]["nodes"]]
    assert len(said) == 1
    waiting = "{ commentsToModerate { nodes { state text } } }"
    (one,) = ask("county-publicity", waiting)["commentsToModerate"]["nodes"]
    assert one["state"] == "RECEIVED"
    assert one["text"] not in said


def act(ask: Asker, who: str, name: str, chosen: str, **given: object) -> dict:
    kind = name[0].upper() + name[1:]
    query = (
        f"mutation ($input: {kind}Input!) {{ told: {name}(input: $input)"
        f" {{ ... on {kind}Success {{ {chosen} }} {STEP} }} }}"
    )
    told: dict = ask(who, query, input={"key": str(uuid4()), **given})["told"]
    assert "code" not in told, (who, name, told)
    return told


def test_a_case_goes_through_its_four_steps_by_the_cast_alone(ask: Asker, demo: Demo) -> None:
    day = demo.rows("select to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD')")[0][0]
    said = {
        "problem": f"Problem_{problem_id('巡察反馈选人程序倒置')}", "kind": "CASE",
        "polarity": "NEGATIVE", "scope": "PUBLIC", "form": "PORTAL", "plannedOn": day,
        "title": "负面案例通报", "text": "程序倒置，已按规定纠正。",
    }  # fmt: skip  # reads as a table
    draft = act(ask, "county-task-force", "proposePublication", "draft { id version }", **said)
    for who, name in (
        ("county-head", "checkPublication"),
        ("county-publicity", "approvePublication"),
    ):
        given = {"draft": draft["draft"]["id"], "expectedVersion": draft["draft"]["version"]}
        draft = act(ask, who, name, "draft { id version state }", **given)
    assert draft["draft"]["state"] == "APPROVED"
    given = {"draft": draft["draft"]["id"], "expectedVersion": draft["draft"]["version"]}
    act(ask, "county-handler", "publishPublication", "publication { id }", **given)
    assert len(public(ask)) == len(KINDS) + 1


def test_a_level_meets_and_gathers_and_a_backlog_is_a_standing_list(ask: Asker) -> None:
    clusters = "{ clusters { nodes { title problems { totalCount } } } }"
    (cluster,) = ask("township-task-force", clusters)["clusters"]["nodes"]
    assert cluster["problems"]["totalCount"] == 2
    meetings = "{ meetings(first: 3) { nodes { state items { nodes { conclusion problem { title } } } } } }"
    (meeting,) = ask("county-department-head", meetings)["meetings"]["nodes"]
    (item,) = meeting["items"]["nodes"]
    assert (meeting["state"], item["conclusion"]) == ("HELD", "JOINTLY")
    campaigns = "{ campaigns { nodes { name keptOn total } } }"
    (campaign,) = ask("county-petitions", campaigns)["campaigns"]["nodes"]
    assert campaign["keptOn"] is not None
    assert campaign["total"] == 3


@pytest.mark.parametrize("who", ["city-task-force", "city-organisation-reviewer"])
def test_what_was_found_back_again_is_told(ask: Asker, who: str) -> None:
    rebounds = "{ rebounds { nodes { problem { title state } } } }"
    found = ask(who, rebounds)["rebounds"]["nodes"]
    assert [one["problem"]["title"] for one in found] == ["巡视整改台账销号无佐证"]
