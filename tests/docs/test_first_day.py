"""The page of the first day: the same steps and pictures in both languages, none missing or large."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PICTURE = re.compile(r"!\[[^\]]+\]\((images/[^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#]+)\)")
LARGEST = 120 * 1024


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_both_languages_show_the_same_pictures_in_the_same_chapters() -> None:
    chinese, english = (read(name).split("\n## ") for name in ("first-day.zh.md", "first-day.md"))
    assert [PICTURE.findall(part) for part in chinese] == [
        PICTURE.findall(part) for part in english
    ]
    assert sum(len(PICTURE.findall(part)) for part in chinese) == 11


def test_every_picture_is_there_small_and_shown() -> None:
    shown = {DOCS / name for name in PICTURE.findall(read("first-day.md"))}
    assert shown == set((DOCS / "images").iterdir())
    assert [one.name for one in shown if one.stat().st_size > LARGEST] == []


def test_every_link_leads_somewhere() -> None:
    for page in ("first-day.md", "first-day.zh.md", "console.md"):
        for link in LINK.findall(read(page)):
            assert (DOCS / link).exists(), f"{page}: {link}"
