"""The pages a person opens in a browser, and the addresses a machine watches."""

import json
import re
from hashlib import sha256
from pathlib import Path

import httpx2 as httpx
import pytest

from server.edge.origins import from_this_machine
from server.pages.markdown import html_of
from server.pages.refusals import documents, in_language
from server.settings import Mode
from tests.edge.conftest import serving
from tests.edge.small_world import small_app
from tests.patience import PATIENCE

PAGE = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
STATIC = Path(__file__).parents[2] / "server" / "static"


def write_cast(home):
    person = {
        "key": "zhang",
        "name": "张<b>三",
        "actor_type": None,
        "roles": ["task_force"],
        "tenant_code": "520600000000",
        "tenant_name": "铜仁市",
        "tenant_kind": "city",
        "token": "the-token",
    }
    (home / "demo.json").write_text(json.dumps({"cast": [person]}))


def test_the_front_page_shows_the_cast_in_both_languages(running, client):
    write_cast(running.home)
    chinese = client.get("/", headers=PAGE)
    assert 'lang="zh-CN"' in chinese.text
    assert "演示人员" in chinese.text
    assert "张&lt;b&gt;三" in chinese.text
    assert 'data-token="the-token"' in chinese.text
    english = client.get("/?lang=en", headers=PAGE)
    assert "The cast" in english.text
    for page, key in ((chinese, "代号"), (english, "Key")):
        assert f'<th scope="col">{key}</th>' in page.text
        assert "<td><code>zhang</code></td>" in page.text, "documents call them by it"
    for address in ("/graphql", "/schema.graphql", "/rule-book?lang=zh", "/healthz", "/readyz"):
        assert f'href="{address}"' in chinese.text
        assert client.get(address, headers=PAGE).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"host": "evil.example"}, {"host": "evil.example:80"}, {"x-forwarded-for": "1.2.3.4"}],
)
def test_tokens_are_shown_on_this_machine_only(running, client, headers):
    write_cast(running.home)
    assert "the-token" not in client.get("/", headers={**PAGE, **headers}).text


def test_a_request_from_elsewhere_is_not_from_this_machine():
    scope = {"client": ("10.0.0.9", 1), "headers": [(b"host", b"127.0.0.1:8000")]}
    assert not from_this_machine(scope)
    assert from_this_machine({**scope, "client": ("127.0.0.1", 1)})


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"cast": 1}', '{"cast": [1]}'])
def test_a_broken_cast_breaks_nothing(running, client, broken):
    (running.home / "demo.json").write_text(broken)
    assert client.get("/", headers=PAGE).status_code == 200


def test_pages_may_load_nothing_from_other_hosts(client):
    for address in ("/", "/graphql", "/rule-book"):
        page = client.get(address, headers=PAGE)
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "http" not in policy.replace("https:", "")
        assert 'src="http' not in page.text
        assert "<script>" not in page.text


def test_the_icon_is_ours_and_every_page_names_it(client):
    for asked in ({}, {"accept": "image/avif,image/webp,*/*;q=0.8"}):
        icon = client.get("/favicon.ico", headers=asked)
        assert (icon.status_code, icon.headers["content-type"]) == (200, "image/vnd.microsoft.icon")
        assert icon.content.startswith(b"\0\0\1\0"), "the beginning of every .ico"
        assert "max-age" in icon.headers["cache-control"]
    for address in ("/", "/graphql", "/rule-book", "/console", "/refusals/file.refused"):
        page = client.get(address, headers=PAGE)
        found = re.findall(r'<link rel="icon" href="([^"]+)"', page.text)
        assert found == ["/favicon.ico", "/static/levelwise.svg"], address
        assert {client.get(one).status_code for one in found} == {200}
        assert "img-src 'self'" in page.headers["content-security-policy"], address
    assert client.post("/favicon.ico").status_code == 405


def test_graphiql_is_served_to_browsers_from_our_own_files(client):
    page = client.get("/graphql?query={me}", headers=PAGE)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for line in page.text.splitlines():
        for attribute in ('src="', 'href="'):
            if attribute in line:
                address = line.split(attribute)[1].split('"')[0]
                assert client.get(address).status_code == 200


def test_vendored_files_are_those_whose_source_is_stated():
    stated = (STATIC / "graphiql" / "SOURCES.md").read_text()
    for file in (STATIC / "graphiql").glob("*.min.*"):
        assert sha256(file.read_bytes()).hexdigest() in stated


def test_the_rule_book_is_a_page_for_browsers_and_text_for_others(client):
    assert "<h2>规则手册 &lt;rule&gt;</h2>" in client.get("/rule-book", headers=PAGE).text
    plain = client.get("/rule-book", headers={"accept": "*/*"})
    assert plain.headers["content-type"] == "text/plain; charset=utf-8"
    assert plain.text == "# 规则手册 <rule>"


def test_a_rule_of_the_book_can_be_linked_to():
    assert '<h3 id="a-rule-2">' in html_of("## a-rule-2")
    assert " id=" not in html_of('## A Rule\n\n## a"onclick="x\n\n## 规则')


@pytest.mark.parametrize("code", sorted(documents()))
def test_every_refusal_is_explained_in_either_language(client, code):
    chinese = client.get(f"/refusals/{code}", headers=PAGE)
    assert chinese.status_code == 200
    assert chinese.headers["content-security-policy"].startswith("default-src 'none'")
    assert 'lang="zh-CN"' in chinese.text
    assert "<h3>发生了什么</h3>" in chinese.text
    assert "<h3>What happened</h3>" not in chinese.text
    english = client.get(f"/refusals/{code}?lang=en", headers=PAGE).text
    assert "<h3>What to do</h3>" in english
    assert "发生了什么" not in english
    assert english.count("<blockquote>") == chinese.text.count("<blockquote>") == 1


def test_a_refusal_is_explained_in_plain_text_to_others(client):
    plain = client.get("/refusals/list.stale", headers={"accept": "*/*"})
    assert plain.headers["content-type"] == "text/markdown; charset=utf-8"
    assert plain.text == documents()["list.stale"]


@pytest.mark.parametrize(
    "code",
    ["list.nothing", "", "..%2f..%2fREADME", "list.stale.md", "%00", "<script>", "LIST.STALE"],
)
def test_no_page_explains_what_is_no_refusal(client, code):
    for headers in (PAGE, {}):
        answer = client.get(f"/refusals/{code}", headers=headers)
        assert answer.status_code == 404
        assert "<script>" not in answer.text


def test_what_a_page_of_a_refusal_says_is_escaped():
    half = in_language(
        "# `a.b`\n\n> 甲<b>\n>\n> one<b>\n\n## 办法\n\n<i>\n\n## What to do\n\nx", "zh"
    )
    assert half == "# `a.b`\n\n> 甲<b>\n\n## 办法\n\n<i>\n"
    assert "&lt;i&gt;" in html_of(half)
    assert "<b>" not in html_of(half)


def test_health_and_schema(client):
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json()["checks"] == {"database": {"ready": True, "found": "yes"}}
    assert "type Query" in client.get("/schema.graphql").text
    assert client.head("/healthz").content == b""


def test_not_ready_is_503_without_reasons(tmp_path):
    app = small_app(tmp_path)

    async def broken():
        raise ConnectionError("postgresql://secret")

    for route in app.routes:
        if route.path == "/readyz":
            route.app.checks["book"] = broken
    with serving(app) as base:
        response = httpx.get(base + "/readyz", timeout=PATIENCE)
        assert response.status_code == 503
        assert response.json()["checks"]["book"] == {"ready": False}
        assert httpx.get(base + "/healthz", timeout=PATIENCE).status_code == 200


def test_production_shows_neither_graphiql_nor_cast(tmp_path):
    write_cast(tmp_path)
    with serving(small_app(tmp_path, mode=Mode.PRODUCTION)) as base:
        page = httpx.get(base + "/", headers=PAGE, timeout=PATIENCE)
        assert "the-token" not in page.text
        assert 'href="/graphql"' not in page.text
        ide = httpx.get(base + "/graphql", headers=PAGE, timeout=PATIENCE)
        assert ide.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/"]
)
def test_static_files_end_at_their_folder(client, path):
    assert client.get(path).status_code == 404


def test_markdown_is_printed_without_letting_html_through():
    text = "# A <i>\n\nline `x<y`\nnext\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | <b> |\n"
    printed = html_of(text)
    assert "<h2>A &lt;i&gt;</h2>" in printed
    assert "<p>line <code>x&lt;y</code><br>next</p>" in printed
    assert "<ul><li>one</li><li>two</li></ul>" in printed
    assert "<td>1</td><td>&lt;b&gt;</td>" in printed
