"""A row's place: lineage, open_to and trail come from tree, trail and overdue, by one trigger."""

import datetime as dt
import uuid
from typing import Any

import psycopg
import pytest

from tests.wall.rows import TREE, World, viewing

PLACE = "holder_parent, holder_slot, at1, at2, at3, at4, at5, at6, open_to, trail"


def places(
    migrator: psycopg.Connection[Any], world: World, table: str, holder: str
) -> dict[str, Any]:
    row = next(row for row in world.of(table) if row.holder == holder)
    cursor = migrator.execute(f"select {PLACE} from app.{table} where id = %s", [row.id])
    names = [column.name for column in cursor.description or ()]
    return dict(zip(names, cursor.fetchone() or (), strict=True))


@pytest.fixture
def undone(migrator):
    """Takes back what a test does to the shared rows."""
    with migrator.transaction(force_rollback=True):
        yield migrator


def row_of(world: World, table: str, holder: str) -> uuid.UUID:
    return next(row.id for row in world.of(table) if row.holder == holder)


@pytest.mark.parametrize("holder", [name for name, _, _ in TREE])
def test_at_birth_the_holders_parent_reads_a_row_in_full(migrator, world: World, holder) -> None:
    tenant = world.tenants[holder]
    parent = world.tenants[tenant.parent] if tenant.parent else None
    place = places(migrator, world, "body", holder)
    assert tuple(place[f"at{slot}"] for slot in range(1, 7)) == tenant.lineage
    assert place["holder_slot"] == tenant.slot
    assert place["holder_parent"] == (parent.id if parent else None)
    assert place["open_to"] == (parent or tenant).slot
    assert place["trail"] == [tenant.id]


def test_a_department_is_a_direct_subordinate_of_its_home(migrator, world: World) -> None:
    assert places(migrator, world, "body", "bureau")["open_to"] == 2
    assert places(migrator, world, "body", "section")["open_to"] == 5


def test_a_hop_upward_opens_a_row_and_a_hop_sideways_does_not(undone, world: World) -> None:
    body = row_of(world, "body", "a1v")

    def hop(to: str) -> tuple[Any, ...]:
        undone.execute(
            "update app.body set holder = %s where id = %s", [world.tenants[to].id, body]
        )
        return undone.execute(
            f"select open_to, trail from app.body where id = {str(body)!r}"
        ).fetchone()

    ids = {name: tenant.id for name, tenant in world.tenants.items()}
    assert hop("a1") == (3, sorted([ids["a1v"], ids["a1"]]))
    assert hop("a") == (2, sorted([ids["a1v"], ids["a1"], ids["a"]]))
    # Down again to the other township: county a has had it, the city has not.
    assert hop("a2")[0] == 3
    # Sideways to the other county's township: neither b nor the city ever had it.
    assert hop("b1")[0] == 3
    assert ids["a1v"] in hop("b1")[1]


def test_who_had_a_row_keeps_seeing_it(app, migrator, world: World) -> None:
    body = row_of(world, "body", "a2")
    move = "update app.body set holder = %s where id = %s"
    migrator.execute(move, [world.tenants["b1"].id, body])
    try:
        for viewer, sees in (("a2", True), ("b1", True), ("b", True), ("a1", False), ("a", False)):
            with viewing(app, world.token(viewer, app)) as cursor:
                found = cursor.execute("select count(*) from app.body where id = %s", [body])
                assert found.fetchone() == (int(sees),), viewer
    finally:
        migrator.execute(move, [world.tenants["a2"].id, body])


def test_overdue_is_swept_and_opens_a_row_to_the_top(undone, world: World) -> None:
    obligation = row_of(world, "obligation", "a1v")
    assert places(undone, world, "obligation", "a1v")["open_to"] == 4
    undone.execute(
        "update app.obligation set due_on = date '2026-03-01' where id = %s", [obligation]
    )
    swept = "select app.sweep_overdue(%s)"
    assert undone.execute(swept, [dt.date(2026, 3, 1)]).fetchone() == (0,)
    assert undone.execute(swept, [dt.date(2026, 3, 2)]).fetchone() == (1,)
    assert places(undone, world, "obligation", "a1v")["open_to"] == 1
    assert places(undone, world, "entry", "a1v")["open_to"] == 1, "entries follow"
    assert places(undone, world, "file", "a1v")["open_to"] == 1, "and so do their files"


def test_the_relay_sweeps_and_the_application_does_not(shared_database, app, world: World) -> None:
    with psycopg.connect(shared_database.relay_dsn) as relay:
        relay.execute("select app.sweep_overdue('2000-01-01')")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("select app.sweep_overdue('2000-01-01')")


def test_a_child_row_stands_where_its_parent_stands(undone, world: World) -> None:
    obligation = row_of(world, "obligation", "a1v")
    undone.execute(
        "update app.obligation set holder = %s where id = %s", [world.tenants["b"].id, obligation]
    )
    parent = places(undone, world, "obligation", "a1v")
    entry = places(undone, world, "entry", "a1v")
    assert {**entry, "trail": None} == {**parent, "trail": None}
    assert set(entry["trail"]) == set(parent["trail"])
    assert places(undone, world, "file", "a1v") == entry


def test_who_wrote_a_row_under_anothers_goes_on_seeing_it(undone, world: World) -> None:
    entry, author = row_of(world, "entry", "a1v"), world.tenants["b1"].id
    undone.execute(
        "update app.entry set author_tenant = %s, holder = holder where id = %s", [author, entry]
    )
    assert author in places(undone, world, "entry", "a1v")["trail"]


def test_a_child_row_cannot_be_hung_elsewhere(app, migrator, world: World) -> None:
    """The holder that the caller names is not believed: the parent's counts, and the wall holds."""
    obligation = row_of(world, "obligation", "b1")
    insert = (
        "insert into app.entry (root, id, holder, obligation_id, author_person, author_post,"
        " author_tenant, held_on, text) values (%s, %s, %s, %s, %s, %s, %s, '2026-01-01', 'x')"
    )
    a1 = world.tenants["a1"]
    values = [
        a1.root,
        uuid.uuid4(),
        a1.id,
        obligation,
        world.persons["a1"],
        row_of(world, "post", "a1"),
        world.tenants["b1"].id,
    ]
    with (
        viewing(app, world.token("a1", app)) as cursor,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        cursor.execute(insert, values)


def test_a_file_is_placed_anew_when_an_entry_claims_it(undone, world: World) -> None:
    file, entry = row_of(world, "file", "a1"), row_of(world, "entry", "a1v")
    undone.execute("update app.file set entry_id = %s where id = %s", [entry, file])
    assert places(undone, world, "file", "a1") == places(undone, world, "entry", "a1v")


def test_a_holder_of_another_root_is_refused(migrator, world: World) -> None:
    city, far = world.tenants["city"], world.tenants["far"]
    with pytest.raises(psycopg.errors.ForeignKeyViolation) as refused:
        migrator.execute(
            "insert into app.person (root, id, holder, name, name_sort) values (%s, %s, %s, 'x', 'x')",
            [city.root, uuid.uuid4(), far.id],
        )
    assert refused.value.diag.constraint_name == "person_root_holder_fk"


# ------------------------------------------------------------------ the tree
def test_each_tenant_has_one_edge_to_its_parent(migrator, world: World) -> None:
    edges = migrator.execute("select child, parent from app.tenant_edge").fetchall()
    ids = {name: tenant.id for name, tenant in world.tenants.items()}
    assert sorted(edges) == sorted((ids[n], ids[p]) for n, _, p in TREE if p)


@pytest.mark.parametrize(
    ("kind", "parent"),
    [("COUNTY", "a1"), ("TOWNSHIP", "a1v"), ("COUNTY", "bureau"), ("CITY", "city")],
)
def test_a_parent_lies_above_its_child(migrator, world: World, kind, parent) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        migrator.execute(
            "insert into app.tenant (kind, code, name, name_sort, initials, parent_id)"
            " values (%s, 'new', 'new', 'new', 'n', %s)",
            [kind, world.tenants[parent].id],
        )


def test_the_application_founds_tenants_below_its_own(app, world: World) -> None:
    found = (
        "insert into app.tenant (kind, code, name, name_sort, initials, parent_id)"
        " values ('DEPARTMENT', 'new', 'new', 'new', 'n', %s) returning slot, at3, at5 = id, root"
    )
    a = world.tenants["a"]
    with viewing(app, world.token("a", app)) as cursor:
        assert cursor.execute(found, [a.id]).fetchone() == (5, a.id, True, a.root)
    for elsewhere in ("city", "b", "far"):
        with (
            viewing(app, world.token("a", app)) as cursor,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            cursor.execute(found, [world.tenants[elsewhere].id])


def test_the_application_changes_tenants_of_its_subtree_only(app, world: World) -> None:
    with viewing(app, world.token("a", app)) as cursor:
        cursor.execute("update app.tenant set suspended = true")
        assert cursor.rowcount == 4  # a, a1, a2, a1v
