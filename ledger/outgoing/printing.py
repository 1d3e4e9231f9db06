"""Printing the catalogue of events: ``python -m ledger.outgoing.printing > docs/events.md``."""

import orjson

from ledger.outgoing.types import PING, event_types, schema_of

_HEAD = """# 事件目录 The catalogue of events

由程序生成，请勿手改。Made by `python -m ledger.outgoing.printing`; do not edit.

发给其他系统的全部事件种类。怎样订阅、验签、补取见 [subscribers.md](subscribers.md)。每一种的 JSON Schema 由服务器在
`/events/<type>.json` 提供，全部目录在 `/events`。信封是 CloudEvents 1.0；`data` 只有记录的标识、种类和当时的版本，
内容须按自己的权限另行读取。

Every type of event that other systems are told of. How to subscribe, verify and catch up: [subscribers.md](subscribers.md).
The server gives the JSON Schema of each at `/events/<type>.json` and the whole list at `/events`. The envelope is CloudEvents
1.0; `data` has the record's id, kind and version of then and no more: what it says is read under one's own rights.

| type | 记录 record | 含义 | meaning |
|---|---|---|---|
"""
_FOOT = """
## 版本 Versions

名称末尾的 `v1` 是信封中 `data` 的版本；增加成员不改版本，去掉或改义时另出 `v2`，两者并行一段时间。
The `v1` at the end is the version of `data`. Members may be added without a new one; what takes one away or means another thing
is `v2`, sent beside `v1` for a while.

## JSON Schema

各种事件的 Schema 只有 `type` 和记录种类不同。They differ in `type` and in the kind of record alone:

```json
"""


def catalogue() -> str:
    """Gives the catalogue as a page of the docs."""
    rows = [f"| `{PING}` | Subscriber | 测试事件 | A sign of life; sent when asked for. |"]
    rows += [
        f"| `{one.name}` | {one.kind} | {one.zh} | {one.en} |" for one in event_types().values()
    ]
    shown = event_types()["levelwise.problem.reported.v1"]
    schema = orjson.dumps(schema_of(shown), option=orjson.OPT_INDENT_2).decode()
    return _HEAD + "\n".join(rows) + "\n" + _FOOT + schema + "\n```\n"


if __name__ == "__main__":
    print(catalogue(), end="")
