"""Mutations on feeds that name a record: its noun, the input's field, and what else must be said."""

from collections.abc import Mapping
from typing import Any

VERSION = {"expectedVersion": 1}

FEEDS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "rotateFeedSecret": ("feed", "feed", VERSION),
    "suspendFeed": ("feed", "feed", VERSION),
    "resumeFeed": ("feed", "feed", VERSION),
    "confirmFeedPlan": ("feed_plan", "plan", {"hash": "0"}),
    "undoFeedPlan": ("feed_plan", "plan", {"undoToken": "0"}),
    "confirmFeedLine": ("feed_line", "line", VERSION),
    "declineFeedLine": ("feed_line", "line", VERSION),
}
