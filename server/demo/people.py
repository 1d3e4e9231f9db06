"""The people of the demo: made up, always the same, and written set-wise as the migrator."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, LiteralString

import psycopg

from server.demo.places import Body, Place, Post, bodies_at, key_of, posts_at
from server.sign_in.demo_issuer import ISSUER
from tenants.names import person_sort_key, place_sort_key

_SURNAMES = (
    "杨田龙吴张冉罗刘陈王李石姚安任覃黄周麻滕向彭熊代谭何唐冯邓舒袁徐饶喻谢朱曾"
    "简郑胡付梁宋严余蒋高赵侯"
)
_FIRST = "志建国永光文明正德宏家世昌泽思秀玉桂春晓雅慧丽静俊海立兴胜云金子佳雪"
_SECOND = "强军平华林敏芳英梅辉斌涛勇刚峰伟杰鹏宇欣琴霞燕红兰波洪松贵祥江川颖琳娟"

_BODIES: LiteralString = """
insert into app.body (root, holder, id, kind, name, name_sort, parent_body_id, full_members)
select * from unnest(%(root)s::int[], %(holder)s::int[], %(id)s::uuid[], %(kind)s::text[],
    %(name)s::text[], %(name_sort)s::text[], %(above)s::uuid[], %(members)s::int[])"""
_PEOPLE: LiteralString = """
insert into app.person (root, holder, id, name, name_sort, synthetic)
select *, true from unnest(%(root)s::int[], %(holder)s::int[], %(person)s::uuid[],
    %(name)s::text[], %(name_sort)s::text[])"""
_POSTS: LiteralString = """
insert into app.post (root, holder, id, body_id, actor_type, title, title_en, roles, heads)
select a, b, c, d, e, f, g, string_to_array(h, ','), i
from unnest(%(root)s::int[], %(holder)s::int[], %(post)s::uuid[], %(body)s::uuid[],
    %(actor)s::text[], %(title)s::text[], %(title_en)s::text[], %(roles)s::text[],
    %(heads)s::boolean[]) n (a, b, c, d, e, f, g, h, i)"""
_APPOINTMENTS: LiteralString = """
insert into app.appointment (root, holder, id, post_id, person_id, appointed_on, document_no)
select * from unnest(%(root)s::int[], %(holder)s::int[], %(appointment)s::uuid[],
    %(post)s::uuid[], %(person)s::uuid[], %(appointed_on)s::date[], %(document)s::text[])"""
_IDENTITIES: LiteralString = """
insert into app.identity (root, issuer, subject, person_id)
select a, %(issuer)s, b, c
from unnest(%(root)s::int[], %(subject)s::text[], %(person)s::uuid[]) n (a, b, c)"""
_SECOND_POST: LiteralString = """
insert into app.appointment (root, holder, id, post_id, person_id, "leading", appointed_on,
    document_no)
select root, holder, %(id)s, id, %(person)s, false, %(day)s, %(document)s from app.post
where id = %(post)s"""

DEEPEST = 2
"""Bodies above a body of the same place, at most."""

Columns = Mapping[str, Sequence[Any]]


def name_of(subject: str) -> str:
    """Gives the made-up name of whoever signs in as this subject, always the same."""
    number = key_of("person", subject).int
    surname = _SURNAMES[number % len(_SURNAMES)]
    number //= len(_SURNAMES)
    first = _FIRST[number % len(_FIRST)]
    number //= len(_FIRST)
    # One in five has a name of two characters.
    return surname + (first if number % 5 == 0 else first + _SECOND[number // 5 % len(_SECOND)])


def subject_of(place: Place, post: str) -> str:
    """Gives the subject under which the holder of a post signs in."""
    return f"{place.code}.{post}"


def fill(connection: psycopg.Connection[Any], found: Sequence[Place], *, year: int) -> int:
    """Puts bodies, posts and people into places.

    Given:  an open transaction of the migrator; a fresh city; the year before which all were
            appointed.
    Gives:  how many people were made.
    """
    bodies = [(place, body) for place in found for body in bodies_at(place.sort)]
    # One statement per depth: a body needs the one above it to be there.
    for depth in range(DEEPEST + 1):
        layer = [(place, body) for place, body in bodies if _depth(place.sort, body) == depth]
        connection.execute(_BODIES, _body_columns(layer))
    posts = [(place, post) for place in found for post in posts_at(place.sort)]
    connection.execute(_POSTS, _columns(posts, year))
    # The head of a working committee's own department is the committee's secretary: see below.
    filled = [(place, post) for place, post in posts if not _held_from_above(place, post)]
    columns = _columns(filled, year)
    for statement in (_PEOPLE, _APPOINTMENTS, _IDENTITIES):
        connection.execute(statement, {**columns, "issuer": ISSUER})
    _second_posts(connection, found, year)
    return len(filled)


def _held_from_above(place: Place, post: Post) -> bool:
    return place.trade == "organs_work" and post.key == "party-group-secretary"


@cache
def _depth(sort: str, body: Body) -> int:
    """How many bodies of the same place stand above one."""
    above = next((other for other in bodies_at(sort) if other.kind == body.under), None)
    return 0 if above is None else 1 + _depth(sort, above)


def _body_columns(layer: Iterable[tuple[Place, Body]]) -> Columns:
    rows = [
        (
            place.root,
            place.id,
            key_of("body", place.code, body.kind),
            body.kind,
            name := body.name.format(**place.names),
            place_sort_key(name),
            body.under and key_of("body", place.code, body.under),
            _members(place, body),
        )
        for place, body in layer
    ]
    names = ("root", "holder", "id", "kind", "name", "name_sort", "above", "members")
    return _turned(names, rows)


def _members(place: Place, body: Body) -> int | None:
    """How many full members a branch or committee has: made up, within what OR19 allows."""
    number = key_of("members", place.code, body.kind).int
    least, most = {
        "party_branch": (7, 45),
        "general_branch": (52, 95),
        "organ_party_committee": (102, 260),
    }.get(body.kind, (0, 0))
    return least + number % (most - least) if most else None


def _columns(filled: Iterable[tuple[Place, Post]], year: int) -> Columns:
    rows = [_in_post(place, post, year) for place, post in filled]
    names = (
        "root", "holder", "subject", "person", "name", "name_sort", "post", "body", "actor",
        "title", "title_en", "roles", "heads", "appointment", "appointed_on", "document",
    )  # fmt: skip  # columns side by side
    return _turned(names, rows)


def _in_post(place: Place, post: Post, year: int) -> tuple[Any, ...]:
    subject = subject_of(place, post.key)
    name = name_of(subject)
    return (
        place.root,
        place.id,
        subject,
        key_of("person", subject),
        name,
        person_sort_key(name),
        key_of("post", subject),
        post.body and key_of("body", place.code, post.body),
        post.actor,
        post.zh,
        post.en,
        ",".join(post.roles),
        post.heads,
        key_of("appointment", subject),
        _appointed_on(subject, year),
        _document(subject, year),
    )


def _appointed_on(subject: str, year: int) -> date:
    number = key_of("appointment", subject).int
    return date(year - 1 - number % 3, 1 + number // 3 % 12, 1 + number // 36 % 28)


def _document(subject: str, year: int) -> str:
    number = key_of("appointment", subject).int
    return f"示任〔{year - 1 - number % 3}〕{1 + number // 1000 % 300}号"


def _second_posts(connection: psycopg.Connection[Any], found: Sequence[Place], year: int) -> None:
    """Gives each working committee's secretary the head's post of its own department as well."""
    levels = {place.code: place for place in found if place.kind in {"CITY", "COUNTY"}}
    for place in found:
        if place.trade == "organs_work" and place.kind == "DEPARTMENT":
            secretary = subject_of(levels[place.parent_code], "work-committee")
            post = subject_of(place, "party-group-secretary")
            given = {
                "id": key_of("appointment", secretary, post),
                "person": key_of("person", secretary),
                "post": key_of("post", post),
                "day": date(year - 1, 12, 1),
                "document": _document(f"{secretary} {post}", year),
            }
            connection.execute(_SECOND_POST, given)


def _turned(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Columns:
    """Turns rows into columns, as unnest takes them."""
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}
