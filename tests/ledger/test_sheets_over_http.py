"""Tables leave by an address and come in by one: as its viewer, for minutes, as they were previewed."""

import asyncio
import io
import os
import uuid
import zipfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import orjson
import psycopg
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from ledger.feeds.file_rows import PEOPLE, POSTS
from ledger.glass.break_glass import BreakGlass, break_glass
from ledger.responsibilities.file_rows import CLAUSES
from ledger.responsibilities.files import EXPORTS, Links
from server.edge.middleware import RequestId
from server.exchange.sheet_doors import ExportDoor, ImportDoor, routes
from server.sign_in.signed_out import Ending, SignedOut
from server.sweeping import forget_exports
from server.working import Working
from storage.files import files_at
from storage.scratch import Scratch
from storage.workbooks import as_csv, as_workbook
from tenants.viewer import viewer_of
from tests.demo.conftest import deployment_of
from tests.ledger.bearing import bearer, doorkeeper
from tests.ledger.feeding import made_feed
from tests.ledger.glassing import WHY_NOT_CALLED
from tests.ledger.sheeting import person, post
from tests.ledger.test_drafting import drafted

WHO = "a.organisation_department"
SEND = {"accept": "text/event-stream", "accept-language": "en"}


def through(out: ExportDoor, into: ImportDoor) -> httpx2.ASGITransport:
    doors = list(routes(out, into))
    return httpx2.ASGITransport(app=Starlette(routes=doors, middleware=[Middleware(RequestId)]))


@pytest.fixture
async def http(stage, tmp_path):
    stage.now = datetime.now(UTC)
    stage.files = files_at(str(tmp_path / "files"))

    async def lookup(identity, post):
        return await viewer_of(
            stage.engine,
            identity.issuer,
            identity.subject,
            keys=stage.database.keys,
            post=post,
            enforcer=stage.reach.enforcer,
        )

    links = Links.of(stage.database.keys.keys.values(), base_url="http://test")
    stage.signed_out = SignedOut()
    keeper = doorkeeper(lookup, stage.signed_out)
    stage.working = Working(Scratch.under(tmp_path / "working"))
    common = (links, stage.sittings, keeper, deployment_of(stage.database), stage.reach,
              stage.working)  # fmt: skip  # reads as a table
    stage.doors = (ExportDoor(*common, stage.files), ImportDoor(*common))
    transport = through(*stage.doors)
    named = {"x-request-id": "request-of-mine"}
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://test", headers=bearer(WHO) | named
    ) as opened:
        yield opened
    stage.working.scratch.close()


def code_of(refused: httpx2.Response) -> str:
    code: str = refused.json()["errors"][0]["extensions"]["code"]
    return code


async def way_out(client, who: str = WHO, **given) -> str:
    told = await client.act(who, "prepareExport", "url expiresAt", **{"kind": "PEOPLE", **given})
    assert told["__typename"] == "PrepareExportSuccess", told
    return told["url"]


async def way_in(client, who: str = WHO, **given) -> str:
    told = await client.act(who, "prepareImport", "url expiresAt", **given)
    assert told["__typename"] == "PrepareImportSuccess", told
    return told["url"]


def events(body: str) -> list[tuple[str, dict]]:
    """What a stream of server-sent events said."""
    parts = [part.split("\n") for part in body.split("\n\n") if part.startswith("event")]
    return [(name[7:], orjson.loads(data[6:])) for name, data in parts]


async def test_an_export_is_what_its_viewer_may_read_and_comes_in_unchanged(
    stage, client, http, tmp_path: Path
) -> None:
    sent = await http.get(await way_out(client))
    assert sent.status_code == 303, sent.text
    got = await http.get(sent.headers["location"])
    assert got.headers["content-type"].endswith("spreadsheetml.sheet")
    assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''people-")
    told = "select act, person, request from audit.event where noun = 'person' order by id"
    acts = sorted((act, who, said.rpartition("test ")[2]) for act, who, said in stage.rows(told))
    who = stage.world.person(WHO)
    assert acts[0] == ("prepare_export", who, "PEOPLE XLSX")
    assert acts[1][:2] == ("record_export", who)
    # It comes in again as a plan with nothing in it, by the secret of a feed.
    secret = made_feed(stage.database, stage.world, "a")
    door = await way_in(client, kind="PEOPLE")
    before = stage.everything()
    back = await http.put(door, content=got.content, headers={"levelwise-feed-secret": secret})
    assert back.status_code == 200, back.text
    assert (back.json()["faultCount"], back.json()["applied"]) == (0, False)
    assert back.json()["rows"] > 30
    assert back.json()["lines"][-1] == "没有变动。"
    assert stage.everything() == before
    # The control: of another county it is another file.
    theirs = {"headers": bearer("b1x.head")}
    other = await http.get(await way_out(client, "b1x.head"), **theirs)
    there = await http.get(other.headers["location"], **theirs)
    assert len(there.content) < len(got.content)


async def test_csv_of_two_tables_is_one_zip_and_progress_is_told(stage, client, http) -> None:
    url = await way_out(client, format="CSV")
    told = events((await http.get(url, headers=SEND)).text)
    assert told[-1][0] == "done"
    assert [name for name, _ in told[:-1]] == ["progress"] * (len(told) - 1)
    assert told[-2][1] == {"rows": told[-1][1]["rows"]}
    got = await http.get(told[-1][1]["url"])
    names = zipfile.ZipFile(io.BytesIO(got.content)).namelist()
    assert len(names) == 2
    assert any(name.endswith("-posts.csv") for name in names)


async def test_what_was_previewed_is_done_and_nothing_else(stage, client, http) -> None:
    secret = {"levelwise-feed-secret": made_feed(stage.database, stage.world, "a")}
    posts, people = [post("p1", "文书")], [person("1", "赵一", posts="p1")]
    file = as_workbook([(POSTS, posts), (PEOPLE, people)])
    door = await way_in(client, kind="PEOPLE")
    count = "select count(*) from app.person where name = '赵一'"
    dry = (await http.put(door, content=file, headers=secret)).json()
    assert (dry["applied"], stage.one(count)) == (False, 0)
    wrong = await http.put(f"{door}&apply={'0' * 64}", content=file, headers=secret)
    assert wrong.json()["errors"][0]["extensions"]["code"] == "feed_plan.changed"
    assert stage.one(count) == 0
    streamed = await http.put(f"{door}&apply={dry['hash']}", content=file, headers=secret | SEND)
    told = events(streamed.text)
    assert [data["step"] for name, data in told[:-1]] == ["read", "compare", "write"]
    assert (told[-1][0], told[-1][1]["applied"]) == ("done", True)
    assert stage.one(count) == 1
    by = stage.rows("select distinct request from audit.event where act = 'take_file'")
    # Whose request it was, and which: the feed that acts says neither.
    me = f"Person_{stage.world.person(WHO)} Post_{stage.world.post(WHO)}"
    assert by == [(f"import-people request-of-mine {me}",)]
    # Whoever has no secret, or that of nothing, brings nothing in.
    for headers in ({}, {"levelwise-feed-secret": "lwf_x"}):
        none = await http.put(door, content=file, headers=headers)
        assert none.json()["errors"][0]["extensions"]["code"] == "export.refused"


async def test_clauses_and_faults_by_their_cells(stage, client, http) -> None:
    owner = f"ResponsibilityList_{await drafted(stage, 'a.head')}"
    door = await way_in(client, "a.head", kind="CLAUSES", list=owner)
    text = as_csv(CLAUSES, [{"key": "1", "title": "入户走访"}])
    http.headers.update(bearer("a.head"))
    dry = (await http.put(door, content=text)).json()
    assert (dry["faultCount"], dry["applied"], len(dry["hash"])) == (0, False, 64), dry
    n = "select count(*) from app.clause where title = '入户走访'"
    assert stage.one(n) == 0
    stale = await http.put(f"{door}&apply={dry['hash']}", content=text + b"2,x\r\n")
    assert stale.json()["errors"][0]["extensions"]["code"] == "sheet.changed"
    assert stage.one(n) == 0
    assert (await http.put(f"{door}&apply={dry['hash']}", content=text)).json()["applied"]
    assert stage.one(n) == 1
    by = "select distinct request from audit.event where act = 'import_clauses'"
    assert stage.rows(by) == [("request-of-mine",)]
    faulty = as_csv(CLAUSES, [{"key": "2", "title": ""}])
    told = (await http.put(door, content=faulty, headers={"accept-language": "en"})).json()
    assert told["faults"][0]["cell"].endswith("2")
    assert "missing" in told["faults"][0]["message"]
    # Somebody else's list: each row is decided by the rule book.
    door = await way_in(client, "b.head", kind="CLAUSES", list=owner)
    http.headers.update(bearer("b.head"))
    text = as_csv(CLAUSES, [{"key": "9", "title": "越权"}])
    told = (await http.put(f"{door}&apply={dry['hash']}", content=text)).json()
    assert told["faultCount"] == 1
    assert stage.one("select count(*) from app.clause where title = '越权'") == 0


async def test_an_address_is_good_for_its_errand_its_viewer_and_its_minutes(
    stage, client, http
) -> None:
    out = await way_out(client)
    into = await way_in(client, kind="PEOPLE")
    assert (await http.get(out.replace("errand=", "errand=A"))).status_code == 404
    assert (await http.get(into.replace("imports", "exports"))).status_code == 404
    assert (await http.put(out.replace("exports", "imports"), content=b"x")).status_code == 404
    links = Links.of(stage.database.keys.keys.values(), base_url="http://test")
    viewer = await stage.viewer(WHO)
    about = {"kind": "PEOPLE", "format": "CSV", "of": ""}
    past = datetime.now(UTC) - timedelta(seconds=1)
    assert (await http.get(links.errand(viewer, "exports", about, until=past))).status_code == 404
    # The control: the very same, not yet over.
    later = datetime.now(UTC) + timedelta(minutes=1)
    good = links.errand(viewer, "exports", about, until=later)
    assert (await http.get(good)).status_code == 303
    # Who is no longer in the post gets nothing more.
    made = (await http.get(good)).headers["location"]
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set relieved_on = appointed_on where person_id = %s",
            [stage.world.person(WHO)],
        )
    for url in (good, made):
        assert (await http.get(url)).status_code in {403, 404}


async def test_who_may_follow_an_address(stage, client, http) -> None:
    into, head = await way_in(client, kind="PEOPLE"), {"levelwise-feed-secret": "lwf_x"}
    for status, headers in (
        (401, {"authorization": ""}),
        (404, bearer("a.head")),
        (422, bearer(WHO)),
    ):
        assert (await http.put(into, content=b"x", headers=head | headers)).status_code == status
    # A browser saves a file without headers, for as long as the session goes on.
    links = Links.of(stage.database.keys.keys.values(), base_url="http://test")
    session = ("sub", "s", datetime.now(UTC).timestamp())
    viewer = replace(await stage.viewer(WHO), session=session)
    about = {"kind": "PEOPLE", "format": "CSV", "of": ""}
    later = datetime.now(UTC) + timedelta(minutes=1)
    out = links.errand(viewer, "exports", about, until=later)
    del http.headers["authorization"]
    made = (await http.get(out)).headers["location"]
    assert (await http.get(made)).status_code == 200
    await stage.signed_out.learn([Ending(viewer.issuer, None, "s", session[2])])
    assert [(await http.get(one)).status_code for one in (out, made)] == [401, 401]
    # Only that session was ended.
    other = replace(viewer, session=("sub", "t", session[2]))
    assert (await http.get(links.errand(other, "exports", about, until=later))).status_code == 303


async def test_a_file_ends_with_the_rights_and_the_book_by_which_it_was_written(
    stage, client, http
) -> None:
    http.headers.update(bearer("a.head"))

    async def made() -> str:
        return (await http.get(await way_out(client, "a.head"))).headers["location"]

    def done(statement: str, *values) -> None:
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute(statement, values)

    before = await made()
    assert (await http.get(before)).status_code == 200, "the control: while they hold"
    window = await stage.done("a.head", break_glass, BreakGlass(None, 30, WHY_NOT_CALLED))
    inside = await made()
    assert [(await http.get(one)).status_code for one in (before, inside)] == [404, 200]
    # The window ends by the clock alone.
    done(
        "update app.glass_window set opened_at = opened_at - interval '31 minutes',"
        " ends_at = ends_at - interval '31 minutes' where id = %s",
        window,
    )
    done("update app.person set glass_until = glass_until - interval '31 minutes'")
    after = await made()
    assert [(await http.get(one)).status_code for one in (inside, after)] == [404, 200]
    done("update app.deployment set policy_version = policy_version + 1")
    assert (await http.get(after)).status_code == 404


async def test_written_tables_are_swept_away(stage, client, http) -> None:
    made = (await http.get(await way_out(client))).headers["location"]
    assert (await http.get(made)).status_code == 200
    assert await forget_exports(stage.files, now=datetime.now(UTC)) == 0
    assert (await http.get(made)).status_code == 200
    assert await forget_exports(stage.files, now=datetime.now(UTC) + timedelta(minutes=11)) == 1
    assert (await http.get(made)).status_code == 404
    assert await stage.files.forget_older(EXPORTS, datetime.now(UTC)) == 0


async def test_one_file_at_a_time_for_each_and_whoever_sends_slowly_keeps_nobody_out(
    stage, client, http
) -> None:
    into, other = await way_in(client, kind="PEOPLE"), await way_in(client, "a.head", kind="PEOPLE")
    third, more = await way_in(client, "b.head", kind="PEOPLE"), asyncio.Event()
    sending = {what: asyncio.Event() for what in ("first", "again", "second", "busy")}
    head = {"levelwise-feed-secret": made_feed(stage.database, stage.world, "a")}
    table = as_workbook([(POSTS, [post("p1", "文书")]), (PEOPLE, [])])

    async def slowly(what: str):
        sending[what].set()
        yield table[:10]
        await more.wait()
        yield table[10:]

    async def put(url: str, who: str, content):
        return await http.put(url, content=content, headers=head | bearer(who))

    first = asyncio.create_task(put(into, WHO, slowly("first")))
    second = asyncio.create_task(put(other, "a.head", slowly("second")))
    await asyncio.gather(sending["first"].wait(), sending["second"].wait())
    again = await put(into, WHO, slowly("again"))
    assert (again.status_code, code_of(again)) == (503, "export.busy")
    assert not sending["again"].is_set(), "nothing of it was received"
    assert (await put(third, "b.head", table)).status_code == 200
    # Control: while two tables are worked on there is no place, and nothing is received either.
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(stage.working.place(uuid.uuid4()))
        assert code_of(await put(third, "b.head", slowly("busy"))) == "export.busy"
    assert not sending["busy"].is_set()
    more.set()
    assert [(await one).status_code for one in (first, second)] == [200, 200]
    assert [*stage.working.scratch.folder.iterdir()] == []
    assert stage.working.taken == stage.working.sending == set()


async def test_whoever_never_ends_sending_is_waited_for_so_long_only(stage, client, http) -> None:
    out, into = stage.doors
    door = await way_in(client, kind="PEOPLE")

    async def for_ever():
        yield b"PK"
        await asyncio.Event().wait()

    transport = through(out, replace(into, sending=0.2))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as opened:
        late = await opened.put(door, content=for_ever(), headers=bearer(WHO))
    assert code_of(late) == "export.refused"
    assert stage.working.taken == stage.working.sending == set()
    assert [*stage.working.scratch.folder.iterdir()] == []


async def test_work_that_takes_too_long_is_ended(stage, client, http) -> None:
    out, _ = stage.doors
    hasty = replace(out, working=replace(stage.working, longest=0.0))
    url = await way_out(client)
    async with httpx2.AsyncClient(transport=through(hasty, stage.doors[1])) as opened:
        assert code_of(await opened.get(url)) == "export.refused"
    assert stage.working.taken == set()
    # Control: with time it is written.
    assert (await http.get(url)).status_code == 303


def test_what_a_process_left_is_gone_when_the_next_one_starts(tmp_path: Path) -> None:
    alive, dead = Scratch.under(tmp_path / "working"), Scratch.under(tmp_path / "working")
    for one in (alive, dead):
        (one.folder / "table.xlsx").write_text("张三")
    os.close(dead.lock)  # what the kernel does when a process is killed
    started = Scratch.under(tmp_path / "working")
    assert not dead.folder.exists()
    assert (alive.folder / "table.xlsx").exists(), "control: whose process lives keeps it"
    assert (tmp_path / "working").stat().st_mode & 0o777 == 0o700
    with started.use() as folder:
        (folder / "x").write_text("x")
    assert [*started.folder.iterdir()] == []
    for one in (started, alive):
        one.close()
    assert [*(tmp_path / "working").iterdir()] == []


async def test_an_act_that_is_sent_again_gives_no_longer_than_it_gave(stage, client, http) -> None:
    given = {"kind": "PEOPLE", "key": uuid.uuid4().hex}
    first = await client.act(WHO, "prepareExport", "url expiresAt", **given)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.outcome set decided_at = decided_at - interval '1 hour'")
    again = await client.act(WHO, "prepareExport", "url expiresAt", **given)
    assert (first["replayed"], again["replayed"]) == (False, True)
    ends = [datetime.fromisoformat(one["expiresAt"]) for one in (first, again)]
    assert timedelta(minutes=59) < ends[0] - ends[1] < timedelta(minutes=61)
    assert [(await http.get(one["url"])).status_code for one in (again, first)] == [404, 303]
