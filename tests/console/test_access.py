"""Why somebody else may, who sees a record, what somebody sees: asked on the page, by name."""

import re
import uuid
from datetime import date, timedelta

import httpx2 as httpx
from playwright.sync_api import Locator, Page, expect

from tests import world
from tests.console.conftest import Site, enter
from tests.patience import PATIENCE

MADE = """mutation { makeGroup(input: {key: "%s", title: "联络员", reason: "试", documentNo: "1号"}) {
  __typename } }"""
WORDS = "同一单位的人可以看到本单位的党组织、职务、人员姓名和任职。"


def question(page: Page, site: Site, name: str, *, given: str = "") -> Locator:
    page.goto(f"{site.console}#/why{given}")
    expect(page.get_by_role("heading", level=2, name=re.compile("为什么"))).to_be_visible()
    return page.get_by_role("region", name=name, exact=True)


def by_id(asked: Locator, label: str, value: str) -> None:
    """Chooses a record by its id."""
    asked.get_by_label(label, exact=True).select_option("…")
    asked.get_by_role("textbox", name="编号").locator("visible=true").last.fill(value)


def test_an_administrator_learns_why_somebody_next_below_may(page: Page, site: Site) -> None:
    asked = question(page, site, "某人能不能看、能不能办")
    asked.get_by_label("人员", exact=True).select_option("…")
    asked.get_by_role("textbox").locator("visible=true").first.fill(
        f"Person_{world.key_of('person', 'a1.head')}"
    )
    asked.get_by_label("事项").select_option("post.read")
    by_id(asked, "记录", f"Post_{world.key_of('post', 'a1.handler')}")
    asked.get_by_role("button", name="查询").click()
    expect(asked.locator(".verdict")).to_contain_text("可以。")
    grants = asked.get_by_role("region", name="权限由来")
    expect(grants).to_contain_text("a-unit-knows-its-own-people")
    expect(grants).to_contain_text(WORDS)
    expect(asked).to_contain_text(re.compile("依据现行规则手册：出厂手册.+，未作收紧。"))
    # Of a past day, by which book that was answered.
    asked.locator("input[type=date]").fill(str(date.today() - timedelta(days=3)))
    asked.get_by_role("button", name="查询").click()
    expect(asked).to_contain_text("依据当日规则手册")
    expect(asked).not_to_contain_text("依据现行规则手册")


def test_a_person_of_another_county_is_answered_like_nobody(page: Page, site: Site) -> None:
    answers = []
    for person in ("b.head", "nobody's"):
        asked = question(page, site, "某人能不能看、能不能办")
        asked.get_by_label("人员", exact=True).select_option("…")
        asked.get_by_role("textbox").locator("visible=true").first.fill(
            f"Person_{world.key_of('person', person)}"
        )
        asked.get_by_label("事项").select_option("post.read")
        by_id(asked, "记录", f"Post_{world.key_of('post', 'a1.handler')}")
        asked.get_by_role("button", name="查询").click()
        answers.append(asked.locator(".verdict").inner_text())
        page.goto(f"{site.console}#/rules")
    assert answers == ["没有这条记录，或者您无权查看。"] * 2


def test_who_sees_a_record_is_listed_with_the_reasons(page: Page, site: Site) -> None:
    asked = question(page, site, "谁能看到这条记录")
    by_id(asked, "记录", f"Post_{world.key_of('post', 'a1.handler')}")
    asked.get_by_role("button", name="查询").click()
    listed = asked.get_by_role("region", name="看得到的人")
    expect(listed.get_by_role("row").filter(has_text="a1.head")).to_contain_text(
        "a-unit-knows-its-own-people"
    )
    expect(listed).not_to_contain_text("b.head")
    expect(asked).to_contain_text("依据现行规则手册")


def test_the_audit_is_for_its_administrator(page: Page, site: Site) -> None:
    page.get_by_role("navigation", name="栏目").get_by_role("link", name="审计").click()
    expect(page.get_by_role("heading", level=2, name="审计记录")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("没有可看的内容。")


def test_the_audit_administrator_reads_what_was_done(page: Page, site: Site) -> None:
    key = uuid.uuid4().hex
    done = httpx.post(
        f"{site.base}/graphql",
        headers={"authorization": f"Bearer {site.issuer.token('city.level_administrator')}"},
        json={"query": MADE % key},
        timeout=PATIENCE,
    ).json()
    assert "MakeGroupSuccess" in str(done), done
    page.get_by_role("button", name="退出").click()
    enter(page, site, who="audit-administrator")
    page.get_by_role("navigation", name="栏目").get_by_role("link", name="审计").click()
    listed = page.get_by_role("region", name="审计记录")
    expect(listed.get_by_role("row").filter(has_text="设置职务组").first).to_be_visible()
