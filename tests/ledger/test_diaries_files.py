"""Files of a diary are read as its entry is: by its author and the head of the unit, by nobody else."""

import dataclasses
import hashlib
import uuid

import psycopg

from ledger.diaries.write_diary_entry import write_diary_entry
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.test_diaries import DIARY, HANDLER, LEAD
from tests.ledger.test_meetings_walls import as_app
from tests.ledger.test_problem_evidence import uploaded

SEEN = """query ($id: ID!) { diaryEntry(id: $id) {
  text files { id name mediaType sizeBytes sha256 url entry { id } } } }"""
FILE = "query ($id: ID!) { node(id: $id) { id } }"
OTHERS = ("a1x.task_force", "a1y.handler", "a1.head", "a1.task_force", "a.head", "city.task_force",
          "city.audit_administrator")  # fmt: skip  # one tuple
PUT = """insert into app.diary_file (root, id, holder, entry_id, author_person)
  values (%(root)s, %(id)s, %(holder)s, %(entry)s, %(person)s)"""


async def kept(client: Client) -> tuple[uuid.UUID, uuid.UUID]:
    """An entry of the village's handler with one file; both ids."""
    photo = await uploaded(client.stage, HANDLER)
    given = dataclasses.replace(DIARY, files=(photo,))
    entry = await client.stage.done(HANDLER, write_diary_entry, given)
    return entry, client.stage.one("select id from app.diary_file")


async def test_a_diary_shows_its_files_to_those_who_read_it(client: Client) -> None:
    entry, file = await kept(client)
    variables = {"id": f"DiaryEntry_{entry}"}
    for who in (HANDLER, LEAD, "a1x.head"):
        told = (await client.ask(who, SEEN, variables))["data"]["diaryEntry"]
        (one,) = told["files"]
        assert (one["name"], one["mediaType"]) == ("清淤后照片.jpg", "image/jpeg"), who
        assert one["sha256"] == hashlib.sha256("清淤后照片".encode()).hexdigest()
        assert one["url"]
        assert one["entry"] == {"id": f"DiaryEntry_{entry}"}
        node = await client.ask(who, FILE, {"id": f"DiaryFile_{file}"})
        assert node["data"]["node"] is not None
    for who in OTHERS:
        assert (await client.ask(who, SEEN, variables))["data"]["diaryEntry"] is None, who
        for kind in ("DiaryFile", "File"):
            hidden = await client.ask(who, FILE, {"id": f"{kind}_{file}"})
            absent = await client.ask(who, FILE, {"id": f"{kind}_{uuid.uuid4()}"})
            assert hidden == absent == {"data": {"node": None}}, (who, kind)
    assert (await client.ask(HANDLER, FILE, {"id": f"File_{file}"}))["data"]["node"] is not None
    assert (await client.ask(LEAD, FILE, {"id": f"File_{file}"}))["data"]["node"] is None


async def test_before_a_diary_keeps_it_the_unit_reads_the_file(client: Client) -> None:
    """The control: what hides the file is the diary, not the unit of whoever asks."""
    await uploaded(client.stage, HANDLER)
    file = client.stage.one("select id from app.file")
    told = await client.ask("a1x.task_force", FILE, {"id": f"File_{file}"})
    assert told["data"]["node"] is not None


async def test_only_ones_own_files_are_kept_and_each_once(client: Client) -> None:
    stage = client.stage
    another = await uploaded(stage, LEAD, said="会议")
    for wrong in (another, "0" * 64, "no hash"):
        given = dataclasses.replace(DIARY, files=(wrong,))
        refusal = await stage.refused(HANDLER, write_diary_entry, given)
        assert refusal.code == "file.not_stored", wrong
    many = dataclasses.replace(DIARY, files=("0" * 64,) * 21)
    refusal = await stage.refused(HANDLER, write_diary_entry, many)
    assert refusal.code == "record.number_refused"
    await kept(client)
    photo = stage.one("select sha256 from app.diary_file")
    given = dataclasses.replace(DIARY, files=(photo,))
    assert (await stage.refused(HANDLER, write_diary_entry, given)).code == "file.not_stored"
    ladder = Ladder(stage)
    await ladder.report("a1x")
    settle = (resolve_on_spot, ResolveOnSpot, "已清淤", (photo,))
    refusal = await ladder.refused(LEAD, *settle)
    assert refusal.code == "file.not_stored", "what a diary keeps proves no problem"


async def test_sql_of_the_application_keeps_no_file_of_another(client: Client) -> None:
    stage = client.stage
    entry, file = await kept(client)
    await uploaded(stage, LEAD, said="会议照片")
    of_lead = stage.one("select id from app.file where state = 'STORED'")
    handler, lead = await stage.viewer(HANDLER), await stage.viewer(LEAD)
    own = {"root": handler.root, "holder": handler.tenant, "entry": entry, "id": of_lead}
    wall = "diary_file_of_ones_own"
    for who, person in ((HANDLER, handler), (LEAD, lead), (LEAD, handler)):
        row = own | {"person": person.person}
        assert await as_app(client, who, PUT, row) == wall, (who, person.person)
    for state in ("CLAIMED", "STORED"):
        back = "update app.file set state = %(state)s where id = %(id)s"
        told = await as_app(client, HANDLER, back, {"state": state, "id": file})
        assert told == "file_stays_in_its_diary"
    await uploaded(stage, HANDLER, said="自己的照片")
    mine = stage.one("select id from app.file where state = 'STORED' and id <> %s", of_lead)
    row = own | {"id": mine, "person": handler.person}
    assert await as_app(client, HANDLER, PUT, row) == 1, "the control"


async def test_what_a_diary_keeps_is_not_swept_away(stage) -> None:
    photo = await uploaded(stage, HANDLER)
    await stage.done(HANDLER, write_diary_entry, dataclasses.replace(DIARY, files=(photo,)))
    await uploaded(stage, HANDLER, said="没有用上")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        gone = connection.execute("select app.forget_files(now() + interval '1 day')").fetchall()
    assert len(gone) == 1, "the control: what nothing claimed goes"
    assert stage.rows("select state from app.file") == [("IN_DIARY",)]
