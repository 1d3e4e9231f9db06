"""Every hour the heads of the chains are signed, and countersigned up and down the tree.

Runs as the auditor role, which reads the whole audit and no data. What is signed are the words that
``ledger/audit/verifier.py`` writes: the same file verifies them later.
"""

from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from ledger.audit.reading_chains import EVENTS
from ledger.audit.signing import Signer
from ledger.audit.verifier import ANCHOR, SHARDS, WITNESSED, follow, genesis, statement, words

Row = dict[str, Any]
Connection = psycopg.Connection[Row]


def countersign(dsn: str, signer: Signer, *, now: datetime) -> tuple[int, int]:
    """Signs the heads of this hour, unless somebody has.

    The heads are signed in one transaction; each witness writes in one of its own, so that acts wait
    for one witness and never for all. Whoever is cut short leaves heads that not everybody has
    seen, and the next hour shows them too.
    Given:    dsn of the auditor role.
    Gives:    how many heads were signed and how many countersignatures made.
    Records:  ``audit.witness`` in the chain of each witness.
    """
    with psycopg.connect(dsn, row_factory=dict_row, autocommit=True) as connection:
        with connection.transaction():
            if not _one(connection, "select audit.take_turn(%s) as mine", now)["mine"]:
                return 0, 0
            signed = sum(_signed(connection, signer, shard, now) for shard in range(SHARDS))
        witnessed = _witnessed(connection, signer, now)
        connection.execute("select audit.all_seen(%s)", [now])
        return signed, witnessed


def _one(connection: Connection, query: str, *given: Any) -> Row:
    found = connection.execute(query.encode(), given).fetchone()
    assert found is not None
    return found


def _signed(connection: Connection, signer: Signer, shard: int, now: datetime) -> bool:
    """Signs one chain's head, if it has grown since the last one."""
    last = connection.execute(
        "select number, sm3 from audit.anchor where shard = %s order by number desc limit 1",
        [shard],
    ).fetchone() or {"number": 0, "sm3": genesis(shard)}
    told, end = follow(last["sm3"]), None
    with connection.cursor(name="since") as cursor:
        cursor.itersize = 5000
        cursor.execute(
            EVENTS + " where shard = %s and number > %s order by number", [shard, last["number"]]
        )
        for end in cursor:
            told.update(words(end))
    if end is None:
        return False
    said = {
        "shard": shard,
        "number": end["number"],
        "sha256": end["hash"],
        "sm3": told.digest().hex(),
        "made_at": instant(now),
        "kid": signer.kid,
    }
    signature = signer.sign(statement("anchor", ANCHOR, said))
    connection.execute(
        "select audit.keep_anchor(%s, %s, decode(%s, 'hex'), decode(%s, 'hex'), %s, %s, %s)",
        [shard, end["number"], end["hash"], said["sm3"], now, signer.kid, signature],
    )
    return True


def _witnessed(connection: Connection, signer: Signer, now: datetime) -> int:
    """Lets the superior and the direct subordinates of whoever acted say what they saw."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    seen = [
        {
            **row,
            "unit": named(row["unit_uid"]),
            "unit_id": row["unit"],
            "shard": head["shard"],
            "number": head["number"],
            "sha256": head["hash"].hex(),
            "sm3": head["sm3"].hex(),
        }
        for head in connection.execute("select * from audit.unseen_heads()").fetchall()
        for row in connection.execute(
            "select * from audit.witnesses(%s, %s, %s)",
            [head["shard"], head["after"], head["number"]],
        )
    ]
    seen.sort(key=lambda one: (one["witness"], one["shard"]))
    for witness, group in groupby(seen, key=lambda one: one["witness"]):
        with connection.transaction():
            _says(connection, signer, witness, list(group), hour=hour)
    return len(seen)


def _says(
    connection: Connection, signer: Signer, witness: int, saw: list[Row], *, hour: datetime
) -> None:
    """One witness writes into its own chain what it saw, and countersigns each."""
    told = [
        {name: one[name] for name in ("unit", "shard", "number", "sha256", "sm3")} for one in saw
    ]
    wrote = _one(
        connection, "select shard, number from audit.witness(%s, %s)", witness, Jsonb(told)
    )
    for one in saw:
        _countersigned(connection, signer, one, wrote=wrote, hour=hour)


def _countersigned(
    connection: Connection, signer: Signer, one: Row, *, wrote: Row, hour: datetime
) -> None:
    said = {
        **one,
        "hour": instant(hour),
        "witness": named(one["witness_uid"]),
        "witness_shard": wrote["shard"],
        "witness_number": wrote["number"],
        "kid": signer.kid,
    }
    connection.execute(
        "select audit.keep_countersignature(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            hour,
            one["unit_id"],
            one["witness"],
            one["direction"],
            one["shard"],
            one["number"],
            wrote["shard"],
            wrote["number"],
            signer.kid,
            signer.sign(statement("countersignature", WITNESSED, said)),
        ],
    )


def instant(moment: datetime) -> str:
    """An instant as it is signed."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def named(uid: object) -> str:
    """A unit as it is signed; the deployment itself has no key."""
    return "deployment" if uid is None else str(uid)
