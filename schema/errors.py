"""What a client may learn when something goes wrong: codes, request ids, and masks over bugs.

Refusals of the domain travel inside data as `Refusal` unions or carry a `code` of their own; this
module only gives GraphQL errors their printed form. What is nobody's fault but ours is logged in
full under its request id and printed as one sentence.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import orjson
from graphql import GraphQLError, GraphQLSyntaxError

from storage.paging import BadInput
from tenants.passing import refusal_in
from tenants.refusals import Refusal

Language = Literal["zh", "en"]

LOGGER = logging.getLogger("levelwise.errors")

PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
BAD_USER_INPUT = "BAD_USER_INPUT"
INTERNAL = "INTERNAL_SERVER_ERROR"
MUTATION_NOT_ALLOWED = "MUTATION_NOT_ALLOWED"
SUBSCRIPTION_NOT_ALLOWED = "SUBSCRIPTION_NOT_ALLOWED"

# How graphql-core begins what it says about a variable, whatever is wrong with its value.
_OF_A_VARIABLE = re.compile(
    r"Variable '(?P<name>\$\w+)' has invalid value(?: at (?P<place>\S+))?: "
)

MASKED: Mapping[Language, str] = {
    "zh": "服务器内部出错。请把请求编号告诉管理员。",
    "en": "Something went wrong inside the server. Please give the request id to an administrator.",
}


class Told(GraphQLError):
    """An error that a client may read in either language; graphql-core knows of the English one."""

    def __init__(
        self, message: str, nodes: Any = None, *, zh: str, extensions: dict[str, Any]
    ) -> None:
        super().__init__(message, nodes, extensions=extensions)
        self.zh = zh


def refuse(
    message: str, *, zh: str, code: str, nodes: Any = None, **extensions: Any
) -> GraphQLError:
    """Makes an error that a client may read, with its code."""
    return Told(message, nodes, zh=zh, extensions={"code": code, **extensions})


def mutation_over_get() -> GraphQLError:
    """Makes the error for a mutation sent where only queries may stand; HTTP says 405 to it."""
    return refuse("A mutation needs POST.", zh="变更操作须使用 POST。", code=MUTATION_NOT_ALLOWED)


def subscription_over_http() -> GraphQLError:
    """Makes the error for a subscription sent as an ordinary request."""
    return refuse(
        "A subscription needs graphql-transport-ws, or `Accept: text/event-stream`.",
        zh="订阅须使用 graphql-transport-ws 或 text/event-stream。",
        code=SUBSCRIPTION_NOT_ALLOWED,
    )


def no_operation() -> GraphQLError:
    """Makes the error for a document of several operations, none of which is named."""
    return refuse(
        "Say with operationName which operation to run.",
        zh="请用 operationName 指明操作。",
        code="OPERATION_NOT_FOUND",
    )


def printed(
    error: GraphQLError, *, request_id: str, language: Language, otherwise: str = BAD_USER_INPUT
) -> dict[str, Any]:
    """Prints one error for a client, masking what is a bug.

    Given:  otherwise, the code of an error that graphql-core itself raised.
    Gives:  `{message, locations?, path?, extensions: {code, requestId, ...}}`.
    """
    shown = dict(error.formatted)
    if language == "zh":
        shown["message"] = _in_chinese(error)
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    if refusal := refusal_in(cause):
        shown["message"] = refusal.message(language)
        shown["extensions"] = explained(refusal, request_id=request_id)
        return shown
    if isinstance(cause, BadInput):
        shown["message"] = cause.zh if language == "zh" else cause.en
        own = {"code": BAD_USER_INPUT, "argument": cause.argument}
        shown["extensions"] = {**own, "requestId": request_id}
        return shown
    own = dict(error.extensions or {})
    if cause is not None and "code" not in own:
        LOGGER.error("bug in request %s at %s", request_id, error.path, exc_info=cause)
        shown["message"] = MASKED[language]
        shown["extensions"] = {"code": INTERNAL, "requestId": request_id}
        return shown
    code = PARSE_FAILED if isinstance(error, GraphQLSyntaxError) else otherwise
    shown["extensions"] = {"code": code, **own, "requestId": request_id}
    return shown


def _in_chinese(error: GraphQLError) -> str:
    """Gives what an error of ours says, also about a variable; graphql-core's own stays English."""
    inner: BaseException | None = error
    while isinstance(inner, GraphQLError) and not isinstance(inner, Told):
        inner = inner.original_error
    if not isinstance(inner, Told):
        return error.message
    found = _OF_A_VARIABLE.match(error.message)
    if inner is error or found is None:
        return inner.zh
    return f"变量 {found['name']}{found['place'] or ''} 的值无法使用：{inner.zh}"


def explained(refusal: Refusal, *, request_id: str) -> dict[str, Any]:
    """Gives the extensions of an error that is a refusal: code, page, rule, facts, token if kept."""
    rule = {} if refusal.by_rule is None else {"rule": refusal.by_rule}
    rule |= {} if refusal.token is None else {"refusal": refusal.token}
    rule |= {} if refusal.rule_page is None else {"rulePage": refusal.rule_page}
    known = {"code": refusal.code, "requestId": request_id, "page": refusal.page}
    return {**known, **rule, "details": refusal.facts}


def request_error(
    errors: Sequence[GraphQLError],
    *,
    request_id: str,
    language: Language,
    otherwise: str = VALIDATION_FAILED,
) -> bytes:
    """Prints a response without data: the document or its variables were not acceptable."""
    shown = [
        printed(error, request_id=request_id, language=language, otherwise=otherwise)
        for error in errors
    ]
    return orjson.dumps({"errors": shown})


def bug(error: BaseException, *, request_id: str, language: Language) -> bytes:
    """Prints the masked response for an exception nobody foresaw, and logs it."""
    LOGGER.error("bug in request %s", request_id, exc_info=error)
    extensions = {"code": INTERNAL, "requestId": request_id}
    return orjson.dumps({"errors": [{"message": MASKED[language], "extensions": extensions}]})
