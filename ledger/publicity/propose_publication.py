"""The act that proposes a text about a problem to be made public (提出)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from ledger.problems.casework_tables import problem_pledge
from ledger.problems.tables import measure, problem
from ledger.publicity.events import DraftProposed
from ledger.publicity.refusals import (
    PledgeUnsigned,
    PolarityRefused,
    PublicityNotYours,
    PublicityProblemNotFound,
)
from ledger.publicity.stepping import NOTE, TEXT, TITLE, clean, consented
from ledger.publicity.tables import publication_draft
from ledger.publicity.templates import templated
from tenants.records import Record
from tenants.refusals import DayRefused
from tenants.sitting import Sitting
from tenants.wording import worded

_ABOUT = {"PLEDGE": "problem.accept", "PROGRESS": "problem.rectify", "CASE": "problem.case"}
"""Who may speak about a problem: its pledge is for who signs for it, its progress for who works, a
case for who has it or holds to account who has it."""

PLANNED_WITHIN = timedelta(days=365)


@dataclass(frozen=True)
class ProposePublication:
    """The problem, what kind of publicity, for whom, in which form, when, and the text."""

    problem: UUID
    kind: str
    scope: str
    form: str
    planned_on: date
    title: str
    text: str = ""
    polarity: str | None = None
    about_client: bool = False
    note: str = ""
    names: tuple[bytes, ...] = field(default=(), metadata={"digest": False})
    """Keyed hashes of every piece of title and text that could be a name."""


async def propose_publication(sitting: Sitting, given: ProposePublication) -> UUID:
    """Proposes a pledge, progress or a case to be made public.

    Given:    planned_on, from today on and within a year; text, up to 4,000 characters: left out,
              it is made by template, and a pledge is published in the words that its head signed;
              about_client, whether it speaks of whoever brought the problem: then their separate
              consent is on record.
    Gives:    the draft, proposed: nothing is public yet.
    Refuses:  publicity.problem_not_found, the rules of problem.accept, the rules of problem.rectify,
              the rules of problem.case, publicity.not_yours once it was merged, the rules of draft.propose,
              the rules of draft.propose_case, publicity.polarity_refused, publicity.pledge_unsigned,
              record.day_refused, record.text_refused, publicity.personal_data,
              petitioner.accusation_refused, publicity.consent_missing.
    Records:  DraftProposed.
    Source:   党务公开条例（试行） PO17 第15条; seed 0, 三个亮晒; domain 6.7, 8 P8.
    """
    about = await sitting.fetch(
        problem, given.problem, under="problem.read", missing=PublicityProblemNotFound, lock=False
    )
    sitting.decide(_ABOUT[given.kind], about)
    if about["state"] == "MERGED":
        raise PublicityNotYours
    proposed = sitting.proposed(
        publication_draft, {"state": "PROPOSED", "proposed_by": sitting.viewer.person}
    )
    sitting.decide("draft.propose_case" if given.kind == "CASE" else "draft.propose", proposed)
    if (given.polarity is not None) != (given.kind == "CASE"):
        raise PolarityRefused
    _ahead(sitting, given.planned_on)
    said = await _said(sitting, about, given)
    title = clean("title", given.title, most=TITLE)
    text = clean("text", said, most=TEXT)
    names_client = await consented(sitting, about.id, given.names, about_client=given.about_client)
    written = await sitting.insert(
        publication_draft,
        {
            "id": proposed.id,
            "holder": sitting.tenant,
            "problem_id": about.id,
            "kind": given.kind,
            "polarity": given.polarity,
            "scope": given.scope,
            "form": given.form,
            "planned_on": given.planned_on,
            "title": title,
            "text": text,
            "about_client": names_client,
            "names": list(given.names),
            "note": worded("note", given.note, least=0, most=NOTE),
            "proposed_by": sitting.viewer.person,
            "proposed_at": sitting.now,
        },
    )
    await sitting.record(DraftProposed(written.id, 1, sitting.tenant))
    return written.id


def _ahead(sitting: Sitting, day: date) -> None:
    """Holds that a publication is planned from today on and within a year.

    Refuses:  record.day_refused.
    """
    last = sitting.today + PLANNED_WITHIN
    if not sitting.today <= day <= last:
        raise DayRefused(field="planned_on", first=sitting.today, last=last)


async def _said(sitting: Sitting, about: Record, given: ProposePublication) -> str:
    """Gives the text: of a pledge, what was signed; of the others, what is said or a template."""
    said = given.text.strip()
    if given.kind != "PLEDGE":
        return said or await _by_template(sitting, about, given.kind)
    signed = await _signed(sitting, about)
    if said not in {"", signed}:
        raise PledgeUnsigned
    return signed


async def _signed(sitting: Sitting, about: Record) -> str:
    """Gives what may be shown of the pledge that was signed last."""
    query = (
        select(problem_pledge.c.public_text)
        .where(
            problem_pledge.c.root == sitting.root,
            problem_pledge.c.problem_id == about.id,
            problem_pledge.c.holder == sitting.tenant,
        )
        .order_by(problem_pledge.c.signed_at.desc(), problem_pledge.c.id.desc())
        .limit(1)
    )
    for row in await sitting.rows(query):
        return str(row["public_text"])
    raise PledgeUnsigned


async def _by_template(sitting: Sitting, about: Record, kind: str) -> str:
    query = select(measure.c.state).where(
        measure.c.root == sitting.root,
        measure.c.problem_id == about.id,
        measure.c.state != "LAPSED",
        sitting.readable(measure, "measure.read"),
    )
    states = [row["state"] for row in await sitting.rows(query)]
    unit = next(
        (one.tenant_name for one in sitting.viewer.posts if one.post == sitting.viewer.post), ""
    )
    return templated(kind, about, unit=unit, measures=len(states), done=states.count("DONE"))
