"""A database elsewhere: one URL is enough for the demo, and roles get the passwords of their URLs."""

import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

from server.database.deployment import opened
from server.settings import Mode, SettingRefused, Settings
from tests.conftest import Database

ELSEWHERE = "postgresql://boss:secret@db.example:5433/lw"


def of_demo(folder: Path, **said: str) -> Settings:
    return Settings(mode=Mode.DEMO, home=folder / "home", **said)


def test_the_demo_makes_its_own_roles_from_one_url(tmp_path: Path) -> None:
    with opened(of_demo(tmp_path, database_url=ELSEWHERE)) as deployment:
        assert deployment.as_bootstrap() == ELSEWHERE
        for role, url in (
            ("levelwise_app", deployment.app_dsn),
            ("levelwise_migrator", deployment.as_migrator()),
            ("levelwise_relay", deployment.relay_dsn),
        ):
            parts = urlsplit(url)
            assert (parts.username, parts.hostname, parts.port) == (role, "db.example", 5433)
            assert unquote(parts.password or "") == deployment.secrets[role]
        assert len(set(deployment.secrets.values())) == 5
        first = dict(deployment.secrets)
        assert deployment.trial
        assert "secrets=" not in repr(deployment)
    kept = tmp_path / "home" / "database.passwords"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with opened(of_demo(tmp_path, database_url=ELSEWHERE)) as deployment:
        assert deployment.secrets == first


@pytest.mark.parametrize("mode", [Mode.DEVELOPMENT, Mode.PRODUCTION])
def test_outside_the_demo_each_role_is_named(tmp_path: Path, mode: Mode) -> None:
    keys = "k1:" + "ab" * 32
    settings = Settings(mode=mode, home=tmp_path, database_url=ELSEWHERE, keys=keys)
    with opened(settings) as deployment:
        assert deployment.app_dsn == ELSEWHERE
        assert not deployment.trial
        with pytest.raises(SettingRefused, match="BOOTSTRAP_URL"):
            deployment.migrate()
    assert not list(tmp_path.iterdir())


def test_migrating_gives_roles_the_passwords_of_their_urls(
    tmp_path: Path, database: Database
) -> None:
    parts = urlsplit(database.app_dsn)
    app = parts._replace(netloc=parts.netloc.replace("levelwise_app@", "levelwise_app:p%40ss@"))
    settings = of_demo(tmp_path, database_url=app.geturl(), bootstrap_url=database.superuser_dsn)
    with opened(settings) as deployment, psycopg.connect(database.superuser_dsn) as connection:
        assert deployment.secrets == {"levelwise_app": "p@ss"}
        deployment.migrate()
        query = "select rolname from pg_authid where rolpassword like 'SCRAM%%' and rolname = %s"
        assert connection.execute(query, ["levelwise_app"]).fetchone() == ("levelwise_app",)
