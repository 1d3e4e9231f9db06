"""Generated worlds: Casbin = SQL = prose, and the controls that must fail."""

from itertools import product
from random import Random

import pytest
from sqlalchemy import Connection

from policies.book import Book
from tenants.context import KeySet
from tests.conftest import Database
from tests.policies.making import SLOT, world_of
from tests.policies.worlds import FAULTS, run_worlds


def test_six_hundred_worlds_have_no_disagreement_inside_the_wall(
    connection: Connection, database: Database
) -> None:
    """What the wall takes away is what its own sentence says, and nothing else."""
    report = run_worlds(600, 20261122, connection=connection, database=database)
    assert report.disagreements == []
    assert report.decisions > 20_000
    assert report.allowed > 3_000, "worlds in which nothing is allowed prove nothing"
    assert report.walled > 3_000, "a wall that shows nothing proves nothing"


def test_every_noun_and_every_null_agree_outside_the_wall(connection: Connection) -> None:
    report = run_worlds(200, 4711, connection=connection)
    assert report.disagreements == []
    assert report.allowed > 1_000


def test_clauses_of_either_part_stand_at_every_level(book: Book) -> None:
    """A world in which only one of them stood above somebody would not tell the two apart."""
    found = {
        (unit.kind, row.facts["part"])
        for number in range(200)
        for one in [world_of(book, Random(f"4711/{number}"), number=number, whole=True)]
        for row in one.rows.get("clause", ())
        for unit in one.units
        if unit.id == row.facts["holder"]
    }
    assert found == set(product(SLOT, ("COMMON", "OWN")))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_found(connection: Connection, fault: str) -> None:
    report = run_worlds(400, 7, connection=connection, fault=fault)
    assert report.disagreements, f"nobody noticed that {fault}"


def test_a_context_signed_with_another_key_opens_nothing(
    connection: Connection, database: Database
) -> None:
    """The control: the wall is what answers here, not the narrow alone."""
    forged = KeySet({"tests": b"a key that the database has never seen"})
    report = run_worlds(30, 4711, connection=connection, database=database, keys=forged)
    assert report.disagreements
    assert report.walled > 0
