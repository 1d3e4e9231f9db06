"""What acts tell other people: reactions to events of other slices, in the transaction of the act."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Text, TextClause, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.assignments.events import (
    PartAccepted,
    PartFinished,
    PartGivenOut,
    PartObjectedTo,
    PartObjectionOverruled,
)
from ledger.extensions.events import ExtensionAsked, ExtensionDecided
from ledger.extensions.tables import extension
from ledger.meetings.events import MeetingCalledOff, MeetingConvened
from ledger.notices.kinds import ACTS, Audience, Kind, reached
from ledger.previews.events import ChangeConfirmed, ChangeDeclined, ChangeProposed
from ledger.problems import events
from ledger.problems.tables import problem
from ledger.publicity.events import DraftProposed, DraftStepped, PublicationPublished
from ledger.publicity.tables import publication, publication_draft
from ledger.rechecks.events import ReboundFound
from ledger.scores.events import ScoreWarned
from tenants.recording import Event
from tenants.sitting import Reaction, Sitting

_NOTIFY = text("select app.notify(:problem, :kind, :place, :roles, :actors)").bindparams(
    bindparam("roles", type_=ARRAY(Text)), bindparam("actors", type_=ARRAY(Text))
)

_NOTIFY_ABOUT = text("select app.notify_about(:noun, :key, :kind, :roles, :actors)").bindparams(
    bindparam("roles", type_=ARRAY(Text)), bindparam("actors", type_=ARRAY(Text))
)

_NOTIFY_MEETING = text("select app.notify_meeting(:key, :kind, :roles, :actors)").bindparams(
    bindparam("roles", type_=ARRAY(Text)), bindparam("actors", type_=ARRAY(Text))
)

_NOTIFY_PART = text("select app.notify_part(:key, :kind, :place, :roles, :actors)").bindparams(
    bindparam("roles", type_=ARRAY(Text)), bindparam("actors", type_=ARRAY(Text))
)

_NOTIFY_DRAFT = text("select app.notify_draft(:key, :kind, :place, :roles, :actors)").bindparams(
    bindparam("roles", type_=ARRAY(Text)), bindparam("actors", type_=ARRAY(Text))
)

_NOTIFY_CHANGE = text("select app.notify_change(:key, :kind, :place, :roles, :actors)").bindparams(
    bindparam("roles", type_=ARRAY(Text)), bindparam("actors", type_=ARRAY(Text))
)


async def tell_of_problem(sitting: Sitting, event: Event) -> None:
    """Tells whom a step of a problem concerns."""
    found = await sitting.rows(
        select(problem.c.state).where(problem.c.root == sitting.root, problem.c.id == event.record)
    )
    if found:
        await _tell(sitting, event, event.record, found[0]["state"])


async def tell_of_extension(sitting: Sitting, event: Event) -> None:
    """Tells who decides on more time that it is asked for, and who asked what was said."""
    found = await sitting.rows(
        select(extension.c.problem_id, extension.c.clock).where(
            extension.c.root == sitting.root, extension.c.id == event.record
        )
    )
    for one in found:
        await _tell(sitting, event, one["problem_id"], "", clock=one["clock"])


async def tell_of_rebound(sitting: Sitting, event: Event) -> None:
    """Tells the superior of the level that closed that a problem is back."""
    await _tell_about(sitting, event, "rebound")


async def tell_of_score(sitting: Sitting, event: Event) -> None:
    """Tells the superior that an index is below the line."""
    await _tell_about(sitting, event, "score")


async def tell_of_meeting(sitting: Sitting, event: Event) -> None:
    """Tells the units that are invited that they are, or that they meet no more."""
    for kind in _after(event.kind, ""):
        for who in kind.to:
            posts = reached(sitting.reach.enforcer, who.roles)
            given = {"key": event.record, "kind": kind.kind}
            await sitting.connection.execute(
                _NOTIFY_MEETING, {**given, "roles": posts.roles, "actors": posts.actors}
            )


async def tell_of_part(sitting: Sitting, event: Event) -> None:
    """Tells a co-handler of its part, and who gave it or waits for it what became of it."""
    await _tell_at(sitting, event, _NOTIFY_PART)


async def tell_of_change(sitting: Sitting, event: Event) -> None:
    """Tells who may confirm a change that it waits, and whoever proposed it what became of it."""
    await _tell_at(sitting, event, _NOTIFY_CHANGE)


async def tell_of_draft(sitting: Sitting, event: Event) -> None:
    """Tells who takes the next step that a text waits, and whoever proposed it that it came back."""
    query = select(publication_draft.c.state).where(
        publication_draft.c.root == sitting.root, publication_draft.c.id == event.record
    )
    for one in await sitting.rows(query):
        await _tell_at(sitting, event, _NOTIFY_DRAFT, one["state"])


async def _tell_at(sitting: Sitting, event: Event, notify: TextClause, state: str = "") -> None:
    for kind in _after(event.kind, state):
        for who in (one for one in kind.to if one.fits(state)):
            posts = reached(sitting.reach.enforcer, who.roles)
            given = {"key": event.record, "kind": kind.kind, "place": who.at}
            await sitting.connection.execute(
                notify, {**given, "roles": posts.roles, "actors": posts.actors}
            )


async def tell_of_publication(sitting: Sitting, event: Event) -> None:
    """Tells the unit and its superior that a negative case of theirs was made public."""
    found = await sitting.rows(
        select(publication_draft.c.problem_id, publication.c.polarity)
        .join(publication, publication.c.draft_id == publication_draft.c.id)
        .where(publication.c.root == sitting.root, publication.c.id == event.record)
    )
    for one in found:
        for kind in _after(event.kind, ""):
            if kind.polarity == one["polarity"]:
                for who in kind.to:
                    await _notify(sitting, kind, who, one["problem_id"])


async def _tell_about(sitting: Sitting, event: Event, noun: str) -> None:
    for kind in _after(event.kind, ""):
        for who in kind.to:
            posts = reached(sitting.reach.enforcer, who.roles)
            given = {"noun": noun, "key": event.record, "kind": kind.kind}
            await sitting.connection.execute(
                _NOTIFY_ABOUT, {**given, "roles": posts.roles, "actors": posts.actors}
            )


async def _tell(
    sitting: Sitting, event: Event, key: UUID, state: str, *, clock: str | None = None
) -> None:
    for kind in _after(event.kind, state):
        for who in kind.to:
            if who.fits(state, clock):
                await _notify(sitting, kind, who, key)


def _after(event: str, state: str) -> Sequence[Kind]:
    fitting = (one for one in ACTS if event in one.on)
    return [one for one in fitting if not one.states or state in one.states]


async def _notify(sitting: Sitting, kind: Kind, who: Audience, key: UUID) -> None:
    posts = reached(sitting.reach.enforcer, who.roles)
    given = {"problem": key, "kind": kind.kind, "place": who.at}
    await sitting.connection.execute(
        _NOTIFY, {**given, "roles": posts.roles, "actors": posts.actors}
    )


REACTIONS: Mapping[type[Event], Sequence[Reaction]] = {
    **dict.fromkeys(
        (
            events.ProblemHandedDown,
            events.ProblemSubmitted,
            events.SubmissionAskedAbout,
            events.SubmissionAnsweredAbout,
            events.SubmissionWithdrawn,
            events.ReworkDeadlineSet,
            events.SuspensionRequested,
            events.SuspensionDecided,
            events.ProblemHandedBack,
            events.ProblemTakenUp,
            events.ProblemRecalled,
            events.ProblemObjectedTo,
            events.ProblemReturned,
            events.ProblemAnswered,
            events.ProblemRechecked,
            events.ProblemProgressed,
            events.ProblemClosed,
            events.ProblemCopied,
            events.ProblemStepProposed,
            events.ProblemLeadTaken,
            events.ProblemLeadReleased,
            events.ProblemAccepted,
            events.ProblemPledged,
            events.ProblemRecalled,
            events.ProblemStaffed,
        ),
        (tell_of_problem,),
    ),
    **dict.fromkeys(
        (PartGivenOut, PartAccepted, PartObjectedTo, PartObjectionOverruled, PartFinished),
        (tell_of_part,),
    ),
    ExtensionAsked: (tell_of_extension,),
    ExtensionDecided: (tell_of_extension,),
    ReboundFound: (tell_of_rebound,),
    ScoreWarned: (tell_of_score,),
    PublicationPublished: (tell_of_publication,),
    DraftProposed: (tell_of_draft,),
    DraftStepped: (tell_of_draft,),
    MeetingConvened: (tell_of_meeting,),
    **dict.fromkeys((ChangeProposed, ChangeConfirmed, ChangeDeclined), (tell_of_change,)),
    MeetingCalledOff: (tell_of_meeting,),
}
"""Which events are told at all; a test compares them with the page of the kinds."""
