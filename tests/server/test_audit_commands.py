"""`levelwise audit`: what an operator and an outside auditor do with the chains."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from ledger.audit import verifier
from ledger.audit.signing import Signer
from ledger.catalogue.loading import load_catalogue
from server.cli import levelwise
from server.sweeping import sign_heads
from tests import world
from tests.conftest import KEYS, Database
from tests.ledger.audited import Audited

SAID = "k1:" + base64.b64encode(b"a key that signs heads in tests!").decode()


class Operator:
    def __init__(self, database: Database, home: Path) -> None:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            self.audited = Audited(database, world.build(connection))
        key = base64.b64encode(next(iter(KEYS.keys.values())).ljust(32, b"\0")).decode()
        self.environment = {
            "DATABASE_URL": database.app_dsn, "AUDITOR_URL": database.auditor_dsn,
            "LEVELWISE_KEYS": f"tests:{key}", "LEVELWISE_AUDIT_KEYS": SAID,
            "LEVELWISE_HOME": str(home), "LEVELWISE_ENV": "development",
        }  # fmt: skip  # reads as a table

    def run(self, *arguments: str, **instead: str) -> Result:
        environment = {**self.environment, **instead}
        return CliRunner().invoke(levelwise, ["audit", *arguments], env=environment)


@pytest.fixture
def operator(database: Database, tmp_path: Path) -> Operator:
    made = Operator(database, tmp_path)
    made.audited.act(10)
    return made


def test_the_audit_is_signed_printed_exported_and_verified(
    operator: Operator, tmp_path: Path
) -> None:
    assert operator.run("verify").exit_code == 0
    signed = operator.run("sign")
    assert "heads: 5" in signed.output, signed.output
    assert "heads: 0" in operator.run("sign").output, "once an hour"
    public = Signer.read(SAID).public["k1"]
    trusted = f"k1:{base64.b64encode(public).decode()}"
    page = operator.run("heads").output
    assert verifier.fingerprint(public) in page
    assert trusted in page
    assert page.count("SM3 ") == page.count("SHA-256 ") == 5
    file = tmp_path / "export.jsonl"
    assert operator.run("export", str(file)).exit_code == 0
    whole = operator.run("verify", str(file), "--key", trusted)
    assert whole.exit_code == 0
    assert "审计链完整" in whole.output
    assert operator.run("verify", str(file), "--key", "k1:" + "A" * 43 + "=").exit_code == 1
    printed = operator.run("verifier").output
    assert printed == Path(verifier.__file__).read_text(encoding="utf-8")


def test_a_broken_record_is_named_in_both_languages(operator: Operator) -> None:
    shard = operator.audited.shard("a")
    with operator.audited.as_insider() as superuser:
        superuser.execute(
            "update audit.event set act = 'another' where (shard, number) = (%s, 1)", [shard]
        )
    told = operator.run("verify")
    assert told.exit_code == 1
    assert f"{shard}/1" in told.output
    assert "记录被改动" in told.output
    assert "the record was changed" in told.output


def test_without_its_database_or_keys_it_says_what_is_needed(operator: Operator) -> None:
    told = operator.run("verify", AUDITOR_URL="")
    assert "AUDITOR_URL" in str(told.exception)
    told = operator.run("sign", LEVELWISE_AUDIT_KEYS="", LEVELWISE_ENV="development")
    assert told.exit_code == 0, "outside production a key of its own is made, mode 0600"


async def test_the_sweep_signs_once_an_hour_whoever_asks(operator: Operator) -> None:
    audited, signer = operator.audited, Signer.read(SAID)
    now = datetime.now(UTC).replace(minute=59)
    for moment in (now, now, now + timedelta(minutes=30)):
        await sign_heads(audited.database.auditor_dsn, signer, now=moment)
    with psycopg.connect(audited.database.auditor_dsn) as auditor:
        found = auditor.execute("select count(distinct made_at) from audit.anchor").fetchone()
    assert found == (2,)
