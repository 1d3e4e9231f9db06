"""Mutations on diaries and visits: one field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.diaries.set_visit_template import SetVisitTemplate, VisitLine, set_visit_template
from ledger.diaries.write_diary_entry import Answer, WriteDiaryEntry, write_diary_entry
from schema.acts import KEY, REPLAYED, RefusalType, key_in, perform, union
from schema.diaries.types import DiaryEntry, DiaryKind, VisitTemplate
from schema.fields import read
from schema.problems.members import may, must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(description="What was answered to one line of a checklist. 逐项回答。")
class VisitAnswerInput:
    """What was answered to one line of a checklist."""

    line: int = must("The line, counted from 1. 第几项。")
    text: str = must("What was answered, 1 to 1,000 characters. 回答。")


@strawberry.input(description="Writes into one's diary. 写民情日记。")
class WriteDiaryEntryInput:
    """Writes into one's diary."""

    key: strawberry.ID = must(KEY)
    kind: DiaryKind = may("A visit, or anything else. 类别。", DiaryKind.DIARY)
    day: date = must(
        "The day it tells of: not to come, at most a year ago. 日期：已到之日，一年以内。"
    )
    text: str = must("What was seen and heard, 1 to 4,000 characters; no numbers of people. 内容。")
    place: str = may("Where. 地点。", "")
    household: str = may("The household's code, at most 12 letters and digits. 住户编号。", "")
    corrects: strawberry.ID | None = may(
        "An entry of one's own that it corrects. 更正哪一篇。", None
    )
    template: strawberry.ID | None = may("The checklist that was read. 所读走访清单。", None)
    answers: list[VisitAnswerInput] = strawberry.field(
        default_factory=list, description="What was answered at the visit. 走访回答。"
    )
    files: list[str] = strawberry.field(
        default_factory=list,
        description="SHA-256 of files that you uploaded, at most 20; they are read as the entry is. 附件哈希值。",
    )


@strawberry.input(description="One line of a checklist. 走访清单的一项。")
class VisitLineInput:
    """One line of a checklist."""

    zh: str = must("In Chinese, 1 to 200 characters. 中文。")
    en: str = must("In English. 英文。")


@strawberry.input(
    description="Sets what is asked at visits in the unit and below it. 设定走访清单。"
)
class SetVisitTemplateInput:
    """Sets what is asked at visits in the unit and below it."""

    key: strawberry.ID = must(KEY)
    expected_number: int = must("The number that was read; 0 for none. 所读版本号，未设定为0。")
    title: str = must("Its name in Chinese. 名称。")
    title_en: str = must("Its name in English. 英文名称。")
    lines: list[VisitLineInput] = strawberry.field(
        default_factory=list,
        description="At most 30; none: the checklist above holds again. 各项，不填则恢复上级清单。",
    )


@strawberry.type(description="It was done. 已办理。")
class WriteDiaryEntrySuccess:
    """It was done."""

    diary_entry: DiaryEntry | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class SetVisitTemplateSuccess:
    """It was done."""

    visit_template: VisitTemplate | None = read("The checklist in force now. 现行清单。")
    replayed: bool = read(REPLAYED)


WriteDiaryEntryResult = Annotated[
    WriteDiaryEntrySuccess | RefusalType,
    union("WriteDiaryEntryResult", "What became of it. 办理结果。"),
]
SetVisitTemplateResult = Annotated[
    SetVisitTemplateSuccess | RefusalType,
    union("SetVisitTemplateResult", "What became of it. 办理结果。"),
]


@strawberry.type
class DiaryMutations:
    """What can be done with diaries and checklists."""

    @strawberry.mutation(
        description="Writes into one's diary; no entry is ever changed, a correction is another one. "
        "写民情日记，更正另写一篇。"
    )
    async def write_diary_entry(
        self, info: Info, given: Annotated[WriteDiaryEntryInput, INPUT]
    ) -> WriteDiaryEntryResult:
        """Writes into one's diary."""
        return await perform(
            info,
            write_diary_entry,
            lambda: WriteDiaryEntry(
                kind=given.kind.value,
                day=given.day,
                text=given.text,
                place=given.place,
                household=given.household,
                corrects=key_in(given.corrects, "DiaryEntry") if given.corrects else None,
                template=key_in(given.template, "VisitTemplate") if given.template else None,
                answers=tuple(Answer(one.line, one.text) for one in given.answers),
                files=tuple(given.files),
            ),
            key=given.key,
            success=WriteDiaryEntrySuccess,
            record="diary_entry",
        )

    @strawberry.mutation(
        description="Sets what is asked at visits in the unit and on the line below it; none is shipped. "
        "设定走访清单。"
    )
    async def set_visit_template(
        self, info: Info, given: Annotated[SetVisitTemplateInput, INPUT]
    ) -> SetVisitTemplateResult:
        """Sets what is asked at visits."""
        return await perform(
            info,
            set_visit_template,
            lambda: SetVisitTemplate(
                expected_number=given.expected_number,
                title=given.title,
                title_en=given.title_en,
                lines=tuple(VisitLine(one.zh, one.en) for one in given.lines),
            ),
            key=given.key,
            success=SetVisitTemplateSuccess,
            record="visit_template",
        )
