"""Staging: the rows of the files go by COPY into a table of the migrator.

The staging table lives only inside the transaction of the import: whatever ends it, ends the table.
"""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg import Connection, sql

from tenants.codes import REGION_KINDS
from tenants.divisions.files import Row, rows_of, shown
from tenants.divisions.reports import Progress, RowFault, Step
from tenants.divisions.rights import owner
from tenants.names import place_spelling
from tenants.wall import MIGRATOR
from tenants.wording import INVISIBLE, MISLEADING

CHUNK = 500
"""Rows that go to the server at once: few enough that they wait in its socket while the next are read."""
BYTES = 60
"""What a row takes in a file, about: only for the progress bar."""

NULL = r"\N"
_SLOTS = {kind: slot for slot, kind in enumerate(REGION_KINDS, 1)}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_UNSEEN = re.compile(f"[{''.join(sorted(INVISIBLE | MISLEADING))}\x80-\x9f\u2028\u2029]")
"""What no act lets into a name, either: it would turn the line around in which the name stands."""

_TABLE = """
create unlogged table staging.division (
    id integer not null default nextval({sequence}::regclass),
    file smallint not null, line integer not null, code text not null, kind text not null,
    slot smallint not null, parent_code text, name text not null,
    name_sort text collate "C" not null, initials text collate "C" not null
)"""

_COPY = """
copy staging.division (file, line, code, kind, slot, parent_code, name, name_sort, initials)
from stdin"""


@dataclass(frozen=True)
class Staged:
    """What was staged: how many rows, and what could not be read."""

    rows: int
    faults: list[RowFault]


def stage(connection: Connection, paths: list[Path], *, progress: Progress) -> Staged:
    """Copies the rows of the files into ``staging.division``, with sort keys.

    Each row gets the number it will have as a tenant, if it becomes one.
    """
    with owner(connection):
        # Found once: looked up for each row it would cost the country a second.
        sequence = connection.execute(
            "select pg_get_serial_sequence('app.tenant', 'id')"
        ).fetchone()
        connection.execute(sql.SQL(_TABLE).format(sequence=sql.Literal(*sequence or ())))
        connection.execute(f"grant select on staging.division to {MIGRATOR}")
        staged = _copied(connection, paths, progress=progress)
        connection.execute("analyze staging.division")
    return staged


def _copied(connection: Connection, paths: list[Path], *, progress: Progress) -> Staged:
    faults: list[RowFault] = []
    sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
    total, before, rows = max(sum(sizes), 1), 0, 0
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy, _no_collections():
        for number, (path, size) in enumerate(zip(paths, sizes, strict=True)):
            read = 0
            for chunk in rows_of(path, faults, chunk=CHUNK):
                text = _lines(number, shown(path), chunk, faults)
                copy.write(text)
                rows += len(chunk)
                read = min(size, read + BYTES * len(chunk))
                progress(Step("read", "读取", "Reading", before + read, total))
            before += size
    progress(Step("read", "读取", "Reading", total, total))
    return Staged(rows, faults)


@contextmanager
def _no_collections() -> Iterator[None]:
    """Switches the search for cycles off: rows make none, and looking costs a fifth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _lines(number: int, file: str, chunk: list[Row], faults: list[RowFault]) -> str:
    """Prints rows for COPY; a row with a control character becomes a fault and is left out."""
    text = _printed(number, chunk)
    nulls = sum(not parent for _, _, _, parent, _ in chunk)
    written = [text.count(mark) for mark in ("\t", "\n", "\\", "\r", "\0")]
    if written == [8 * len(chunk), len(chunk), nulls, 0, 0] and not _refused(
        "".join([name for _, _, _, _, name in chunk])
    ):
        return text
    clean = []
    for row in chunk:
        line, *texts = row
        if said := _refused("".join(texts)):
            faults.append(RowFault(file, line, "characters", "", *said))
        else:
            clean.append(row)
    return _printed(number, clean)


def _refused(text: str) -> tuple[str, str] | None:
    """Gives what is wrong with the characters of a text, in both languages."""
    if _CONTROL.search(text):
        return "含有控制字符或反斜杠", "has a control character or a backslash"
    if not text.isascii() and _UNSEEN.search(text):
        return "含有不可见字符或方向控制符", "has an invisible character or a direction mark"
    return None


def _printed(number: int, chunk: list[Row]) -> str:
    return "".join(
        [
            f"{number}\t{line}\t{code}\t{kind}\t{_SLOTS.get(kind, 0)}\t{parent or NULL}\t{name}"
            f"\t{sort}\t{initials}\n"
            for line, code, kind, parent, name in chunk
            for sort, initials in (place_spelling(name),)
        ]
    )
