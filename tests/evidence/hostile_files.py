"""Files, forms and directories that whoever stole a feed's secret might hand in, by kind."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ledger.appointments.form import Form
from ledger.appointments.lrmx import written
from ledger.feeds.file_rows import PEOPLE, POSTS
from ledger.feeds.incoming import IncomingUnit
from ledger.feeds.unit_rows import KIND_NAMES, UNITS
from server.directory.searching import Found, Person, Post
from storage.workbooks import as_csv, as_workbook
from tests.evidence.hostile_feed import ELSEWHERE, HERE, TITLES
from tests.evidence.hostile_feed import PEOPLE as LEADERS
from tests.ledger.other_workbooks import ods, xlsb
from tests.world import TENANTS, key_of

NUMBER = "11010519491231002X"
CANARY = "canary-of-an-entity"
BOMB = 4 * 1024 * 1024
"""What the bombs unpack to: far more than the least limit, and little enough to be made."""
FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://a.b","x")',
)
OTHER_KIND = "another kind of workbook"
SIDE = 700
"""How long and wide the sheets of those are: little enough to be laid out by a careless reader."""
Row = Mapping[str, str]


@dataclass(frozen=True)
class Handed:
    """One thing that is handed in: a table, a form, or what a directory holds."""

    kind: str
    name: str = "a.csv"
    content: bytes = b""
    directory: Found | None = None
    dangerous: bool = False
    """Whether it must not even be read."""


def _name(chance: random.Random) -> str:
    return f"外来{chance.getrandbits(40):010x}"


def _table(
    chance: random.Random, kind: str, people: Sequence[Row], posts: Sequence[Row] = ()
) -> Handed:
    if posts or chance.random() < 0.5:
        return Handed(kind, "a.xlsx", as_workbook([(POSTS, posts), (PEOPLE, people)]))
    return Handed(kind, "a.csv", as_csv(PEOPLE, people))


def _key(chance: random.Random) -> str:
    return f"k{chance.getrandbits(40):010x}"


def leaders_post(chance: random.Random) -> Handed:
    """Somebody new on a post with rights, by its title."""
    code = chance.choice(HERE)
    row = {"key": _key(chance), "name": _name(chance), "unit": code,
           "posts": chance.choice(TITLES[code])}  # fmt: skip  # reads as a table
    return _table(chance, "a leader's post", [row])


def every_leader(chance: random.Random) -> Handed:
    """Somebody on a leader's post in each unit within reach: the plainest of all."""
    rows = [
        {"key": _key(chance), "name": _name(chance), "unit": code, "posts": TITLES[code][0]}
        for code in HERE
    ]
    return Handed("a leader's post", "a.csv", as_csv(PEOPLE, rows))


def elsewhere(chance: random.Random) -> Handed:
    """People and posts of units above the feed's scope and beside it."""
    code = chance.choice(ELSEWHERE)
    posts = [{"key": _key(chance), "title": chance.choice(TITLES[code]), "unit": code}]
    row = {"key": _key(chance), "name": _name(chance), "unit": code, "posts": posts[0]["key"]}
    return _table(chance, "above the scope", [row], posts)


def foreign_ids(chance: random.Random) -> Handed:
    """Numbers of ours that an export would have, of people and posts of others."""
    who, where = chance.choice(LEADERS), chance.choice(LEADERS)
    posts = [{"key": f"Post_{key_of('post', where)}", "title": chance.choice((where, "改名了")),
              "unit": "", "gone": chance.choice(("", "是"))}]  # fmt: skip  # reads as a table
    row = {"key": f"Person_{key_of('person', who)}", "name": chance.choice((who, _name(chance))),
           "unit": chance.choice((*HERE, *ELSEWHERE)), "posts": posts[0]["key"],
           "active": chance.choice(("是", "否"))}  # fmt: skip  # reads as a table
    return _table(chance, "numbers of others", [row], posts if chance.random() < 0.5 else ())


def mass_change(chance: random.Random) -> Handed:
    """More people in one file than may change in a day."""
    rows = [{"key": _key(chance), "name": _name(chance), "unit": HERE[0]} for _ in range(60)]
    return _table(chance, "mass change", rows)


def formulas(chance: random.Random) -> Handed:
    """Names that a table program would carry out."""
    rows = [{"key": _key(chance), "name": one, "unit": HERE[1]} for one in FORMULAS]
    return _table(chance, "formulas", rows)


def garbage(chance: random.Random) -> Handed:
    """What no file means."""
    head = "编号 key,姓名 name,单位代码 unit\r\n"
    content = chance.choice(
        (
            b"", b"\x00" * 64, b"\xff\xfe\x00", b"PK\x03\x04", head.encode() + b"1,\x00,\r\n",
            (head + "1,a\u202eb,x\r\n" + "1,again,\r\n").encode(), (head + "1," + "x" * 9000).encode(),
            (head + "1';drop table app.person;--,x," + HERE[0]).encode("gb18030"),
            (head * 3).encode(), f"{NUMBER},{NUMBER}".encode(),
        )
    )  # fmt: skip  # columns side by side
    return Handed("garbage", chance.choice(("a.csv", "a.xlsx")), content)


def _packed(change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook of one person, with its parts changed."""
    raw = as_workbook([(PEOPLE, [{"key": "1", "name": "张三"}])])
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def bomb(chance: random.Random) -> Handed:
    """A small file that unpacks to a large one."""
    part = chance.choice(("sheet1.xml", "workbook.xml", "styles.xml"))
    content = _packed(lambda name, raw: raw + b" " * (BOMB if name.endswith(part) else 0))
    return Handed("zip bomb", "a.xlsx", content, dangerous=True)


def other_kind(chance: random.Random) -> Handed:
    """A workbook of a kind that a reader lays out as it opens it: a sheet of few hundred bytes."""
    make = chance.choice((ods, xlsb))
    more = chance.choice(({}, {"[Content_Types].xml": b"<Types/>"}))
    return Handed(OTHER_KIND, "a.xlsx", make(SIDE, more), dangerous=True)


def far_corner(chance: random.Random) -> Handed:
    """Two cells that span a sheet of thousands of millions."""
    far = chance.choice((b"XFD1048576", b"A9999999", b"xfd1048576"))
    content = _packed(lambda _, raw: raw.replace(b'r="B2"', b'r="' + far + b'"'))
    return Handed("far corner", "a.xlsx", content, dangerous=True)


def entity_of(chance: random.Random) -> bytes:
    """A document type with an entity: of its own, of another file, or of another host."""
    said = chance.choice((f'"{CANARY}"', 'SYSTEM "file:///etc/passwd"', 'SYSTEM "http://a.b/"'))
    return f"<!DOCTYPE x [<!ENTITY e {said}>]>".encode()


def sheet_entity(chance: random.Random) -> Handed:
    """A part of a workbook that names an entity."""
    kind = entity_of(chance)

    def named(name: str, raw: bytes) -> bytes:
        if not name.endswith(("sharedStrings.xml", "sheet1.xml")):
            return raw
        return raw.replace(b"?>", b"?>" + kind, 1).replace("张三".encode(), b"&e;")

    return Handed("entities", "a.xlsx", _packed(named), dangerous=True)


def form_entity(chance: random.Random) -> Handed:
    """A form that names an entity."""
    raw = written(Form({"XingMing": "张三"}, (), NUMBER))
    at = raw.index(b"<Person")
    raw = raw[:at] + entity_of(chance) + raw[at:].replace("张三".encode(), b"&e;")
    return Handed("entities", "a.lrmx", raw, dangerous=True)


def form(chance: random.Random) -> Handed:
    """A form of somebody of another unit: the unit is the caller's word, and judged."""
    raw = written(Form({"XingMing": chance.choice(LEADERS)}, (), NUMBER))
    return Handed("a form for elsewhere", f"{chance.choice(ELSEWHERE)}.lrmx", raw)


def directory(chance: random.Random) -> Handed:
    """A directory whose posts carry rights, within the feed's unit and above it."""
    people = [
        Person(
            _key(chance),
            f"uid={n}",
            _key(chance),
            _name(chance),
            chance.choice((*HERE, *ELSEWHERE)),
        )
        for n in range(3)
    ]
    posts = [
        Post(_key(chance), chance.choice(TITLES[code]), code, tuple(one.dn for one in people))
        for code in (chance.choice(HERE), chance.choice(ELSEWHERE))
    ]
    return Handed("a directory", directory=Found(people, posts, 0))


def directory_of_ids(chance: random.Random) -> Handed:
    """A directory whose ids and names are those of people of ours."""
    who = chance.choice(LEADERS)
    people = [Person(str(key_of("person", who)), "uid=1", who, who, chance.choice((*HERE, *ELSEWHERE)),
                     active=chance.random() < 0.5, citizen_number=NUMBER)]  # fmt: skip  # reads as a table
    posts = [Post(str(key_of("post", who)), who, chance.choice((*HERE, *ELSEWHERE)), ("uid=1",))]
    return Handed("a directory of our ids", directory=Found(people, posts, 0))


def units(chance: random.Random) -> Handed:
    """Units renamed, moved and founded, within the feed's unit and above it: as a table."""
    told = [
        {
            "code": one.code,
            "name": one.name,
            "kind": KIND_NAMES[one.kind],
            "parent": one.parent_code,
        }
        for one in _units(chance)
    ]
    return Handed("units", "a.csv", as_csv(UNITS, told))


def directory_of_units(chance: random.Random) -> Handed:
    """The same, as a directory."""
    people = [Person(_key(chance), "uid=1", _key(chance), _name(chance), HERE[0])]
    return Handed("a directory of units", directory=Found(people, (), 0, _units(chance)))


def _units(chance: random.Random) -> list[IncomingUnit]:
    kinds = {code: kind for _, kind, _, code, _ in TENANTS}
    every = [*HERE, *ELSEWHERE]
    known = [IncomingUnit(code, kinds[code], _name(chance), chance.choice(every)) for code in every]
    above = chance.choice(every)
    return [*known, IncomingUnit(_key(chance), "VILLAGE", _name(chance), above)]


KINDS: Sequence[Callable[[random.Random], Handed]] = (
    every_leader, leaders_post, elsewhere, foreign_ids, formulas, garbage, bomb, other_kind,
    far_corner, sheet_entity, form_entity, form, directory, directory_of_ids, mass_change, units,
    directory_of_units,
)  # fmt: skip  # columns side by side


def handed(seed: int) -> Iterator[Handed]:
    """Gives things without end, the kinds in turn so that a short run has all of them."""
    chance = random.Random(seed)
    while True:
        for make in KINDS:
            yield make(chance)
