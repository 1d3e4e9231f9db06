"""Where a text was posted: channel and day for the public, the unit's own words for those who approve."""

from typing import Any

import psycopg
import pytest

from tenants.viewer import NOBODY
from tests.ledger.publicising import APPROVER, Publicity, publicity, signed_for
from tests.ledger.test_problems_guards import as_app

__all__ = ["publicity", "signed_for"]
POSTINGS = "{ publications { nodes { postings { form place link postedOn } } } }"
LINK = "https://a.example/gongkai?n=1"


async def post(publicity: Publicity, publication: Any, **given: Any) -> Any:
    said = {"form": "PORTAL", "place": "县政府门户网站", "postedOn": "2026-04-15", "link": LINK}
    chosen = "publication { postings { place link } }"
    return await publicity.client.act(
        "a1.handler", "recordPosting", chosen, publication=publication["id"], **(said | given)
    )


async def test_the_public_reads_channel_and_day_and_no_word_that_nobody_approved(
    publicity: Publicity,
) -> None:
    _, made = await publicity.published()
    told = await post(publicity, made)
    words = {"place": "县政府门户网站", "link": LINK}
    assert told["publication"]["postings"] == [words]
    day = {"form": "PORTAL", "postedOn": "2026-04-15"}
    for who, expected in (
        (NOBODY, {"place": None, "link": None}),
        ("b.head", {"place": None, "link": None}),
        ("a1x.head", {"place": None, "link": None}),
        ("a1.handler", words),
        ("a.head", words),
        (APPROVER, words),
    ):
        (page,) = (await publicity.client.ask(who, POSTINGS))["data"]["publications"]["nodes"]
        assert page["postings"] == [day | expected], who


async def test_a_posting_is_of_today_or_before_and_links_by_https_alone(
    publicity: Publicity,
) -> None:
    _, made = await publicity.published()
    before = publicity.stage.everything()
    for given, code in (
        ({"postedOn": "2026-04-16"}, "record.day_refused"),
        ({"postedOn": "2031-01-01"}, "record.day_refused"),
        ({"postedOn": "1949-09-30"}, "record.day_refused"),
        ({"link": "javascript:alert(document.cookie)"}, "publicity.link_refused"),
        ({"link": "http://a.example/"}, "publicity.link_refused"),
        ({"link": "https://a.example/ x"}, "publicity.link_refused"),
        ({"link": "//a.example"}, "publicity.link_refused"),
    ):
        told = await post(publicity, made, **given)
        assert told.get("code") == code, given
    assert publicity.stage.everything() == before
    assert "code" not in await post(publicity, made, link="")


async def test_nor_can_another_posting_be_written(publicity: Publicity) -> None:
    await publicity.published()
    insert = """insert into app.posting (root, id, holder, publication_id, form, place, link, posted_on,
        recorded_by) select root, gen_random_uuid(), holder, id, 'PORTAL', '网站', %s,
        (clock_timestamp() at time zone 'Asia/Shanghai')::date + %s::int, %s from app.publication"""
    viewer = await publicity.stage.viewer("a1.handler")
    for link, days, broken in (
        ("javascript:alert(1)", 0, "posting_link_is_https_check"),
        ("", 1, "posting_posted_by_then_check"),
    ):
        with pytest.raises(psycopg.errors.CheckViolation) as failed:
            as_app(publicity.stage, viewer, insert, link, days, viewer.person)
        assert failed.value.diag.constraint_name == broken
    as_app(publicity.stage, viewer, insert, LINK, 0, viewer.person)
