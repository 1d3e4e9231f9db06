"""One step of a draft: fetched, decided, checked, signed by who takes it."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import text

from ledger.petitioners.accusations import refuse_accusations
from ledger.publicity import rules
from ledger.publicity.refusals import (
    ConsentMissing,
    DraftNotFound,
    PersonalDataFound,
    PublicityNotOpenToThis,
    PublicityReasonUnknown,
    PublicityStale,
)
from ledger.publicity.tables import publication_draft
from ledger.scanning import personal
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

TITLE, TEXT, NOTE = 200, 4000, 1000
_NAMED = text("select app.clients_named(:problem, :names)")
_CONSENT = text("select app.clients_consent(:problem, :named)")


async def draft_for(sitting: Sitting, key: UUID, action: str, *, version: int) -> Record:
    """Fetches a draft on which the viewer may do an action.

    Refuses:  publicity.draft_not_found, the rules of the action, publicity.stale.
    """
    found = await sitting.fetch(publication_draft, key, under="draft.read", missing=DraftNotFound)
    sitting.decide(action, found)
    sitting.check_version(found, version, PublicityStale)
    return found


async def still_consented(sitting: Sitting, found: Record) -> None:
    """Looks up anew whom a draft names: somebody may have been registered since it was proposed.

    Refuses:  publicity.consent_missing.
    """
    about_client = bool(found["about_client"])
    await consented(sitting, found["problem_id"], found["names"], about_client=about_client)


async def stepped(sitting: Sitting, found: Record, act: str, *, signed: str, **more: Any) -> Record:
    """Takes a draft one step on, signed by the viewer.

    Given:    signed, which signature it is: checked, approved, published or ended.
    Refuses:  publicity.wrong_state, publicity.three_persons, publicity.step_by_step.
    """
    end = rules.end(found["state"], act)
    if end is None:
        raise PublicityNotOpenToThis(state=found["state"])
    signature = {f"{signed}_by": sitting.viewer.person, f"{signed}_at": sitting.now}
    return await sitting.change(found, {"state": end, **signature, **more})


def clean(field: str, said: str, *, least: int = 1, most: int) -> str:
    """Gives a text that carries no personal data and no accusation.

    Refuses:  record.text_refused, publicity.personal_data, petitioner.accusation_refused.
    """
    kept = worded(field, said, least=least, most=most)
    found = personal(kept)
    if found:
        raise PersonalDataFound(field=field, found=", ".join(found))
    refuse_accusations(kept)
    return kept


def reasoned(reason: str, known: Collection[str]) -> str:
    """Gives a reason of a closed list.

    Refuses:  publicity.reason_unknown.
    """
    if reason not in known:
        raise PublicityReasonUnknown(known=", ".join(known))
    return reason


async def consented(
    sitting: Sitting, problem: UUID, names: Collection[bytes], *, about_client: bool
) -> bool:
    """Says whether a text is about somebody who brought the problem; if so, they have consented.

    Given:    names, keyed hashes of every piece of the text that could be a name.
    Refuses:  publicity.consent_missing.
    """
    given: Mapping[str, Any] = {"problem": problem, "names": list(names)}
    named = (await sitting.connection.execute(_NAMED, given)).scalar_one()
    if not named and not about_client:
        return False
    asked = await sitting.connection.execute(_CONSENT, {"problem": problem, "named": named})
    if not asked.scalar_one():
        raise ConsentMissing
    return True
