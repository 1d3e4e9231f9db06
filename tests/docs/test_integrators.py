"""The pages for integrators: both languages run the same commands, and what they say is so."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psycopg
import pytest

from ledger.appointments.form import FIELDS, Form
from ledger.appointments.lrmx import written
from ledger.feeds.file_rows import PEOPLE, POSTS
from ledger.feeds.unit_rows import UNITS
from ledger.intake.sheets import LAYOUT
from ledger.responsibilities.file_rows import CLAUSES, ENTRIES
from server.scim.describing import PERSON, POST
from storage.ids import printed
from tests import world
from tests.conftest import KEYS, Database
from tests.docs.commands import DOCS, FENCE, PAGES, RUNNERS, Block, blocks, fault_of, run
from tests.ledger.feeding import made_feed

NAMED = re.compile(r"`([^`\n]+)`")


def named(page: Path) -> set[str]:
    """What a page's text calls by its name."""
    return set(NAMED.findall(FENCE.sub("", page.read_text(encoding="utf-8"))))


def pair(name: str) -> tuple[Path, Path]:
    return DOCS / f"{name}.md", DOCS / f"{name}.zh.md"


class Kept:
    """What runs the blocks of the pages: a folder, and what each of :data:`RUNNERS` knows."""

    def __init__(self, base: str, folder: Path, environment: dict[str, dict[str, str]]) -> None:
        self.base, self.folder, self.environment = base, folder, environment

    def run(self, block: Block) -> None:
        run(block, base=self.base, folder=self.folder, environment=self.environment[block.run])


@pytest.fixture(scope="module")
def kept(
    served: httpx.Client, provider: Any, peopled: Database,
    tmp_path_factory: pytest.TempPathFactory,
) -> Kept:  # fmt: skip  # columns side by side
    folder = tmp_path_factory.mktemp("commands")
    with psycopg.connect(peopled.migrator_dsn) as connection:
        tenants = dict(connection.execute("select code, id from app.tenant").fetchall())
        names = {name: tenants[code] for name, _, _, code, _ in world.TENANTS if code in tenants}
    built = world.World(names)
    secrets = {kind: made_feed(peopled, built, "a") for kind in ("scim", "file")}
    with psycopg.connect(peopled.superuser_dsn) as connection:
        connection.execute(
            "update app.feed set source = 'FILE' where id = (select feed_id from ctx.feed_secret"
            " where sha256 = sha256(convert_to(%s, 'UTF8')))",
            [secrets["file"]],
        )
    form = Form({"XingMing": "a1.head"}, citizen_number="11010519491231002X")
    (folder / "张三.lrmx").write_bytes(written(form))
    kept_key = base64.b64encode(KEYS.keys[KEYS.current]).decode()
    command = {
        "LEVELWISE_HOME": str(folder), "LEVELWISE_KEYS": f"{KEYS.current}:{kept_key}",
        "DATABASE_URL": peopled.app_dsn, "MIGRATOR_URL": peopled.migrator_dsn,
        "PYTHONPATH": str(DOCS.parent),
    }  # fmt: skip  # columns side by side
    head = {"TOKEN": provider.token("a.head")}
    return Kept(
        str(served.base_url).rstrip("/"),
        folder,
        {
            "person": head,
            "sheets": {"TOKEN": provider.token("a.organisation_department")},
            "security": {"TOKEN": provider.token("city.security_administrator")},
            "scim": {"TOKEN": secrets["scim"]},
            "forms": {
                **command,
                "FEED_SECRET": secrets["file"],
                "PERSON": printed("Person", built.person("a1.head")),
            },
        },
    )


def every() -> Iterator[Block]:
    """All blocks that are run here, of the English pages: the Chinese ones are the same."""
    for name in PAGES:
        yield from (one for one in blocks(pair(name)[0]) if one.run in RUNNERS)


@pytest.mark.parametrize("name", PAGES)
def test_every_command_is_run_or_says_why_not(name: str) -> None:
    for page in pair(name):
        found = list(blocks(page))
        assert found, f"{page.name} has no commands"
        assert [(one.page, fault) for one in found if (fault := fault_of(one))] == []


def test_a_block_that_is_marked_wrongly_is_found() -> None:
    """The control."""
    for run_by, why in (("", ""), ("nobody", ""), ("", "later"), ("scim", "it takes too long")):
        assert fault_of(Block("a", run_by, why, ""))
    assert not fault_of(Block("a", "scim", "", ""))


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_show_the_same_commands(name: str) -> None:
    english, chinese = (page.read_text(encoding="utf-8") for page in pair(name))
    assert FENCE.findall(english) == FENCE.findall(chinese)
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", english + chinese):
        assert link.startswith("http") or (DOCS / link).exists(), link
    rows = [len(re.findall(r"^\| ", text, re.MULTILINE)) for text in (english, chinese)]
    assert rows[0] == rows[1], "a table of one language has other rows"
    assert len(re.findall("[一-鿿]", re.sub(FENCE, "", english))) < len(english) / 10


def test_what_the_commands_say_is_what_happens(kept: Kept) -> None:
    done = 0
    for block in every():
        kept.run(block)
        done += 1
    assert done >= 7


def test_a_command_that_says_something_else_is_found(kept: Kept) -> None:
    """The control: an answer that differs, and a command that fails."""
    for text in ("echo a\n# → b\n", "false\n", "curl -sf http://127.0.0.1:8000/nowhere\n"):
        with pytest.raises(AssertionError):
            kept.run(Block("control", "person", "", text))
    kept.run(Block("control", "person", "", "echo a\n# → a\n"))


def attributes(model: Any) -> Iterator[str]:
    """The attributes of a SCIM resource and of its extensions, as they are sent."""
    for name, field in model.model_fields.items():
        found = field.serialization_alias or field.alias or name
        if ":" not in found:
            yield found


@pytest.mark.parametrize("page", pair("scim"), ids=lambda page: page.name)
def test_every_scim_attribute_is_on_the_page(page: Path) -> None:
    told = {word.rpartition(".")[2] for word in named(page)}
    known = {one for model in (PERSON, POST) for one in attributes(model)}
    for model in (PERSON, POST):
        for extension in model.get_extension_models().values():
            known |= set(attributes(extension))
    assert {"userName", "department", "citizenNumber", "parentCode", "x509Certificates"} <= known
    assert known - told - {"name", "id"} == set()


@pytest.mark.parametrize("page", pair("oidc"), ids=lambda page: page.name)
def test_every_claim_that_is_looked_at_is_on_the_page(page: Path) -> None:
    told = named(page)
    claims = {"iss", "sub", "aud", "exp", "nbf", "iat", "auth_time", "acr", "sid", "jti", "events"}
    source = (DOCS.parent / "server" / "sign_in" / "authentication.py").read_text(encoding="utf-8")
    asked = set(re.findall(r"""claims(?:\.get\(|\[)["'](\w+)["']""", source))
    assert claims | asked <= told


@pytest.mark.parametrize("page", pair("spreadsheets"), ids=lambda page: page.name)
def test_every_column_is_beside_its_field(page: Path) -> None:
    rows = re.findall(
        r"^\| (\S+) ([a-z_]+) \| (.+) \|$", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {(zh, key) for zh, key, field in rows if field.strip()}
    layouts = (PEOPLE, POSTS, UNITS, LAYOUT, CLAUSES, ENTRIES)
    assert told == {(one.zh, one.key) for layout in layouts for one in layout.columns}


def test_the_form_is_told_by_its_elements() -> None:
    for page in pair("feeds"):
        told = named(page)
        assert {"XingMing", "ShenFenZheng"} <= told
    assert "XingMing" in FIELDS
