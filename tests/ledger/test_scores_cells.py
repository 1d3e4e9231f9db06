"""Cells about those served: five answers or none, whatever is subtracted from whatever."""

from tests.conftest import Server
from tests.evidence import t17
from tests.evidence.ground import Ground


def test_no_cell_of_fewer_than_five_can_be_derived(cluster: Server, migrated: str) -> None:
    (line,) = t17.run(Ground(cluster, migrated, 0.01, lambda _: None))
    assert line.sound, line
    assert line.cases > 1_000


def test_little_is_counted_where_enough_meet(cluster: Server, migrated: str) -> None:
    """Nothing is thrown away that five of a higher level make up for."""
    ground = Ground(cluster, migrated, 0.01, lambda _: None)
    with ground.database() as database:
        units, given = t17.made(database, (2, 2, 3))
        shown = t17.read(database, units)
    city = min(units)
    left_out = len(given) - shown[city, "2024"]
    assert 0 <= left_out < 4 * 5, "fewer than five in each quarter"
