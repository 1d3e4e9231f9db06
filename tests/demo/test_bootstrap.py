"""A real deployment begins with two persons, invited once."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2 as httpx
import psycopg
import pytest

from policies import book
from server.app import create_app
from server.bootstrap import ROLES, BootstrapRefused, bootstrap
from server.settings import Mode, Settings
from server.sign_in.demo_issuer import ISSUER, DemoIssuer
from server.sign_in.signed_out import Ending, SignedOut
from server.wiring import wired
from tenants.divisions.importing import import_files
from tests.conftest import Database, Server, cloned
from tests.demo.conftest import deployment_of, small_region
from tests.edge.conftest import serving
from tests.patience import PATIENCE

CITY, VILLAGE = "520600000000", "VILLAGE"
NAMES = {"system_administrator": "田志强", "security_administrator": "龙秀英"}


@pytest.fixture
def installed(cluster: Server, migrated: str, tmp_path: Path) -> Iterator[Database]:
    """A deployment with its tree and nobody in it."""
    with cloned(cluster, migrated) as database:
        assert not import_files([small_region(tmp_path)], dsn=database.migrator_dsn).refused
        yield database


@dataclass(frozen=True)
class Door:
    """The running server of a deployment."""

    client: httpx.Client
    issuer: DemoIssuer
    signed_out: SignedOut

    def bearer(self, subject: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.issuer.token(subject)}"}

    def accept(self, subject: str, code: object) -> httpx.Response:
        headers = self.bearer(subject)
        return self.client.post("/invitations", json={"code": code}, headers=headers)

    def viewer(self, subject: str) -> dict:
        query = {"query": "{ viewer { name notice posts { title } } }"}
        answer = self.client.post("/graphql", json=query, headers=self.bearer(subject)).json()
        return answer["data"]["viewer"]


@pytest.fixture
def door(installed: Database, tmp_path: Path) -> Iterator[Door]:
    settings = Settings(
        mode=Mode.DEMO, home=tmp_path / "home", reading_connections=2, acting_connections=2
    )
    parts = wired(settings, deployment_of(installed))
    with (
        serving(create_app(settings, parts)) as base,
        httpx.Client(base_url=base, timeout=PATIENCE) as client,
    ):
        yield Door(client, DemoIssuer.open(settings.home, mode=Mode.DEMO), parts.signed_out)


def invited(database: Database, **changes: object) -> list:
    given = {"code": CITY, "names": NAMES, **changes}
    return bootstrap(database.migrator_dsn, book.load(), **given)


def test_two_persons_are_invited_and_come_in_once(installed: Database, door: Door) -> None:
    made = invited(installed)
    assert [one.role for one in made] == list(ROLES)
    system, security = made
    assert door.accept("tian", system.code).status_code == 200
    assert door.viewer("tian") == {
        "name": "田志强",
        "notice": None,
        "posts": [{"title": "系统管理员"}],
    }
    again = door.accept("somebody-else", system.code)
    assert (again.status_code, again.json()["errors"][0]["extensions"]["code"]) == (
        404,
        "invitation.not_open",
    )
    both = door.accept("tian", security.code)
    assert (both.status_code, both.json()["errors"][0]["extensions"]["code"]) == (
        409,
        "invitation.already_somebody",
    )
    # The refused acceptance used nothing up.
    assert door.accept("long", security.code).status_code == 200
    with psycopg.connect(installed.superuser_dsn) as connection:
        acts = connection.execute("select act from audit.event order by number").fetchall()
    assert [act for (act,) in acts][-3:] == [
        "deployment.bootstrap",
        "invitation.accept",
        "invitation.accept",
    ]


def test_an_invitation_ends_after_seven_days(installed: Database, door: Door) -> None:
    (system, _) = invited(installed, now=datetime.now(UTC) - timedelta(days=7, minutes=1))
    assert door.accept("tian", system.code).status_code == 404
    assert door.viewer("tian")["posts"] == []


@pytest.mark.parametrize("code", ["", "wrong", None, 7, "x" * 201, "a\x00b", ["a"]])
def test_a_code_that_is_none_is_refused(installed: Database, door: Door, code: object) -> None:
    assert door.accept("tian", code).status_code == 404


def test_who_is_not_signed_in_accepts_nothing(installed: Database, door: Door) -> None:
    (system, _) = invited(installed)
    for headers in ({}, {"authorization": "Bearer none"}, {"authorization": "Basic x"}):
        refused = door.client.post("/invitations", json={"code": system.code}, headers=headers)
        assert refused.status_code == 401
    malformed = door.client.post("/invitations", content=b"{", headers=door.bearer("tian"))
    assert malformed.status_code == 400


def test_a_session_that_was_ended_accepts_nothing(installed: Database, door: Door) -> None:
    (system, _) = invited(installed)
    ending = Ending(ISSUER, "tian", session=None, at=time.time() + 1)
    asyncio.run(door.signed_out.learn([ending]))
    assert door.accept("tian", system.code).status_code == 401
    asyncio.run(door.signed_out.learn([]))
    assert door.accept("tian", system.code).status_code == 200


def test_bootstrap_works_once(installed: Database) -> None:
    invited(installed)
    with pytest.raises(BootstrapRefused, match="already"):
        invited(installed)


def test_bootstrap_works_once_for_each_tree(installed: Database, tmp_path: Path) -> None:
    invited(installed)
    path = tmp_path / "other.csv"
    path.write_text("code,name,kind,parent_code\n410400000000,外市,city,\n", encoding="utf-8")
    assert not import_files([path], dsn=installed.migrator_dsn).refused
    assert len(invited(installed, code="410400000000")) == len(ROLES)
    for code in (CITY, "410400000000"):
        with pytest.raises(BootstrapRefused, match="already"):
            invited(installed, code=code)


def test_bootstrap_refuses_what_cannot_be(installed: Database) -> None:
    with psycopg.connect(installed.superuser_dsn) as connection:
        (village,) = connection.execute(
            "select code from app.tenant where kind = 'VILLAGE' limit 1"
        ).fetchone()
        (county,) = connection.execute(
            "select code from app.tenant where kind = 'COUNTY' limit 1"
        ).fetchone()
    for changes, match in (
        ({"code": "999999999999"}, "no tenant"),
        ({"code": village}, "cannot have"),
        ({"code": county}, f"not the topmost unit: .* {CITY}"),
        ({"names": dict.fromkeys(ROLES, "田志强")}, "two persons"),
        ({"names": {**NAMES, ROLES[1]: "田志强\u200b"}}, "two persons"),
        ({"names": {**NAMES, ROLES[0]: ""}}, "system_administrator"),
        ({"names": {**NAMES, ROLES[1]: " \u3000\u200b"}}, "security_administrator"),
        ({"names": {**NAMES, ROLES[0]: "田\u202e强"}}, "direction marks"),
        ({"names": {**NAMES, ROLES[0]: "田" * 61}}, "60"),
    ):
        with pytest.raises(BootstrapRefused, match=match):
            invited(installed, **changes)
    with psycopg.connect(installed.superuser_dsn) as connection:
        assert connection.execute("select count(*) from app.person").fetchone() == (0,)


def test_no_person_is_without_a_name(installed: Database) -> None:
    with (
        psycopg.connect(installed.migrator_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation, match="person_named_check"),
    ):
        connection.execute(
            "insert into app.person (root, holder, id, name, name_sort) "
            "select root, id, gen_random_uuid(), '  ', '' from app.tenant where code = %s",
            [CITY],
        )


def test_injected_sql_accepts_nothing(installed: Database) -> None:
    (system, _) = invited(installed)
    with (
        psycopg.connect(installed.app_dsn) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("select ctx.accept_invitation('i', 's', %s)", [system.code])
