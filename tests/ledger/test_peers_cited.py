"""The rest of what the design papers cite by number: one negative test each, with its control.

Beside ``test_appointments_widening.py`` and ``test_peers_numbers.py``; ``a.spare`` is a clerk with the
acts of an administrator and nothing held in trust.
"""

import uuid
from typing import Any

import pytest

from server.sign_in.authentication import BadToken
from storage.ids import printed
from tests.evidence.giving_acts import GIVING
from tests.ledger.acting import Client
from tests.ledger.bearing import doorkeeper
from tests.ledger.feeding import calling, entries, made_feed
from tests.ledger.giving import APPOINTMENT, CLERKS, GRANT, GROUND, ROLE, Giving, giving
from tests.ledger.receiving import Receiver, housed
from tests.ledger.test_appointments_widening import MEMBER, post, standing, unchanged
from tests.ledger.test_editions import TIGHTER
from tests.ledger.test_feeds import LINES, told_post
from tests.ledger.test_peers_numbers import NODE, appointment
from tests.ledger.workers import FIRST, proposed, working
from tests.world import key_of

__all__ = ["giving"]

CLERK, CHIEF = "a.spare", "a.administrator"
ADMINISTER = ("level_administrator", "organisation_department")
"""Roles whose holders give roles to others."""
POSTS = "post { id roles }"
PERSON = "person { id }"


def unit(name: str) -> str:
    return printed("Tenant", key_of("tenant", name))


def whose(giving: Giving, name: str) -> str:
    return f"Person_{giving.stage.world.person(name)}"


@pytest.mark.parametrize("role", ADMINISTER)
async def test_keycloak_pull_50217_who_only_acts_as_an_administrator_makes_none(
    giving: Giving, role: str
) -> None:
    """Cited for: only who holds it may hand on an administrator's role, by whatever path."""
    await giving.clerk(CLERK)
    act = giving.client.act
    group = (await act(CHIEF, "makeGroup", "group { id }", title="组", **GROUND))["group"]["id"]
    given = {"group": group, "role": role, **GROUND}
    # Another office of the county, which nobody lacks when a group gives it more.
    paths: dict[str, tuple[str, dict[str, Any]]] = {
        "grantRole": (GRANT, {"post": post(giving, "a1.spare"), "role": role}),
        "makePost": (POSTS, {"tenant": unit("a1"), "title": "新设", "roles": [role]}),
        "groupPost": (MEMBER, {"group": group, "post": post(giving, "a1.desk")}),
    }
    assert "grant" in await act(CHIEF, "grantRole", GRANT, **given)
    for name, (chosen, said) in paths.items():
        code = await unchanged(giving, CLERK, name, chosen, **said)
        assert code in {"grant.wider", "grant.senior", "grant.role_not_here"}, (name, code)
    told = await act(CHIEF, "grantRole", GRANT, **paths["grantRole"][1], **GROUND)
    fits = role == "level_administrator"
    assert ("grant" in told) == fits, "the control: who holds it in trust gives it where it fits"


async def test_fusionauth_2170_no_administrator_in_two_steps(giving: Giving) -> None:
    """Cited for: who manages users becomes an administrator in two steps, each of them allowed."""
    await giving.clerk(CLERK)
    act = giving.client.act
    # A post that carries nothing, with an accomplice in it: both are a clerk's to give.
    said = {"tenant": unit("a1"), "title": "新设职务", **GROUND}
    made = (await act(CLERK, "makePost", POSTS, **said))["post"]["id"]
    named = {"post": made, "person": whose(giving, "a1.spare"), **GROUND}
    assert "appointment" in await act(CLERK, "appointPerson", APPOINTMENT, **named)
    for role in ("level_administrator", "task_force", "unit_head"):
        code = await unchanged(giving, CLERK, "grantRole", GRANT, post=made, role=role)
        assert code == "grant.wider", role
    # A harmless role of one's own making, given first and filled afterwards.
    mine = (await giving.define(CLERK, "自留", "level_administrator:post.read"))["customRole"]
    assert "grant" in await giving.grant(CLERK, "a.desk", customRole=mine["id"])
    filled: dict[str, Any] = {"customRole": mine["id"], "expectedVersion": 1}
    for permission in ("task_force:problem.hand_down", "level_administrator:person.invite"):
        filled["permissions"] = [permission]
        assert await unchanged(giving, CLERK, "amendRole", ROLE, **filled) == "grant.wider"
    for accomplice in ("a1.spare", "a.desk"):
        viewer = await giving.stage.viewer(accomplice)
        assert viewer.roles.isdisjoint({(one, "*") for one in (*ADMINISTER, "task_force")})
        assert "task_force" not in {one for one, _ in viewer.roles}
    # The control: the second step by whoever holds it in trust.
    assert "grant" in await act(CHIEF, "grantRole", GRANT, post=made, role="task_force", **GROUND)


async def test_listmonk_2752_making_and_changing_have_one_rule(giving: Giving) -> None:
    """Cited for: create and edit must share the rule; the role refused at first was set by editing."""
    await giving.clerk(CLERK)
    act = giving.client.act
    said = {"tenant": unit("a1"), **GROUND}
    made = (await act(CHIEF, "makePost", POSTS, title="先设", **said))["post"]["id"]
    answers = {}
    for who in (CLERK, CHIEF, "b.administrator", "a1.head"):
        for role in ("handler", "task_force", "unit_head", "level_administrator",
                     "organisation_department", "security_administrator", "unit_member"):  # fmt: skip  # reads as a table
            new = await act(who, "makePost", POSTS, title=f"{who} {role}", roles=[role], **said)
            edited = await act(who, "grantRole", GRANT, post=made, role=role, **GROUND)
            codes = [one.get("rule") or one.get("code") for one in (new, edited)]
            answers[who, role] = codes[0]
            if who in {CLERK, CHIEF}:
                assert codes[0] == codes[1], (who, role, codes)
            else:
                # Whoever may not do either need not even see the post.
                assert None not in codes, (who, role, codes)
    assert answers[CHIEF, "handler"] is None, "the control: what may be given is given by both"
    assert answers[CLERK, "task_force"] == "grant.wider"
    assert {answers["b.administrator", "handler"]} == {"nothing-allows"}


async def test_glpi_5201_who_stands_higher_is_shut_to_a_lower_administrator(giving: Giving) -> None:
    """Cited for: an administrator of a part read the token by which a higher one signs in."""
    act, ask, stage = giving.client.act, giving.client.ask, giving.stage
    lower = "a1.administrator"
    said = {"tenant": unit("a1"), "name": "杨新", **GROUND}
    made = (await act(CHIEF, "recordPerson", PERSON, **said))["person"]["id"]
    invited = await act(lower, "invitePerson", "invitationCode", person=made)
    assert invited["invitationCode"], "the control: while they hold nothing that is higher"
    given = {"post": post(giving, "a.handler"), "person": made, **GROUND}
    assert "appointment" in await act(CHIEF, "appointPerson", APPOINTMENT, **given)
    before = stage.rows("select code_sha256 from ctx.invitation")
    told = await act(lower, "invitePerson", "invitationCode", person=made)
    assert told.get("code") in {"grant.wider", "grant.senior"}, told
    assert stage.rows("select code_sha256 from ctx.invitation") == before
    for higher in (CHIEF, "city.administrator", "city.security_administrator"):
        person = whose(giving, higher)
        assert (await ask(lower, NODE, {"id": person}))["data"]["node"] is None, higher
        told = await act(lower, "invitePerson", "invitationCode", person=person)
        assert told.get("code") == "person.not_found", told
    # The secrets of machines are shown once, to whoever made them, and never again to anybody.
    for kind in ("Feed", "Subscriber", "Person", "Appointment"):
        fields = await ask(CHIEF, f'{{ __type(name: "{kind}") {{ fields {{ name }} }} }}')
        names = {one["name"].lower() for one in fields["data"]["__type"]["fields"]}
        assert not {one for one in names if one.endswith(("secret", "token", "sha256"))}, kind


RIGHTS = {
    "post.manage": ("makePost", POSTS, {"tenant": unit("a1"), "title": "新设职务"}),
    "post_group.keep": ("makeGroup", "group { id }", {"title": "新组"}),
    "custom_role.define": ("defineRole", ROLE, {
        "title": "查看", "permissions": ["level_administrator:post.read"],
    }),
    "appointment.appoint": ("appointPerson", APPOINTMENT, {}),
    "appointment.relieve": ("relievePerson", APPOINTMENT, {}),
}  # fmt: skip  # reads as a table
READS = tuple(one for one in CLERKS if one.endswith(".read"))


@pytest.mark.parametrize("right", RIGHTS)
async def test_glpi_cve_2026_44281_each_act_asks_for_its_own_right(
    giving: Giving, right: str
) -> None:
    """Cited for: the wrong right was checked. Every right but its own is not enough; its own is."""
    role = await giving.clerk(CLERK)
    name, chosen, said = RIGHTS[right]
    said = dict(said)
    if right == "appointment.appoint":
        said |= {"post": post(giving, "a1.spare"), "person": whose(giving, "a2.spare")}
    if right == "appointment.relieve":
        said |= appointment(giving, "a1.spare")

    async def holding(version: int, *rights: str) -> None:
        permissions = [f"level_administrator:{one}" for one in rights]
        given = {"customRole": role["id"], "expectedVersion": version, "permissions": permissions}
        assert "customRole" in await giving.client.act(CHIEF, "amendRole", ROLE, **given, **GROUND)

    await holding(1, *(one for one in CLERKS if one != right))
    # Of a record that is there and seen, the rule is named that comes nearest.
    nearest = {"appointment.relieve": "appointments-follow-cadre-authority"}
    no = await unchanged(giving, CLERK, name, chosen, **said)
    assert no == nearest.get(right, "nothing-allows")
    needed = {right, *READS} | ({"custom_role.read", "post.read"})
    await holding(2, *sorted(needed))
    told = await giving.client.act(CLERK, name, chosen, **said, **GROUND)
    assert told["__typename"] == f"{name[0].upper()}{name[1:]}Success", told


ENDS = ("closePost", "retireRole", "ungroupPost", "takeBackRole", "relievePerson", "suspendPerson")


async def test_glpi_cve_2026_42318_what_ends_one_kind_of_thing_ends_no_other(
    giving: Giving,
) -> None:
    """Cited for: a screen that took the kind from its caller deleted any object."""
    act, ask = giving.client.act, giving.client.ask
    role = (await giving.define(CHIEF, "自设", "handler:post.read"))["customRole"]["id"]
    group = (await act(CHIEF, "makeGroup", "group { id }", title="组", **GROUND))["group"]["id"]
    joining = {"group": group, "post": post(giving, "a1.desk"), **GROUND}
    member = (await act(CHIEF, "groupPost", MEMBER, **joining))["member"]["id"]
    grant = (await giving.grant(CHIEF, "a1.spare", "handler"))["grant"]["id"]
    made = await act(CHIEF, "makePost", POSTS, tenant=unit("a1"), title="空", **GROUND)
    things = {
        "closePost": made["post"]["id"], "retireRole": role, "ungroupPost": member,
        "takeBackRole": grant, "relievePerson": appointment(giving, "a2.spare")["appointment"],
        "suspendPerson": appointment(giving, "a1.spare")["appointment"],
        "of a group": group, "of a unit": unit("a1"), "of a person": whose(giving, "a1.spare"),
    }  # fmt: skip  # reads as a table
    before = (giving.stage.everything(), standing(giving))
    for name in ENDS:
        _, field, more = GIVING[name]
        own = things[name].partition("_")[0]
        query = (
            f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input)"
            " { __typename ... on Refusal { code } } }"
        )
        for thing in things.values():
            kind, _, key = thing.partition("_")
            if kind == own:
                continue
            for said in (thing, f"{own}_{key}"):
                given = {"key": uuid.uuid4().hex, field: said, **more}
                told = await ask(CHIEF, query, {"input": given})
                code = (told.get("data") or {}).get(name, {}).get("code", "")
                assert code.endswith("not_found"), (name, said, told)
    assert (giving.stage.everything(), standing(giving)) == before
    for name in ENDS:
        _, field, more = GIVING[name]
        told = await act(CHIEF, name, "__typename", **{**more, field: things[name]})
        assert told["__typename"].endswith("Success"), ("the control", name, told)


async def test_glpi_cve_2025_53105_nobody_else_lays_a_hand_on_the_rules(giving: Giving) -> None:
    """Cited for: the order of the rules was changed by one who was no administrator."""
    stage = giving.stage
    version = "select policy_version from app.deployment"
    async with working(stage.database, stage.reach) as (worker,):
        before = (stage.one(version), stage.rows("select id from app.book_edition"))
        for who in ("city.administrator", "city.system_administrator", "city.head", CHIEF,
                    "city.task_force", "a1.handler", "city.audit_administrator"):  # fmt: skip  # columns side by side
            told = await proposed(worker, TIGHTER, who)
            assert told.get("rule") == "nothing-allows", (who, told)
        assert (stage.one(version), stage.rows("select id from app.book_edition")) == before
        assert "bookEdition" in await proposed(worker, TIGHTER, FIRST), "the control"


LISTS = {
    "customRoles": ("custom_role", "CustomRole"), "postGroups": ("post_group", "PostGroup"),
    "roleGrants": ("role_grant", "RoleGrant"), "feeds": ("feed", "Feed"),
    "subscribers": ("subscriber", "Subscriber"),
}  # fmt: skip  # reads as a table


async def test_dhis2_cve_2023_32060_every_road_to_a_thing_shares_it_alike(giving: Giving) -> None:
    """Cited for: two of the ways to a thing did not ask with whom it is shared."""
    act, ask, stage = giving.client.act, giving.client.ask, giving.stage
    for name in ("a", "b"):
        chief = f"{name}.administrator"
        said = {"title": "自设", "permissions": ["handler:post.read"], **GROUND}
        assert "customRole" in await act(chief, "defineRole", ROLE, **said)
        assert "group" in await act(chief, "makeGroup", "group { id }", title="组", **GROUND)
        assert "grant" in await giving.grant(chief, f"{name}1.spare", "handler")
        made_feed(stage.database, stage.world, name)
    async with housed(giving.client) as house:
        for name in ("a", "b"):
            await house.subscribe(Receiver(port=9), f"{name}.task_force", "problem.reported")
    sizes: dict[str, set[int]] = {}
    for field, (table, kind) in LISTS.items():
        things = [f"{kind}_{key}" for (key,) in stage.rows(f"select id from app.{table}")]
        for who in (CHIEF, "b.administrator", "a1.head", "city.security_administrator"):
            told = (await ask(who, f"{{ {field}(first: 50) {{ nodes {{ id }} }} }}"))["data"]
            listed = {one["id"] for one in told[field]["nodes"]}
            by_id = set()
            for thing in things:
                if (await ask(who, NODE, {"id": thing}))["data"]["node"] is not None:
                    by_id.add(thing)
            assert by_id == listed, (field, who)
            sizes.setdefault(field, set()).add(len(listed))
    for field, found in sizes.items():
        assert max(found) > 0, f"the control: some see {field}"
    assert all(len(sizes[one]) > 1 for one in ("postGroups", "roleGrants", "feeds")), sizes


async def test_dhis2_cve_2023_31139_a_machines_secret_opens_its_own_door_and_no_other(
    giving: Giving,
) -> None:
    """Cited for: a token made for one purpose gave a session without its limits."""
    client: Client = giving.client
    stage, ask = giving.stage, client.ask
    feed = made_feed(stage.database, stage.world, "a1")
    async with housed(client) as house:
        subscriber = Receiver(port=9)
        await house.subscribe(subscriber, "a.task_force", "problem.reported")

    async def nobody(*_: object) -> Any:
        raise AssertionError("no secret names anybody")

    door = doorkeeper(nobody)
    for secret in (feed, subscriber.secret):
        with pytest.raises(BadToken):
            await door.admit(f"Bearer {secret}".encode(), None)
    # Where it is a key, it opens the one role of a feed, in its unit, and nothing is done by it.
    viewer = (await calling(stage, feed)).viewer
    assert {one for one, _ in viewer.roles} == {"feed", "anyone"}
    held = appointment(giving, "a1.spare")["appointment"]
    for thing in (whose(giving, "a1.spare"), held):
        assert (await ask(viewer, NODE, {"id": thing}))["data"]["node"] is None
    before = (stage.everything(), standing(giving))
    told = await client.act(
        viewer, "grantRole", GRANT, post=post(giving, "a1.desk"), role="handler", **GROUND
    )
    assert told["__typename"] == "Refusal", told
    assert (stage.everything(), standing(giving)) == before
    # What it tells of another unit is not done; of its own it is.
    house_of = await entries(stage, feed)
    posts = "select count(*) from app.post where title = '新岗'"
    await told_post(house_of, "新岗", code="520603000000")
    assert stage.one(posts) == 0, stage.rows(LINES)
    await told_post(house_of, "新岗", code="520602001000")
    assert stage.one(posts) == 1, ("the control", stage.rows(LINES))


async def test_openslides_pull_5102_an_administrator_of_some_unit_is_not_one_of_this_unit(
    giving: Giving,
) -> None:
    """Cited for: who administered any one of the committees was taken for an administrator of this."""
    act, ask = giving.client.act, giving.client.ask
    other, below = "b.administrator", "a1.administrator"
    said = {"tenant": unit("a"), "title": "空", **GROUND}
    empty = (await act(CHIEF, "makePost", POSTS, **said))["post"]["id"]
    paths: dict[str, tuple[str, dict[str, Any]]] = {
        "grantRole": (GRANT, {"post": post(giving, "a.spare"), "role": "handler"}),
        "makePost": (POSTS, {"tenant": unit("a"), "title": "新设职务"}),
        "closePost": (POSTS, {"post": empty}),
        "appointPerson": (APPOINTMENT, {
            "post": post(giving, "a.spare"), "person": whose(giving, "a2.spare"),
        }),
        "recordPerson": (PERSON, {"tenant": unit("a"), "name": "杨新"}),
        "relievePerson": (APPOINTMENT, appointment(giving, "a.desk")),
    }  # fmt: skip  # reads as a table
    for name, (chosen, said) in paths.items():
        for who in (other, below):
            code = await unchanged(giving, who, name, chosen, **said)
            assert code == "nothing-allows" or code.endswith("not_found"), (name, who, code)
    # What would be refused is not offered either.
    query = "query ($t: ID!) { grantableRoles(tenant: $t) { role grantable } }"
    for who, offered in ((other, False), (below, False), (CHIEF, True)):
        told = (await ask(who, query, {"t": unit("a")}))["data"]["grantableRoles"]
        assert any(one["grantable"] for one in told or []) == offered, who
    for name, (chosen, said) in paths.items():
        told = await act(CHIEF, name, chosen, **said, **GROUND)
        assert told["__typename"].endswith("Success"), ("the control", name, told)
