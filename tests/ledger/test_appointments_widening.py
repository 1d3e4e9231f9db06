"""What peers were told of by number: each way to come to hold more is closed, by name.

``a.clerk`` has a custom role with the acts of an administrator and none of what one holds in trust.
"""

from typing import Any
from uuid import UUID

from ledger.appointments.widening import WIDER, Powers, State, objections
from tests.ledger.giving import APPOINTMENT, GRANT, GROUND, ROLE, Giving, giving
from tests.ledger.giving_book import toy_book

__all__ = ["giving"]

MEMBER = "member { id version }"


async def unchanged(giving: Giving, who: str, act: str, chosen: str, **given: Any) -> str:
    """Does what must be refused, holds that nothing changed, and gives the code."""
    stage = giving.stage
    before = (stage.everything(), standing(giving))
    told = await giving.client.act(who, act, chosen, **{**GROUND, **given})
    assert told["__typename"] == "Refusal", told
    assert (stage.everything(), standing(giving)) == before
    return told["code"] if told["code"] != "book.not_allowed" else told["rule"]


def standing(giving: Giving) -> Any:
    tables = ("appointment", "post", "role_grant", "custom_role", "post_group", "group_member")
    return [giving.stage.rows(f"select t::text from app.{one} t order by 1") for one in tables]


def post(giving: Giving, name: str) -> str:
    return f"Post_{giving.stage.world.post(name)}"


async def test_cve_2026_94000_joining_a_group_is_being_given_what_it_carries(
    giving: Giving,
) -> None:
    await giving.clerk("a.spare")
    act = giving.client.act
    group = (await act("a.administrator", "makeGroup", "group { id }", title="专班组", **GROUND))[
        "group"
    ]
    given = {"group": group["id"], "role": "task_force", **GROUND}
    assert "grant" in await act("a.administrator", "grantRole", GRANT, **given)
    said = {"group": group["id"], "post": post(giving, "a1.spare")}
    assert await unchanged(giving, "a.spare", "groupPost", MEMBER, **said) == "grant.wider"
    told = await act("a.administrator", "groupPost", MEMBER, **said, **GROUND)
    viewer = await giving.stage.viewer("a1.spare")
    assert ("task_force", "*") in viewer.roles
    # The group itself is no way around: what it is given comes to all who are in it.
    more = {"group": group["id"], "role": "unit_head"}
    assert await unchanged(giving, "a.spare", "grantRole", GRANT, **more) == "grant.senior"
    await act(
        "a.administrator",
        "ungroupPost",
        MEMBER,
        member=told["member"]["id"],
        expectedVersion=1,
        **GROUND,
    )
    viewer = await giving.stage.viewer("a1.spare")
    assert ("task_force", "*") not in viewer.roles


def test_cve_2026_9099_moving_a_unit_gives_what_its_new_line_holds() -> None:
    """The privileged part is moved under one's own: the right to give at both ends is not enough."""
    powers = Powers(toy_book())
    mine, theirs, accomplice = UUID(int=1), UUID(int=2), UUID(int=3)
    role = {name: frozenset({(name, "*")}) for name in ("admin", "watcher", "clerk")}
    people = {
        mine: powers.standing([(1, role["admin"], None)]),
        theirs: powers.standing([(4, role["clerk"], None)]),
        accomplice: powers.standing([(2, role["watcher"], None)]),
    }
    before = State({1: None, 2: 1, 3: 1, 4: 3}, people)
    after = State({1: None, 2: 1, 3: 1, 4: 2}, people)
    acting = people[mine].holds
    found = objections(powers, before, after, actor=mine, acting=acting)
    assert {(one.kind, one.person, one.action) for one in found} == {
        (WIDER, accomplice, "thing.watch")
    }
    alone = {key: one for key, one in people.items() if key != accomplice}
    moved = (State(before.parents, alone), State(after.parents, alone))
    assert objections(powers, *moved, actor=mine, acting=acting) == ()


async def test_cve_2026_9795_no_mapping_brings_what_is_out_of_reach(giving: Giving) -> None:
    role = await giving.clerk("a.spare")
    for permission in (
        "security_administrator:post.grant",
        "separated_administrator:custom_role.read",
        "level_administrator:problem.evaluate",
        "emperor:post.grant",
        "handler:tenant.explode",
        "anyone:tenant.read",
    ):
        said = {"title": "越界", "permissions": [permission]}
        code = await unchanged(giving, "a.administrator", "defineRole", ROLE, **said)
        assert code == "custom_role.permission_unknown", permission
    # A role that somebody has already: editing it gives.
    told = await giving.define("a.spare", "自留", "level_administrator:post.read")
    mine = told["customRole"]
    assert "grant" in await giving.grant("a.spare", "a.desk", customRole=mine["id"])
    said = {
        "customRole": mine["id"],
        "expectedVersion": 1,
        "permissions": ["task_force:problem.hand_down"],
    }
    assert await unchanged(giving, "a.spare", "amendRole", ROLE, **said) == "grant.wider"
    own = {
        "customRole": role["id"],
        "expectedVersion": 1,
        "permissions": ["task_force:problem.hand_down"],
    }
    assert await unchanged(giving, "a.spare", "amendRole", ROLE, **own) == "grant.own_rights"


async def test_cve_2026_11577_creation_gives_no_more_than_a_grant_does(giving: Giving) -> None:
    await giving.clerk("a.spare")
    unit = giving.stage.one(
        "select uid from app.tenant where id = %s", giving.stage.world.tenants["a1"]
    )
    said = {"tenant": f"Tenant_{unit}", "title": "新设职务"}
    for who, roles, code in (
        ("a.spare", ["task_force"], "grant.wider"),
        ("a.spare", ["level_administrator"], "grant.wider"),
        ("a.administrator", ["security_administrator"], "grant.role_not_here"),
        ("a.administrator", ["unit_member"], "grant.role_unknown"),
        ("a.administrator", ["grid_worker"], "grant.role_not_here"),
        ("b.administrator", ["handler"], "nothing-allows"),
    ):
        assert await unchanged(giving, who, "makePost", "post { id }", roles=roles, **said) == code
    told = await giving.client.act(
        "a.administrator", "makePost", "post { id roles }", roles=["handler"], **said, **GROUND
    )
    assert "post" in told, told
    assert told["post"]["roles"] == ["handler"]


async def test_cve_2025_7784_who_may_appoint_does_not_become_an_administrator_by_it(
    giving: Giving,
) -> None:
    await giving.clerk("a.spare")
    person = giving.stage.world.person
    for where in ("a.administrator", "a1.administrator", "a1.task_force"):
        said = {"post": post(giving, where), "person": f"Person_{person('a1.spare')}"}
        assert (
            await unchanged(giving, "a.spare", "appointPerson", APPOINTMENT, **said)
            == "grant.wider"
        )
        said["person"] = f"Person_{person('a.spare')}"
        code = await unchanged(giving, "a.spare", "appointPerson", APPOINTMENT, **said)
        assert code == "nobody-appoints-themselves"
    # What carries nothing may be given by whoever may appoint.
    assert "appointment" in await giving.appoint("a.spare", "a1.spare", "a2.spare")


async def test_cve_2022_41948_nobody_gives_to_themselves_not_even_through_a_group(
    giving: Giving,
) -> None:
    act = giving.client.act
    said = {"post": post(giving, "a.administrator"), "role": "task_force"}
    code = await unchanged(giving, "a.administrator", "grantRole", GRANT, **said)
    assert code == "nobody-grants-to-their-own-post"
    group = (await act("city.administrator", "makeGroup", "group { id }", title="市组", **GROUND))[
        "group"
    ]
    joined = {"group": group["id"], "post": post(giving, "city.administrator")}
    code = await unchanged(giving, "city.administrator", "groupPost", MEMBER, **joined)
    assert code == "nobody-grants-to-their-own-post"
    # A group that a colleague put my post into, while it carried nothing.
    joined["post"] = post(giving, "a.administrator")
    assert "member" in await act("city.administrator", "groupPost", MEMBER, **joined, **GROUND)
    more = {"group": group["id"], "role": "unit_head"}
    assert "grant" in await act("city.administrator", "grantRole", GRANT, **more, **GROUND)


async def test_glpi_3242_nobody_removes_who_holds_as_much_as_they_do(giving: Giving) -> None:
    await giving.clerk("a.spare")
    stage = giving.stage
    # A second administrator of the county, appointed from above.
    told = await giving.appoint("city.administrator", "a.administrator", "a.desk")
    second = told["appointment"]["id"]
    of = {
        who: f"Appointment_{stage.one('select id from app.appointment where person_id = %s', stage.world.person(who))}"
        for who in ("a.administrator", "a1.administrator", "a.organisation_department")
    }
    for who, whose, code in (
        ("a.administrator", second, "grant.senior"),
        ("a.spare", of["a.administrator"], "grant.senior"),
        ("a.spare", of["a1.administrator"], "grant.senior"),
        ("a.organisation_department", of["a.administrator"], "grant.senior"),
        # keycloak-orgs 265: nothing is left without a manager.
        ("a.administrator", of["a1.administrator"], "grant.unmanaged"),
    ):
        said = {"appointment": whose, "expectedVersion": 1}
        for act in ("relievePerson", "suspendPerson"):
            assert await unchanged(giving, who, act, APPOINTMENT, **said) == code, (who, act)
    said = {"appointment": second, "expectedVersion": 1, **GROUND}
    told = await giving.client.act("city.administrator", "relievePerson", APPOINTMENT, **said)
    assert told["appointment"]["version"] == 2
    said = {"appointment": of["a.administrator"], "expectedVersion": 1}
    code = await unchanged(giving, "city.administrator", "relievePerson", APPOINTMENT, **said)
    assert code == "grant.unmanaged"


async def test_the_three_are_apart_and_are_not_given_by_one(giving: Giving) -> None:
    stage = giving.stage
    for role in ("system_administrator", "security_administrator", "audit_administrator"):
        said = {"post": post(giving, "a.spare"), "role": role}
        assert (
            await unchanged(giving, "city.administrator", "grantRole", GRANT, **said)
            == "grant.wider"
        )
        code = await unchanged(giving, "city.security_administrator", "grantRole", GRANT, **said)
        assert code == "grant.needs_two"
        said["post"] = post(giving, "a.handler")
        code = await unchanged(giving, "city.security_administrator", "grantRole", GRANT, **said)
        assert code == "grant.not_together"
    assert stage.rows("select * from app.role_grant") == []
