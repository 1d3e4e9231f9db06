"""T4 and T6: the wall under attack, and the lint that looks at it before anything is served."""

import time

from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.wall.faults import run_t6
from tests.wall.monkey import run_t4

SEED = 4


def run_monkey(ground: Ground) -> list[Line]:
    """T4: statements that an injection could run; the ON CONFLICT family apart."""
    wanted = ground.size(4000, 1000)
    ground.say(f"T4 {wanted:,} statements as the application role")
    with ground.database() as database:
        found = run_t4(database, statements=wanted, seed=SEED)
    blind = found.own <= 2.5 * wanted
    own = Line(
        test="T4",
        zh="以应用角色运行的 SQL",
        en="whatever SQL runs as the application role, under a township's true context",
        cases=found.statements,
        cases_of=f"statements, {found.refused:,} refused; {found.own:,} own canaries seen",
        result=f"foreign canaries {found.foreign}; policies intact: {'yes' if found.intact else 'NO'}",
        passed=found.foreign == 0 and found.intact and not blind,
        control=f"one careless policy: {found.control_foreign} foreign canaries",
        control_failed=found.control_foreign > 0,
        seconds=found.seconds,
        seed=SEED,
        examples=found.examples,
    )
    leaks = f"{found.conflict_foreign} foreign canaries"
    family = Line(
        test="T4",
        zh="ON CONFLICT 一族",
        en=f"the ON CONFLICT family, on PostgreSQL {found.server}",
        cases=found.conflict_statements,
        cases_of="statements",
        result=found.said if found.server_too_old else leaks,
        passed=(found.conflict_foreign > 0) == found.server_too_old,
        # At or above the floor nothing leaks any more; the careless policy is then the control.
        control=f"this server, which is too old: {leaks}"
        if found.server_too_old
        else f"one careless policy: {found.control_foreign} foreign canaries",
        control_failed=(found.conflict_foreign if found.server_too_old else found.control_foreign)
        > 0,
        seconds=0.0,
        seed=SEED,
    )
    return [own, family]


def run_lint(ground: Ground) -> list[Line]:
    """T6: a sound database is clean, and each fault is found."""
    started = time.monotonic()
    with ground.database() as database:
        found = run_t6(database.superuser_dsn)
    ground.say(f"T6 {found.classes} classes of faults made")
    return [
        Line(
            test="T6",
            zh="启动检查",
            en="the start-up lint of the catalogue",
            cases=found.classes,
            cases_of="classes of findings",
            result=f"severe findings in a migrated database {found.severe}",
            passed=found.severe == 0 and found.classes > 20,
            control=f"a statement that makes each fault, found {found.found} of {found.classes}",
            control_failed=found.found == found.classes,
            seconds=time.monotonic() - started,
            examples=found.missed,
        )
    ]
