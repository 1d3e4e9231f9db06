"""Inputs of the acts on responsibility lists."""

from datetime import date
from typing import Any

import strawberry

from schema.acts import KEY, VERSION
from schema.catalogue.types import Cadence
from schema.responsibilities.types import Part


def must(description: str) -> Any:
    """Declares a member that must be given."""
    return strawberry.field(description=description)


def may(description: str, default: Any = strawberry.UNSET) -> Any:
    """Declares a member that may be left out."""
    return strawberry.field(default=default, description=description)


@strawberry.input(description="What a clause says. 条款内容。")
class ClauseTextInput:
    """What a clause says."""

    title: str = must("What is to be done, 1 to 200 characters. 标题。")
    title_en: str = may("The same in English. 英文标题。", "")
    detail: str = may("More on it. 详细说明。", "")
    cadence: Cadence = must("How often. 周期。")
    min_per_period: int = may("How many times in each period at least. 每期最少次数。", 1)
    due_rule: str = must(
        "When it falls due, as its cadence has it: month end +5d, quarter end +10d, half-year end, "
        "by 31 Mar, by 31 Jan of next year, term end, 15 working days (of an event), per case plan. "
        "到期规则，须与周期相符。"
    )
    weight: int = may("Its weight in the score. 权重。", 1)
    evidence: list[str] = strawberry.field(
        default_factory=list, description="What shows that it was done. 佐证材料。"
    )


@strawberry.input(description="Begins a list for one actor of your own unit. 起草清单。")
class DraftResponsibilityListInput:
    """Begins a list for one actor of your own unit."""

    key: strawberry.ID = must(KEY)
    actor_type: str = must("Key of the actor type. 责任主体键。")
    year: int = must("The year. 年度。")
    body: strawberry.ID | None = may(
        "The body of the unit that has the actor; where one alone has it, it may be left out. "
        "设有该责任主体的党组织；只有一个的，可以不填。"
    )
    with_catalogue: bool = may(
        "Take over the catalogue's duties as draft common clauses. 是否引入目录职责。", False
    )


@strawberry.input(
    description="Puts a list in force and binds direct subordinates by its common part. 发布清单。"
)
class PublishResponsibilityListInput:
    """Puts a list in force and binds direct subordinates by its common part."""

    key: strawberry.ID = must(KEY)
    list: strawberry.ID = must("The list. 清单。")
    expected_version: int = must(VERSION)
    hand_on: bool = may(
        "Whether common clauses from above go on to the next level. 是否向下承接。", True
    )


@strawberry.input(description="Ends a list with every clause in it. 废止清单。")
class RetireResponsibilityListInput:
    """Ends a list with every clause in it."""

    key: strawberry.ID = must(KEY)
    list: strawberry.ID = must("The list. 清单。")
    expected_version: int = must(VERSION)


@strawberry.input(
    description="Writes a clause into a list; it binds once the list is published. 增加条款。"
)
class AddClauseInput:
    """Writes a clause into a list; it binds once the list is published."""

    key: strawberry.ID = must(KEY)
    list: strawberry.ID = must("The list. 清单。")
    text: ClauseTextInput = must("What it says. 内容。")
    part: Part = may("Common for the next level too, or own. 共性或个性。", Part.OWN)
    despite_warnings: bool = may(
        "Meant as it stands although it reads like another clause. 坚持提交。", False
    )


@strawberry.input(description="Writes the successor of a clause. 修订条款。")
class AmendClauseInput:
    """Writes the successor of a clause."""

    key: strawberry.ID = must(KEY)
    clause: strawberry.ID = must("The clause. 条款。")
    expected_version: int = must(VERSION)
    text: ClauseTextInput = must("What it says. 内容。")
    despite_warnings: bool = may(
        "Meant as it stands although it reads like another clause. 坚持提交。", False
    )


@strawberry.input(description="Ends a clause from today. 废止条款。")
class RetireClauseInput:
    """Ends a clause from today."""

    key: strawberry.ID = must(KEY)
    clause: strawberry.ID = must("The clause. 条款。")
    expected_version: int = must(VERSION)


@strawberry.input(description="Signs an exact version of a published list. 签订目标责任书。")
class SignPledgeInput:
    """Signs an exact version of a published list."""

    key: strawberry.ID = must(KEY)
    list: strawberry.ID = must("The list. 清单。")
    expected_version: int = must(VERSION)


@strawberry.input(description="Makes the obligations of a period. 生成期间任务。")
class OpenPeriodInput:
    """Makes the obligations of a period."""

    key: strawberry.ID = must(KEY)
    list: strawberry.ID = must("The list. 清单。")
    period: str = must(
        "As 2026, 2026-H1, 2026-Q1, 2026-03, T2024-01-01/2028-12-31 (a term, owed once whichever "
        "year's list it is opened in) or E2026-03-04 (what happened on that day, once for each "
        "clause). 期间；T 为届期，不论在哪一年的清单下，一届一次；E 为某日发生的事，一条一日一次。"
    )
    clause: strawberry.ID | None = may("Only this clause, as an event sets it off. 仅此条款。")
    due_on: date | None = may("Where the clause leaves its day to another plan. 到期日。")


@strawberry.input(description="Adds an entry to the record handbook. 记入纪实手册。")
class RecordEntryInput:
    """Adds an entry to the record handbook."""

    key: strawberry.ID = must(KEY)
    obligation: strawberry.ID = must("The obligation. 任务。")
    text: str = must("What was done, 1 to 4,000 characters. 内容。")
    held_on: date = must(
        "On which day: none to come, none more than three months before the period. "
        "日期：已到之日，且不早于期间开始前三个月。"
    )
    place: str = may("Where. 地点。", "")
    files: list[str] = strawberry.field(
        default_factory=list, description="SHA-256 of uploaded files of your own. 佐证文件哈希值。"
    )


@strawberry.input(description="States what your own check found. 自查。")
class SelfCheckObligationInput:
    """States what your own check found."""

    key: strawberry.ID = must(KEY)
    obligation: strawberry.ID = must("The obligation. 任务。")
    expected_version: int = must(VERSION)
    finding: str = must("1 to 2,000 characters. 自查情况。")


@strawberry.input(
    description="Accepts a self-checked obligation of a direct subordinate. 认可任务。"
)
class AcceptObligationInput:
    """Accepts a self-checked obligation of a direct subordinate."""

    key: strawberry.ID = must(KEY)
    obligation: strawberry.ID = must("The obligation. 任务。")
    expected_version: int = must(VERSION)
    review: str = may(
        "A word to those who did it; needed where entries are missing. 意见；纪实次数不足的必填。",
        "",
    )


@strawberry.input(
    description="Returns a self-checked obligation to the direct subordinate. 退回任务。"
)
class ReturnObligationInput:
    """Returns a self-checked obligation to the direct subordinate."""

    key: strawberry.ID = must(KEY)
    obligation: strawberry.ID = must("The obligation. 任务。")
    expected_version: int = must(VERSION)
    review: str = must("What is missing, 1 to 2,000 characters. 尚缺什么。")
