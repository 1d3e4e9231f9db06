"""Editions of the rule book in the scene: two that were in force, one that waits.

None is in force: their seals are not genuine, and no server would answer by one.
"""

from datetime import timedelta
from typing import Any

from tests.golden.ladder import FOUND
from tests.world import key_of

LINE = "unit_member, problem_setting.read, published-above-me, settings-bind-the-line-below"


def lay(scene: Any) -> None:
    """Lays them into a scene whose people are there."""
    first, second = (key_of("person", f"city.{one}") for one in ("security_administrator", "head"))
    nothing = {key: [] for key in ("struck", "forbidden", "takes", "gains", "loses", "unseen")}
    said = {
        "text": "edition: {zh: 收紧, en: Tighter.}\n", "digest": "5" * 64, "title": "收紧",
        "title_en": "Tighter.", "floor": "0123456789abcdef", "beside": 0, "takes_count": 0,
        "gains_count": 0, "loses_count": 0, "reason": "专项整治", "document_no": "测〔2026〕8号",
        "proposed_by": first, "proposed_at": FOUND, "proposal_seal": "v1:00", **nothing,
    }  # fmt: skip  # reads as a table
    confirmed = {
        "confirmed_by": second, "confirmed_at": FOUND + timedelta(days=1), "seal": "v1:01",
        "version": 2,
    }  # fmt: skip  # reads as a table
    before = {"state": "RETIRED", "number": 1, "version": 3}
    scene.put("book_edition", "city", "before", said | confirmed | before)
    cell = "problem_setting.read: 甲县专班 × 测试市设置 (settings-bind-the-line-below)"
    takes = {"struck": [LINE], "takes": [cell], "takes_count": 1, "loses": [cell], "loses_count": 1}
    later = {
        "state": "RETIRED",
        "number": 2,
        "version": 3,
        "proposed_at": FOUND + timedelta(days=2),
        **takes,
    }
    scene.put("book_edition", "city", "later", said | confirmed | later)
    waits = {"proposed_at": FOUND + timedelta(days=3), "beside": 2, "gains": [cell]}
    scene.put("book_edition", "city", "waits", said | waits | {"gains_count": 1})
