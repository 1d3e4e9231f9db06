"""Each field of GraphQL that is read stands on a shelf, and each field of a shelf is in GraphQL."""

from collections.abc import Iterator
from operator import and_ as all_of
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_introspection_type,
    is_list_type,
    is_specified_scalar_type,
)
from sqlalchemy import ColumnElement, and_, column, or_
from sqlalchemy.sql.elements import BooleanClauseList

from ledger.reading import ViewerRules
from ledger.shelves import _SLICES, CATALOGUE
from policies import book
from policies.enforcer import Enforcer
from policies.reach import probed
from schema.assembly import build_schema
from schema.limits import LIMITS
from schema.values import NAMED, WRITTEN
from storage.rows import Alias
from storage.shelf import Key, Listed, May, One, Print, Row, Rows, Sealed, Shelf, Steps, Value
from tenants.viewer import NOBODY

SCHEMA = build_schema()
PAGED = ("first", "after", "last", "before")
SCALARS = {
    Print.NUMBER: {"Int"},
    Print.LONG: {"Long"},
    Print.BOOLEAN: {"Boolean"},
    Print.INSTANT: {"DateTime"},
    Print.TEXT: {"String"},
    Print.TEXTS: {"String"},
    Print.NAMES: {"String"},
    Print.NAME: {"String", "Date"},  # and every enum
}
MADE_IN_PYTHON = (
    "apiLevel",
    "viewer",
    "ruleBook",
    "explain",
    "refusal",
    "deadlineTrace",
    "partyOrganisations",
    "settingGroups",
    "grantableRoles",
    "changesSince",
    "unreadNotices",
    "reconcile",
    "feedPlanEffects",
    "explainAccess",
    "shadowDifferences",
    "whoCanSee",
    "whatCanSee",
    "eventsSince",
    "controlIndex",
    "admissionStandards",
)
"""Root fields that read no row, or are answered by an act of the ledger."""

shelves = pytest.mark.parametrize("shelf", CATALOGUE.shelves.values(), ids=lambda one: one.name)


def type_of(shelf: Shelf) -> GraphQLObjectType:
    found = SCHEMA.get_type(shelf.name)
    assert isinstance(found, GraphQLObjectType), f"{shelf.name} is no type of the schema"
    return found


def described() -> Iterator[tuple[str, str | None]]:
    """Every type, field, argument and value that a client may read about."""
    for name, one in SCHEMA.type_map.items():
        if is_introspection_type(one) or is_specified_scalar_type(one):
            continue
        yield name, one.description
        if isinstance(one, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for member, field in one.fields.items():
                yield f"{name}.{member}", field.description
                for argument, given in getattr(field, "args", {}).items():
                    yield f"{name}.{member}({argument}:)", given.description
        if isinstance(one, GraphQLEnumType):
            for key, value in one.values.items():
                yield f"{name}.{key}", value.description


@shelves
def test_whoever_is_accused_is_kept_out_by_the_book_where_the_wall_keeps_them_out(
    shelf: Shelf,
) -> None:
    """A table that names the accused belongs to a noun that does, and a rule forbids all of it."""
    if shelf.action is None or not getattr(shelf.source, "info", {}).get("accused"):
        return
    known = book.load()
    noun = known.noun_of(shelf.action)
    acts = {one.key for one in known.actions.values() if one.noun == noun.key}
    kept = {
        act
        for rule in known.rules.values()
        if rule.effect == "deny" and "against-a-unit-i-sit-in-or-under" in rule.when
        for act in rule.actions
    }
    assert "accused" in noun.fields, f"{noun.key} needs the field accused"
    assert acts <= kept, f"no rule keeps the accused from {sorted(acts - kept)}"


def test_no_shelf_and_no_root_reading_is_named_twice() -> None:
    names = [shelf.name for one in _SLICES for shelf in one.SHELVES]
    roots = [name for one in _SLICES for name in one.ROOTS]
    assert len(names) == len(set(names)) == len(CATALOGUE.shelves)
    assert len(roots) == len(set(roots)) == len(CATALOGUE.roots)


def test_every_root_field_is_a_root_reading_or_known_to_be_made_in_python() -> None:
    assert SCHEMA.query_type is not None
    assert set(SCHEMA.query_type.fields) == {*CATALOGUE.roots, *MADE_IN_PYTHON}


@shelves
def test_a_type_and_its_shelf_have_the_same_fields(shelf: Shelf) -> None:
    assert set(type_of(shelf).fields) == set(shelf.fields)


def test_every_record_type_stands_on_a_shelf() -> None:
    """What implements Node is read by ``node(id:)``, so it has a shelf; the rest of it is by hand."""
    node = SCHEMA.get_type("Node")
    assert isinstance(node, GraphQLInterfaceType)
    implementing = {one.name for one in SCHEMA.get_possible_types(node)}
    keyed = {
        name for name, one in CATALOGUE.shelves.items() if isinstance(one.fields.get("id"), Key)
    }
    assert implementing == keyed


def fields_of(shelf: Shelf) -> Iterator[tuple[str, object, object]]:
    for name, field in shelf.fields.items():
        yield name, field, type_of(shelf).fields[name].type


@shelves
def test_a_field_is_printed_as_its_type_says(shelf: Shelf) -> None:
    for name, field, kind in fields_of(shelf):
        value = field.value if isinstance(field, Sealed) else field
        named = get_named_type(kind)  # type: ignore[arg-type]  # the type of a field
        if isinstance(value, Value):
            fits = named.name in SCALARS[value.prints]
            fits |= value.prints is Print.NAME and isinstance(named, GraphQLEnumType)
            assert fits, f"{shelf.name}.{name}: {value.prints} as {named.name}"
            listed = value.prints in {Print.TEXTS, Print.NAMES}
            assert listed == is_list_type(get_nullable_type(kind)), f"{shelf.name}.{name}"  # type: ignore[type-var]  # as above
            sealed = isinstance(field, Sealed)
            nullable = not isinstance(kind, GraphQLNonNull)
            assert nullable == (value.nullable or sealed), f"{shelf.name}.{name}"
        elif isinstance(value, May):
            assert str(kind) == "Boolean!"
        elif isinstance(value, Key):
            assert str(kind) == "ID!"
        elif isinstance(value, Steps):
            assert str(kind) == "[ViewerActionInfo!]!"
        elif isinstance(value, Row):
            assert named.name == value.shelf, f"{shelf.name}.{name}"
            sealed = isinstance(field, Sealed)
            assert not (sealed and isinstance(kind, GraphQLNonNull)), f"{shelf.name}.{name}"
        elif isinstance(value, Rows):
            assert str(kind) == f"{value.shelf}Connection!", f"{shelf.name}.{name}"
        elif isinstance(value, Listed):
            assert str(kind) == f"[{value.shelf}!]!", f"{shelf.name}.{name}"


def open_to_everybody(action: str | None, rules: ViewerRules, shelf: Shelf) -> bool:
    """Whether even nobody may do this on any row, so that a relation never hides what it reaches."""
    if action is None:
        return True
    assert not callable(shelf.source)
    return rules.branches(action, Alias("t", shelf.source)) is None


@pytest.fixture(scope="module")
def nobody() -> ViewerRules:
    return ViewerRules(probed(Enforcer(book.load())), NOBODY)


@shelves
def test_a_relation_is_null_where_the_record_it_reaches_may_be_hidden(
    shelf: Shelf, nobody: ViewerRules
) -> None:
    for name, field, kind in fields_of(shelf):
        if isinstance(field, Row) and isinstance(kind, GraphQLNonNull):
            reached = CATALOGUE.shelves[field.shelf]
            assert open_to_everybody(field.action or reached.action, nobody, reached), (
                f"{shelf.name}.{name} cannot be non-null: {reached.action} may say no"
            )


def lists() -> Iterator[tuple[str, GraphQLNamedType, object, object]]:
    """Each field that reads many rows: its place, arguments and reading."""
    assert SCHEMA.query_type is not None
    for name, root in CATALOGUE.roots.items():
        yield f"Query.{name}", SCHEMA.query_type.fields[name], root, CATALOGUE  # type: ignore[misc]  # a field
    for shelf in CATALOGUE.shelves.values():
        for name, field in shelf.fields.items():
            yield f"{shelf.name}.{name}", type_of(shelf).fields[name], field, shelf  # type: ignore[misc]  # a field


def test_every_list_is_paged_or_short() -> None:
    for place, field, reading, _ in lists():
        paged = [name for name in PAGED if name in field.args]  # type: ignore[attr-defined]  # a field
        if isinstance(reading, Rows):
            assert paged == list(PAGED), place
        else:
            assert paged == [], place
        if isinstance(reading, Listed):
            # The cost rule takes a plain list for one of ten rows; twenty times that is its bound.
            assert reading.limit <= LIMITS.plain_list * 20, place


class Named(dict[str, ColumnElement[Any]]):
    """Every name there is, as a column."""

    def __missing__(self, name: str) -> ColumnElement[Any]:
        return column(name)

    def __contains__(self, name: object) -> bool:
        return True


def demanded(condition: ColumnElement[Any]) -> Iterator[str]:
    """Each condition of those that must all hold."""
    if isinstance(condition, BooleanClauseList) and condition.operator is all_of:
        for one in condition.clauses:
            yield from demanded(one)
    else:
        yield str(condition)


def test_what_a_list_fixes_holds_of_each_of_its_rows() -> None:
    """Else all rows would name what only some of them do: it is looked up once."""
    fixing = [(place, one) for place, _, one, _ in lists() if isinstance(one, Rows) and one.fixes]
    assert len(fixing) >= 6
    for place, reading in fixing:
        assert reading.where is not None
        held = set(demanded(reading.where(Named(), Named())))
        for name, fact in reading.fixes:
            assert f"{name} = {fact}" in held, place
    # The control: an alternative beside it, and it holds no more of all.
    either = or_(column("holder") == column("viewer_tenant"), column("led_by") == column("a"))
    assert "holder = viewer_tenant" not in set(demanded(and_(either, column("open"))))


def test_every_argument_is_one_that_its_reading_knows() -> None:
    for place, field, reading, _ in lists():
        known: set[str] = set()
        if isinstance(reading, One):
            known = {"id"} if reading.by_any else set(reading.where)
        elif isinstance(reading, Rows | Listed):
            known = set(reading.filters)
            shelf = CATALOGUE.shelves[reading.shelf]
            orders = field.args.get("orderBy")  # type: ignore[attr-defined]  # a field
            if orders is not None:
                values = get_named_type(orders.type).values  # type: ignore[union-attr]  # an enum
                assert set(values) <= set(shelf.orders), place
            assert reading.order in shelf.orders, place
            assert set(reading.filters) <= set(shelf.filters), place
        given = set(field.args) - {*PAGED, "orderBy"}  # type: ignore[attr-defined]  # a field
        if "filter" in given:
            given = set(get_named_type(field.args["filter"].type).fields)  # type: ignore[attr-defined,union-attr]  # an input
        assert given == known, place


def test_whatever_a_client_may_read_about_is_described_in_both_languages() -> None:
    said = dict(described())
    assert len(said) > 500
    assert [name for name, text in said.items() if not text] == []
    chinese = [name for name, text in said.items() if text and any("一" <= c <= "鿿" for c in text)]
    paging = {name for name in said if name.rpartition("(")[2].removesuffix(":)") in PAGED}
    assert sorted(set(said) - set(chinese) - paging) == []


def test_words_about_values_are_about_values_of_the_schema() -> None:
    """What is called something elsewhere, or said on the page of values, is a value of that enum."""
    enums = {
        name: set(one.values)
        for name, one in SCHEMA.type_map.items()
        if isinstance(one, GraphQLEnumType) and not is_introspection_type(one)
    }
    assert {*NAMED, *WRITTEN} <= set(enums)
    for words in (*NAMED.values(), *WRITTEN.values()):
        sharing = [name for one in (NAMED, WRITTEN) for name in one if one[name] is words]
        assert set(words) <= set().union(*(enums[name] for name in sharing)), sharing
