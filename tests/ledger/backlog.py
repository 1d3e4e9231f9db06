"""Files of backlogs as tests make them."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from ledger.intake.sheets import COLUMNS

HEAD = [column.heading for column in COLUMNS]
KEYS = [column.key for column in COLUMNS]


def row(number: int | str, title: str = "", **more: str) -> dict[str, str]:
    """One row; what is not said has a value that is in order."""
    said = {
        "number": str(number),
        "list": "审计",
        "place": "村口",
        "title": title or f"{number}号台账所列欠缴款项未清",
        "facts": f"历史遗留事项，原始材料见第{number}卷",
    }
    return said | more


def as_csv(path: Path, rows: Sequence[Mapping[str, str]], *, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows([one.get(key, "") for key in KEYS] for one in rows)
    return path


def as_xlsx(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        for n, one in enumerate(rows, start=1):
            for at, key in enumerate(KEYS):
                said = one.get(key, "")
                if said.isdecimal():
                    sheet.write_number(n, at, int(said))
                else:
                    sheet.write_string(n, at, said)
    return path


_WHAT = (
    "道路破损",
    "饮水不足",
    "欠发工资",
    "违建未拆",
    "污水直排",
    "低保漏保",
    "路灯不亮",
    "河道淤积",
)
_WHERE = ("东街", "西街", "北庄", "南湾", "柳林", "石桥", "新村", "老镇", "大坪", "小寨", "龙潭")


def many(count: int) -> Iterator[dict[str, str]]:
    """Rows as a backlog has them: titles much alike, none the same."""
    for n in range(count):
        where, what = _WHERE[n % len(_WHERE)], _WHAT[(n // 11) % len(_WHAT)]
        title = f"{where}{n // 88 + 1}组{what}问题第{n}件长期未解决"
        yield row(n, title, place=f"{where}{n // 88 + 1}组", repeated="是" if n % 4 == 0 else "否")
