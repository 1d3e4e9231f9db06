"""GET /: what this is, who is in the demo, and where to go from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from starlette.types import Receive, Scope, Send

from server.edge.negotiation import Language
from server.pages.cast import Cast
from server.pages.sending import filled, page_language, send_page, template

PAGE = template("front.html")
Text = Mapping[str, str]

TEXTS: Mapping[Language, Text] = {
    "zh": {
        "tag": "zh-CN",
        "title": "Levelwise 层层抓落实",
        "skip": "跳到正文",
        "motto": "一级抓一级，层层抓落实",
        "lead": "政府层级工作的后端：省、市、县、乡镇（街道）、村（社区）与部门、科室，"
        "一级管一级、一级督一级，直到最后一个村。每一级看本级和直接下级，"
        "谁能看什么、能办什么由规则手册决定，并由数据库再守一道墙。",
        "doors": "入口",
        "try_title": "第一个查询",
        "try_text": "用任一人员的令牌查询，看到的只是其所在层级应当看到的：",
        "other_href": "/?lang=en",
        "other_tag": "en",
        "other_name": "English",
        "foot": "演示人员均为合成数据，行政区划为国家统计局公布的真实数据。",
    },
    "en": {
        "tag": "en",
        "title": "Levelwise",
        "skip": "Skip to the text",
        "motto": "Each level holds the next one to account, down to the last village",
        "lead": "The backend of a government hierarchy: province, city, county, township, village, "
        "and the departments and offices of each. Every level sees its own work and that of its "
        "direct subordinates; a rule book decides who may see and do what, and the database keeps "
        "a second wall.",
        "doors": "Where to go",
        "try_title": "A first query",
        "try_text": "Ask with the token of any person and see what their level should see:",
        "other_href": "/?lang=zh",
        "other_tag": "zh-CN",
        "other_name": "中文",
        "foot": "The people of the demo are synthetic; the divisions are real, as published by the "
        "National Bureau of Statistics of China.",
    },
}

DOORS: Mapping[Language, Sequence[tuple[str, str, str]]] = {
    "zh": (
        ("/graphql", "GraphiQL", "在浏览器里写查询，无需互联网。"),
        ("/schema.graphql", "GraphQL 模式", "全部类型、字段和说明。"),
        ("/console?lang=zh", "管理台", "层级管理员用：组织树、人员职务、角色、为什么、规则手册。"),
        ("/rule-book?lang=zh", "规则手册", "谁可以看什么、办什么，出自哪条规定。"),
        ("/healthz", "存活", "进程在运行。"),
        ("/readyz", "就绪", "数据库、迁移和规则手册。"),
    ),
    "en": (
        ("/graphql", "GraphiQL", "Write queries in the browser, with no internet."),
        ("/schema.graphql", "GraphQL schema", "Every type and field, described."),
        (
            "/console?lang=en",
            "Console",
            "For administrators of a level: tree, people and posts, roles, why, the rule book.",
        ),
        ("/rule-book?lang=en", "The rule book", "Who may see and do what, and which rule says so."),
        ("/healthz", "Alive", "The process runs."),
        ("/readyz", "Ready", "Database, migrations and rule book."),
    ),
}

CAST: Mapping[Language, Text] = {
    "zh": {
        "title": "演示人员",
        "note": "令牌一天内有效，只在本机显示。文档和命令 levelwise token 用代号称呼他们。",
        "name": "姓名",
        "key": "代号",
        "post": "身份",
        "tenant": "单位",
        "do": "操作",
        "and": "、",
        "copy": "复制令牌",
        "done": "已复制",
        "said": "令牌已复制：",
        "open": "用 GraphiQL 打开",
    },
    "en": {
        "title": "The cast",
        "note": "Tokens are valid for a day and shown on this machine only. The documents and the "
        "command levelwise token call them by their keys.",
        "name": "Name",
        "key": "Key",
        "post": "Capacity",
        "tenant": "Tenant",
        "do": "Do",
        "and": ", ",
        "copy": "Copy token",
        "done": "Copied",
        "said": "Token copied: ",
        "open": "Open in GraphiQL",
    },
}

KINDS: Mapping[Language, Text] = {
    "zh": {
        "province": "省",
        "city": "市",
        "county": "县（市、区）",
        "township": "乡镇（街道）",
        "village": "村（社区）",
        "department": "部门",
        "office": "科室",
    },
    "en": {
        "province": "Province",
        "city": "City",
        "county": "County",
        "township": "Township",
        "village": "Village",
        "department": "Department",
        "office": "Office",
    },
}

TOKEN = "TOKEN=$(.venv/bin/levelwise token county-task-force)\n"
EXAMPLE = """curl {base}/graphql -H 'content-type: application/json' \\
  -H "authorization: Bearer $TOKEN" \\
  -d '{{"query": "{{ tenant(code: \\"520600000000\\") {{ name }} }}"}}'"""


@dataclass(frozen=True)
class FrontPage:
    """The page; `cast` is that of the demo, or None outside it.

    Given: titles, the name of each role and actor type by key, in both languages.
    """

    base_url: str
    cast: Cast | None = None
    graphiql: bool = True
    titles: Mapping[str, Mapping[Language, str]] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the page in the reader's language."""
        del receive
        language = page_language(scope)
        people = self.cast.shown(scope) if self.cast else []
        html = filled(
            PAGE,
            TEXTS[language],
            door_list=_doors(language, graphiql=self.graphiql),
            cast=_cast(people, language, self.titles or {}),
            example=escape((TOKEN if people else "") + EXAMPLE.format(base=self.base_url)),
        )
        await send_page(scope, send, html)


def _doors(language: Language, *, graphiql: bool) -> str:
    return "".join(
        f'<li><a href="{href}">{escape(name)}</a><p>{escape(text)}</p></li>'
        for href, name, text in DOORS[language]
        if graphiql or href != "/graphql"
    )


def _cast(
    people: Sequence[Mapping[str, Any]],
    language: Language,
    titles: Mapping[str, Mapping[Language, str]],
) -> str:
    """Prints the cast, a table per kind of tenant in the order of the levels."""
    if not people:
        return ""
    words = CAST[language]
    order = list(KINDS[language])

    def level(person: Mapping[str, Any]) -> int:
        kind = str(person.get("tenant_kind"))
        return order.index(kind) if kind in order else len(order)

    head = "".join(
        f'<th scope="col">{escape(words[n])}</th>' for n in ("name", "key", "post", "tenant", "do")
    )
    parts = [f"<h2>{escape(words['title'])}</h2><p class='soft'>{escape(words['note'])}</p>"]
    for place, group in groupby(sorted(people, key=level), key=level):
        kind = KINDS[language][order[place]] if place < len(order) else ""
        rows = "".join(_row(person, words, language=language, titles=titles) for person in group)
        parts.append(
            f"<h3>{escape(kind)}</h3><div class='table'><table><thead><tr>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div>"
        )
    return "".join(parts)


def _row(
    person: Mapping[str, Any],
    words: Text,
    *,
    language: Language,
    titles: Mapping[str, Mapping[Language, str]],
) -> str:
    def title(key: object) -> str:
        return titles.get(str(key), {}).get(language, str(key))

    name = escape(str(person.get("name", "")))
    key = escape(str(person.get("key", "")))
    token = escape(str(person.get("token", "")))
    held = [person["actor_type"]] if person.get("actor_type") else []
    capacity = escape(words["and"].join(dict.fromkeys(map(title, [*held, *person.get("roles", [])]))))
    return (
        f'<tr><th scope="row">{name}</th><td><code>{key}</code></td><td>{capacity}</td>'
        f"<td>{escape(str(person.get('tenant_name', '')))} "
        f"<span class='soft'>{escape(str(person.get('tenant_code', '')))}</span></td>"
        f'<td class="do"><button type="button" data-token="{token}" '
        f'data-done="{escape(words["done"])}" data-said="{escape(words["said"])}{name}" '
        f'aria-label="{escape(words["copy"])}: {name}">{escape(words["copy"])}</button> '
        f'<a class="button" href="/graphql#token={token}">{escape(words["open"])}</a></td></tr>'
    )
