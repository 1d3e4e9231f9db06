"""Who keeps subscribers, what a secret is worth, and events for those who would rather pull."""

import uuid
from dataclasses import replace

import psycopg
import pytest

from ledger.subscribers.secrets import SecretLost, Secrets
from tenants.viewer import Viewer
from tests.ledger.acting import VAULT, Client
from tests.ledger.receiving import ADMIN, housed, receiving, reported


async def test_only_a_security_administrator_subscribes_and_only_freshly_signed_in(
    client: Client,
) -> None:
    async with receiving() as receiver, housed(client) as house:
        asked = {
            "post": f"Post_{client.stage.world.post('a.task_force')}",
            "name": "人事系统",
            "url": receiver.url,
            "types": ["levelwise.problem.reported.v1"],
        }
        fresh = await house.fresh(ADMIN)
        old = replace(fresh, signed_in_at=client.stage.now.timestamp() - 3601)
        weak = replace(fresh, level=1, acrs=(("urn:two", 2),))
        cases = [
            (await house.fresh("city.task_force"), asked, "book.not_allowed"),
            (await house.fresh("b.task_force"), asked, "subscriber.post_not_found"),
            (replace(fresh, signed_in_at=None, level=0), asked, "viewer.step_up"),
            (old, asked, "viewer.step_up"),
            (weak, asked, "viewer.step_up"),
            (fresh, asked | {"types": ["levelwise.petitioner.registered.v1"]}, "subscriber.type_unknown"),
            (fresh, asked | {"types": []}, "subscriber.type_unknown"),
            (fresh, asked | {"post": f"Post_{uuid.uuid4()}"}, "subscriber.post_not_found"),
            (fresh, asked | {"post": f"Post_{client.stage.world.post('a1.head')}"}, "subscriber.post_not_found"),
            (fresh, asked | {"post": f"Post_{client.stage.world.post(ADMIN)}"}, "book.not_allowed"),
            (fresh, asked | {"url": "http://127.0.0.2/"}, "subscriber.address_refused"),
            (fresh, asked | {"name": ""}, "record.text_refused"),
        ]  # fmt: skip  # reads as a table
        before = client.stage.everything()
        for who, given, code in cases:
            told = await client.act(who, "createSubscriber", "secret", **given)
            assert told.get("code") == code, (told, code)
            if code == "viewer.step_up":
                details = {one["name"]: one["value"] for one in told["details"]}
                assert (details["max_age"], details["level"]) == ("3600", "2")
        assert details["acr_values"] == "urn:two"
        assert client.stage.everything() == before
        assert client.stage.one("select count(*) from app.subscriber") == 0
        key = uuid.uuid4().hex
        first = await client.act(fresh, "createSubscriber", "secret", key=key, **asked)
        again = await client.act(fresh, "createSubscriber", "secret", key=key, **asked)
        assert first["secret"].startswith("whsec_")
        assert (again["replayed"], again["secret"]) == (True, None), "shown once"


def test_a_secret_opens_for_its_own_subscriber_alone() -> None:
    secrets, one = Secrets(VAULT.keys), uuid.uuid4()
    sealed = secrets.sealed(secrets.made(), one)
    assert len(secrets.opened(sealed, one)) == 32
    with pytest.raises(SecretLost):
        secrets.opened(sealed, uuid.uuid4())
    with pytest.raises(SecretLost):
        secrets.opened(sealed[:-1] + bytes([sealed[-1] ^ 1]), one)


async def test_events_can_be_pulled_by_whoever_may_see_them(client: Client) -> None:
    query = (
        "query ($c: String) { eventsSince(cursor: $c, first: 4) {"
        " events { id type subject version } cursor hasMore } }"
    )

    async def pulled(who: str, cursor: str | None) -> tuple[list[str], str]:
        found = []
        while True:
            told = (await client.ask(who, query, {"c": cursor}))["data"]["eventsSince"]
            found += [one["subject"] for one in told["events"]]
            cursor = told["cursor"]
            if not told["hasMore"]:
                return found, cursor

    begun = {who: (await pulled(who, None))[1] for who in ("a.task_force", "b.task_force")}
    problems = await reported(client, 5)
    found, cursor = await pulled("a.task_force", begun["a.task_force"])
    assert found == [one for problem in problems for one in (problem, problem)]
    assert (await pulled("a.task_force", cursor))[0] == []
    assert (await pulled("b.task_force", begun["b.task_force"]))[0] == []
    for bad in ("x", cursor[:-2], "铜仁", "=" * 40):
        told = await client.ask("a.task_force", query, {"c": bad})
        assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_injected_sql_does_not_page_through_what_happened(client: Client) -> None:
    with (
        psycopg.connect(client.stage.database.app_dsn) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("select app.events_after(0, gen_random_uuid(), 10)")


async def test_a_secret_is_shown_although_rights_change_while_it_is_made(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request is answered once more, under the rights of after: it made the secret all the same."""
    async with receiving() as receiver, housed(client) as house:
        with psycopg.connect(client.stage.database.superuser_dsn) as superuser:
            superuser.execute(
                "create function public.stands_otherwise() returns trigger language plpgsql"
                " security definer as $$ begin update app.person set standing = standing + 1;"
                " return null; end $$"
            )
            superuser.execute(
                "create trigger stands_otherwise after insert on app.subscriber"
                " for each statement execute function public.stands_otherwise()"
            )
        before, seated = await house.fresh(ADMIN), client.stage.viewer

        async def viewer(who: str) -> Viewer:
            now: float = client.stage.now.timestamp()
            return replace(await seated(who), signed_in_at=now, level=2)

        monkeypatch.setattr(client.stage, "viewer", viewer)
        asked = {
            "key": uuid.uuid4().hex,
            "post": f"Post_{client.stage.world.post('a.task_force')}",
            "name": "人事系统",
            "url": receiver.url,
            "types": ["levelwise.problem.reported.v1"],
        }
        chosen = "secret subscriber { id }"
        first = await client.act(ADMIN, "createSubscriber", chosen, **asked)
        assert (await viewer(ADMIN)).standing > before.standing, "rights did change"
        assert first["secret"].startswith("whsec_")
        assert first["replayed"] is False
        again = await client.act(ADMIN, "createSubscriber", chosen, **asked)
        assert (again["replayed"], again["secret"]) == (True, None), "shown once"
