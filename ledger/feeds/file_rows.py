"""People, posts and units in a file: which columns there are, and what each row means."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from ledger.feeds.unit_rows import KINDS, UNITS, UnitRow, unit_row
from ledger.feeds.vetting import has_citizen_number
from storage.ids import parsed
from storage.sheets import Column, Fault, Found, Layout, Line
from storage.time_left import in_time
from tenants.refusals import SecretMarked, TextRefused
from tenants.wording import worded

YES, NO = "是", "否"
_YES_NO = {"是": True, "否": False, "yes": True, "no": False, "y": True, "n": False}
_SEPARATED = re.compile(r"[；;\n]+")
_AT_MOST = re.compile(r"[；;、,，\n]+")
MOST_POSTS = 20
"""How many posts one row of a person names at most."""

POSTS = Layout(
    "职务 Posts",
    (
        Column("key", "编号", 100, "职务的编号：本单位自编，不变；导出的以 Post_ 开头，原样保留",
               "the post's number: your own, never changed; of an export Post_…, left as it is",
               needed=True, width=24),
        Column("title", "职务名称", 100, "职务的名称", "what the post is called", needed=True,
               width=28),
        Column("unit", "单位代码", 60, "所在单位的代码；空着是数据源所在单位",
               "the code of its unit; empty: the feed's own unit", width=20),
        Column("unit_name", "单位名称", 200, "仅供阅读，导入时不看", "to be read; imports skip it",
               width=28),
        Column("gone", "已撤销", 8, "是 或 否", "yes or no: the post is no more",
               choices=(YES, NO), width=10),
    ),
)  # fmt: skip  # columns side by side
PEOPLE = Layout(
    "人员 People",
    (
        Column("key", "编号", 100, "人员的编号：本单位自编，不变，不得用公民身份号码；导出的以 Person_ 开头",
               "the person's number: your own, never changed, no citizen number; of an export Person_…",
               needed=True, width=24),
        Column("name", "姓名", 100, "姓名", "the name", needed=True),
        Column("unit", "单位代码", 60, "所在单位的代码；空着是数据源所在单位",
               "the code of their unit; empty: the feed's own unit", width=20),
        Column("unit_name", "单位名称", 200, "仅供阅读，导入时不看", "to be read; imports skip it",
               width=28),
        Column("posts", "职务", 1000, "所任职务的编号，用“；”分开；也可写本单位职务的名称；没有这一列则不涉及任职",
               "the numbers of the posts held, by “;”, or titles of posts of that unit; without this"
               " column appointments stay as they are", width=36),
        Column("post_titles", "职务一览", 1000, "仅供阅读，导入时不看", "to be read; imports skip it",
               width=36),
        Column("active", "在职", 8, "是 或 否；填“否”即离开所任职务", "yes or no: no, and they leave their posts",
               choices=(YES, NO), width=10),
    ),
)  # fmt: skip  # columns side by side
LAYOUTS = (POSTS, PEOPLE, UNITS)
_NUMBERED = {POSTS.name: "Post", PEOPLE.name: "Person"}
"""Of which tables an export's keys are the ids of records."""
NOTES = (
    ("一行一人、一行一职务；编号相同就是同一人、同一职务。", "A row a person, a row a post; a number is who it is."),
    ("没有列出的人员和职务不受影响。", "Who or what is not listed stays as it is."),
    ("导入先成方案：levelwise import-people 文件 --feed 数据源", "What is imported becomes a plan first."),
    ("带有权限的职务由有权的人确认；单位只作为提议。", "Posts with rights wait for a person; units are proposals."),
)  # fmt: skip  # columns side by side


@dataclass(frozen=True)
class PostRow:
    """A post as a file tells of it."""

    key: str
    title: str
    unit: str
    gone: bool = False
    line: Line = field(kw_only=True, compare=False, metadata={"digest": False})
    named_by: str = "key"
    """The column that names it: ``posts`` of a person's row for one that has no row of its own."""

    @property
    def ours(self) -> UUID | None:
        """The post of ours that the key of an export names."""
        return _named("Post", self.key)


@dataclass(frozen=True)
class PersonRow:
    """A person as a file tells of them; ``posts`` is None when the file says nothing of posts."""

    key: str
    name: str
    unit: str
    active: bool = True
    posts: tuple[str, ...] | None = None
    """Keys of posts, or titles of posts of the same unit; what a comma parts is known later."""
    line: Line = field(kw_only=True, compare=False, metadata={"digest": False})
    named_by: str = "key"

    @property
    def ours(self) -> UUID | None:
        """The person of ours whom the key of an export names."""
        return _named("Person", self.key)


@dataclass(frozen=True)
class FileRows:
    """All rows of a file, and whether it lists posts and units in tables of their own."""

    posts: tuple[PostRow, ...]
    people: tuple[PersonRow, ...]
    lists_posts: bool
    units: tuple[UnitRow, ...] = ()
    lists_units: bool = False


@dataclass(frozen=True)
class Marked:
    """A fault, and in which file and table it stands."""

    place: str
    fault: Fault


def _named(kind: str, key: str) -> UUID | None:
    found = parsed(key)
    return found[1] if found is not None and found[0] == kind else None


def meant(found: Sequence[Found]) -> tuple[FileRows, list[Marked]]:
    """Reads what the rows of a file mean.

    Gives:    the rows that are in order, and every fault with the address of its cell.
    """
    posts: list[PostRow] = []
    people: list[PersonRow] = []
    units: list[UnitRow] = []
    faults: list[Marked] = []
    seen: dict[str, dict[str, int]] = {}
    for table in found:
        keys = seen.setdefault(table.layout.name, {})
        key = table.layout.columns[0].key
        for line in in_time(table.lines):
            against = [*_faults(line, table.layout), *_twice(line, key, keys)]
            faults += (Marked(table.place, one) for one in against)
            if against:
                continue
            if table.layout is POSTS:
                posts.append(_post(line))
            elif table.layout is UNITS:
                units.append(unit_row(line))
            else:
                people.append(_person(line))
    lists = {table.layout.name for table in found}
    rows = FileRows(
        tuple(posts), tuple(people), POSTS.name in lists, tuple(units), UNITS.name in lists
    )
    return rows, faults


def _post(line: Line) -> PostRow:
    said = line.cells
    gone = _YES_NO.get(said.get("gone", "").lower(), False)
    unit = said.get("unit", "")
    return PostRow(_kept(line, "key"), _kept(line, "title"), unit, gone, line=line)


def _person(line: Line) -> PersonRow:
    said = line.cells
    posts = tuple(_tokens(line)) if "posts" in line.letters else None
    active = _YES_NO.get(said.get("active", "").lower(), True)
    key, name = _kept(line, "key"), _kept(line, "name")
    return PersonRow(key, name, said.get("unit", ""), active, posts, line=line)


def _kept(line: Line, key: str) -> str:
    return worded(key, line.cells[key], most=100)


def _tokens(line: Line) -> Iterator[str]:
    said = (part.strip() for part in _SEPARATED.split(line.cells.get("posts", "")))
    return iter(dict.fromkeys(part for part in said if part))


def _faults(line: Line, layout: Layout) -> Iterator[Fault]:
    for column in layout.columns:
        at, said = line.cell(column.key), line.cells.get(column.key, "")
        if column.needed and not said:
            yield Fault(at, f"“{column.zh}”不能为空", f"{column.key} is missing")
        elif said and column.choices and (unknown := _unknown(column, said)):
            yield Fault(at, *unknown)
        elif said and not _plain(column.key, said, column.most):
            zh = f"“{column.zh}”超过 {column.most} 字或含控制字符"
            yield Fault(at, zh, f"over {column.most} characters, or with control characters")
    yield from _against_key(line, layout)
    said = line.cells.get("posts", "")
    if (
        layout is PEOPLE
        and len({part.strip() for part in _AT_MOST.split(said)} - {""}) > MOST_POSTS
    ):
        yield Fault(
            line.cell("posts"), f"超过 {MOST_POSTS} 个职务", f"more than {MOST_POSTS} posts"
        )


def _unknown(column: Column, said: str) -> tuple[str, str] | None:
    """Says what stands against what was chosen, if it is none of what there is to choose."""
    if column.choices == (YES, NO):
        return None if said.lower() in _YES_NO else ("只填“是”或“否”", "yes or no")
    if said.lower() in KINDS:
        return None
    return f"只填：{'，'.join(column.choices)}", f"one of {', '.join(sorted(set(KINDS.values())))}"


def _against_key(line: Line, layout: Layout) -> Iterator[Fault]:
    key = layout.columns[0].key
    said, at = line.cells.get(key, ""), line.cell(key)
    if has_citizen_number(said):
        zh = "公民身份号码不能作编号，请用本单位自编的编号"
        yield Fault(at, zh, "a citizen number is no key: use a number of your own")
    elif parsed(said) is not None and _named(_NUMBERED.get(layout.name, ""), said) is None:
        yield Fault(at, "不是这张表的编号", "not a number of this table")


def _plain(key: str, said: str, most: int) -> bool:
    if said.isascii() and said.isprintable():
        return len(said) <= most
    try:
        worded(key, said, most=most)
    except (SecretMarked, TextRefused):
        return False
    return True


def _twice(line: Line, column: str, keys: dict[str, int]) -> Iterator[Fault]:
    key = line.cells.get(column, "").casefold()
    if key and key in keys:
        zh, en = f"与第 {keys[key]} 行相同", f"the same as in row {keys[key]}"
        yield Fault(line.cell(column), zh, en)
    keys.setdefault(key, line.row)
