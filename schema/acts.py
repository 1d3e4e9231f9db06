"""What every mutation has in common: one act, one key, and a success or a refusal."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from strawberry import Info

from ledger.reading import Stale
from schema.fields import read
from storage.ids import parsed
from tenants import refusals
from tenants.recording import Outcome
from tenants.sitting import Outdated, Sitting
from tenants.turned_away import turned_away

KEY = (
    "Made by the client, 8 to 64 characters, the same for every attempt at one request. "
    "幂等键：同一请求重试时保持不变。"
)
VERSION = "The version that was read; another one is refused as stale. 所读版本。"
REPLAYED = "Whether this key had been used before and nothing was done anew. 是否为重放。"
NO_RECORD = UUID(int=0)
"""The key of no record: what an id of another type, or no id at all, stands for."""

Given = TypeVar("Given")
Success = TypeVar("Success")


@strawberry.type(description="A fact of a refusal. 拒绝的具体事实。")
class RefusalDetailInfo:
    """A fact of a refusal."""

    name: str = read("Its name. 名称。")
    value: str = read("Its value. 内容。")


@strawberry.type(name="Refusal", description="Why an act was not done. 未办理的原因。")
class RefusalType:
    """Why an act was not done."""

    id: strawberry.ID = read(
        "Names this refusal to an administrator, who opens it with `refusal`. One that was not kept, since "
        "nothing was decided or nobody is signed in, has the number of its request instead, `Request_…`, "
        "which the server's log knows and `refusal` does not. "
        "拒绝编号，管理员用 `refusal` 打开；未作裁决或未登录的不留存，只有请求编号 `Request_…`，只在服务器日志里查得到。"
    )
    code: str = read("What stands against it. 代码。")
    page: str = read(
        "Where this server says, in Chinese and English, what it means and what to do: a path. "
        "说明页面的路径：含义与办法。"
    )
    message: str = read("The same for a person to read. 说明。")
    rule: str | None = read(
        "The rule of the book that said no, or came nearest to a yes. 作出决定的规则，或最接近允许的规则。"
    )
    rule_page: str | None = read(
        "Where this server shows that rule: a path. 该规则在规则手册页面中的路径。"
    )
    details: list[RefusalDetailInfo] = read("Facts, by name. 具体事实。")
    retryable: bool = read("Whether the same request may be sent again. 是否可重试。")


def union(name: str, description: str) -> Any:
    """Declares the result of one mutation: its success or the one refusal."""
    return strawberry.union(name, description=description)


def key_in(public_id: str, type_name: str) -> UUID:
    """Gives the key in an id; that of no record when it is no id of this type."""
    found = parsed(str(public_id))
    return found[1] if found and found[0] == type_name else NO_RECORD


def key_if_given(public_id: str | None, type_name: str) -> UUID | None:
    """Gives the key in an id that may be left out; an empty id is none of ours, not left out."""
    left_out = public_id is None or public_id is strawberry.UNSET
    return None if left_out else key_in(str(public_id), type_name)


async def perform(
    info: Info,
    run: Callable[[Sitting, Given], Awaitable[UUID]],
    given: Callable[[], Given],
    *,
    key: str,
    success: Callable[..., Success],
    record: str,
    dated: str | None = None,
) -> Success | RefusalType:
    """Performs an act for the viewer of the request.

    Given:    record, the member of the success that is read anew, under the rights of now; dated,
              the one that is told when it was decided, if one wants to know.
    Gives:    the success, or the refusal as the viewer reads it.
    """
    context = info.context
    try:
        outcome: Outcome = await context.sittings.perform(
            context.viewer, run, given=given(), key=str(key), request=context.request.request_id
        )
    except Outdated:
        raise Stale from None
    except refusals.Refusal as refusal:
        act, request = getattr(run, "__name__", "?"), context.request.request_id
        said = await turned_away(
            context.sittings, context.viewer, refusal, key=str(key), act=act, request=request
        )
        return told(info, said)
    if outcome.refusal is not None:
        return told(info, outcome.refusal)
    when = {} if dated is None else {dated: outcome.decided_at or datetime.now(UTC)}
    done = success(**{record: outcome.record, "replayed": outcome.replayed, **when})
    # Rights that the act changed, or that changed meanwhile, have the request answered once more:
    # it has done the act itself, so it says so, with the secret that is shown to the first alone.
    by, first = context.request.done.setdefault(str(key), (context, done))
    return first if outcome.replayed and by is not context else done


def told(info: Info, refusal: refusals.Refusal) -> RefusalType:
    """Gives a refusal as GraphQL shows it; one that nobody can open is named by its request."""
    return RefusalType(
        id=strawberry.ID(refusal.token or f"Request_{info.context.request.request_id}"),
        code=refusal.code,
        message=refusal.message(info.context.language),
        page=refusal.page,
        rule=refusal.by_rule,
        rule_page=refusal.rule_page,
        details=[RefusalDetailInfo(name=name, value=fact) for name, fact in refusal.facts.items()],
        retryable=refusal.retryable,
    )
