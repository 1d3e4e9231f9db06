"""The audit as lines: what an export writes and the verifier reads."""

from collections.abc import Generator, Mapping
from typing import Any

import psycopg
from psycopg.rows import dict_row

from ledger.audit.verifier import ANCHOR, EVENT, WITNESSED

_AT = "to_char({} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
_AS_TEXT = {"facts": "facts::text", "at": _AT.format("at")}
EVENTS = (
    "select "
    + ", ".join(f"{_AS_TEXT.get(name, name)} as {name}" for name in EVENT)
    + ", encode(previous, 'hex') as previous, encode(hash, 'hex') as hash from audit.event"
)
"""Records with every word as it was hashed."""

_ANCHORS = f"""select shard, number, encode(hash, 'hex') as sha256, encode(sm3, 'hex') as sm3,
  {_AT.format("made_at")} as made_at, kid, encode(signature, 'base64') as signature
  from audit.anchor order by shard, number"""
_COUNTERSIGNED = f"""select {_AT.format("c.hour")} as hour,
  coalesce(u.uid::text, 'deployment') as unit, w.uid::text as witness, c.direction, c.shard,
  c.number, c.witness_shard, c.witness_number, c.kid, encode(c.signature, 'base64') as signature
  from audit.countersignature c left join audit.units() u on u.tenant = c.unit
  join audit.units() w on w.tenant = c.witness order by c.hour, c.shard, c.number, w.uid"""

Line = dict[str, Any]


def export(dsn: str, keys: Mapping[str, str], *, made_at: str) -> Generator[Line, None, None]:
    """Gives the whole audit as lines, of one moment; to be closed by whoever stops reading early.

    Given:   dsn of the auditor role; the public keys in base64, by name.
    """
    with psycopg.connect(dsn, row_factory=dict_row) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield {"export": {"version": 1, "made_at": made_at, "keys": dict(keys)}}
        count = {"events": 0, "anchors": 0, "countersignatures": 0}
        for row in connection.execute(_ANCHORS.encode()):
            count["anchors"] += 1
            yield {"anchor": {name: row[name] for name in (*ANCHOR, "signature")}}
        with connection.cursor(name="events") as cursor:
            cursor.itersize = 5000
            cursor.execute(f"{EVENTS} order by shard, number".encode())
            for row in cursor:
                count["events"] += 1
                yield {"event": [_plain(value) for value in row.values()]}
        for row in connection.execute(
            "select shard, number, encode(hash, 'hex') as hash from audit.head order by shard"
        ):
            yield {"head": list(row.values())}
        told = [name for name in WITNESSED if name not in {"sha256", "sm3"}]
        for row in connection.execute(_COUNTERSIGNED.encode()):
            count["countersignatures"] += 1
            yield {"countersignature": {name: row[name] for name in (*told, "signature")}}
        yield {"end": count}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
