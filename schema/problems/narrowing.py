"""With what every list of problems is narrowed and ordered."""

from collections.abc import Mapping
from typing import Any

from schema.problems.enums import ProblemOrder
from schema.problems.types import ProblemFilter

NARROWED: Mapping[str, tuple[Any, str]] = {
    "filter": (ProblemFilter | None, "Which of them. 筛选。"),
    "order_by": (
        ProblemOrder | None,
        "By due day, or by when it was reported. 按时限或上报时间排序。",
    ),
}
