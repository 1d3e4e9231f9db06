"""Whatever gives somebody something, or moves posts, is not done while one's emergency window is open."""

import ast
import re
from collections.abc import Iterator, Mapping

from policies.book import load
from tests.structure.source import ROOT

BARRED = "nothing-is-given-through-a-window"
WEIGHS = re.compile(r"\b(weighed|gives_no_more_than_held|commands_all)\(")
GIVES = re.compile(r"\.(?:insert|change)\((post|appointment|role_grant|group_member|custom_role)\b")
OTHER_WEIGHING = ("ledger.extensions", "ledger.editions")
"""Where the word is about days, and about tables of truth."""
TAKES_OR_TOUCHES_NOTHING: Mapping[str, str] = {
    "role_grant.take_back": "takes",
    "group_member.end": "takes",
    "tenant.manage": "renames, or closes a unit in which nobody and nothing is left",
    "proposed_change.preview": "is undone at once",
    "person.keep_form": "a form in a file gives no right",
    "person.ask_form": "a form in a file gives no right",
}


def _modules() -> dict[str, str]:
    pages = (ROOT / "ledger").rglob("*.py")
    return {
        str(page.relative_to(ROOT))[:-3].replace("/", "."): page.read_text(encoding="utf-8")
        for page in pages
    }


def _imports(text: str, known: Mapping[str, str]) -> set[str]:
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom))
    return {node.module for node in found if node.module in known}


def _reached(name: str, imports: Mapping[str, set[str]]) -> set[str]:
    reached, ahead = {name}, [name]
    while ahead:
        for one in imports[ahead.pop()] - reached:
            reached.add(one)
            ahead.append(one)
    return reached


def _acts(modules: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The name of each act's module with what it says of itself."""
    for name, text in modules.items():
        called = name.rpartition(".")[2]
        for node in ast.parse(text).body:
            said = ast.get_docstring(node) if isinstance(node, ast.AsyncFunctionDef) else None
            if said and node.name == called and "Records:" in said:  # type: ignore[attr-defined] # an AsyncFunctionDef
                yield name, said


def test_no_act_that_gives_or_moves_posts_is_done_under_a_window() -> None:
    """By what each act says of its rules, wherever in what it uses rights are weighed."""
    modules = _modules()
    imports = {name: _imports(text, modules) for name, text in modules.items()}
    weighs = {
        name
        for name, text in modules.items()
        if WEIGHS.search(text) and not name.startswith(OTHER_WEIGHING)
    }
    rules = {
        name: set(re.findall(r"rules of\s+([a-z_]+\.[a-z_]+)", said))
        for name, said in _acts(modules)
        if weighs & _reached(name, imports) or GIVES.search(modules[name])
    }
    asked = set().union(*rules.values())
    for act in ("appointments.grant_role", "feeds.confirm_feed_plan", "previews.apply_change",
                "reorganisation.apply_reorganisation"):  # fmt: skip  # reads as a list
        assert rules[f"ledger.{act}"], f"the control: {act} is found, with its rules"
    rule = load().rules[BARRED]
    assert rule.roles == ("emergency_reader",)
    assert asked - set(rule.actions) == set(TAKES_OR_TOUCHES_NOTHING)
