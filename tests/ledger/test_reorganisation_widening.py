"""A reorganisation gives: what it would give is weighed as a grant is, on the tree as it would be."""

from typing import Any

import psycopg
import pytest

from ledger.reorganisation.apply_reorganisation import ApplyReorganisation, apply_reorganisation
from ledger.reorganisation.approve_reorganisation import (
    ApproveReorganisation,
    approve_reorganisation,
)
from ledger.reorganisation.planning import Step
from ledger.reorganisation.preview_reorganisation import (
    PreviewReorganisation,
    preview_reorganisation,
)
from tests import world
from tests.ledger.acting import Client
from tests.ledger.giving import GROUND, ROLE
from tests.ledger.reorganising import TODAY, Reorganising, administrators, unit
from tests.world import key_of

MOVE = Step("MOVE", unit("a2"), to=unit("b"))
FOUND = Step("FOUND", to=unit("a"), name="甲三镇", code="520602003000", unit_kind="TOWNSHIP")
ACTS = ("read", "draft", "preview", "approve", "schedule", "apply")
GRANT = "grant { id version }"


@pytest.fixture
def staffed(stage: Any) -> Any:
    administrators(stage)
    return stage


def post(name: str, to: str) -> Step:
    return Step("MOVE_POST", post=key_of("post", name), to=unit(to))


def placed(stage: Any, unit_name: str, name: str, roles: list[str], person: str | None) -> None:
    number = stage.world.tenants[unit_name]
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        held = {"root": stage.world.tenants["city"], "holder": number}
        world.put_in_post(connection, held, name, roles=roles, person=person)


async def previewed(stage: Any, superior: str, kind: str, *steps: Step) -> Reorganising:
    found = await Reorganising.drafted(stage, f"{superior}.administrator", kind, steps)
    await found.do(f"{superior}.administrator", preview_reorganisation, PreviewReorganisation)
    return found


async def refused(found: Reorganising, by: str) -> str:
    """The code with which approving it is refused; nothing changed."""
    agreed = found.now()["preview_hash"]
    refusal = await found.refused(by, approve_reorganisation, ApproveReorganisation, agreed)
    assert found.now()["state"] == "PREVIEWED"
    return str(refusal.code)


async def test_cve_2026_9099_moving_a_unit_is_a_grant(staffed: Any, client: Client) -> None:
    """Whoever may only reorganise, and holds nothing to give, does not lay a unit under others."""
    placed(staffed, "city", "city.spare", [], None)
    permissions = [f"level_administrator:reorganisation.{act}" for act in ACTS]
    said = {"title": "区划办", "permissions": permissions, **GROUND}
    role = (await client.act("city.administrator", "defineRole", ROLE, **said))["customRole"]
    spare = {"post": f"Post_{key_of('post', 'city.spare')}", "customRole": role["id"], **GROUND}
    assert "grant" in await client.act("city.administrator", "grantRole", GRANT, **spare)

    found = await previewed(staffed, "city", "MOVE", MOVE)
    given = {
        "reorganisation": f"Reorganisation_{found.item}",
        "previewHash": found.now()["preview_hash"],
    }
    shown = "reorganisation { state }"

    async def act(who: str, name: str, **more: Any) -> dict[str, Any]:
        version = found.now()["version"]
        told: dict[str, Any] = await client.act(
            who, name, shown, **given, **more, expectedVersion=version
        )
        return told

    before = staffed.everything()
    told = await act("city.spare", "approveReorganisation")
    assert told.get("code") == "grant.wider", told
    assert staffed.everything() == before
    assert found.now()["state"] == "PREVIEWED"
    # Control: another one there who holds in trust what the new line comes to hold.
    assert "reorganisation" in await act("city.deputy", "approveReorganisation")
    given.pop("previewHash")
    day = str(TODAY)
    assert "reorganisation" in await act("city.deputy", "scheduleReorganisation", effectiveOn=day)
    # Carrying it out is weighed as approving it is.
    given["previewHash"] = found.now()["preview_hash"]
    told = await act("city.spare", "applyReorganisation")
    assert told.get("code") == "grant.wider", told
    parent = "select parent_id from app.tenant where uid = %s"
    assert staffed.one(parent, unit("a2")) == staffed.world.tenants["a"]
    assert "reorganisation" in await act("city.deputy", "applyReorganisation")
    assert staffed.one(parent, unit("a2")) == staffed.world.tenants["b"]


@pytest.mark.parametrize(
    ("superior", "name", "to", "code"),
    [
        ("city", "city.security_administrator", "a", "grant.needs_two"),
        ("city", "city.audit_administrator", "a", "grant.needs_two"),
        ("city", "city.petition_bureau", "a1", "grant.role_not_here"),
        ("a", "a1.administrator", "a2", "grant.unmanaged"),
    ],
)
async def test_a_post_is_moved_as_its_roles_are_given(
    staffed: Any, superior: str, name: str, to: str, code: str
) -> None:
    found = await previewed(staffed, superior, "SPLIT", FOUND, post(name, to))
    assert await refused(found, f"{superior}.deputy") == code


async def test_posts_that_may_be_given_move(staffed: Any) -> None:
    """The control: a handler, a bureau's post to a county, one administrator of two."""
    names = {"city.handler": "a1", "city.petition_bureau": "b", "a.deputy": "a1"}
    steps = [post(name, to) for name, to in names.items()]
    found = await previewed(staffed, "city", "SPLIT", FOUND, *steps)
    await found.applied("city.administrator", other="city.deputy")
    for name, to in names.items():
        holder = staffed.one("select holder from app.post where id = %s", key_of("post", name))
        assert holder == staffed.world.tenants[to], name


async def test_nobody_senior_is_moved_and_what_changed_since_is_seen_when_applied(
    staffed: Any,
) -> None:
    """Who heads a township and holds a post of the city as well is not moved by the county."""
    merge = Step("MERGE", unit("a2"), to=unit("a1"))
    found = await previewed(staffed, "a", "MERGE", merge)
    await found.scheduled("a.administrator", other="a.deputy")
    placed(staffed, "city", "city.vice", ["unit_head"], "a2.head")
    agreed = found.now()["preview_hash"]
    refusal = await found.refused(
        "a.administrator", apply_reorganisation, ApplyReorganisation, agreed
    )
    assert refusal.code == "grant.senior"
    assert found.now()["state"] == "SCHEDULED"
