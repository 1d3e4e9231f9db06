"""Petitioners through GraphQL: masked to who works on the problem, open to who asked on the record."""

import uuid

import pytest

from ledger.petitioners.accusations import is_accusation
from ledger.problems.report_problem import ReportProblem, report_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.world import key_of

IDENTITY = {
    "name": "王小明",
    "contact": "13812345678",
    "document": "5206",
    "address": "村东",
    "note": "腿脚不便",
}
MASKED = (
    "petitioner { id kind matter channel maskedName maskedContact joint repeats tenant { name } }"
)
OPEN = "identity { name contact document address note }"
LIST = (
    "query ($p: ID!) { petitioners(filter: {problem: $p}) { nodes { id maskedName } totalCount } }"
)


ONE = "query ($p: ID!) { problem(id: $p) { title hops { note } } }"


async def brought(
    client: Client, *, at: str = "a1x", accused: tuple[str, ...] = (), **given
) -> tuple[str, dict]:
    """Registers a petitioner of a problem that village a1x reported, where it lies by now."""
    ladder = Ladder(client.stage)
    if at == "a1x":
        said = ReportProblem(ladder.problem, "PETITION", "水渠堵塞", "村东水渠堵塞三月", "村东")
        await client.stage.done("a1x.handler", report_problem, said)
    else:
        await ladder.bank(list_type="PETITION")
        await ladder.rise_to(at)
    problem = f"Problem_{ladder.problem}"
    told = await client.act(
        f"{at}.handler",
        "registerPetitioner",
        MASKED,
        **{
            "problem": problem,
            "kind": "PERSON",
            "matter": "REQUEST",
            "channel": "VISIT",
            "identity": IDENTITY,
            "accused": [f"Tenant_{key_of('tenant', one)}" for one in accused],
        }
        | given,
    )
    return problem, told


async def test_a_petitioner_is_registered_masked_and_read_by_two_mutations(client: Client) -> None:
    problem, told = await brought(client)
    found = told["petitioner"]
    assert (found["maskedName"], found["maskedContact"]) == ("王**", "******78")
    assert (found["kind"], found["joint"], found["tenant"]["name"]) == ("PERSON", 1, "甲一东村")
    for who in ("a1x.task_force", "a1.head"):
        (seen,) = (await client.ask(who, LIST, {"p": problem}))["data"]["petitioners"]["nodes"]
        assert seen == {"id": found["id"], "maskedName": "王**"}
    for who in ("a.head", "b.head", "city.audit_administrator"):
        assert (await client.ask(who, LIST, {"p": problem}))["data"]["petitioners"]["nodes"] == []
    asked = await client.act(
        "a1x.handler", "askPetitionerIdentity", "ticket", petitioner=found["id"], reason="入户核实"
    )
    redeemed = await client.act(
        "a1x.handler",
        "redeemPetitionerIdentity",
        f"{OPEN} petitioner {{ maskedName }}",
        ticket=asked["ticket"],
    )
    assert redeemed["identity"] == IDENTITY
    assert redeemed["petitioner"] == {"maskedName": "王**"}
    other = await client.act("a1x.head", "redeemPetitionerIdentity", OPEN, ticket=asked["ticket"])
    assert other["code"] == "petitioner.ticket_refused"


async def test_one_request_cannot_ask_and_read_without_having_asked_before(client: Client) -> None:
    told = await client.act(
        "a1x.handler", "redeemPetitionerIdentity", OPEN, ticket=f"IdentityTicket_{uuid.uuid4()}"
    )
    assert told["code"] == "petitioner.ticket_refused"
    told = await client.act("a1x.handler", "redeemPetitionerIdentity", OPEN, ticket="x")
    assert told["code"] == "petitioner.ticket_refused"


async def test_who_is_accused_reads_no_petitioner_nor_the_problem(client: Client) -> None:
    """Township a1 had the problem in hand before somebody brought it to county a against a1."""
    problem, _ = await brought(client, at="a", accused=("a1",))
    for who in ("a1x.handler", "a1x.head", "a1.head", "a1.task_force"):
        said = (await client.ask(who, LIST, {"p": problem}))["data"]["petitioners"]
        assert said == {"nodes": [], "totalCount": 0}, who
        assert (await client.ask(who, ONE, {"p": problem}))["data"] == {"problem": None}, who
    assert (await client.ask("a.handler", ONE, {"p": problem}))["data"]["problem"]
    (stored,) = client.stage.rows("select id from app.petitioner")
    hidden = await client.act(
        "a1x.handler",
        "askPetitionerIdentity",
        "ticket",
        petitioner=f"Petitioner_{stored[0]}",
        reason="入户核实",
    )
    missing = await client.act(
        "a1x.handler",
        "askPetitionerIdentity",
        "ticket",
        petitioner=f"Petitioner_{uuid.uuid4()}",
        reason="入户核实",
    )
    for one in (hidden, missing):
        one.pop("id")
    assert hidden == missing, "hidden and missing are told alike"


@pytest.mark.parametrize(
    "given",
    [{"matter": "ACCUSATION"}, {"identity": IDENTITY | {"note": "检举王某贪污受贿的材料"}}],
)
async def test_an_accusation_is_refused_with_where_it_belongs(client: Client, given) -> None:
    _, told = await brought(client, **given)
    assert told["code"] == "petitioner.accusation_refused"
    assert "12388" in told["message"]
    assert told["details"] == []
    kept = client.stage.one("select string_agg(facts::text, '') from audit.event")
    assert "贪污" not in kept
    assert client.stage.one("select count(*) from app.petitioner") == 0


@pytest.mark.parametrize(
    ("text", "accuses"),
    [
        ("举报村主任挪用公款", True),
        ("实名检举某局长受贿", True),
        ("我有一份控告信", True),
        ("反映乡干部收受他人礼金", True),
        ("举报电话打不通", False),
        ("反映水渠堵塞三个月", False),
        ("举报邻居违章搭建", False),
        ("", False),
    ],
)
def test_what_reads_like_an_accusation(text: str, accuses: bool) -> None:
    assert is_accusation(text) is accuses


async def test_a_text_that_is_too_long_is_refused_without_repeating_it(client: Client) -> None:
    _, told = await brought(client, identity=IDENTITY | {"name": "王" * 101})
    assert told["code"] == "record.text_refused"
    assert "王" not in str(told)
