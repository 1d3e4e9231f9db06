"""SCIM as its clients send it, over HTTP: several at a time, and what no record can hold."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx2 as httpx
import psycopg
import pytest
from starlette.applications import Starlette

from ledger.feeds.vetting import LONGEST_TOLD
from server.directory.searching import Found, Person
from server.directory.telling import tell
from server.scim import storing
from server.scim.answering import ScimDoor, routes
from tests.demo.conftest import deployment_of
from tests.ledger.acting import VAULT
from tests.ledger.conftest import Stage
from tests.ledger.feeding import made_feed

CORE = "urn:ietf:params:scim:schemas:core:2.0"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
UNIT = "urn:levelwise:params:scim:schemas:extension:unit:1.0:Group"
NUMBER = "urn:levelwise:params:scim:schemas:extension:person:1.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
CITIZEN = "11010519491231002X"
MADE_UP = "110105194912310021"
ENTRIES = "select count(*) from app.feed_entry"
Call = Callable[..., Awaitable[httpx.Response]]


def door(stage: Stage) -> Starlette:
    """The routes of SCIM as one process of the server mounts them."""
    made = ScimDoor(stage.sittings, stage.database.keys, VAULT, base_url="http://test")
    return Starlette(routes=list(routes(made)))


def calling(client: httpx.AsyncClient, secret: str) -> Call:
    async def call(method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return await client.request(
            method,
            f"/scim/v2{path}",
            content=None if body is None else json.dumps(body).encode(),
            headers={
                "authorization": f"Bearer {secret}",
                "content-type": "application/scim+json",
                **{name.replace("_", "-"): value for name, value in headers.items()},
            },
        )

    return call


@pytest.fixture
async def calls(stage: Stage) -> AsyncIterator[list[Call]]:
    """One feed, called through two processes."""
    secret = made_feed(stage.database, stage.world, "a")
    clients = [
        httpx.AsyncClient(transport=httpx.ASGITransport(door(stage)), base_url="http://test")
        for _ in range(2)
    ]
    yield [calling(one, secret) for one in clients]
    for one in clients:
        await one.aclose()


def user(name: str, **more: Any) -> dict[str, Any]:
    return {"schemas": [f"{CORE}:User"], "userName": name, **more}


def group(title: str, *members: str, **more: Any) -> dict[str, Any]:
    said = [{"value": one} for one in members]
    return {"schemas": [f"{CORE}:Group"], "displayName": title, "members": said, **more}


async def made(call: Call, path: str, body: dict[str, Any]) -> str:
    answer = await call("POST", path, body)
    assert answer.status_code == 201, answer.text
    key: str = answer.json()["id"]
    return key


def patched(op: str, path: str, value: Any) -> dict[str, Any]:
    return {"schemas": [PATCH], "Operations": [{"op": op, "path": path, "value": value}]}


EVERYWHERE: list[tuple[str, dict[str, Any]]] = [
    ("/Users", {"userName": "a{}"}),
    ("/Users", {"displayName": "a{}"}),
    ("/Users", {"externalId": "a{}"}),
    ("/Users", {"title": "a{}"}),
    ("/Users", {"nickName": "a{}"}),
    ("/Users", {"addresses": [{"streetAddress": "a{}", "type": "work"}]}),
    ("/Users", {ENTERPRISE: {"employeeNumber": "a{}"}}),
    ("/Users", {ENTERPRISE: {"department": "a{}"}}),
    ("/Groups", {"displayName": "a{}"}),
    ("/Groups", {UNIT: {"code": "1", "name": "a{}", "kind": "OFFICE"}}),
    ("/Groups", {"members": [{"value": "{id}", "display": "a{}"}]}),
]


def filled(body: dict[str, Any], text: str, key: str) -> dict[str, Any]:
    said = json.dumps(body).replace("{id}", key).replace("{}", json.dumps(text)[1:-1])
    found: dict[str, Any] = json.loads(said)
    return found


async def test_what_no_record_can_hold_is_refused_wherever_it_stands(
    calls: list[Call], stage: Stage
) -> None:
    call, _ = calls
    key = await made(call, "/Users", user("someone"))
    for at, (path, body) in enumerate(EVERYWHERE):
        whole = user(f"u{at}") if path == "/Users" else group(f"g{at}")
        before = stage.one(ENTRIES)
        refused = await call("POST", path, {**whole, **filled(body, "\0", key)})
        assert (refused.status_code, refused.json()["scimType"]) == (400, "invalidValue"), body
        assert stage.one(ENTRIES) == before
        # The control: it is that one character.
        done = await call("POST", path, {**whole, **filled(body, f"b{at}", key)})
        assert done.status_code == 201, done.text
    assert (await call("PATCH", f"/Users/{key}", patched("add", "title", "\0"))).status_code == 400
    for asked in ('userName eq "a\\u0000"', 'title co "\\u0000"', 'externalId eq "\\u0000"',
                  'emails[value eq "\\u0000"]', 'groups.display eq "\\u0000"'):  # fmt: skip  # reads as a table
        for at in (asked, asked.replace("\\u0000", "\0")):
            answer = await call("POST", "/Users/.search", {"filter": at})
            assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidFilter"), at


async def test_what_is_wrong_is_said_in_both_languages(calls: list[Call]) -> None:
    call, _ = calls
    key = await made(call, "/Users", user("both"))
    nowhere = "/Users/018f0000-0000-7000-8000-000000000000"
    for method, path, body, status in (
        ("POST", "/Users", user("both"), 409),
        ("GET", nowhere, None, 404),
        ("GET", "/Users/科长", None, 404),
        ("GET", "/Nothing", None, 404),
        ("POST", "/Users/.search", {"filter": 'title zz "科长"'}, 400),
        ("PATCH", f"/Users/{key}", patched("replace", "没有", "x"), 400),
        ("POST", "/Groups", group("甲", "nobody"), 400),
        ("POST", "/Users", {"schemas": []}, 400),
        ("PUT", "/Users", user("both"), 405),
    ):
        answer = await call(method, path, body)
        assert answer.status_code == status, (path, answer.text)
        detail = answer.json()["detail"].replace("科长", "").replace("没有", "")
        assert any("\u4e00" <= one <= "\u9fff" for one in detail), answer.text
        assert any(one.isascii() and one.isalpha() for one in detail), answer.text


async def test_an_entry_has_an_end(calls: list[Call], stage: Stage) -> None:
    call, _ = calls
    await made(call, "/Users", user("long", nickName="长" * (LONGEST_TOLD - 1000)))
    before = stage.one(ENTRIES)
    refused = await call("POST", "/Users", user("longer", nickName="长" * LONGEST_TOLD))
    assert refused.status_code == 400
    assert "record.text_refused" in refused.json()["detail"]
    assert stage.one(ENTRIES) == before


async def test_pages_far_out_are_empty_and_what_is_said_of_an_entry_orders(
    calls: list[Call],
) -> None:
    call, _ = calls
    for name in "abc":
        await made(call, "/Users", user(name))
    await made(call, "/Groups", group("办事员"))
    for start in (4, 2**31, 3_000_000_000, 10**30):
        far = await call("GET", f"/Users?startIndex={start}")
        assert far.status_code == 200, (start, far.text)
        assert far.json()["totalResults"] == 3
        assert not far.json().get("Resources")
    for by in ("version", "location", "resourceType", "created", "lastModified"):
        for path, count in (("/Users", 3), ("/", 4)):
            answer = await call("GET", f"{path}?sortBy=meta.{by}")
            assert answer.status_code == 200, (by, answer.text)
            assert len(answer.json()["Resources"]) == count


async def test_members_are_added_side_by_side(calls: list[Call], stage: Stage) -> None:
    """As large directories do it: one PATCH for each member, all at once, and no If-Match."""
    call, other = calls
    users = [await made(call, "/Users", user(f"u{n}")) for n in range(6)]
    key = await made(call, "/Groups", group("办事员"))
    tag = (await call("GET", f"/Groups/{key}")).headers["etag"]

    async def added(by: Call, who: str, **headers: str) -> int:
        body = patched("add", "members", [{"value": who}])
        return (await by("PATCH", f"/Groups/{key}", body, **headers)).status_code

    assert await asyncio.gather(*(added(call, who) for who in users[:4])) == [200] * 4
    both = await asyncio.gather(added(call, users[4]), added(other, users[5]))
    assert 412 not in both
    told = (await call("GET", f"/Groups/{key}")).json()["members"]
    assert len(told) == 4 + both.count(200)
    # The control: who names a version is told that it is another one by now.
    assert await added(call, users[0], if_match=tag) == 412
    operations = [
        {"method": "PATCH", "path": f"/Groups/{key}", "version": version,
         "data": patched("replace", "displayName", "文员")} for version in (tag, None)
    ]  # fmt: skip  # reads as a table
    bulk = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]}
    answer = await call("POST", "/Bulk", {**bulk, "Operations": operations})
    assert [one["status"] for one in answer.json()["Operations"]] == ["412", "200"]


async def test_a_request_waits_its_turn_and_is_told_when_to_come_again(
    calls: list[Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    call, other = calls
    monkeypatch.setattr(storing, "TURN_SECONDS", 0.2)
    going, held = asyncio.Event(), asyncio.Event()
    first, take = [True], storing.take_person

    async def take_person(sitting: Any, given: Any) -> Any:
        if first.pop() if first else False:
            going.set()
            await held.wait()
        return await take(sitting, given)

    monkeypatch.setattr(storing, "take_person", take_person)
    slow = asyncio.create_task(call("POST", "/Users", user("slow")))
    await going.wait()
    refused = await call("POST", "/Users", user("fast"))
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
    # The controls: who reads waits for nobody, nor does another process know of the turn.
    assert (await call("GET", "/Users")).status_code == 200
    assert (await call("POST", "/Users/.search", {"filter": 'userName eq "slow"'})).is_success
    held.set()
    assert (await slow).status_code == 201
    assert "retry-after" not in (await slow).headers
    assert (await other("POST", "/Users", user("fast"))).status_code == 201


async def test_the_rule_book_may_change_within_a_bulk(
    calls: list[Call], stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    call, _ = calls
    original = storing.Entries.create

    async def create(self: Any, kind: Any, resource: Any) -> Any:
        made = await original(self, kind, resource)
        if resource.user_name == "u0":
            with psycopg.connect(stage.database.superuser_dsn) as connection:
                connection.execute("update app.deployment set policy_version = policy_version + 1")
        return made

    monkeypatch.setattr(storing.Entries, "create", create)
    operations = [
        {"method": "POST", "path": "/Users", "bulkId": f"{n}", "data": user(f"u{n}")}
        for n in range(3)
    ]
    bulk = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]}
    answer = await call("POST", "/Bulk", {**bulk, "Operations": operations})
    assert [one["status"] for one in answer.json()["Operations"]] == ["201"] * 3


@pytest.mark.parametrize(
    "more",
    [
        {"userName": "{}"},
        {"externalId": "{}"},
        {"displayName": "{}"},
        {"nickName": "证号{}。"},
        {"emails": [{"value": "{}@example.cn"}]},
        {ENTERPRISE: {"employeeNumber": "{}"}},
    ],
    ids=lambda more: next(iter(more)).rpartition(":")[2],
)
async def test_a_citizen_number_is_told_where_it_is_sealed_and_nowhere_else(
    calls: list[Call], stage: Stage, more: dict[str, Any]
) -> None:
    call, _ = calls
    wide = CITIZEN.translate({ord(str(n)): ord("０") + n for n in range(10)})
    for number in (CITIZEN, CITIZEN.lower(), f"u{CITIZEN}", wide):
        refused = await call("POST", "/Users", {**user("zhang"), **filled(more, number, "")})
        assert refused.status_code == 400
        assert "feed_entry.citizen_number" in refused.json()["detail"]
        assert number not in refused.text
        assert stage.one(ENTRIES) == 0
        kept = stage.rows("select e::text from audit.event e")
        assert not any(CITIZEN in one[0].upper() for one in kept)
    # The controls: another number of as many digits, and the number where it belongs.
    await made(call, "/Users", {**user("wang"), **filled(more, MADE_UP, "")})
    await made(call, "/Users", {**user("li"), NUMBER: {"citizenNumber": CITIZEN}})


async def test_a_citizen_number_is_no_id_of_a_directory(stage: Stage) -> None:
    secret = made_feed(stage.database, stage.world, "a", kinds=("PEOPLE", "POSTS"))
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.feed set source = 'DIRECTORY'")
    people = [
        Person(CITIZEN, "uid=1", "u1", "甲某"),
        Person("p2", "uid=2", CITIZEN, "乙某"),
        Person("p3", "uid=3", MADE_UP, "丙某", citizen_number=CITIZEN),
    ]
    report = await tell(
        deployment_of(stage.database), Found(people, [], 0), secret=secret, vault=VAULT,
        reach=stage.reach,
    )  # fmt: skip  # a signature in few lines
    assert [one.partition(":")[0] for one in report.refused] == ["uid=1", "uid=2"]
    assert all("feed_entry.citizen_number" in one for one in report.refused)
    assert stage.rows("select external_id, name_key from app.feed_entry") == [("p3", MADE_UP)]


async def test_filters_ask_what_stands_there_however_it_is_written(calls: list[Call]) -> None:
    call, _ = calls
    at_work = [{"value": "z@a.cn", "type": "work"}]
    zhang = await made(call, "/Users", user("zhang", displayName="张三", emails=at_work))
    li = await made(call, "/Users", user("li", displayName="李四"))
    clerks = await made(call, "/Groups", group("办事员", zhang))
    await made(call, "/Groups", group("档案员"))

    async def found(path: str, asked: str) -> set[str]:
        answer = await call("POST", f"{path}/.search", {"filter": asked})
        assert answer.status_code == 200, (asked, answer.text)
        return {one["id"] for one in answer.json().get("Resources") or ()}

    everybody = {zhang, li}
    tag = (await call("GET", f"/Users/{zhang}")).headers["etag"]
    for path, asked, wanted in (
        ("", 'meta.resourceType eq "User"', everybody),
        ("", 'meta.resourceType eq "User" and userName sw "z"', {zhang}),
        ("/Groups", 'meta.resourceType ne "Group"', set()),
        ("/Users", f'meta.version eq {json.dumps(tag)} and id eq "{zhang}"', {zhang}),
        ("/Users", 'meta.version eq "W/\\"0\\""', set()),
        ("/Users", "meta pr", everybody),
        ("/Users", 'emails[TYPE eq "WORK"]', {zhang}),
        ("/Users", 'Emails[Value eq "z@a.cn" and type eq "work"]', {zhang}),
        ("/Users", 'emails[type eq "home"]', set()),
        ("/Groups", f'members[value eq "{zhang}"]', {clerks}),
        ("/Groups", f'Members[VALUE eq "{zhang}" and type eq "User"]', {clerks}),
        ("/Groups", f'members[value eq "{li}"]', set()),
        ("/Groups", f'members.value sw "{zhang[:8]}" and members.type eq "User"', {clerks}),
        ("/Groups", 'members.display eq "张三"', {clerks}),
        ("/Groups", 'members.display eq "李四"', set()),
        ("/Groups", "members[display pr]", {clerks}),
        ("/Users", f'groups[value eq "{clerks}"]', {zhang}),
        ("/Users", 'groups.display eq "办事员"', {zhang}),
        ("/Users", f'groups ne "{clerks}"', {li}),
        ("/Users", f'id sw "{zhang[:35]}"', {zhang} | ({li} if li[:35] == zhang[:35] else set())),
        ("/Users", f'id co "{li}"', {li}),
    ):  # fmt: skip  # columns side by side
        assert await found(path, asked) == wanted, asked
    for asked in ('meta.location eq "x"', 'emails[nothing eq "x"]', "groups[nothing pr]"):
        assert (await call("POST", "/Users/.search", {"filter": asked})).status_code == 400
    for asked in ("members", "Members", "MEMBERS.value"):
        answer = (await call("GET", f"/Groups/{clerks}?attributes={asked}")).json()
        assert [one["value"] for one in answer["members"]] == [zhang]
        listed = (await call("GET", f"/Groups?attributes={asked}")).json()["Resources"]
        assert [len(one.get("members", ())) for one in listed] == [1, 0], asked
