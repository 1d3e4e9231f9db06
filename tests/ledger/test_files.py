"""Evidence is sent whole or in parts, kept if it is what was announced, and had by those who may."""

import asyncio
import hashlib
import io
import uuid
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import httpx2
import psycopg
import pytest
from sqlalchemy import column, literal, select
from starlette.applications import Starlette

from ledger.diaries.write_diary_entry import WriteDiaryEntry, write_diary_entry
from ledger.glass.break_glass import BreakGlass, break_glass
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.rechecks.pass_recheck import PassRecheck, pass_recheck
from ledger.responsibilities import files as evidence
from ledger.responsibilities.files import Links, address_sql
from ledger.responsibilities.prepare_upload import PrepareUpload, prepare_upload
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from server.exchange.files import FileExchange, routes
from server.sign_in.authentication import Identity
from server.sweeping import sweep
from storage.files import files_at
from tenants.viewer import NOBODY, Viewer, viewer_of
from tests.ledger.conftest import NOW
from tests.ledger.test_doing import SECRETARY, owed
from tests.ledger.test_rechecks import OTHER, another_judge, closed
from tests.world import ISSUER

CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 40
SHA256 = hashlib.sha256(CONTENT).hexdigest()
GIVEN = PrepareUpload("走访台账 2026.pdf", len(CONTENT), SHA256, "application/pdf")


@pytest.fixture
def links(stage) -> Links:
    return Links.of(stage.database.keys.keys.values(), base_url="http://test")


@pytest.fixture
async def client(stage, links, tmp_path):
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

    keeper = Keeper(lookup)
    app = Starlette(routes=list(routes(FileExchange(stage.files, links, stage.sittings, keeper))))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


@dataclass(frozen=True)
class Keeper:
    """A doorkeeper whose tokens are names."""

    lookup: Callable[..., Awaitable[Viewer]]

    async def identified(self, authorization: bytes | None) -> Identity | None:
        if authorization is None:
            return None
        who = authorization.decode().removeprefix("Bearer ")
        return Identity(ISSUER, who, datetime.now(UTC).timestamp() + 60)


async def announced(stage, links, given=GIVEN) -> tuple[uuid.UUID, str]:
    made = await stage.done(SECRETARY, prepare_upload, given)
    viewer = await stage.viewer(SECRETARY)
    return made, links.address(links.ticket(viewer, "put", now=datetime.now(UTC)), made)


async def had(stage, links, made: uuid.UUID, who: str = SECRETARY, *, ago: int = 0) -> str:
    """Makes the address under which someone has a file, as if some minutes ago."""
    now = datetime.now(UTC) - timedelta(minutes=ago)
    return links.address(links.ticket(await stage.viewer(who), "get", now=now), made)


def state(stage, made: uuid.UUID) -> str:
    return stage.one("select state from app.file where id = %s", made)


async def test_a_file_sent_whole_is_had_as_an_attachment(stage, links, client) -> None:
    made, address = await announced(stage, links)
    assert (await client.get(await had(stage, links, made))).status_code == 404
    sent = await client.put(address, content=CONTENT)
    assert sent.status_code == 201
    assert state(stage, made) == "STORED"
    got = await client.get(await had(stage, links, made))
    assert got.content == CONTENT
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E8%B5%B0")
    assert got.headers["content-type"] == "application/pdf"
    assert "sandbox" in got.headers["content-security-policy"]
    assert (await client.put(address, content=CONTENT)).status_code == 201


async def test_a_file_sent_in_parts_goes_on_where_it_stopped(stage, links, client) -> None:
    made, address = await announced(stage, links)
    size = len(CONTENT)

    async def part(first: int, last: int, body: bytes | None = None):
        said = {"content-range": f"bytes {first}-{last}/{size}"}
        return await client.put(address, content=body or CONTENT[first : last + 1], headers=said)

    one = await part(0, 4095)
    assert (one.status_code, one.headers["range"]) == (308, "bytes=0-4095")
    asked = await client.put(address, headers={"content-range": f"bytes */{size}"})
    assert (asked.status_code, asked.headers["range"]) == (308, "bytes=0-4095")
    skipped = await part(8192, 9000)
    assert (skipped.status_code, skipped.headers["range"]) == (308, "bytes=0-4095")
    assert state(stage, made) == "PREPARED"
    assert (await part(4096, size - 1)).status_code == 201
    assert (await client.get(await had(stage, links, made))).content == CONTENT


@pytest.mark.parametrize(
    ("content", "headers", "reason"),
    [
        (CONTENT[:-1] + b"x", {}, "CONTENT"),
        (CONTENT[:-1], {}, "LENGTH"),
        (CONTENT + b"x", {}, "LENGTH"),
        (b"MZ" + CONTENT[2:], {}, "KIND"),
        (CONTENT[:10], {"content-range": f"bytes 0-9/{len(CONTENT) + 1}"}, "RANGE"),
        (CONTENT[:10], {"content-range": f"bytes 0-8/{len(CONTENT)}"}, "LENGTH"),
        (CONTENT[:10], {"content-range": "bytes x"}, "RANGE"),
        (CONTENT[:10], {"content-range": f"bytes 9-0/{len(CONTENT)}"}, "RANGE"),
    ],
)
async def test_bytes_that_were_not_announced_are_refused(
    stage, links, client, content: bytes, headers: dict[str, str], reason: str
) -> None:
    made, address = await announced(stage, links)
    sent = await client.put(address, content=content, headers=headers)
    assert sent.status_code == 422
    told = sent.json()["errors"][0]["extensions"]
    assert (told["code"], told["details"]["reason"]) == ("file.refused", reason)
    assert state(stage, made) == "PREPARED"
    assert (await client.put(address, content=CONTENT)).status_code == 201


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name in names:
            opened.writestr(name, "<a/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "kind", "content", "taken"),
    [
        ("a.txt", "text/plain", "走访12户".encode(), True),
        ("a.txt", "text/plain", b"\xef\xbb\xbf" + "走访12户".encode(), True),
        ("a.txt", "text/plain", "走访12户，㐀𠀀".encode("gb18030"), True),
        ("a.csv", "text/csv", "户,数\r\n1,2".encode("gbk"), True),
        ("a.txt", "text/plain", b"MZ\x90\0\x03\0", False),
        ("a.txt", "text/plain", b"visits\0", False),
        ("a.txt", "text/plain", b"\xff\xfe" + "走访".encode("utf-16-le"), False),
        ("a.txt", "text/plain", "走访".encode()[:-1] + b"\xff", False),
        ("a.csv", "text/csv", b"1,2\n\x80\xff", False),
        ("a.docx", DOCX, zipped("[Content_Types].xml", "word/document.xml"), True),
        ("a.docx", DOCX, zipped("word/document.xml"), False),
        ("a.docx", DOCX, zipped("[Content_Types].xml", "xl/workbook.xml"), False),
        ("a.xlsx", XLSX, zipped("[Content_Types].xml", "xl/workbook.xml"), True),
        ("a.xlsx", XLSX, zipped("run.exe"), False),
        ("a.zip", "application/zip", zipped("run.exe"), True),
        ("a.ofd", "application/ofd", zipped("OFD.xml", "Doc_0/Document.xml"), True),
        ("a.ofd", "application/ofd", zipped("Doc_0/Document.xml"), False),
        ("A.HEIC", "image/heic", b"\0\0\0\x24ftypheic\0\0\0\0mif1", True),
        ("a.heic", "image/heic", b"\0\0\0\x24ftypisom\0\0\0\0heic", False),
        ("a.webp", "image/webp", b"RIFF\x1a\0\0\0WEBPVP8L", True),
        ("a.webp", "image/webp", b"RIFF\x1a\0\0\0WAVEfmt ", False),
        ("a.png", "image/png", b"\x89PNG", False),
    ],
)
async def test_the_whole_of_a_file_is_looked_at_in_whatever_parts_it_came(
    stage, links, client, name: str, kind: str, content: bytes, *, taken: bool
) -> None:
    digest = hashlib.sha256(content).hexdigest()
    made, address = await announced(stage, links, PrepareUpload(name, len(content), digest, kind))
    for cut in (len(content), 5):
        for first in range(0, len(content), cut):
            part = content[first : first + cut]
            said = f"bytes {first}-{first + len(part) - 1}/{len(content)}"
            sent = await client.put(address, content=part, headers={"content-range": said})
        if taken:
            assert (sent.status_code, state(stage, made)) == (201, "STORED")
        else:
            assert sent.json()["errors"][0]["extensions"]["details"]["reason"] == "KIND"
            assert (sent.status_code, state(stage, made)) == (422, "PREPARED")
            assert await stage.files.received(made.hex) == 0


async def test_an_address_is_good_for_its_viewer_file_purpose_and_minutes_only(
    stage, links, client
) -> None:
    made, address = await announced(stage, links)
    other, other_address = await announced(stage, links)
    await client.put(address, content=CONTENT)
    good = await had(stage, links, made)
    ticket, seal = good.split("ticket=")[1].split("&seal=")
    forged = [
        good.replace(str(made), str(other)),
        good.replace(seal, "0" * 64),
        good.replace(ticket, ticket[:-4] + "AAAA"),
        good.replace(str(made), str(uuid.uuid4())),
        f"http://test/files/{made}",
        other_address.replace(str(other), str(made)),
        await had(stage, links, made, ago=6),
        # Whoever may not read the file has no use for an address of their own.
        await had(stage, links, made, "a1y.branch_secretary"),
        await had(stage, links, made, "a.head"),
        await had(stage, links, made, "city.system_administrator"),
    ]
    for tried in forged:
        assert (await client.get(tried)).status_code == 404, tried
    assert (await client.put(good, content=CONTENT)).status_code == 404
    assert (await client.get(address)).status_code == 404
    assert (await client.get(good)).status_code == 200
    assert (await client.get(await had(stage, links, made, "a1.head"))).status_code == 200
    assert links.ticket(NOBODY, "get", now=datetime.now(UTC)) is None


async def test_who_shows_a_token_shows_that_of_the_viewer_it_was_made_for(
    stage, links, client
) -> None:
    made, address = await announced(stage, links)
    other = {"authorization": "Bearer a1.head"}
    assert (await client.put(address, content=CONTENT, headers=other)).status_code == 404
    assert state(stage, made) == "PREPARED"
    own = {"authorization": f"Bearer {SECRETARY}"}
    assert (await client.put(address, content=CONTENT, headers=own)).status_code == 201
    good = await had(stage, links, made)
    assert (await client.get(good, headers=other)).status_code == 404, "though they may read it"
    assert (await client.get(await had(stage, links, made, "a1.head"), headers=other)).is_success
    for nobody_or_own in ({}, own):
        assert (await client.get(good, headers=nobody_or_own)).status_code == 200


async def test_each_time_a_file_is_had_under_a_window_is_marked(stage, links, client) -> None:
    made, address = await announced(stage, links)
    assert (await client.put(address, content=CONTENT)).status_code == 201
    assert (await client.get(await had(stage, links, made, "a.head"))).status_code == 404
    window = await stage.done("a.head", break_glass, BreakGlass(None, 30, "山洪致多村失联"))
    marks = "select count(*) from audit.event where glass = %s and record = %s"
    for count in (1, 2):
        assert (await client.get(await had(stage, links, made, "a.head"))).status_code == 200
        assert stage.one(marks, window, made) == count
    assert (await client.get(await had(stage, links, made))).status_code == 200
    assert stage.one(marks, window, made) == 2, "the control: who has no window open"


async def test_evidence_of_a_problem_is_had_by_whoever_reads_its_papers(
    stage, links, client
) -> None:
    another_judge(stage)
    stage.now = NOW
    ladder = await closed(stage)
    stage.now = datetime.now(UTC)
    given = PrepareUpload("回头看.pdf", len(CONTENT), SHA256, "application/pdf")
    made = await stage.done(OTHER, prepare_upload, given)
    ticket = links.ticket(await stage.viewer(OTHER), "put", now=datetime.now(UTC))
    assert (await client.put(links.address(ticket, made), content=CONTENT)).status_code == 201
    before = await client.get(await had(stage, links, made, "a1x.head"))
    assert before.status_code == 404, "the control: a file of the county's department"
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    await ladder.do(OTHER, pass_recheck, PassRecheck, "GOOD", "水流通畅", (SHA256,))
    for who, status in (("a1x.head", 200), ("a1.task_force", 200), ("a1y.head", 404)):
        got = await client.get(await had(stage, links, made, who))
        assert got.status_code == status, who
    assert got.content != CONTENT
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = array[%s]", [stage.world.tenants["a2"]]
        )
        connection.execute(
            "update app.appointment set person_id = %s where post_id = %s",
            [stage.world.person("a1x.head"), stage.world.post("a2.head")],
        )
    viewer = await stage.viewer("a1x.head", post="a1x.head")
    address = links.address(links.ticket(viewer, "get", now=datetime.now(UTC)), made)
    assert (await client.get(address)).status_code == 404, "who also sits where it is against"


async def test_a_sender_who_is_late_does_not_destroy_what_arrived(stage, links, client) -> None:
    made, address = await announced(stage, links)

    async def slow():
        yield CONTENT[:9]
        assert (await client.put(address, content=CONTENT)).status_code == 201
        yield b"x" * (len(CONTENT) - 9)

    assert (await client.put(address, content=slow())).status_code == 422
    assert (await client.get(await had(stage, links, made))).content == CONTENT


async def test_what_a_diary_keeps_is_had_by_those_who_read_the_entry(stage, links, client) -> None:
    made = await stage.done("a1x.handler", prepare_upload, GIVEN)
    ticket = links.ticket(await stage.viewer("a1x.handler"), "put", now=datetime.now(UTC))
    assert (await client.put(links.address(ticket, made), content=CONTENT)).status_code == 201
    assert (await client.get(await had(stage, links, made, "a1x.task_force"))).status_code == 200
    given = WriteDiaryEntry("DIARY", stage.now.date(), "三组水渠淤塞", files=(SHA256,))
    await stage.done("a1x.handler", write_diary_entry, given)
    for who in ("a1x.handler", "a1x.branch_secretary", "a1x.head"):
        assert (await client.get(await had(stage, links, made, who))).content == CONTENT, who
    for who in ("a1x.task_force", "a1y.handler", "a1.head", "a.head", "city.head"):
        assert (await client.get(await had(stage, links, made, who))).status_code == 404, who


async def test_an_address_ends_with_the_right_to_read(stage, links, client) -> None:
    made, address = await announced(stage, links)
    await client.put(address, content=CONTENT)
    good = await had(stage, links, made)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set relieved_on = current_date - 1 where person_id = %s",
            [stage.world.person(SECRETARY)],
        )
    assert (await client.get(good)).status_code in {403, 404}


async def test_two_who_send_the_same_part_at_once_send_it_once(stage, links, client) -> None:
    made, address = await announced(stage, links)
    said = {"content-range": f"bytes 0-{len(CONTENT) - 1}/{len(CONTENT)}"}
    sent = await asyncio.gather(
        *(client.put(address, content=CONTENT, headers=said) for _ in range(4))
    )
    assert 201 in {one.status_code for one in sent}
    assert {one.status_code for one in sent} <= {201, 308}
    assert (await client.get(await had(stage, links, made))).content == CONTENT


async def test_sql_prints_the_address_that_python_reads(stage, links) -> None:
    viewer = await stage.viewer(SECRETARY)
    made = uuid.uuid4()
    facts = links.facts(viewer, now=datetime.now(UTC))
    written = address_sql(
        {"id": literal(made), "state": literal("STORED")},
        {name: literal(value) for name, value in facts.items()},
    )
    async with stage.engine.connect() as connection:
        address = (await connection.execute(select(written))).scalar_one()
    assert address == links.address(facts["link_ticket"], made)
    ticket, seal = address.split("ticket=")[1].split("&seal=")
    assert links.read(ticket, seal, file=made).subject == SECRETARY
    assert "CASE" in str(
        address_sql(
            {"id": column("id"), "state": column("state")},
            {name: literal("x") for name in evidence.FACTS},
        )
    )


async def test_files_that_nobody_claims_go_after_a_day(stage, links, client) -> None:
    made, address = await announced(stage, links)
    kept, kept_address = await announced(stage, links)
    for one in (address, kept_address):
        await client.put(one, content=CONTENT)
    key = await owed(stage)
    # Both have the same hash; the one announced first is claimed first.
    await stage.done(
        SECRETARY, record_entry, RecordEntry(key, "走访", date(2026, 4, 1), files=(SHA256,))
    )
    claimed = stage.one("select id from app.file where state = 'CLAIMED'")
    gone = ({made, kept} - {claimed}).pop()
    now = datetime.now(UTC)
    _, went = await sweep(stage.database.relay_dsn, stage.files, now=now + timedelta(hours=23))
    assert went == 0
    _, went = await sweep(stage.database.relay_dsn, stage.files, now=now + timedelta(hours=25))
    assert went == 1
    assert stage.rows("select id from app.file") == [(claimed,)]
    assert await stage.files.read(gone.hex) is None
    assert await stage.files.read(claimed.hex) is not None
    assert (await client.get(await had(stage, links, gone))).status_code == 404
