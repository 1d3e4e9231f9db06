"""The place where files are kept: parts in order, and several who sweep it at once."""

from datetime import UTC, datetime, timedelta

import obstore
import pytest

from storage.files import OtherContentError, OutOfStepError, files_at


async def test_parts_are_kept_in_order_and_other_content_is_dropped(tmp_path) -> None:
    files = files_at(f"file://{tmp_path}/files")
    assert await files.receive("a", b"one", at=0) == 3
    with pytest.raises(OutOfStepError):
        await files.receive("a", b"two", at=0)
    assert await files.receive("a", b"two", at=3) == 6
    with pytest.raises(OtherContentError):
        await files.finish("a", sha256="0" * 64)
    assert await files.received("a") == 0
    await files.forget("never-there")


async def test_what_another_process_swept_first_is_no_failure(tmp_path, monkeypatch) -> None:
    files, later = files_at(str(tmp_path / "files")), datetime.now(UTC) + timedelta(minutes=1)
    whole = tmp_path / "a"
    whole.write_bytes(b"a")
    for name in ("exports/one", "exports/two"):
        await files.keep(name, whole)
    listed = obstore.list

    def both(*given, **more):
        """The other one sweeps between our listing and our deleting."""
        found = listed(*given, **more)

        class Late:
            async def collect_async(self):
                here = await found.collect_async()
                for one in here[:1]:
                    await obstore.delete_async(files.store, one["path"])
                return here

        return Late()

    monkeypatch.setattr(obstore, "list", both)
    assert await files.forget_older("exports", later) == 2
    monkeypatch.undo()
    assert await files.forget_older("exports", later) == 0
