"""Printing the catalogue of events, a page in each language.

``python -m ledger.outgoing.printing`` writes ``docs/events.md`` and ``docs/events.zh.md``.
"""

from pathlib import Path
from typing import Literal

import orjson

from ledger.outgoing.types import PING, event_types, schema_of

Language = Literal["zh", "en"]
DOCS = Path(__file__).parents[2] / "docs"
PAGES: dict[Language, Path] = {"en": DOCS / "events.md", "zh": DOCS / "events.zh.md"}

_COMMANDS = """```sh run=person
B=http://127.0.0.1:8000
# 全部事件 all types
curl -sf $B/events
# → "type":"levelwise.problem.closed.v1"
# 一种事件的 JSON Schema of one of them
curl -sf $B/events/levelwise.problem.closed.v1.json
# → "$schema"
```"""
_HEAD: dict[Language, str] = {
    "en": f"""# The catalogue of events

Made by `python -m ledger.outgoing.printing`; do not edit. [中文](events.zh.md)

Every type of event that other systems are told of. How to subscribe, verify and catch up: [subscribers.md](subscribers.md).
The server gives the JSON Schema of each at `/events/<type>.json` and the whole list at `/events`. The envelope is CloudEvents
1.0; `data` has the record's id, kind and version of then and no more: what it says is read under one's own rights.

{_COMMANDS}

| type | record | meaning |
|---|---|---|
""",
    "zh": f"""# 事件目录

由 `python -m ledger.outgoing.printing` 生成，请勿手改。[English](events.md)

发给其他系统的全部事件种类。怎样订阅、验签、补取见 [subscribers.zh.md](subscribers.zh.md)。每一种的 JSON Schema 由服务器在
`/events/<type>.json` 提供，全部目录在 `/events`。信封是 CloudEvents 1.0；`data` 只有记录的标识、种类和当时的版本，
内容须按自己的权限另行读取。

{_COMMANDS}

| 种类 | 记录 | 含义 |
|---|---|---|
""",
}
_FOOT: dict[Language, str] = {
    "en": """
## Versions

The `v1` at the end is the version of `data`. Members may be added without a new one; what takes one away or means another thing
is `v2`, sent beside `v1` for a while.

## JSON Schema

They differ in `type` and in the kind of record alone:

```json
""",
    "zh": """
## 版本

名称末尾的 `v1` 是信封中 `data` 的版本；增加成员不改版本，去掉或改义时另出 `v2`，两者并行一段时间。

## JSON Schema

各种事件的 Schema 只有 `type` 和记录种类不同：

```json
""",
}
_PING: dict[Language, str] = {"en": "A sign of life; sent when asked for.", "zh": "测试事件"}


def catalogue(language: Language) -> str:
    """Gives the catalogue as a page of the docs."""
    rows = [f"| `{PING}` | Subscriber | {_PING[language]} |"]
    rows += [
        f"| `{one.name}` | {one.kind} | {one.zh if language == 'zh' else one.en} |"
        for one in event_types().values()
    ]
    shown = event_types()["levelwise.problem.reported.v1"]
    schema = orjson.dumps(schema_of(shown), option=orjson.OPT_INDENT_2).decode()
    return _HEAD[language] + "\n".join(rows) + "\n" + _FOOT[language] + schema + "\n```\n"


if __name__ == "__main__":
    for language, page in PAGES.items():
        page.write_text(catalogue(language), encoding="utf-8")
