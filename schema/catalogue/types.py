"""Types of the catalogue: actor types, duties, regulations, levels of work rules."""

from enum import Enum

import strawberry

from schema.fields import connection, read
from schema.nodes import Connection, Node


@strawberry.enum(description="How often a duty falls due. 履职周期。")
class Cadence(Enum):
    """How often a duty falls due."""

    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    HALF_YEARLY = "HALF_YEARLY"
    YEARLY = "YEARLY"
    PER_TERM = "PER_TERM"
    EVENT = "EVENT"


@strawberry.enum(description="On what a cadence rests. 周期的依据。")
class CadenceBasis(Enum):
    """On what a cadence rests."""

    SOURCE = "SOURCE"
    SEED = "SEED"
    DEFAULT = "DEFAULT"
    EVENT = "EVENT"


@strawberry.enum(description="How sure the catalogue is of its source. 依据的可靠程度。")
class Confidence(Enum):
    """How sure the catalogue is of its source."""

    SEEN = "SEEN"
    SECONDARY = "SECONDARY"
    MEMORY = "MEMORY"
    SEED = "SEED"
    PROPOSAL = "PROPOSAL"


@strawberry.enum(description="A body acts together, a person alone. 集体或个人。")
class ActorKind(Enum):
    """A body acts together, a person alone."""

    COLLECTIVE = "COLLECTIVE"
    PERSON = "PERSON"


@strawberry.type(description="One of the actors who bear responsibility lists. 责任主体类型。")
class Actor(Node):
    """An actor type."""

    key: str = read("Its key in the catalogue. 目录中的键。")
    title_zh: str = read("Its Chinese title. 中文名称。")
    title_en: str = read("Its English title. 英文名称。")
    kind: ActorKind = read("Whether a body or a person. 集体或个人。")
    lives_in: str = read("In which units it lives. 设在哪些单位。")
    description: str = read("What it is. 说明。")
    duties: Connection["Duty"] = connection("Its duties by the catalogue. 目录所列职责。")


@strawberry.type(description="A regulation that duties and rules rest on. 法规制度。")
class Regulation(Node):
    """A regulation."""

    key: str = read("Its short name. 简称。")
    title_zh: str = read("Its Chinese title. 中文名称。")
    title_en: str = read("Its English title. 英文名称。")
    year: str = read("Its year of issue. 年份。")


@strawberry.type(description="Where a duty or rule is laid down. 依据。")
class SourceInfo:
    """A source."""

    regulation: Regulation = read("The regulation. 法规。")
    article: str = read("The article. 条款。")
    confidence: Confidence = read("How sure we are of it. 可靠程度。")


@strawberry.type(description="A duty of the catalogue. 目录职责。")
class Duty(Node):
    """A duty."""

    key: str = read("Its key in the catalogue. 目录中的键。")
    catalogue_version: int = read("The version of the catalogue that says so. 目录版本。")
    title_zh: str = read("Its Chinese title. 中文标题。")
    title_en: str = read("Its English title. 英文标题。")
    detail: str = read("What is to be done. 详细说明。")
    cadence: Cadence = read("How often. 周期。")
    cadence_basis: CadenceBasis = read("On what the cadence rests. 周期依据。")
    min_per_period: int = read("How many times in each period at least. 每期最少次数。")
    due_rule: str = read("When it falls due. 到期规则。")
    evidence: list[str] = read("What shows that it was done. 佐证材料。")
    weight: int = read("Its weight in the score. 权重。")
    confidence: Confidence = read("How sure the catalogue is. 可靠程度。")
    needs_verification: bool = read("Whether the text must still be checked. 是否待核实。")
    actor_type: Actor = read("Whose duty it is. 责任主体。")
    sources: list[SourceInfo] = read("What it rests on. 依据。")


@strawberry.type(description="A level of work rules. 工作规则层级。")
class RuleLevel(Node):
    """A level of work rules."""

    key: str = read("Its key in the catalogue. 目录中的键。")
    title_zh: str = read("Its Chinese title. 中文名称。")
    title_en: str = read("Its English title. 英文名称。")
