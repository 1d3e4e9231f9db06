"""GET /refusals/<code>: what a refusal means and what to do about it, in the reader's language."""

import re
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from server.edge.negotiation import Language, Media, media_of
from server.pages.markdown import html_of
from server.pages.sending import filled, page_language, send_page, template
from server.edge.replies import header_of, send_bytes

PAGE = template("text.html")
PLAIN = (
    (b"content-type", b"text/markdown; charset=utf-8"),
    (b"x-content-type-options", b"nosniff"),
)
PLACES = (
    Path(__file__).parents[2] / "docs" / "refusals",
    Path(sysconfig.get_path("data")) / "share" / "levelwise" / "refusals",
)
"""Where the pages lie: in a working tree, and where an installed package puts them."""

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "tag": "zh-CN",
        "lead": "系统没有办理所请求的事项；这一页说明原因和办法。",
        "other_tag": "en",
        "other_name": "English",
        "back": "首页",
    },
    "en": {
        "tag": "en",
        "lead": "What was asked was not done; this page says why, and what to do about it.",
        "other_tag": "zh-CN",
        "other_name": "中文",
        "back": "Front page",
    },
}
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def documents() -> dict[str, str]:
    """Reads the page of every refusal, by code.

    Refuses:  FileNotFoundError when this installation has none: a refusal must name its page.
    """
    for folder in PLACES:
        found = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
        if found:
            return found
    places = " or ".join(str(folder) for folder in PLACES)
    raise FileNotFoundError(f"The pages of the refusals are missing from {places}.")


def in_language(document: str, language: Language) -> str:
    """Gives the half of a page that is written in one language.

    A page has a title, its message in both languages as quotes, and sections in both.
    """
    return "\n".join(
        line
        for section in _sections(document.splitlines())
        if not section[0].startswith("## ") or _is(section[0], language)
        for line in section
        if not line.startswith(">") or (line.strip("> ") and _is(line, language))
    )


def _sections(lines: list[str]) -> Iterator[list[str]]:
    starts = [0, *(at for at, line in enumerate(lines) if line.startswith("## ")), len(lines)]
    yield from (lines[start:end] for start, end in pairwise(starts) if start < end)


def _is(line: str, language: Language) -> bool:
    return bool(_CHINESE.search(line)) == (language == "zh")


@dataclass(frozen=True)
class RefusalPages:
    """The pages, by code."""

    documents: Mapping[str, str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends one as a page to browsers, as the text it is written in to everyone else.

        Refuses:  HTTPException 404 for a code that no refusal has.
        """
        del receive
        code = scope["path_params"]["code"]
        document = self.documents.get(code)
        if document is None:
            raise HTTPException(404)
        if media_of(header_of(scope, b"accept")) is not Media.PAGE:
            await send_bytes(send, document.encode(), status=200, headers=PLAIN)
            return
        language = page_language(scope)
        own = in_language(document, language).removeprefix(f"# `{code}`")
        texts = {
            **TEXTS[language],
            "title": code,
            "other_href": f"/refusals/{code}?lang={'en' if language == 'zh' else 'zh'}",
        }
        await send_page(scope, send, filled(PAGE, texts, document=html_of(own)))
