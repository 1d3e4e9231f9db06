"""Just enough Markdown for our own documents: headings, paragraphs, quotes, lists, tables, code.

What is not one of these is shown as it stands; everything is escaped first, so no document can
bring HTML along.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

HEADING = re.compile(r"(#{1,4}) +(.+)")
CODE = re.compile(r"`([^`]+)`")
NAME = re.compile(r"[a-z][a-z0-9-]*")
"""A heading that is a name can be linked to by it."""

RULER = re.compile(r"\|[ :|-]+\|")


def html_of(markdown: str) -> str:
    """Prints a document as HTML; the highest heading becomes h2, below the page's own."""
    lines = (line.rstrip() for line in markdown.splitlines())
    return "\n".join(
        block for kind, group in groupby(lines, _kind) for block in _blocks(kind, list(group))
    )


def _kind(line: str) -> str:
    if HEADING.fullmatch(line):
        return "heading"
    if line.startswith("|"):
        return "table"
    if line.startswith("- "):
        return "list"
    if line.startswith("> "):
        return "quote"
    return "text" if line else "nothing"


def _blocks(kind: str, lines: list[str]) -> Iterator[str]:
    if kind == "heading":
        for line in lines:
            marks, _, title = line.partition(" ")
            level = len(marks) + 1
            anchor = f' id="{title}"' if NAME.fullmatch(title) else ""
            yield f"<h{level}{anchor}>{_inline(title)}</h{level}>"
    elif kind == "table":
        yield _table(lines)
    elif kind == "list":
        items = "".join(f"<li>{_inline(line[2:])}</li>" for line in lines)
        yield f"<ul>{items}</ul>"
    elif kind == "quote":
        yield f"<blockquote>{'<br>'.join(_inline(line[2:]) for line in lines)}</blockquote>"
    elif kind == "text":
        yield f"<p>{'<br>'.join(map(_inline, lines))}</p>"


def _table(lines: list[str]) -> str:
    rows = [line.strip("|").split("|") for line in lines if not RULER.fullmatch(line)]
    head, *body = rows
    titles = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in head)
    printed = "".join(
        "<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in body
    )
    return (
        f"<div class='table' tabindex='0'><table><thead><tr>{titles}</tr></thead>"
        f"<tbody>{printed}</tbody></table></div>"
    )


def _inline(text: str) -> str:
    return CODE.sub(r"<code>\1</code>", escape(text.strip()))
