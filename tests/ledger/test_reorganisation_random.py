"""Whatever is moved, merged, split and taken back, in whatever order: one tree, one holder for each
record, lineages that agree with the tree, and days of the past that answer as they did."""

import psycopg
import pytest

from tests.ledger.reorganising_walks import SOWN, held, hold, walk

SEEDS, STEPS = (1, 3), 6


@pytest.mark.parametrize("seed", SEEDS)
async def test_one_tree_and_one_holder_whatever_is_done(stage, seed: int) -> None:
    assert await walk(stage, seed, steps=STEPS) > STEPS // 2
    began = held(stage)
    for fault in SOWN.values():
        with psycopg.connect(stage.database.superuser_dsn, autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute("begin")
            connection.execute(fault)
            connection.execute("commit")
        with pytest.raises(AssertionError):
            hold(stage, began, {})
