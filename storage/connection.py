"""One connection being compiled: its page, its counts and its page info."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Integer, func, literal_column, select

from storage.binding import Binder
from storage.paging import (
    COUNTED,
    BadInput,
    Page,
    not_a_cursor,
    page_size,
    part_of,
    unpacked,
)
from storage.printing import Part, array, joined, literal, members, printed
from storage.rows import Alias, Joins, Source, named
from storage.selection import Const, Leaf, Selection
from storage.shelf import Print, Shelf


class ObjectPrinter(Protocol):
    """Prints one row of a shelf; joins it needs are added to ``joins``."""

    def __call__(
        self, shelf: Shelf, columns: Alias, chosen: Sequence[Selection], joins: Joins
    ) -> list[Part]: ...


class Connection:
    """Compiles one connection field over a source of rows."""

    def __init__(
        self,
        shelf: Shelf,
        source: Source,
        chosen: Selection,
        *,
        binder: Binder,
        row: ObjectPrinter,
    ) -> None:
        self._shelf, self._source, self._chosen = shelf, source, chosen
        self._binder, self._row = binder, row
        self._page = Page.asked(chosen.arguments)
        self._columns = source.columns.moved(source.columns.name + "p")
        self._joins = Joins()
        self._more = any(one.name == "pageInfo" for one in chosen.children)
        self._place = named(self._columns.name, "n", Integer())

    def parts(self) -> list[Part]:
        """The JSON of the connection, as one scalar subquery over its page."""
        parts = members(self._chosen.children, f"{self._shelf.name}Connection", self._member)
        paged = any(one.name in ("edges", "nodes", "pageInfo") for one in self._chosen.children)
        if not paged:
            return parts
        return [select(joined(parts)).select_from(self._joins.onto(self._rows())).scalar_subquery()]

    def _member(self, one: Selection) -> list[Part]:
        if one.name == "nodes":
            return self._array(self._row(self._shelf, self._columns, one.children, self._joins))
        if one.name == "edges":
            return self._array(members(one.children, f"{self._shelf.name}Edge", self._edge))
        if one.name == "pageInfo":
            return members(one.children, "PageInfo", self._page_info)
        counted = self._source.count(COUNTED + 1)
        most: ColumnElement[Any] = literal_column(str(COUNTED))
        if one.name == "totalCount":
            return printed(func.least(counted, most), Print.NUMBER, nullable=False)
        return printed(counted <= most, Print.BOOLEAN, nullable=False)

    def _array(self, row: Iterable[Part]) -> list[Part]:
        """All rows of the page; the extra row that tells whether more follow is not part of it."""
        order = self._source.keyset.by(self._columns, backwards=False)
        return array(row, order, where=self._place <= self._size() if self._more else None)

    def _edge(self, one: Selection) -> list[Part]:
        if one.name == "cursor":
            keyset = self._source.keyset
            return [f'"{keyset.mark}', keyset.cursor(self._columns), '"']
        return self._row(self._shelf, self._columns, one.children, self._joins)

    def _page_info(self, one: Selection) -> list[Part]:
        forward = not self._page.backwards
        if one.name in ("startCursor", "endCursor"):
            return [self._end(first=forward == (one.name == "startCursor"))]
        ahead = forward == (one.name == "hasNextPage")
        if ahead:
            return printed(func.count() > self._size(), Print.BOOLEAN, nullable=False)
        behind = self._page.after if forward else self._page.before
        return ["false" if behind is None else "true"]

    def _end(self, *, first: bool) -> ColumnElement[Any]:
        """The cursor of the row at one end of the page, quoted, or null on an empty page."""
        cursors = func.array_agg(self._source.keyset.cursor(self._columns))
        by_place = cursors.aggregate_order_by(self._place.asc() if first else self._place.desc())
        inside = by_place.filter(self._place <= self._size())
        cursor = func.array_to_string(func.trim_array(inside, func.cardinality(inside) - 1), "")
        opened = literal(f'"{self._source.keyset.mark}')
        quoted = opened.op("||")(cursor).op("||")(literal('"'))
        return func.coalesce(quoted, literal("null"))

    def _size(self, extra: int = 0) -> ColumnElement[Any]:
        size = self._page.size
        name = "last" if self._page.backwards else "first"
        if isinstance(size, Const):
            return literal_column(str(page_size(size.value, argument=name) + extra))
        if not isinstance(size, Leaf):
            raise BadInput(name, "must be a number", zh="须为数字")
        fit = partial(page_size, argument=name)
        bound = self._binder.argument(size, Integer(), fit, shared=f"size by {name}")
        return bound + literal_column(str(extra)) if extra else bound

    def _rows(self) -> Any:
        source, alias = self._source, self._columns.name
        backwards = self._page.backwards
        source.keyset.by(self._columns, backwards=False)  # the sort key is always carried along
        names = list(self._columns.used)
        page = source.page(
            names,
            alias,
            limit=self._size(1 if self._more else 0),
            backwards=backwards,
            bounds=list(self._bounds()),
        )
        if not self._more:
            return page.subquery(alias)
        return source.numbered(names, alias, page, backwards=backwards)

    def _bounds(self) -> Iterable[ColumnElement[Any]]:
        keyset, columns = self._source.keyset, self._source.columns
        asked = ((self._page.after, False, "after"), (self._page.before, True, "before"))
        for argument, backwards, name in asked:
            if argument is None:
                continue
            if not isinstance(argument, Const | Leaf):
                raise not_a_cursor(name)
            bound = [
                self._binder.argument(argument, kind, self._part(at, kind, name))
                for at, kind in enumerate(columns.source.c[name].type for name in keyset.columns)
            ]
            yield keyset.beyond(columns, bound, backwards=backwards)

    def _part(self, at: int, kind: Any, name: str) -> Callable[[Any], Any]:
        keyset = self._source.keyset

        def part(given: Any) -> Any:
            try:
                return part_of(
                    unpacked(given, mark=keyset.mark, length=len(keyset.columns))[at], kind
                )
            except BadInput:
                raise not_a_cursor(name) from None

        return part
