"""The audit is read level by level by its administrator, and tells nothing to those it is against."""

import base64
import uuid
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from ledger.audit.heads import countersign
from ledger.audit.shelf import TYPES
from ledger.audit.signing import Signer
from ledger.shelves import CATALOGUE
from tests import world
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.test_problems_accused import complained
from tests.world import key_of

EVENTS = """query ($filter: AuditEventFilter, $first: Int, $after: String) {
  auditEvents(filter: $filter, first: $first, after: $after) {
    nodes { id at act noun record said rule shard number sha256 tenant { id } person { id name } }
    pageInfo { hasNextPage endCursor } totalCount } }"""
SIGNER = Signer.read("tests:" + base64.b64encode(b"a key that signs heads in tests!").decode())


@pytest.fixture(autouse=True)
def administrators(stage: Stage) -> None:
    """Of county a audit and security administrators, one of each in township a1 too; one of a1."""
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        root = stage.world.tenants["city"]
        below = {"root": root, "holder": stage.world.tenants["a1"]}
        world.put_in_post(
            connection, below, "a1.audit_administrator", roles=["audit_administrator"]
        )
        for role in ("audit_administrator", "security_administrator"):
            held = {"root": root, "holder": stage.world.tenants["a"]}
            world.put_in_post(connection, held, f"a.{role}", roles=[role])
            world.put_in_post(connection, held, f"a.{role}_too", roles=[role])
            world.put_in_post(
                connection, below, f"a1.{role}_sits", roles=["handler"],
                person=f"a.{role}_too", leading=False,
            )  # fmt: skip  # columns side by side


async def read(client: Client, who: str, **asked) -> list[dict]:
    told = await client.ask(who, EVENTS, {"filter": asked} if asked else None)
    assert "errors" not in told, told["errors"]
    return told["data"]["auditEvents"]["nodes"]


def recorded(stage: Stage, *units: str) -> set[tuple[int, int]]:
    numbers = [stage.world.tenants[unit] for unit in units]
    return set(stage.rows("select shard, number from audit.event where tenant = any (%s)", numbers))


def places(found: list[dict]) -> set[tuple[int, int]]:
    return {(one["shard"], int(one["number"])) for one in found}


async def test_an_audit_administrator_reads_the_own_level_and_the_next_one(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.rise_to("city")
    found = places(await read(client, "a.audit_administrator"))
    assert found == recorded(stage, "a", "a1", "a2", "a_bureau")
    for unit in ("a1", "a1x", "city"):
        assert recorded(stage, unit), unit
    assert not found & (recorded(stage, "a1x") | recorded(stage, "city"))
    assert places(await read(client, "city.audit_administrator")) == recorded(stage, "city", "a")
    found = places(await read(client, "a1.audit_administrator"))
    assert found == recorded(stage, "a1", "a1x", "a1y"), (
        "what is done in a village is read above it"
    )
    for who in ("a.head", "a.security_administrator", "a1.head", "b.head"):
        assert await read(client, who) == [], who


async def test_a_record_of_the_audit_says_who_did_what_and_opens_nothing_else(
    client: Client,
) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a1")
    first = (await read(client, "a.audit_administrator"))[-1]
    assert (first["act"], first["noun"], first["said"]) == (
        "report_problem", "problem", "ProblemReported",
    )  # fmt: skip  # columns side by side
    assert first["record"] == f"Problem_{ladder.problem}"
    assert first["tenant"]["id"] == f"Tenant_{key_of('tenant', 'a1')}"
    stored = stage.one("select encode(hash, 'hex') from audit.event where act = 'report_problem'")
    assert first["sha256"] == stored
    ask = "query ($id: ID!) { node(id: $id) { id } }"
    told = await client.ask("a.audit_administrator", ask, {"id": first["record"]})
    assert told["data"] == {"node": None}, "the audit names a record, its contents stay closed"
    told = await client.ask("a.audit_administrator", ask, {"id": first["id"]})
    assert told["data"] == {"node": {"id": first["id"]}}
    for who in ("b.head", "a.head", "a1.head"):
        assert (await client.ask(who, ask, {"id": first["id"]}))["data"] == {"node": None}


async def test_each_filter_finds_what_it_says(client: Client) -> None:
    stage = client.stage
    ladder, other = Ladder(stage), Ladder(stage)
    await ladder.bank("a1")
    await other.bank("a2")
    every = await read(client, "a.audit_administrator")
    kept = {
        "tenant": (f"Tenant_{key_of('tenant', 'a1')}", lambda one: one["tenant"]["id"]),
        "act": ("admit_problem", lambda one: one["act"]),
        "noun": ("problem", lambda one: one["noun"]),
        "record": (f"Problem_{other.problem}", lambda one: one["record"]),
    }
    for name, (value, of) in kept.items():
        found = await read(client, "a.audit_administrator", **{name: value})
        assert found == [one for one in every if of(one) == value], name
        assert found
    person = f"Person_{stage.world.person('a1.handler')}"
    found = await read(client, "a.audit_administrator", person=person)
    wanted = "select count(*) from audit.event where person = %s"
    assert len(found) == stage.one(wanted, stage.world.person("a1.handler")) > 0
    middle = sorted(one["at"] for one in every)[3]
    late = await read(client, "a.audit_administrator", since=middle)
    early = await read(client, "a.audit_administrator", until=middle)
    assert [*late, *early] == every
    assert late
    assert early
    for nothing in (
        {"record": "no id at all"},
        {"record": f"Problem_{uuid.uuid4()}"},
        {"tenant": f"Tenant_{key_of('tenant', 'a1x')}"},
        {"tenant": f"Problem_{ladder.problem}"},
    ):
        assert await read(client, "a.audit_administrator", **nothing) == [], nothing


async def test_it_is_paged_by_key(client: Client) -> None:
    await Ladder(client.stage).bank("a1")
    every = await read(client, "a.audit_administrator")
    walked, after = [], None
    for _ in range(10):
        told = await client.ask("a.audit_administrator", EVENTS, {"first": 2, "after": after})
        page = told["data"]["auditEvents"]
        walked += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert walked == every
    assert len(every) > 2


async def test_who_sits_in_the_accused_unit_reads_nothing_of_it_not_even_what_came_before(
    client: Client,
) -> None:
    stage = client.stage
    before = Ladder(stage)
    await before.bank("a1")
    both = ("a.audit_administrator", "a.audit_administrator_too")
    assert await read(client, both[0]) == await read(client, both[1]) != []
    ladder = await complained(stage, against="a1")
    petitioner = stage.one("select id from app.petitioner where problem_id = %s", ladder.problem)
    about = {f"Problem_{ladder.problem}", f"Petitioner_{petitioner}"}
    told = {who: await read(client, who) for who in both}
    seen = [one for one in told[both[0]] if one["record"] in about]
    assert {one["tenant"]["id"] for one in seen} >= {f"Tenant_{key_of('tenant', 'a')}"}
    assert {one["act"] for one in seen} >= {"take_up", "register_petitioner"}
    assert [one for one in told[both[0]] if one["record"] not in about] == told[both[1]]
    ask = "query ($id: ID!) { auditEvent(id: $id) { act } }"
    absent = await client.ask(both[1], ask, {"id": f"AuditEvent_{uuid.uuid4()}"})
    for one in seen:
        assert await client.ask(both[1], ask, {"id": one["id"]}) == absent
        assert (await client.ask(both[0], ask, {"id": one["id"]}))["data"]["auditEvent"]


async def test_a_refusal_about_what_is_against_them_is_not_opened_by_the_accused(
    client: Client,
) -> None:
    ladder = await complained(client.stage, against="a1")
    refused = await client.act(
        "a.head", "categoriseProblem", "problem { id }", problem=f"Problem_{ladder.problem}",
        expectedVersion=99, category="no such category",
    )  # fmt: skip  # columns side by side
    assert refused["__typename"] == "Refusal"
    ask = "query ($id: ID!) { refusal(id: $id) { code } }"
    opened = {
        who: (await client.ask(who, ask, {"id": refused["id"]}))["data"]["refusal"]
        for who in ("a.security_administrator", "a.security_administrator_too", "a.head")
    }
    assert opened == {
        "a.security_administrator": {"code": refused["code"]},
        "a.security_administrator_too": None,
        "a.head": None,
    }
    ordinary = Ladder(client.stage)
    await ordinary.bank("a2")
    also = await client.act(
        "a2.head", "categoriseProblem", "problem { id }", problem=f"Problem_{ordinary.problem}",
        expectedVersion=99, category="no such category",
    )  # fmt: skip  # columns side by side
    found = await client.ask("a.security_administrator_too", ask, {"id": also["id"]})
    assert found["data"]["refusal"] == {"code": also["code"]}, "the control: others it opens"


async def test_whom_the_audit_is_kept_from_only_grows(client: Client) -> None:
    await complained(client.stage, against="a1")
    with psycopg.connect(client.stage.database.superuser_dsn, autocommit=True) as superuser:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            superuser.execute("update audit.event set accused = '{}'")
        superuser.execute("update audit.event set accused = accused || 99")
    with psycopg.connect(client.stage.database.auditor_dsn) as auditor:
        assert auditor.execute("select * from audit.verify()").fetchall() == []


async def test_heads_are_shown_to_who_witnessed_them(client: Client) -> None:
    stage = client.stage
    await Ladder(stage).bank("a1x")
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    countersign(stage.database.auditor_dsn, SIGNER, now=now)
    ask = """{ auditHeads { nodes { hour direction shard number sha256 sm3 signedBy signature
      unit { id } witness { id } } } }"""
    told = (await client.ask("a.audit_administrator", ask))["data"]["auditHeads"]["nodes"]
    unit, witness = f"Tenant_{key_of('tenant', 'a1x')}", f"Tenant_{key_of('tenant', 'a1')}"
    assert [(one["unit"]["id"], one["witness"]["id"], one["direction"]) for one in told] == [
        (unit, witness, "UP")
    ]
    stored = stage.one("select encode(hash, 'hex'), encode(sm3, 'hex') from audit.anchor")
    assert (told[0]["sha256"], told[0]["sm3"]) == stored
    for who in ("a.head", "b.head", "city.audit_administrator"):
        assert (await client.ask(who, ask))["data"]["auditHeads"]["nodes"] == [], who


def test_what_an_act_was_about_is_named_by_the_type_that_is_read_under_its_noun() -> None:
    read_as = {
        shelf.action.partition(".")[0]: name
        for name, shelf in CATALOGUE.shelves.items()
        if shelf.action is not None and shelf.action.endswith(".read")
    }
    known = {noun: type_name for noun, type_name in TYPES.items() if noun in read_as}
    assert known.items() <= {(noun, read_as[noun]) for noun in known}
    assert set(TYPES) - set(read_as) == {"comment", "refusal"}
