"""T11: nothing locked, installed or running is below the version that carries the fixes."""

import time
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions

import psycopg

from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.structure.floors import FLOORS, LIBPQ_FLOOR, NEVER, POSTGRES_FLOORS, parsed
from tests.structure.test_versions import LOCKS, locked

Pins = Mapping[str, tuple[str, int]]
"""Version and number of hashes by package."""


def below(locks: Mapping[str, Pins], installed: Mapping[str, str], server: int) -> Iterator[str]:
    """Names what is below its floor, without a hash, not as locked, or must never be there."""
    for floor in FLOORS:
        for name, pins in locks.items():
            if floor.package in pins and parsed(pins[floor.package][0]) < floor.version:
                yield f"{floor.package} {pins[floor.package][0]} in {name}"
        found = installed.get(floor.package)
        if found is not None and parsed(found) < floor.version:
            yield f"{floor.package} {found} installed"
    for name, pins in locks.items():
        for package, (version, hashes) in pins.items():
            if not hashes:
                yield f"{package} without a hash in {name}"
            if installed.get(package, version) != version:
                yield f"{package} {installed[package]} installed, {version} locked"
    yield from (f"{package} installed" for package in NEVER if package in installed)
    major, minor = divmod(server, 10_000)
    if minor < POSTGRES_FLOORS.get(major, 0):
        yield f"PostgreSQL {major}.{minor}"


def seeded(
    locks: Mapping[str, Pins], installed: Mapping[str, str], server: int
) -> Iterator[list[str]]:
    """Gives what is found of each seeded fault: the controls."""
    name, pins = next(iter(locks.items()))
    for floor in FLOORS:
        if floor.package in installed:
            yield list(below(locks, {**installed, floor.package: "0.0.1"}, server))
    package = next(iter(pins))
    yield list(below({**locks, name: {**pins, package: (pins[package][0], 0)}}, installed, server))
    yield list(below({**locks, name: {**pins, package: ("0.0.1", 1)}}, installed, server))
    for never in NEVER:
        yield list(below(locks, {**installed, never: "1"}, server))
    yield list(below(locks, installed, server // 10_000 * 10_000))


def run(ground: Ground) -> list[Line]:
    """Measures what is locked, installed and running."""
    started = time.monotonic()
    locks = {name: locked(name) for name in LOCKS}
    installed = {str(one.metadata["Name"]).lower(): one.version for one in distributions()}
    with psycopg.connect(ground.server.dsn("postgres")) as connection:
        server = connection.info.server_version
    wrong = list(below(locks, installed, server))
    if psycopg.pq.version() < LIBPQ_FLOOR:
        wrong.append(f"libpq {psycopg.pq.version()}")
    pinned = {package for pins in locks.values() for package in pins}
    faults = list(seeded(locks, installed, server))
    caught = sum(bool(found) for found in faults)
    ground.say(f"T11 {len(pinned)} packages")
    return [
        Line(
            test="T11",
            zh="版本下限和锁定的哈希",
            en="version floors, locked hashes, PostgreSQL and libpq",
            cases=len(pinned),
            cases_of=f"packages, {len(FLOORS) + 2} floors",
            result=f"below a floor, without a hash or not as locked {len(wrong)}",
            passed=not wrong,
            control=f"seeded faults, found {caught} of {len(faults)}",
            control_failed=caught == len(faults) and not wrong,
            seconds=time.monotonic() - started,
            examples=tuple(wrong[:5]),
        )
    ]
