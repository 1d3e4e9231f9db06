"""While PostgreSQL is away a request is told to come again; that is not a bug of this server."""

import psycopg
import pytest
from graphql import GraphQLError
from sqlalchemy.exc import DBAPIError

from schema.errors import INTERNAL, printed
from storage.reads import Overloaded, ReadFailed
from tenants.refusals import DatabaseBusy
from tenants.sitting import refused


@pytest.mark.parametrize(
    "lost",
    [
        psycopg.OperationalError(),
        psycopg.errors.AdminShutdown(),
        psycopg.errors.TooManyConnections(),
    ],
)
def test_an_act_that_loses_its_connection_is_refused_as_busy(lost: psycopg.Error) -> None:
    assert isinstance(refused(DBAPIError("select 1", {}, lost)), DatabaseBusy)


def test_an_act_that_is_wrong_is_not() -> None:
    wrong = DBAPIError("select 1", {}, psycopg.errors.UndefinedColumn())
    assert refused(wrong) is wrong


@pytest.mark.parametrize(
    "lost", [ReadFailed("08006", "away"), ReadFailed("08001", "refused"), Overloaded()]
)
def test_a_payload_that_cannot_be_read_now_may_be_asked_for_again(lost: Exception) -> None:
    error = GraphQLError("x", path=["acceptObligation", "obligation"], original_error=lost)
    shown = printed(error, request_id="r", language="en")
    assert shown["extensions"]["code"] == "storage.busy"


def test_a_statement_that_is_wrong_stays_a_bug() -> None:
    error = GraphQLError("x", original_error=ReadFailed("42703", "no such column"))
    assert printed(error, request_id="r", language="en")["extensions"]["code"] == INTERNAL
