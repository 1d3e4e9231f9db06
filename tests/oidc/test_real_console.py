"""The console in a real browser at a real provider: in by code and PKCE, out on both sides."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests import browsing
from tests.browsing import Watched
from tests.oidc.conftest import Site

WHO = "a.level_administrator"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing.running() as opened:
        yield opened


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    with browsing.tab(browser) as found:
        yield found
        found.blameless()


def entered(page: Page, site: Site) -> None:
    page.goto(f"{site.base}/console")
    page.get_by_role("button", name="用统一身份登录").click()
    page.get_by_role("tree").get_by_role("treeitem", selected=True).wait_for()


def test_somebody_signs_in_at_the_console_and_leaves_on_both_sides(
    watched: Watched, site: Site
) -> None:
    site.provider.order("who", account=f"opaque-{WHO}", claims={"employee": WHO})
    page, held = watched.page, set()

    def heard(request: Request) -> None:
        held.add(request.headers.get("authorization", "").removeprefix("Bearer "))

    page.on("request", heard)
    entered(page, site)
    expect(page.get_by_label("当前职务")).to_have_value(re.compile("^Post_"))
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])")
    assert "eyJ" not in kept, "nothing is left in the browser"
    (token,) = held - {""}
    assert site.asked(token).status_code == 200
    page.get_by_role("button", name="退出").click()
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("button", name="用统一身份登录")).to_be_visible()
    assert site.asked(token).status_code == 401, "the provider has said so from behind"
