"""What those served do themselves: they answer by a code, without an account.

The one thing that nobody may do here, in both senses: there is no viewer, so no rule of the book is
asked; the code is the right, and the gate ``app.answer_by_code`` holds everything in one
transaction.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import text

from ledger.closing.refusals import (
    AnswerInConflict,
    CodeNotOpen,
    StaffDoNotAnswer,
    TooManyAttempts,
)
from ledger.closing.rules import ANSWERS, code_in
from ledger.petitioners.accusations import refuse_accusations
from ledger.problems.refusals import GroundUnknown
from tenants.refusals import KeyMalformed
from tenants.sitting import KEY, Sittings
from tenants.viewer import NOBODY, Viewer
from tenants.wording import worded

_ANSWER = text(
    "select app.answer_by_code(:locator, :secret, :rating, :solved, :reason, :device, :key, :at)"
)
_STAFF = text("select app.mark_staff(:mark)")
_SAYING = {
    "NOT_OPEN": CodeNotOpen,
    "TOO_MANY": TooManyAttempts,
    "CONFLICT": AnswerInConflict,
}


@dataclass(frozen=True)
class AnswerByCode:
    """The code as it was typed, the answer, whether it was solved, the reason, and the device.

    ``device``, the keyed hash of what marks the device.
    """

    key: str
    code: str
    rating: str
    solved: bool
    reason: str
    device: bytes


async def answer_by_code(sittings: Sittings, viewer: Viewer, given: AnswerByCode) -> bool:
    """Takes the answer of those served.

    Gives:    whether the same answer had been taken before under this key, from this device.
    Refuses:  idempotency.key_malformed, evaluation_code.not_for_staff, problem.ground_unknown,
              record.text_refused, petitioner.accusation_refused, evaluation_code.not_open,
              evaluation_code.too_many_attempts, evaluation_code.conflict.
    """
    if not KEY.fullmatch(given.key):
        raise KeyMalformed
    if viewer.person is not None:
        async with sittings.open(viewer, act="answer_by_code") as sitting:
            await sitting.connection.execute(_STAFF, {"mark": given.device})
        raise StaffDoNotAnswer
    if given.rating not in ANSWERS:
        raise GroundUnknown(ground=given.rating[:40], known=", ".join(ANSWERS))
    reason = worded("reason", given.reason, least=0, most=2000)
    refuse_accusations(reason, of_people=True)
    code = code_in(given.code)
    asked = {
        "locator": "" if code is None else code.locator,
        "secret": b"" if code is None else hashlib.sha256(code.secret.encode()).digest(),
        "rating": given.rating,
        "solved": given.solved,
        "reason": reason,
        "device": given.device,
        "key": given.key,
        "at": sittings.clock(),
    }
    async with sittings.open(NOBODY, act="answer_by_code") as sitting:
        said = (await sitting.connection.execute(_ANSWER, asked)).scalar_one()
    if said in _SAYING:
        raise _SAYING[said]
    return bool(said == "REPLAYED")
