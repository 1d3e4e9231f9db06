"""What a change would mean, as the server foresees it: shown, made exactly so, by one person or by two."""

import re
import uuid
from collections.abc import Callable

import httpx2 as httpx
import psycopg
from playwright.sync_api import Browser, Locator, Page, expect

from tests import browsing, world
from tests.console.conftest import Site, beyond, enter, invalid
from tests.console.test_acts import at, ground, post, state
from tests.console.test_pages import CHINESE, violations
from tests.patience import PATIENCE

NEWEST = """{ proposedChanges(first: 1) { nodes {
  state peopleGaining needsSecond effects(first: 150) { nodes { id sort action role records } } } } }"""
GRANT = """mutation ($key: ID!, $post: ID!, $role: String!) {
  grantRole(input: {key: $key, post: $post, role: $role, reason: "试", documentNo: "1号"}) { __typename } }"""
LOOK, DO, ANEW = "先看一遍", "确认办理", "重新看一遍"


def ask(site: Site, who: str, query: str, **variables: object) -> dict:
    """Asks the API beside the page."""
    told = httpx.post(
        f"{site.base}/graphql",
        json={"query": query, "variables": variables},
        headers={"authorization": f"Bearer {site.issuer.token(f'{who}.level_administrator')}"},
        timeout=PATIENCE,
    ).json()
    assert "errors" not in told, told
    return told["data"]


def grant_form(page: Page, site: Site, name: str, role: str) -> None:
    """Fills in that a role is given to a post."""
    unit = f"Tenant_{world.key_of('tenant', name.split('.', maxsplit=1)[0])}"
    about = f"post=Post_{world.key_of('post', name)}&unit={unit}"
    page.goto(f"{site.console}#/do/grantRole?{about}")
    page.locator("select", has=page.locator(f"option[value={role}]")).first.select_option(role)


def grant(page: Page, site: Site, name: str, role: str) -> None:
    grant_form(page, site, name, role)
    ground(page)
    look(page)


def look(page: Page) -> None:
    page.get_by_role("button", name=LOOK).click()
    expect(page.get_by_role("heading", name="将要办理：")).to_be_focused()


def rights(page: Page, caption: str) -> list[list[str]]:
    """Every row of a table of effects, to its last page."""
    section = page.locator("section.report", has=page.get_by_role("region", name=caption))
    more = section.get_by_role("button", name=re.compile("显示更多|Show more"))
    rows = section.locator("tbody tr")
    while more.is_visible():
        shown = rows.count()
        more.click()
        expect(rows).not_to_have_count(shown)
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


# ------------------------------------------------------------------------- looked over
def test_the_page_says_what_the_server_foresees_and_changes_nothing(page: Page, site: Site) -> None:
    before = state(site)
    grant(page, site, "a1.handler", "task_force")
    (told,) = ask(site, "a", NEWEST)["proposedChanges"]["nodes"]
    assert told["state"] == "PREVIEWED"
    foreseen = [one for one in told["effects"]["nodes"] if one["sort"] == "GAINS"]
    assert len(foreseen) > 20, "more than one page"
    shown = rights(page, "将获得")
    assert len(shown) == len(foreseen)
    assert {row[3].split("（")[0] for row in shown} == {
        "—" if one["records"] is None else str(one["records"]) for one in foreseen
    }
    assert {row[4] for row in shown} == {"a1.handler"}
    expect(page.locator(".preview")).to_contain_text("1人")
    expect(page.get_by_role("region", name="将失去")).to_have_count(0)
    assert state(site) == before


def test_the_same_is_said_in_english(browser: Browser, site: Site) -> None:
    with browsing.tab(browser, locale="en-GB") as watched:
        page = watched.page
        page.goto(f"{site.console}?lang=en")
        page.get_by_label("Choose one of the cast").select_option("county-administrator")
        page.get_by_role("button", name="Enter as this person").click()
        page.get_by_role("treeitem", selected=True).wait_for()
        grant_form(page, site, "a1.handler", "task_force")
        page.get_by_label("Reason").fill("needed")
        page.get_by_label("Document number").fill("1")
        page.get_by_role("button", name="Look it over").click()
        expect(page.get_by_role("heading", name="About to be done: Give a role")).to_be_focused()
        shown = rights(page, "Gained")
        assert [row for row in shown if CHINESE.search("".join(row[:4]))] == []
        assert CHINESE.search("".join(shown[0])), "the control: names stay as they are written"
        watched.blameless()


def test_nothing_is_asked_but_the_published_schema_and_files_of_ours(
    watched: browsing.Watched, page: Page, site: Site
) -> None:
    grant(page, site, "a1.handler", "task_force")
    page.goto(f"{site.console}#/changes")
    page.get_by_role("region", name="全部").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=2, name="拟办更改：授予角色")).to_be_visible()
    said = " ".join(one["query"] for one in watched.asked)
    assert "previewChange" in said
    assert beyond(watched, site) == []
    assert [one for one in watched.asked if invalid(one["query"])] == []
    page.evaluate("fetch('/rule-book').then((answer) => answer.text())")
    assert beyond(watched, site) == ["/rule-book"], "what is asked elsewhere is noticed"
    watched.requested.pop()
    assert invalid("{ previewGrantRole { who } }"), "and what the schema does not have"


# ------------------------------------------------------------------------- made exactly so
def test_what_moved_since_is_told_and_looked_over_again(page: Page, site: Site) -> None:
    grant(page, site, "a1.task_force", "unit_head")
    given = {"post": f"Post_{world.key_of('post', 'a1.task_force')}", "role": "handler"}
    ask(site, "a", GRANT, key=str(uuid.uuid4()), **given)
    moved = state(site)
    page.get_by_role("button", name=DO).click()
    alert = page.get_by_role("alert").filter(has_text="情况已有变动")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("此次未作任何更改")
    assert state(site) == moved
    alert.get_by_role("button", name=ANEW).click()
    expect(page.get_by_role("heading", name="将要办理：")).to_be_focused()
    page.get_by_role("button", name=DO).click()
    # The control: what did not move is done.
    expect(page.locator(".verdict")).to_contain_text("已办理：授予角色")
    assert len(state(site)) == len(moved) + 1


def test_with_keys_alone_a_role_is_given(page: Page, site: Site) -> None:
    before = state(site)
    page.evaluate("addEventListener('pointerdown', () => { window.pointed = true; })")
    at(page, site, post("a.task_force"), "甲县 a.task_force")
    at(page, site, post("a1.head"), "甲一镇 a1.head")
    press(page, "document.activeElement.textContent === '授予角色'", "Enter")
    expect(page.get_by_role("heading", level=2, name="授予角色")).to_be_focused()
    press(
        page,
        "document.activeElement.matches('select') && document.activeElement.labels[0].textContent.startsWith('授予角色')",
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    for text in ("工作需要", "甲组〔2026〕9号"):
        press(page, "document.activeElement.matches('textarea, input[type=text]')")
        page.keyboard.type(text)
    press(page, f"document.activeElement.textContent === '{LOOK}'", "Enter")
    expect(page.get_by_role("heading", name="将要办理：")).to_be_focused()
    press(page, "document.activeElement.textContent === '返回修改'", "Enter")
    expect(page.get_by_role("button", name=LOOK)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="将要办理：")).to_be_focused()
    press(page, f"document.activeElement.textContent === '{DO}'", "Enter")
    expect(page.locator(".verdict.may")).to_be_focused()
    assert len(state(site)) == len(before) + 1
    assert page.evaluate("window.pointed") is None
    page.mouse.click(5, 5)
    assert page.evaluate("window.pointed"), "a mouse would have been noticed"


def press(page: Page, wanted: str, key: str | None = None) -> None:
    """Goes on by Tab until something is reached, and presses a key there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(wanted):
            break
    else:
        raise AssertionError(f"Tab never reaches {wanted}")
    if key:
        page.keyboard.press(key)


# ------------------------------------------------------------------------- two persons
def listed(page: Page, caption: str) -> Locator:
    page.get_by_role("navigation", name="栏目").get_by_role(
        "link", name=re.compile("^拟办更改")
    ).click()
    expect(page.get_by_role("heading", level=2, name="拟办更改")).to_be_focused()
    return page.get_by_role("region", name=caption, exact=True)


def strict(page: Page, site: Site) -> None:
    """Lets nobody of the unit give anything over records alone."""
    page.goto(f"{site.console}#/do/setChangeThreshold")
    page.get_by_label("一人可给出权限的人数上限").fill("50")
    page.get_by_label("对每人同类记录的上限").fill("0")
    look(page)
    page.get_by_role("button", name=DO).click()
    expect(page.locator(".verdict.may")).to_contain_text("已办理")


def second(browser: Browser, site: Site, answer: Callable[[Page], None]) -> None:
    """Somebody of the level above finds what waits, and answers it."""
    with browsing.tab(browser, bypass_csp=True) as watched:
        page = watched.page
        enter(page, site, who="city-administrator")
        menu = page.get_by_role("navigation", name="栏目")
        expect(menu.get_by_role("link", name="拟办更改（1项待办）")).to_be_visible()
        listed(page, "待我办理").get_by_role("link").click()
        expect(page.get_by_role("region", name="将获得").get_by_role("row").nth(1)).to_be_visible()
        assert violations(page) == []
        answer(page)
        expect(menu.get_by_role("link", name="拟办更改", exact=True)).to_be_visible()
        watched.blameless()


def test_what_is_above_the_threshold_is_confirmed_one_level_up(
    watched: browsing.Watched, browser: Browser, site: Site
) -> None:
    page = watched.page
    enter(page, site, who="b-administrator")
    strict(page, site)
    before = state(site)
    for number, answer in enumerate((declined, confirmed)):
        grant(page, site, "b.handler", "task_force")
        expect(page.locator(".verdict.waits")).to_contain_text("超过一人可自行办理的限额")
        page.get_by_role("button", name="提请确认").click()
        waits = page.locator(".verdict.waits")
        expect(waits).to_contain_text("由测试市的本级管理员或安全管理员确认")
        waits.get_by_role("link", name="查看这项更改").click()
        expect(page.get_by_role("heading", level=2, name="拟办更改：授予角色")).to_be_focused()
        # Whoever asked cannot answer, nor make it before the answer.
        expect(page.get_by_role("button", name=re.compile(f"^确认$|不予确认|{DO}"))).to_have_count(
            0
        )
        assert state(site) == before
        second(browser, site, answer)
        assert state(site) == before, "the answer alone gives nothing"
        expect(listed(page, "待我办理").get_by_role("row")).to_have_count(2 * number)
    listed(page, "待我办理").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("可以")
    page.get_by_role("button", name=DO).click()
    expect(page.locator(".verdict.may")).to_be_focused()
    expect(page.locator("main dl").first).to_contain_text("已实施")
    assert len(state(site)) == len(before) + 1


def declined(page: Page) -> None:
    page.get_by_role("button", name="不予确认").click()
    expect(page.get_by_label("意见")).to_be_focused()
    expect(page.get_by_role("alert").filter(has_text="请写明理由")).to_be_visible()
    page.get_by_label("意见").fill("不合适")
    page.get_by_role("button", name="不予确认").click()
    expect(page.locator(".verdict.may")).to_contain_text("不予确认")
    expect(page.locator("main dl").first).to_contain_text("未获确认")


def confirmed(page: Page) -> None:
    page.get_by_label("意见").fill("可以")
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.locator(".verdict.may")).to_contain_text("已确认")
    expect(page.locator("main dl").first).to_contain_text("已确认")


# ------------------------------------------------------------------------- the tree
def test_a_reorganisation_is_drafted_and_previewed_here_too(page: Page, site: Site) -> None:
    before = state(site)
    listed(page, "全部")
    page.get_by_role("link", name="提出区划调整").click()
    expect(page.get_by_role("heading", level=2, name="提出区划调整")).to_be_focused()
    page.get_by_label("类别").select_option("RENAME")
    page.get_by_label("名称", exact=True).fill("甲一镇更名")
    ground(page)
    step = page.get_by_role("group", name="第1步")
    step.get_by_label("做什么").select_option("RENAME")
    step.get_by_label("所涉单位").select_option(label="甲一镇")
    step.get_by_label("新名称").fill("甲一新镇")
    look(page)
    page.get_by_role("button", name=DO).click()
    expect(page.locator(".verdict.may")).to_contain_text("甲一镇更名")
    listed(page, "区划调整").get_by_role("link", name="甲一镇更名").click()
    page.get_by_role("link", name="预演区划调整").click()
    look(page)
    expect(page.get_by_role("link", name="到这项区划调整")).to_be_visible()
    expect(page.get_by_role("button", name=DO)).to_have_count(0)
    page.get_by_role("link", name="到这项区划调整").click()
    expect(page.locator("main dl").first).to_contain_text("已预演")
    assert state(site) == before
    (unit,) = named(site)
    assert unit == ("甲一镇",), "nothing moves by being previewed"


def named(site: Site) -> list[tuple]:
    with psycopg.connect(site.database.superuser_dsn) as connection:
        query = "select name from app.tenant where uid = %s"
        return connection.execute(query, [world.key_of("tenant", "a1")]).fetchall()
