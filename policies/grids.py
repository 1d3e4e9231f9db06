"""Tables in Markdown: a heading, a head, and lines of as many cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class TableError(Exception):
    """A table of truth cannot be used as it is written."""

    def __init__(self, page: str, line: int, *, zh: str, en: str) -> None:
        super().__init__(f"{page}:{line}: {en} / {zh}")


@dataclass(frozen=True)
class Grid:
    """One table as it is written: its heading, its head, and its lines by number."""

    page: str
    line: int
    heading: str
    head: tuple[str, ...]
    body: tuple[tuple[int, tuple[str, ...]], ...]

    def wrong(self, line: int, *, zh: str, en: str) -> TableError:
        """Gives the error that names a line of this page."""
        return TableError(self.page, line, zh=zh, en=en)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Gives each line: its number, and its cells by the names in the head."""
        for line, cells in self.body:
            yield line, dict(zip(self.head, cells, strict=True))


def grids(path: Path) -> Iterator[Grid]:
    """Reads every table of a page. Refuses: :class:`TableError` for a line of another length."""
    heading, start = "", 0
    rows: list[tuple[int, tuple[str, ...]]] = []
    lines = [*path.read_text(encoding="utf-8").splitlines(), "## "]
    for number, line in enumerate(lines, start=1):
        if line.startswith("|"):
            rows.append(
                (number, tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            )
        elif line.startswith("## "):
            if rows:
                yield _grid(path.name, start, heading=heading, rows=rows)
            heading, start, rows = line.removeprefix("## ").strip(), number, []


def _grid(page: str, line: int, *, heading: str, rows: list[tuple[int, tuple[str, ...]]]) -> Grid:
    head = rows[0][1]
    for number, cells in rows[1:]:
        if len(cells) != len(head):
            raise TableError(
                page,
                number,
                zh="这一行的格数和表头不同。",
                en="This line has another number of cells than the head.",
            )
    return Grid(page, line, heading, head, tuple(rows[2:]))
