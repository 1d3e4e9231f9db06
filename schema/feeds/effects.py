"""What the lines of a plan that wait would mean, in GraphQL."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.effects.gaining import GAINS, LOSES
from ledger.feeds.foretelling import Foretold, Named, foretold
from schema.acts import key_if_given, key_in
from schema.previews.types import ChangeEffectSort
from storage.ids import printed


@strawberry.type(description="A right that somebody would gain or lose by a plan. 方案的一项影响。")
class FeedEffectInfo:
    """A right that somebody would gain or lose by a plan."""

    sort: ChangeEffectSort = strawberry.field(description="What it says. 种类。")
    person: strawberry.ID | None = strawberry.field(
        description="Who; null of somebody whom no line names. 何人；各项未提及的为空。"
    )
    label: str = strawberry.field(description="How the line calls them. 该项中的姓名。")
    post: strawberry.ID = strawberry.field(description="In which post. 以哪个职务。")
    title: str = strawberry.field(description="How the line calls it. 该项中的职务名称。")
    unit: str = strawberry.field(description="From which unit it reaches. 在哪个单位。")
    action: str | None = strawberry.field(
        description="What may be done; null of a role that may be given. 操作。"
    )
    ranges: list[str] = strawberry.field(
        description="On which records: words of the rule book. 范围：规则手册的条件用语。"
    )
    role: str | None = strawberry.field(
        description="A role that may be given from then on, or no longer. 可授予的角色。"
    )
    noun: str = strawberry.field(description="Of which records; empty of a role. 哪类记录。")
    records: int | None = strawberry.field(
        description="On how many records of the viewer's unit and below, none against anybody among "
        "them; null when they are not counted. 涉及记录数（本人辖区内，不含任何反映件）。"
    )
    open_records: int | None = strawberry.field(description="How many are open. 其中未办结。")
    exact: bool = strawberry.field(description="Whether it is counted to the end. 是否确数。")


@strawberry.type(
    description="What the lines of a plan that wait would mean. 方案待确认各项的影响。"
)
class FeedPlanEffectsInfo:
    """What the lines of a plan that wait would mean."""

    lines: int = strawberry.field(
        description="Of how many lines that give or take a post it is told. 所计项数。"
    )
    more: bool = strawberry.field(description="Whether there are more than 200. 是否还有。")
    effective_on: date = strawberry.field(description="The first day on which it matters. 起始日。")
    people_gaining: int = strawberry.field(description="Who gain something. 获得权限的人数。")
    people_losing: int = strawberry.field(description="Who lose something. 失去权限的人数。")
    needs_second: bool = strawberry.field(
        description="Whether all of it together is more than one person gives alone. 是否超过一人限额。"
    )
    threshold_people: int = strawberry.field(
        description="People that one gives to alone. 人数限额。"
    )
    threshold_records: int | None = strawberry.field(
        description="Records of one kind that one gives alone; null: any number. 同类记录限额。"
    )
    effects: list[FeedEffectInfo] = strawberry.field(
        description="Who gains and loses what; of the first 20 people. 何人获得或失去什么（前20人）。"
    )


@strawberry.type
class FeedEffectQueries:
    """What can be asked before a plan is confirmed."""

    @strawberry.field(
        description="What confirming a plan, or one line of it, would mean now, told as previewChange "
        "tells it; null for whoever does not decide on the plan. 方案的影响预演。"
    )
    async def feed_plan_effects(
        self,
        info: Info,
        plan: Annotated[strawberry.ID, strawberry.argument(description="The plan. 方案。")],
        line: Annotated[
            strawberry.ID | None, strawberry.argument(description="Of this line alone. 其中一项。")
        ] = None,
    ) -> FeedPlanEffectsInfo | None:
        """Says what confirming a plan would mean."""
        found = await foretold(
            info.context.sittings,
            info.context.viewer,
            key_in(plan, "FeedPlan"),
            line=key_if_given(line, "FeedLine"),
        )
        return None if found is None else _shown(found)


def _shown(found: Foretold) -> FeedPlanEffectsInfo:
    told = found.meaning
    return FeedPlanEffectsInfo(
        lines=found.lines,
        more=found.more,
        effective_on=told.effective_on,
        people_gaining=told.people(GAINS),
        people_losing=told.people(LOSES),
        needs_second=told.needs_second,
        threshold_people=told.threshold.people,
        threshold_records=told.threshold.records,
        effects=[_effect(one) for one in found.effects],
    )


def _effect(one: Named) -> FeedEffectInfo:
    effect, right = one.effect, one.effect.right
    return FeedEffectInfo(
        sort=ChangeEffectSort(right.sort),
        person=None if one.person is None else strawberry.ID(printed("Person", one.person)),
        label=one.label,
        post=strawberry.ID(printed("Post", right.post)),
        title=one.title,
        unit=one.unit,
        action=right.action,
        ranges=list(right.words),
        role=right.role,
        noun=effect.noun,
        records=effect.records,
        open_records=effect.open_records,
        exact=effect.exact,
    )
