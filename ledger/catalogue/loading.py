"""Loads the catalogue file into versioned rows, as the migrator, all or nothing.

Ids are made from keys, so that loading again, or loading elsewhere, gives the same rows. A version
that is loaded never changes: an edited file needs a higher version.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID, uuid5

from psycopg import Connection, sql

from ledger.clocks.due import due_rule, fits
from policies.pages import read_page

HERE = Path(__file__).parent
SHIPPED = HERE / "catalogue.yaml"
BODY_KINDS = HERE / "body_kinds.yaml"
NAMESPACE = UUID("5b0f1c86-6f3d-5d6e-9a0e-3c1d5b7f2a41")
"""All ids of the catalogue are uuid5 under this one."""

Row = Mapping[str, Any]


class CatalogueError(ValueError):
    """The catalogue cannot be loaded; nothing of it was."""


def catalogue_id(kind: str, *keys: object) -> UUID:
    """Gives the id of a catalogue row from its keys."""
    return uuid5(NAMESPACE, ":".join([kind, *map(str, keys)]))


def load_catalogue(connection: Connection[Any], path: Path = SHIPPED) -> None:
    """Loads regulations, actor types, duties with their sources, rule levels and body kinds.

    Given:    connection of the migrator; its open transaction, or one of our own.
    Gives:    nothing; the same version of the same file changes nothing.
    Refuses:  CatalogueError when the version is loaded with other text, or a phrase, a regulation
              or a key is unknown.
    """
    raw = path.read_bytes()
    book: dict[str, Any] = read_page(raw)
    version, digest = int(book["version"]), hashlib.sha256(raw).hexdigest()
    with connection.transaction():
        known = connection.execute(
            "select sha256 from app.catalogue_version where version = %s", [version]
        ).fetchone()
        if known is not None and known[0] != digest:
            message = f"catalogue version {version} is loaded with other text: raise the version"
            raise CatalogueError(message)
        _put(connection, "catalogue_version", "version", [{"version": version, "sha256": digest}])
        _put(connection, "regulation", "key", _regulations(book))
        _put(connection, "actor_type", "key", _actor_types(book))
        _put(connection, "rule_level", "key", _rule_levels(book))
        _put(connection, "body_kind", "key", read_page(BODY_KINDS.read_text("utf-8")))
        duties = list(_duties(book, version))
        _put(connection, "duty", "id", duties)
        _put(connection, "duty_source", "id", _duty_sources(book, version))


def _regulations(book: Mapping[str, Any]) -> Iterable[Row]:
    for key, text in book["regulations"].items():
        yield {
            "id": catalogue_id("regulation", key),
            "key": key,
            "title_zh": text["title_zh"],
            "title_en": text.get("title_en", ""),
            "year": str(text["year"]),
        }


def _actor_types(book: Mapping[str, Any]) -> Iterable[Row]:
    for actor in book["actor_types"]:
        yield {
            "id": catalogue_id("actor_type", actor["key"]),
            "key": actor["key"],
            "position": actor["order"],
            "title_zh": actor["title_zh"],
            "title_en": actor["title_en"],
            "kind": actor["kind"].upper(),
            "lives_in": actor["lives_in"],
            "kinds": actor["kinds"],
            "description_en": actor["description_en"],
        }


def _rule_levels(book: Mapping[str, Any]) -> Iterable[Row]:
    for level in book["work_rule_levels"]:
        yield {
            "id": catalogue_id("rule_level", level["key"]),
            "key": level["key"],
            "position": level["order"],
            "title_zh": level["title_zh"],
            "title_en": level["title_en"],
        }


def _duties(book: Mapping[str, Any], version: int) -> Iterable[Row]:
    positions: dict[str, int] = {}
    for duty in book["duties"]:
        actor = duty["actor"]
        positions[actor] = positions.get(actor, 0) + 1
        try:
            due_rule(duty["due"])
        except ValueError as unread:
            message = f"{duty['key']}: no due rule is written {duty['due']!r}"
            raise CatalogueError(message) from unread
        if not fits(duty["due"], duty["cadence"].upper()):
            message = f"{duty['key']}: {duty['due']!r} is no due rule of {duty['cadence']} duties"
            raise CatalogueError(message)
        yield {
            "id": catalogue_id("duty", version, duty["key"]),
            "catalogue": version,
            "key": duty["key"],
            "actor_type": actor,
            "position": positions[actor],
            "title_zh": duty["title_zh"],
            "title_en": duty["title_en"],
            "detail_en": duty["detail_en"],
            "cadence": duty["cadence"].upper(),
            "cadence_basis": duty["cadence_basis"].upper(),
            "min_per_period": duty["min_per_period"],
            "due_rule": duty["due"],
            "evidence": duty["evidence"],
            "confidence": duty["confidence"].upper(),
            "needs_verification": duty["needs_verification"],
        }


def _duty_sources(book: Mapping[str, Any], version: int) -> Iterable[Row]:
    for duty in book["duties"]:
        for position, source in enumerate(duty["source"], start=1):
            yield {
                "id": catalogue_id("duty_source", version, duty["key"], position),
                "duty_id": catalogue_id("duty", version, duty["key"]),
                "position": position,
                "regulation": source["regulation"],
                "article": source["article"],
                "confidence": source["confidence"].upper(),
            }


def _put(
    connection: Connection[Any], table: LiteralString, key: LiteralString, rows: Iterable[Row]
) -> None:
    """Inserts rows of one shape, or brings them up to date."""
    every: Sequence[Row] = list(rows)
    columns = list(every[0])
    # The key and the id name the row; what is told about it may be told anew.
    told = [name for name in columns if name not in {key, "id"}]
    statement = sql.SQL(
        "insert into app.{table} ({columns}) values ({values}) "
        "on conflict ({key}) do update set {sets}"
    ).format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(map(sql.Placeholder, columns)),
        key=sql.Identifier(key),
        sets=sql.SQL(", ").join(
            sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in told
        ),
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, every)
