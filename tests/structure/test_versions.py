"""What is installed is what was locked, with hashes, and nothing below its floor (T11)."""

import json
import re
from importlib.metadata import PackageNotFoundError, distributions, version

import psycopg
import pytest

from tests.structure.floors import FLOORS, LIBPQ_FLOOR, NEVER, POSTGRES_FLOORS, Floor, parsed
from tests.structure.source import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Gives version and number of hashes of each package of a lock file."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        pin = re.match(r"([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)", line)
        assert pin, line
        found[pin[1]] = (pin[2], line.count("--hash=sha256:"))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name: str) -> None:
    assert [package for package, (_, hashes) in locked(name).items() if not hashes] == []
    assert len(locked(name)) > 10


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links", text)


def test_the_build_backend_is_locked_too() -> None:
    assert "setuptools" in locked("requirements.txt")


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.package)
def test_nothing_is_below_its_floor(floor: Floor) -> None:
    for name in LOCKS:
        if floor.package in locked(name):
            assert parsed(locked(name)[floor.package][0]) >= floor.version
    try:
        installed = version(floor.package)
    except PackageNotFoundError:
        return
    assert parsed(installed) >= floor.version, floor.fixes


def test_what_must_never_be_installed_is_not() -> None:
    names = {str(found.metadata["Name"]).lower() for found in distributions()}
    assert sorted(names & set(NEVER)) == []


def test_what_is_installed_is_what_was_locked() -> None:
    wrong = {}
    for name in LOCKS:
        for package, (wanted, _) in locked(name).items():
            try:
                if version(package) != wanted:
                    wrong[package] = (version(package), wanted)
            except PackageNotFoundError:
                continue
    assert wrong == {}


def test_the_client_library_is_above_its_floor() -> None:
    assert psycopg.pq.version() >= LIBPQ_FLOOR


def test_the_embedded_server_is_above_its_floor(cluster) -> None:
    with psycopg.connect(cluster.dsn("postgres")) as connection:
        number = connection.info.server_version
    major, minor = divmod(number, 10_000)
    assert minor >= POSTGRES_FLOORS.get(major, 0)


def test_the_provider_of_the_tests_is_locked_with_integrity_and_names_no_place() -> None:
    text = (ROOT / "tests/oidc/provider/package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert [name for name, one in packages.items() if not one.get("integrity")] == []
    assert len(packages) > 30
    wanted = json.loads((ROOT / "tests/oidc/provider/package.json").read_text(encoding="utf-8"))
    for name, version_ in (wanted["dependencies"] | wanted["optionalDependencies"]).items():
        assert packages[f"node_modules/{name}"]["version"] == version_
