"""The hostile documents of T7, written for any schema by a few words of its own."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from graphql import get_introspection_query


@dataclass(frozen=True)
class Shape:
    """Words of the schema under attack: a root field and fields below it that lead back to it."""

    root: str = "place"
    kind: str = "Place"
    loop: str = "inside"
    leaf: str = "name"
    page: str = "places(first: {n})"
    nodes: str = ""
    mutation: str = 'write(word: "x")'
    subscription: str = "count"


@dataclass(frozen=True)
class Hostile:
    """One request; `nonce` in the body is replaced at each attempt."""

    name: str
    body: bytes
    method: str = "POST"
    refused: bool = False

    def sent(self) -> bytes:
        """The body as no cache has seen it before."""
        return self.body.replace(b"nonce", os.urandom(8).hex().encode())


def document(name: str, text: str, *, refused: bool = False, **body: object) -> Hostile:
    """A document with a comment that differs at each attempt, as the body of a POST."""
    payload = {"query": f"{text} #nonce", **body}
    return Hostile(name, json.dumps(payload).encode(), refused=refused)


def below(shape: Shape, inner: str) -> str:
    return f"{{ {shape.root} {{ {inner} }} }}"


def fan(shape: Shape, levels: int, *, alias: bool) -> str:
    """Fragments that each spread the next one twice: 2 to the power of levels when walked naively."""
    other = "x: " if alias else ""
    parts = [below(shape, "...F0")]
    parts += [
        f"fragment F{n} on {shape.kind} {{ {shape.loop} {{ ...F{n + 1} }} "
        f"{other}{shape.loop} {{ ...F{n + 1} }} }}"
        for n in range(levels)
    ]
    return " ".join([*parts, f"fragment F{levels} on {shape.kind} {{ {shape.leaf} }}"])


def nested(shape: Shape, levels: int) -> str:
    return below(shape, f"{shape.loop} {{ " * levels + shape.leaf + " }" * levels)


def pages(shape: Shape, *sizes: int | str) -> str:
    text = shape.leaf
    for size in sizes:
        inner = f"{shape.nodes} {{ {text} }}" if shape.nodes else text
        text = f"{shape.page.format(n=size)} {{ {inner} }}"
    return below(shape, text)


def fragments_and_repeats(shape: Shape) -> Iterator[Hostile]:
    leaf, loop, kind = shape.leaf, shape.loop, shape.kind
    yield document("fan-out fragments, 720 bytes", fan(shape, 12, alias=True), refused=True)
    yield document("fan-out, 30 levels", fan(shape, 30, alias=True), refused=True)
    yield document("fan-out without aliases", fan(shape, 30, alias=False), refused=True)
    twice = " ".join(f"fragment F{n} on {kind} {{ ...F{n + 1} ...F{n + 1} }}" for n in range(35))
    yield document(
        "spreads that double",
        below(shape, "...F0") + twice + f" fragment F35 on {kind} {{ {leaf} }}",
        refused=True,
    )
    yield document("3,000 duplicate fields", below(shape, f"{leaf} " * 3000), refused=True)
    yield document("900 duplicate fields", below(shape, f"{leaf} " * 900), refused=True)
    yield document("190 duplicate fields", below(shape, f"{leaf} " * 190))
    yield document("duplicates in duplicates", below(shape, f"{loop} {{ {leaf} {leaf} }} " * 60))
    yield document(
        "duplicates over 38 fragments",
        below(shape, " ".join(f"...F{n}" for n in range(38)))
        + " ".join(f"fragment F{n} on {kind} {{ {leaf} {loop} {{ {leaf} }} }}" for n in range(38)),
    )
    yield document(
        "41 fragments",
        below(shape, "...F0")
        + " ".join(f"fragment F{n} on {kind} {{ {leaf} }}" for n in range(41)),
        refused=True,
    )
    yield document(
        "a chain of 39 fragments",
        below(shape, "...F0")
        + " ".join(f"fragment F{n} on {kind} {{ ...F{n + 1} }}" for n in range(38))
        + f" fragment F38 on {kind} {{ {leaf} }}",
    )
    yield document(
        "a cycle of fragments",
        below(shape, "...A") + f" fragment A on {kind} {{ ...B }} fragment B on {kind} {{ ...A }}",
        refused=True,
    )
    yield document(
        "a fragment within itself",
        below(shape, "...A") + f" fragment A on {kind} {{ {loop} {{ ...A }} }}",
        refused=True,
    )
    yield document(
        "unknown fragments", below(shape, " ".join(f"...U{n}" for n in range(300))), refused=True
    )
    yield document("200 inline fragments side by side", below(shape, f"... {{ {leaf} }} " * 200))
    yield document(
        "200 inline fragments inside each other",
        below(shape, "... { " * 200 + leaf + " }" * 200),
        refused=True,
    )
    yield document(
        "conflicting fields",
        below(
            shape, " ".join(f"a: {loop} {{ {leaf} }}" if n % 2 else f"a: {leaf}" for n in range(90))
        ),
        refused=True,
    )


def aliases_and_depth(shape: Shape) -> Iterator[Hostile]:
    leaf = shape.leaf
    for count in (16, 190, 1000):
        yield document(
            f"{count} aliases",
            below(shape, " ".join(f"a{n}: {leaf}" for n in range(count))),
            refused=True,
        )
        yield document(
            f"{count} aliased mutations",
            "mutation { "
            + " ".join(
                f"a{n}: {shape.mutation}" + " { __typename }" * ("input" in shape.mutation)
                for n in range(count)
            )
            + " }",
            refused=True,
        )
    yield document(
        "two mutations", f"mutation {{ a: {shape.mutation} b: {shape.mutation} }}", refused=True
    )
    for levels in (13, 60, 400, 20_000):
        yield document(f"nested {levels} deep", nested(shape, levels), refused=True)
    yield document("pages of 200 in pages of 200", pages(shape, 200, 200), refused=True)
    yield document("pages in pages in pages", pages(shape, 50, 50, 50), refused=True)
    yield document("a page of a billion", pages(shape, 1_000_000_000), refused=True)
    yield document("a page of 5,000 digits", pages(shape, "1" * 5_000), refused=True)
    yield document("300 unclosed braces", "{ a " * 300, refused=True)


def directives_and_names(shape: Shape) -> Iterator[Hostile]:
    leaf, loop = shape.leaf, shape.loop
    yield document(
        "120 directives on a field", below(shape, leaf + " @skip(if: false)" * 120), refused=True
    )
    yield document("450 unknown directives", below(shape, leaf + " @aa" * 450), refused=True)
    yield document("2,000 directives", below(shape, leaf + " @aa" * 2000), refused=True)
    yield document(
        "900 unknown fields", below(shape, " ".join(f"{leaf}{n}" for n in range(900))), refused=True
    )
    yield document(
        "300 unknown arguments",
        below(shape, f"{loop}(" + " ".join(f"x{n}: 1" for n in range(300)) + f") {{ {leaf} }}"),
        refused=True,
    )
    yield document(
        "unknown types",
        below(shape, " ".join(f"... on T{n} {{ a }}" for n in range(150))),
        refused=True,
    )
    yield document(
        "200 operations",
        " ".join(f"query Q{n} {{ __typename }}" for n in range(200)),
        refused=True,
        operationName="Q1",
    )
    yield document(
        "190 unused variables",
        "query(" + " ".join(f"$v{n}: Int" for n in range(190)) + ") { __typename }",
        refused=True,
    )
    yield document(
        "190 undefined variables",
        below(shape, " ".join(f"{leaf} @skip(if: $v{n})" for n in range(120))),
        refused=True,
    )
    yield document("a name of 60,000 letters", "{ " + "a" * 60_000 + " }", refused=True)
    yield document(
        "defer and stream", below(shape, f"... @defer {{ {leaf} }} {leaf} @stream"), refused=True
    )
    yield document(
        "a subscription by POST", f"subscription {{ {shape.subscription} }}", refused=True
    )


def introspection(_: Shape) -> Iterator[Hostile]:
    full = get_introspection_query(specified_by_url=True, input_value_deprecation=True)
    yield document("the standard introspection", full)
    of_type = "ofType { " * 9 + "name" + " }" * 9
    yield document(
        "introspection with all fields",
        f"{{ __schema {{ types {{ name fields {{ name args {{ type {{ name {of_type} }} }} type {{ name {of_type} }} }} }} }} }}",
    )
    circular = "{ __schema { types " + "{ fields { type " * 5 + "{ name }" + " } }" * 5 + " } }"
    yield document("circular introspection", circular, refused=True)
    yield document(
        "three introspections",
        "{ " + " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(3)) + " }",
        refused=True,
    )
    yield document(
        "16 type look-ups",
        "{ " + " ".join(f'a{n}: __type(name: "Query") {{ name }}' for n in range(16)) + " }",
        refused=True,
    )


def values(shape: Shape) -> Iterator[Hostile]:
    leaf = shape.leaf
    yield document(
        "list literals 400 deep", "{ a(x: " + "[" * 400 + "]" * 400 + ") }", refused=True
    )
    yield document(
        "object literals 200 deep", "{ a(x: " + "{a: " * 200 + "1" + "}" * 200 + ") }", refused=True
    )
    yield document("a string of 60,000 letters", '{ a(x: "' + "x" * 60_000 + '") }', refused=True)
    yield document("lone surrogates", '{ a(x: "\\ud800") }', refused=True)
    yield document("null bytes", "{ \0 __typename }", refused=True)
    yield document("numbers without end", "{ a(x: " + "9" * 50_000 + ") }", refused=True)
    yield document("a float beyond floats", "{ a(x: 1e999999999) }", refused=True)
    yield document(
        "variables 900 deep", below(shape, leaf), variables={"x": json.loads("[" * 900 + "]" * 900)}
    )
    yield document("a list of 40,000 variables", below(shape, leaf), variables={"x": [1] * 40_000})
    yield document(
        "variables of wrong types",
        "query($n: [Int!]!) { __typename @skip(if: $n) }",
        refused=True,
        variables={"n": ["x"] * 20_000},
    )
    yield document("a document of 5 MB", "{ __typename } #" + " " * 5_000_000, refused=True)
    yield document("a comment of 250 KB", "{ __typename } #" + "x" * 250_000, refused=True)
    yield document("commas without end", "{ __typename " + "," * 60_000 + " }")
    yield document(
        "an unknown operation", "query A { __typename }", refused=True, operationName="B" * 1000
    )


def bodies(_: Shape) -> Iterator[Hostile]:
    for name, body in (
        ("null", b"null"),
        ("a string", b'"x"'),
        ("a number", b"1"),
        ("nothing", b""),
        ("no UTF-8", b'{"query":"\xff\xfe"}'),
        ("100,000 brackets", b"[" * 100_000),
        ("a batch of 1,000", json.dumps([{"query": "{ __typename }"}] * 1000).encode()),
        ("5 MB of zeroes", b"\0" * 5_000_000),
        ("10,000 keys", json.dumps({f"k{n}": n for n in range(10_000)}).encode()),
        (
            "a wrong hash",
            b'{"query":"{ __typename }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"'
            + b"0" * 64
            + b'"}}}',
        ),
    ):
        yield Hostile(f"body: {name}", body, refused=True)
    text = quote("{ " + "__typename " * 3000 + "}")
    yield Hostile("GET with 50 KB of query", f"/graphql?query={text}".encode(), "GET", refused=True)
    yield Hostile("GET with broken encoding", b"/graphql?query=%ff%fe", "GET", refused=True)


PARTS: tuple[Callable[[Shape], Iterator[Hostile]], ...] = (
    fragments_and_repeats,
    aliases_and_depth,
    directives_and_names,
    introspection,
    values,
    bodies,
)


def corpus(shape: Shape = Shape()) -> tuple[Hostile, ...]:
    """Every hostile request, about 75 of them."""
    return tuple(one for part in PARTS for one in part(shape))
