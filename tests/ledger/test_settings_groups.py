"""五链: five groups that point at what exists, and at nothing else."""

from pathlib import Path

from ledger.settings.groups import GROUPS
from schema.assembly import build_schema
from tenants.viewer import NOBODY
from tests.ledger.acting import Client

ROOT = Path(__file__).parents[2]
CHAINS = ["RESPONSIBILITY", "STANDARDS", "MANAGEMENT", "ASSESSMENT", "APPLICATION"]
ASKED = """{ settingGroups { key title { zh en } entries { title { zh en } reads act page } } }"""


def test_every_entry_points_at_what_exists() -> None:
    schema = build_schema()
    assert schema.query_type is not None
    assert schema.mutation_type is not None
    assert [group.key for group in GROUPS] == CHAINS
    for entry in (one for group in GROUPS for one in group.entries):
        assert entry.reads in schema.query_type.fields, entry
        assert entry.act is None or entry.act in schema.mutation_type.fields, entry
        assert (ROOT / entry.page).is_file(), entry
        said = (ROOT / entry.page).read_text(encoding="utf-8")
        assert entry.act is None or entry.act in said, f"{entry.page} says nothing of {entry.act}"
    assert all(len(group.entries) >= 3 for group in GROUPS)


async def test_the_five_chains_are_told_alike_to_everybody(client: Client) -> None:
    told = (await client.ask("a.head", ASKED))["data"]["settingGroups"]
    assert [one["key"] for one in told] == CHAINS
    assert [one["title"]["zh"] for one in told] == [
        "责任链",
        "标准链",
        "管理链",
        "考核链",
        "应用链",
    ]
    assert told == (await client.ask(NOBODY, ASKED))["data"]["settingGroups"], "nobody's settings"
