"""The catalogue of events is that of the code, and the receiver of the docs does what it says."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ledger.outgoing.envelope import enveloped, source_of
from ledger.outgoing.printing import PAGES, catalogue
from ledger.outgoing.types import PING, event_types, schema_of
from ledger.subscribers.secrets import Secrets
from server.outgoing.webhooks import Message
from server.pages.events import routes
from tests.ledger.acting import VAULT
from tests.patience import PATIENCE, waited

DOCS = Path(__file__).parents[2] / "docs"
REPORTED = "levelwise.problem.reported.v1"


def test_the_page_is_the_print_of_the_code() -> None:
    for language, page in PAGES.items():
        assert page.read_text(encoding="utf-8") == catalogue(language), (
            "run: python -m ledger.outgoing.printing"
        )


def test_every_type_has_a_chinese_name_and_an_address_of_its_schema() -> None:
    types = event_types()
    assert len(types) > 50
    assert [one.name for one in types.values() if not re.search("[一-鿿]", one.zh)] == []
    paths = {route.path for route in routes()}
    assert paths == {"/events", *(f"/events/{name}.json" for name in (*types, PING))}


def test_what_is_sent_is_what_its_schema_says_and_nothing_more() -> None:
    for one in (*event_types().values(), None):
        schema = schema_of(one)
        Draft202012Validator.check_schema(schema)
        valid = Draft202012Validator(schema)
        name, kind = (PING, "Subscriber") if one is None else (one.name, one.kind)
        sent = envelope(name, f"{kind}_{uuid.uuid4()}")
        valid.validate(json.loads(sent))
        more = json.loads(sent)
        more["data"]["title"] = "水渠堵塞"
        assert not valid.is_valid(more), "the control"


def test_what_concerns_a_petitioner_or_a_person_alone_never_leaves() -> None:
    nouns = {one.noun for one in event_types().values()}
    assert "problem" in nouns
    assert not nouns & {"petitioner", "notice", "notice_setting", "file", "comment"}


def envelope(name: str, subject: str) -> bytes:
    return enveloped(
        uuid.uuid4(),
        name,
        source=source_of(uuid.uuid4()),
        subject=subject,
        version=1,
        at=datetime.now(UTC),
        base="https://levelwise.test",
    )


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[tuple[str, bytes, subprocess.Popen[str]]]:
    """The receiver as it stands in the docs, running: its address, its key and its process."""
    page = (DOCS / "subscribers.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip()]) <= 30
    file = tmp_path / "receiver.py"
    file.write_text(code, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secrets, key = Secrets(VAULT.keys), uuid.uuid4()
    secret = secrets.made()
    environment = {"PORT": str(port), "SECRETS": f"{secrets.made()} {secret}"}
    process = subprocess.Popen(
        [sys.executable, str(file)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    waited(lambda: listens(port))
    yield (
        f"http://127.0.0.1:{port}/",
        secrets.opened(secrets.sealed(secret, key), key),
        process,
    )
    process.terminate()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def listens(port: int) -> bool:
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), PATIENCE).close()
        return True
    return False


def posted(url: str, message: Message, *, at: float) -> int:
    request = urllib.request.Request(url, message.body, dict(message.headers(int(at))))
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return response.status
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def test_the_receiver_of_the_docs_takes_what_is_genuine_once(receiver) -> None:
    url, key, process = receiver
    body = envelope(REPORTED, f"Problem_{uuid.uuid4()}")
    name = json.loads(body)["id"]
    genuine = Message(name, "d", 1, body, [b"x" * 32, key])
    now = time.time()
    assert posted(url, genuine, at=now) == 204
    assert posted(url, genuine, at=now + 1) == 204, "a duplicate"
    assert posted(url, genuine, at=now - 400) == 401, "old"
    assert posted(url, Message(name, "d", 1, body, [b"x" * 32]), at=now) == 401, "another's"
    second = Message(str(uuid.uuid4()), "d", 1, envelope(REPORTED, "Problem_x"), [key])
    assert posted(url, second, at=now) == 204
    assert process.stdout is not None
    lines = [process.stdout.readline().split()[0] for _ in range(2)]
    assert lines == [REPORTED, REPORTED]
