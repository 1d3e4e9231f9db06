"""What people read of stages and acts: the names that ``names.yaml`` gives their codes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policies.pages import read_page

Name = tuple[str, str]
"""In Chinese and in English."""


def _names(page: Mapping[str, Mapping[str, str]]) -> Mapping[str, Name]:
    return {code: (one["zh"], one["en"]) for code, one in page.items()}


_PAGE: Mapping[str, Any] = read_page(
    Path(__file__).with_name("names.yaml").read_text(encoding="utf-8")
)
STAGES: Mapping[str, Mapping[str, Name]] = {
    clock: _names(page) for clock, page in _PAGE["stages"].items()
}
"""By clock and stage."""
DOINGS: Mapping[str, Name] = _names(_PAGE["acts"])
"""By the act that moved a problem: that it was done."""


def stage_name(clock: str, stage: str) -> Name:
    """Gives the name of a stage; of one that has none yet, its code."""
    return STAGES.get(clock, {}).get(stage, (stage, stage))
