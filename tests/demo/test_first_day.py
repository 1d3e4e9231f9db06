"""The first day of a level administrator, as the page of that name tells it, in a real browser.

``SCREENSHOTS=record`` writes the pictures of docs/first-day.md anew.
"""

import dataclasses
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from policies import book
from server.app import create_app
from server.demo import cast
from server.demo.feed import standing_feed
from server.demo.people import subject_of
from server.settings import Mode
from server.sign_in.demo_issuer import DemoIssuer
from server.wiring import wired
from tests import browsing
from tests.conftest import Server, cloned
from tests.console.provider import AUDIENCE, CLIENT, OpenID, providing
from tests.demo.conftest import Demo, deployment_of
from tests.edge.conftest import serving
from tests.patience import PATIENCE

IMAGES = Path(__file__).parents[2] / "docs" / "images"
TODAY = datetime.now(UTC).date().isoformat()
NEWCOMER, HEAD = "陆晓岚", "田志远"
RECORD = """mutation Record($key: ID!, $obligation: ID!, $day: Date!) {
  recordEntry(input: {key: $key, obligation: $obligation, text: "召开专题会议", heldOn: $day}) {
    __typename
    ... on RecordEntrySuccess { entry { obligation { state } } }
    ... on Refusal { code rule }
  }
}"""
RETURNED = """{ obligations(first: 100, filter: {open: true}) {
  nodes { id state tenant { code } } } }"""


@dataclasses.dataclass(frozen=True)
class Day:
    """The demo with an identity provider, a township, and whom the county puts at its head."""

    demo: Demo
    base: str
    openid: OpenID
    issuer: DemoIssuer

    def ask(self, subject: str, query: str, *, issuer: Any = None, **variables: Any) -> Any:
        token = issuer.token(subject) if issuer else self.openid.signed(subject, AUDIENCE)
        return httpx.post(
            f"{self.base}/graphql",
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {token}"},
            timeout=PATIENCE,
        ).json()


@pytest.fixture(scope="module")
def demo(cluster: Server, built: Demo) -> Iterator[Demo]:
    """A demo of its own: people are invited and put into posts."""
    with cloned(cluster, built.database.name) as database:
        yield dataclasses.replace(built, database=database)


@pytest.fixture(scope="module")
def day(demo: Demo) -> Iterator[Day]:
    issuer = DemoIssuer.open(demo.settings.home, mode=Mode.DEMO)
    with providing() as openid:
        settings = dataclasses.replace(
            demo.settings,
            oidc_issuer=openid.issuer,
            oidc_audience=AUDIENCE,
            oidc_jwks_url=f"{openid.issuer}/keys",
            oidc_client_id=CLIENT,
        )
        with serving(create_app(settings, wired(settings, deployment_of(demo.database)))) as base:
            parts = list(cast.cast_of(demo.line))
            with psycopg.connect(demo.database.migrator_dsn) as connection:
                secret = standing_feed(connection, demo.line.city, settings.home)
            cast.write(
                settings.home,
                parts,
                book=book.load(),
                issuer=issuer,
                base_url=base,
                scim_token=secret,
                receiver="127.0.0.1:8001",
            )
            yield Day(demo, base, openid, issuer)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.running() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with visiting(browser) as page:
        yield page


@contextmanager
def visiting(browser: Browser) -> Iterator[Page]:
    """Somebody's own browser, which must have nothing to be blamed for."""
    with browsing.tab(browser, viewport={"width": 1080, "height": 700}) as found:
        yield found.page
        found.blameless()


def shot(page: Page, name: str) -> None:
    """Keeps a picture for the docs, when that is what was asked for."""
    if os.environ.get("SCREENSHOTS") == "record":
        IMAGES.mkdir(exist_ok=True)
        page.wait_for_timeout(200)
        page.screenshot(path=IMAGES / f"{name}.jpg", type="jpeg", quality=55)


def enter(page: Page, day: Day, who: str) -> None:
    """Signs in as one of the cast."""
    page.goto(f"{day.base}/console")
    page.get_by_label("选择一名演示人员").select_option(who)
    page.get_by_role("button", name="以此身份进入").click()
    page.get_by_role("treeitem", selected=True).wait_for()


def accept(page: Page, day: Day, subject: str, code: str, *, pictures: bool = False) -> None:
    """Signs in at the provider as somebody whom nobody knows yet, and takes an invitation."""
    day.openid.subject = subject
    page.goto(f"{day.base}/console")
    page.get_by_role("button", name="用统一身份登录").wait_for()
    if pictures:
        shot(page, "first-day-1-sign-in")
    page.get_by_role("button", name="用统一身份登录").click()
    page.get_by_label("邀请码").fill(code)
    if pictures:
        shot(page, "first-day-2-invitation")
    page.get_by_role("button", name="接受邀请").click()
    # The server forgets within five seconds that this was nobody.
    page.get_by_role("treeitem", selected=True).wait_for()


def unit(page: Page, name: str) -> None:
    """Finds a unit by its name and opens it."""
    page.get_by_role("searchbox", name="查找单位").fill(name)
    hits = page.get_by_role("list", name="查到的单位").get_by_role("button")
    hits.filter(has_text=re.compile(rf"^{name}\s")).first.click()
    expect(page.get_by_role("heading", level=2, name=name, exact=True)).to_be_visible()


def ground(page: Page, number: int) -> None:
    page.get_by_label("理由").fill("换届调整，工作需要")
    page.get_by_label("文号").fill(f"碧组〔2026〕{number}号")


def look(page: Page) -> None:
    page.get_by_role("button", name="先看一遍").click()
    expect(page.get_by_role("heading", name="将要办理：")).to_be_focused()


def do(page: Page) -> None:
    page.get_by_role("button", name="确认办理").click()
    expect(page.locator(".verdict")).to_contain_text("已办理：")


def recorded(page: Page, place: str, name: str, number: int) -> None:
    """Records a new person at a unit."""
    unit(page, place)
    page.get_by_role("link", name="登记人员").click()
    page.get_by_label("姓名").fill(name)
    ground(page, number)
    look(page)
    do(page)


def appointing(page: Page, place: str, name: str, post: str, number: int) -> None:
    """Fills in that somebody is appointed, and looks it over."""
    unit(page, place)
    page.get_by_role("region", name="职务和人员").get_by_role("link", name=post, exact=True).click()
    expect(page.get_by_role("heading", level=2, name=f"{place} {post}")).to_be_focused()
    if post == "主要负责人":
        shot(page, "first-day-5-post")
    page.get_by_role("link", name="任职", exact=True).click()
    page.get_by_label("人员").select_option(label=f"{name}（{place}）")
    ground(page, number)
    look(page)


def inviting(page: Page, name: str) -> str:
    """Invites whoever was just appointed, and gives the code that is told once."""
    page.locator(".verdict").get_by_role("link", name=name, exact=True).first.click()
    page.get_by_role("link", name="邀请人员").click()
    look(page)
    do(page)
    return page.locator(".verdict dd.loud").inner_text()


def held(demo: Demo) -> list[tuple]:
    return demo.rows("select post_id, person_id, relieved_on from app.appointment order by 1, 2")


def test_the_city_invites_an_administrator_who_puts_a_head_to_work(
    day: Day, browser: Browser
) -> None:
    line, place = day.demo.line, day.demo.line.township.name
    with visiting(browser) as page:
        enter(page, day, "city-administrator")
        recorded(page, line.county.name, NEWCOMER, 1)
        appointing(page, line.county.name, NEWCOMER, "本级管理员", 2)
        do(page)
        code = inviting(page, NEWCOMER)

    with visiting(browser) as page:
        accept(page, day, "lu.xiaolan", code, pictures=True)
        expect(page.get_by_role("heading", level=2, name=line.county.name)).to_be_visible()
        expect(page.get_by_role("banner")).to_contain_text(NEWCOMER)
        shot(page, "first-day-3-my-unit")
        down_to(page, place)
        shot(page, "first-day-4-township")
        recorded(page, place, HEAD, 14)
        before = held(day.demo)
        appointing(page, place, HEAD, "主要负责人", 15)
        gains = page.get_by_role("region", name="将获得")
        expect(gains.get_by_role("row").nth(1)).to_contain_text(HEAD)
        expect(page.locator(".preview dl").nth(1)).to_contain_text("获得权限1人失去权限0人")
        assert held(day.demo) == before, "looking changes nothing"
        page.get_by_role("heading", name="将要办理：").evaluate("(one) => one.scrollIntoView()")
        shot(page, "first-day-6-look-it-over")
        do(page)
        assert len(held(day.demo)) == len(before) + 1
        code = inviting(page, HEAD)
        page.locator(".verdict").scroll_into_view_if_needed()
        shot(page, "first-day-7-invited")

    obligation = returned(day)
    refused = day.ask(
        "tian.zhiyuan", RECORD, key=str(uuid.uuid4()), obligation=obligation, day=TODAY
    )
    assert refused["data"]["recordEntry"]["__typename"] == "Refusal", "nobody records yet"
    with visiting(browser) as page:
        accept(page, day, "tian.zhiyuan", code)
        expect(page.get_by_role("heading", level=2, name=place)).to_be_visible()
        expect(page.get_by_label("当前职务").locator("option:checked")).to_contain_text(
            "主要负责人"
        )
    answer = day.ask(
        "tian.zhiyuan", RECORD, key=str(uuid.uuid4()), obligation=obligation, day=TODAY
    )
    assert answer["data"]["recordEntry"]["entry"]["obligation"]["state"] == "RECORDED"


def down_to(page: Page, place: str) -> None:
    """Goes down the tree by keys alone."""
    page.get_by_role("treeitem", selected=True).focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("treeitem", name=f"{place} 乡镇（街道）").wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=place)).to_be_visible()
    page.mouse.move(700, 690)


def returned(day: Day) -> str:
    """A duty of the township that was returned to it."""
    task_force = subject_of(day.demo.line.township, "task-force")
    nodes = day.ask(task_force, RETURNED, issuer=day.issuer)["data"]["obligations"]["nodes"]
    code = day.demo.line.township.code
    return next(
        one["id"] for one in nodes if (one["state"], one["tenant"]["code"]) == ("RETURNED", code)
    )


def test_what_may_be_given_is_said_with_the_reason(day: Day, page: Page) -> None:
    enter(page, day, "county-administrator")
    page.get_by_role("navigation", name="栏目").get_by_role("link", name="角色").click()
    table = page.get_by_role(
        "region", name=f"{day.demo.line.county.name} · 在所选单位可以授予的角色"
    )
    expect(table.get_by_role("row").filter(has_text="承办人").first).to_contain_text("是")
    refused = table.get_by_role("row").filter(has_text="审计管理员")
    expect(refused).to_contain_text("否")
    table.scroll_into_view_if_needed()
    shot(page, "first-day-8-roles")


def test_a_refusal_is_shown_with_its_reason_and_changes_nothing(day: Day, page: Page) -> None:
    before = held(day.demo)
    enter(page, day, "county-administrator")
    page.get_by_role("region", name="职务和人员").get_by_role(
        "link", name="本级管理员", exact=True
    ).click()
    page.get_by_role("row").filter(has_text=NEWCOMER).get_by_role("link", name="免职").click()
    page.get_by_label("理由").fill("试一试")
    page.get_by_label("文号").fill("碧组〔2026〕16号")
    page.get_by_role("button", name="先看一遍").click()
    alert = page.get_by_role("alert").filter(has_text="未办理。")
    expect(alert).to_be_visible()
    expect(alert.get_by_role("link", name="这是什么意思、怎么办")).to_be_visible()
    alert.scroll_into_view_if_needed()
    shot(page, "first-day-9-refused")
    assert held(day.demo) == before


def test_what_is_more_than_one_person_gives_is_confirmed_one_level_up(
    day: Day, browser: Browser
) -> None:
    before = given(day.demo)
    with visiting(browser) as page:
        enter(page, day, "township-administrator")
        page.get_by_role("navigation", name="栏目").get_by_role("link", name="拟办更改").click()
        page.get_by_role("link", name="设定一人可办限额").click()
        page.get_by_label("一人可给出权限的人数上限").fill("50")
        page.get_by_label("对每人同类记录的上限").fill("0")
        look(page)
        do(page)
        unit(page, day.demo.line.township.name)
        posts = page.get_by_role("region", name="职务和人员")
        posts.get_by_role("link", name="承办人", exact=True).first.click()
        page.get_by_role("link", name="授予角色").click()
        page.get_by_label("授予角色（或选自定义角色）").select_option("task_force")
        ground(page, 17)
        look(page)
        expect(page.locator(".verdict.waits")).to_contain_text("超过一人可自行办理的限额")
        page.get_by_role("button", name="提请确认").click()
        waits = page.locator(".verdict.waits").filter(has_text="已提请确认")
        expect(waits).to_contain_text(day.demo.line.county.name)
        waits.scroll_into_view_if_needed()
        shot(page, "first-day-10-proposed")
    with visiting(browser) as page:
        enter(page, day, "county-administrator")
        page.get_by_role("link", name="拟办更改（1项待办）").click()
        page.get_by_role("region", name="待我办理").get_by_role("link").click()
        expect(page.get_by_role("region", name="将获得").get_by_role("row").nth(1)).to_be_visible()
        page.get_by_label("意见").fill("同意")
        shot(page, "first-day-11-second-person")
        page.get_by_role("button", name="确认", exact=True).click()
        expect(page.locator(".verdict.may")).to_contain_text("已确认")
    assert given(day.demo) == before
    with visiting(browser) as page:
        enter(page, day, "township-administrator")
        page.get_by_role("navigation", name="栏目").get_by_role("link", name="拟办更改").click()
        page.get_by_role("region", name="待我办理").get_by_role("link").click()
        page.get_by_role("button", name="确认办理").click()
        expect(page.locator(".verdict.may")).to_contain_text("已办理：授予角色")
    assert len(given(day.demo)) == len(before) + 1


def given(demo: Demo) -> list[tuple]:
    return demo.rows("select post_id, role, given_until from app.role_grant order by 1, 2")
