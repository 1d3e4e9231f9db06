"""The closing sheet of a problem (销号单) as a page of paper: HTML that prints on A4, without a script.

In Chinese, as the file that it goes into. Whatever the reader does not see stays blank.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from ledger.clocks.deadlines import ClockTrace, DeadlineTrace
from ledger.clocks.limits import Clock
from ledger.clocks.naming import stage_name
from ledger.clocks.wording import CLOCKS
from policies.pages import read_page
from server.pages.sending import FOLDER, filled, template
from tenants.viewer import CHINA

PAGE = template("closing_sheet.html")
STYLE = (FOLDER / "closing_sheet.css").read_text(encoding="utf-8")
WORDS: Mapping[str, Mapping[str, str]] = read_page(
    (FOLDER / "closing_words.yaml").read_text(encoding="utf-8")
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Nothing is loaded and nothing runs: the page is whole as it is, and stays so when it is kept."""
BLANK = "—"
SIGNS = (
    "责任单位主要负责人（签字）",
    "牵头领导（签字）",
    "组织部门经办人（签字）",
    "组织部门负责人（签字、盖章）",
)
_SUMMED = (Clock.TOTAL, Clock.STATUTORY, Clock.RECTIFICATION)
"""Of these clocks the sheet shows the sum; those of the stages would fill a book."""
Sheet = Mapping[str, Any]


def page(sheet: Sheet, clocks: DeadlineTrace | None, *, by: str, at: datetime) -> str:
    """Prints the sheet.

    Given:    sheet, as ``ledger/exports/closing_sheet.py`` reads it; clocks, the deadlines with
              their sums, for who oversees the problem; by and at, who has it printed and when.
    """
    problem, closing = sheet["problem"], sheet["closingSheet"] or {}
    cancelled = closing.get("cancelledAt")
    state = _word("state", problem["state"])
    said = f"此次销号已于{_day(cancelled)}撤销" if cancelled else ""
    texts = {
        "title": f"销号单 {problem['number'] or ''}",
        "number": problem["number"] or BLANK,
        "state": state,
    }
    return filled(
        PAGE,
        texts,
        style=STYLE,
        cancelled=f'<p class="cancelled">{escape(said)}</p>' if said else "",
        rows="\n".join(_rows(sheet, problem, closing, clocks)),
        signs="".join(f"<td>{one}<span>年　　月　　日</span></td>" for one in SIGNS),
        foot=f"<span>打印人：{escape(by)}</span><span>{_moment(at)} 由层层抓落实打印，内容以系统记录为准</span>",
    )


def _rows(
    sheet: Sheet, problem: Sheet, closing: Sheet, clocks: DeadlineTrace | None
) -> Iterator[str]:
    yield _pair("所属清单", _word("list", problem["listType"]), "列单层级", _of(problem, "listedBy"))
    yield _wide("问题", problem["title"])
    yield _wide("事实", problem["facts"])
    found = _joined("，", _of(problem, "origin"), _day(problem["foundOn"] or problem["reportedAt"]))
    where = _joined("，", _word("channel", problem["channel"]), problem["place"])
    yield _pair("发现", found, "来源、地点", where)
    label = _joined("，", _word("label", problem["label"]), _word("colour", problem["colour"]))
    how = _joined("，", _word("mode", problem["mode"]), _word("field", problem["field"]))
    yield _pair("类别、颜色", label, "整改方式、领域", how)
    responsible = _of(closing, "responsible") or _of(problem, "tenant")
    leader = _joined("，", _of(problem, "leadPost", "title"), _of(closing, "ledBy"))
    yield _pair("责任单位", responsible, "牵头领导", leader)
    yield _wide("主办、协办", _hands(problem["assignments"])) if problem["assignments"] else ""
    yield _wide("完成时限", _deadlines(problem, clocks), cls="small")
    yield _inner("整改措施", _measures(problem["measures"]))
    if problem["files"]:
        names = "、".join(dict.fromkeys(one["name"] for one in problem["files"]))
        yield _wide("佐证材料", f"{len(problem['files'])}件：{names}", cls="small")
    yield _inner("三方评测", _evaluations(problem["evaluations"]))
    cause = _joined("：", _word("cause", closing.get("rootCause")), closing.get("partyBuildingReason"))
    yield _wide("根源", cause or problem["rootCause"])
    yield _wide("长效机制", closing.get("mechanism") or problem["lastingMechanism"])
    yield _wide("举一反三", _follow_ups(closing.get("followUps") or ()) or problem["sameTypeFollowUp"])
    yield _wide("三个党建", _party(problem))
    yield _wide("回头看", _rechecks(sheet["rechecks"]["nodes"]))
    struck = _joined("，", _day(closing.get("closedAt")), _of(closing, "closedBy"))
    yield _pair("销号", struck, "退回次数", f"{problem['returnCount']}次")


def _hands(parts: Iterable[Sheet]) -> str:
    return "；".join(
        _joined("，", f"{_word('role', one['role'])}：{_of(one, 'tenant')}", f"{_day(one['dueOn'])}前")
        for one in parts
        if one["state"] != "WITHDRAWN"
    )


def _deadlines(problem: Sheet, clocks: DeadlineTrace | None) -> str:
    said = [f"{_day(problem['dueOn'])}前{'（已逾期）' if problem['overdue'] else ''}"]
    summed = [one for one in clocks.clocks if one.clock in _SUMMED] if clocks else []
    return "\n".join([*said, *map(_sum, summed)])


def _sum(clock: ClockTrace) -> str:
    named = stage_name(clock.clock.value, clock.stage)[0]
    steps = "；".join(f"{line.on.isoformat()} {line.zh}" for line in clock.lines)
    return f"{CLOCKS[clock.clock.value][0]}（{named}）：{steps}"


def _measures(measures: Sequence[Sheet]) -> str:
    rows = (
        (
            str(number),
            _joined("\n", one["text"], f"结果：{one['result']}" if one["result"] else ""),
            _of(one, "owner", "title"),
            _joined("\n", _day(one["dueOn"]), _word("measure", one["state"])),
        )
        for number, one in enumerate(measures, 1)
    )
    return _table(("序", "措施、结果", "责任职务", "节点"), ("n", "", "short", "short"), rows)


def _evaluations(given: Sequence[Sheet]) -> str:
    """Of those served their rating alone: what they said, and by which way, is on no paper."""
    rows = ((_party_of(one), _rated(one), _day(one["givenAt"])) for one in given)
    return _table(("评测主体", "结果", "日期"), ("short", "", "short"), rows)


def _party_of(one: Sheet) -> str:
    again = f"（第{one['round']}轮）" if one["round"] > 1 else ""
    return _word("party", one["party"]) + again


def _rated(one: Sheet) -> str:
    scores = (
        ("自评", one["score"]),
        ("班子问题管控力", one["teamProblemControl"]),
        ("一把手履职担当力", one["chiefDutyBearing"]),
        ("干部工作推进力", one["cadreWorkDrive"]),
    )
    shown = [f"{name}{score}分" for name, score in scores if score is not None]
    return _joined("；", _word("rating", one["rating"]), *shown)


def _follow_ups(ordered: Iterable[Sheet]) -> str:
    return "\n".join(
        _joined("：", _word("follow_up", one["kind"]), one["text"])
        + (f"（{_day(one['dueOn'])}前）" if one["dueOn"] else "")
        for one in ordered
    )


def _party(problem: Sheet) -> str:
    bodies = (("发现", "foundByBody"), ("根源", "causeBody"), ("解决", "solvedByBody"))
    return "；".join(f"{name}：{_of(problem, key) or BLANK}" for name, key in bodies)


def _rechecks(planned: Iterable[Sheet]) -> str:
    return "；".join(
        f"{_day(one['dueOn'])}（{_word('reason', one['reason'])}，{_word('recheck', one['state'])}）"
        for one in planned
    )


def _word(kind: str, value: str | None) -> str:
    return WORDS[kind].get(value, value) if value else ""


def _of(row: Sheet, name: str, what: str = "name") -> str:
    found = row.get(name)
    return str(found[what]) if found else ""


def _joined(between: str, *parts: str | None) -> str:
    return between.join(one for one in parts if one)


def _day(said: str | None) -> str:
    """A civil day in Chinese, of a day or of an instant."""
    if not said:
        return ""
    day = date.fromisoformat(said) if "T" not in said else (_instant(said) + CHINA).date()
    return f"{day.year}年{day.month}月{day.day}日"


def _instant(said: str) -> datetime:
    return datetime.fromisoformat(said)


def _moment(at: datetime) -> str:
    return (at + CHINA).strftime("%Y-%m-%d %H:%M")


def _cell(said: str | None, cls: str = "", span: int = 1) -> str:
    about = (f' class="{cls}"' if cls else "") + (f' colspan="{span}"' if span > 1 else "")
    return f"<td{about}>{escape(said or BLANK)}</td>"


def _pair(name: str, said: str, other: str, told: str) -> str:
    return f"<tr><th>{name}</th>{_cell(said)}<th>{other}</th>{_cell(told)}</tr>"


def _wide(name: str, said: str | None, *, cls: str = "") -> str:
    return f"<tr><th>{name}</th>{_cell(said, cls, 3)}</tr>"


def _inner(name: str, table: str) -> str:
    if not table:
        return _wide(name, "")
    return f'<tr><th>{name}</th><td class="inner" colspan="3">{table}</td></tr>'


def _table(heads: Sequence[str], widths: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in a cell; none where it has no row."""
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    if not body:
        return ""
    columns = "".join(f'<col class="{one}">' if one else "<col>" for one in widths)
    head = "".join(f"<th>{one}</th>" for one in heads)
    return f"<table><colgroup>{columns}</colgroup><tr>{head}</tr>{body}</table>"
