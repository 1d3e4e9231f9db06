"""A reason and a document number that an act asks for are kept, and shown to who reads the audit."""

import psycopg

from tests import world
from tests.ledger.feeding import entries, made_feed
from tests.ledger.giving import GROUND, Giving, giving
from tests.ledger.test_feeds import USER, again, told, told_post
from tests.world import key_of

__all__ = ("giving",)

EVENTS = """{ auditEvents(first: 50) { nodes { act said reason documentNo } } }"""


async def grounds(giving: Giving, act: str) -> list[tuple[object, object]]:
    """Reason and document of each act of a name, as county a's audit administrator reads them."""
    stage = giving.stage
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants["a"]}
        world.put_in_post(connection, held, "a.auditor", roles=["audit_administrator"])
    told_ = await giving.client.ask("a.auditor", EVENTS)
    found = [one for one in told_["data"]["auditEvents"]["nodes"] if one["act"] == act]
    return [(one["reason"], one["documentNo"]) for one in found]


async def test_the_audit_keeps_why_a_post_and_a_person_were_made(giving: Giving) -> None:
    act = giving.client.act
    unit = {"tenant": f"Tenant_{key_of('tenant', 'a1')}"}
    made = await act("a.administrator", "makePost", "post { id }", title="新设", **unit, **GROUND)
    other = {"reason": "裁并", "documentNo": "测编〔2026〕2号"}
    await act("a.administrator", "closePost", "post { id }", post=made["post"]["id"], **other)
    await act("a.administrator", "recordPerson", "person { id }", name="杨新", **unit, **GROUND)
    blank = await act(
        "a.administrator", "recordPerson", "person { id }", name="杨新", **unit, **GROUND | {"reason": ""}
    )  # fmt: skip  # one call
    assert blank["code"] == "record.text_refused"
    audited = "select act, reason, document_no from audit.event where act = any (%s) and said not like '%%.%%'"
    acts = ["make_post", "close_post", "record_person"]
    assert giving.stage.rows(f"{audited} order by at", acts) == [
        ("make_post", *GROUND.values()),
        ("close_post", *other.values()),
        ("record_person", *GROUND.values()),
    ]
    refused = "select count(*) from audit.event where noun = 'refusal' and num_nonnulls(reason, document_no) > 0"
    assert giving.stage.one(refused) == 0, "what a refusal says is for who opens refusals"
    assert await grounds(giving, "make_post") == [tuple(GROUND.values())]


async def test_an_administrator_who_leaves_by_a_confirmed_line_leaves_for_a_reason(
    giving: Giving,
) -> None:
    stage = giving.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    li = await told(feed, "李四")
    await told_post(feed, "a1.administrator", li, code="520602001000")

    async def confirmed(**ground: str) -> dict[str, object]:
        key, version = stage.one("select id, version from app.feed_line where state = 'WAITING'")
        line = {"line": f"FeedLine_{key}", "expectedVersion": version, **ground}
        return await giving.client.act(
            "a.administrator", "confirmFeedLine", "line { state }", **line
        )

    assert (await confirmed(**GROUND))["line"] == {"state": "APPLIED"}
    await again(feed, USER, await feed.get(USER, li.id), active=False)
    assert (await confirmed())["code"] == "record.text_refused"
    ended = """select a.ended_reason, a.ended_document_no from app.appointment a
        join app.person p on p.id = a.person_id where p.name = '李四' and a.relieved_on is not null"""
    assert stage.rows(ended) == []
    assert (await confirmed(**GROUND))["line"] == {"state": "APPLIED"}
    assert stage.rows(ended) == [tuple(GROUND.values())]
