"""What an act leaves behind, in its own transaction: event, audit row, outbox row, outcome.

An outbox row and an event carry ids only, nothing that a listener might not be allowed to see. The
outcome is what makes a mutation safe to send twice: not the reply, but what was decided.
"""

import dataclasses
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

import orjson
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from uuid_utils.compat import uuid7

from tenants.refusals import Refusal, refusal_from
from tenants.tables import outbox, outcome
from tenants.viewer import Viewer


@dataclass(frozen=True)
class Event:
    """Something that happened to a record; its class names it."""

    noun: ClassVar[str]

    record: UUID
    version: int
    holder: int

    @property
    def kind(self) -> str:
        """The name under which listeners know it."""
        return type(self).__name__


@dataclass(frozen=True)
class Outcome:
    """What became of one request: a record or a refusal; ``replayed`` if it was decided before."""

    record: UUID | None
    version: int | None
    refusal: Refusal | None
    replayed: bool = False
    decided_at: datetime | None = None
    """When it was decided, if that was before."""


_APPEND = text(
    "select audit.append(:act, :noun, :record, :version, :rule, :request, cast(:facts as jsonb),"
    " cast(:accused as int[]))"
)
_APPEND_MANY = text(
    "select count(audit.append(:act, :noun, e.record, e.version, :rule, :request,"
    " cast(:facts as jsonb), cast(:accused as int[]))) from unnest(cast(:records as uuid[]), cast(:versions as int[]))"
    " e (record, version)"
)
Told = tuple[str, str, str, Collection[int]]
"""The act, the rule of the book that allowed it, the request, and the units that never learn of it."""


async def record_event(
    connection: AsyncConnection, root: int, event: Event, *, told: Told, because: Mapping[str, str]
) -> None:
    """Writes the audit row and the outbox row of an event, in the name of the signed context."""
    audited = {**_audited(event, told, because), "record": event.record, "version": event.version}
    await connection.execute(insert(outbox).values(_sent(root, event)))
    # Last: the head of a shard's chain is locked from here to the commit.
    await connection.execute(_APPEND, audited)


async def record_events(
    connection: AsyncConnection,
    root: int,
    events: Sequence[Event],
    *,
    told: Told,
    because: Mapping[str, str],
) -> None:
    """Writes the audit rows and the outbox rows of events of one kind: what each would have alone."""
    if len(events) == 1:
        await record_event(connection, root, events[0], told=told, because=because)
        return
    await connection.execute(insert(outbox), [_sent(root, event) for event in events])
    audited = {
        **_audited(events[0], told, because),
        "records": [event.record for event in events],
        "versions": [event.version for event in events],
    }
    await connection.execute(_APPEND_MANY, audited)


def _sent(root: int, event: Event) -> dict[str, Any]:
    return {
        "root": root,
        "id": uuid7(),
        "kind": event.kind,
        "noun": event.noun,
        "holder": event.holder,
        "record_id": event.record,
        "record_version": event.version,
    }


def _audited(event: Event, told: Told, because: Mapping[str, str]) -> dict[str, Any]:
    act, rule, request, accused = told
    facts = orjson.dumps({"event": event.kind, **because}).decode()
    said = {"act": act, "noun": event.noun, "rule": rule, "request": request, "facts": facts}
    return {**said, "accused": sorted(accused)}


async def record_refusal(connection: AsyncConnection, refusal: Refusal, *, told: Told) -> None:
    """Gives a refusal its id and writes it to the audit, where an administrator can open it."""
    refusal.id = uuid7()
    act, _, request, accused = told
    audited = {
        "act": act,
        "noun": "refusal",
        "record": refusal.id,
        "version": None,
        "rule": refusal.by_rule,
        "request": request,
        "facts": orjson.dumps({"code": refusal.code, **refusal.facts}).decode(),
        "accused": sorted(accused),
    }
    await connection.execute(_APPEND, audited)


async def past_outcome(
    connection: AsyncConnection, viewer: Viewer, key: str
) -> tuple[str, Outcome] | None:
    """Reads what was decided under a key, with the hash of its input; None when nothing was."""
    found = await connection.execute(
        select(outcome).where(
            outcome.c.root == viewer.root,
            outcome.c.person_id == viewer.person,
            outcome.c.key == key,
        )
    )
    row = found.mappings().one_or_none()
    if row is None:
        return None
    refusal = None if row["refusal"] is None else _told(row["refusal"])
    said = Outcome(
        row["record_id"],
        row["record_version"],
        refusal,
        replayed=True,
        decided_at=row["decided_at"],
    )
    return row["input_sha256"], said


async def keep_outcome(
    connection: AsyncConnection, viewer: Viewer, said: Outcome, *, key: str, act: str, digest: str
) -> None:
    """Writes an outcome. A second one under the same key fails at ``outcome_pk``."""
    await connection.execute(
        insert(outcome).values(
            root=viewer.root,
            person_id=viewer.person,
            key=key,
            act=act,
            input_sha256=digest,
            record_id=said.record,
            record_version=said.version,
            refusal=None if said.refusal is None else _kept(said.refusal),
        )
    )


def digest_of(act: str, post: UUID | None, given: object) -> str:
    """Gives the hash of an act and its input, the acting post included.

    Given:    given, a frozen dataclass of plain values.
    """
    asked = {"act": act, "post": str(post), "given": _plain(given)}
    # Escaped: a lone surrogate in a text is for the act to refuse, not for the hash to fail on.
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        # What is sealed anew at each attempt is left out; its fingerprint stands for it.
        kept = (one.name for one in dataclasses.fields(value) if one.metadata.get("digest", True))
        return {name: _plain(getattr(value, name)) for name in kept}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime | UUID):
        return str(value)
    return value


def _kept(refusal: Refusal) -> str:
    shown = refusal.facts
    raw = {field.name: getattr(refusal, field.name) for field in dataclasses.fields(refusal)}
    facts = {name: shown[name] if isinstance(one, str) else one for name, one in raw.items()}
    said = {"id": str(refusal.id or ""), "code": refusal.code, "facts": facts}
    return orjson.dumps(said).decode()


def _told(text_kept: str) -> Refusal:
    said = orjson.loads(text_kept)
    refusal = refusal_from(said["code"], said["facts"])
    refusal.id = UUID(said["id"]) if said["id"] else None
    return refusal
