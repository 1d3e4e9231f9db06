"""Tables of truth through GraphQL: what each person of the cast is shown, offered and told.

The cells that Casbin and SQL are held to (``test_truth.py``), asked of the whole read path over a
real database.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from policies.book import Book
from policies.enforcer import Enforcer
from policies.facts import NOBODY
from policies.reach import Reach
from policies.truth import Table, tables
from tenants.viewer import Viewer
from tests.conftest import Database, Server
from tests.policies.asked import ELSEWHERE, OPEN, Truth
from tests.policies.cast import TYPES, Peopled, peopled
from tests.reading.asking import asking


@pytest.fixture(scope="module")
def truth_tables(book: Book) -> list[Table]:
    return tables(book)


@pytest.fixture(scope="module")
def world(
    cluster: Server, migrated: str, enforcer: Enforcer, truth_tables: list[Table]
) -> Iterator[tuple[Database, Peopled]]:
    with peopled(cluster, migrated, enforcer, truth_tables) as found:
        yield found


@pytest.fixture
async def truth(
    world: tuple[Database, Peopled], reach: Reach, truth_tables: list[Table]
) -> AsyncIterator[Truth]:
    async with asking(world[0], reach) as ask:
        yield Truth(ask, world[1], truth_tables)


async def test_whoever_signs_in_is_who_the_table_means(truth: Truth, reach: Reach) -> None:
    """Posts, lapsed appointments and suspended units make the same viewer as the page of the cast."""
    for who, member in truth.people.cast.cast.items():
        meant, found = member.viewer(), await truth.viewer(who)
        assert found.person == meant.person, who
        assert found.post == meant.post, who
        closed = reach.enforcer.closed
        assert closed(found.roles) == closed(meant.roles), who
        assert closed(found.all_roles) == closed(meant.all_roles), who
        assert (found.body, found.actor_type) == (meant.body, meant.actor_type), who
        if meant != NOBODY:
            assert member.unit is not None
            assert found.tenant == truth.people.units[member.unit.label]


async def test_a_row_is_shown_by_its_id_where_the_table_says_yes(truth: Truth) -> None:
    found = await truth.nodes()
    assert found.wrong == []
    assert found.cells > 4_000
    assert found.yes > 900


async def test_a_list_holds_the_rows_with_a_yes_in_pages_and_whole(truth: Truth) -> None:
    found = await truth.lists()
    assert found.wrong == []
    assert found.cells > 1_500
    assert found.yes > 400


async def test_whatever_a_desk_lists_opens(truth: Truth) -> None:
    """No post is offered work on what it may not see, whatever its roles."""
    found = await truth.desks()
    assert found.wrong == []
    assert found.cells > 400
    assert found.yes > 100


async def test_what_is_open_is_open_to_everybody(truth: Truth) -> None:
    found = await truth.open()
    assert found.wrong == []
    assert found.cells > 60


async def test_explain_says_what_the_table_of_the_act_says(truth: Truth) -> None:
    found = await truth.explained(every=False)
    assert found.wrong == []
    assert found.cells > 200
    assert found.yes > 30
    assert found.hidden > 60


async def test_an_act_is_offered_where_the_table_says_yes(truth: Truth) -> None:
    found = await truth.offered()
    assert found.wrong == []
    assert found.cells > 900
    assert found.yes > 100


async def test_a_refusal_is_opened_by_whom_the_table_names(truth: Truth) -> None:
    found = await truth.refusals()
    assert found.wrong == []
    assert found.yes >= 2


async def test_what_is_counted_is_what_one_may_count(truth: Truth) -> None:
    found = await truth.counted()
    assert found.wrong == []
    assert found.yes > 10


async def test_every_table_is_asked(truth: Truth) -> None:
    asked = {action for _, action in [*truth.reading(), *truth.acts(every=True)]}
    every = {
        action
        for table in truth.tables
        for action in table.actions
        if table.rows[0].noun not in ELSEWHERE
    }
    assert every - asked - OPEN.keys() - {"refusal.read"} == set()
    assert not ELSEWHERE.keys() & set(TYPES)
    assert set(TYPES) | ELSEWHERE.keys() <= {
        row.noun for table in truth.tables for row in table.rows
    }


async def test_someone_with_another_role_than_the_table_means_is_noticed(truth: Truth) -> None:
    """The control: whoever is made nobody, or one level lower, no longer fits the cells."""

    def lower(viewer: Viewer) -> Viewer:
        return replace(viewer, slot=None if viewer.slot is None else min(viewer.slot + 1, 6))

    some = [table for table in truth.tables if table.rows[0].noun == "obligation"]
    wrong = replace(truth, change=lower, tables=some, viewers={})
    assert (await wrong.nodes()).wrong != []
