"""SCIM filters and orders as SQL over what a feed has told.

An entry is kept as the JSON it was told in. In lax mode a JSON path reads through lists by itself,
so ``emails.value`` is one path, whether a person has one address or ten.
"""

import operator
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from pydantic.alias_generators import to_camel
from scim2_models import Extension, InvalidFilterException
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
    Select,
    and_,
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
_META = {"created": feed_entry.c.created_at, "last_modified": feed_entry.c.changed_at}


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
        if (held := _column(binding)) is not None:
            return held.is_not(None)
        if _of_members(binding):
            return _member(binding, None)
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
            raise InvalidFilterException
        inner = func.jsonb_path_query(feed_entry.c.told, _path(path_of(binding))).column_valued("e")
        holds = _OneValue(binding, cast(inner, JSONB)).visit(node.val_filter)
        # The conditions stand in selections of their own, which name the value of this one.
        return exists(select(literal_column("1")).select_from(inner.scalar_alias).where(holds))


class _OneValue(EntryFilter):
    """The filter inside ``emails[…]``, asked of one entry of the list."""

    def __init__(self, of: AttributeBinding, value: ColumnElement[Any]) -> None:
        self.of = of
        self.value = value

    def _named(self, attr: AttrPath) -> tuple[str, ...]:
        return (attr.attr,) if attr.sub_attr is None else (attr.attr, attr.sub_attr)

    def visit_present(self, node: Present) -> Condition:
        return _some(self.value, self._named(node.attr_path), _full)

    def visit_comparison(self, node: Comparison) -> Condition:
        return _by_operator(node, self.value, self._named(node.attr_path), exact=False)

    def visit_value_path(self, node: ValuePath) -> Condition:
        """Refuses a selection in a selection."""
        del node
        raise InvalidFilterException


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
        return feed_entry.c.name_key == node.value.casefold()
    return _by_operator(node, told, names, exact=binding.case_exact)


def _column(binding: AttributeBinding) -> ColumnElement[Any] | None:
    if binding.field_name == "meta":
        held = _META.get(binding.sub_field_name or "")
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
    if held in set(_META.values()):
        if node.op in _TEXT_OPERATORS:
            return false()
        value = _instant(value)
    elif held is feed_entry.c.id:
        raise InvalidFilterException
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


def _member(binding: AttributeBinding, node: Comparison | None) -> Condition:
    """Whether the entry has a member, or belongs to a group; asked by id alone."""
    here, there = feed_member.c.group_id, feed_member.c.user_id
    if binding.field_name == "groups":
        here, there = there, here
    query: Select[Any] = select(literal_column("1")).select_from(feed_member)
    query = query.where(here == feed_entry.c.id, feed_member.c.gone_at.is_(None))
    if node is None:
        return exists(query)
    if binding.sub_field_name not in {None, "value"} or node.op not in {
        CompareOperator.eq,
        CompareOperator.ne,
    }:
        raise InvalidFilterException
    key = read_id(node.value)
    found = false() if key is None else exists(query.where(there == key))
    return found if node.op == CompareOperator.eq else not_(found)


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
    value = func.jsonb_path_query_first(told, _path(names)).op("#>>")(_WHOLE)
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
        plain = one.op("#>>")(_WHOLE)
        left = plain if exact else func.lower(plain)
        right = str(value) if exact else str(value).lower()
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
