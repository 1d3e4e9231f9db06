"""Units in a file: which columns there are, and what each row means. Always a proposal."""

from dataclasses import dataclass, field

from ledger.feeds.incoming import IncomingUnit
from storage.sheets import Column, Layout, Line
from tenants.wording import worded

KIND_NAMES = {
    "PROVINCE": "省",
    "CITY": "市",
    "COUNTY": "县（市、区）",
    "TOWNSHIP": "乡镇（街道）",
    "VILLAGE": "村（社区）",
    "DEPARTMENT": "部门",
    "OFFICE": "科室",
}
KINDS = {
    **{name: kind for kind, name in KIND_NAMES.items()},
    **{kind.lower(): kind for kind in KIND_NAMES},
    **dict.fromkeys(("县", "区"), "COUNTY"),
    **dict.fromkeys(("乡", "镇", "乡镇", "街道"), "TOWNSHIP"),
    **dict.fromkeys(("村", "社区"), "VILLAGE"),
}
"""What a kind of unit is called in tables and directories, in lower case."""

UNITS = Layout(
    "单位 Units",
    (
        Column("code", "单位代码", 60, "单位的代码：统计用区划代码、统一社会信用代码或本地代码，不变",
               "the unit's code: statistical, social credit or local; never changed", needed=True,
               width=24),
        Column("name", "单位名称", 100, "单位的名称；与现名不同即提议改名",
               "its name; one that differs is a proposal to rename it", needed=True, width=28),
        Column("kind", "类别", 20, "省、市、县（市、区）、乡镇（街道）、村（社区）、部门、科室；现有单位的类别不由表格改变",
               "province, city, county, township, village, department or office; of a unit that is"
               " there no table changes it", needed=True, choices=tuple(KIND_NAMES.values()),
               width=18),
        Column("parent", "上级单位代码", 60, "直接上级的代码，可以是本表中的单位，不论先后；与现在不同即提议划转；现有单位空着即不涉及",
               "the code of the unit directly above, one of this table too, in any order; one that"
               " differs is a proposal to move it; of a unit that is there empty says nothing",
               width=24),
        Column("parent_name", "上级单位名称", 200, "仅供阅读，导入时不看",
               "to be read; imports skip it", width=28),
    ),
)  # fmt: skip  # columns side by side
NOTES = (
    ("一行一个单位；代码相同就是同一个单位。", "A row a unit; a code is which one it is."),
    ("没有列出的单位不受影响；撤销单位不由表格报送。", "What is not listed stays; no table closes a unit."),
    ("单位一律只是提议：由机构调整（区划调整）办理。", "Units are proposals only: reorganisation does them."),
    ("导入先成方案：levelwise import-units 文件 --feed 数据源", "What is imported becomes a plan first."),
)  # fmt: skip  # columns side by side


@dataclass(frozen=True)
class UnitRow:
    """A unit as a file tells of it."""

    told: IncomingUnit
    line: Line = field(kw_only=True, compare=False, metadata={"digest": False})

    def cell_of(self, kind: str) -> str:
        """The address of the cell from which a line of that kind follows."""
        return self.line.cell({"RENAME": "name", "MOVE": "parent"}.get(kind, "code"))


def unit_row(line: Line) -> UnitRow:
    """Reads a row against which nothing stands."""
    said = line.cells
    told = IncomingUnit(
        code=worded("code", said["code"], most=60),
        kind=KINDS[said["kind"].lower()],
        name=worded("name", said["name"], most=100),
        parent_code=worded("parent", said.get("parent", ""), least=0, most=60),
    )
    return UnitRow(told, line=line)
