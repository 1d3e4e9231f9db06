"""The act that makes exactly the change that was previewed (按预演实施)."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import func, select, text

from ledger.editions.holding import alone, waiting
from ledger.editions.weighing import Desk
from ledger.previews.changes import BY_KIND, restored
from ledger.previews.events import ChangeApplied, ChangeProposed
from ledger.previews.foreseeing import foreseen, standing_now
from ledger.previews.refusals import PreviewStale
from ledger.previews.stepping import opened
from ledger.previews.tightening import PreviewEdition, confirmed, tightened
from ledger.reorganisation.apply_reorganisation import ApplyReorganisation, apply_reorganisation
from ledger.reorganisation.tables import reorganisation
from tenants.records import Record
from tenants.refusals import Conflict
from tenants.sitting import Sitting
from tenants.tables import person

_POLICY = text("select (ctx.versions())[2]")


@dataclass(frozen=True)
class ApplyChange:
    """The change, the version that was read, and the hash of the preview that was read."""

    change: UUID
    expected_version: int
    preview_hash: str
    desk: Desk = field(default=Desk(None), metadata={"digest": False})


async def apply_change(sitting: Sitting, given: ApplyChange) -> UUID:
    """Makes the change if it would still mean what was previewed, and refuses otherwise.

    Gives:    the change, applied; or proposed to the level above, when it gives more than one person
              gives alone. Once it is confirmed, this applies it.
    Refuses:  change.not_found, the rules of proposed_change.apply, change.stale,
              change.wrong_state, change.preview_stale, and whatever the act itself refuses:
              an edition with lines that no table sees is confirmed by confirm_edition only.
    Records:  ChangeProposed, ChangeApplied.
    Source:   peers.md idea 6.
    """
    found = await opened(
        sitting,
        given.change,
        "apply",
        version=given.expected_version,
        preview_hash=given.preview_hash,
    )
    if found["kind"] == "REORGANISATION":
        await _reorganised(sitting, found)
    elif found["kind"] == "BOOK_EDITION":
        await _confirmed(sitting, found, given.desk)
    elif await _waits(sitting, found):
        changed = await sitting.change(found, {"state": "PROPOSED"})
        await sitting.record(ChangeProposed(changed.id, changed.version, changed["holder"]))
        return changed.id
    changed = await sitting.change(found, {"state": "APPLIED", "applied_at": sitting.now})
    await sitting.record(ChangeApplied(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _waits(sitting: Sitting, found: Record) -> bool:
    """Makes the change, unless it has to wait for a second person.

    Refuses:  change.preview_stale when it is not, or does not bring about, what was previewed.
    """
    change = BY_KIND[found["kind"]]
    given = restored(change.takes, found["given"])
    try:
        told = await foreseen(sitting, found["kind"], given)
        if told.hash != found["preview_hash"]:
            raise PreviewStale
        if told.needs_second and found["state"] != "CONFIRMED":
            return True
        await change.act(replace(sitting, act=change.act.__name__, confirmed=True), given)
    except Conflict as moved:
        raise PreviewStale from moved
    # Since then units are locked: what was committed between the two is seen now.
    if await standing_now(sitting, told.about) != told.after:
        raise PreviewStale
    return False


async def _reorganised(sitting: Sitting, found: Record) -> None:
    """Applies the reorganisation under its own rules; its own hash is what was previewed here."""
    table = reorganisation.c
    query = select(table.version).where(
        table.root == sitting.root, table.id == found["reorganisation_id"]
    )
    versions = [row["version"] for row in await sitting.rows(query)]
    version = versions[0] if versions else 0
    wanted = ApplyReorganisation(found["reorganisation_id"], version, found["preview_hash"])
    await apply_reorganisation(replace(sitting, act="apply_reorganisation"), wanted)


async def _confirmed(sitting: Sitting, found: Record, desk: Desk) -> None:
    """Puts the edition into force if it would still mean what was previewed.

    Refuses:  change.preview_stale, the rules of book_edition.confirm: by another person only.
    """
    given = restored(PreviewEdition, found["given"])
    acting = replace(sitting, act="confirm_edition")
    was = await _moved_by(sitting)
    try:
        # Before everybody is weighed: whoever may not confirm costs nobody anything.
        await waiting(acting, given.edition, given.expected_version, action="book_edition.confirm")
        told = await tightened(sitting, given, desk)
    except Conflict as moved:
        raise PreviewStale from moved
    if told.hash != found["preview_hash"]:
        raise PreviewStale
    # Others act while everybody is weighed; from here on nobody is given anything.
    await alone(sitting)
    if await _moved_by(sitting) != was:
        raise PreviewStale
    await confirmed(acting, given, told.edition["digest"], desk)


async def _moved_by(sitting: Sitting) -> tuple[int, int]:
    """Gives two numbers that rise when anybody stands otherwise, and when the book is another one."""
    stood = select(func.sum(person.c.standing).label("n")).where(person.c.root == sitting.root)
    policy: int = (await sitting.connection.execute(_POLICY)).scalar_one()
    return (await sitting.rows(stood))[0]["n"], policy
