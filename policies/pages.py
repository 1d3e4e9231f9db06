"""Reading a page of the book: YAML in which every entry knows its page and line.

A page is written by people who are not programmers. Whatever is wrong with it is said in plain
language, in Chinese and English, with the page and the line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

READER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""PyYAML's reader in C, where it was built with it: what ships is read at every start."""
DEEPEST = 20
NUMBER = re.compile(r"[-+]?[0-9]{1,9}", re.ASCII)


class BookError(Exception):
    """The book cannot be used as it is written."""

    def __init__(self, page: str, line: int, *, zh: str, en: str) -> None:
        super().__init__(f"{page}:{line}: {en} / {zh}")
        self.page = page
        self.line = line
        self.zh = zh
        self.en = en


@dataclass(frozen=True)
class Entry:
    """Something written on a page: a text, a number, a list or a mapping, with its place."""

    value: "str | int | bool | tuple[Entry, ...] | dict[str, Entry] | None"
    page: str
    line: int

    def wrong(self, *, zh: str, en: str) -> BookError:
        """Gives the error that names this place."""
        return BookError(self.page, self.line, zh=zh, en=en)

    def text(self) -> str:
        """Gives the text written here. Refuses anything else, and the empty text."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(zh="这里应当是一段文字。", en="A text is expected here.")
        return self.value

    def number(self, *, least: int, most: int) -> int:
        """Gives the whole number written here. Refuses anything else, and what is beyond limits."""
        found = self.value
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            raise self.wrong(
                zh=f"这里应当是{least}至{most}之间的整数。",
                en=f"A whole number from {least} to {most} is expected here.",
            )
        return found

    def items(self) -> tuple["Entry", ...]:
        """Gives the entries of the list written here."""
        if not isinstance(self.value, tuple):
            raise self.wrong(zh="这里应当是一个列表。", en="A list is expected here.")
        return self.value

    def texts(self) -> tuple[str, ...]:
        """Gives the texts of the list written here."""
        return tuple(item.text() for item in self.items())

    def pairs(self) -> Iterator[tuple[str, "Entry"]]:
        """Gives key and entry of the mapping written here, in the order of the page."""
        if not isinstance(self.value, dict):
            raise self.wrong(
                zh="这里应当是“名称: 内容”的形式。", en="“name: content” is expected here."
            )
        yield from self.value.items()

    def parts(self, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, "Entry"]:
        """Gives the mapping written here. Refuses a missing and an unknown name."""
        found = dict(self.pairs())
        for name, entry in found.items():
            if name not in needed + optional:
                known = "、".join(needed + optional)
                raise entry.wrong(
                    zh=f"不认识“{name}”；这里可以写：{known}。",
                    en=f"{name!r} is not known here; known are: {', '.join(needed + optional)}.",
                )
        for name in needed:
            if name not in found:
                raise self.wrong(zh=f"这里缺少“{name}”。", en=f"{name!r} is missing here.")
        return found

    def both(self) -> tuple[str, str]:
        """Gives the Chinese and the English text of ``{zh: …, en: …}``."""
        parts = self.parts(("zh", "en"))
        return parts["zh"].text(), parts["en"].text()


def read_page(text: str | bytes) -> Any:
    """Gives what a page says that ships beside the code, without its places."""
    return yaml.load(text, Loader=READER)  # noqa: S506 - the reader in C of the safe one


def page_of(name: str, text: str) -> Entry:
    """Reads a page of the book as it is written.

    Refuses: :class:`BookError` for what is not YAML, a name written twice, and an empty page.
    """
    try:
        _plain(name, text)
        node = yaml.compose(text, Loader=READER)
    except yaml.MarkedYAMLError as error:
        ended = max(1, len(text.splitlines()))  # what is missing at the end has the line after it
        line = min(error.problem_mark.line + 1, ended) if error.problem_mark else 1
        raise BookError(
            name,
            line,
            zh=f"这一页写法有误：{error.problem}。",
            en=f"The page is not well formed: {error.problem}.",
        ) from error
    except yaml.YAMLError as error:
        raise BookError(name, 1, zh="这一页不是文本。", en="The page is no text.") from error
    if node is None:
        raise BookError(name, 1, zh="这一页是空的。", en="The page is empty.")
    return _entry(node, name)


def _plain(name: str, text: str) -> None:
    """Refuses what would be short to write and long to read: references, and deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=READER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            raise BookError(
                name,
                event.start_mark.line + 1 if event.start_mark else 1,
                zh=f"不得引用别处（*），嵌套不得超过{DEEPEST}层。",
                en=f"No references (*), and no more than {DEEPEST} levels of nesting.",
            )


def _entry(node: yaml.Node, page: str) -> Entry:
    line = node.start_mark.line + 1
    match node:
        case yaml.MappingNode():
            return Entry(_mapping(node, page), page, line)
        case yaml.SequenceNode():
            return Entry(tuple(_entry(item, page) for item in node.value), page, line)
        case _:
            return Entry(_scalar(node, page), page, line)


def _mapping(node: yaml.MappingNode, page: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in found:
            raise BookError(
                page,
                key.start_mark.line + 1,
                zh=f"“{name}”写了两次。",
                en=f"{name!r} is written twice.",
            )
        entry = _entry(value, page)
        # A mapping's own line is that of its first name, which is where a reader looks.
        found[name] = Entry(entry.value, page, key.start_mark.line + 1)
    return found


def _scalar(node: yaml.Node, page: str) -> str | int | bool | None:
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "int":
            if not NUMBER.fullmatch(text):
                line = node.start_mark.line + 1
                raise BookError(
                    page, line, zh=f"“{text[:20]}”不是数。", en=f"{text[:20]!r} is no number."
                )
            return int(text)
        case "bool":
            return text.lower() in {"true", "yes", "on"}
        case "null":
            return None
        case _:
            return text
