"""Each term of the wall is there for a row: without it, that row comes out otherwise."""

from tests.conftest import Database
from tests.evidence.wall_mutants import EQUIVALENT, TERMS, run_wall_mutants


def test_every_change_of_a_term_of_the_wall_is_noticed(database: Database) -> None:
    """One held and one inherited table here; all of them in ``make evidence``."""
    found = run_wall_mutants(database, nouns=("obligation", "clause"))
    assert found.unchanged_noticed == []
    assert found.made == 2 * (2 + 6 + 1) + 2 * 2 * 2 + 6, "every term of TERMS was found"
    assert len(TERMS) == 10
    assert found.survived == [f"{noun} {EQUIVALENT[0]}" for noun in ("obligation", "clause")]
