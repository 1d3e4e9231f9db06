"""The start-up lint finds nothing in a migrated database, and each fault when it is made."""

from typing import Any

import psycopg
import pytest

from tenants.lint import Severity, checks, findings
from tests.conftest import Database
from tests.wall.faults import TRIPS, UNTRIPPED, found_codes, run_t6


def test_a_migrated_database_has_no_severe_finding(shared_database: Database) -> None:
    with psycopg.connect(shared_database.app_dsn) as app:
        assert [one for one in findings(app, trial=True) if one.severity == Severity.SEVERE] == []


def test_every_check_has_a_statement_that_trips_it() -> None:
    assert {code for code, _ in checks()} == set(TRIPS) | UNTRIPPED


@pytest.mark.parametrize("code", TRIPS)
def test_a_fault_is_found(shared_database: Database, code) -> None:
    with (
        psycopg.connect(shared_database.superuser_dsn) as superuser,
        superuser.transaction(force_rollback=True),
    ):
        assert code not in found_codes(superuser)
        for statement in TRIPS[code]:
            superuser.execute(statement)
        severity = Severity.WARNING if code == "other_superuser" else Severity.SEVERE
        assert found_codes(superuser)[code] == severity


class Elsewhere:
    """A connection whose driver knows another process id than the server's: a pooler's."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self.info = type("Info", (), {"backend_pid": -1})()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def test_a_transaction_pooler_is_found(shared_database: Database) -> None:
    with psycopg.connect(shared_database.app_dsn) as app:
        assert found_codes(Elsewhere(app))["behind_a_pooler"] == Severity.SEVERE


def test_an_old_server_is_severe_unless_it_is_a_trial(shared_database: Database) -> None:
    floors = {15: 20, 16: 16, 17: 12, 18: 7}
    with psycopg.connect(shared_database.app_dsn) as app:
        version = app.info.server_version
        old = version % 10000 < floors.get(version // 10000, 0)
        expected = {Severity.SEVERE} if old else set()
        strict = {one.severity for one in findings(app) if one.code == "server_too_old"}
        trial = {one.severity for one in findings(app, trial=True) if one.code == "server_too_old"}
    assert strict == expected
    assert trial == ({Severity.WARNING} if old else set())


def test_findings_are_told_in_both_languages(shared_database: Database) -> None:
    with (
        psycopg.connect(shared_database.superuser_dsn) as superuser,
        superuser.transaction(force_rollback=True),
    ):
        superuser.execute("grant delete on app.person to levelwise_app")
        (one,) = [f for f in findings(superuser) if f.code == "application_may_delete"]
    assert one.on == "app.person"
    assert "应用可删除行" in str(one)
    assert "may delete" in str(one)


def test_the_evidence_is_gathered(shared_database: Database) -> None:
    result = run_t6(shared_database.superuser_dsn)
    assert result.passed, result
    assert result.found == len(TRIPS)
