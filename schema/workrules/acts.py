"""Mutations on supplements: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.workrules.publish_supplement import PublishSupplement, publish_supplement
from ledger.workrules.retire_supplement import RetireSupplement, retire_supplement
from schema.acts import key_in, perform
from schema.workrules import inputs, results

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.type
class WorkRuleMutations:
    """What can be done with supplements."""

    @strawberry.mutation(
        description="Tightens a work rule for your own unit and its line below. 发布补充规定。"
    )
    async def publish_supplement(
        self, info: Info, given: Annotated[inputs.PublishSupplementInput, INPUT]
    ) -> results.PublishSupplementResult:
        """Tightens a work rule for your own unit and its line below."""
        return await perform(
            info,
            publish_supplement,
            lambda: PublishSupplement(
                tenant=key_in(given.tenant, "Tenant"),
                rule_key=given.rule_key,
                document_no=given.document_no,
                valid_from=given.valid_from,
                parameter=given.parameter,
                operator=given.operator.value if given.operator else None,
                value=given.value,
                text=given.text,
            ),
            key=given.key,
            success=results.PublishSupplementSuccess,
            record="supplement",
        )

    @strawberry.mutation(description="Gives a supplement of your own unit an end. 废止补充规定。")
    async def retire_supplement(
        self, info: Info, given: Annotated[inputs.RetireSupplementInput, INPUT]
    ) -> results.RetireSupplementResult:
        """Gives a supplement of your own unit an end."""
        return await perform(
            info,
            retire_supplement,
            lambda: RetireSupplement(
                supplement=key_in(given.supplement, "Supplement"),
                expected_version=given.expected_version,
                valid_until=given.valid_until,
            ),
            key=given.key,
            success=results.RetireSupplementSuccess,
            record="supplement",
        )
