"""Units that a feed tells of one by one: proposals whose parents are looked for however deep."""

import itertools
import uuid
from typing import Any

import psycopg
import pytest

from ledger.feeds.incoming import Incoming, IncomingUnit, Known, KnownUnit
from ledger.feeds.planning import planned
from server.scim.describing import POST
from server.scim.storing import Entries
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.feeding import entries, made_feed
from tests.ledger.test_feeds import GROUP, UNIT

COUNTY = {"code": "520604000000", "kind": "COUNTY", "name": "丙县", "parentCode": "520600000000"}
TOWNSHIP = {"code": "520604001000", "kind": "TOWNSHIP", "name": "丙一镇",
            "parentCode": "520604000000"}  # fmt: skip  # reads as a table
VILLAGE = {"code": "520604001201", "kind": "VILLAGE", "name": "丙一东村",
           "parentCode": "520604001000"}  # fmt: skip  # reads as a table
UNITS = """select change->>'code', kind, reason from app.feed_line
    where subject = 'UNIT' and state = 'WAITING' order by id"""
PROPOSED = [(unit["code"], "CREATE", "UNIT") for unit in (COUNTY, TOWNSHIP, VILLAGE)]


async def told_unit(feed: Entries, unit: dict[str, str]) -> Any:
    """A feed tells of a post and, in full, of the unit it stands in."""
    said = {"displayName": f"{unit['name']}负责人 {uuid.uuid4()}", UNIT: unit}
    return await feed.create(GROUP, POST.model_validate(said))


def found(stage: Stage, unit: dict[str, str], parent: str) -> None:
    """What reorganisation does, without its act."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            """insert into app.tenant (root, parent_id, kind, code, name, name_sort, initials)
            select t.root, t.id, %s, %s, %s, '', '' from app.tenant t where t.code = %s""",
            [unit["kind"], unit["code"], unit["name"], parent],
        )


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))])
def test_three_levels_in_whichever_order_make_proposals_from_above(order: tuple[int, ...]) -> None:
    city = KnownUnit(1, "520600000000", "CITY", "测试市", 2, "", inside=True)
    every = [
        IncomingUnit(one["code"], one["kind"], one["name"], one["parentCode"])
        for one in (COUNTY, TOWNSHIP, VILLAGE)
    ]
    known = Known(home=city, units={city.code: city})
    lines = planned(Incoming(units=[every[n] for n in order]), known)
    assert [(line.change["code"], line.kind, line.reason) for line in lines] == PROPOSED
    # Control: without the one in the middle nothing leads from the village to what is known.
    lines = planned(Incoming(units=[every[n] for n in order if n != 1]), known)
    assert [(line.label, line.reason) for line in lines] == [
        ("丙县", "UNIT"), ("丙一东村", "UNKNOWN_UNIT"),
    ]  # fmt: skip  # reads as a table


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
async def test_units_told_one_by_one_are_planned_beside_each_other(
    stage: Stage, order: tuple[int, ...]
) -> None:
    feed = await entries(stage, made_feed(stage.database, stage.world, "city"))
    every = (COUNTY, TOWNSHIP, VILLAGE)
    for n in order[:2]:
        await told_unit(feed, every[n])
    waiting = {code: reason for code, _, reason in stage.rows(UNITS)}
    lost = {every[n]["code"] for n in order[:2] if not set(range(n)) <= set(order[:2])}
    assert {code for code, reason in waiting.items() if reason == "UNKNOWN_UNIT"} == lost
    await told_unit(feed, every[order[2]])
    assert sorted(stage.rows(UNITS)) == PROPOSED
    # Told again it is the same line, and no second one.
    before = stage.rows("select id, version from app.feed_line where subject = 'UNIT' order by id")
    await told_unit(feed, every[order[0]])
    rows = stage.rows("select id, version from app.feed_line where subject = 'UNIT' order by id")
    assert rows == before


async def test_only_reorganisation_makes_them_and_then_their_lines_are_overtaken(
    client: Client,
) -> None:
    stage = client.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "city"))
    for unit in (TOWNSHIP, COUNTY):
        await told_unit(feed, unit)
    units = stage.one("select count(*) from app.tenant")
    lines = "select id, version from app.feed_line where subject = 'UNIT' and state = 'WAITING'"
    for key, version in stage.rows(lines):
        for who in ("city.organisation_department", "city.administrator"):
            given = {"line": f"FeedLine_{key}", "expectedVersion": version}
            said = await client.act(who, "confirmFeedLine", "line { state }", **given)
            assert "line" not in said, "the order in which they are made is reorganisation's"
    assert stage.one("select count(*) from app.tenant") == units
    found(stage, COUNTY, "520600000000")
    await told_unit(feed, TOWNSHIP)
    assert stage.rows(UNITS) == [PROPOSED[1]]
    found(stage, TOWNSHIP, "520604000000")
    await told_unit(feed, TOWNSHIP)
    assert stage.rows(UNITS) == []


async def test_what_was_declined_or_told_by_another_feed_is_not_coming(stage: Stage) -> None:
    feed = await entries(stage, made_feed(stage.database, stage.world, "city"))
    other = await entries(stage, made_feed(stage.database, stage.world, "city"))
    await told_unit(other, COUNTY)
    await told_unit(feed, TOWNSHIP)
    assert stage.rows(UNITS)[-1] == (TOWNSHIP["code"], "AMBIGUOUS", "UNKNOWN_UNIT")
    await told_unit(feed, COUNTY)
    assert stage.rows(UNITS)[-1] == PROPOSED[1]
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.feed_line set state = 'DECLINED' where change->>'code' = %s",
            [COUNTY["code"]],
        )
    await told_unit(feed, TOWNSHIP)
    assert stage.rows(UNITS)[-1] == (TOWNSHIP["code"], "AMBIGUOUS", "UNKNOWN_UNIT")
