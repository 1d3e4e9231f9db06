"""Reading a table ends when its time is up, though nothing is awaited meanwhile."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from ledger.exports.refusals import SheetRefused
from server.working import Tell, Working
from storage.scratch import Scratch
from storage.sheets import Column, Layout, read
from storage.time_left import TimeIsUp, ending_in, in_time
from storage.workbooks import as_workbook
from tests.patience import PATIENCE, came

LAYOUT = Layout("表 Table", (Column("key", "编号", 64, "编号", "a number", needed=True),))


@pytest.fixture
def working(tmp_path: Path) -> Iterator[Working]:
    scratch = Scratch.under(tmp_path / "working")
    yield Working(scratch, longest=0.05)
    scratch.close()


async def refused(working: Working, work: Callable[[Tell], Awaitable[None]]) -> str:
    with pytest.raises(SheetRefused) as found:
        await working.done(work, tell=lambda _: None, ended=lambda: None)
    return found.value.why


async def test_a_loop_that_awaits_nothing_ends_and_has_written_nothing(working: Working) -> None:
    async def reads(_: Tell) -> None:
        for _ in in_time(itertools.count()):
            pass

    said = await came(refused(working, reads))
    assert "读表超过" in said
    assert "可能已经办完" not in said


async def test_what_ends_while_it_is_being_written_is_perhaps_done(working: Working) -> None:
    async def commits(_: Tell) -> None:
        await asyncio.sleep(PATIENCE)

    said = await refused(working, commits)
    assert "可能已经办完，请先试运行" in said
    assert "try a dry run" in said


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_is_asked_row_by_row(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"table.{kind}"
    rows = [{"key": "1"}, {"key": "2"}]
    file.write_bytes(b"key\n1\n2\n" if kind == "csv" else as_workbook([(LAYOUT, rows)]))
    with ending_in(-1), pytest.raises(TimeIsUp):
        read(file, LAYOUT)
    # The control: with time, and where nobody said how much, it is read.
    with ending_in(60):
        assert len(read(file, LAYOUT)[0]) == 2
    assert len(read(file, LAYOUT)[0]) == 2
