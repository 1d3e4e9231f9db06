"""The blocks of ``docs/frontend.md``: what is sent, and what is said to come back.

A fenced block's language and the words behind it say what it is:

``graphql as=KEY post={{name}} lang=zh``  an operation, POSTed as one of the demo's cast
``json variables``                        its variables
``json answer``                           what comes back
``http as=KEY``                           a request as it goes over the wire: line, headers, body
``http answer``                           status, headers that matter, body
``ws``                                    messages of a socket, ``>`` sent and ``<`` heard

``{{name}}`` in an answer keeps the text found there; in what is sent it stands for what was kept.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"\{\{(\w+)\}\}")
EXACT = {
    "__typename", "code", "act", "allowed", "missing", "state", "replayed", "rule", "retryable",
    "acting", "message", "notice", "zh", "en", "hasNextPage", "type", "open", "language", "kind", "noticeCode", "path",
}  # fmt: skip  # reads as a table
"""Members whose value is as on the page; of others only the shape is."""


@dataclass
class Block:
    """One fenced block."""

    kind: str
    words: Mapping[str, str]
    text: str
    about: dict[str, "Block"] = field(default_factory=dict)
    """Blocks that belong to this one: its ``variables`` and its ``answer``."""


def blocks(page: Path) -> Iterator[Block]:
    """Every block of a page that is sent, with its variables and answer."""
    asked: Block | None = None
    for match in FENCE.finditer(page.read_text(encoding="utf-8")):
        kind, *words = match["info"].split()
        named = dict(word.partition("=")[::2] for word in words)
        block = Block(kind, named, match["text"])
        if "variables" in named or "answer" in named:
            assert asked is not None, match["info"]
            asked.about["variables" if "variables" in named else "answer"] = block
            if "answer" in named:
                yield asked
                asked = None
        elif kind in {"graphql", "http"}:
            assert asked is None, f"no answer is shown to:\n{asked and asked.text}"
            asked = block
        elif kind == "ws":
            yield block


def filled(text: str, kept: Mapping[str, str]) -> str:
    """A text with what was kept in place of names."""
    return NAME.sub(lambda match: kept[match[1]], text)


def compare(said: Any, found: Any, kept: dict[str, str], *, where: str = "answer") -> None:
    """Holds what came back against what the page says, keeping what it names."""
    name = NAME.fullmatch(said) if isinstance(said, str) else None
    if name is not None:
        assert isinstance(found, str), f"{where}: {found!r}"
        assert kept.setdefault(name[1], found) == found, where
    elif isinstance(said, dict):
        assert isinstance(found, dict), f"{where}: {found!r}"
        assert list(said) == list(found), f"{where}: {json.dumps(found, ensure_ascii=False)}"
        for key, value in said.items():
            compare(value, found[key], kept, where=f"{where}.{key}")
            if (
                key in EXACT
                and not isinstance(value, dict | list)
                and NAME.search(str(value)) is None
            ):
                assert value == found[key], f"{where}.{key}: {found[key]!r}"
    elif isinstance(said, list):
        assert isinstance(found, list), f"{where}: {found!r}"
        assert bool(said) == bool(found), f"{where}: {json.dumps(found, ensure_ascii=False)}"
        for at, one in enumerate(found):
            compare(said[min(at, len(said) - 1)], one, kept, where=f"{where}[{at}]")
    else:
        assert type(said) is type(found), f"{where}: {found!r}"
