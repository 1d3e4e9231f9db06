"""A level publishes at which duty telephone a post is reached; everybody reads it, and no number of
a person's own gets in."""

import dataclasses
import uuid
from datetime import UTC, date, datetime

import psycopg
import pytest

from ledger.contacts.numbers import duty_number
from ledger.contacts.publish_contact_card import PublishContactCard, publish_contact_card
from ledger.contacts.withdraw_contact_card import WithdrawContactCard, withdraw_contact_card
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.scanning import personal
from schema.contacts.types import ContactCardState
from tenants.refusals import Refusal
from tenants.viewer import NOBODY
from tests.ledger.acting import Client
from tests.world import key_of

POST = key_of("post", "a1.head")
CARDS = (
    "{ contactCards { nodes { id title phone hours place state post { id } tenant { name } } } }"
)
CARD = PublishContactCard(POST, "0856 523 0000 转 8001", "工作日 8:30-17:30", "镇政府一楼")


async def shown(client: Client, who: object) -> list[dict[str, object]]:
    told = await client.ask(who, CARDS)
    return told["data"]["contactCards"]["nodes"]


async def test_a_published_telephone_is_read_by_everybody_and_names_no_person(
    client: Client,
) -> None:
    assert {one.value for one in ContactCardState} == {"PUBLISHED", "WITHDRAWN", "ENDED"}
    told = await client.act(
        "a.task_force",
        "publishContactCard",
        "contactCard { id phone version viewerActions { act allowed } }",
        post=f"Post_{POST}",
        phone=CARD.phone,
        hours=CARD.hours,
        place=CARD.place,
        fromOn="2024-01-02",
    )
    assert "contactCard" in told, told
    card = told["contactCard"]
    assert card["phone"] == "0856-5230000转8001"
    assert card["viewerActions"] == [{"act": "WITHDRAW", "allowed": True}]
    (seen,) = await shown(client, NOBODY)
    assert seen["title"] == client.stage.one("select title from app.post where id = %s", POST)
    assert seen["post"] is None, "the public reads a card, not who is in which post"
    assert seen["tenant"] == {"name": "甲一镇"}
    assert [one["phone"] for one in await shown(client, "b1.handler")] == [card["phone"]]
    kept = client.stage.one("select array_agg(column_name::text) from information_schema.columns"
                            " where table_name = 'contact_card'")  # fmt: skip  # one query
    assert not {"person_id", "name", "mobile"} & set(kept)
    told = await client.act(
        "a1.head",
        "withdrawContactCard",
        "contactCard { state }",
        card=card["id"],
        expectedVersion=1,
    )
    assert told["contactCard"] == {"state": "WITHDRAWN"}
    assert await shown(client, NOBODY) == []
    node = f'{{ node(id: "{card["id"]}") {{ id }} }}'
    assert (await client.ask(NOBODY, node))["data"]["node"] is None
    assert (await client.ask("a.task_force", node))["data"]["node"] is not None, "the level above"


async def test_a_card_is_shown_from_its_first_day_to_its_last_and_ends_with_its_post(
    client: Client,
) -> None:
    stage = client.stage
    stage.now = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)
    over = dataclasses.replace(CARD, until_on=date(2024, 6, 1))
    await stage.done("a1.head", publish_contact_card, over)
    later = dataclasses.replace(CARD, post=key_of("post", "a1.handler"), from_on=date(2070, 1, 1))
    await stage.done("a1.head", publish_contact_card, later)
    assert await shown(client, NOBODY) == []
    ending = key_of("post", "a.head")
    holds = dataclasses.replace(CARD, post=ending)
    await stage.done("a.task_force", publish_contact_card, holds)
    assert len(await shown(client, NOBODY)) == 1
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        ends = "update app.post set valid_until = '2024-05-08' where id = %s"
        connection.execute(ends, [ending])
    until = "select until_on from app.contact_card where post_id = %s"
    assert stage.one(until, ending) == date(2024, 5, 8)
    assert stage.one(until, key_of("post", "a1.handler")) is None, "nobody else's card ended"
    assert await shown(client, NOBODY) == []
    past = await stage.refused("a.task_force", publish_contact_card, dataclasses.replace(
        holds, until_on=date(2024, 6, 1)
    ))  # fmt: skip  # one call
    assert past.code == "contact_card.post_ends"
    stage.now = datetime(2024, 5, 9, 2, 0, tzinfo=UTC)
    refusal = await stage.refused("a.task_force", publish_contact_card, holds)
    assert refusal.code in {"contact_card.days_refused", "contact_card.post_not_found"}


async def test_an_ended_card_says_so_and_makes_room_for_the_next(client: Client) -> None:
    stage = client.stage
    stage.now = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)
    over = dataclasses.replace(CARD, until_on=date(2024, 5, 9))
    old = await stage.done("a1.head", publish_contact_card, over)
    ahead = await stage.refused("a1.head", publish_contact_card, CARD)
    assert ahead.code == "contact_card.published_already", "the control: it holds"
    query = "query ($id: ID!) { contactCard(id: $id) { state phone } }"

    async def state(key: uuid.UUID, who: object = NOBODY) -> str | None:
        found = (await client.ask(who, query, {"id": f"ContactCard_{key}"}))["data"]["contactCard"]
        return found and found["state"]

    # GraphQL asks by the day of the machine, which is later: it is over, and nobody took it back.
    assert await state(old) == await state(old, "a1.head") == "ENDED"
    assert await shown(client, NOBODY) == []
    stage.now = datetime(2024, 5, 9, 2, 0, tzinfo=UTC)
    new = await stage.done("a1.head", publish_contact_card, CARD)
    assert await state(new) == "PUBLISHED"
    assert (await state(old), await state(old, "a1.head")) == (None, "ENDED")
    refusal = await stage.refused("a1.head", withdraw_contact_card, WithdrawContactCard(old, 2))
    assert refusal.code == "contact_card.withdrawn"
    kept = "select state, shown, version from app.contact_card where id = %s"
    assert stage.one(kept, old) == ("ENDED", "NONE", 2)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("0856-5230000", "0856-5230000"),
        ("（010）6512 3456", "010-65123456"),
        ("0856－5230000 转12", "0856-5230000转12"),
        ("400 123 4567", "400-123-4567"),
        ("12345", "12345"),
        ("12388", "12388"),
    ],
)
def test_a_duty_telephone_is_kept_in_one_form(said: str, kept: str) -> None:
    assert duty_number(said) == kept


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("13812345678", "contact_card.number_personal"),
        ("+86 138-1234-5678", "contact_card.number_personal"),
        ("１３８１２３４５６７８", "contact_card.number_personal"),
        ("138 1234 5678转2", "contact_card.number_personal"),
        ("110", "contact_card.number_refused"),
        ("5230000", "contact_card.number_refused"),
        ("0856-5230000，或找老王", "contact_card.number_refused"),
        ("", "contact_card.number_refused"),
        ("520603198001011234", "contact_card.number_refused"),
    ],
)
def test_what_is_no_duty_telephone_is_refused(said: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        duty_number(said)
    assert refused.value.code == code


async def test_who_publishes_and_what_is_refused(stage) -> None:
    for who in ("a1.handler", "a1x.branch_secretary", "b.task_force", "city.task_force"):
        refusal = await stage.refused(who, publish_contact_card, CARD)
        assert refusal.code in {"book.not_allowed", "contact_card.post_not_found"}, who
    for said, code in (
        ({"phone": "13812345678"}, "contact_card.number_personal"),
        ({"phone": "110"}, "contact_card.number_refused"),
        ({"hours": "打我手机13812345678"}, "publicity.personal_data"),
        ({"place": "找王某，身份证520603198001011234"}, "publicity.personal_data"),
        ({"hours": ""}, "record.text_refused"),
        ({"until_on": date(2026, 4, 15)}, "contact_card.days_refused"),
        ({"from_on": date(1900, 1, 1)}, "record.day_refused"),
        ({"post": uuid.uuid4()}, "contact_card.post_not_found"),
    ):
        given = dataclasses.replace(CARD, **said)
        assert (await stage.refused("a1.head", publish_contact_card, given)).code == code, said
    card = await stage.done("a1.head", publish_contact_card, CARD)
    refusal = await stage.refused("a.head", publish_contact_card, CARD)
    assert refusal.code == "contact_card.published_already"
    refusal = await stage.refused("a1.head", withdraw_contact_card, WithdrawContactCard(card, 2))
    assert refusal.code == "contact_card.stale"
    for who, code in (("a1.handler", "book.not_allowed"), ("b1.head", "contact_card.not_found")):
        refusal = await stage.refused(who, withdraw_contact_card, WithdrawContactCard(card, 1))
        assert refusal.code == code, "read by everybody, withdrawn by two levels"
    await stage.done("a.head", withdraw_contact_card, WithdrawContactCard(card, 1))
    refusal = await stage.refused("a1.head", withdraw_contact_card, WithdrawContactCard(card, 2))
    assert refusal.code == "contact_card.withdrawn"
    refusal = await stage.refused("b1.head", withdraw_contact_card, WithdrawContactCard(card, 2))
    assert refusal.code == "contact_card.not_found"
    await stage.done("a1.head", publish_contact_card, CARD)


def test_texts_for_the_public_carry_no_number_as_before() -> None:
    """What a card may carry loosens nothing elsewhere: the scan still finds both."""
    assert personal("有事打0856-5230000") == personal("有事打13812345678") == ("PHONE",)


async def test_what_was_told_on_the_telephone_says_so_and_has_no_order_number(stage) -> None:
    told = ReportProblem(uuid.uuid4(), "PETITION", "水渠淤塞", "三百米淤塞", channel="PHONE")
    await stage.done("a1x.branch_secretary", report_problem, told)
    row = stage.one("select channel, channel_no from app.problem where id = %s", told.id)
    assert row == ("PHONE", None)
    numbered = dataclasses.replace(told, id=uuid.uuid4(), channel_no="3")
    refusal = await stage.refused("a1x.branch_secretary", report_problem, numbered)
    assert refusal.code == "problem.channel_unnumbered"
    fed = dataclasses.replace(told, id=uuid.uuid4(), channel="PETITION")
    refusal = await stage.refused("a1x.branch_secretary", report_problem, fed)
    assert refusal.code == "problem.channel_unnumbered"
