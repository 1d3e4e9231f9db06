"""Giving and taking: looked over first, then done; refused with a reason and without a change."""

import httpx2 as httpx
import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests import browsing, world
from tests.console.conftest import Site, enter
from tests.console.test_pages import violations
from tests.patience import PATIENCE


def state(site: Site) -> list[tuple]:
    """Everything that says who holds what."""
    with psycopg.connect(site.database.superuser_dsn) as connection:
        return connection.execute(
            "select 'held', post_id::text, person_id::text, relieved_on::text from app.appointment"
            " union all select 'given', post_id::text, role, given_until::text from app.role_grant"
            " union all select 'post', id::text, title, valid_until::text from app.post order by 1, 2, 3, 4"
        ).fetchall()


def at(page: Page, site: Site, address: str, heading: str) -> None:
    page.goto(f"{site.console}#/{address}")
    expect(page.get_by_role("heading", level=2, name=heading)).to_be_visible()


def ground(page: Page, reason: str = "工作需要") -> None:
    page.get_by_label("理由").fill(reason)
    page.get_by_label("文号").fill("甲组〔2026〕1号")


def post(name: str) -> str:
    return f"post/Post_{world.key_of('post', name)}"


def test_a_role_is_given_and_taken_back(page: Page, site: Site) -> None:
    before = state(site)
    at(page, site, post("a1.handler"), "甲一镇 a1.handler")
    page.get_by_role("link", name="授予角色").click()
    page.get_by_label("角色", exact=False).last.wait_for()
    role = page.locator("select", has=page.locator("option[value=grid_worker]")).first
    # What may not be given there cannot be chosen, and says why.
    assert role.locator("option[value=grid_worker]").is_disabled()
    assert role.locator("option[value=audit_administrator]").is_disabled()
    role.select_option("task_force")
    ground(page)
    page.get_by_role("button", name="先看一遍").click()
    gains = page.get_by_role("region", name="将获得")
    expect(gains.get_by_role("row").nth(1)).to_be_visible()
    assert state(site) == before, "looking changes nothing"
    page.get_by_role("button", name="确认办理").click()
    expect(page.locator(".verdict")).to_contain_text("已办理：授予角色")
    assert len(state(site)) == len(before) + 1
    at(page, site, post("a1.handler"), "甲一镇 a1.handler")
    given = page.get_by_role("region", name="另外授予的角色")
    expect(given.get_by_role("rowheader")).to_have_text("工作专班（领导小组办公室）")
    given.get_by_role("link", name="收回角色").click()
    ground(page, "不再需要")
    page.get_by_role("button", name="先看一遍").click()
    expect(page.get_by_role("region", name="将失去")).to_be_visible()
    page.get_by_role("button", name="确认办理").click()
    expect(page.locator(".verdict")).to_contain_text("已办理：收回角色")


def test_what_was_changed_is_looked_over_again(page: Page, site: Site) -> None:
    at(page, site, post("a1.handler"), "甲一镇 a1.handler")
    page.get_by_role("link", name="撤销职务").click()
    ground(page)
    page.get_by_role("button", name="先看一遍").click()
    expect(page.get_by_role("button", name="确认办理")).to_be_visible()
    page.get_by_label("理由").fill("另一个理由")
    expect(page.get_by_role("button", name="确认办理")).to_have_count(0)


def test_a_form_that_is_not_filled_in_is_not_sent(page: Page, site: Site) -> None:
    at(page, site, post("a1.handler"), "甲一镇 a1.handler")
    page.get_by_role("link", name="撤销职务").click()
    page.get_by_role("button", name="先看一遍").click()
    expect(page.get_by_role("button", name="确认办理")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('textarea:invalid')")


def test_a_refusal_says_why_and_changes_nothing(page: Page, site: Site) -> None:
    before = state(site)
    at(page, site, post("a.level_administrator"), "甲县 a.level_administrator")
    page.get_by_role("link", name="授予角色").click()
    page.locator("select", has=page.locator("option[value=task_force]")).first.select_option(
        "task_force"
    )
    ground(page)
    page.get_by_role("button", name="先看一遍").click()
    alert = page.get_by_role("alert").filter(has_text="未办理。")
    expect(alert).to_be_focused()
    expect(page.get_by_role("button", name="确认办理")).to_have_count(0)
    meaning = alert.get_by_role("link", name="这是什么意思、怎么办").get_attribute("href")
    assert httpx.get(site.base + meaning, timeout=PATIENCE).status_code == 200
    assert state(site) == before


def test_two_levels_down_nothing_is_offered(page: Page, site: Site) -> None:
    at(page, site, post("a1x.head"), "没有可看的内容")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_judge_of_accessibility_finds_nothing_in_forms(
    browser: Browser, site: Site, scheme: str
) -> None:
    with browsing.tab(browser, color_scheme=scheme, bypass_csp=True) as watched:
        page = watched.page
        enter(page, site)
        found = {}
        for address, heading in (
            (f"do/grantRole?post=Post_{world.key_of('post', 'a1.handler')}", "授予角色"),
            ("do/defineRole", "定义角色"),
            ("do/makePost", "设置职务"),
            ("do/draftReorganisation", "提出区划调整"),
            ("changes", "拟办更改"),
            (post("a1.handler"), "甲一镇 a1.handler"),
        ):
            at(page, site, address, heading)
            found[heading] = violations(page)
        assert {name: one for name, one in found.items() if one} == {}
