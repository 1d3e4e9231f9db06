"""Keeping and having an appointment form by a command: as one named person in one named post."""

import os
import tempfile
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from ledger.appointments.ask_form import AskForm, ask_form
from ledger.appointments.keep_form import keep_form
from ledger.appointments.lrmx import LARGEST_FILE
from ledger.appointments.read_form import ReadForm, opened, read_form
from ledger.petitioners.vault import Vault
from policies.reach import Reach
from server.commanding import commanding
from server.database.deployment import Deployment
from server.exchange.backlog import ImportRefused, someone
from server.exchange.exports import acting_as
from server.exchange.forms import sealed
from tenants.refusals import Refusal
from tenants.sitting import Outdated, Sitting, Sittings
from tenants.viewer import Viewer

Given = TypeVar("Given")


@dataclass(frozen=True)
class FormAsked:
    """Which file, whose form, in whose name; and why, where it is had."""

    file: Path
    person: UUID
    code: str
    who: str
    reason: str = field(default="", repr=False)


async def keep(
    deployment: Deployment, asked: FormAsked, *, vault: Vault, reach: Reach | None = None
) -> str:
    """Reads a form and keeps it, sealed. Gives who answers for it. Refuses: ImportRefused."""

    async def act(sittings: Sittings, viewer: Viewer) -> None:
        with asked.file.open("rb") as file:
            given = sealed(file.read(LARGEST_FILE + 1), asked.person, vault=vault)
        await _done(sittings, viewer, keep_form, given)

    return await _as_somebody(deployment, asked, act, reach=reach)


async def export(
    deployment: Deployment, asked: FormAsked, *, vault: Vault, reach: Reach | None = None
) -> str:
    """Writes a kept form into a file that only its owner may read, after it is in the audit.

    Gives:   who answers for it.
    Refuses: ImportRefused.
    """

    async def act(sittings: Sittings, viewer: Viewer) -> None:
        ticket = await _done(sittings, viewer, ask_form, AskForm(asked.person, asked.reason))
        await _done(sittings, viewer, read_form, ReadForm(ticket))
        content = await opened(sittings, viewer, ticket, vault=vault)
        _write(asked.file, content)

    return await _as_somebody(deployment, asked, act, reach=reach)


def _write(file: Path, content: bytes) -> None:
    # A file of its own takes the place of one that others may read, or of a link to one.
    handle, made = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as mine:
            mine.write(content)
        Path(made).replace(file)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise


async def _as_somebody(
    deployment: Deployment,
    asked: FormAsked,
    act: Callable[[Sittings, Viewer], Awaitable[None]],
    *,
    reach: Reach | None,
) -> str:
    who = someone(deployment.as_migrator(), code=asked.code, who=asked.who)
    try:
        async with commanding(deployment, reach=reach) as (sittings, _):
            await act(sittings, _at_the_server(await acting_as(sittings, who)))
    except Outdated as changed:
        raise ImportRefused("任职或规则刚有变动，请重试。Posts or rules just changed.") from changed
    except OSError as unread:
        raise ImportRefused(f"{asked.file}: {unread.strerror}") from unread
    except Refusal as refusal:
        raise ImportRefused(refusal.in_full()) from refusal
    return who.name


def _at_the_server(viewer: Viewer) -> Viewer:
    """Takes whoever runs the command for signed in: they have the keys of the vault and of the
    database in their hands, and no second factor would keep them from anything. The audit says so.
    """
    return replace(viewer, signed_in_at=datetime.now(UTC).timestamp(), level=2)


async def _done(
    sittings: Sittings,
    viewer: Viewer,
    act: Callable[[Sitting, Given], Awaitable[UUID]],
    given: Given,
) -> UUID:
    outcome = await sittings.perform(
        viewer, act, given=given, key=uuid.uuid4().hex, request="appointment-form at the server"
    )
    if outcome.refusal is not None:
        raise outcome.refusal
    assert outcome.record is not None
    return outcome.record
