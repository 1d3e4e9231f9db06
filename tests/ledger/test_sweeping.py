"""What becomes overdue by itself, and that the sweep outlives a store that fails."""

from datetime import UTC, datetime, timedelta

import server.sweeping
from server.sweeping import forgetting_exports, sweep, sweeping
from storage.files import files_at
from tests.ledger.test_doing import owed
from tests.patience import became


async def test_obligations_become_overdue_with_the_day(stage, tmp_path) -> None:
    await owed(stage)
    files = files_at(str(tmp_path / "files"))
    due = datetime(2026, 4, 10, 15, 59, tzinfo=UTC)
    assert await sweep(stage.database.relay_dsn, files, now=due) == (0, 0)
    assert await sweep(stage.database.relay_dsn, files, now=due + timedelta(minutes=1)) == (1, 0)
    assert stage.one("select overdue, open_to from app.obligation") == (True, 1)


async def test_a_store_that_fails_does_not_end_the_sweep(
    stage, tmp_path, monkeypatch, caplog
) -> None:
    monkeypatch.setattr(server.sweeping, "EVERY_SECONDS", 0.01)
    files = files_at(str(tmp_path / "files"))
    (tmp_path / "files").rmdir()
    (tmp_path / "files").write_bytes(b"no folder")
    key = "Tables were not swept away and will be tried again"
    async with forgetting_exports(files), sweeping(stage.database.relay_dsn, files):
        # Again and again: it does not end with its first failure.
        await became(lambda: sum(key in said.getMessage() for said in caplog.records) > 1)
        # What time does is done nevertheless.
        await owed(stage)
        await became(lambda: stage.one("select overdue from app.obligation"))
