"""The rule book, why, roles, both languages, paper, and whoever works without eyes or mouse."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests import browsing, world
from tests.console.conftest import Site, enter

CONSOLE = Path(__file__).parents[2] / "server" / "static" / "console"
TEXT = re.compile(r"^  (?:'([\w.]+)'|(\w+)): \['(.*)', '(.*)'\],$", re.MULTILINE)
CHINESE = re.compile(r"[\u3400-\u9fff]")
FAMILIES = (
    "kind.", "field.", "do.", "why.", "state.", "record.", "effect.", "change.standing.",
    "reorganisation.",
)  # fmt: skip  # reads as a list
"""Texts that are looked up by a name of the schema."""


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name=re.compile("栏目|Sections")).get_by_role(
        "link", name=name, exact=True
    ).click()


# ------------------------------------------------------------------------- the rule book
def test_the_rule_book_is_searched_in_either_language(page: Page) -> None:
    go(page, "规则手册")
    rows = page.get_by_role("region", name="规则").get_by_role("row")
    # The page is there before its rules are.
    expect(rows.nth(100)).to_be_attached()
    every = rows.count()
    page.get_by_role("searchbox", name="查找规则").fill("names of")
    expect(rows).not_to_have_count(every)
    page.get_by_role("searchbox", name="查找规则").fill("不隔级查看")
    expect(rows).to_have_count(2)
    expect(rows.last).to_contain_text("a-level-knows-the-people-next-below")
    expect(rows.last).to_contain_text("查看职务")
    expect(page.locator("#said")).to_have_text("1条规则")
    page.get_by_role("searchbox", name="查找规则").fill("")
    page.get_by_label("涉及角色").select_option("level_administrator")
    expect(rows).not_to_have_count(every)
    expect(rows.nth(1)).to_contain_text("本级管理员")


def test_a_rule_has_an_address(page: Page, site: Site) -> None:
    page.goto(f"{site.console}#/rules?rule=names-and-codes-are-open")
    expect(page.get_by_role("region", name="规则").get_by_role("row")).to_have_count(2)


# ------------------------------------------------------------------------- why
def ask_why(page: Page, site: Site, act: str, kind: str, key: object) -> str:
    page.goto(f"{site.console}#/why?act={act}&id={kind}_{key}")
    verdict = page.locator(".verdict")
    verdict.wait_for()
    return verdict.inner_text()


def test_why_says_the_rule_and_leads_to_it(page: Page, site: Site) -> None:
    said = ask_why(page, site, "post.read", "Post", world.key_of("post", "a1.head"))
    assert said.startswith("可以。")
    page.get_by_role("link", name="a-level-knows-the-people-next-below").click()
    expect(page.get_by_role("heading", level=2, name="规则手册")).to_be_focused()


def test_why_not_says_what_is_missing(page: Page, site: Site) -> None:
    said = ask_why(page, site, "post.hand_over", "Post", world.key_of("post", "a.head"))
    assert said.startswith("不可以。")


def test_what_is_hidden_and_what_is_not_there_are_answered_alike(page: Page, site: Site) -> None:
    hidden = ask_why(page, site, "post.read", "Post", world.key_of("post", "b.head"))
    absent = ask_why(page, site, "post.read", "Post", world.key_of("post", "nobody's"))
    assert hidden == absent == "没有这条记录，或者您无权查看。"


def test_the_button_why_fills_the_question_in(page: Page) -> None:
    page.get_by_role("region", name="职务和人员").get_by_role(
        "link", name="a.head", exact=True
    ).first.click()
    page.get_by_role("link", name="为什么？").click()
    expect(page.locator(".verdict")).to_contain_text("可以。")
    expect(page.get_by_label("事项").first).to_have_value("post.read")


# ------------------------------------------------------------------------- languages
def test_the_language_is_changed_where_one_stands(page: Page) -> None:
    page.get_by_role("treeitem", name="乙县").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="中文")).to_be_focused()
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.get_by_role("heading", level=2, name="乙县")).to_be_visible()
    expect(page.get_by_role("treeitem", name="乙县 county")).to_be_visible()
    go(page, "Rule book")
    row = (
        page.get_by_role("region", name="Rules")
        .get_by_role("row")
        .filter(has_text="names-and-codes")
    )
    assert CHINESE.search(row.get_by_role("cell").first.inner_text()) is None
    page.reload()
    expect(page.get_by_role("button", name="中文")).to_be_visible()


def test_every_text_is_there_in_both_languages_and_used() -> None:
    texts = {
        quoted or plain: (zh, en)
        for path in CONSOLE.glob("texts*.js")
        for quoted, plain, zh, en in TEXT.findall(path.read_text(encoding="utf-8"))
    }
    assert len(texts) > 150
    for key, (chinese, english) in texts.items():
        assert chinese, key
        assert english, key
        assert key == "other_language" or not CHINESE.search(english), key
        assert set(re.findall(r"\{\w+\}", chinese)) == set(re.findall(r"\{\w+\}", english)), key
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in CONSOLE.glob("*.js")
        if not path.name.startswith("texts")
    )
    said = {
        key
        for call in re.findall(r"\bsay\(([^)]*)\)", code)
        for key in re.findall(r"'([\w.]+)'", call)
    }
    assert sorted(key for key in said - set(texts) if "." in key or "_" in key) == []
    unused = [key for key in texts if f"'{key}'" not in code and not key.startswith(FAMILIES)]
    assert unused == []


# ------------------------------------------------------------------------- paper
def test_paper_shows_what_the_page_shows_and_who_printed_it(page: Page) -> None:
    paper = page.locator(".paper")
    expect(paper).to_be_hidden()
    page.emulate_media(media="print")
    expect(paper).to_be_visible()
    expect(paper).to_contain_text("a.level_administrator")
    expect(page.get_by_role("tree")).to_be_hidden()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    expect(page.get_by_role("rowheader", name="a.head")).to_be_visible()
    assert page.pdf()[:4] == b"%PDF"


# ------------------------------------------------------------------------- without eyes or mouse
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_judge_of_accessibility_finds_nothing(browser: Browser, site: Site, scheme: str) -> None:
    with browsing.tab(browser, color_scheme=scheme, bypass_csp=True) as watched:
        page = watched.page
        page.goto(site.console)
        page.get_by_label("选择一名演示人员").wait_for()
        found = {"signing in": violations(page)}
        enter(page, site)
        found["unit"] = violations(page)
        for name in ("角色", "为什么", "规则手册"):
            go(page, name)
            expect(page.get_by_role("heading", level=2, name=name)).to_be_focused()
            found[name] = violations(page)
        assert {name: one for name, one in found.items() if one} == {}
        # Beside what is there on every page; the rule book takes the judge longer than all others.
        go(page, "为什么")
        expect(page.get_by_role("heading", level=2, name="为什么")).to_be_focused()
        page.evaluate("document.querySelector('#search').labels[0].remove()")
        assert "label" in violations(page), "the judge sees what is wrong"


def violations(page: Page) -> list[str]:
    """What axe-core has to say about the page."""
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found]


def test_whoever_arrives_by_key_can_go_past_the_tree(page: Page) -> None:
    first = "document.querySelector('a, button, input, select, [tabindex]').textContent"
    assert page.evaluate(first) == "跳到正文"
    page.get_by_role("link", name="跳到正文").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


# ------------------------------------------------------------------------- a narrow screen
def test_on_a_narrow_screen_nothing_hangs_over_and_the_tree_is_folded(
    browser: Browser, site: Site
) -> None:
    with browsing.tab(browser, viewport={"width": 390, "height": 800}, bypass_csp=True) as watched:
        page = watched.page
        page.goto(site.console)
        page.get_by_role("button", name="以此身份进入").click()
        for name in ("角色", "拟办更改", "本单位"):
            go(page, name)
            expect(page.locator("main h2")).to_be_focused()
            assert not hangs_over(page), name
        expect(page.get_by_role("tree")).to_be_hidden()
        post = page.get_by_role("region", name="职务和人员").get_by_role("row").nth(1)
        expect(post.get_by_role("cell").first).to_be_visible()
        assert violations(page) == []
        page.locator(".side summary").press("Enter")
        page.get_by_role("treeitem", name="乙县").click()
        expect(page.get_by_role("heading", level=2, name="乙县")).to_be_focused()
        expect(page.get_by_role("tree")).to_be_hidden()
        page.set_viewport_size({"width": 1180, "height": 760})
        expect(page.get_by_role("tree")).to_be_visible()
        page.set_viewport_size({"width": 390, "height": 800})
        page.locator("main h2").evaluate("(one) => { one.style.width = '600px'; }")
        assert hangs_over(page), "what hangs over is noticed"
        watched.blameless()


def hangs_over(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")
