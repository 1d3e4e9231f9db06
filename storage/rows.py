"""Sources of rows while a statement is compiled: aliases, to-one joins, and a page of rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, literal_column, select, union_all
from sqlalchemy.sql.expression import ColumnClause, Select, Subquery

from storage.paging import Keyset


def named(alias: str, column: str, kind: Any = None) -> ColumnClause[Any]:
    """A column of an aliased source. Written as text, so that nothing is correlated by accident."""
    return literal_column(f'{alias}."{column}"', kind)


class Alias(Mapping[str, ColumnElement[Any]]):
    """The columns of one aliased source, remembering which were used."""

    def __init__(
        self, name: str, source: FromClause, fixed: Mapping[str, ColumnElement[Any]] | None = None
    ) -> None:
        self.name = name
        self.source = source
        self.used: dict[str, None] = {}
        self.fixed = fixed or {}
        """What some columns are equal to in every row."""

    def __getitem__(self, column: str) -> ColumnElement[Any]:
        self.used[column] = None
        return named(self.name, column, self.source.c[column].type)

    def __contains__(self, column: object) -> bool:
        return isinstance(column, str) and column in self.source.c

    def __iter__(self) -> Iterator[str]:
        return iter(self.source.c.keys())

    def __len__(self) -> int:
        return len(self.source.c)

    def source_as_aliased(self) -> FromClause:
        """The source under this alias, for FROM."""
        return self.source.alias(self.name)

    def moved(self, name: str) -> "Alias":
        """The same columns under another name."""
        return Alias(name, self.source, self.fixed)


@dataclass
class Joins:
    """To-one joins of one row source, in the order in which they must stand."""

    made: list[tuple[FromClause, ColumnElement[Any]]] = field(default_factory=list)

    def add(self, target: FromClause, on: ColumnElement[Any]) -> None:
        """Join one more."""
        self.made.append((target, on))

    def onto(self, source: FromClause) -> Any:
        """The source with all joins."""
        joined: Any = source
        for target, on in self.made:
            joined = joined.outerjoin(target, on)
        return joined


@dataclass(frozen=True)
class Source:
    """Rows to page through: where they come from and what narrows them.

    ``branches`` are disjoint: each is scanned by its own index with its own limit, and the pages are
    merged. An OR across them would cost hundreds of milliseconds (levels.md 1).
    """

    columns: Alias
    conditions: Sequence[ColumnElement[Any]]
    branches: Sequence[ColumnElement[Any]]
    keyset: Keyset
    anchored: bool = False

    def page(
        self,
        names: Sequence[str],
        alias: str,
        *,
        limit: ColumnElement[Any],
        backwards: bool,
        bounds: Sequence[ColumnElement[Any]] = (),
    ) -> Select[Any]:
        """The first rows after the bounds, with the named columns."""
        order = self.keyset.by(self.columns, backwards=backwards)
        wanted = [self.columns[name].label(name) for name in names]
        selects = [
            self._scan(wanted, branch, bounds, order).order_by(*order).limit(limit)
            for branch in self.branches
        ]
        if len(selects) == 1:
            return selects[0]
        of = self.columns.moved(f"{alias}u")
        every = union_all(*(one.subquery().select() for one in selects)).subquery(of.name)
        return (
            select(*(of[name].label(name) for name in names))
            .select_from(every)
            .order_by(*self.keyset.by(of, backwards=backwards))
            .limit(limit)
        )

    def numbered(
        self, names: Sequence[str], alias: str, page: Select[Any], *, backwards: bool
    ) -> Subquery:
        """The page with ``n``, each row's place counted from where reading began.

        Numbered outside the limit: inside it the window would hide the limit from the planner.
        """
        of = self.columns.moved(f"{alias}r")
        place = func.row_number().over(order_by=self.keyset.by(of, backwards=backwards))
        return (
            select(*(of[name].label(name) for name in names), place.label("n"))
            .select_from(page.subquery(of.name))
            .subquery(alias)
        )

    def count(self, most: int) -> ColumnElement[Any]:
        """How many rows there are, counting no further than ``most``."""
        limit: ColumnElement[Any] = literal_column(str(most))
        one: ColumnElement[Any] = literal_column("1").label("one")
        scans = [self._scan([one], branch).limit(limit) for branch in self.branches]
        rows = [scan.subquery() for scan in scans]
        every = rows[0].select() if len(rows) == 1 else union_all(*(row.select() for row in rows))
        capped = select(literal_column("1")).select_from(every.subquery()).limit(limit).subquery()
        return select(func.count()).select_from(capped).scalar_subquery()

    def _scan(
        self,
        wanted: Sequence[Any],
        branch: ColumnElement[Any],
        bounds: Sequence[ColumnElement[Any]] = (),
        order: Sequence[ColumnElement[Any]] = (),
    ) -> Select[Any]:
        source = self.columns.source_as_aliased()
        conditions = [*self.conditions, *bounds]
        if self.anchored:
            # The planner takes the rule's condition for independent of ours and would join bitmaps
            # of both indexes, thousands of rows for twenty: OFFSET 0 keeps it out of the choice.
            rows: Select[Any] = select(literal_column("*")).select_from(source).where(*conditions)
            ordered = rows.order_by(*order).offset(literal_column("0"))
            source = ordered.subquery(self.columns.name)
            conditions = []
        return select(*wanted).select_from(source).where(*conditions, branch)
