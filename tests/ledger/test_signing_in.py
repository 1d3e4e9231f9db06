"""Signing in by the read path gives the viewer that the transaction of an act would give."""

import asyncio
from dataclasses import replace

import pytest

from storage.reads import Reads
from tenants.refusals import DatabaseBusy, ViewerPostNotHeld
from tenants.viewer import UNKNOWN_SUBJECT, Viewer, viewer_read
from tests.world import ISSUER


@pytest.fixture
async def reads(still):
    made = Reads(still.database.app_dsn, size=1, most_waiting=3)
    await made.open()
    yield made
    await made.close()


async def signed_in(still, reads: Reads, subject: str, **how) -> Viewer:
    how.setdefault("post", None)
    return await viewer_read(
        reads, ISSUER, subject, keys=still.database.keys, enforcer=still.reach.enforcer, **how
    )


async def test_both_ways_give_the_same_viewer(still, reads) -> None:
    for who in ("city.head", "a.task_force", "a1x.branch_secretary", "bureau.party_group"):
        lately = await still.viewer(who)
        found = replace(
            await signed_in(still, reads, who), signed_in_at=lately.signed_in_at, level=2
        )
        assert found == lately
    held = still.world.post("a.head")
    assert (await signed_in(still, reads, "a.head", post=held)).post == held


async def test_a_subject_is_taken_to_its_last_character(still, reads) -> None:
    assert (await signed_in(still, reads, "city.head")).person is not None
    for subject in ("nobody-knows", "city.head\0", "city.head\0.x", "", "city.head "):
        found = await signed_in(still, reads, subject)
        assert (found.person, found.notice) == (None, UNKNOWN_SUBJECT), subject
    with pytest.raises(ViewerPostNotHeld):
        await signed_in(still, reads, "city.head\0", post=still.world.post("city.head"))


async def test_too_many_at_once_are_told_that_the_database_is_busy(still, reads) -> None:
    found = await asyncio.gather(
        *(signed_in(still, reads, "city.head") for _ in range(10)), return_exceptions=True
    )
    refused = [one for one in found if isinstance(one, DatabaseBusy)]
    assert refused
    assert len(refused) + sum(isinstance(one, Viewer) for one in found) == len(found)
