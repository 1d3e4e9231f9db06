"""GET /rule-book: the book as one document, as it is printed for signing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from server.edge.negotiation import Language, Media, media_of
from server.pages.markdown import html_of
from server.pages.sending import filled, page_language, send_page, template
from server.edge.replies import header_of, send_bytes

PAGE = template("text.html")
PLAIN = ((b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff"))
TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "tag": "zh-CN",
        "title": "规则手册",
        "lead": "每条规则说谁可以、谁不可以，并注明出处；判定由 Casbin 作出。",
        "other_href": "/rule-book?lang=en",
        "other_tag": "en",
        "other_name": "English",
        "back": "首页",
    },
    "en": {
        "tag": "en",
        "title": "The rule book",
        "lead": "Each rule says who may and who may not, and where it comes from; Casbin decides.",
        "other_href": "/rule-book?lang=zh",
        "other_tag": "zh-CN",
        "other_name": "中文",
        "back": "Front page",
    },
}


@dataclass(frozen=True)
class RuleBookPage:
    """The page; `document` prints the book in one language."""

    document: Callable[[Language], str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the book as a page to browsers, as plain text to everyone else."""
        del receive
        language = page_language(scope)
        text = self.document(language)
        if media_of(header_of(scope, b"accept")) is not Media.PAGE:
            await send_bytes(send, text.encode(), status=200, headers=PLAIN)
            return
        await send_page(scope, send, filled(PAGE, TEXTS[language], document=html_of(text)))
