"""Whatever is named as a refusal can be opened; what nobody can open is not named as one."""

import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
from scim2_models import SCIMException

from server.exchange.backlog import ImportRefused
from tenants.refusals import DatabaseBusy
from tenants.turned_away import turned_away
from tenants.viewer import NOBODY
from tests.ledger.acting import Client
from tests.ledger.feeding import entries, made_feed
from tests.ledger.test_feeds import told
from tests.ledger.test_intake_import import as_csv, row, taken

OPENER = "city.security_administrator"
REFUSAL = re.compile(r"Refusal_[0-9a-f-]{36}")
DRAFT = {"actorType": "branch_secretary", "year": 2026}


async def opened(client: Client, public_id: str) -> dict[str, Any] | None:
    query = "query ($id: ID!) { refusal(id: $id) { code act } }"
    found = await client.ask(OPENER, query, {"id": public_id})
    said: dict[str, Any] | None = found["data"]["refusal"]
    return said


async def drafted(client: Client, who: Any, **given: Any) -> dict[str, Any]:
    return await client.act(who, "draftResponsibilityList", "list { id }", **{**DRAFT, **given})


async def test_what_is_refused_before_an_act_began_is_opened_like_any_other(client: Client) -> None:
    stage = client.stage
    assert (await drafted(client, "a.head", key="the-same-key"))["list"]
    reused = await drafted(client, "a.head", key="the-same-key", year=2025)
    malformed = await drafted(client, "a.head", key="x")
    for refused, code in ((reused, "key_reused"), (malformed, "key_malformed")):
        expected = {"code": f"idempotency.{code}", "act": "draft_list"}
        assert await opened(client, refused["id"]) == expected
    assert stage.one("select count(*) from app.responsibility_list") == 1, "nothing was done"


async def test_what_nobody_can_open_is_named_by_its_request(client: Client) -> None:
    before = client.stage.one("select count(*) from audit.event")
    nobody = await drafted(client, NOBODY)
    assert (nobody["code"], nobody["id"]) == ("viewer.nobody", "Request_test")
    assert await opened(client, nobody["id"]) is None
    viewer = await client.stage.viewer("a.head")
    said = {"key": "some-key", "act": "draft_list", "request": "test"}
    busy = await turned_away(client.stage.sittings, viewer, DatabaseBusy(), **said)
    assert (busy.token, "[" in busy.in_full()) == (None, False), "nothing was decided"
    assert client.stage.one("select count(*) from audit.event") == before


async def test_the_same_refusal_before_an_act_is_recorded_once(client: Client) -> None:
    events = "select count(*) from audit.event"
    assert (await drafted(client, "a.head", key="the-same-key"))["list"]
    before = client.stage.one(events)
    sent = [await drafted(client, "a.head", key="the-same-key", year=2025) for _ in range(3)]
    sent += [await drafted(client, "a.head", key="x") for _ in range(3)]
    assert len({one["id"] for one in sent}) == 2
    assert client.stage.one(events) == before + 2
    await drafted(client, "a.head", key="y")
    assert client.stage.one(events) == before + 3, "the control: another key is another refusal"


async def test_a_refusal_is_said_while_the_chain_is_held(client: Client) -> None:
    before = client.stage.one("select count(*) from audit.event")
    with psycopg.connect(client.stage.database.superuser_dsn) as holds:
        holds.execute("select from audit.head for update")
        refused = await drafted(client, "a.head", key="x")
    assert (refused["code"], refused["id"]) == ("idempotency.key_malformed", "Request_test")
    assert client.stage.one("select count(*) from audit.event") == before
    assert REFUSAL.fullmatch((await drafted(client, "a.head", key="x"))["id"]), "the control"


async def test_a_system_is_told_the_number_of_its_refusal(client: Client) -> None:
    feed = await entries(client.stage, made_feed(client.stage.database, client.stage.world, "a"))
    await told(feed, "zhangsan")
    with pytest.raises(SCIMException) as refused:
        await told(feed, "zhangsan")
    (number,) = REFUSAL.findall(refused.value.detail)
    found = await opened(client, number)
    assert found is not None
    assert (found["act"], found["code"] in refused.value.detail) == ("take_person", True)


async def test_a_command_prints_the_number_of_its_refusal(client: Client, tmp_path: Path) -> None:
    file = as_csv(tmp_path / "backlog.csv", [row(1)])
    with pytest.raises(ImportRefused) as refused:
        await taken(client.stage, file, code="520602000000", who="a.handler")
    (number,) = REFUSAL.findall(str(refused.value))
    assert (await opened(client, number)) == {"code": "book.not_allowed", "act": "import_backlog"}
