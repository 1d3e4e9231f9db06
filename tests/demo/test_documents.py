"""What the README and the first steps say is what happens."""

import re
from pathlib import Path

import orjson
import pytest

from tests.demo.conftest import Asker, Demo

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```graphql\n(.*?)```", re.DOTALL)
FIRST = re.compile(r"^JSON\n|<<'JSON'\n(\{.*\})\nJSON", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_first_query_as_three_people(demo: Demo, ask: Asker, name: str) -> None:
    found = next(one for one in FIRST.finditer(read(name)) if one[1])
    query = orjson.loads(found[1])["query"]
    seen = {
        who: ask(who, query)["responsibilityLists"]
        for who in ("county-task-force", "village-branch-secretary", "audit-administrator")
    }
    kinds = {node["tenant"]["kind"] for node in seen["county-task-force"]["nodes"]}
    assert kinds <= {"COUNTY", "TOWNSHIP", "DEPARTMENT"}
    assert seen["village-branch-secretary"]["totalCount"] == 1
    assert seen["audit-administrator"]["totalCount"] == 0
    nobody = ask.client.post("/graphql", json={"query": query}).json()["data"]
    assert nobody["responsibilityLists"]["totalCount"] == 0
    assert nobody["viewer"]["notice"]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_villages_are_there_for_the_county_in_numbers(ask: Asker, name: str) -> None:
    query = re.search(r"`(coverage\(.*\})`", read(name))
    rows = ask("county-task-force", f"{{ {query[1]} }}")["coverage"]
    assert any(row["withList"] < row["tenants"] and row["withList"] > 0 for row in rows)


@pytest.mark.parametrize("name", ["docs/first-steps.md", "docs/first-steps.zh.md"])
def test_the_first_steps_lead_where_they_say(ask: Asker, name: str) -> None:
    planned, record, check, accept_own, accept = BLOCK.findall(read(name))
    (first,) = ask("village-branch-secretary", planned)["obligations"]["nodes"]
    owed = {"obligation": first["id"]}
    # The second document is read by somebody who starts over: other keys, the same steps.
    record, check, accept_own, accept = (
        one.replace("first-steps-", f"{Path(name).stem}-")
        for one in (record, check, accept_own, accept)
    )
    entry = ask("village-branch-secretary", record, **owed)["recordEntry"]["entry"]
    assert entry["obligation"]["state"] == "RECORDED"
    owed["version"] = entry["obligation"]["version"]
    checked = ask("village-branch-secretary", check, **owed)["selfCheckObligation"]["obligation"]
    assert checked["state"] == "SELF_CHECKED"
    owed["version"] = checked["version"]
    codes = {
        who: ask(who, accept_own, **owed)["acceptObligation"]["code"]
        for who in ("village-branch-secretary", "county-task-force")
    }
    assert codes == {
        "village-branch-secretary": "book.not_allowed",
        "county-task-force": "obligation.not_found",
    }
    done = ask("township-task-force", accept, **owed)["acceptObligation"]["obligation"]
    assert done["state"] == "ACCEPTED"


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_page_that_is_named_is_there(name: str) -> None:
    for target in re.findall(r"\]\(([^)h][^)]*)\)", read(name)):
        assert (ROOT / target).exists(), target
