"""The tree: read when it is opened, walked by keys alone, searched by name and by pinyin."""

from playwright.sync_api import Page, expect

from tests.browsing import Watched
from tests.console.conftest import MARKUP, Site


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label') || ''")


def test_children_are_read_when_a_unit_is_opened(watched: Watched, page: Page) -> None:
    tree = page.get_by_role("tree", name="组织树")
    expect(tree.get_by_role("treeitem", name="甲县 县（市、区）")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(tree.get_by_role("treeitem", name="甲一镇")).to_have_count(0)
    before = len(watched.asked)
    tree.get_by_role("treeitem", name="甲县 县（市、区）").focus()
    page.keyboard.press("ArrowRight")
    expect(tree.get_by_role("treeitem", name="甲一镇")).to_be_visible()
    assert [one["query"].split("(")[0] for one in watched.asked[before:]] == ["query Children"]


def test_the_tree_is_walked_by_keys_alone(page: Page) -> None:
    page.get_by_role("searchbox", name="查找单位").focus()
    page.keyboard.press("Tab")
    assert focused(page).startswith("甲县")
    page.keyboard.press("ArrowRight")
    page.get_by_role("treeitem", name="甲一镇").wait_for()
    page.keyboard.press("ArrowRight")
    assert focused(page).startswith("甲一镇")
    page.keyboard.press("ArrowDown")
    assert focused(page).startswith("甲二镇")
    page.keyboard.press("ArrowLeft")
    assert focused(page).startswith("甲县")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("treeitem", name="甲一镇")).to_have_count(0)
    page.keyboard.press("Home")
    assert focused(page).startswith("测试市")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert focused(page).startswith("乙县")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="乙县")).to_be_visible()
    assert focused(page).startswith("乙县")
    page.keyboard.press("End")
    assert focused(page).startswith("测试市审计局")
    # One stop for Tab: the next one is in the page.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_a_level_may_not_see_is_not_there(page: Page) -> None:
    posts = page.get_by_role("region", name="职务和人员")
    expect(posts.get_by_role("rowheader", name="a.head")).to_be_visible()
    page.get_by_role("treeitem", name="乙县").click()
    expect(page.get_by_role("heading", level=2, name="乙县")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("b.head")


def test_a_unit_is_found_by_name_and_by_pinyin(page: Page) -> None:
    field = page.get_by_role("searchbox", name="查找单位")
    field.fill("甲二东")
    hit = page.get_by_role("list", name="查到的单位").get_by_role("button")
    expect(hit).to_have_count(1)
    expect(page.locator("#said")).to_have_text("查到1个单位")
    field.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="甲二东村")).to_be_focused()
    expect(page.get_by_role("treeitem", selected=True)).to_have_attribute(
        "aria-label", "甲二东村 村（社区）"
    )
    field.fill("hosti")
    expect(hit).to_contain_text(MARKUP)
    field.press("Escape")
    expect(hit).to_have_count(0)


def test_a_page_can_be_opened_by_its_address_and_left_by_going_back(page: Page, site: Site) -> None:
    page.get_by_role("treeitem", name="测试市 市").locator(".name").first.click()
    expect(page.get_by_role("heading", level=2, name="测试市")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=2, name="甲县")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=2, name="甲县")).to_be_visible()
    page.goto(f"{site.console}#/unit/Tenant_00000000-0000-4000-8000-000000000000")
    expect(page.get_by_role("heading", level=2, name="没有可看的内容")).to_be_visible()
