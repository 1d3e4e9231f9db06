"""The chains of the audit: signed each hour, witnessed up and down, and every tampering found."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.audit import verifier
from ledger.audit.heads import countersign
from ledger.audit.signing import Signer
from ledger.audit.verifier import SHARDS
from tests import world
from tests.conftest import Server, cloned
from tests.ledger.audited import SIGNER, TAMPERS, Audited


@pytest.fixture(scope="module")
def kept(cluster: Server, peopled: tuple[str, world.World]) -> Iterator[Audited]:
    name, people = peopled
    with cloned(cluster, name) as database:
        made = Audited(database, people)
        made.act(40)
        yield made


@pytest.fixture
def audited(kept: Audited) -> Iterator[Audited]:
    """An audit of forty acts, of which nothing is signed yet."""
    with kept.put_back():
        yield kept


def test_what_nobody_touched_verifies_and_every_head_is_witnessed(audited: Audited) -> None:
    assert audited.sign() == (5, 14), "five units acted; each is seen from above and from below"
    found = audited.verify()
    assert (found.anchors, found.countersignatures, found.witnessed) == (5, 14, 14)
    assert found.unsigned > 0, "what the witnesses wrote is signed in the next hour"
    assert countersign(audited.database.auditor_dsn, SIGNER, now=audited.now) == (0, 0)
    heads, made = audited.sign()
    assert (heads > 0, made) == (True, 0), "witnesses do not witness one another for ever"
    assert audited.verify().unsigned == 0
    assert audited.sign() == (0, 0), "an hour without acts signs nothing"


def test_a_signing_cut_short_is_seen_by_everybody_in_the_next_hour(audited: Audited) -> None:
    left = iter(range(7))  # five heads and two countersignatures; then the key is out of reach
    audited.now += timedelta(hours=1)
    with pytest.raises(StopIteration):
        countersign(audited.database.auditor_dsn, watched(lambda: next(left)), now=audited.now)
    kept = audited.verify()
    assert kept.anchors == 5, "heads that are signed stay signed"
    assert 0 < kept.countersignatures < 14, "and what was witnessed stays witnessed"
    audited.sign()
    assert audited.verify().countersignatures == 14 + kept.countersignatures, "all of it, once more"
    assert audited.sign()[1] == 0, "and then never again"


def test_acts_go_on_while_heads_are_witnessed(audited: Audited) -> None:
    """Each witness writes for itself: no more than one of the sixteen chains is held at a time."""
    held: list[int] = []

    def count() -> None:
        with psycopg.connect(audited.database.superuser_dsn) as superuser:
            free = superuser.execute("select from audit.head for update skip locked").fetchall()
        held.append(SHARDS - len(free))

    audited.now += timedelta(hours=1)
    assert countersign(audited.database.auditor_dsn, watched(count), now=audited.now) == (5, 14)
    assert max(held) == 1, "the witness's own chain; zero would mean that nothing was looked at"


def watched(before: Callable[[], object]) -> Signer:
    """Signs as the others do, and does something before each time."""

    class Watched(Signer):
        def sign(self, message: bytes) -> bytes:
            before()
            return super().sign(message)

    return Watched(SIGNER.keys, SIGNER.kid)


@pytest.mark.parametrize("how", TAMPERS)
@pytest.mark.parametrize("signed", [False, True], ids=["not signed yet", "signed"])
def test_tampering_is_found_at_the_first_broken_record(
    audited: Audited, how: str, signed: bool
) -> None:
    if signed:
        audited.sign()
    audited.verify()
    shard = audited.shard("a1")
    audited.tamper(how, shard)
    if how == "cut" and not signed:
        # The control: a chain alone does not know how long it was. That is what heads are for.
        audited.verify()
        assert audited.found_by_the_database() == []
        return
    with pytest.raises(verifier.Broken) as broken:
        audited.verify()
    first = {"changed": 3, "deleted": 4, "inserted": 4, "swapped": 3, "cut": None}[how]
    assert broken.value.shard == shard
    if first is not None:
        assert broken.value.number == first
        assert audited.found_by_the_database() != []


def test_a_history_written_anew_is_found_by_its_signed_head(audited: Audited) -> None:
    """Whoever computes every hash again deceives the database, but not the signature."""
    audited.sign()
    shard = audited.shard("a1")
    with audited.as_insider() as superuser:
        superuser.execute(
            "update audit.event set act = 'reopen_problem' where (shard, number) = (%s, 3)", [shard]
        )
        superuser.execute(
            f"""do $$ declare e audit.event; before bytea; begin
              for e in select * from audit.event where shard = {shard} order by number loop
                e.previous := coalesce(before, e.previous); e.hash := audit.digest(e);
                update audit.event set (previous, hash) = (e.previous, e.hash)
                  where shard = e.shard and number = e.number;
                update audit.head set hash = e.hash where shard = e.shard;
                before := e.hash;
              end loop; end $$"""
        )
    assert audited.found_by_the_database() == [], "the control: the chain alone looks whole"
    with pytest.raises(verifier.Broken, match="signed head"):
        audited.verify()


@pytest.mark.parametrize("also", ["anchors", "signed by another key"])
def test_a_cut_tail_whose_signed_head_goes_too_is_found_by_its_witnesses(
    audited: Audited, also: str
) -> None:
    audited.sign()
    shard = audited.shard("a1")
    audited.tamper("cut", shard)
    with audited.as_insider() as superuser:
        superuser.execute(
            "delete from audit.countersignature where %s in (shard, witness_shard)", [shard]
        )
        if also == "anchors":
            superuser.execute("delete from audit.anchor where shard = %s", [shard])
        else:
            forger = Signer({"tests": Ed25519PrivateKey.generate()}, "tests")
            superuser.execute("update audit.anchor set number = 4, signature = %s, hash = (select"
                " hash from audit.event e where (e.shard, e.number) = (%s, 4)) where shard = %s",
                [forger.sign(b"anything"), shard, shard])  # fmt: skip  # reads as a table
    with pytest.raises(verifier.Broken) as broken:
        audited.verify()
    said = {"anchors": "has witnessed", "signed by another key": "signature"}[also]
    assert said in str(broken.value)


def test_the_database_refuses_to_sign_what_is_not_there(audited: Audited) -> None:
    with (
        psycopg.connect(audited.database.auditor_dsn) as auditor,
        pytest.raises(psycopg.errors.CheckViolation),
    ):
        auditor.execute("select audit.keep_anchor(1, 1, '\\x00', '\\x00', now(), 'tests', '\\x00')")


def test_signed_heads_are_never_changed(audited: Audited) -> None:
    audited.sign()
    with psycopg.connect(audited.database.superuser_dsn, autocommit=True) as superuser:
        for table in ("anchor", "countersignature"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                superuser.execute(f"delete from audit.{table}")


def test_two_processes_sign_an_hour_once(audited: Audited) -> None:
    with psycopg.connect(audited.database.auditor_dsn) as one:
        hour = audited.now + timedelta(hours=1)
        assert one.execute("select audit.take_turn(%s)", [hour]).fetchone() == (True,)
        with psycopg.connect(audited.database.auditor_dsn) as other:
            other.execute("set lock_timeout = '50ms'")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                other.execute("select audit.take_turn(%s)", [hour])
        one.rollback()
    assert audited.sign()[0] == 5, "a turn that was not ended is taken again"


def test_the_verifier_stands_alone_and_agrees(audited: Audited, tmp_path: Path) -> None:
    """One file and Python without any package: whole it says so, tampered it names the record."""
    audited.sign()
    alone = tmp_path / "verifier.py"
    alone.write_text(Path(verifier.__file__).read_text("utf-8"), "utf-8")
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    whole.write_text("".join(json.dumps(line) + "\n" for line in audited.lines()), "utf-8")
    shard = audited.shard("a1")
    audited.tamper("changed", shard)
    broken.write_text("".join(json.dumps(line) + "\n" for line in audited.lines()), "utf-8")

    def ran(file: Path, *more: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(alone), str(file), *more],
            capture_output=True, text=True, check=False, env={"PYTHONUTF8": "1"},
        )  # fmt: skip  # columns side by side
        return done.returncode, done.stdout + done.stderr

    status, said = ran(whole)
    assert status == 0, said
    assert verifier.fingerprint(SIGNER.public["tests"]) in said
    status, said = ran(broken)
    assert (status, f"{shard}/3" in said) == (1, True), said
    status, said = ran(whole, "--key", "tests:" + "A" * 43 + "=")
    assert (status, "not trusted" in said) == (1, True), said
    short = whole.read_text("utf-8").splitlines()[:-1]
    broken.write_text("\n".join(short) + "\n", "utf-8")
    assert ran(broken)[0] == 1, "an export that ends early is not whole"
    assert ran(tmp_path / "absent")[0] == 2


@pytest.mark.parametrize("text", [b"", b"abc", b"x" * 55, b"x" * 56, b"y" * 64, b"z" * 300])
def test_our_sm3_is_that_of_openssl(text: bytes) -> None:
    plain, openssl = verifier.Sm3(), verifier.follow(b"")
    plain.update(text)
    openssl.update(text)
    assert plain.digest() == openssl.digest()
    assert not isinstance(openssl, verifier.Sm3), "OpenSSL has it here"
    if text == b"abc":
        assert plain.digest().hex().startswith("66c7f0f4")


def test_our_signatures_are_those_of_a_library() -> None:
    key = Ed25519PrivateKey.generate()
    public, said = key.public_key().public_bytes_raw(), b"as it was written"
    signature = key.sign(said)
    assert verifier.signed(public, said, signature)
    for wrong in (
        (public, said + b"!", signature),
        (public, said, signature[:-1] + bytes([signature[-1] ^ 1])),
        (public, said, bytes([signature[0] ^ 1]) + signature[1:]),
        (Ed25519PrivateKey.generate().public_key().public_bytes_raw(), said, signature),
        (b"short", said, signature),
    ):
        assert not verifier.signed(*wrong)
