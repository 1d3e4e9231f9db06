"""More of what peers were told of by number: what was repaired one write path, one list at a time.

Beside ``test_appointments_widening.py``, which has a test for each act that once went wrong
elsewhere, these go over all paths and all lists at once. Each has a control.
"""

from typing import Any

from strawberry.utils.str_converters import to_camel_case

from schema.query import Mutation
from tests.ledger.giving import APPOINTMENT, GRANT, GROUND, ROLE, Giving, giving
from tests.ledger.test_appointments_widening import MEMBER, post, standing

__all__ = ["giving"]

TAKES = {
    "relievePerson", "suspendPerson", "ungroupPost", "closePost", "takeBackRole", "retireRole",
    "closeUnit", "closeBody", "refuseAdministrator",
}  # fmt: skip  # columns side by side
"""They give nothing; whom they may not touch is said by test_glpi_3242."""
CARRIES_NOTHING = {
    "recordPerson", "foundUnit", "renameUnit", "foundBody", "renameBody", "makeGroup", "defineRole",
    "prepareAppointmentForm", "askAppointmentForm",
}  # fmt: skip  # columns side by side
"""What they make carries a right only once one of the others gives it."""
POSTS = "post { id roles }"


def acts() -> set[str]:
    """Every mutation of the slice, so that a new one is either tried here or told apart."""
    return {
        to_camel_case(field.python_name)
        for base in Mutation.__bases__
        if base.__module__.startswith("schema.appointments")
        for field in base.__strawberry_definition__.fields
    }


def appointment(giving: Giving, who: str) -> dict[str, Any]:
    """Somebody's appointment at its version of now."""
    person = giving.stage.world.person(who)
    said = "select id, version from app.appointment where person_id = %s order by id limit 1"
    key, version = giving.stage.one(said, person)
    return {"appointment": f"Appointment_{key}", "expectedVersion": version}


async def refused(giving: Giving, act: str, chosen: str, said: dict[str, Any]) -> str:
    """Does as ``a.spare`` what must be refused, with nothing changed, and gives the code."""
    before = (giving.stage.everything(), standing(giving))
    ground = {} if act in {"invitePerson", "confirmAdministrator"} else GROUND
    told = await giving.client.act("a.spare", act, chosen, **said, **ground)
    assert told["__typename"] == "Refusal", (act, told)
    assert (giving.stage.everything(), standing(giving)) == before, act
    code: str = told["rule"] if told["code"] == "book.not_allowed" else told["code"]
    return code


async def test_dhis2_subset_rule_holds_on_every_path_that_writes(giving: Giving) -> None:
    """PR 2005 and 15075: one could assign what one did not hold, now by this path, now by that.

    ``a.spare`` may do every act of an administrator and holds nothing in trust.
    """
    stage, act = giving.stage, giving.client.act
    await giving.clerk("a.spare")
    group = await act("a.administrator", "makeGroup", "group { id }", title="专班组", **GROUND)
    given = {"group": group["group"]["id"], "role": "task_force", **GROUND}
    assert "grant" in await act("a.administrator", "grantRole", GRANT, **given)
    mine = (await giving.define("a.spare", "自留", "level_administrator:post.read"))["customRole"]
    assert "grant" in await giving.grant("a.spare", "a.desk", customRole=mine["id"])
    away = {**appointment(giving, "a1.head"), **GROUND}
    assert "appointment" in await act("a.administrator", "suspendPerson", APPOINTMENT, **away)
    whose = f"Person_{stage.world.person('a1.desk')}"
    stands_in = {**appointment(giving, "a1.head"), "person": whose, "until": "2026-05-01"}
    acting = await act("a.administrator", "appointSubstitute", APPOINTMENT, **stands_in, **GROUND)
    substitute = {"appointment": acting["appointment"]["id"], "expectedVersion": 1}
    unit = stage.one("select uid from app.tenant where id = %s", stage.world.tenants["a1"])
    joining = {"group": group["group"]["id"], "post": post(giving, "a1.spare")}
    wider = {"post": post(giving, "a1.spare"), "role": "task_force"}
    made = {"tenant": f"Tenant_{unit}", "title": "新设职务", "roles": ["task_force"]}
    named = {
        "post": post(giving, "a1.task_force"),
        "person": f"Person_{stage.world.person('a2.spare')}",
    }
    amended = {"customRole": mine["id"], "expectedVersion": 1}
    amended |= {"permissions": ["task_force:problem.hand_down"]}
    asked = {"post": post(giving, "a.desk"), "role": "audit_administrator"}
    nobody = {"request": f"AdministratorRequest_{unit}", "expectedVersion": 1}
    paths: dict[str, tuple[str, dict[str, Any], str]] = {
        "grantRole": (GRANT, wider, "grant.wider"),
        "groupPost": (MEMBER, joining, "grant.wider"),
        "amendRole": (ROLE, amended, "grant.wider"),
        "makePost": (POSTS, made, "grant.wider"),
        "appointPerson": (APPOINTMENT, named, "grant.wider"),
        "appointSubstitute": (APPOINTMENT, {**stands_in, "until": "2026-06-01"}, "grant.senior"),
        "extendAppointment": (APPOINTMENT, {**substitute, "until": "2026-06-01"}, "grant.senior"),
        "reinstatePerson": (APPOINTMENT, appointment(giving, "a1.head"), "grant.wider"),
        "invitePerson": ("invitationCode", {"person": whose}, "a-level-administrator-invites"),
        "askAdministrator": ("request { id }", asked, "nothing-allows"),
        "confirmAdministrator": ("request { id }", nobody, "administrator_request.not_found"),
    }
    assert set(paths) | TAKES | CARRIES_NOTHING == acts()
    before = standing(giving)
    found = {}
    for name, (chosen, said, _) in paths.items():
        found[name] = await refused(giving, name, chosen, said)
    assert found == {name: code for name, (*_, code) in paths.items()}
    assert standing(giving) == before
    # The control: whoever holds it in trust does the same by the same path.
    for name in ("grantRole", "groupPost", "makePost", "extendAppointment", "reinstatePerson"):
        chosen, said, _ = paths[name]
        told = await act("a.administrator", name, chosen, **said, **GROUND)
        assert told["__typename"] == f"{name[0].upper()}{name[1:]}Success", (name, told)


PEOPLE = "{ people(first: 200) { nodes { id } totalCount totalCountIsExact } }"
NODE = "query ($id: ID!) { node(id: $id) { id } }"
SEEN = """query ($p: ID!, $t: ID!) { explainAccess(person: $p, action: "person.read", id: $t) {
  allowed } }"""


async def test_keycloak_43405_a_confined_administrators_list_and_detail_are_the_same(
    giving: Giving,
) -> None:
    """Of the same kind as 44329 and 52188: the list showed whom the detail refused, or otherwise."""
    people = [f"Person_{key}" for (key,) in giving.stage.rows("select id from app.person")]
    sizes = {}
    for who in ("a.administrator", "a1.administrator", "city.system_administrator", "a.spare"):
        told = (await giving.client.ask(who, PEOPLE))["data"]["people"]
        listed = {one["id"] for one in told["nodes"]}
        assert (told["totalCount"], told["totalCountIsExact"]) == (len(listed), True), who
        by_id = set()
        for person in people:
            if (await giving.client.ask(who, NODE, {"id": person}))["data"]["node"] is not None:
                by_id.add(person)
        assert by_id == listed, who
        sizes[who] = len(listed)
    mine = f"Person_{giving.stage.world.person('a.spare')}"
    assert all(0 < size < len(people) for size in sizes.values()), "the control: some, not all"
    assert sizes["a1.administrator"] != sizes["a.administrator"]
    why = {"p": mine, "t": mine}
    told = (await giving.client.ask("a.spare", SEEN, why))["data"]["explainAccess"]
    assert told == {"allowed": True}


async def test_keycloak_50616_a_role_is_no_road_to_the_groups_that_carry_it(
    giving: Giving,
) -> None:
    """Whoever could read a role was shown every group with it, hidden ones among them."""
    act, ask = giving.client.act, giving.client.ask
    role = await giving.define("city.administrator", "联络员", "handler:problem.rectify")
    lent = role["customRole"]["id"]
    group = await act("a.administrator", "makeGroup", "group { id }", title="县组", **GROUND)
    hidden = group["group"]["id"]
    given = {"customRole": lent, "givenUntil": "2026-12-31", **GROUND}
    one = await act("a.administrator", "grantRole", GRANT, group=hidden, **given)
    assert "grant" in one, one
    two = await act("a.administrator", "grantRole", GRANT, post=post(giving, "a1.spare"), **given)
    assert "grant" in two, two
    said = {"group": hidden, "post": post(giving, "a1.desk")}
    member = (await act("a.administrator", "groupPost", MEMBER, **said, **GROUND))["member"]["id"]
    query = (
        "{ customRoles(first: 20) { nodes { id } } postGroups(first: 20) { nodes { id } }"
        " roleGrants(first: 20) { nodes { id customRole { id } group { id } } } }"
    )
    everything = [hidden, one["grant"]["id"], two["grant"]["id"], member]
    for who, sees in (("b.administrator", False), ("a.administrator", True)):
        told = (await ask(who, query))["data"]
        assert lent in [one["id"] for one in told["customRoles"]["nodes"]], (
            "the role is read by all"
        )
        groups = [one["id"] for one in told["postGroups"]["nodes"]]
        carried = [one for one in told["roleGrants"]["nodes"] if one["customRole"] is not None]
        assert (hidden in groups, len(carried)) == (sees, 2 if sees else 0), who
        for thing in everything:
            node = (await ask(who, NODE, {"id": thing}))["data"]["node"]
            assert (node is not None) == sees, (who, thing)
