"""The rule book in GraphQL: readable by all, and able to explain itself."""

import strawberry

from policies.book import Action, Book, Rule
from policies.explain import Explanation
from schema.fields import read
from schema.viewer import ViewerPostInfo, viewer_post
from tenants.viewer import Viewer


@strawberry.type(description="A sentence in both languages. 双语文本。")
class SentenceInfo:
    """A sentence in both languages."""

    zh: str = read("In Chinese. 中文。")
    en: str = read("In English. 英文。")


@strawberry.type(description="A rule of the book. 规则。")
class BookRuleInfo:
    """A rule of the book."""

    key: str = read("Its name. 名称。")
    page: str = read("The page it stands on. 所在页。")
    allows: bool = read("Whether it allows or forbids. 允许或禁止。")
    acts: list[str] = read("What it is about. 事项。")
    roles: list[str] = read("Whom it reaches. 角色。")
    conditions: list[SentenceInfo] = read("When: any of these suffices. 条件，满足其一即可。")
    says: SentenceInfo = read("What it says. 规则内容。")
    source: str = read("What it rests on. 依据。")


@strawberry.type(description="A role of the book. 角色。")
class BookRoleInfo:
    """A role of the book."""

    key: str = read("Its name. 名称。")
    title: SentenceInfo = read("Its title. 名称。")
    kinds: list[str] = read("At which kinds of tenant it may be held. 可设层级。")
    not_with: list[str] = read("With which roles it may not be combined. 不相容角色。")
    includes: list[str] = read("Which roles it brings along. 同时带来的角色。")


@strawberry.type(description="An act of the book. 事项。")
class BookActInfo:
    """Something that can be done to a kind of record."""

    key: str = read("Its name, as obligation.accept. 名称。")
    title: SentenceInfo = read("What it is. 说明。")
    noun: SentenceInfo = read("What it is done to. 对象。")


@strawberry.type(description="A condition of the book. 条件用语。")
class BookWordInfo:
    """A condition of the book."""

    key: str = read("Its name, as the ranges of an effect have it. 名称。")
    says: SentenceInfo = read("What it says. 内容。")


@strawberry.type(description="The rule book in force. 现行规则手册。")
class RuleBookInfo:
    """The rule book."""

    version: str = read("Hash of its pages. 版本。")
    policy_version: int = read(
        "The number that `policyChanged` gives: a higher one there means to read the book anew. "
        "与 `policyChanged` 的版本号相同；那里的更大，即应重新读取。"
    )
    rules: list[BookRuleInfo] = read("All rules. 全部规则。")
    roles: list[BookRoleInfo] = read("All roles. 全部角色。")
    acts: list[BookActInfo] = read("All acts. 全部事项。")
    words: list[BookWordInfo] = read("All conditions. 全部条件用语。")


@strawberry.type(description="Why the viewer may or may not do something. 为什么可以或不可以。")
class ExplanationInfo:
    """A verdict and what it rests on."""

    allowed: bool = read("The verdict. 结论。")
    rule: BookRuleInfo | None = read("The rule that gave it, or came nearest. 所依规则。")
    says: SentenceInfo = read("The verdict in a sentence. 说明。")
    missing: list[SentenceInfo] = read("What the nearest rule still asks for. 尚缺条件。")
    post: ViewerPostInfo | None = read(
        "In which post: the one acted in, but of a prohibition whichever of the viewer's posts brings "
        "it, since those hold for all. 所依职务：一般为当前职务；禁止规则看本人全部职务，此处为带来禁止的那一个。"
    )


def rule_book(book: Book, viewer: Viewer) -> RuleBookInfo:
    """The book by which a viewer is decided, as GraphQL shows it."""
    return RuleBookInfo(
        version=book.version,
        policy_version=viewer.policy_version,
        rules=[rule_info(book, rule) for rule in book.rules.values()],
        roles=[
            BookRoleInfo(
                key=role.key,
                title=SentenceInfo(zh=role.zh, en=role.en),
                kinds=list(role.kinds),
                not_with=sorted(role.not_with),
                includes=list(role.includes),
            )
            for role in book.roles.values()
        ],
        acts=[act_info(book, action) for action in book.actions.values()],
        words=[
            BookWordInfo(key=word.key, says=SentenceInfo(zh=word.zh, en=word.en))
            for word in book.words.values()
        ],
    )


def act_info(book: Book, action: Action) -> BookActInfo:
    """An act as GraphQL shows it."""
    noun = book.nouns[action.noun]
    return BookActInfo(
        key=action.key,
        title=SentenceInfo(zh=action.zh, en=action.en),
        noun=SentenceInfo(zh=noun.zh, en=noun.en),
    )


def rule_info(book: Book, rule: Rule) -> BookRuleInfo:
    """A rule as GraphQL shows it."""
    words = [book.words[key] for key in rule.when]
    return BookRuleInfo(
        key=rule.key,
        page=rule.page,
        allows=rule.effect == "allow",
        acts=list(rule.actions),
        roles=list(rule.roles),
        conditions=[SentenceInfo(zh=word.zh, en=word.en) for word in words],
        says=SentenceInfo(zh=rule.zh, en=rule.en),
        source=rule.source,
    )


def explanation_info(book: Book, viewer: Viewer, found: Explanation) -> ExplanationInfo:
    """An explanation to a viewer as GraphQL shows it."""
    rule = book.rules.get(found.rule or "")
    held = next((one for one in viewer.posts if str(one.post) == found.post), None)
    return ExplanationInfo(
        allowed=found.allowed,
        rule=rule_info(book, rule) if rule else None,
        says=SentenceInfo(zh=found.says.zh, en=found.says.en),
        missing=[SentenceInfo(zh=one.zh, en=one.en) for one in found.missing],
        post=None if held is None else viewer_post(viewer, held),
    )
