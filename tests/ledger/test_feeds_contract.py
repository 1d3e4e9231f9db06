"""The storage of a feed keeps the contract that its library has written for storages.

Each test has a feed of its own: a new feed has told nothing, whatever others have.
"""

import asyncio
from collections.abc import Iterator

import pytest
from scim2_models import ScimProvider
from scim2_server.testing import (
    SEARCH_FILTERS,
    SEARCH_SORTS,
    AsyncScimStorageContract,
    BlockingStorage,
)

from policies.reach import Reach
from server.scim.describing import announced
from server.scim.storing import Entries
from storage.engine import make_engine
from tests.conftest import Database, Server, cloned
from tests.ledger.conftest import Stage
from tests.ledger.feeding import entries, made_feed
from tests.world import World


@pytest.fixture(scope="module")
def ground(cluster: Server, peopled: tuple[str, World]) -> Iterator[tuple[Database, World]]:
    name, world = peopled
    with cloned(cluster, name) as database:
        yield database, world


class TestEntries(AsyncScimStorageContract):
    """The contract, over a real database."""

    @pytest.fixture
    def provider(self) -> ScimProvider:
        """What the service announces."""
        return announced("https://example.test/scim")

    # Asked below all of one feed: a new one for each of the hundred takes its time.
    test_search_filters_as_the_filter_evaluator = None
    test_search_sorts_as_search_request_sort = None

    @pytest.fixture
    def storage(self, ground: tuple[Database, World], reach: Reach) -> Iterator[BlockingStorage]:
        """A new feed, called on one event loop."""
        database, world = ground
        secret = made_feed(database, world, "city")
        with asyncio.Runner() as runner:
            engine = make_engine(database.app_dsn, size=2)
            stage = Stage(database, world, engine, reach)
            found: Entries = runner.run(entries(stage, secret))
            yield BlockingStorage(found, runner)
            runner.run(engine.dispose())

    def test_every_filter_keeps_what_the_evaluator_keeps(
        self, storage, provider, user_type, user_model
    ) -> None:
        """What SQL finds is what the library's own evaluator finds, filter by filter."""
        for user in self.search_users():
            storage.create(user_type, user_model.model_validate(user))
        stored = self.search(storage, [user_type], self.search_request([user_model])).resources
        found = {}
        for scim_filter in SEARCH_FILTERS:
            asked = self.search_request([user_model], filter=scim_filter)
            page = self.search(storage, [user_type], asked)
            assert page.total == len(page.resources)
            found[scim_filter] = sorted(one.user_name for one in page.resources)
            expected = sorted(one.user_name for one in stored if asked.filter.match(one))
            assert found[scim_filter] == expected, scim_filter
        # Control: the filters tell the people apart; an answer that is always the same would fail.
        assert len({tuple(names) for names in found.values()}) > 5

    def test_every_order_is_the_librarys(self, storage, provider, user_type, user_model) -> None:
        """People come in the order in which the library itself would sort them."""
        for user in self.search_users():
            storage.create(user_type, user_model.model_validate(user))
        stored = self.search(storage, [user_type], self.search_request([user_model])).resources
        for sort_by in SEARCH_SORTS:
            for order in ("ascending", "descending"):
                asked = self.search_request([user_model], sort_by=sort_by, sort_order=order)
                page = self.search(storage, [user_type], asked)
                expected = [asked.sort_value(one) for one in asked.sort(stored)]
                assert [asked.sort_value(one) for one in page.resources] == expected, sort_by
