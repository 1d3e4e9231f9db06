"""A server over a real database, and an identity provider of the test's own."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2 as httpx
import jwt
import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from server.app import create_app
from server.database.deployment import Deployment
from server.settings import Mode, Settings
from server.wiring import wired
from tests import world
from tests.conftest import Database, Server, cloned
from tests.edge.conftest import serving
from tests.patience import PATIENCE


class Provider:
    """An OpenID provider as far as this server looks: a key set behind an address."""

    def __init__(self) -> None:
        self.keys = {}
        self.asked = 0
        self.new_key("first")

    def new_key(self, kid: str) -> None:
        self.keys[kid] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.kid = kid

    def document(self) -> bytes:
        self.asked += 1
        entries = [
            json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": kid, "use": "sig"}
            for kid, key in self.keys.items()
        ]
        return json.dumps({"keys": entries}).encode()

    def token(self, subject: str) -> str:
        """A token of somebody who signed in just now, with a second factor."""
        now = int(time.time())
        claims = {"iss": world.ISSUER, "aud": "levelwise", "sub": subject, "exp": now + 300}
        claims |= {"auth_time": now, "acr": "urn:two"}
        headers = {"kid": self.kid}
        return jwt.encode(claims, self.keys[self.kid], algorithm="RS256", headers=headers)

    def bearer(self, subject: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token(subject)}"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(made.document())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/keys"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def peopled(cluster: Server, migrated: str) -> Iterator[Database]:
    """A database with the catalogue and the small world in it."""
    with cloned(cluster, migrated) as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            world.build(connection)
        yield database


@pytest.fixture(scope="module")
def served(
    peopled: Database, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A client of the whole server over that database."""
    home: Path = tmp_path_factory.mktemp("home")
    known = {"issuer": world.ISSUER, "audience": "levelwise", "jwks_url": provider.url}
    listed = home / "providers.yaml"
    listed.write_text(json.dumps({"providers": [known | {"levels": {"urn:two": 2}}]}))
    settings = Settings(
        mode=Mode.DEMO,
        home=home,
        reading_connections=2,
        acting_connections=2,
        oidc_providers=listed,
    )
    deployment = Deployment(app_dsn=peopled.app_dsn, keys=peopled.keys, embedded=True)
    app = create_app(settings, wired(settings, deployment))
    with serving(app) as base, httpx.Client(base_url=base, timeout=PATIENCE) as client:
        yield client
