"""T4 in a small size: whatever SQL runs as the application role, the wall stands."""

from tests.conftest import Database
from tests.wall.monkey import run_t4


def test_the_monkey_sees_its_own_and_nothing_else(database: Database) -> None:
    result = run_t4(database, statements=1500, seed=20261122)
    assert result.examples == ()
    assert result.foreign == 0
    assert result.intact
    assert result.own > 3750, "the test is not blind"
    assert result.control_foreign > 0, "under a careless policy it sees"
    assert (result.conflict_foreign > 0) is result.server_too_old, result.said
    assert result.passed
