"""Types of the work rules: the common text, what is in force, and local supplements."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.catalogue.types import Confidence, Regulation, RuleLevel
from schema.fields import read
from schema.nodes import Node
from schema.tenants.types import Tenant


@strawberry.enum(description="What kind of value a parameter has. 参数种类。")
class ParameterKind(Enum):
    """What kind of value a parameter has."""

    COUNT = "COUNT"
    DAYS = "DAYS"
    MONTHS = "MONTHS"
    YEARS = "YEARS"
    FRACTION = "FRACTION"
    FLAG = "FLAG"
    CADENCE = "CADENCE"
    TEXT = "TEXT"


@strawberry.enum(
    description="How a value is asked: AT_LEAST is 半数以上 (half is enough), MORE_THAN is 过半数 "
    "(half is not). 运算：半数以上与过半数不同。"
)
class ParameterOperator(Enum):
    """How a value is asked."""

    EXACTLY = "EXACTLY"
    AT_LEAST = "AT_LEAST"
    MORE_THAN = "MORE_THAN"
    AT_MOST = "AT_MOST"


@strawberry.enum(description="In which direction a level may tighten. 加严的方向。")
class Stricter(Enum):
    """In which direction a level may tighten."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"
    FIXED = "FIXED"


@strawberry.enum(
    description="RETIRED is withdrawn before it bound anyone; one that bound has an end instead. "
    "补充规定状态。"
)
class SupplementState(Enum):
    """Where a supplement stands."""

    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


@strawberry.input(description="Which supplements. 筛选条件。")
class SupplementFilter:
    """Which supplements."""

    rule_key: str | None = strawberry.field(
        default=strawberry.UNSET, description="To this rule, by key. 规则键。"
    )
    state: SupplementState | None = strawberry.field(
        default=strawberry.UNSET, description="In this state. 状态。"
    )


@strawberry.type(description="Where a work rule is laid down. 依据。")
class WorkRuleSourceInfo:
    """A source of a work rule."""

    regulation: Regulation = read("The regulation. 法规。")
    article: str = read("The article. 条款。")
    confidence: Confidence = read("How sure we are of it. 可靠程度。")


@strawberry.type(description="A version of a work rule's common text. 工作规则统一文本。")
class WorkRule(Node):
    """A version of a work rule's common text."""

    key: str = read("Its key in the catalogue, the same for all versions. 规则键。")
    title_zh: str = read("Its Chinese title. 中文标题。")
    title_en: str = read("Its English title. 英文标题。")
    text_zh: str = read("Its text. 规则文本。")
    confidence: Confidence = read("How sure the catalogue is. 可靠程度。")
    needs_verification: bool = read("Whether something in it must still be checked. 是否待核实。")
    level: RuleLevel = read("The level of bodies it is for. 层级。")
    sources: list[WorkRuleSourceInfo] = read("What it rests on. 依据。")
    version: int = read("Its version. 版本。")
    valid_from: date = read("In force from this day. 生效日。")
    valid_until: date | None = read("No longer in force from this day. 失效日。")
    parameters: list["WorkRuleParameter"] = read("Its parameters as shipped. 统一参数。")


@strawberry.type(description="A parameter of a work rule as shipped. 规则参数的统一值。")
class WorkRuleParameter(Node):
    """A parameter of a work rule as shipped."""

    name: str = read("Its name, unique in its rule. 参数名。")
    title_zh: str = read("Its Chinese title. 中文名称。")
    title_en: str = read("Its English title. 英文名称。")
    type: ParameterKind = read("What kind of value it has. 种类。")
    operator: ParameterOperator = read("How the value is asked. 运算。")
    value: str = read("The value as people read it: 12, 2/3, MONTHLY, true. 值。")
    numerator: int | None = read("The value to compare by; null where it is words. 分子。")
    denominator: int = read("What the numerator is over; 1 unless a fraction. 分母。")
    items: list[str] = read("The members, where the value is a list of words. 各项。")
    unit: str = read("What is counted, or of what it is a share. 单位或基数。")
    stricter: Stricter = read("In which direction a level may tighten it. 加严方向。")
    because_zh: str = read("Why in that direction, in Chinese. 理由（中文）。")
    because_en: str = read("Why in that direction, in English. 理由（英文）。")
    verified: bool = read("Whether the number comes from a text that was read. 是否已核实。")
    rule: WorkRule = read("The rule it belongs to. 所属规则。")


@strawberry.type(
    description="A work rule as it is in force for one body or tenant on one day. 现行工作规则。"
)
class WorkRuleInForceInfo:
    """A work rule as it is in force for one body or tenant on one day."""

    key: str = read("Its key in the catalogue. 规则键。")
    title_zh: str = read("Its Chinese title. 中文标题。")
    title_en: str = read("Its English title. 英文标题。")
    text_zh: str = read("Its text. 规则文本。")
    confidence: Confidence = read("How sure the catalogue is. 可靠程度。")
    needs_verification: bool = read("Whether something in it must still be checked. 是否待核实。")
    level: RuleLevel = read("The level of bodies it is for. 层级。")
    sources: list[WorkRuleSourceInfo] = read("What the common text rests on. 依据。")
    rule: WorkRule = read("The version of the common text. 统一文本版本。")
    on_date: date = read("The day that was asked about. 查询日。")
    since: date = read("The common text is in force since this day. 统一文本生效日。")
    parameters: list["ParameterInForceInfo"] = read("Each parameter as it binds. 现行参数。")
    supplements: list["Supplement"] = read(
        "What levels of the line have added by then, the highest first. 各级补充规定。"
    )
    viewer_may_publish: bool = read("Whether the viewer may supplement it here. 可否作补充规定。")


@strawberry.type(
    description="A parameter as it binds: the tightest of the shipped value and of what the levels "
    "of the line have said. 现行参数：统一值与各级补充规定中最严者。"
)
class ParameterInForceInfo:
    """A parameter as it binds."""

    name: str = read("Its name, unique in its rule. 参数名。")
    title_zh: str = read("Its Chinese title. 中文名称。")
    title_en: str = read("Its English title. 英文名称。")
    type: ParameterKind = read("What kind of value it has. 种类。")
    operator: ParameterOperator = read("How the value is asked. 运算。")
    value: str = read("The value as people read it: 12, 2/3, MONTHLY, true. 值。")
    numerator: int | None = read("The value to compare by; null where it is words. 分子。")
    denominator: int = read("What the numerator is over; 1 unless a fraction. 分母。")
    items: list[str] = read("The members, where the value is a list of words. 各项。")
    unit: str = read("What is counted, or of what it is a share. 单位或基数。")
    stricter: Stricter = read("In which direction a level may tighten it. 加严方向。")
    because_zh: str = read("Why in that direction, in Chinese. 理由（中文）。")
    because_en: str = read("Why in that direction, in English. 理由（英文）。")
    verified: bool = read(
        "Whether the shipped number comes from a text that was read. 是否已核实。"
    )
    since: date = read("It binds since this day. 自何日起。")
    document_no: str | None = read("The document that says so; null for the common text. 文号。")
    said_by: Tenant | None = read(
        "The level that said so; null for the common text. 由哪一级规定。"
    )
    supplement: "Supplement | None" = read("The supplement that binds, if one does. 补充规定。")
    shipped: WorkRuleParameter = read("The parameter as shipped. 统一参数。")


@strawberry.type(description="What a level added to a work rule for its line. 补充规定。")
class Supplement(Node):
    """What a level added to a work rule for its line."""

    rule_key: str = read("The rule's key. 规则键。")
    parameter: str | None = read("The parameter it tightens; null for a text only. 参数名。")
    type: ParameterKind = read("What kind of value it has. 种类。")
    operator: ParameterOperator = read("How the value is asked. 运算。")
    value: str = read("The value as people read it; empty for a text only. 值。")
    numerator: int | None = read("The value to compare by. 分子。")
    denominator: int = read("What the numerator is over; 1 unless a fraction. 分母。")
    text: str = read("What it says in words. 文字规定。")
    document_no: str = read("The document that says so. 文号。")
    state: SupplementState = read("Where it stands. 状态。")
    version: int = read("Rises with each change. 版本。")
    recorded_at: datetime = read("When it was recorded here. 录入时间。")
    valid_from: date = read("It binds from this day. 生效日。")
    valid_until: date | None = read("It no longer binds from this day. 失效日。")
    tenant: Tenant = read("The level that said so. 由哪一级规定。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")
