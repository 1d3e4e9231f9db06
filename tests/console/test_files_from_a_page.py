"""A page of another origin sends a file in parts, in a real browser.

Without a route of Playwright's: while one is set, Playwright answers every preflight itself.
"""

import hashlib
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.console.conftest import Site
from tests.console.test_changes import ask

CONTENT = "%PDF-1.4\n" + "y" * 3000
PREPARED = """mutation ($input: PrepareUploadInput!) {
  prepareUpload(input: $input) {
    ... on PrepareUploadSuccess { url }
    ... on Refusal { code }
  }
}"""
SEND = """async ([url, text]) => {
  const bytes = new TextEncoder().encode(text), told = [];
  const put = async (range, body) => {
    const headers = {'content-type': 'application/pdf', 'content-range': range};
    const answer = await fetch(url, {method: 'PUT', headers, body});
    told.push([answer.status, answer.headers.get('range')]);
  };
  await put(`bytes 0-999/${bytes.length}`, bytes.slice(0, 1000));
  await put(`bytes */${bytes.length}`, new Uint8Array());
  await put(`bytes 1000-${bytes.length - 1}/${bytes.length}`, bytes.slice(1000));
  return told;
}"""


def test_a_page_of_another_origin_sends_a_file_in_parts(browser: Browser, site: Site) -> None:
    announced = {
        "key": "a-file-from-a-page",
        "name": "走访台账.pdf",
        "size": str(len(CONTENT)),
        "sha256": hashlib.sha256(CONTENT.encode()).hexdigest(),
        "type": "application/pdf",
    }
    url = ask(site, "a1x", PREPARED, input=announced)["prepareUpload"]["url"]
    here, there = urlsplit(site.base), urlsplit(url)
    assert (here.hostname, there.hostname) == ("127.0.0.1", "127.0.0.1")
    context = browser.new_context()
    try:
        page = context.new_page()
        # Another name of this machine is another origin.
        page.goto(f"http://localhost:{here.port}/healthz")
        target = f"{site.base}{there.path}?{there.query}"
        assert page.evaluate(SEND, [target, CONTENT]) == [
            [308, "bytes=0-999"],
            [308, "bytes=0-999"],
            [201, None],
        ]
    finally:
        context.close()
