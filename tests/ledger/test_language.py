"""In which language somebody is written to is for them alone to say, in whatever post they act."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2 as httpx
import psycopg
import pytest

from ledger.notices.set_language import SetLanguage, set_language
from tenants.refusals import ViewerIsNobody
from tenants.viewer import NOBODY
from tests import world
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.feeding import made_feed
from tests.ledger.test_feeds_scim import Call, calling, door, made, user
from tests.ledger.test_notices_leaving import LINK, WHO, housed
from tests.world import key_of

MINE = "{ viewer { language } }"


async def language(client: Client, who: Any) -> str:
    told = await client.ask(who, MINE)
    said: str = told["data"]["viewer"]["language"]
    return said


def kept(stage: Stage) -> dict[str, str]:
    """Everybody's language who has another one than Chinese."""
    return dict(stage.rows("select name, language from app.person where language <> 'ZH'"))


async def test_a_digest_is_in_the_language_that_its_reader_chose(client: Client) -> None:
    async with housed(client) as house:
        assert await language(client, WHO) == "zh"
        told = await client.act(WHO, "setLanguage", "person { id }", language="EN")
        assert told["person"]["id"] == f"Person_{key_of('person', WHO)}"
        assert await language(client, WHO) == "en"
        await house.wants(gateway=None)
        assert await house.once() == 1
        (letter,) = house.mail.taken
        assert letter["Subject"] == "Levelwise: 1 thing waits for you"
        said = [one for one in letter.get_content().splitlines() if one]
        assert said == ["1 × A direct subordinate submitted a problem for you to take up", LINK]
        assert kept(client.stage) == {WHO: "EN"}
        await client.act(WHO, "setLanguage", "person { id }", language="ZH")
        assert await language(client, WHO) == "zh"


async def test_it_is_said_in_any_post_also_of_a_unit_beside_the_own_one(client: Client) -> None:
    stage = client.stage
    held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants["b1"]}
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        world.put_in_post(connection, held, "b1.too", person="a1.head", leading=False)
    standing = "select standing from app.person where name = 'a1.head'"
    before = stage.one(standing)
    there = await stage.viewer("a1.head", post="b1.too")
    assert await stage.done(there, set_language, SetLanguage("EN")) == stage.world.person("a1.head")
    assert kept(stage) == {"a1.head": "EN"}
    assert stage.one(standing) > before, "who is signed in already is read anew"
    assert await language(client, "a1.head") == "en"
    audited = "select act, noun, rule from audit.event where act = 'set_language'"
    assert stage.rows(audited) == [("set_language", "person", "everyone-chooses-their-language")]


async def test_nobody_has_no_language_to_choose(stage: Stage) -> None:
    with pytest.raises(ViewerIsNobody):
        await stage.perform(NOBODY, set_language, SetLanguage("EN"))
    assert kept(stage) == {}


async def test_no_statement_of_the_application_writes_the_language_of_another(stage: Stage) -> None:
    """Of whoever acts the gate writes; the column itself is closed once a person is recorded."""
    viewer = await stage.viewer("a1.head")
    async with stage.sittings.open(viewer) as sitting:
        with pytest.raises(Exception, match="permission denied"):
            await sitting.connection.exec_driver_sql("update app.person set language = 'EN'")
    async with stage.sittings.open(viewer) as sitting:
        with pytest.raises(Exception, match="language"):
            await sitting.connection.exec_driver_sql("select app.set_language('FR')")
    async with stage.sittings.open(NOBODY) as sitting:
        said = await sitting.connection.exec_driver_sql("select app.set_language('EN')")
        assert said.scalar_one() is None
    assert kept(stage) == {}


@pytest.fixture
async def call(stage: Stage) -> AsyncIterator[Call]:
    """A feed of county a."""
    secret = made_feed(stage.database, stage.world, "a")
    transport = httpx.ASGITransport(door(stage))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield calling(client, secret)


async def test_a_feed_says_the_language_of_somebody_new_alone(call: Call, stage: Stage) -> None:
    for name, said in (
        ("en", "en-GB"),
        ("both", "en-US, zh;q=0.5"),
        ("zh", "zh-CN, en"),
        ("sv", "sv"),
    ):
        await made(call, "/Users", user(name, displayName=name, preferredLanguage=said))
    key = await made(call, "/Users", user("none", displayName="none"))
    assert kept(stage) == {"en": "EN", "both": "EN"}
    told = user("none", displayName="another name", preferredLanguage="en")
    assert (await call("PUT", f"/Users/{key}", told)).status_code == 200
    assert stage.one("select count(*) from app.person where name = 'another name'") == 1
    assert kept(stage) == {"en": "EN", "both": "EN"}, "it is theirs to say from then on"
