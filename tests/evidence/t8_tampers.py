"""T8, the chains: changing, deleting, inserting, swapping and cutting the tail are each found.

An insider with every right on the database does each of the five to some chain and writes the
head to fit; the verifier has to name the chain. The control is a chain without signed heads, whose
cut tail nothing betrays.
"""

import time
from random import Random

import psycopg

from ledger.audit import verifier
from ledger.catalogue.loading import load_catalogue
from tests import world
from tests.evidence import t8
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.ledger.audited import TAMPERS, Audited

SEED = 8


def run(ground: Ground) -> list[Line]:
    """Measures sealed reads, then the chains."""
    return [*t8.run(ground), *run_tampers(ground)]


def run_tampers(ground: Ground) -> list[Line]:
    """Measures the tampers and the control."""
    started, rows = time.monotonic(), ground.size(50_000, 2_000)
    each = ground.size(4, 1)
    draw, found, missed = Random(SEED), 0, []
    with ground.database() as database, psycopg.connect(database.migrator_dsn) as connection:
        load_catalogue(connection)
        audited = Audited(database, world.build(connection))
        connection.commit()
        _filled(audited, rows)
        with audited.put_back():
            unsigned = _escapes(audited, "cut", audited.shard("a1"))
        audited.sign()
        seconds = _verified(audited)
        for how in TAMPERS:
            ground.say(f"T8 {each} times {how}, of {rows:,} records")
            for _ in range(each):
                shard = audited.shard(draw.choice(["city", "a", "a1", "b", "a1x"]))
                with audited.put_back():
                    escaped = _escapes(audited, how, shard)
                found += not escaped
                missed += [f"{how} in {shard}"] * escaped
    return [
        Line(
            test="T8",
            zh="审计链被改动、删除、插入、对调、截尾，均能查出",
            en="a changed, deleted, inserted, swapped record or a cut tail of the audit is found",
            cases=each * len(TAMPERS),
            cases_of=f"tampers of five sorts among {rows:,} records",
            result=f"found {found} of {each * len(TAMPERS)}; untouched, it verifies in {seconds:.1f} s",
            passed=not missed,
            control="without signed heads a cut tail whose head is rewritten is not found",
            control_failed=unsigned,
            seconds=time.monotonic() - started,
            seed=SEED,
            examples=tuple(missed[:5]),
        )
    ]


def _filled(audited: Audited, rows: int) -> None:
    """Acts of five units, and as many records as the size asks for."""
    audited.act(50)
    with psycopg.connect(audited.database.superuser_dsn) as superuser:
        for unit in ("city", "a", "a1", "b", "a1x"):
            tenant = audited.people.tenants[unit]
            superuser.execute("set local role levelwise_gate")
            superuser.execute(
                f"""do $$ declare e audit.event; begin
                  for n in 1 .. {rows // 5} loop
                    e.shard := {tenant % 16}; e.tenant := {tenant}; e.person := gen_random_uuid(); e.act := 'fill';
                    e.noun := 'problem'; e.record := gen_random_uuid(); e.facts := '{{}}';
                    perform audit.chain(e);
                  end loop; end $$"""
            )


def _verified(audited: Audited) -> float:
    began = time.monotonic()
    audited.verify()
    return time.monotonic() - began


def _escapes(audited: Audited, how: str, shard: int) -> bool:
    audited.tamper(how, shard)
    try:
        audited.verify()
    except verifier.Broken as broken:
        return broken.shard != shard and how != "cut"
    return True
