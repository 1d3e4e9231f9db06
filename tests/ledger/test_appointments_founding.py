"""Units and bodies come, change their names and go; people are invited; the three need two."""

import hashlib
import time

import psycopg

from tenants.codes import UnitNature, credit_code
from tenants.context import asking, seal
from tests.ledger.giving import GROUND, Giving, giving

__all__ = ["giving"]

REQUEST = "request { id state version role }"
UNIT = "tenant { id code name creditCode validFrom validUntil }"


def unit_of(giving: Giving, name: str) -> str:
    stage = giving.stage
    return (
        f"Tenant_{stage.one('select uid from app.tenant where id = %s', stage.world.tenants[name])}"
    )


async def test_a_county_founds_a_department_renames_it_and_closes_it_when_it_is_empty(
    giving: Giving,
) -> None:
    act, stage = giving.client.act, giving.stage
    code = credit_code(UnitNature.BUREAU, "520602", serial="MB12345X")
    said = {"parent": unit_of(giving, "a"), "kind": "DEPARTMENT", "name": "甲县数据局", **GROUND}
    for wrong in (code[:-1] + ("0" if code[-1] != "0" else "1"), code[:-1], "520602"):
        before = stage.everything()
        told = await act("a.administrator", "foundUnit", UNIT, creditCode=wrong, **said)
        assert told["code"] == "tenant.credit_code_refused", wrong
        assert stage.everything() == before
    for who, given, refused in (
        ("b.administrator", {}, "book.not_allowed"),
        ("a.head", {}, "book.not_allowed"),
        ("a.administrator", {"kind": "TOWNSHIP"}, "tenant.kind_refused"),
        ("a.administrator", {"kind": "OFFICE"}, "tenant.kind_refused"),
    ):
        assert (await act(who, "foundUnit", UNIT, **{**said, **given}))["code"] == refused
    made = (await act("a.administrator", "foundUnit", UNIT, creditCode=code, **said))["tenant"]
    assert (made["code"], made["validFrom"]) == (code, "2026-04-15")
    again = await act("a.administrator", "foundUnit", UNIT, creditCode=code, **said)
    assert again["code"] == "tenant.code_taken"
    told = await act(
        "a.administrator", "renameUnit", UNIT, tenant=made["id"], name="甲县大数据局", **GROUND
    )
    assert told["tenant"]["name"] == "甲县大数据局"
    body = {"tenant": made["id"], "kind": "party_branch", "name": "甲县大数据局党支部", **GROUND}
    founded = (await act("a.administrator", "foundBody", "body { id name }", **body))["body"]
    told = await act("a.administrator", "closeUnit", UNIT, tenant=made["id"], **GROUND)
    assert (told["code"], told["details"][0]["value"]) == ("tenant.in_use", "bodies")
    await act("a.administrator", "closeBody", "body { id }", body=founded["id"], **GROUND)
    told = await act("a.administrator", "closeUnit", UNIT, tenant=made["id"], **GROUND)
    assert told["tenant"]["validUntil"] == "2026-04-15"
    changes = stage.rows("select change, name_before, name_after from app.unit_change order by id")
    assert [one[0] for one in changes] == ["FOUNDED", "RENAMED", "FOUNDED", "CLOSED", "CLOSED"]
    told = await act("a.administrator", "closeUnit", UNIT, tenant=unit_of(giving, "a1"), **GROUND)
    assert told["code"] == "tenant.kind_refused", "levels go by reorganisation only"


async def test_an_invitation_is_no_way_to_become_somebody(giving: Giving) -> None:
    act, stage = giving.client.act, giving.stage
    said = {"tenant": unit_of(giving, "a1"), "name": "杨新", **GROUND}
    told = await act("b.administrator", "recordPerson", "person { id }", **said)
    assert told["code"] == "book.not_allowed"
    made = (await act("a.administrator", "recordPerson", "person { id name }", **said))["person"]
    key = "invite-once-1"
    told = await act(
        "a.administrator",
        "invitePerson",
        "invitationCode person { id }",
        person=made["id"],
        key=key,
    )
    code = told["invitationCode"]
    kept = stage.rows("select code_sha256 from ctx.invitation")
    assert [bytes(one) for (one,) in kept] == [hashlib.sha256(code.encode()).digest()]
    again = await act(
        "a.administrator", "invitePerson", "invitationCode", person=made["id"], key=key
    )
    assert (again["replayed"], again["invitationCode"]) == (True, None)
    # Who signs in already is not invited: nobody takes a sign-in over.
    there = f"Person_{stage.world.person('a1.handler')}"
    told = await act("a.administrator", "invitePerson", "invitationCode", person=there)
    assert told["code"] == "person.has_sign_in"
    # The system administrator keeps accounts, and becomes nobody by it.
    post = f"Post_{stage.world.post('a.handler')}"
    said = {"tenant": unit_of(giving, "a"), "name": "田立", **GROUND}
    other = (await act("city.system_administrator", "recordPerson", "person { id }", **said))[
        "person"
    ]
    told = await act(
        "a.administrator",
        "appointPerson",
        "appointment { id }",
        post=post,
        person=other["id"],
        **GROUND,
    )
    assert "appointment" in told, told
    told = await act(
        "city.system_administrator", "invitePerson", "invitationCode", person=other["id"]
    )
    assert told["code"] == "grant.wider"
    assert stage.one("select count(*) from ctx.invitation") == 1


async def test_an_invitation_is_void_as_soon_as_more_is_given_to_the_person(giving: Giving) -> None:
    """Who made the code would become what others gave since; with nothing given it works."""
    act, stage = giving.client.act, giving.stage
    codes = {}
    for name in ("田立", "田安"):
        said = {"tenant": unit_of(giving, "a"), "name": name, **GROUND}
        made = await act("city.system_administrator", "recordPerson", "person { id }", **said)
        person = made["person"]["id"]
        told = await act(
            "city.system_administrator", "invitePerson", "invitationCode", person=person
        )
        codes[name] = (person, told["invitationCode"])
    said = {"post": f"Post_{stage.world.post('a.handler')}", "person": codes["田立"][0], **GROUND}
    told = await act("a.administrator", "appointPerson", "appointment { id }", **said)
    assert "appointment" in told, told
    before = stage.rows("select person_id from app.identity order by 1")
    assert not accepted(giving, codes["田立"][1])
    assert stage.rows("select person_id from app.identity order by 1") == before
    assert accepted(giving, codes["田安"][1]), "the control: nothing was given since"
    assert len(stage.rows("select person_id from app.identity")) == len(before) + 1
    # Invited anew it is weighed anew: who may give what the person holds now.
    told = await act(
        "city.system_administrator", "invitePerson", "invitationCode", person=codes["田立"][0]
    )
    assert told["code"] == "grant.wider"
    told = await act("a.administrator", "invitePerson", "invitationCode", person=codes["田立"][0])
    assert accepted(giving, told["invitationCode"])


def accepted(giving: Giving, code: str) -> bool:
    """Whether somebody new, who signs in elsewhere, becomes a person by this code."""
    who = f"new-{code[:8]}"
    keys = giving.stage.database.keys
    with psycopg.connect(giving.stage.database.app_dsn) as connection:
        pid, now = connection.info.backend_pid, time.time()
        sealed = seal(keys, asking("https://id.example", who), pid=pid, now=now)
        connection.execute("select set_config('levelwise.context', %s, true)", [sealed])
        found = connection.execute(
            "select ctx.accept_invitation('https://id.example', %s, %s)", [who, code]
        ).fetchone()
        assert found is not None
        return bool(found[0])


async def test_the_three_are_asked_for_by_one_and_confirmed_by_another(giving: Giving) -> None:
    act, stage = giving.client.act, giving.stage
    desk = f"Post_{stage.world.post('city.desk')}"
    said = {"post": desk, "role": "audit_administrator", **GROUND}
    for who in ("city.administrator", "city.audit_administrator", "city.head"):
        told = await act(who, "askAdministrator", REQUEST, **said)
        assert told["__typename"] == "Refusal", who
    told = await act(
        "city.security_administrator", "askAdministrator", REQUEST, **{**said, "role": "handler"}
    )
    assert told["code"] == "administrator_request.needs_no_second"
    asked = (await act("city.security_administrator", "askAdministrator", REQUEST, **said))[
        "request"
    ]
    assert (asked["state"], asked["role"]) == ("ASKED", "audit_administrator")
    viewer = await stage.viewer("city.desk")
    assert ("audit_administrator", "*") not in viewer.roles, "asking gives nothing"
    answer = {"request": asked["id"], "expectedVersion": 1}
    told = await act("city.security_administrator", "confirmAdministrator", REQUEST, **answer)
    assert told["rule"] == "nobody-confirms-what-they-asked-for"
    for who in ("a.head", "city.administrator", "city.desk", "city.task_force"):
        told = await act(who, "confirmAdministrator", REQUEST, **answer)
        assert told["__typename"] == "Refusal", who
    told = await act("city.head", "confirmAdministrator", REQUEST, **answer)
    assert told["request"]["state"] == "CONFIRMED"
    viewer = await stage.viewer("city.desk")
    assert ("audit_administrator", "*") in viewer.roles
    told = await act(
        "city.head",
        "refuseAdministrator",
        REQUEST,
        request=asked["id"],
        expectedVersion=2,
        text="重",
    )
    assert told["code"] == "administrator_request.decided"
    # Whoever is one of the three holds nothing else, and no other of the three.
    for role in ("handler", "system_administrator"):
        told = await giving.grant("city.security_administrator", "city.desk", role)
        assert told["code"] == "grant.not_together", role


async def test_a_request_is_weighed_by_what_the_asker_holds_when_it_is_confirmed(
    giving: Giving,
) -> None:
    act, stage = giving.client.act, giving.stage
    said = {
        "post": f"Post_{stage.world.post('city.desk')}",
        "role": "system_administrator",
        **GROUND,
    }
    asked = (await act("city.security_administrator", "askAdministrator", REQUEST, **said))[
        "request"
    ]
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set suspended_on = '2026-01-01' where person_id = %s",
            [stage.world.person("city.security_administrator")],
        )
    answer = {"request": asked["id"], "expectedVersion": 1}
    told = await act("city.head", "confirmAdministrator", REQUEST, **answer)
    assert told["code"] == "grant.wider"
    assert stage.one("select count(*) from app.role_grant") == 0
