"""SCIM filters and orders as SQL over what a feed has told.

An entry is kept as the JSON it was told in. In lax mode a JSON path reads through lists by itself,
so ``emails.value`` is one path, whether a person has one address or ten.
"""

import operator
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from pydantic.alias_generators import to_camel
from scim2_models import CaseExact, ComplexAttribute, Extension, InvalidFilterException
from scim2_models.path import (
    AttributeBinding,
    AttrPath,
    CompareOperator,
    Comparison,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ScimFilter,
    ValuePath,
)
from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    Select,
    String,
    Text,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH

from ledger.feeds.tables import feed_entry, feed_member

Condition = ColumnElement[bool]
_THERE = feed_entry.alias("there")
_WHOLE: ColumnElement[Any] = literal_column("'{}'::text[]")
_EMPTY: tuple[Any, ...] = (None, "", {}, [])
_TEXT_OPERATORS = {CompareOperator.co, CompareOperator.sw, CompareOperator.ew}
_ORDERS: dict[CompareOperator, Any] = {
    CompareOperator.eq: operator.eq,
    CompareOperator.ne: operator.ne,
    CompareOperator.gt: operator.gt,
    CompareOperator.ge: operator.ge,
    CompareOperator.lt: operator.lt,
    CompareOperator.le: operator.le,
}
META: dict[str, ColumnElement[Any]] = {
    "created": feed_entry.c.created_at,
    "last_modified": feed_entry.c.changed_at,
    "resource_type": case((feed_entry.c.kind == "PERSON", "User"), else_="Group"),
    "version": func.concat('W/"', feed_entry.c.version, '"', type_=String),
}
"""What an entry says of itself, but for where it is: that is the server's own word."""
_TIED: dict[str, ColumnElement[Any]] = {
    "value": cast(_THERE.c.id, Text),
    "type": case((_THERE.c.kind == "PERSON", "User"), else_="direct"),
    "display": case(
        (
            and_(_THERE.c.kind == "PERSON", func.coalesce(feed_member.c.display, "") != ""),
            feed_member.c.display,
        ),
        else_=_THERE.c.label,
    ),
}
"""What is said of a member of a group, and of a group of a user."""


class EntryFilter(FilterVisitor[Condition]):
    """Turns one filter into one condition on ``feed_entry``."""

    def __init__(self, scim_filter: ScimFilter[Any]) -> None:
        self.filter = scim_filter

    def condition(self) -> Condition:
        """Gives the condition.

        Refuses:  InvalidFilterException for what cannot be asked of what was told.
        """
        return self.visit(self.filter.ast)

    def visit_not(self, node: Not) -> Condition:
        """Everything else."""
        return not_(self.visit(node.expr))

    def visit_logical_expr(self, node: LogicalExpr) -> Condition:
        """All or any of the terms."""
        terms = [self.visit(term) for term in node.terms]
        return and_(*terms) if node.op == LogicalOperator.and_ else or_(*terms)

    def visit_present(self, node: Present) -> Condition:
        """Whether something was told there at all."""
        binding = self.filter.resolve(node.attr_path, strict=False)
        if binding is None:
            return false()
        if binding.field_name == "meta":
            return true()
        if (held := _column(binding)) is not None:
            return held.is_not(None)
        if _of_members(binding):
            return _tied(binding, true())
        return _some(feed_entry.c.told, path_of(binding), _full)

    def visit_comparison(self, node: Comparison) -> Condition:
        """A comparison with any of the values; ``ne`` says that none is equal."""
        binding = self.filter.resolve_comparison(node.attr_path, strict=False)
        if binding is None:
            return false()
        return compared(binding, node, feed_entry.c.told, path_of(binding))

    def visit_value_path(self, node: ValuePath) -> Condition:
        """Some one entry of a list for which all of the inner filter holds."""
        binding = self.filter.resolve(node.attr_path, strict=False)
        if binding is None:
            return false()
        if _of_members(binding):
            return _tied(binding, _OneTie(binding).visit(node.val_filter))
        inner = func.jsonb_path_query(feed_entry.c.told, _path(path_of(binding))).column_valued("e")
        holds = _OneValue(binding, cast(inner, JSONB)).visit(node.val_filter)
        # The conditions stand in selections of their own, which name the value of this one.
        return exists(select(literal_column("1")).select_from(inner.scalar_alias).where(holds))


class _OneValue(EntryFilter):
    """The filter inside ``emails[…]``, asked of one entry of the list."""

    def __init__(self, of: AttributeBinding, value: ColumnElement[Any]) -> None:
        self.of = of
        self.value = value

    def visit_present(self, node: Present) -> Condition:
        """Whether the entry has such a value."""
        names, _ = _inside(self.of, node.attr_path)
        return _some(self.value, names, _full) if names else false()

    def visit_comparison(self, node: Comparison) -> Condition:
        """A comparison of a value of the entry."""
        names, exact = _inside(self.of, node.attr_path)
        return _by_operator(node, self.value, names, exact=exact) if names else false()

    def visit_value_path(self, node: ValuePath) -> Condition:
        """Refuses a selection in a selection."""
        del node
        raise InvalidFilterException


class _OneTie(_OneValue):
    """The filter inside ``members[…]`` and ``groups[…]``, asked of one member or one group."""

    def __init__(self, of: AttributeBinding) -> None:
        self.of = of

    def visit_present(self, node: Present) -> Condition:
        """Whether that is said of it: an id, a name and a sort always are."""
        return true() if _inside(self.of, node.attr_path)[0] else false()

    def visit_comparison(self, node: Comparison) -> Condition:
        """A comparison with what is said of it."""
        names, exact = _inside(self.of, node.attr_path)
        return _of_tie(names[0], node, exact=exact) if names else false()


def _inside(of: AttributeBinding, attr: AttrPath) -> tuple[tuple[str, ...], bool]:
    """The name under which a value of an entry of a list stands, however it was written."""
    inner = of.sub_field_type if of.sub_field_name else of.field_type
    if not (isinstance(inner, type) and issubclass(inner, ComplexAttribute)) or attr.sub_attr:
        return (), False
    for field in inner.model_fields:
        name = _name(inner, field)
        if name.lower() == attr.attr.lower():
            return (name,), inner.get_field_annotation(field, CaseExact) == CaseExact.true
    return (), False


def path_of(binding: AttributeBinding) -> tuple[str, ...]:
    """Gives the names under which a value stands in what was told."""
    names = [_name(binding.model, binding.field_name)]
    if issubclass(binding.model, Extension):
        names.insert(0, str(binding.model.__schema__))
    if binding.sub_field_name is not None and binding.target_model is not None:
        names.append(_name(binding.target_model, binding.sub_field_name))
    return tuple(names)


def _name(model: type[BaseModel], field: str) -> str:
    return model.model_fields[field].serialization_alias or to_camel(field)


def compared(
    binding: AttributeBinding, node: Comparison, told: ColumnElement[Any], names: tuple[str, ...]
) -> Condition:
    """Gives a comparison of an attribute, by a column where the entry has one for it."""
    if _of_members(binding):
        return _member(binding, node)
    if (held := _column(binding)) is not None:
        return _by_column(held, node)
    if names == ("userName",) and node.op == CompareOperator.eq and isinstance(node.value, str):
        return feed_entry.c.name_key == _plain(node.value).casefold()
    return _by_operator(node, told, names, exact=binding.case_exact)


def _column(binding: AttributeBinding) -> ColumnElement[Any] | None:
    if binding.field_name == "meta":
        held = META.get(binding.sub_field_name or "")
        if held is None:
            raise InvalidFilterException
        return held
    if binding.field_name == "id" and binding.sub_field_name is None:
        return feed_entry.c.id
    if binding.field_name == "external_id":
        return feed_entry.c.external_id
    return None


def _by_column(held: ColumnElement[Any], node: Comparison) -> Condition:
    value: Any = node.value
    if value is None:
        return _null(node.op, held.is_not(None))
    if held is feed_entry.c.id and node.op in {CompareOperator.eq, CompareOperator.ne}:
        key = read_id(value)
        if key is None:
            return false() if node.op == CompareOperator.eq else true()
        return held == key if node.op == CompareOperator.eq else held != key
    if isinstance(held.type, DateTime):
        if node.op in _TEXT_OPERATORS:
            return false()
        value = _instant(value)
    elif held is feed_entry.c.id:
        held = cast(held, Text)
    if isinstance(value, str):
        value = _plain(value)
    if node.op in _TEXT_OPERATORS:
        return _by_text(node.op, held, str(value))
    found: Condition = func.coalesce(_ORDERS[node.op](held, value), node.op == CompareOperator.ne)
    return found


def read_id(text: object) -> UUID | None:
    """Reads an id of this feed's own; None for any other text."""
    try:
        return UUID(text) if isinstance(text, str) and len(text) == 36 else None
    except ValueError:
        return None


def _instant(value: object) -> datetime:
    try:
        return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise InvalidFilterException from None


def _of_members(binding: AttributeBinding) -> bool:
    return binding.field_name in {"members", "groups"} and not issubclass(binding.model, Extension)


def _tied(binding: AttributeBinding, holds: Condition) -> Condition:
    """Whether the entry has a member, or belongs to a group, of which a condition holds."""
    here, there = feed_member.c.group_id, feed_member.c.user_id
    if binding.field_name == "groups":
        here, there = there, here
    other = and_(_THERE.c.root == feed_member.c.root, _THERE.c.id == there)
    tied = and_(feed_member.c.root == feed_entry.c.root, here == feed_entry.c.id)
    query: Select[Any] = select(literal_column("1")).select_from(feed_member.join(_THERE, other))
    return exists(query.where(tied, feed_member.c.gone_at.is_(None), holds))


def _member(binding: AttributeBinding, node: Comparison) -> Condition:
    """A comparison with any of the members or groups; ``ne`` says that none is equal."""
    name = "value" if binding.sub_field_name is None else binding.sub_field_name
    if node.op != CompareOperator.ne:
        return _tied(binding, _of_tie(name, node, exact=binding.case_exact))
    same = replace(node, op=CompareOperator.eq)
    return not_(_tied(binding, _of_tie(name, same, exact=binding.case_exact)))


def _of_tie(name: str, node: Comparison, *, exact: bool) -> Condition:
    held = _TIED.get(name)
    if held is None:
        raise InvalidFilterException
    if node.value is None:
        return _null(node.op, true())
    value = str(node.value)
    if name == "value" and node.op in {CompareOperator.eq, CompareOperator.ne}:
        key = read_id(value)
        found = false() if key is None else _THERE.c.id == key
        return found if node.op == CompareOperator.eq else not_(found)
    left = held if exact else func.lower(held)
    right = _plain(value) if exact else _plain(value).lower()
    if node.op in _TEXT_OPERATORS:
        return _by_text(node.op, left, right)
    return _ordered(node.op, left.collate("C"), right)


def _plain(value: str) -> str:
    """A text with which something can be compared. Refuses what no text of ours can have."""
    if "\0" in value:
        raise InvalidFilterException
    return value


# ------------------------------------------------------------------------------- JSON
def _path(names: tuple[str, ...]) -> ColumnElement[Any]:
    quoted = "".join(f'."{name}"' for name in names)
    return cast(f"lax ${quoted}[*]", JSONPATH)


def _some(told: ColumnElement[Any], names: tuple[str, ...], holds: Any) -> Condition:
    value = func.jsonb_path_query(told, _path(names)).column_valued("v")
    return exists(select(literal_column("1")).where(holds(cast(value, JSONB))))


def _full(value: ColumnElement[Any]) -> Condition:
    return value.cast(JSONB).not_in([cast(empty, JSONB) for empty in _EMPTY])


def _null(how: CompareOperator, told: Condition) -> Condition:
    """A comparison with null: what is missing or null equals it, and nothing comes before or after.

    An empty text was told: it is not null.
    """
    if how == CompareOperator.eq:
        return not_(told)
    return told if how == CompareOperator.ne else false()


def _not_null(value: ColumnElement[Any]) -> Condition:
    return func.jsonb_typeof(value) != "null"


def text_at(told: ColumnElement[Any], names: tuple[str, ...], *, exact: bool) -> ColumnElement[Any]:
    """Gives the first value at a path as text, in the form in which it is compared."""
    first = func.jsonb_path_query_first(told, _path(names))
    value = first.op("#>>", return_type=Text())(_WHOLE)
    return value if exact else func.lower(value)


def _by_operator(
    node: Comparison, told: ColumnElement[Any], names: tuple[str, ...], *, exact: bool
) -> Condition:
    value = node.value.value if isinstance(node.value, Enum) else node.value
    if value is None:
        return _null(node.op, _some(told, names, _not_null))
    asked = CompareOperator.eq if node.op == CompareOperator.ne else node.op

    def holds(one: ColumnElement[Any]) -> Condition:
        if isinstance(value, bool | int | float):
            return _ordered(asked, one, cast(value, JSONB))
        plain = one.op("#>>", return_type=Text())(_WHOLE)
        left = plain if exact else func.lower(plain)
        right = _plain(str(value)) if exact else _plain(str(value)).lower()
        if asked in _TEXT_OPERATORS:
            return _by_text(asked, left, right)
        return _ordered(asked, left.collate("C"), right)

    found = _some(told, names, holds)
    return not_(found) if node.op == CompareOperator.ne else found


def _by_text(how: CompareOperator, left: ColumnElement[Any], right: str) -> Condition:
    if how == CompareOperator.co:
        return func.strpos(left, right) > 0
    if how == CompareOperator.sw:
        return func.starts_with(left, right, type_=Boolean)
    return func.right(left, len(right)) == right


def _ordered(how: CompareOperator, left: ColumnElement[Any], right: Any) -> Condition:
    found: Condition = _ORDERS[how](left, right)
    return found
