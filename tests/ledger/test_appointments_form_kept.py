"""A kept form: sealed, read by two acts on the record, by whom the book says, and as it came."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import httpx2
import psycopg
import pytest
from starlette.applications import Starlette

from ledger.appointments.form import Form
from ledger.appointments.lrmx import read_form, written
from ledger.responsibilities.files import Links
from server.exchange.backlog import ImportRefused
from server.exchange.form_files import FormAsked, export, keep
from server.exchange.forms import FormDoor, routes
from server.sign_in.signed_out import Ending, SignedOut
from storage.ids import printed
from tenants.viewer import viewer_of
from tests.demo.conftest import deployment_of
from tests.ledger.acting import VAULT
from tests.ledger.bearing import bearer, doorkeeper
from tests.ledger.test_appointments_form import HOSTILE, form
from tests.world import ISSUER

KEEPER, HEAD = "a.organisation_department", "a1.head"
REASON = "拟任前审核"


@pytest.fixture
async def http(stage):
    stage.now = datetime.now(UTC)
    links = Links.of(stage.database.keys.keys.values(), base_url="http://test")

    async def lookup(identity, post):
        found = await viewer_of(
            stage.engine,
            identity.issuer,
            identity.subject,
            keys=stage.database.keys,
            post=post,
            enforcer=stage.reach.enforcer,
        )
        return replace(found, signed_in_at=stage.now.timestamp(), level=stage.level)

    stage.level = 2

    stage.signed_out = SignedOut()
    keeper = doorkeeper(lookup, stage.signed_out)
    app = Starlette(routes=list(routes(FormDoor(links, stage.sittings, keeper, VAULT))))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://test", headers=bearer(KEEPER, sid="s")
    ) as opened:
        yield opened


def person(stage, who: str = HEAD) -> str:
    return printed("Person", stage.world.person(who))


def of(who: str = HEAD) -> Form:
    """A full form with somebody's name in it."""
    plain = form()
    texts = {**plain.texts, "XingMing": who}
    return Form(texts, plain.family, plain.citizen_number, plain.photo, plain.others)


async def announced(client, who: str = KEEPER, about: str = HEAD) -> str:
    told = await client.act(
        who,
        "prepareAppointmentForm",
        "url expiresAt person { name }",
        person=person(client.stage, about),
    )
    assert told["__typename"] == "PrepareAppointmentFormSuccess", told
    assert told["person"] == {"name": about}
    return told["url"]


async def asked(client, who: str = KEEPER, about: str = HEAD):
    return await client.act(
        who, "askAppointmentForm", "url", person=person(client.stage, about), reason=REASON
    )


def kept(stage) -> int:
    return stage.one("select count(*) from app.appointment_form")


def audited(stage, act: str) -> int:
    return stage.one("select count(*) from audit.event where act = %s", act)


async def test_a_form_goes_in_and_comes_out_as_it_was(stage, client, http) -> None:
    sent = await http.put(await announced(client), content=written(of()))
    assert sent.status_code == 204, sent.text
    got = await http.get((await asked(client))["url"])
    assert got.status_code == 200, got.text
    again, one = read_form(got.content), of()
    assert (again.texts, again.family, again.others) == (one.texts, one.family, one.others)
    assert (again.citizen_number, again.photo) == (one.citizen_number, one.photo)
    assert got.headers["content-disposition"].endswith(f"{HEAD}.lrmx")
    assert got.headers["cache-control"] == "private, no-store"
    assert "sandbox" in got.headers["content-security-policy"]
    # What came out goes in again and changes nothing of what comes out.
    assert (await http.put(await announced(client), content=got.content)).status_code == 204
    assert (await http.get((await asked(client))["url"])).content == got.content
    assert kept(stage) == 1
    acts = [audited(stage, act) for act in ("keep_form", "ask_form", "form.ask", "read_form")]
    assert acts == [2, 2, 2, 2]


async def test_a_form_is_had_by_who_signed_in_lately_and_surely(stage, client, http) -> None:
    await http.put(await announced(client), content=written(of()))
    lately = await stage.viewer(KEEPER)
    for weak in (
        replace(lately, signed_in_at=None),
        replace(lately, signed_in_at=stage.now.timestamp() - 3601),
        replace(lately, level=1),
    ):
        assert (await asked(client, weak))["code"] == "viewer.step_up"
    assert audited(stage, "form.ask") == 0
    # Control: whoever signed in lately has it, and with a weaker sign-in not even by the address.
    url = (await asked(client))["url"]
    stage.level = 1
    assert (await http.get(url)).json()["errors"][0]["extensions"]["code"] == "viewer.step_up"
    stage.level = 2
    assert (await http.get(url)).status_code == 200


async def test_nothing_of_a_form_lies_open_in_the_database(stage, client, http) -> None:
    await http.put(await announced(client), content=written(of()))
    await http.get((await asked(client))["url"])
    bodies = stage.rows("select body, wrapped from app.appointment_form")
    everywhere = stage.rows(
        "select coalesce(facts::text, '') || coalesce(request, '') from audit.event"
        " union all select row(o.*)::text from app.outbox o"
        " union all select row(o.*)::text from app.outcome o"
    )
    for plain in (of().citizen_number, of().texts["JianLi"][:8], "锻炼"):
        assert not any(plain.encode() in bytes(part) for row in bodies for part in row)
        assert not any(plain in row[0] for row in everywhere)
    # The control: the reason, which is meant to stay, is found there.
    assert any(REASON in row[0] for row in everywhere)
    with (
        psycopg.connect(stage.database.app_dsn) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("select body from app.appointment_form")


@pytest.mark.parametrize(
    ("who", "about", "code"),
    [
        ("a.head", HEAD, "book.not_allowed"),
        ("a.work_committee", HEAD, "book.not_allowed"),
        ("b.organisation_department", HEAD, "person.not_found"),
        ("city.organisation_department", HEAD, "person.not_found"),
        (KEEPER, KEEPER, "book.not_allowed"),
        (KEEPER, "a1x.head", "person.not_found"),
    ],
)
async def test_who_is_not_named_by_the_book_neither_keeps_nor_has_a_form(
    stage, client, http, who: str, about: str, code: str
) -> None:
    await http.put(await announced(client), content=written(of()))
    before = (kept(stage), audited(stage, "form.ask"), stage.everything())
    told = await asked(client, who, about)
    assert told["code"] == code
    assert (kept(stage), audited(stage, "form.ask"), stage.everything()) == before
    told = await client.act(who, "prepareAppointmentForm", "url", person=person(stage, about))
    assert told["code"] == code


async def test_an_address_is_good_for_its_viewer_errand_and_minutes_only(
    stage, client, http
) -> None:
    up = await announced(client)
    assert (await http.put(up, content=written(of()))).status_code == 204
    down = (await asked(client))["url"]
    # Neither does the work of the other, and a changed one does none.
    assert (await http.get(up)).status_code == 404
    assert (await http.put(down, content=written(of()))).status_code == 404
    assert (await http.get(down[:-6] + "AAAAAA")).status_code == 404
    # The gate answers nobody else, and nobody five minutes later.
    with psycopg.connect(stage.database.superuser_dsn, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update audit.form_ticket set asked_at = asked_at - interval '301 s'")
    late = await http.get(down)
    assert late.json()["errors"][0]["extensions"]["code"] == "form.not_kept"
    read = audited(stage, "read_form")
    assert (await http.get((await asked(client))["url"])).status_code == 200
    assert audited(stage, "read_form") == read + 1
    # A right that ended meanwhile ends the address too.
    last = (await asked(client))["url"]
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.post set roles = '{task_force}' where id = %s", [stage.world.post(KEEPER)]
        )
    assert (await http.get(last)).status_code == 403


async def test_an_address_without_the_token_of_its_viewer_is_good_for_nothing(
    stage, client, http
) -> None:
    up = await announced(client)
    assert (await http.put(up, content=written(of()))).status_code == 204
    down = (await asked(client))["url"]
    before = (kept(stage), audited(stage, "read_form"))
    others = {
        401: ({"authorization": ""}, {"authorization": "Bearer x"}),
        404: (bearer("b.organisation_department"), bearer(HEAD)),
    }
    for status, headers in others.items():
        for one in headers:
            for sent in (
                await http.get(down, headers=one),
                await http.put(up, content=written(of()), headers=one),
            ):
                assert sent.status_code == status, sent.text
                assert sent.json()["errors"][0]["extensions"]["code"]
    assert (kept(stage), audited(stage, "read_form")) == before
    # The control; and no more once the session was ended.
    assert (await http.get(down)).status_code == 200
    ending = Ending(ISSUER, None, "s", datetime.now(UTC).timestamp())
    await stage.signed_out.learn([ending])
    assert (await http.get(down)).status_code == 401
    assert (await http.get(down, headers=bearer(KEEPER, sid="t"))).status_code == 200
    # What the vault no longer opens is said as every other failure is, with a code.
    with psycopg.connect(stage.database.superuser_dsn, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update app.appointment_form set kid = 'retired'")
    lost = await http.get(down, headers=bearer(KEEPER, sid="t"))
    assert lost.json()["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"


async def test_a_hostile_file_or_that_of_somebody_else_is_not_kept(stage, client, http) -> None:
    up = await announced(client)
    for content in HOSTILE.values():
        sent = await http.put(up, content=content)
        assert sent.status_code == 422
        assert sent.json()["errors"][0]["extensions"]["code"] == "form.unreadable"
    sent = await http.put(up, content=written(of("somebody else")))
    assert sent.json()["errors"][0]["extensions"]["code"] == "form.of_another"
    assert (await http.put(up, content=b" " * (2**21 + 1))).status_code == 422
    assert kept(stage) == 0
    assert (await asked(client))["code"] == "form.not_kept"
    # The control: at the same address a good one is kept.
    assert (await http.put(up, content=written(of()))).status_code == 204
    assert kept(stage) == 1


async def test_the_gates_answer_nobody_by_themselves(stage, client, http) -> None:
    await http.put(await announced(client), content=written(of()))
    await asked(client)
    ticket = stage.one("select id from audit.form_ticket")
    with psycopg.connect(stage.database.app_dsn) as connection:
        found = connection.execute("select * from app.redeem_form(%s)", [ticket]).fetchall()
        assert found == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select app.keep_form(%s, 'k', '', '')", [stage.world.person(HEAD)])


async def test_commands_keep_a_form_and_write_it_again(stage, tmp_path) -> None:
    file, other = tmp_path / "one.lrmx", tmp_path / "two.lrmx"
    file.write_bytes(written(of()))
    deployment = deployment_of(stage.database)
    code = stage.one("select code from app.tenant where id = %s", stage.world.tenants["a"])
    key = stage.world.person(HEAD)
    asks = FormAsked(file, key, code, KEEPER)
    assert await keep(deployment, asks, vault=VAULT, reach=stage.reach) == KEEPER
    asks = FormAsked(other, key, code, KEEPER, REASON)
    await export(deployment, asks, vault=VAULT, reach=stage.reach)
    assert other.read_bytes() == file.read_bytes()
    assert other.stat().st_mode & 0o777 == 0o600
    # A file that others may read, or a link to one, gives way; what was linked stays as it was.
    linked = tmp_path / "linked"
    linked.write_bytes(b"theirs")
    other.unlink()
    for before in (lambda: other.symlink_to(linked), lambda: other.chmod(0o644)):
        before()
        await export(deployment, asks, vault=VAULT, reach=stage.reach)
        assert other.read_bytes() == file.read_bytes()
        assert (other.is_symlink(), other.stat().st_mode & 0o777) == (False, 0o600)
    assert linked.read_bytes() == b"theirs"
    assert {one.name for one in tmp_path.iterdir()} == {"one.lrmx", "two.lrmx", "linked"}
    read = audited(stage, "read_form")
    for wrong in (
        FormAsked(other, uuid.uuid4(), code, KEEPER, REASON),
        FormAsked(other, key, code, KEEPER, "短"),
    ):
        with pytest.raises(ImportRefused):
            await export(deployment, wrong, vault=VAULT, reach=stage.reach)
    assert audited(stage, "read_form") == read == 3
