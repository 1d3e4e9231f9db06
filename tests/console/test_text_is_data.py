"""What people wrote is data: on the page, in what is exported, and to the browser itself."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browsing import Watched
from tests.console.conftest import FORMULA, MARKUP, SPELT

FILES = sorted((Path(__file__).parents[2] / "server" / "static" / "console").glob("*.js"))
MAKES_MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment"
    r"|\beval\b|new Function|srcdoc|setHTML"
)


def exported(page: Page, caption: str) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"导出 CSV：{caption}").click()
    return Path(waiting.value.path()).read_bytes().decode()


def test_a_name_that_would_be_markup_is_shown_as_it_is(page: Page) -> None:
    page.get_by_role("searchbox", name="查找单位").fill("hosti")
    page.get_by_role("list", name="查到的单位").get_by_role("button").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(MARKUP)
    expect(page.get_by_role("treeitem", name=MARKUP)).to_be_visible()
    assert page.locator("img[src=x]").count() == 0
    assert page.title().startswith(MARKUP)


def test_titles_and_names_of_people_are_shown_as_they_are(page: Page) -> None:
    posts = page.get_by_role("region", name="职务和人员")
    posts.get_by_role("link", name=FORMULA).click()
    expect(page.get_by_role("heading", level=2)).to_have_text(f"甲县 {FORMULA}")
    page.get_by_role("link", name=SPELT).click()
    expect(page.get_by_role("heading", level=2)).to_have_text(SPELT)


def test_no_exported_cell_is_a_formula(page: Page) -> None:
    text = exported(page, "职务和人员")
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0][:4] == ["职务", "身份和角色", "所在党组织", "任职人员"]
    cells = [cell for row in rows for cell in row]
    assert f"'{FORMULA}" in cells
    assert f"'{SPELT}" in cells
    assert [cell for cell in cells if re.match(r"[\s]*[=+\-@＝＋－＠\t\r]", cell)] == []


CELLS = {
    "=1+1": '"\'=1+1"',
    "  =1+1": '"\'  =1+1"',
    "＝1": '"\'＝1"',
    "\t=1": '"\'\t=1"',
    "-2": '"\'-2"',
    'a"b': '"a""b"',
    "一行\n两行": '"一行\n两行"',
    "示任〔2024〕51号": '"示任〔2024〕51号"',
    None: '""',
}


def test_each_cell_is_text_to_a_spreadsheet(page: Page) -> None:
    asked = "(texts) => import('/static/console/report.js').then((it) => texts.map(it.cell))"
    assert page.evaluate(asked, list(CELLS)) == list(CELLS.values())


def test_the_browser_refuses_to_make_markup_from_text(watched: Watched, page: Page) -> None:
    with pytest.raises(Error, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = '<b>x</b>'")
    with pytest.raises(Error, match="TrustedTypePolicy"):
        page.evaluate("trustedTypes.createPolicy('default', {createHTML: (text) => text})")
    watched.faults = [
        fault for fault in watched.faults if "Trusted" not in fault and "trusted" not in fault
    ]


@pytest.mark.parametrize(
    "attempt",
    [
        "document.createElement('a').setAttribute('onclick', 'alert(1)')",
        "document.body.append(Object.assign(document.createElement('script'), {text: 'alert(1)'}))",
    ],
)
def test_the_browser_runs_no_script_but_ours(watched: Watched, page: Page, attempt: str) -> None:
    with pytest.raises(Error, match="TrustedScript"):
        page.evaluate(attempt)
    assert not any("a dialog" in fault for fault in watched.faults)
    watched.faults.clear()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_of_the_console_makes_markup_from_text(path: Path) -> None:
    assert MAKES_MARKUP.findall(path.read_text(encoding="utf-8")) == []
