"""The cadre appointment form (干部任免审批表) as other systems exchange it: one person, all of it
sensitive. Nothing prints it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
MOST_FAMILY = 10
LARGEST_PHOTO = 512 * 1024
LONGEST_TEXT, LONGEST_RESUME = 2000, 20_000

FIELDS: Mapping[str, str] = {
    "XingMing": "姓名", "XingBie": "性别", "ChuShengNianYue": "出生年月", "MinZu": "民族",
    "JiGuan": "籍贯", "ChuShengDi": "出生地", "RuDangShiJian": "入党时间",
    "CanJiaGongZuoShiJian": "参加工作时间", "JianKangZhuangKuang": "健康状况",
    "ZhuanYeJiShuZhiWu": "专业技术职务", "ShuXiZhuanYeYouHeZhuanChang": "熟悉专业有何专长",
    "QuanRiZhiJiaoYu_XueLi": "全日制教育学历", "QuanRiZhiJiaoYu_XueWei": "全日制教育学位",
    "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "全日制教育学历毕业院校系",
    "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": "全日制教育学位毕业院校系",
    "ZaiZhiJiaoYu_XueLi": "在职教育学历", "ZaiZhiJiaoYu_XueWei": "在职教育学位",
    "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "在职教育学历毕业院校系",
    "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi": "在职教育学位毕业院校系",
    "XianRenZhiWu": "现任职务", "NiRenZhiWu": "拟任职务", "NiMianZhiWu": "拟免职务",
    "JianLi": "简历", "JiangChengQingKuang": "奖惩情况", "NianDuKaoHeJieGuo": "年度考核结果",
    "RenMianLiYou": "任免理由", "ChengBaoDanWei": "呈报单位",
    "JiSuanNianLingShiJian": "计算年龄时间", "TianBiaoShiJian": "填表时间", "TianBiaoRen": "填表人",
    "Version": "版本",
}  # fmt: skip  # reads as a table
"""Elements of text, in the order in which they are written, and what they are."""
FAMILY: Mapping[str, str] = {
    "ChengWei": "称谓", "XingMing": "姓名", "ChuShengRiQi": "出生年月",
    "ZhengZhiMianMao": "政治面貌", "GongZuoDanWeiJiZhiWu": "工作单位及职务",
}  # fmt: skip  # reads as a table
MONTHS = frozenset({"ChuShengNianYue", "ChuShengRiQi"})
DAYS = frozenset({"JiSuanNianLingShiJian", "TianBiaoShiJian"})


@dataclass(frozen=True, repr=False)
class Form:
    """One person's form. It has no printed form of its own, so that no log and no error shows it."""

    texts: Mapping[str, str]
    """By element; what is empty is not there."""
    family: tuple[Mapping[str, str], ...] = ()
    citizen_number: str = ""
    photo: bytes = b""
    others: Mapping[str, str] = field(default_factory=dict)
    """Elements of text that other systems add, kept so that nothing is lost on the way."""

    def __repr__(self) -> str:
        return "Form(…)"

    @property
    def name(self) -> str:
        """The person's name."""
        return self.texts.get("XingMing", "")


def is_citizen_number(text: str) -> bool:
    """Says whether a text is a citizen number with a right check digit (GB 11643-1999)."""
    digits, check = text[:-1], text[-1:]
    if len(text) != len(WEIGHTS) + 1 or not (digits.isascii() and digits.isdigit()):
        return False
    weighed = sum(int(one) * weight for one, weight in zip(digits, WEIGHTS, strict=True))
    return CHECKS[weighed % len(CHECKS)] == check
