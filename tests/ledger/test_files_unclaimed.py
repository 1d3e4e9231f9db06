"""What one person has announced or sent and nothing has claimed is bounded, several at once too."""

import asyncio
import dataclasses

import psycopg
import pytest

from ledger.responsibilities import prepare_upload as announcing
from ledger.responsibilities.files import LARGEST_BYTES, MOST_UNCLAIMED, MOST_UNCLAIMED_BYTES
from ledger.responsibilities.prepare_upload import prepare_upload
from tests.ledger.test_doing import PDF, SECRETARY

WHOLE = dataclasses.replace(PDF, size_bytes=LARGEST_BYTES)
COUNT = "select count(*) from app.file"


def waiting(stage, number: int, *, size: int = 1, at: str = "a1x", state: str = "STORED") -> None:
    """Lets files of the secretary wait, announced in whatever post and long ago."""
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        connection.execute(
            """insert into app.file (root, id, holder, prepared_by, name, media_type, size_bytes,
                sha256, state, prepared_at)
              select p.root, gen_random_uuid(), %s, p.id, 'x.pdf', 'application/pdf', %s,
                repeat('0', 64), %s, now() - interval '20 hours'
              from app.person p join app.identity i on i.root = p.root and i.person_id = p.id,
                generate_series(1, %s) where i.subject = %s""",
            [stage.world.tenants[at], size, state, number, SECRETARY],
        )


@pytest.fixture
def unasked(monkeypatch):
    """The act without its own look: what is left is the database's."""

    async def nothing(*_given) -> None:
        return

    monkeypatch.setattr(announcing, "_check_room", nothing)


async def test_no_more_files_wait_than_may(stage) -> None:
    waiting(stage, MOST_UNCLAIMED - 2)
    waiting(stage, 1, at="city", state="PREPARED")
    waiting(stage, 9, state="CLAIMED")
    await stage.done(SECRETARY, prepare_upload, PDF)
    refusal = await stage.refused(SECRETARY, prepare_upload, PDF)
    assert refusal.code == "file.too_many_unclaimed"
    assert refusal.facts == {"files": "200", "mebibytes": "1024"}
    assert "200" in refusal.message("zh")
    assert "1024" in refusal.message("en")
    # Another person has room, and so has this one once something was claimed.
    await stage.done("a1x.head", prepare_upload, PDF)
    stage.beside.execute(
        "update app.file set state = 'IN_DIARY' where id in ("
        "select id from app.file where state = 'STORED' limit 1)"
    )
    await stage.done(SECRETARY, prepare_upload, PDF)


async def test_no_more_bytes_wait_than_may(stage) -> None:
    most = MOST_UNCLAIMED_BYTES // LARGEST_BYTES
    waiting(stage, most, size=LARGEST_BYTES)
    refusal = await stage.refused(SECRETARY, prepare_upload, WHOLE)
    assert refusal.code == "file.too_many_unclaimed"
    await stage.done(SECRETARY, prepare_upload, PDF)


@pytest.mark.usefixtures("unasked")
async def test_the_database_bounds_them_without_the_act(stage) -> None:
    waiting(stage, MOST_UNCLAIMED)
    refusal = await _refused(stage)
    assert refusal == "file.too_many_unclaimed"
    assert stage.one(COUNT) == MOST_UNCLAIMED


@pytest.mark.usefixtures("unasked")
async def test_several_announced_at_once_are_bounded_together(stage) -> None:
    waiting(stage, MOST_UNCLAIMED - 2)
    told = await asyncio.gather(*(_refused(stage) for _ in range(6)))
    assert sorted(told) == [""] * 2 + ["file.too_many_unclaimed"] * 4
    assert stage.one(COUNT) == MOST_UNCLAIMED


async def _refused(stage) -> str:
    """Announces a file and gives the refusal's code, empty when it was taken."""
    try:
        outcome = await stage.perform(SECRETARY, prepare_upload, PDF)
    except Exception as refusal:
        return str(refusal.code)
    return outcome.refusal.code if outcome.refusal else ""
