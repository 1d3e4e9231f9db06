"""The story that ``make story`` tells is true of a served world, step by step and level by level."""

import inspect
import itertools
import re
from datetime import UTC, datetime

import psycopg
import pytest

from server.demo import cast
from tenants.viewer import CHINA
from tests import world
from tests.conftest import Database
from tests.walkthroughs.story import AUDIENCE, Moment, NotTold, Story

UNITS = {
    "village": "a1x", "township": "a1", "county": "a", "city": "city", "sibling-county": "b",
    "far-township": "b1", "sibling-village": "a1y",
}  # fmt: skip  # reads as a table
POSTS = {"grid-worker": "handler", "petitions": "petition_bureau"}
POSTS |= {"organisation-reviewer": "organisation_department"}
CODES = {name: code for name, _, _, code, _ in world.TENANTS}


def person(key: str) -> str:
    """Whom of the small world one of the demo's cast is here."""
    unit = max((one for one in UNITS if key.startswith(f"{one}-")), key=len)
    post = key.removeprefix(f"{unit}-")
    return f"{UNITS[unit]}.{POSTS.get(post, post.replace('-', '_'))}"


@pytest.fixture(scope="module")
def told(served, peopled, provider) -> tuple[Story, list[Moment], list[str]]:
    with psycopg.connect(peopled.migrator_dsn) as connection:
        root = connection.execute("select id from app.tenant where parent_id is null").fetchone()
        assert root is not None
        world.checked(connection, world.World({"city": root[0]}), "city")

    def ask(who: str, query: str, given: object) -> dict:
        asked = {"query": query, "variables": given}
        answer = served.post("/graphql", json=asked, headers=provider.bearer(person(who))).json()
        assert "errors" not in answer, answer
        return answer["data"]

    keys = [*AUDIENCE, "far-township-head", "far-township-handler", "sibling-county-head"]
    codes = {key: CODES[person(key).partition(".")[0]] for key in [*keys, "county-head"]}
    lines: list[str] = []
    today = (datetime.now(UTC) + CHINA).date()
    story = Story(ask, today, codes, say=lines.append, run="walkthrough")
    return story, story.tell(), lines


def rows(database: Database, query: str, *values: object) -> list[tuple]:
    with psycopg.connect(database.superuser_dsn) as connection:
        return connection.execute(query, values).fetchall()


def seen(moments: list[Moment], act: str, turn: int = 0) -> dict:
    return dict([one for one in moments if one.act == act][turn].seen)


def test_it_goes_up_one_level_at_a_time_and_down_one_level_at_a_time(
    told, peopled: Database
) -> None:
    story, moments, _ = told
    hops = rows(
        peopled,
        "select direction, s.kind, e.kind, s.name, e.name from app.hop h"
        " join app.tenant s on s.id = h.starts join app.tenant e on e.id = h.ends"
        " where problem_id = %s order by seq",
        story.id.partition("_")[2],
    )
    assert [one[:3] for one in hops] == [
        ("UP", "VILLAGE", "TOWNSHIP"),
        ("UP", "TOWNSHIP", "COUNTY"),
        ("UP", "COUNTY", "CITY"),
        ("DOWN", "CITY", "COUNTY"),
        ("DOWN", "COUNTY", "TOWNSHIP"),
    ]
    assert all(before[4] == after[3] for before, after in itertools.pairwise(hops))
    assert hops[-1][4] == "乙一镇"
    assert len(moments) > 20


def test_it_returns_by_itself_is_closed_at_the_second_try_and_rechecked(
    told, peopled: Database
) -> None:
    story, moments, _ = told
    key = story.id.partition("_")[2]
    found = rows(peopled, "select state, returns, open from app.problem where id = %s", key)
    assert found == [("CLOSED", 1, False)]
    answers = [one.seen["city-task-force"] for one in moments if one.act == "recordClientAnswer"]
    assert [one and one.state for one in answers] == ["RETURNED", "CLIENT_EVALUATED"]
    assert [one.act for one in moments][-3:] == [
        "closeProblem",
        "openProblemRecheck",
        "passProblemRecheck",
    ]


def test_each_level_sees_what_is_its_own(told) -> None:
    _, moments, _ = told
    for moment in moments:
        assert moment.seen["sibling-village-branch-secretary"] is None, moment
        assert moment.seen["village-head"] is not None, moment
    reported = seen(moments, "reportProblem")
    assert {who for who, one in reported.items() if one} == {"village-head", "township-task-force"}
    up = [seen(moments, "takeUpProblem", turn) for turn in range(3)]
    assert [bool(one["county-task-force"]) for one in up] == [True, True, True]
    assert [bool(one["city-task-force"]) for one in up] == [False, True, True]
    # What the village sees of the township's step: that it was taken, neither by whom nor what.
    below = up[0]["village-head"]
    assert below is not None
    assert (below.last, below.by, below.text) == ("take_up", None, None)
    # Of the county's: by whom, not what was said; the county reads it all.
    below, own = up[1]["village-head"], up[1]["county-task-force"]
    assert below is not None
    assert own is not None
    assert below.by
    assert below.text is None
    assert own.text == "收网统筹"
    down = seen(moments, "handDownProblem", 1)
    assert all(down[who] for who in AUDIENCE if who != "sibling-village-branch-secretary")


def test_the_way_is_told_with_its_ends_as_far_as_each_step_shows_them(told) -> None:
    """Each side reads its own ways whole; the village's first step up is shown to it as one, no more."""
    _, moments, lines = told
    ends = {who: one.way for who, one in moments[-1].seen.items() if one}
    first, *rest = whole = ends["city-task-force"]
    units = ["甲一东村", "甲一镇", "甲县", "测试市", "乙县", "乙一镇"]
    assert whole == tuple(" → ".join(pair) for pair in itertools.pairwise(units))
    assert ends["village-head"] == ("（不显示 not shown）", *rest)
    assert ends["township-task-force"] == whole, "it took the first step itself"
    assert sum(first in line for line in lines) > 0


def test_it_is_told_in_both_languages_with_what_each_level_sees(told) -> None:
    _, moments, lines = told
    assert len(lines) == len(moments) * (1 + len(AUDIENCE))
    for moment in moments:
        assert any(moment.zh in line and moment.en in line for line in lines)
    assert sum("看不到 nothing" in line for line in lines) > len(moments)


def test_everyone_in_the_story_is_of_the_demos_cast(told) -> None:
    _, moments, _ = told
    parts = set(re.findall(r'"([a-z-]+)"', inspect.getsource(cast)))
    for who in {*AUDIENCE, *(one.who for one in moments)}:
        unit = max((one for one in UNITS if who.startswith(f"{one}-")), key=len)
        assert who in parts or who.removeprefix(f"{unit}-") in parts, who


def test_a_level_that_is_skipped_stops_the_story(told) -> None:
    """The control: the story is of the server's making, not of the teller's."""
    story, _, _ = told
    query = "query ($code: String) { tenant(code: $code) { id } }"
    village = story.ask("village-head", query, {"code": story.codes["village-head"]})["tenant"]
    given = story._to("sibling-county-head", "city-task-force", 5)
    with pytest.raises(NotTold, match=r"book\.not_allowed"):
        story.step("越级", "A skip", "city-task-force", "handDownProblem",
                   given | {"unit": village["id"]})  # fmt: skip  # reads as a table
