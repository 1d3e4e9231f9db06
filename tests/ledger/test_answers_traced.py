"""An answer of those served that passes says how it was taken, and by what it can be traced."""

import hashlib
from typing import Any

import psycopg
import pytest

from ledger.closing import rules
from ledger.closing.open_client_evaluation import OpenClientEvaluation, open_client_evaluation
from ledger.closing.override_refusal import OverrideRefusal, override_refusal
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from tests.ledger.acting import VAULT
from tests.ledger.conftest import Client
from tests.ledger.test_closing import JUDGE, NUMBER, answered, coded, evaluated
from tests.world import key_of

SAID = record_client_answer, RecordClientAnswer
HOW = "select channel from app.evaluation where party = 'CLIENT'"


@pytest.mark.parametrize("rating", ["SATISFIED", "BASICALLY_SATISFIED"])
async def test_a_passing_answer_names_the_number_or_says_where(stage: Any, rating: str) -> None:
    ladder = await evaluated(stage)
    for said, code, unsaid in (
        (("TELEPHONE", "谢谢", True), "evaluation.untraced", "number"),
        (("VISIT", " ", True), "evaluation.untraced", "text"),
        (("PAPER", "", True), "evaluation.untraced", "text"),
        ((None, "谢谢", True), "evaluation.solved_unsaid", None),
        (("CODE", "谢谢", True), "problem.ground_unknown", None),
        (("电话回访", "谢谢", True), "problem.ground_unknown", None),
    ):
        refusal = await ladder.refused(JUDGE, *SAID, rating, *said)
        assert (refusal.code, refusal.facts.get("unsaid")) == (code, unsaid), said
    assert stage.rows(HOW) == []
    assert ladder.now()["state"] == "SELF_EVALUATED"
    await ladder.do(JUDGE, *SAID, rating, "TELEPHONE", "", True, NUMBER)
    assert stage.one(HOW) == "TELEPHONE"
    assert ladder.now()["state"] == "CLIENT_EVALUATED"


@pytest.mark.parametrize("channel", ["TELEPHONE", "VISIT", "PAPER"])
async def test_one_that_returns_it_is_taken_without_either(stage: Any, channel: str) -> None:
    ladder = await evaluated(stage)
    await ladder.do(JUDGE, *SAID, "DISSATISFIED", channel, "", False)
    assert ladder.now()["state"] == "RETURNED"


async def test_what_nobody_answered_was_taken_in_no_way(stage: Any) -> None:
    ladder = await evaluated(stage)
    refusal = await ladder.refused(JUDGE, *SAID, "NO_CLIENT", "TELEPHONE", "审计问题，无服务对象")
    assert refusal.code == "evaluation.solved_unsaid"
    await ladder.do(JUDGE, *SAID, "NO_CLIENT", None, "审计问题，无服务对象")
    assert stage.one(HOW) is None


async def test_a_code_sent_as_a_message_names_the_number_it_goes_to(
    stage: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ladder = await evaluated(stage)
    code = rules.new_code()
    secret = hashlib.sha256(code.secret.encode()).digest()
    given = (open_client_evaluation, OpenClientEvaluation, "MESSAGE", code.locator, secret)
    refusal = await ladder.refused(JUDGE, *given)
    assert (refusal.code, refusal.facts) == ("evaluation.untraced", {"unsaid": "number"})
    assert stage.rows("select state from app.evaluation_code") == []
    with monkeypatch.context() as unlooked:
        unlooked.setattr(rules, "MESSAGE", "")
        refusal = await ladder.refused(JUDGE, *given)
    assert (refusal.code, refusal.facts) == ("evaluation.untraced", {"unsaid": "number"}), (
        "the gate"
    )
    assert stage.rows("select state from app.evaluation_code") == []
    assert await answered(stage, await coded(ladder, number=NUMBER), "SATISFIED") is False
    assert stage.one(HOW) == "CODE"


async def test_the_database_takes_no_answer_that_nothing_traces(stage: Any) -> None:
    """Of what is planted beside one true answer, only what says how it was taken is written."""
    ladder = await evaluated(stage)
    await ladder.do(JUDGE, *SAID, "SATISFIED", "TELEPHONE", "", True, NUMBER)
    copied = """insert into app.evaluation (root, id, holder, problem_id, round, party, rating, solved,
        about, author_tenant, author_person, channel, text)
      select root, gen_random_uuid(), holder, problem_id, round + 1, party, %s, solved, about,
        author_tenant, case when %s = 'CODE' then null else author_person end, %s, %s
      from app.evaluation where party = 'CLIENT'"""
    tried = (
        ("SATISFIED", "TELEPHONE", "在其家中", "evaluation_traced"),
        ("BASICALLY_SATISFIED", "VISIT", "", "evaluation_traced"),
        ("SATISFIED", None, "在其家中", "evaluation_traced"),
        ("DISSATISFIED", None, "", "evaluation_traced"),
        ("NO_CLIENT", "VISIT", "无", "evaluation_traced"),
        ("SATISFIED", "电话", "在其家中", "evaluation_channel_check"),
        ("SATISFIED", "VISIT", "在其家中", None),
        ("DISSATISFIED", "TELEPHONE", "", None),
        ("SATISFIED", "CODE", "", None),
    )
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for rating, channel, text, broken in tried:
            connection.execute("savepoint tried")
            found = None
            try:
                connection.execute(copied, [rating, channel, channel, text])
            except psycopg.errors.CheckViolation as refused:
                found = refused.diag.constraint_name
            connection.execute("rollback to savepoint tried")
            assert found == broken, (rating, channel)


async def test_how_it_was_taken_is_read_by_name(client: Client) -> None:
    ladder = await evaluated(client.stage)
    await ladder.answer("SATISFIED", by=JUDGE)
    await ladder.close(by=JUDGE)
    query = "query ($p: ID!) { problem(id: $p) { evaluations { party channel } } }"
    told = await client.ask("a1x.head", query, {"p": f"Problem_{ladder.problem}"})
    how = {one["party"]: one["channel"] for one in told["data"]["problem"]["evaluations"]}
    assert how == {"SELF": None, "CLIENT": "VISIT", "ORGANISATION": None}


async def test_what_is_no_number_is_neither_called_nor_sent_to_nor_declared(client: Client) -> None:
    ladder = await evaluated(client.stage)
    item = {"problem": f"Problem_{ladder.problem}", "expectedVersion": ladder.now()["version"]}
    heard = item | {"rating": "SATISFIED", "solved": True, "channel": "TELEPHONE"}
    for number in ("无", "12345", "138-0000-0000 or so", "138-0000-0000-1", "1" * 16, "——"):
        for who, act, chosen, given in (
            (JUDGE, "recordClientAnswer", "problem { id }", heard),
            (JUDGE, "openClientEvaluation", "evaluationCode { id }", item | {"channel": "MESSAGE"}),
            ("a1x.handler", "declareHandlingNumber", "person { id }", {}),
        ):
            told = await client.act(who, act, chosen, **given, number=number)
            assert told["code"] == "evaluation.number_refused", (act, number, told)
    assert client.stage.rows(HOW) == []
    assert client.stage.one("select count(*) from ctx.staff_mark") == 0
    assert ladder.now()["state"] == "SELF_EVALUATED"


async def test_a_number_is_the_same_however_it_is_written(client: Client) -> None:
    first, second = await evaluated(client.stage), await evaluated(client.stage)

    async def heard(ladder: Any, number: str) -> dict[str, Any]:
        return await client.act(
            JUDGE, "recordClientAnswer", "problem { state }",
            problem=f"Problem_{ladder.problem}", expectedVersion=ladder.now()["version"],
            rating="SATISFIED", solved=True, channel="TELEPHONE", number=number,
        )  # fmt: skip  # one call, side by side

    told = await heard(first, "+86 138-0000-0000")
    assert told["problem"]["state"] == "CLIENT_EVALUATED"
    for number in ("13800000000", "１３８（0000）0000", "0086 138 0000 0000"):
        assert (await heard(second, number))["code"] == "evaluation_code.conflict", number
    assert (await heard(second, "138 0000 0001"))["problem"]["state"] == "CLIENT_EVALUATED"


def test_a_contact_that_is_no_number_is_looked_up_as_it_is_written() -> None:
    plain = VAULT.blind("contact", "村东 王家")
    assert plain is not None
    assert plain == VAULT.blind("contact", "村东王家") != VAULT.blind("contact", "村西王家")
    fixed = VAULT.blind("contact", "0856-5220000")
    assert (
        fixed
        == VAULT.blind("contact", "+86 (856) 522 0000")
        == VAULT.blind("contact", "08565220000")
    )
    assert VAULT.blind("document", "5206-01") != VAULT.blind("document", "520601")


async def test_a_code_is_no_way_in_which_an_answer_is_recorded(client: Client) -> None:
    ladder = await evaluated(client.stage)
    given = {
        "key": "one-answer-by-a-code", "problem": f"Problem_{ladder.problem}",
        "expectedVersion": ladder.now()["version"], "rating": "SATISFIED", "solved": True,
        "text": "在其家中", "channel": "CODE",
    }  # fmt: skip  # what is said of one answer, side by side
    act = """mutation ($input: RecordClientAnswerInput!) {
      recordClientAnswer(input: $input) { __typename } }"""
    told = await client.ask(JUDGE, act, {"input": given})
    assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert client.stage.rows(HOW) == []


async def test_the_ground_of_a_panel_is_read_in_the_story(client: Client) -> None:
    ladder = await evaluated(client.stage)
    await ladder.answer("DISSATISFIED", by=JUDGE)
    people = tuple(key_of("post", f"a1.{post}") for post in ("head", "task_force", "handler"))
    given = ("unlawful", "诉求于法无据，合议不予支持。", people)
    await ladder.do(JUDGE, override_refusal, OverrideRefusal, *given)
    query = "query ($p: ID!) { problem(id: $p) { happenings { nodes { act reason } } } }"
    for who in (JUDGE, "a1.head", "a1x.head"):
        told = await client.ask(who, query, {"p": f"Problem_{ladder.problem}"})
        story = told["data"]["problem"]["happenings"]["nodes"]
        assert {"act": "override_refusal", "reason": "unlawful"} in story, story
