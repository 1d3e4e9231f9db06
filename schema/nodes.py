"""Records with a global id, and the connections through which lists of them are paged."""

from typing import Generic, TypeVar

import strawberry

from schema.fields import read

Item = TypeVar("Item")


@strawberry.interface(description="A record with a global id. 具有全局标识的记录。")
class Node:
    """What ``node(id:)`` gives."""

    id: strawberry.ID = read("The record's id: opaque, and the same for ever. 全局标识。")


@strawberry.type(description="Where a page lies in its list. 分页信息。")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = read("Whether more follow. 是否还有下一页。")
    has_previous_page: bool = read("Whether some precede. 是否还有上一页。")
    start_cursor: str | None = read("The first record's cursor. 本页首条的游标。")
    end_cursor: str | None = read("The last record's cursor. 本页末条的游标。")


@strawberry.type(description="A record in a list, with its place. 列表中的一条及其位置。")
class Edge(Generic[Item]):
    """One record of a page."""

    cursor: str = read("Where the record stands in the list. 游标。")
    node: Item = read("The record. 记录。")


@strawberry.type(description="A page of a list. 列表的一页。")
class Connection(Generic[Item]):
    """A page of records; counts stop at 200."""

    edges: list[Edge[Item]] = read("Records with their cursors. 记录及游标。")
    nodes: list[Item] = read("The records alone. 记录。")
    page_info: PageInfo = read("Where the page lies. 分页信息。")
    total_count: int = read("How many there are in all, counted to 200. 总数，最多计至200。")
    total_count_is_exact: bool = read("Whether totalCount counted them all. 总数是否精确。")


@strawberry.type(
    description="A page of rows that have no id of their own. 没有独立标识的各行，一页。"
)
class Result(Generic[Item]):
    """What a connection is, of rows that cannot be fetched one by one."""

    nodes: list[Item] = read("The rows. 各行。")
    page_info: PageInfo = read("Where the page lies. 分页信息。")
    total_count: int = read("How many there are in all, counted to 200. 总数，最多计至200。")
    total_count_is_exact: bool = read("Whether totalCount counted them all. 总数是否精确。")
