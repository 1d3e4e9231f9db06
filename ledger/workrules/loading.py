"""Loads the work rules of the catalogue into versioned rows, as the migrator, all or nothing.

A rule that a later catalogue words otherwise is a new version, in force from the day the catalogue
names; its predecessor ends on that day and stays, so that what was in force can still be told.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, LiteralString

from psycopg import Connection, sql
from psycopg.rows import dict_row

from ledger.catalogue.loading import SHIPPED, CatalogueError, catalogue_id
from ledger.workrules.rules import NoAmount, amount
from policies.pages import read_page

DECISIONS = Path(__file__).parent / "parameters.yaml"

_SIGNS = {">=": "AT_LEAST", ">": "MORE_THAN"}
_SHARE = re.compile(r"(>=|>)(\d+/\d+)(?: of (.+))?")
_YEAR = re.compile(r"\d{4}")

Row = Mapping[str, Any]


@dataclass(frozen=True)
class _Book:
    """One catalogue, and what was decided about parameters."""

    version: int
    since: date | None
    rules: Sequence[Row]
    years: Mapping[str, int]
    parameters: Mapping[str, Row]
    reasons: Mapping[str, Row]


@dataclass(frozen=True)
class _Version:
    """A version of a rule: which one, since when."""

    number: int
    since: date


def load_work_rules(connection: Connection[Any], path: Path = SHIPPED) -> None:
    """Loads the work rules of a catalogue whose version is loaded already.

    Given:    connection of the migrator; its open transaction, or one of our own.
    Gives:    nothing; loading again changes nothing, and an older catalogue changes nothing.
    Refuses:  CatalogueError when the catalogue itself is not loaded, when a parameter is not decided
              in ``parameters.yaml`` or cannot be read, or when a later version does not say from
              which day it holds.
    """
    book = _read(path)
    with connection.transaction():
        _check_loaded(connection, book, path)
        last = _last_versions(connection)
        if any(row["catalogue"] > book.version for row in last.values()):
            return
        for position, rule in enumerate(book.rules, start=1):
            version = _version(book, rule, last.get(rule["key"]))
            _end(connection, [rule["key"]], version.since, below=version.number)
            _put(connection, "work_rule", [_rule_row(book, rule, version, position)])
            _put(connection, "work_rule_source", list(_sources(rule, version)))
            _put(connection, "work_rule_parameter", list(_parameters(book, rule, version)))
        gone = sorted(last.keys() - {rule["key"] for rule in book.rules})
        if gone and any(last[key]["valid_until"] is None for key in gone):
            _end(connection, gone, _since(book), below=None)


def _read(path: Path) -> _Book:
    book = read_page(path.read_bytes())
    decided = read_page(DECISIONS.read_text("utf-8"))
    years = {
        key: int(found[0])
        for key, regulation in book["regulations"].items()
        if (found := _YEAR.match(str(regulation["year"])))
    }
    return _Book(
        int(book["version"]),
        book.get("valid_from"),
        book["rules"],
        years,
        parameters=decided["parameters"],
        reasons=decided["reasons"],
    )


def _check_loaded(connection: Connection[Any], book: _Book, path: Path) -> None:
    found = connection.execute(
        "select sha256 from app.catalogue_version where version = %s", [book.version]
    ).fetchone()
    if found is None or found[0] != hashlib.sha256(path.read_bytes()).hexdigest():
        message = f"catalogue version {book.version} is not the one that is loaded: load it first"
        raise CatalogueError(message)


def _last_versions(connection: Connection[Any]) -> dict[str, Row]:
    with connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute("select distinct on (key) * from app.work_rule order by key, version desc")
        return {row["key"]: row for row in cursor.fetchall()}


def _version(book: _Book, rule: Row, last: Row | None) -> _Version:
    """Gives the version under which a rule is written: the last one if it says the same."""
    if last is None:
        return _Version(1, _first_day(book, rule) if book.since is None else book.since)
    if last["sha256"] == _digest(rule) and last["valid_until"] is None:
        return _Version(last["version"], last["valid_from"])
    since = _since(book)
    if since <= last["valid_from"]:
        message = f"{rule['key']}: its version of {since} does not follow {last['valid_from']}"
        raise CatalogueError(message)
    return _Version(last["version"] + 1, since)


def _since(book: _Book) -> date:
    if book.since is None:
        message = f"catalogue version {book.version} changes rules and names no valid_from"
        raise CatalogueError(message)
    return book.since


def _first_day(book: _Book, rule: Row) -> date:
    """The year of the first source that has one; a mere proposal holds as long as its level does."""
    for source in rule["source"]:
        if source["regulation"] in book.years:
            return date(book.years[source["regulation"]], 1, 1)
    level = [other for other in book.rules if other["level"] == rule["level"]]
    firsts = [book.years.get(other["source"][0]["regulation"]) for other in level]
    return date(min(year for year in firsts if year), 1, 1)


def _digest(rule: Row) -> str:
    said = json.dumps(rule, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _end(connection: Connection[Any], keys: Sequence[str], day: date, *, below: int | None) -> None:
    connection.execute(
        "update app.work_rule set valid_until = %s"
        " where key = any(%s) and valid_until is null and version < coalesce(%s, version + 1)",
        [day, list(keys), below],
    )


def _rule_row(book: _Book, rule: Row, version: _Version, position: int) -> Row:
    return {
        "id": catalogue_id("work_rule", rule["key"], version.number),
        "catalogue": book.version,
        "level": rule["level"],
        "key": rule["key"],
        "position": position,
        "title_zh": rule["title_zh"],
        "title_en": rule["title_en"],
        "text_zh": rule["text_zh"],
        "confidence": rule["confidence"].upper(),
        "needs_verification": rule["needs_verification"],
        "version": version.number,
        "sha256": _digest(rule),
        "valid_from": version.since,
    }


def _sources(rule: Row, version: _Version) -> Iterable[Row]:
    for position, source in enumerate(rule["source"], start=1):
        yield {
            "id": catalogue_id("work_rule_source", rule["key"], version.number, position),
            "rule_id": catalogue_id("work_rule", rule["key"], version.number),
            "position": position,
            "regulation": source["regulation"],
            "article": source["article"],
            "confidence": source["confidence"].upper(),
        }


def _parameters(book: _Book, rule: Row, version: _Version) -> Iterable[Row]:
    unverified = rule.get("params_unverified", ())
    for position, (name, raw) in enumerate(rule["params"].items(), start=1):
        known = f"{rule['key']}.{name}"
        decided = book.parameters.get(known)
        if decided is None:
            message = (
                f"{known}: parameters.yaml does not say what this is or how it may be tightened"
            )
            raise CatalogueError(message)
        yield {
            "id": catalogue_id("work_rule_parameter", rule["key"], version.number, name),
            "rule_id": catalogue_id("work_rule", rule["key"], version.number),
            "name": name,
            "position": position,
            "title_zh": decided["zh"],
            "title_en": decided["en"],
            "type": decided["type"],
            **_value(known, raw, decided),
            "unit": decided.get("unit", ""),
            "stricter": decided.get("stricter", "FIXED"),
            "because_zh": book.reasons[decided["because"]]["zh"],
            "because_en": book.reasons[decided["because"]]["en"],
            "verified": name not in unverified,
            "in_villages": decided.get("in_villages"),
        }


def _value(known: str, raw: Any, decided: Row) -> Row:
    kind = decided["type"]
    operator, value = decided.get("operator", "EXACTLY"), str(raw)
    if kind == "TEXT":
        value = ",".join(raw) if isinstance(raw, list) else value
        return {"operator": operator, "numerator": None, "denominator": 1, "value": value}
    if kind == "FLAG":
        value = str(raw).lower()
    if kind == "CADENCE":
        operator, value = "AT_LEAST", value.upper()
    if kind == "FRACTION":
        operator, value = _share(known, value, decided)
    try:
        read = amount(kind, value, operator)
    except NoAmount as unread:
        message = f"{known}: {raw!r} is not a {kind}"
        raise CatalogueError(message) from unread
    return {
        "operator": operator,
        "numerator": read.numerator,
        "denominator": read.denominator,
        "value": value,
    }


def _share(known: str, raw: str, decided: Row) -> tuple[str, str]:
    """Reads ``>=1/2 of voting members``: the sign tells 半数以上 from 过半数."""
    found = _SHARE.fullmatch(raw)
    if found is None or found[3] not in {None, decided["unit"]}:
        message = f"{known}: {raw!r} is not a share of {decided['unit']}"
        raise CatalogueError(message)
    return _SIGNS[found[1]], found[2]


def _put(connection: Connection[Any], table: LiteralString, rows: Sequence[Row]) -> None:
    """Inserts rows of one shape, or brings them up to date."""
    if not rows:
        return
    columns = list(rows[0])
    statement = sql.SQL(
        "insert into app.{table} ({columns}) values ({values}) on conflict (id) do update set {sets}"
    ).format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(map(sql.Placeholder, columns)),
        sets=sql.SQL(", ").join(
            sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in columns[1:]
        ),
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
