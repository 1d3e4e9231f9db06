"""The channels by which words leave: each is used by many people, and an ear is at each of them.

Here those that are asked: notices, access, the audit, previews, exports, files, SCIM. What comes by
itself is in ``channels_told.py``.
"""

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from ledger.responsibilities.files import Links
from server.exchange.backlog import ImportRefused
from server.exchange.exports import ExportAsked, export
from storage.files import files_at
from storage.ids import printed
from tests import world
from tests.demo.conftest import deployment_of
from tests.evidence.canaries import MARK
from tests.evidence.newsroom import Room

NOTICES = """{ unreadNotices notices(first: 100) { nodes {
  id kind problem { id title facts } obligation { id clause { title } } post { title } } } }"""
EXPLAINED = (
    "query ($act: String!, $id: ID!) { explain(act: $act, id: $id) { allowed says { zh } } }"
)
WHO_SEES = """query ($id: ID!) { whoCanSee(id: $id, first: 50) { nodes {
  name grants { title post { title } through } } } }"""
WHY = """query ($person: ID!, $id: ID!) { explainAccess(person: $person, action: "problem.read", id: $id) {
  allowed says { zh } grants { title post { title } } } }"""
WHAT_SEES = """query ($person: ID!) { whatCanSee(person: $person, of: "Problem", first: 50) { nodes {
  record grants { title post { title } } } } }"""
AUDIT = """{ auditEvents(first: 200) { nodes { act noun record rule person { name } tenant { id name } } } }"""
PREVIEW = """mutation ($input: PreviewChangeInput!) { previewChange(input: $input) { __typename
  ... on PreviewChangeSuccess { change { id reason documentNo effects(first: 100) { nodes {
    person { name } post { title } unit { name } action } } } } } }"""
PREVIEWS = """{ proposedChanges(first: 100) { nodes { reason documentNo post { title } person { name }
  effects(first: 100) { nodes { person { name } post { title } } } } } }"""
KINDS = ("people", "problems", "records")
EXPORTERS = ("a.task_force", "a1.head", "b.task_force", "b1x.head", "city.head")


async def notices(room: Room) -> None:
    """Everybody reads their notices, with what these point at."""
    for who in room.viewers:
        await room.asked("notices", who, NOTICES)


async def access(room: Room) -> None:
    """Administrators and others ask who sees what, and why: of their own, and of anybody's."""
    askers = [*room.named("security_administrator", "head"), "a1.task_force", "b1.task_force"]
    problems = room.ids("problem", "Problem")
    for number, who in enumerate(askers):
        room.viewers[who] = await room.stage.viewer(who)
        unit = who.partition(".")[0]
        here = room.stage.rows(
            "select 'Problem_' || id from app.problem where holder = %s or holder_parent = %s limit 4",
            *[room.stage.world.tenants[unit]] * 2,
        )
        far = "b2x" if unit[0] == "a" else "a2x"
        there = room.stage.rows(
            "select 'Problem_' || id from app.problem where holder = %s limit 1",
            room.stage.world.tenants[far],
        )
        step = len(askers) * (25 if room.few else 5)
        for problem in [*(one for (one,) in [*here, *there]), *problems[number::step]]:
            await room.asked("whoCanSee", who, WHO_SEES, id=problem)
            await room.asked("explain", who, EXPLAINED, act="problem.submit", id=problem)
            for near in (f"{unit}.handler", f"{far}.handler"):
                person = printed("Person", room.stage.world.person(near))
                await room.asked("explain", who, WHY, person=person, id=problem)
        for near in (f"{unit}.handler", who, "a1x.head", "b2x.handler", "city.head"):
            person = printed("Person", room.stage.world.person(near))
            told = await room.client.ask(room.viewers[who], WHAT_SEES, {"person": person})
            room.ear.told("whatCanSee", room.viewers[who], told)


async def audit(room: Room) -> None:
    """Everybody reads the audit: its administrators, of their own unit and the next ones below.

    It carries no texts; what it may tell of hangs on who acted, not on where the record lies by now.
    """
    units = {printed("Tenant", world.key_of("tenant", name)): name for name, *_ in world.TENANTS}
    for who, viewer in room.viewers.items():
        told = await room.client.ask(viewer, AUDIT)
        for said in MARK.findall(str(told)):
            room.ear.judged("audit", room.ear.sown.owned(int(said), viewer), f"{who}: {said}")
        mine = who.partition(".")[0] if who.endswith("audit_administrator") else None
        for one in told["data"]["auditEvents"]["nodes"]:
            acted = units[one["tenant"]["id"]]
            near = mine is not None and mine in {acted, world.PARENT[acted]}
            room.ear.judged("audit", near, f"{who} reads that {acted} did {one['act']}")


async def previews(room: Room) -> None:
    """Rights are given for trial, and all that was tried is read by everybody."""
    for unit in ("city", "a", "b"):
        who = f"{unit}.organisation_department"
        for post in ("handler", "task_force"):
            grant = {
                "post": printed("Post", world.key_of("post", f"{unit}.{post}")),
                "role": "handler",
            }
            said = {"reason": "一", "documentNo": "一", "grantRole": grant}
            given = {"key": f"t3-{unit}-{post}-{room.leaking}", "change": said}
            await room.asked("previews", who, PREVIEW, input=given)
    for who in room.viewers:
        await room.asked("previews", who, PREVIEWS)


async def exports(room: Room) -> None:
    """What some may read leaves as sheets and as CSV; a sheet is searched to its last part."""
    deployment = deployment_of(room.stage.database)
    for who in EXPORTERS[: 1 if room.few else None]:
        viewer = await room.stage.viewer(who)
        unit = who.partition(".")[0]
        code = next(code for name, _, _, code, _ in world.TENANTS if name == unit)
        for kind in KINDS:
            for form in ("csv", "xlsx"):
                file = room.home / f"{who}-{kind}.{form}"
                asked = ExportAsked(kind, file, code, printed("Post", world.key_of("post", who)))
                try:
                    report = await export(deployment, asked, reach=room.stage.reach)
                except ImportRefused as refused:
                    room.ear.read(f"export {form}", str(refused), lambda _: False, who=who)
                    continue
                for written in report.files:
                    said = _contents(written)
                    room.ear.read(f"export {form}", said, room.ear.of(viewer), who=who)


def _contents(file: Path) -> str:
    """All that stands in a file: of a sheet every part, its properties too."""
    if file.suffix != ".xlsx":
        return file.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(file) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


async def files(room: Room) -> None:
    """Everybody follows an address to every file, as if somebody had given them its id."""
    links = Links.of(room.stage.database.keys.keys.values(), base_url=str(room.served.base_url))
    known = await _stored(room)
    for viewer in room.viewers.values():
        ticket = links.ticket(viewer, "get", now=datetime.now(UTC))
        if ticket is None:
            continue
        for key in known:
            address = links.address(ticket, key).replace("//files", "/files")
            answer = await room.served.get(address)
            said = answer.text + str(dict(answer.headers))
            room.ear.read("files", said, room.ear.of(viewer), who=viewer.name)


async def _stored(room: Room) -> list[Any]:
    """Every file has arrived, and its content carries its mark."""
    known = room.marks("file")
    store = files_at((room.home / "files").absolute().as_uri())
    with psycopg.connect(room.stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        for key, mark in known.items():
            content = f"%PDF-1.7 ~c{mark}~".encode()
            await store.receive(key.hex, content, at=0)
            digest = connection.execute(
                "update app.file set state = 'CLAIMED', size_bytes = %s,"
                " sha256 = encode(sha256(%s), 'hex') where id = %s returning sha256",
                [len(content), content, key],
            ).fetchone()
            assert digest is not None
            await store.finish(key.hex, sha256=digest[0])
    return list(known)


async def scim(room: Room) -> None:
    """Two feeds tell of people of their own counties, and each asks for all it may know."""
    secrets = room.secrets
    core = "urn:ietf:params:scim:schemas:core:2.0"
    belong: dict[int, str] = {}
    for unit, secret in secrets.items():
        for number in range(6):
            mark = room.ear.learn("feed_entry", None)
            belong[mark] = unit
            said = {"schemas": [f"{core}:User"], "userName": f"u{unit}{number}{room.leaking}",
                    "displayName": f"新人~c{mark}~", "externalId": f"{unit}{number}"}  # fmt: skip  # columns side by side
            await _scim(room, secret, "POST", "/Users", said)
    for unit, secret in secrets.items():
        for path in ("/Users", "/Groups", "/Users?count=200", "/ResourceTypes", "/Schemas",
                     '/Users?filter=userName sw "u"', "/Users?startIndex=2"):  # fmt: skip  # columns side by side
            told = await _scim(room, secret, "GET", path)

            def owned(mark: int, unit: str = unit) -> bool:
                if mark in belong:
                    return belong[mark] == unit
                return room.ear.sown.place(mark)["at3"] == room.stage.world.tenants[unit]

            room.ear.read("SCIM", told, owned, who=unit)


async def _scim(room: Room, secret: str, method: str, path: str, body: Any = None) -> str:
    headers = {"authorization": f"Bearer {secret}", "content-type": "application/scim+json"}
    answer = await room.served.request(method, f"/scim/v2{path}", json=body, headers=headers)
    return answer.text


ASKED = {
    "notices": notices, "access": access, "audit": audit, "previews": previews,
    "exports": exports, "files": files, "scim": scim,
}  # fmt: skip  # reads as a table
