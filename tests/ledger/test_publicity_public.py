"""What the public says, and what is never said of anybody without their consent."""

import asyncio
import uuid
from typing import Any

import psycopg
import pytest

from ledger.publicity.comment_on_publication import CommentOnPublication, comment_on_publication
from ledger.publicity.record_consent import RecordConsent, record_consent
from ledger.publicity.refusals import TooManyComments
from ledger.scanning import names_in, personal
from tenants.viewer import NOBODY
from tests.ledger.publicising import APPROVER, Publicity, publicity, signed_for

__all__ = ["publicity", "signed_for"]
WAITING = "{ commentsToModerate { nodes { id text state version publication { id } } } }"
SPOKEN = "整改以后水渠通了，谢谢。"


async def comment(publicity: Publicity, publication: str, text: str = SPOKEN, **given: Any) -> Any:
    return await publicity.client.act(
        given.pop("who", NOBODY),
        "commentOnPublication",
        "publication { comments { nodes { text } } }",
        publication=publication,
        text=text,
        **given,
    )


async def shown(publicity: Publicity) -> list[str]:
    return [one["text"] for page in await publicity.public() for one in page["comments"]["nodes"]]


async def moderated(publicity: Publicity, who: str, **given: Any) -> Any:
    (found,) = (await publicity.client.ask(APPROVER, WAITING))["data"]["commentsToModerate"][
        "nodes"
    ]
    return await publicity.client.act(
        who,
        "moderateComment",
        "comment { state hiddenFor }",
        comment=found["id"],
        expectedVersion=found["version"],
        **given,
    )


async def test_a_comment_of_nobody_waits_until_the_approving_level_lets_it_through(
    publicity: Publicity,
) -> None:
    _, made = await publicity.published()
    told = await comment(publicity, made["id"])
    assert (told["__typename"], told["replayed"]) == ("CommentOnPublicationSuccess", False)
    assert await shown(publicity) == []
    for who in ("a1.head", "a1.task_force", "b.petition_bureau"):
        waiting = (await publicity.client.ask(who, WAITING))["data"]["commentsToModerate"]
        assert waiting["nodes"] == [], who
        told = await moderated(publicity, who)
        assert told["code"] in {"publicity.comment_not_found", "book.not_allowed"}, who
    told = await moderated(publicity, APPROVER)
    assert told["comment"] == {"state": "PUBLISHED", "hiddenFor": None}
    assert await shown(publicity) == [SPOKEN]
    acts = {row[0] for row in publicity.stage.rows("select act from audit.event")}
    assert {"comment_on_publication", "moderate_comment"} <= acts


async def test_a_hidden_comment_is_not_shown_and_one_under_a_withdrawn_text_no_more(
    publicity: Publicity,
) -> None:
    draft, made = await publicity.published()
    await comment(publicity, made["id"], "骂人的话")
    told = await moderated(publicity, APPROVER, hiddenFor="ABUSE")
    assert told["comment"] == {"state": "HIDDEN", "hiddenFor": "ABUSE"}
    assert await shown(publicity) == []
    await comment(publicity, made["id"])
    await moderated(publicity, APPROVER)
    (kept,) = publicity.stage.rows("select id from app.comment where state = 'PUBLISHED'")
    node = f'{{ node(id: "Comment_{kept[0]}") {{ id }} }}'
    assert (await publicity.client.ask(NOBODY, node))["data"]["node"] is not None
    await publicity.step(APPROVER, "withdrawPublication", draft, reason="SUPERSEDED")
    assert (await publicity.client.ask(NOBODY, node))["data"]["node"] is None
    assert publicity.stage.one("select count(*) from app.comment where shown <> 'NONE'") == 0
    told = await comment(publicity, made["id"])
    assert told["code"] == "publicity.publication_not_found"


async def test_only_what_is_public_is_spoken_to_and_the_rest_is_as_if_it_were_not_there(
    publicity: Publicity,
) -> None:
    _, made = await publicity.published(scope="STAFF")
    before = publicity.stage.everything()
    hidden = await comment(publicity, made["id"], who="a1.head")
    absent = await comment(publicity, f"Publication_{uuid.uuid4()}", who="a1.head")
    assert {**hidden, "id": ""} == {**absent, "id": ""}
    assert hidden["code"] == "publicity.publication_not_found"
    assert publicity.stage.everything() == before


async def test_the_public_comments_and_nobody_of_the_line_does_as_the_public(
    publicity: Publicity,
) -> None:
    _, made = await publicity.published()
    before = publicity.stage.everything()
    for who in ("a1.head", "a1x.handler", "a.task_force", "city.head"):
        told = await comment(publicity, made["id"], who=who)
        assert told["code"] == "publicity.not_for_staff", who
    assert publicity.stage.everything() == before
    for who in ("b1.head", "a2.head", NOBODY):
        told = await comment(publicity, made["id"], who=who)
        assert told["__typename"] == "CommentOnPublicationSuccess", who


async def test_a_publication_is_planned_from_today_on_and_within_a_year(
    publicity: Publicity,
) -> None:
    before = publicity.stage.everything()
    for day in ("2026-04-14", "2027-04-16"):
        told = await publicity.propose(plannedOn=day)
        assert told["code"] == "record.day_refused"
        details = {one["name"]: one["value"] for one in told["details"]}
        assert details == {"field": "planned_on", "first": "2026-04-15", "last": "2027-04-15"}
    assert publicity.stage.everything() == before
    for day in ("2026-04-15", "2027-04-15"):
        told = await publicity.propose(plannedOn=day)
        assert told["__typename"] == "ProposePublicationSuccess", day


async def test_a_comment_is_short_and_carries_nobodys_data(publicity: Publicity) -> None:
    _, made = await publicity.published()
    before = publicity.stage.everything()
    for text, code in (
        ("好", "record.text_refused"),
        ("长" * 501, "record.text_refused"),
        ("请打 13812345678 找我", "publicity.personal_data"),
        ("检举村主任贪污", "petitioner.accusation_refused"),
    ):
        told = await comment(publicity, made["id"], text)
        assert told["code"] == code
        assert "13812345678" not in str(told)
    assert publicity.stage.everything() == before


async def test_the_same_key_is_one_comment_and_too_many_are_asked_to_wait(
    publicity: Publicity,
) -> None:
    _, made = await publicity.published()
    first = await comment(publicity, made["id"], key="the-first-one")
    again = await comment(publicity, made["id"], key="the-first-one")
    assert (first["replayed"], again["replayed"]) == (False, True)
    other = await comment(publicity, made["id"], "另一句话", key="the-first-one")
    assert other["code"] == "idempotency.key_reused"
    key = uuid.UUID(made["id"].removeprefix("Publication_"))

    async def say(number: int, address: str) -> bool:
        given = CommentOnPublication(key, f"第{number}条留言", uuid.uuid4().hex)
        try:
            await comment_on_publication(publicity.stage.sittings, NOBODY, given, address=address)
        except TooManyComments:
            return False
        return True

    taken = await asyncio.gather(*(say(number, "192.0.2.7") for number in range(9)))
    assert taken.count(True) == 5
    assert await say(10, "192.0.2.8")
    assert (
        publicity.stage.one("select count(*) from app.comment where position('192' in source) = 1")
        == 0
    )


async def petitioner(publicity: Publicity, name: str) -> str:
    told = await publicity.client.act(
        "a1.handler",
        "registerPetitioner",
        "petitioner { id }",
        problem=publicity.problem,
        kind="PERSON",
        matter="REQUEST",
        channel="VISIT",
        identity={"name": name, "contact": "13812345678"},
    )
    found: str = told["petitioner"]["id"]
    return found


async def consented(publicity: Publicity, who: uuid.UUID, by: str = "a1x.handler") -> None:
    given = RecordConsent(who, "WRITTEN", publicity.stage.now.date(), "公开姓名和办理结果")
    await publicity.stage.done(by, record_consent, given)


async def test_a_petitioner_who_is_named_must_have_consented_and_may_take_it_back(
    publicity: Publicity,
) -> None:
    who = await petitioner(publicity, "王小明")
    named = {"kind": "PROGRESS", "text": "经王 小明同志反映，水渠四月底前清理。"}
    before = publicity.stage.everything()
    told = await publicity.propose(**named)
    assert (told["code"], told["details"]) == ("publicity.consent_missing", [])
    told = await publicity.propose(aboutClient=True)
    assert told["code"] == "publicity.consent_missing"
    assert publicity.stage.everything() == before
    assert (await publicity.propose(kind="PROGRESS", text="经群众反映。"))["draft"][
        "aboutClient"
    ] is False
    act = publicity.client.act
    given = {"form": "WRITTEN", "givenOn": "2026-04-14", "covers": "公开姓名和办理结果"}
    chosen = "petitioner { maskedName }"
    refused = await act("a.handler", "recordConsent", chosen, petitioner=who, **given)
    assert refused["code"] in {"book.not_allowed", "publicity.petitioner_not_found"}
    told = await act("a1.handler", "recordConsent", chosen, petitioner=who, **given)
    assert told["petitioner"] == {"maskedName": "王**"}
    _, made = await publicity.published(**named)
    draft = await publicity.client.ask(
        "a1.head", "{ publicationDrafts { nodes { aboutClient state } } }"
    )
    assert {"aboutClient": True, "state": "PUBLISHED"} in draft["data"]["publicationDrafts"][
        "nodes"
    ]
    assert [one["id"] for one in await publicity.public()] == [made["id"]]
    await act("a1.handler", "withdrawConsent", chosen, petitioner=who)
    assert await publicity.public() == []
    kept = publicity.stage.one(
        "select p.withdrawn_reason || d.state || d.reason from app.publication p"
        " join app.publication_draft d on d.id = p.draft_id"
    )
    assert kept == "CONSENT_WITHDRAWNWITHDRAWNCONSENT_WITHDRAWN"
    told = await act("a1.handler", "withdrawConsent", chosen, petitioner=who)
    assert told["code"] == "publicity.consent_missing"


async def test_consent_that_ended_before_publishing_stops_it(publicity: Publicity) -> None:
    who = await petitioner(publicity, "李四光")
    given = {"form": "ELECTRONIC", "givenOn": "2026-04-14", "covers": "公开办理结果"}
    chosen = "petitioner { id }"
    await publicity.client.act("a1.handler", "recordConsent", chosen, petitioner=who, **given)
    draft = await publicity.approved(aboutClient=True)
    await publicity.client.act("a1.handler", "withdrawConsent", chosen, petitioner=who)
    told = await publicity.step("a1.handler", "publishPublication", draft)
    assert told["code"] == "publicity.stale", "it was withdrawn with the consent"
    assert publicity.stage.one("select count(*) from app.publication") == 0


async def test_a_text_about_a_problem_that_accuses_a_unit_is_not_seen_there(
    publicity: Publicity,
) -> None:
    accused = [publicity.stage.world.tenants["a1x"]]
    with psycopg.connect(publicity.stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set accused = %s", [accused])
    _, made = await publicity.published(scope="MEMBERS")
    assert [one["id"] for one in await publicity.public("a1y.head")] == [made["id"]]
    assert await publicity.public("a1x.head") == []


async def test_nor_once_the_unit_is_accused_later_while_what_all_read_all_read(
    publicity: Publicity,
) -> None:
    accused = [publicity.stage.world.tenants["a1x"]]
    _, inside = await publicity.published(scope="MEMBERS")
    _, outside = await publicity.published(kind="PROGRESS")
    for who in ("a1x.head", "a1y.head"):
        seen = {one["id"] for one in await publicity.public(who)}
        assert seen == {inside["id"], outside["id"]}, "the control"
    with psycopg.connect(publicity.stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set accused = %s", [accused])
    assert [one["id"] for one in await publicity.public("a1x.head")] == [outside["id"]]
    assert len(await publicity.public("a1y.head")) == 2
    said = "select count(*) from app.publication_draft where accused <> '{}'"
    assert publicity.stage.one(said) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话13812345678", ("PHONE",)),
        ("电话 138-1234-5678", ("PHONE",)),
        ("一三八一二三四五六七八", ("PHONE",)),
        ("１３８１２３４５６７８", ("PHONE",)),
        ("0856-5223344", ("PHONE",)),
        ("身份证52060219800101123X", ("CITIZEN_NUMBER",)),
        ("520602 19800101 123x", ("CITIZEN_NUMBER",)),
        ("卡号 6222 0212 3456 7890 120", ()),
        ("卡号4111111111111111", ("BANK_CARD",)),
        ("写信到 a.b@example.com", ("MAIL_ADDRESS",)),
        ("拨打12345热线", ()),
        ("举报电话12388", ()),
        ("2026年4月15日清淤1200米，投入350000元", ()),
        ("涉及138户，1234人", ()),
    ],
)
def test_what_the_scan_finds(text: str, found: tuple[str, ...]) -> None:
    assert personal(text) == found


def test_every_piece_that_could_be_a_name_is_looked_up() -> None:
    assert set(names_in("王小明说")) == {"王小", "王小明", "王小明说", "小明", "小明说", "明说"}
    assert len(list(names_in("水渠" * 2000))) < 20
