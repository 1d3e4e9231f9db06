"""The closing sheet on paper: what its reader may read, escaped, recorded, and nothing of those served."""

import re
import uuid
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import httpx2
import psycopg
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from ledger.exports.prepare_closing_sheet import PrepareClosingSheet, prepare_closing_sheet
from ledger.problems.rules import CLAIMED
from ledger.responsibilities.files import Links
from schema.closing.types import FollowUpKind, RootCause
from schema.problems import enums
from schema.rechecks.types import RecheckReason, RecheckState
from server.edge.middleware import RequestId
from server.exchange.closing_sheets import ClosingSheetDoor, routes
from server.pages.closing_sheet import POLICY, WORDS
from tenants.viewer import viewer_of
from tests.ledger.acting import Client
from tests.ledger.bearing import doorkeeper
from tests.ledger.ladder import Ladder
from tests.ledger.test_rechecks import CLOSER, closed
from tests.world import key_of

HEAD = "a1.head"


@pytest.fixture
async def http(client: Client):
    stage = client.stage

    async def lookup(identity: Any, post: uuid.UUID) -> Any:
        return await viewer_of(
            stage.engine,
            identity.issuer,
            identity.subject,
            keys=stage.database.keys,
            post=post,
            enforcer=stage.reach.enforcer,
        )

    links = Links.of(stage.database.keys.keys.values(), base_url="http://test")
    door = ClosingSheetDoor(links, stage.sittings, doorkeeper(lookup), client.answering._reading)
    app = Starlette(routes=list(routes(door)), middleware=[Middleware(RequestId)])
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


async def address(client: Client, who: str, ladder: Ladder) -> str:
    of = f"Problem_{ladder.problem}"
    told = await client.act(who, "prepareClosingSheet", "url expiresAt", problem=of)
    assert told["__typename"] == "PrepareClosingSheetSuccess", told
    return told["url"]


async def struck_off(client: Client) -> Ladder:
    # An address is good for minutes of the clock on the wall.
    ladder = await closed(client.stage)
    client.stage.now = datetime.now(UTC)
    return ladder


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "\n", html.partition("</style>")[2])


async def test_what_a_clerk_prints_is_the_whole_of_the_case(client: Client, http) -> None:
    ladder = await struck_off(client)
    number = client.stage.one("select number from app.problem where id = %s", ladder.problem)
    got = await http.get(await address(client, "a1.task_force", ladder))
    assert (got.status_code, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert got.headers["content-security-policy"] == POLICY
    assert got.headers["cache-control"] == "private, no-store"
    said = text_of(got.text)
    for there in (number, "已销号", "审计问题清单", "水渠堵塞", "村东水渠堵塞三月", "立行立改", "清淤", "已清淤",
                  "满意", "自评90分", "班子问题管控力80分", "一把手履职担当力85分", "干部工作推进力90分", "制度建设",
                  "支部管护责任不清", "建立管护制度", "重大问题", "签字", "整改时限"):  # fmt: skip  # columns side by side
        assert there in said, (there, said)


async def test_a_sheet_says_of_those_served_how_they_rated_and_nothing_else(
    client: Client, http
) -> None:
    ladder = await struck_off(client)
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.evaluation set text = '张三说水通了，电话13800001111'"
            " where party = 'CLIENT'"
        )
        connection.execute("alter table app.problem disable trigger all")
        connection.execute(
            "update app.problem set channel = 'HOTLINE_12345', channel_no = 'NO-77881'"
        )
        connection.execute("update app.problem set source = '王五来电'")
    said = text_of((await http.get(await address(client, CLOSER, ladder))).text)
    assert "服务对象评议" in said
    assert "清淤" not in said, "measures are for the unit and its direct superior"
    for kept in ("张三", "13800001111", "NO-77881", "王五"):
        assert kept not in said
    assert "12345热线" in said, "the control: where it came from is there"


async def test_text_is_text(client: Client, http) -> None:
    ladder = await struck_off(client)
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute("alter table app.problem disable trigger all")
        connection.execute("update app.problem set title = '<script>alert(1)</script>&'")
    html = (await http.get(await address(client, CLOSER, ladder))).text
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in html


async def test_an_address_gives_what_its_viewer_may_read_by_then(client: Client, http) -> None:
    stage = client.stage
    ladder = await struck_off(client)
    url = await address(client, "a1.task_force", ladder)
    assert (await http.get(url)).status_code == 200
    assert (await http.get(url.replace("errand=gAAAAA", "errand=gAAAAB"))).status_code == 404
    assert (await http.get("/closing-sheets")).status_code == 404
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("alter table app.appointment disable trigger all")
        connection.execute(
            "update app.appointment set relieved_on = appointed_on + 1 where post_id = %s",
            [key_of("post", "a1.task_force")],
        )
    assert (await http.get(url)).status_code == 403, "the post is held no more"


async def test_each_sheet_that_leaves_is_in_the_audit_before(client: Client, http) -> None:
    ladder = await struck_off(client)
    url = await address(client, CLOSER, ladder)
    told = "select act, request from audit.event where noun = 'person'"
    of = f"CLOSING_SHEET Problem_{ladder.problem}"
    assert client.stage.rows(told) == [("prepare_closing_sheet", f"test {of}")]
    await http.get(url)
    (request,) = {said for act, said in client.stage.rows(told) if act == "record_export"}
    assert request.endswith(f" {of} 1")


async def test_nothing_is_printed_before_completion_is_claimed(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a1")
    given = PrepareClosingSheet(ladder.problem)
    refusal = await stage.refused(HEAD, prepare_closing_sheet, given)
    assert (refusal.code, refusal.facts["state"]) == ("export.not_claimed", "BANKED")
    for given in (PrepareClosingSheet(ladder.problem), PrepareClosingSheet(uuid.uuid4())):
        refusal = await stage.refused("b.head", prepare_closing_sheet, given)
        assert refusal.code == "problem.not_found"


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("list", enums.ProblemListType),
        ("channel", enums.Channel),
        ("field", enums.ProblemField),
        ("label", enums.ProblemLabel),
        ("colour", enums.Colour),
        ("mode", enums.HandlingMode),
        ("measure", enums.MeasureState),
        ("party", enums.Party),
        ("rating", enums.Rating),
        ("role", enums.AssignmentRole),
        ("cause", RootCause),
        ("follow_up", FollowUpKind),
        ("reason", RecheckReason),
        ("recheck", RecheckState),
    ],
)
def test_every_value_has_its_word(kind: str, values: type[Enum]) -> None:
    assert set(WORDS[kind]) == {one.value for one in values}


def test_every_state_of_a_claimed_problem_has_its_word() -> None:
    assert set(WORDS["state"]) == set(CLAIMED)
