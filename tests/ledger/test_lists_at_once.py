"""What changes several lists at once waits for one another in turn, and is not thrown back."""

import asyncio

import psycopg
import pytest

from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.retire_clause import RetireClause, retire_clause
from ledger.responsibilities.retire_list import RetireList, retire_list
from tests.ledger.conftest import Stage
from tests.ledger.test_lists_common import HEAD, PARTY_DAY, add, published, two_lists, version

FIRST = "select from app.responsibility_list where id = %s for update"
FREE = "select from app.{} where id = %s for update nowait"


@pytest.mark.parametrize("act", ["publish_list", "retire_list", "retire_clause"])
async def test_the_lists_of_a_unit_are_locked_in_one_order(stage: Stage, act: str) -> None:
    first, second = sorted(await two_lists(stage))
    said = await add(stage, second, PARTY_DAY)
    for one in (second, first):
        await published(stage, one)
    done, given = {
        "publish_list": (publish_list, PublishList(second, version(stage, second))),
        "retire_list": (retire_list, RetireList(second, version(stage, second))),
        "retire_clause": (retire_clause, RetireClause(said, 2)),
    }[act]
    with psycopg.connect(stage.database.superuser_dsn) as other:
        other.execute(FIRST, [first])
        later = asyncio.create_task(stage.perform(HEAD, done, given))
        await stage.held_up(later)
        # Whoever has the first may go on to the second, and to what is said there.
        other.execute(FREE.format("responsibility_list"), [second])
        other.execute(FREE.format("clause"), [said])
    assert (await later).refusal is None


async def test_a_clause_is_locked_after_its_list(stage: Stage) -> None:
    (made, _) = await two_lists(stage)
    said = await add(stage, made, PARTY_DAY)
    with psycopg.connect(stage.database.superuser_dsn) as other:
        other.execute(FIRST, [made])
        given = AmendClause(said, 1, PARTY_DAY)
        later = asyncio.create_task(stage.perform(HEAD, amend_clause, given))
        await stage.held_up(later)
        other.execute(FREE.format("clause"), [said])
    assert (await later).refusal is None


async def test_two_are_published_at_once(stage: Stage) -> None:
    lists = await two_lists(stage)
    await add(stage, lists[0], PARTY_DAY)
    await published(stage, lists[0])
    given = [PublishList(one, version(stage, one)) for one in lists]
    doing = (stage.perform(HEAD, publish_list, one) for one in given)
    refused = [one.refusal for one in await asyncio.gather(*doing)]
    assert refused == [None, None]
