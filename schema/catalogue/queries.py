"""Root fields of the catalogue."""

import strawberry

from schema.catalogue.types import Actor, RuleLevel
from schema.fields import read


@strawberry.type
class CatalogueQueries:
    """What can be asked of the catalogue."""

    actor_types: list[Actor] = read("The actors who bear responsibility lists. 责任主体。")
    rule_levels: list[RuleLevel] = read("The levels of work rules. 工作规则层级。")
