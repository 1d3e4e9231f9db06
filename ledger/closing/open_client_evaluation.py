"""The act that gives those served a code by which they answer, once (评议码)."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from ledger.closing import rules
from ledger.closing.events import ClientEvaluationOpened
from ledger.closing.outside import outside_the_line
from ledger.closing.refusals import AnswerInConflict, AnswerUntraced, CodeNotOpen
from ledger.closing.tables import evaluation_code
from ledger.problems.refusals import GroundUnknown
from ledger.problems.stepping import fetched, opened
from tenants.sitting import Sitting

_WITHDRAW = text("select app.withdraw_codes(:problem)")
_SEAL = text("select app.seal_code(:code, :locator, :secret, :number)")


@dataclass(frozen=True)
class OpenClientEvaluation:
    """The problem, its version, how the code goes out, and what opens it: hashes only.

    ``number``, the keyed hash of the telephone number it goes to, in hex.
    """

    problem: UUID
    expected_version: int
    channel: str
    locator: str = field(metadata={"digest": False})
    secret_sha256: bytes = field(repr=False, metadata={"digest": False})
    number: str = ""


async def open_client_evaluation(sitting: Sitting, given: OpenClientEvaluation) -> UUID:
    """Opens the evaluation of those served: whoever has the code answers once within 30 days.

    Given:    channel, LINK, MESSAGE, which names the number it goes to, or PAPER.
    Gives:    the code's record; the code itself is shown once and kept nowhere. An older code of
              the problem ends.
    Refuses:  problem.not_found, the rules of problem.record_client, problem.stale,
              problem.wrong_state, evaluation.in_the_line, problem.ground_unknown,
              evaluation.untraced, evaluation_code.conflict, evaluation_code.not_open.
    Records:  ClientEvaluationOpened.
    Source:   seed 0, 服务对象评议; domain 6.8.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.record_client", found)
    # What was settled on the spot is asked in person; a code is for what a round was evaluated of.
    opened(sitting, found, "record_dissatisfaction", version=given.expected_version)
    await outside_the_line(sitting, found)
    if given.channel not in rules.CODE_CHANNELS:
        raise GroundUnknown(ground=given.channel[:40], known=", ".join(rules.CODE_CHANNELS))
    if given.channel == rules.MESSAGE and not given.number:
        raise AnswerUntraced(unsaid="number")
    await sitting.connection.execute(_WITHDRAW, {"problem": found.id})
    code = await sitting.insert(
        evaluation_code,
        {
            "holder": found["holder"],
            "problem_id": found.id,
            "round": found["returns"] + 1,
            "channel": given.channel,
            "author_tenant": sitting.tenant,
            "author_person": sitting.viewer.person,
            "opened_at": sitting.now,
            "expires_at": sitting.now + timedelta(days=rules.CODE_DAYS),
        },
    )
    sealed = {
        "code": code.id,
        "locator": given.locator,
        "secret": given.secret_sha256,
        "number": bytes.fromhex(given.number) or None,
    }
    said = (await sitting.connection.execute(_SEAL, sealed)).scalar_one()
    if said == "CONFLICT":
        raise AnswerInConflict
    if said == "NO_NUMBER":
        raise AnswerUntraced(unsaid="number")
    if said != "SEALED":
        raise CodeNotOpen
    await sitting.record(ClientEvaluationOpened(code.id, 1, found["holder"]))
    return code.id
