"""`levelwise book`: two people tighten the book of a running server, each with a token of their own."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.book_client import BookAskedInVain
from server.cli import levelwise

TIGHTER = """
edition: {zh: 专班不设定, en: Task forces set nothing.}
forbid:
  - rule: task-forces-set-nothing
    may_not: [problem_setting.set]
    roles: [task_force]
    when: [anything]
    says: {zh: 专班不设定。, en: Task forces set nothing.}
    source: 测试
"""
FIRST, SECOND = "city.security_administrator", "city.head"
GROUND = ("--reason", "专项整治", "--document", "测〔2026〕3号")


@pytest.fixture
def page(tmp_path: Path) -> str:
    (tmp_path / "tighter.yaml").write_text(TIGHTER, encoding="utf-8")
    return str(tmp_path / "tighter.yaml")


@pytest.fixture
def run(served, provider):
    def run(who: str, *words: str) -> Result:
        at = ("--url", f"{served.base_url}/graphql", "--token", provider.token(who))
        return CliRunner().invoke(levelwise, ["book", *words, *at])

    return run


def rules(served) -> tuple[str, set[str]]:
    told = served.post("/graphql", json={"query": "{ ruleBook { version rules { key } } }"})
    found = told.json()["data"]["ruleBook"]
    return found["version"], {one["key"] for one in found["rules"]}


def test_a_page_is_weighed_offline_before_anybody_is_asked(page) -> None:
    said = CliRunner().invoke(levelwise, ["book", "diff", page])
    assert said.exit_code == 0, said.output
    assert "+ task_force, problem_setting.set, anything, task-forces-set-nothing" in said.output
    assert "problem_setting.set: 碧江区专班 Bijiang task force × 碧江区设置" in said.output


def test_two_people_publish_and_return_and_the_page_of_rules_follows(served, run, page) -> None:
    shipped = rules(served)
    proposed = run(FIRST, "propose", page, *GROUND)
    assert proposed.exit_code == 0, proposed.output
    digest = proposed.output.split("digest ")[1].strip()
    assert rules(served) == shipped
    alone = run(FIRST, "confirm", digest)
    assert isinstance(alone.exception, BookAskedInVain)
    assert "book.not_allowed" in str(alone.exception)
    confirmed = run(SECOND, "confirm", digest[:16])
    assert confirmed.exit_code == 0, confirmed.output
    assert "edition 1 is in force" in confirmed.output
    version, keys = rules(served)
    assert version != shipped[0]
    assert keys - shipped[1] == {"task-forces-set-nothing"}
    assert "task-forces-set-nothing" in served.get("/rule-book").text
    listed = run(SECOND, "list").output
    assert "PUBLISHED" in listed
    back = run(FIRST, "return", "0", *GROUND)
    assert back.exit_code == 0, back.output
    run(SECOND, "confirm", back.output.split("digest ")[1].strip())
    assert rules(served) == shipped
    assert [line.split()[1] for line in run(SECOND, "list").output.splitlines()] == [
        "PUBLISHED",
        "RETIRED",
    ]


def test_what_waits_can_be_withdrawn_and_strangers_see_nothing_of_it(run, page) -> None:
    proposed = run(FIRST, "propose", page, *GROUND)
    digest = proposed.output.split("digest ")[1].strip()
    assert digest not in run("a.head", "list").output
    assert run("a.head", "confirm", digest).exit_code != 0
    assert run(FIRST, "withdraw", digest, "--reason", "不收紧").exit_code == 0
    assert "WITHDRAWN" in run(FIRST, "list").output
