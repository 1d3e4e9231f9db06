"""Units of a directory: told as SCIM tells them, below the unit in whose name (DN) theirs ends."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from server.directory.mapping import DirectoryMap, MappingRefused, read_mapping
from server.directory.searching import DirectoryRefused
from tests.ledger.listing import Directory, Entry
from tests.ledger.test_feeds_directory import MAPPING, Told, somebody

UNITS = """
units:
  base: ou=units,dc=a
  code: destinationIndicator
  name: description
  kind: businessCategory
  kinds: {街道办: TOWNSHIP}
  top: "520602000000"
"""
LINES = """select change->>'code', change->>'parent', kind, reason from app.feed_line
    where subject = 'UNIT' and state = 'WAITING' order by id"""
COUNTY = "520602000000"
NEW = [
    ("520602003000", COUNTY, "CREATE", "UNIT"),
    ("520602003201", "520602003000", "CREATE", "UNIT"),
]


def ou(code: str, name: str, kind: str, *above: str, **more: str) -> Entry:
    values = {
        "objectClass": ["organizationalUnit"],
        "destinationIndicator": [code],
        "description": [name],
        "businessCategory": [kind],
        **{key: [value] for key, value in more.items()},
    }
    return ", ".join(f"OU={one}" for one in (name, *above, "units")) + ",DC=a", values


TOWNSHIP = ou("520602003000", "甲三街道", "街道办")
VILLAGE = ou("520602003201", "甲三东社区", "社区", "科技组", "甲三街道")
HERE = ou("520602001000", "甲一镇", "TOWNSHIP")
BELOW = ou("520602001201", "甲一东村", "VILLAGE", "甲一镇")


@pytest.fixture
def mapping(tmp_path: Path) -> DirectoryMap:
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING + UNITS, encoding="utf-8")
    return read_mapping(path)


@pytest.fixture
def told(stage: Any, mapping: DirectoryMap) -> Told:
    return Told(stage, mapping, kinds=("PEOPLE", "POSTS", "UNITS"))


async def test_units_of_a_directory_are_proposals_below_their_parents_by_name(told: Told) -> None:
    units = told.stage.one("select count(*) from app.tenant")
    # The village stands first, and its township below something that is no unit.
    directory = Directory([somebody(0), VILLAGE, TOWNSHIP, HERE, BELOW])
    tried = await told.tell(directory, dry_run=True)
    assert (tried.new, tried.changed, tried.same, tried.lines) == (3, 0, 2, {})
    assert told.stage.rows(LINES) == []
    report = await told.tell(directory)
    assert (report.new, report.changed, report.same, report.refused) == (3, 0, 2, [])
    assert report.lines == {"APPLIED": 1, "WAITING UNIT": 2}
    assert told.stage.rows(LINES) == NEW
    again = await told.tell(directory)
    assert (again.new, again.changed, again.same) == (0, 0, 5)
    assert (told.stage.rows(LINES), again.lines) == (NEW, report.lines)
    assert told.stage.one("select count(*) from app.tenant") == units


async def test_other_names_and_places_are_proposals_and_a_move_stops_the_feed(told: Told) -> None:
    named = ou("520602001000", "甲一新镇", "TOWNSHIP")
    report = await told.tell(Directory([somebody(0), named]))
    assert (report.changed, told.stage.rows(LINES)[0][2:]) == (1, ("RENAME", "UNIT"))
    assert not report.stopped
    # The control: what is not told is left as it is, and what is told as it was is proposed no more.
    assert (await told.tell(Directory([somebody(0)]))).same == 1
    assert len(told.stage.rows(LINES)) == 1
    await told.tell(Directory([somebody(0), HERE]))
    assert told.stage.rows(LINES) == []
    moved = ou("520602001201", "甲一东村", "VILLAGE", "甲二镇")
    report = await told.tell(
        Directory([somebody(0), somebody(1), ou("520602002000", "甲二镇", "镇"), moved])
    )
    assert report.stopped
    assert report.lines["WAITING BUDGET"] == 1, "units are told first, and people then wait"
    assert told.stage.rows(LINES) == [("520602001201", "520602002000", "MOVE", "UNIT")]


async def test_units_that_cannot_be_meant_are_not_told(told: Told) -> None:
    before = told.state()
    nameless, unknown = ou("9", "无名", "村"), ou("9", "某处", "协会")
    nameless[1].pop("description")
    for wrong in ([nameless], [unknown], [TOWNSHIP, ou("520602003000", "同号", "镇")]):
        with pytest.raises(DirectoryRefused):
            await told.tell(Directory([somebody(0), *wrong]))
    assert told.state() == before


async def test_a_feed_that_was_not_set_up_for_units_tells_of_none(
    stage: Any, mapping: DirectoryMap
) -> None:
    told = Told(stage, mapping)
    report = await told.tell(Directory([somebody(0), TOWNSHIP]))
    assert [one.partition(":")[0] for one in report.refused] == ["units"]
    assert "feed.kind_not_agreed" in report.refused[0]
    assert (told.stage.rows(LINES), report.lines) == ([], {"APPLIED": 1})


@pytest.mark.parametrize(
    "change",
    [
        {"code: destinationIndicator": "shoe: size"},
        {"kind: businessCategory": "name2: x"},
        {"TOWNSHIP}": "TOWN}"},
        {"{街道办: TOWNSHIP}": "[]"},
        {'"520602000000"': "520602000000"},
    ],
)
def test_a_mapping_of_units_that_cannot_be_meant_is_refused(
    change: Mapping[str, str], tmp_path: Path
) -> None:
    text = MAPPING + UNITS
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MappingRefused):
        read_mapping(path)
