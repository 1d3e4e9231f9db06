"""Types of access: the grants behind a yes, what is missing, who sees, and what somebody sees."""

from datetime import date
from typing import Any

import strawberry

from ledger.access.decided_by import DecidedBy
from ledger.access.explaining import Explained, Holder, Page, Seen
from policies.access import Grant
from policies.book import Book
from schema.fields import read
from schema.nodes import PageInfo
from schema.rulebook import BookRuleInfo, SentenceInfo, rule_info
from schema.tenants.types import Person, Post, Tenant
from storage.ids import printed
from tenants.viewer import PostHeld


def former(description: str) -> Any:
    """Declares a field that ``pageInfo`` has taken the place of."""
    return strawberry.field(
        description=description, deprecation_reason="Use pageInfo. 请用 pageInfo。"
    )


@strawberry.type(
    description="One way in which somebody may: post, role, rule, condition. 一项权限由来。"
)
class AccessGrantInfo:
    """One way in which somebody may."""

    title: str = read("Title of the post that gives it. 职务名称。")
    post: Post | None = read("The post, if the asker may see it. 职务。")
    tenant: Tenant | None = read("The unit of the post. 单位。")
    role: str = read("The role of the book. 角色。")
    role_title: SentenceInfo = read("Its title. 角色名称。")
    through: list[str] = read("Custom roles of the person that bring it. 所经自定义角色。")
    rule: BookRuleInfo | None = read("The rule. 所依规则。")
    condition: SentenceInfo = read("Under which condition. 所依条件。")


@strawberry.type(description="By which rule book it was answered. 所依据的规则手册。")
class AccessBookInfo:
    """By which book it was answered, and how far it is that of the day."""

    version: str = read("The version of that book. 手册版本。")
    edition: int = read("Number of the edition in force on the day; 0: none. 当日现行版本编号。")
    shipped: str = read("The shipped book that was used. 所用出厂手册。")
    shipped_then: str | None = read("The one of that day; null: not on record. 当日出厂手册。")
    exact: bool = read("Whether it is the very book of that day. 是否就是当日的手册。")
    says: SentenceInfo = read("That in a sentence. 说明。")


@strawberry.type(
    description="Why a person may or may not do something with a record. Appointments, roles given, "
    "units, places, custom roles and the rule book are those of `asOf`; what the record says is that of "
    "now. 某人为什么可以或不可以；任职、授予的角色、单位、位置、自定义角色和规则手册按所问日期，记录内容按现在。"
)
class AccessExplanationInfo:
    """A verdict and what it rests on."""

    allowed: bool = read("The verdict. 结论。")
    as_of: date = read("The day whose appointments count. 任职日期。")
    book_version: str = read("The rule book asked: that of the day. 规则手册版本（所问日期的）。")
    book: AccessBookInfo = read("Which one that is. 所依据的规则手册。")
    grants: list[AccessGrantInfo] = read("Every grant behind a yes. 全部权限由来。")
    rule: BookRuleInfo | None = read("The rule that gave it, or came nearest. 所依规则。")
    says: SentenceInfo = read("The verdict in a sentence. 说明。")
    missing: list[SentenceInfo] = read("What the nearest rule still asks for. 尚缺条件。")
    withheld: bool = read(
        "Whether the ground lies where the asker may not look. 缘由是否无权查看。"
    )


@strawberry.type(description="Somebody who sees a record, and by what. 看得到的人及其由来。")
class AccessHolderInfo:
    """Somebody who sees a record."""

    person_id: strawberry.ID = read("The person's id. 人员标识。")
    name: str = read("Their name. 姓名。")
    person: Person | None = read("The person, if the asker may read them. 人员。")
    grants: list[AccessGrantInfo] = read("By which grants. 权限由来。")


@strawberry.type(
    description="People of the asker's level and the next one who see a record. 谁看得到。"
)
class AccessHolderResult:
    """One page of people."""

    nodes: list[AccessHolderInfo] = read("In the order of their ids. 人员。")
    book: AccessBookInfo = read("By which book it was answered. 所依据的规则手册。")
    page_info: PageInfo = read("Where the page lies. 分页信息。")
    has_next_page: bool = former("Whether more follow. 是否还有下一页。")
    end_cursor: str | None = former("Where the next page goes on. 下一页的起点。")


@strawberry.type(description="A record that somebody sees, and by what. 看得到的记录及其由来。")
class AccessRecordInfo:
    """A record that somebody sees."""

    record: strawberry.ID = read("Its id; opening it needs rights of one's own. 记录标识。")
    tenant: Tenant | None = read("The unit that holds it. 持有单位。")
    grants: list[AccessGrantInfo] = read("By which grants. 权限由来。")


@strawberry.type(
    description="Records that somebody sees, as far as the asker may speak of them. 看得到哪些。"
)
class AccessRecordResult:
    """One page of records."""

    nodes: list[AccessRecordInfo] = read("In the order of their ids. 记录。")
    book: AccessBookInfo = read("By which book it was answered. 所依据的规则手册。")
    page_info: PageInfo = read("Where the page lies. 分页信息。")
    has_next_page: bool = former("Whether more follow. 是否还有下一页。")
    end_cursor: str | None = former("Where the next page goes on. 下一页的起点。")


def explanation(found: Explained) -> AccessExplanationInfo:
    """An explanation as GraphQL shows it."""
    said, book = found.access.explanation, found.by.book
    rule = book.rules.get(said.rule or "")
    return AccessExplanationInfo(
        allowed=found.access.allowed,
        as_of=found.on,
        book_version=book.version,
        book=_by(found.by),
        grants=[_grant(book, one, found.posts.get(one.post)) for one in found.access.grants],
        rule=rule_info(book, rule) if rule else None,
        says=SentenceInfo(zh=said.says.zh, en=said.says.en),
        missing=[SentenceInfo(zh=one.zh, en=one.en) for one in said.missing],
        withheld=found.access.withheld,
    )


def who_sees(page: Page) -> AccessHolderResult:
    """A page of people as GraphQL shows it."""
    people = [_holder(page.by.book, one) for one in page.items if isinstance(one, Holder)]
    return AccessHolderResult(
        nodes=people,
        book=_by(page.by),
        page_info=_lies(page),
        has_next_page=page.more,
        end_cursor=page.end,
    )


def what_is_seen(page: Page) -> AccessRecordResult:
    """A page of records as GraphQL shows it."""
    records = [_record(page.by.book, one) for one in page.items if isinstance(one, Seen)]
    return AccessRecordResult(
        nodes=records,
        book=_by(page.by),
        page_info=_lies(page),
        has_next_page=page.more,
        end_cursor=page.end,
    )


def _by(found: DecidedBy) -> AccessBookInfo:
    return AccessBookInfo(
        version=found.book.version,
        edition=found.edition,
        shipped=found.shipped,
        shipped_then=found.shipped_then,
        exact=found.exact,
        says=SentenceInfo(zh=found.says.zh, en=found.says.en),
    )


def _lies(page: Page) -> PageInfo:
    return PageInfo(
        has_next_page=page.more,
        has_previous_page=page.after is not None,
        start_cursor=page.start,
        end_cursor=page.end,
    )


def _holder(book: Book, one: Holder) -> AccessHolderInfo:
    return AccessHolderInfo(
        person_id=strawberry.ID(printed("Person", one.person)),
        name=one.name,
        person=one.person,  # type: ignore[arg-type] # read anew by its key (schema/roads.py)
        grants=[_grant(book, grant, one.posts.get(grant.post)) for grant in one.grants],
    )


def _record(book: Book, one: Seen) -> AccessRecordInfo:
    return AccessRecordInfo(
        record=strawberry.ID(printed(one.type, one.key)),
        tenant=one.tenant,  # type: ignore[arg-type] # read anew by its key (schema/roads.py)
        grants=[_grant(book, grant, one.posts.get(grant.post)) for grant in one.grants],
    )


def _grant(book: Book, grant: Grant, held: PostHeld | None) -> AccessGrantInfo:
    role, word = book.roles[grant.role], book.words[grant.word]
    return AccessGrantInfo(
        title=held.title if held else "",
        post=held.post if held else None,  # type: ignore[arg-type] # read anew by its key
        tenant=held.tenant_uid if held else None,  # type: ignore[arg-type] # read anew by its key
        role=role.key,
        role_title=SentenceInfo(zh=role.zh, en=role.en),
        through=[key for key, _ in grant.through],
        rule=rule_info(book, book.rules[grant.rule]),
        condition=SentenceInfo(zh=word.zh, en=word.en),
    )
