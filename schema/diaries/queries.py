"""Root fields of diaries and visits."""

from datetime import date

import strawberry

from schema.diaries.types import DiaryEntry, DiaryEntryFilter, VisitCountInfo, VisitTemplate
from schema.fields import connection, listed, read
from schema.nodes import Connection


@strawberry.type
class DiaryQueries:
    """What can be asked of diaries and visits."""

    diary_entry: DiaryEntry | None = listed(
        "A diary entry by its id. 按标识取民情日记。",
        id=(strawberry.ID, "The entry's id. 全局标识。"),
    )
    diary_entries: Connection[DiaryEntry] = connection(
        "One's own entries; for the head of a unit all of the unit's. 本人的日记；负责人可看本单位的。",
        filter=(DiaryEntryFilter | None, "Which of them. 筛选。"),
    )
    visit_templates: list[VisitTemplate] = read(
        "The checklists in force on the viewer's line, nearest level first. 现行走访清单，就近优先。"
    )
    visit_counts: list[VisitCountInfo] = listed(
        "Visits and unanswered lines per direct subordinate, between two days. 走访次数和未答项数。",
        begins=(date, "The first day. 起始日。"),
        ends=(date, "The last day. 截止日。"),
    )
