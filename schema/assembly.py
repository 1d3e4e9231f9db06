"""The finished schema: Strawberry's types with the resolvers of both roads."""

from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from schema.query import Mutation, Query, Subscription
from schema.roads import pave
from schema.scalars import SCALARS
from schema.values import describe


@cache
def build_schema() -> GraphQLSchema:
    """Builds the schema, once for a process."""
    made = strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        config=StrawberryConfig(scalar_map=dict(SCALARS)),
    )
    schema = made._schema  # noqa: SLF001 - Strawberry offers the graphql-core schema nowhere else
    pave(schema)
    describe(schema)
    return schema
