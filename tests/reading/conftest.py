"""Both roads over a world in which something has happened, asked as one of its people."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import psycopg
import pytest

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from policies import book
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from tests import world
from tests.conftest import Database, Server, cloned
from tests.golden.scene import fill
from tests.reading.asking import Asking, asking
from tests.warm import Warm

WHO = "a1x.branch_secretary"


@pytest.fixture(scope="module")
def reach() -> Reach:
    return probed(Enforcer(book.load()))


@pytest.fixture(scope="module")
def staged(cluster: Server, migrated: str) -> Iterator[tuple[Database, world.World]]:
    with cloned(cluster, migrated) as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            built = world.build(connection)
            fill(connection, built)
        yield database, built


class Roads:
    """Asks a document on both roads as the village's branch secretary."""

    def __init__(self, ask: Asking, people: world.World) -> None:
        self.ask, self.people = ask, people

    async def __call__(self, query: str, who: str = WHO, /, **variables: Any) -> Any:
        viewer = await self.people.viewer(self.ask.engine, who, enforcer=self.ask.reach.enforcer)
        compiled = (await self.ask.answer(query, viewer, variables)).body
        text = re.sub(
            r"^(query[^{]*(?:\{[^{}]*\}[^{]*\)[^{]*)?)?\{",
            r"\g<0> apiLevel ",
            query.strip(),
            count=1,
        )
        walked = (await self.ask.answer(text, viewer, variables)).body
        first, second = json.loads(compiled), json.loads(walked)
        assert "errors" not in first, (query, first)
        assert "errors" not in second, (text, second)
        assert second["data"].pop("apiLevel") > 0
        # The order of members is part of the answer, so texts are compared and not dictionaries.
        assert json.dumps(first) == json.dumps(second)
        return first["data"]

    async def errors(self, query: str, **variables: Any) -> list[dict[str, Any]]:
        """What both roads refuse, in the same words."""
        viewer = await self.people.viewer(self.ask.engine, WHO, enforcer=self.ask.reach.enforcer)
        found = []
        for text in (query, query.replace("{", "{ apiLevel ", 1)):
            told = json.loads((await self.ask.answer(text, viewer, variables)).body)
            found.append([(one["extensions"]["code"], one["message"]) for one in told["errors"]])
            errors = told["errors"]
        assert found[0] == found[1]
        return errors


@pytest.fixture(scope="module")
def warm(staged: tuple[Database, world.World]) -> Iterator[Warm]:
    """Connections that stay open from test to test: what they learnt of the tables stays."""
    found = Warm(staged[0])
    yield found
    found.close()


@pytest.fixture
async def asked(
    staged: tuple[Database, world.World], reach: Reach, warm: Warm
) -> AsyncIterator[Roads]:
    async with asking(staged[0], reach, warm=warm) as opened:
        yield Roads(opened, staged[1])
