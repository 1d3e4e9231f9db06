"""The day that ``make hrday`` tells is true of a served world, twice, and stops when it is not."""

import inspect
import re
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psycopg
import pytest

from server.app import create_app
from server.database.deployment import Deployment
from server.demo import cast
from server.settings import Mode, Settings
from server.sign_in.demo_issuer import ISSUER, DemoIssuer
from server.wiring import wired
from tenants.viewer import CHINA
from tests.conftest import Database
from tests.edge.conftest import serving
from tests.patience import PATIENCE
from tests.walkthroughs import desk, hrday
from tests.walkthroughs.desk import REVIEWER, SECURITY
from tests.walkthroughs.hrday import ITEMS, Day, calling
from tests.walkthroughs.receiver import Receiver, receiving
from tests.walkthroughs.story import NotTold
from tests.walkthroughs.test_story import CODES, UNITS
from tests.walkthroughs.test_story import person as of_a_unit

WHO = {SECURITY: "city.security_administrator"}
PEOPLE = 7
STANDS = """select (select count(*) from app.appointment where relieved_on is null),
  (select count(*) from app.post where valid_until is null),
  (select string_agg(p.name, ',' order by p.name) from app.appointment a
     join app.person p on p.id = a.person_id join app.post s on s.id = a.post_id
     where s.title = 'a1.head' and a.relieved_on is null)"""


def person(key: str) -> str:
    """Whom of the small world one of the demo's cast is here."""
    if key.startswith("sibling-township-"):
        return f"a2.{key.removeprefix('sibling-township-').replace('-', '_')}"
    return WHO.get(key) or of_a_unit(key)


@pytest.fixture(scope="module")
def days(
    peopled: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Day]]:
    """Makes days against a server that may send events to one port, and has a relay."""
    with psycopg.connect(peopled.superuser_dsn) as connection:
        connection.execute(
            "insert into app.identity (root, issuer, subject, person_id)"
            " select root, %s, subject, person_id from app.identity",
            [ISSUER],
        )
    with socket.create_server(("127.0.0.1", 0)) as free:
        receiver = f"127.0.0.1:{free.getsockname()[1]}"
    home: Path = tmp_path_factory.mktemp("home")
    settings = Settings(
        mode=Mode.DEMO,
        home=home,
        reading_connections=2,
        acting_connections=3,
        relay_workers=1,
        webhook_inner_hosts=(receiver,),
    )
    deployment = Deployment(
        app_dsn=peopled.app_dsn, keys=peopled.keys, embedded=True, relay_dsn=peopled.relay_dsn
    )
    issuer = DemoIssuer.open(home, mode=Mode.DEMO)
    with (
        serving(create_app(settings, wired(settings, deployment))) as base,
        httpx.Client(base_url=base, timeout=PATIENCE) as client,
    ):

        def ask(who: str, query: str, given: object) -> Any:
            headers = {"authorization": f"Bearer {issuer.token(person(who))}"}
            asked = {"query": query, "variables": given}
            answer = client.post("/graphql", json=asked, headers=headers).json()
            assert "errors" not in answer, answer
            return answer["data"]

        keys = ("township-head", "sibling-township-task-force", "city-head", REVIEWER)
        codes = {key: CODES[person(key).partition(".")[0]] for key in keys}

        def day(run: str, **more: Any) -> Day:
            given = {"head": "a1.head", "people": PEOPLE, "say": lambda _: None, **more}
            return Day(
                ask=ask,
                codes=codes,
                run=run,
                scim_of=lambda secret: calling(f"{base}/scim/v2", secret),
                receiver=Receiver(f"http://{receiver}/"),
                today=(datetime.now(UTC) + CHINA).date(),
                **given,
            )

        yield day


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.superuser_dsn) as connection:
        return connection.execute(query).fetchall()


def test_the_day_is_told_twice_and_leaves_everybody_where_they_were(
    days: Callable[..., Day], peopled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(peopled, STANDS)
    said: list[str] = []
    first = days("aaaa1111", say=said.append)
    assert first.tell() == len(said) == 15
    assert rows(peopled, STANDS) == before
    assert first.receiver.again > len(first.receiver.bodies) > 3 * PEOPLE
    assert (first.receiver.forged, first.receiver.altered) == (0, 0)
    counted = "select state, count(*)::int from app.feed_line group by state"
    assert set(dict(rows(peopled, counted))) == {"UNDONE", "OVERTAKEN", "WAITING"}
    assert rows(peopled, "select distinct reason from app.feed_line where state = 'WAITING'") == [
        ("SCOPE",)
    ]
    held = (
        "select s.title, count(*)::int from app.problem p join app.post s on s.id = p.holder_post"
        " where p.open group by s.title"
    )
    assert rows(peopled, held) == [("a1.task_force", ITEMS)]
    monkeypatch.setattr(hrday, "ITEMS", 2)
    assert days("bbbb2222").tell() == 15
    assert rows(peopled, STANDS) == before
    assert rows(peopled, held) == [("a1.task_force", ITEMS + 2)]
    assert rows(peopled, "select distinct state from app.subscriber") == [("ENDED",)]


def test_a_day_that_breaks_off_is_taken_back_as_well(
    days: Callable[..., Day], peopled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what is told is of the server's making, and a step that is not so stops it."""
    before = rows(peopled, STANDS)
    monkeypatch.setattr(hrday, "ITEMS", 1)
    day = days("cccc3333", head="a1.handler")
    with pytest.raises(NotTold, match="0 lines wait for RIGHTS"):
        day.tell()
    assert rows(peopled, STANDS) == before
    assert rows(peopled, "select count(*) from app.feed where state <> 'SUSPENDED'") == [(0,)]


def test_an_event_that_is_forged_or_old_is_not_taken() -> None:
    """The control: the receiver tells good signatures from bad ones."""
    receiver = Receiver("http://127.0.0.1:1/", secret="whsec_c2VjcmV0")
    good = {
        "webhook-id": "e1",
        "webhook-timestamp": "1",
        "webhook-signature": "v1,AAAA",
    }
    assert receiver.take(good, b'{"id": "e1"}') == 401
    now = str(int(datetime.now(UTC).timestamp()))
    assert receiver.take({**good, "webhook-timestamp": now}, b'{"id": "e1"}') == 401
    assert (receiver.forged, receiver.bodies) == (2, {})
    with receiving(Receiver("http://127.0.0.1:0/")):
        pass


def test_everyone_in_the_day_is_of_the_demos_cast() -> None:
    parts = set(re.findall(r'"([a-z-]+)"', inspect.getsource(cast)))
    told = inspect.getsource(hrday) + inspect.getsource(desk)
    units = "|".join([*UNITS, "sibling-township"])
    for who in set(re.findall(rf'"((?:{units})-[a-z-]+)"', told)):
        unit = max(
            (one for one in [*UNITS, "sibling-township"] if who.startswith(f"{one}-")), key=len
        )
        assert who in parts or who.removeprefix(f"{unit}-") in parts, who
