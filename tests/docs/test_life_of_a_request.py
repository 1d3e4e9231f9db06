"""The walk through the code names real files and real things in them."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PAGE = PROJECT / "docs" / "life-of-a-request.md"
ROW = re.compile(r"^\| (?P<names>`[^|]+`) \| `(?P<path>[^`]+)` \|$", re.MULTILINE)


def test_every_name_on_the_page_is_defined_where_the_page_says():
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert len(rows) > 15
    for names, path in rows:
        text = (PROJECT / path).read_text(encoding="utf-8")
        for name in re.findall(r"`([^`]+)`", names):
            assert name in text, f"{path} does not say {name}"
