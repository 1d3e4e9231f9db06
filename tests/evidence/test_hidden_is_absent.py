"""No *no* is hinted at: what one may not see answers as what does not exist, byte for byte."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from policies import book
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from policies.truth import Table, tables
from tests.conftest import Database, Server
from tests.evidence.hidden import ACTS, NAMELESS, compared, files, mutations, visible
from tests.evidence.ladder_acts import LADDER
from tests.policies.asked import Truth
from tests.policies.cast import Peopled, peopled
from tests.reading.asking import asking

SCHEMA = Path(__file__).parents[2] / "schema" / "levelwise.graphql"
WHOSE = (
    "西门社区书记 Ximen branch secretary",
    "万山区专班 Wanshan task force",
    "碧江区系统管理员 Bijiang system administrator",
    "昨日离任的专班 Bijiang task force, left yesterday",
    "无人 nobody",
)


@pytest.fixture(scope="module")
def reach() -> Reach:
    return probed(Enforcer(book.load()))


@pytest.fixture(scope="module")
def truth_tables() -> list[Table]:
    return tables()


@pytest.fixture(scope="module")
def world(
    cluster: Server, migrated: str, reach: Reach, truth_tables: list[Table]
) -> Iterator[tuple[Database, Peopled]]:
    with peopled(cluster, migrated, reach.enforcer, truth_tables) as found:
        yield found


@pytest.fixture
async def truth(
    world: tuple[Database, Peopled], reach: Reach, truth_tables: list[Table]
) -> AsyncIterator[Truth]:
    async with asking(world[0], reach) as ask:
        yield Truth(ask, world[1], truth_tables)


async def test_a_hidden_record_answers_as_an_absent_one(truth: Truth) -> None:
    found = await compared(truth, WHOSE, each=1)
    assert found.told_apart == []
    assert found.pairs > 200
    assert found.by_way.keys() >= ACTS.keys() | {"node", "node, walked", "workRules"}


async def test_the_hash_of_a_hidden_file_answers_as_an_unknown_one(truth: Truth) -> None:
    assert (await files(truth)).told_apart == []


async def test_a_visible_record_answers_otherwise(truth: Truth) -> None:
    """The control: the comparison is not blind."""
    found = await visible(truth, WHOSE[0])
    assert len(found.told_apart) > found.pairs * 0.8


def test_every_mutation_that_names_a_record_is_asked() -> None:
    assert mutations(SCHEMA.read_text(encoding="utf-8")) == ACTS.keys() | LADDER.keys() | NAMELESS
