"""More time is asked for with a reason and granted by somebody else, or it counts for nothing."""

from datetime import date, timedelta

import psycopg

from ledger.problems.record_statutory import RecordStatutory, record_statutory
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing

EXTENSION = "extension { id state days clock version answer viewerActions { act allowed } }"


async def ask(client: Client, ladder: Ladder, who: str, **given):
    said = {"clock": "RECTIFICATION", "days": 10, "reason": "汛期停工"} | given
    return await client.act(
        who,
        "askExtension",
        EXTENSION,
        problem=f"Problem_{ladder.problem}",
        expectedVersion=ladder.now()["version"],
        **said,
    )


async def decide(client: Client, who: str, asked, act: str = "approveExtension", **given):
    one = asked["extension"]
    given.setdefault("expectedVersion", one["version"])
    given.setdefault("text", "同意" if act == "approveExtension" else "理由不足")
    return await client.act(who, act, EXTENSION, extension=one["id"], **given)


async def assigned(client: Client, *, list_type: str = "AUDIT") -> Ladder:
    """A problem of county a, handed down to a1 and signed for there."""
    ladder = Ladder(client.stage)
    await ladder.bank("a1x", list_type=list_type)
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    return ladder


def rectify_by(ladder: Ladder) -> date:
    return ladder.stage.one("select rectify_by from app.problem where id = %s", ladder.problem)


async def test_the_assigner_extends_a_rectification_and_nobody_else(client: Client) -> None:
    ladder = await assigned(client)
    before = rectify_by(ladder)
    asked = await ask(client, ladder, "a1.handler")
    assert asked["extension"]["state"] == "ASKED"
    assert rectify_by(ladder) == before, "asking moves nothing"
    for who, code in (
        ("a1.head", "book.not_allowed"),
        ("a1.handler", "book.not_allowed"),
        ("city.task_force", "extension.not_found"),
        ("b.head", "extension.not_found"),
        ("a1x.handler", "extension.not_found"),
    ):
        assert (await decide(client, who, asked))["code"] == code, who
    assert rectify_by(ladder) == before
    told = (await decide(client, "a.task_force", asked))["extension"]
    assert (told["state"], told["answer"]) == ("APPROVED", "同意")
    assert rectify_by(ladder) > before
    assert differing(client.stage) == []
    again = await decide(client, "a.task_force", {"extension": told})
    assert again["code"] == "extension.wrong_state"


async def test_a_petition_is_extended_once_by_thirty_days_by_the_head_who_tells_the_petitioner(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.report("a1x", list_type="PETITION")

    def statutory(**given):
        return ask(client, ladder, "a1x.handler", clock="STATUTORY", **given)

    too_much = await statutory(days=31)
    assert (too_much["code"], too_much["details"][2]) == (
        "extension.too_much",
        {"name": "most", "value": "30"},
    )
    asked = await statutory(days=30)
    assert (await decide(client, "a1.head", asked))["code"] == "book.not_allowed"
    untold = await decide(client, "a1x.head", asked)
    assert untold["code"] == "record.text_refused"
    told = await decide(client, "a1x.head", asked, petitionerTold="书面告知，4月15日送达")
    assert told["extension"]["state"] == "APPROVED"
    assert (await statutory(days=1))["code"] == "extension.too_much", "thirty days in all, once"
    query = "query ($p: ID!) { deadlineTrace(problem: $p) { textEn clocks { clock dueOn } } }"
    found = await client.ask("a1.head", query, {"p": f"Problem_{ladder.problem}"})
    trace = found["data"]["deadlineTrace"]
    assert "extended by 30 days" in trace["textEn"]
    due = {one["clock"]: one["dueOn"] for one in trace["clocks"]}
    # Ninety days from 15 April.
    assert due["STATUTORY"] == "2026-07-14"
    assert differing(client.stage) == []


async def test_what_cannot_be_extended_is_refused_and_nothing_changes(client: Client) -> None:
    ladder = await assigned(client)
    for given, code in (
        ({"clock": "STATUTORY"}, "extension.not_extensible"),
        ({"days": 0}, "record.number_refused"),
        ({"reason": " "}, "record.text_refused"),
        ({"days": 61}, "extension.too_much"),
    ):
        assert (await ask(client, ladder, "a1.head", **given))["code"] == code, given
    assert (await ask(client, ladder, "a.head"))["code"] == "book.not_allowed"
    assert (await ask(client, ladder, "b.head"))["code"] == "problem.not_found"
    assert client.stage.one("select count(*) from app.extension") == 0
    asked = await ask(client, ladder, "a1.head")
    assert (await ask(client, ladder, "a1.handler"))["code"] == "extension.asked_already"
    assert (await decide(client, "a.head", asked, expectedVersion=7))["code"] == "extension.stale"
    before = ladder.now()
    said = await decide(client, "a.head", asked, "refuseExtension")
    assert said["extension"]["state"] == "REFUSED"
    assert ladder.now() == before


async def test_a_clock_that_runs_and_is_not_extended_is_told_from_one_that_does_not_run(
    client: Client,
) -> None:
    ladder = await assigned(client)
    running = await ask(client, ladder, "a1.head", clock="STATUTORY")
    assert running["code"] == "extension.not_extensible"
    assert {"name": "stages", "value": "AUDIT_RECTIFY"} in running["details"]
    reported = (RecordStatutory, "RESULT_REPORTED", "已报告整改结果")
    await ladder.do("a1.head", record_statutory, *reported)
    ended = await ask(client, ladder, "a1.head", clock="STATUTORY")
    assert ended["code"] == "extension.no_such_clock"
    assert client.stage.one("select count(*) from app.extension") == 0


async def test_who_asked_does_not_grant_it_in_another_post(client: Client) -> None:
    ladder = await assigned(client)
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        # The head of the county also works as a handler of the township.
        connection.execute(
            "insert into app.appointment (root, id, holder, post_id, person_id, appointed_on,"
            ' "leading") select p.root, gen_random_uuid(), p.holder, p.id, a.person_id,'
            " date '2025-01-01', false from app.post p, app.appointment a"
            " join app.post h on h.id = a.post_id where p.id = %s and h.id = %s",
            [client.stage.world.post("a1.handler"), client.stage.world.post("a.head")],
        )
    asked = await ask(client, ladder, "a1.handler")
    said = await decide(client, "a.head", asked)
    assert said["rule"] in {
        "nobody-extends-for-a-lower-unit-they-sit-in",
        "nobody-grants-themselves-more-time",
    }


async def test_an_extension_after_the_day_does_not_undo_that_it_was_missed(client: Client) -> None:
    stage: Stage = client.stage
    ladder = await assigned(client)
    stage.now += timedelta(days=40)
    asked = await ask(client, ladder, "a1.head", days=60)
    await decide(client, "a.head", asked)
    missed, due = stage.rows(
        "select missed_on, rectify_by from app.problem where id = %s", ladder.problem
    )[0]
    assert missed is not None
    assert missed < due
    assert differing(stage) == []


async def test_requests_wait_for_who_decides(client: Client) -> None:
    ladder = await assigned(client)
    await ask(client, ladder, "a1.handler")
    query = "{ extensionsAwaitingUs { nodes { days problem { id } } } }"
    for who in ("a1.head", "a.task_force", "city.task_force", "a1x.handler"):
        nodes = (await client.ask(who, query))["data"]["extensionsAwaitingUs"]["nodes"]
        assert bool(nodes) is (who == "a.task_force"), who
