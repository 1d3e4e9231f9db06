"""A directory is told as a feed: the same plan, budget and proposals, and nothing is trusted."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ledger.appointments.form import Form
from ledger.appointments.lrmx import written
from server.commands.forms import people_of
from server.database.deployment import Deployment
from server.directory import searching
from server.directory.mapping import DirectoryMap, MappingRefused, read_mapping
from server.directory.searching import Address, DirectoryRefused, Found, search
from server.directory.telling import Report, tell
from tests.ledger.acting import VAULT
from tests.ledger.feeding import made_feed
from tests.ledger.listing import Directory, Entry, listening

MAPPING = """
people:
  base: ou=people,dc=a
  filter: (objectClass=inetOrgPerson)
  id: entryUUID
  name: cn
  user: uid
  unit: departmentNumber
  citizen_number: pager
  left: {attribute: employeeType, values: [离职, retired]}
posts:
  base: ou=posts,dc=a
  id: entryUUID
  title: cn
  unit: businessCategory
  members: member
"""
NUMBER = "11010519491231002X"


def somebody(number: int, **more: str) -> Entry:
    values = {
        "objectClass": ["inetOrgPerson"],
        "entryUUID": [f"p-{number}"],
        "uid": [f"u{number}"],
        "cn": [f"新来{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}"],
        "departmentNumber": ["520602001000"],
        "userPassword": ["hunter2"],
        **{name: [value] for name, value in more.items()},
    }
    return f"uid=u{number},ou=people,dc=a", values


def office(title: str, *members: int, unit: str = "520602001000") -> Entry:
    values = {
        "objectClass": ["groupOfNames"],
        "entryUUID": [f"g-{title}"],
        "cn": [title],
        "businessCategory": [unit],
        "member": [f"UID=u{one}, ou=people,dc=a" for one in members],
    }
    return f"cn={title},ou=posts,dc=a", values


@pytest.fixture
def mapping(tmp_path: Path) -> DirectoryMap:
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return read_mapping(path)


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A TLS server's context, and the file of the authority that vouches for it."""
    folder, key = tmp_path_factory.mktemp("tls"), ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip  # columns side by side
    certificate, private = folder / "cert.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    return context, certificate


@pytest.fixture
def told(stage: Any, mapping: DirectoryMap) -> "Told":
    return Told(stage, mapping)


class Told:
    """A feed of county a, and a directory that is told by it."""

    def __init__(
        self, stage: Any, mapping: DirectoryMap, kinds: Sequence[str] = ("PEOPLE", "POSTS")
    ) -> None:
        self.stage, self.mapping = stage, mapping
        self.secret = made_feed(stage.database, stage.world, "a", kinds=kinds)
        self.run("update app.feed set source = 'DIRECTORY'")

    def run(self, query: str) -> None:
        with psycopg.connect(self.stage.database.superuser_dsn) as connection:
            connection.execute(query)

    async def told(self, found: Found, *, source: str, dry_run: bool = False) -> Report:
        database = self.stage.database
        deployment = Deployment(app_dsn=database.app_dsn, keys=database.keys, embedded=True)
        return await tell(
            deployment,
            found,
            secret=self.secret,
            vault=VAULT,
            source=source,
            dry_run=dry_run,
            reach=self.stage.reach,
        )

    async def tell(self, directory: Directory, *, dry_run: bool = False) -> Report:
        with listening(directory):
            address = Address(f"ldap://127.0.0.1:{directory.port}")
            found = await asyncio.to_thread(search, address, self.mapping)
        return await self.told(found, source="DIRECTORY", dry_run=dry_run)

    def people(self) -> dict[str, str]:
        """Units by name of the people whom the feed is bound to."""
        return dict(
            self.stage.rows(
                "select p.name, t.code from app.feed_entry e join app.person p on p.id = e.person_id"
                " join app.tenant t on t.id = p.holder where e.gone_at is null"
            )
        )

    def holds(self) -> set[tuple[str, str]]:
        return set(
            self.stage.rows(
                "select p.name, s.title from app.appointment a"
                " join app.person p on p.id = a.person_id join app.post s on s.id = a.post_id"
                " join app.feed_entry e on e.post_id = s.id where a.relieved_on is null"
            )
        )

    def state(self) -> list[tuple[Any, ...]]:
        """Everything that a refusal leaves as it was."""
        return [
            self.stage.one(f"select count(*) from app.{table}")
            for table in ("feed_entry", "feed_line", "person", "post", "appointment")
        ]


async def test_what_a_directory_tells_becomes_lines_of_the_same_plan(told: Told) -> None:
    people = [somebody(one) for one in range(3)]
    directory = Directory([*people, office("办事员", 0, 1, 9)])
    tried = await told.tell(directory, dry_run=True)
    assert (tried.new, tried.lines, told.people()) == (4, {}, {})
    report = await told.tell(directory)
    assert (report.new, report.refused, report.unknown_members) == (4, [], 1)
    assert report.lines == {"APPLIED": 6}
    names = [values["cn"][0] for _, values in people]
    assert told.people() == dict.fromkeys(names, "520602001000")
    assert told.holds() == {(names[0], "办事员"), (names[1], "办事员")}
    again = await told.tell(directory)
    assert (again.same, again.new, again.changed, again.gone) == (4, 0, 0, 0)
    assert again.lines == report.lines, "what is told twice changes nothing"


async def test_movers_leavers_and_the_gone_are_seen_by_comparing(told: Told) -> None:
    await told.tell(Directory([*(somebody(one) for one in range(4)), office("办事员", 0, 1, 2, 3)]))
    moved = somebody(0, departmentNumber="520602002000")
    left = somebody(1, employeeType="离职")
    report = await told.tell(Directory([moved, left, somebody(3), office("办事员", 0, 1, 3)]))
    assert (report.changed, report.gone, report.refused) == (3, 1, [])
    assert told.people()["新来甲0"] == "520602002000"
    assert told.holds() == {("新来甲0", "办事员"), ("新来丁3", "办事员")}


async def test_the_budget_stops_it_and_posts_with_rights_are_proposals(told: Told) -> None:
    told.run("update app.feed set budget = 1")
    people = [somebody(one) for one in range(8)]
    report = await told.tell(Directory([*people, office("a1.head", 0)]))
    assert report.stopped
    assert report.lines["WAITING BUDGET"] >= 3
    assert len(told.people()) == 5
    told.run("update app.feed set state = 'ACTIVE'")
    report = await told.tell(Directory([*people, office("a1.head", 0), office("a1.task_force")]))
    told.run("update app.feed set state = 'ACTIVE', budget = 100")
    report = await told.tell(Directory([*people, office("a1.head"), office("a1.task_force", 0)]))
    assert report.lines.get("WAITING RIGHTS") == 1, report.lines
    assert "新来甲0" not in {name for name, _ in told.holds()}


async def test_what_lies_outside_the_feeds_unit_is_not_done(told: Told) -> None:
    before = told.stage.one("select count(*) from app.person")
    report = await told.tell(Directory([somebody(0, departmentNumber="520603001000")]))
    assert report.lines == {"WAITING SCOPE": 1}
    assert told.stage.one("select count(*) from app.person") == before


async def test_a_citizen_number_is_sealed_and_stands_nowhere(told: Told) -> None:
    await told.tell(Directory([somebody(0, pager=NUMBER)]))
    rows = told.stage.rows("select row_to_json(e)::text from app.feed_entry e")
    rows += told.stage.rows("select body::text || wrapped::text from app.feed_document")
    assert len(rows) == 2
    assert not any(NUMBER in one[0] or NUMBER.encode().hex() in one[0] for one in rows)
    again = await told.tell(
        Directory([somebody(7, pager=NUMBER, entryUUID="p-new", cn="改名人"), somebody(0)])
    )
    assert again.refused == []
    assert told.stage.rows("select count(distinct person_id) from app.feed_entry") == [(1,)]


async def test_only_a_feed_that_is_a_directory_is_told_by_one(told: Told) -> None:
    """The control: what a personnel system told would be ended by a directory that lacks it."""
    told.run("update app.feed set source = 'SCIM'")
    before = told.state()
    with pytest.raises(DirectoryRefused, match="DIRECTORY"):
        await told.tell(Directory([somebody(0)]))
    told.secret = "lwf_" + "x" * 43
    with pytest.raises(DirectoryRefused, match="no feed"):
        await told.tell(Directory([somebody(0)]))
    assert told.state() == before


async def test_what_cannot_be_read_whole_is_not_told(told: Told, mapping: DirectoryMap) -> None:
    await told.tell(Directory([somebody(0), somebody(1)]))
    before = told.state()
    nameless = somebody(2)
    nameless[1].pop("cn")
    twice = somebody(3, entryUUID="p-0")
    for directory in (
        Directory([]),
        Directory([somebody(0), somebody(1)], stops_after=1),
        Directory([somebody(0), nameless]),
        Directory([somebody(0), twice]),
        Directory([somebody(0, cn="长" * 500)]),
        Directory([somebody(0)], users={"cn=hr": "right"}),
    ):
        with pytest.raises(DirectoryRefused):
            await told.tell(directory)
    assert told.state() == before


async def test_appointment_forms_are_told_by_a_feed_of_files(told: Told, tmp_path: Path) -> None:
    files = []
    for at, number in enumerate((NUMBER, "440524188001010014")):
        path = tmp_path / f"{at}.lrmx"
        path.write_bytes(written(Form({"XingMing": f"审批{at}", "JianLi": "密"}, (), number)))
        files.append(path)
    people = people_of(tuple(files), VAULT, unit="520602001000")
    with pytest.raises(DirectoryRefused, match="FILE"):
        await told.told(Found(people, (), 0), source="FILE")
    told.run("update app.feed set source = 'FILE'")
    report = await told.told(Found(people, (), 0), source="FILE")
    assert (report.new, report.refused, report.lines) == (2, [], {"APPLIED": 2})
    assert told.people() == {"审批0": "520602001000", "审批1": "520602001000"}
    again = await told.told(Found(people[:1], (), 0), source="FILE")
    assert (again.same, again.gone) == (1, 0), "who is not in a file has not left"
    acts = "select count(distinct record)::int from audit.event where noun = 'feed_entry'"
    assert told.stage.rows(acts) == [(2,)], "what is taken in is recorded"
    kept = told.stage.rows(
        "select row_to_json(e)::text from app.feed_entry e union all"
        " select facts::text from audit.event union all select body::text from app.feed_document"
    )
    assert not any(NUMBER in (one[0] or "") or "密" in (one[0] or "") for one in kept)
    before = told.state()
    bad = tmp_path / "bad.lrmx"
    for content in (b"<Person/>", written(Form({"XingMing": "无号"})), files[0].read_bytes()):
        bad.write_bytes(content)
        with pytest.raises(DirectoryRefused, match=r"bad\.lrmx") as caught:
            people_of((*files, bad), VAULT, unit="520602001000")
        assert NUMBER not in str(caught.value)
    assert told.state() == before


def test_pages_are_read_one_after_another_and_only_what_is_mapped(
    mapping: DirectoryMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PAGE", 50)
    with listening(Directory([somebody(one) for one in range(123)])) as directory:
        found = search(Address(f"ldap://127.0.0.1:{directory.port}"), mapping)
    assert len({one.id for one in found.people}) == 123
    assert directory.asked.count("searchRequest") == 4, "three pages of people, one of posts"
    assert "hunter2" not in repr(found)


def test_a_referral_is_counted_and_not_followed(mapping: DirectoryMap) -> None:
    with listening(Directory([somebody(9)])) as elsewhere:
        referral = f"ldap://127.0.0.1:{elsewhere.port}/ou=people,dc=a"
        with listening(Directory([somebody(0)], referral=referral)) as directory:
            found = search(Address(f"ldap://127.0.0.1:{directory.port}"), mapping)
    assert ([one.id for one in found.people], found.referrals) == (["p-0"], 2)
    assert elsewhere.asked == []


def test_it_is_read_over_tls_from_whom_the_authority_names(
    mapping: DirectoryMap, certified: tuple[ssl.SSLContext, Path]
) -> None:
    context, authority = certified
    users = {"cn=hr,dc=a": "secret"}
    asked = Address("", "cn=hr,dc=a", "secret", authority)
    with listening(Directory([somebody(0)], users, tls=context, secure=True)) as directory:
        url = f"ldaps://localhost:{directory.port}"
        assert len(search(replace(asked, url=url), mapping).people) == 1
        for wrong in (
            replace(asked, url=url, authorities=None),
            replace(asked, url=f"ldaps://127.0.0.1:{directory.port}"),
            replace(asked, url=url, password="guessed"),
        ):
            with pytest.raises(DirectoryRefused) as caught:
                search(wrong, mapping)
            assert "guessed" not in str(caught.value)
    assert directory.clear == []


def test_away_from_this_machine_nothing_is_said_in_the_clear(
    mapping: DirectoryMap,
    certified: tuple[ssl.SSLContext, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    context, authority = certified
    users = {"cn=hr,dc=a": "secret"}
    with listening(Directory([somebody(0)], users, tls=context)) as directory:
        asked = Address(f"ldap://localhost:{directory.port}", "cn=hr,dc=a", "secret", authority)
        search(asked, mapping)
    assert "bindRequest" in directory.clear, "the control: this machine may"
    with listening(Directory([somebody(0)], users, tls=context)) as directory:
        asked = replace(asked, url=f"ldap://localhost:{directory.port}")
        monkeypatch.setattr(searching, "_loopback", lambda _: False)
        assert len(search(asked, mapping).people) == 1
    assert directory.clear == ["extendedReq"]


@pytest.mark.parametrize("url", ["http://a/", "ldap:///x", "ldaps://u:p@a/", "ldapi://%2Fx", ""])
def test_what_is_no_directorys_address_is_refused(url: str, mapping: DirectoryMap) -> None:
    with pytest.raises(DirectoryRefused, match="wanted"):
        search(Address(url), mapping)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "people: {}", "people: {base: b, id: i, name: n, user: u, shoe: s}", "a: b",
     "people: {base: b, id: i, name: 3, user: u}", "people: !!python/object:os.system {}",
     "people: {base: b, id: i, name: n, user: u, left: {attribute: a}}"],
)  # fmt: skip  # columns side by side
def test_a_mapping_that_cannot_be_meant_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MappingRefused):
        read_mapping(path)
