"""Mutations on contact cards: one field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.contacts.publish_contact_card import PublishContactCard, publish_contact_card
from ledger.contacts.withdraw_contact_card import WithdrawContactCard, withdraw_contact_card
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.contacts.types import ContactCard
from schema.fields import read
from schema.problems.members import may, must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(description="Publishes the duty telephone of a post. 公布联系电话。")
class PublishContactCardInput:
    """Publishes the duty telephone of a post."""

    key: strawberry.ID = must(KEY)
    post: strawberry.ID = must("The post that is reached. 职务。")
    phone: str = must(
        "Area code and number, a 400 or 800 number, or a service line; no mobile. 值班电话，不得为手机。"
    )
    hours: str = must("When it answers, 1 to 100 characters. 接听时间。")
    place: str = may("Where people are received, at most 200 characters. 接待地点。", "")
    from_on: date | None = may("The first day; today when left out. 起始日期，不填为今日。", None)
    until_on: date | None = may(
        "The first day on which it holds no more; left out, until it is withdrawn. 截止日期（不含）。",
        None,
    )


@strawberry.input(description="Withdraws a contact card. 撤下联系卡。")
class WithdrawContactCardInput:
    """Withdraws a contact card."""

    key: strawberry.ID = must(KEY)
    card: strawberry.ID = must("The card. 联系卡。")
    expected_version: int = must(VERSION)


@strawberry.type(description="It was done. 已办理。")
class PublishContactCardSuccess:
    """It was done."""

    contact_card: ContactCard | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class WithdrawContactCardSuccess:
    """It was done."""

    contact_card: ContactCard | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


PublishContactCardResult = Annotated[
    PublishContactCardSuccess | RefusalType,
    union("PublishContactCardResult", "What became of it. 办理结果。"),
]
WithdrawContactCardResult = Annotated[
    WithdrawContactCardSuccess | RefusalType,
    union("WithdrawContactCardResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ContactMutations:
    """What can be done about contact cards."""

    @strawberry.mutation(
        description="Publishes the duty telephone of a post of the unit or of one directly below; "
        "everybody reads it. 公布引领队员值班电话。"
    )
    async def publish_contact_card(
        self, info: Info, given: Annotated[PublishContactCardInput, INPUT]
    ) -> PublishContactCardResult:
        """Publishes the duty telephone of a post."""
        return await perform(
            info,
            publish_contact_card,
            lambda: PublishContactCard(
                post=key_in(given.post, "Post"),
                phone=given.phone,
                hours=given.hours,
                place=given.place,
                from_on=given.from_on,
                until_on=given.until_on,
            ),
            key=given.key,
            success=PublishContactCardSuccess,
            record="contact_card",
        )

    @strawberry.mutation(description="Withdraws a contact card. 撤下联系卡。")
    async def withdraw_contact_card(
        self, info: Info, given: Annotated[WithdrawContactCardInput, INPUT]
    ) -> WithdrawContactCardResult:
        """Withdraws a contact card."""
        return await perform(
            info,
            withdraw_contact_card,
            lambda: WithdrawContactCard(
                card=key_in(given.card, "ContactCard"),
                expected_version=given.expected_version,
            ),
            key=given.key,
            success=WithdrawContactCardSuccess,
            record="contact_card",
        )
