"""The words of the book: from the page's tree to a condition, and its fit to a noun's fields.

No text is parsed: an expression is a YAML tree of closed operators, and an operand names a field of
the row, a field of the viewer, the day of the act, or is a plain value.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from policies import branching
from policies.conditions import (
    RELATION_FIELDS,
    VIEWER_TYPES,
    All,
    Before,
    Condition,
    Eq,
    In,
    IsNull,
    Not,
    Operand,
    Relation,
    RowField,
    Some,
    Today,
    Value,
    ViewerField,
    branches,
)
from policies.pages import Entry

if TYPE_CHECKING:
    from policies.book import Noun

PLAIN = re.compile(r"[A-Za-z0-9_]+\Z")

RELATION_TYPES = {
    "holder": "tenant",
    "holder_parent": "tenant",
    "open_to": "number",
    "trail": "trail",
    "recorders": "people",
    "accused": "trail",
    "state": "text",
    **{f"at{slot}": "tenant" for slot in range(1, 7)},
}
"""What kind of thing each field must be for the relations that read it."""

FIELD_TYPES = (
    "tenant",
    "person",
    "post",
    "body",
    "record",
    "text",
    "number",
    "flag",
    "day",
    "trail",
    "people",
)
"""The closed list of what a field can be; only things of one kind are compared."""


def condition(entry: Entry) -> Condition:
    """Reads an expression. Refuses an unknown operator, field of the viewer, or relation."""
    pairs = list(entry.pairs())
    if len(pairs) != 1 or pairs[0][0] not in _READERS:
        raise entry.wrong(
            zh=f"这里应当写一个运算：{'、'.join(_READERS)}。",
            en=f"One operator is expected here: {', '.join(_READERS)}.",
        )
    operator, inner = pairs[0]
    return _READERS[operator](inner)


def _two(entry: Entry) -> tuple[Operand, Operand]:
    items = entry.items()
    if len(items) != 2:
        raise entry.wrong(zh="这里需要正好两项。", en="Exactly two things are expected here.")
    return _operand(items[0]), _operand(items[1])


def _operand(entry: Entry) -> Operand:
    if not isinstance(entry.value, dict):
        return Value(_plain(entry))
    pairs = list(entry.pairs())
    name, inner = pairs[0] if len(pairs) == 1 else ("", entry)
    match name:
        case "row":
            return RowField(inner.text())
        case "viewer" if inner.value in VIEWER_TYPES:
            return ViewerField(inner.text())
        case "viewer":
            known = ", ".join(VIEWER_TYPES)
            raise inner.wrong(
                zh=f"不认识操作人的这个属性；可以用：{known}。",
                en=f"The viewer has no such field; known are: {known}.",
            )
        case "today":
            return Today()
        case "day":
            return Value(_day(inner))
        case _:
            raise entry.wrong(
                zh="这里应当写 row、viewer、today、day 之一，或者一个值。",
                en="One of row, viewer, today, day or a plain value is expected here.",
            )


def _plain(entry: Entry) -> str | int | bool:
    # Values of the book stand in the text of statements: a text is a plain name or it is refused.
    if isinstance(entry.value, str) and not PLAIN.match(entry.value):
        raise entry.wrong(
            zh="文字值只能由字母、数字和下划线组成。",
            en="A text value is made of letters, digits and underscores only.",
        )
    if isinstance(entry.value, str | int):
        return entry.value
    raise entry.wrong(zh="这里应当是一个值。", en="A value is expected here.")


def _day(entry: Entry) -> date:
    try:
        return date.fromisoformat(entry.text())
    except ValueError:
        raise entry.wrong(zh="日期应写成 2024-01-31。", en="A day is written 2024-01-31.") from None


def _eq(entry: Entry) -> Condition:
    return Eq(*_two(entry))


def _before(entry: Entry) -> Condition:
    return Before(*_two(entry))


def _after(entry: Entry) -> Condition:
    left, right = _two(entry)
    return Before(right, left)


def _in(entry: Entry) -> Condition:
    items = entry.items()
    if len(items) != 2 or not items[1].items():
        raise entry.wrong(
            zh="这里需要一个字段和一列值。",
            en="A field and a list of values are expected here.",
        )
    return In(_operand(items[0]), tuple(_plain(item) for item in items[1].items()))


def _is_null(entry: Entry) -> Condition:
    return IsNull(_operand(entry))


def _not(entry: Entry) -> Condition:
    return Not(condition(entry))


def _all(entry: Entry) -> Condition:
    return All(tuple(condition(item) for item in entry.items()))


def _any(entry: Entry) -> Condition:
    parts = tuple(condition(item) for item in entry.items())
    if not parts:
        raise entry.wrong(zh="“any”下面不能为空。", en="Nothing stands under 'any'.")
    return Some(parts)


def _relation(entry: Entry) -> Condition:
    name = entry.text()
    if name not in RELATION_FIELDS:
        known = ", ".join(RELATION_FIELDS)
        raise entry.wrong(
            zh=f"不认识关系“{name}”；可以用：{known}。",
            en=f"{name!r} is no relation; known are: {known}.",
        )
    return Relation(name)


_READERS: Mapping[str, Callable[[Entry], Condition]] = {
    "eq": _eq,
    "in": _in,
    "is_null": _is_null,
    "all": _all,
    "any": _any,
    "not": _not,
    "before": _before,
    "after": _after,
    "relation": _relation,
}


# ---------------------------------------------------------------- does it fit a noun?


def misfit(cond: Condition, noun: "Noun") -> tuple[str, str] | None:
    """Says, in Chinese and English, why a condition cannot be asked of a noun's rows.

    Gives: null when every field is known and only things of one kind are compared.
    """
    for name, wanted in _fields(cond):
        kind = noun.fields.get(name)
        if kind is None:
            return f"“{noun.zh}”没有字段 {name}", f"{noun.key!r} has no field {name!r}"
        if wanted is not None and kind != wanted:
            return (
                f"字段 {name} 是 {kind}，不是 {wanted}",
                f"field {name!r} is a {kind}, not a {wanted}",
            )
    for one, other in _compared(cond):
        left, right = _kind(one, noun), _kind(other, noun)
        if left != right:
            return f"不能拿 {left} 和 {right} 比较", f"a {left} cannot be compared with a {right}"
    return None


def asks_the_clock(cond: Condition) -> bool:
    """Says whether the condition depends on the day on which it is asked."""
    return any(isinstance(side, Today) for pair in _compared(cond) for side in pair)


def unanchored(cond: Condition) -> bool:
    """Says whether some way of holding is not tied to the viewer, so that no index can serve it."""
    return not all(branching.anchored(way) for way in branches(cond))


def _leaves(cond: Condition) -> Iterator[Condition]:
    match cond:
        case All(parts) | Some(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case _:
            yield cond


def _fields(cond: Condition) -> Iterator[tuple[str, str | None]]:
    for leaf in _leaves(cond):
        match leaf:
            case Relation(name):
                for read in RELATION_FIELDS[name]:
                    yield read, RELATION_TYPES[read]
            case In(RowField(name), _) | IsNull(RowField(name)):
                yield name, None
            case Eq(left, right) | Before(left, right):
                for side in (left, right):
                    if isinstance(side, RowField):
                        yield side.name, None
            case _:
                pass


def _compared(cond: Condition) -> Iterator[tuple[Operand, Operand]]:
    for leaf in _leaves(cond):
        match leaf:
            case Eq(left, right) | Before(left, right):
                yield left, right
            case In(left, values):
                for value in values:
                    yield left, Value(value)
            case _:
                pass


def _kind(operand: Operand, noun: "Noun") -> str:
    match operand:
        case RowField(name):
            return noun.fields[name]
        case ViewerField(name):
            return VIEWER_TYPES[name]
        case Today():
            return "day"
        case Value(bool()):
            return "flag"
        case Value(int()):
            return "number"
        case Value(date()):
            return "day"
        case Value(_):
            return "text"
