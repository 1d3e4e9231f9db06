"""Why someone may or may not do something: verdict, rule, post, or what is missing.

Explaining asks the same Casbin that decides, and then looks in the book for words to say it in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policies.book import Book, Rule
from policies.conditions import (
    Before,
    Condition,
    Eq,
    In,
    IsNull,
    Leaf,
    Not,
    Operand,
    Relation,
    RowField,
    Value,
    ViewerField,
    missing,
)
from policies.enforcer import Decision, Enforcer
from policies.facts import Row, Viewer, field

RELATED = {
    "own": ("属于本单位", "it belongs to the own unit"),
    "child": ("属于直接下级", "it belongs to a direct subordinate"),
    "below": (
        "属于本级、直接下级，或已上交、已逾期的更下级",
        "it belongs to the own level or the next one, or was handed up or is overdue",
    ),
    "subtree": ("在本级辖区内", "it is within the own subtree"),
    "in_window": (
        "在本人开启中的应急查看范围内",
        "it lies within an emergency window that is open",
    ),
    "parent": ("属于直接上级", "it belongs to the direct superior"),
    "above": ("属于上级", "it belongs to a level above"),
    "peer": ("属于同级兄弟单位", "it belongs to a unit beside the own one"),
    "recorded": ("本人曾在其中纪实", "one has recorded on it oneself"),
    "involved": ("本单位曾经手", "the own unit has had to do with it"),
    "published": ("已经发布", "it is published"),
    "mine_anywhere": (
        "属于本人任职的单位",
        "it belongs to a unit in which the person holds a post",
    ),
    "accused": (
        "反映的是本人任职的单位或其上级",
        "it is against a unit in which, or below which, the person holds a post",
    ),
}

FIELDS = {
    "actor_type": ("责任主体", "actor type"),
    "state": ("状态", "state"),
    "part": ("类别（共性或个性）", "part (common or own)"),
    "body_id": ("所属党组织", "body"),
    "person_id": ("所涉人员", "person concerned"),
    "feed_id": ("报送的数据源", "feed that brought it"),
    "prepared_by": ("上传人", "whoever uploaded it"),
    "id": ("该记录", "record"),
    "holder_parent": ("所属单位的上级", "superior of the unit that holds it"),
    "at4": ("所属乡镇", "township over it"),
    "at5": ("所属村或部门", "village or department over it"),
    "at6": ("所属科室", "office that holds it"),
    "turned": ("是否反映承办单位自己或其上级", "whether it is against its holder or one above"),
    "shown": ("公开的程度", "how far it is shown"),
    "kept_by": ("记录人", "person who kept it"),
    "author_person": ("写下它的人", "person who wrote it"),
    "author_tenant": ("写下它的单位", "unit that wrote it"),
    "listed_by": ("列入清单的单位", "unit that listed it"),
    "listed_parent": ("列单单位的上级", "superior of the unit that listed it"),
    "handled_by": ("承办人", "whoever handled it"),
    "asked_by": ("申请人", "who asked for it"),
    "opened_by": ("开启人", "who opened it"),
    "clock": ("时限种类", "clock"),
    "post_id": ("职务", "post"),
    "lead_post": ("牵头职务", "post that leads it"),
    "leader_post": ("领衔职务", "post of the leader in charge"),
    "led_by": ("领衔的一级", "level whose leader is in charge"),
    "closed_by": ("销号人", "whoever closed it"),
    "level": ("列单层级", "level that listed it"),
    "level_parent": ("列单层级的上级", "superior of the level that listed it"),
    "alerted": ("报告对象", "level that was told"),
    "list_type": ("所属清单", "list it is on"),
    "party": ("评价主体", "party that evaluated"),
    "approving": ("负责审批的一级", "level that approves it"),
    "proposed_by": ("提出人", "whoever proposed it"),
    "previewed_by": ("预演人", "whoever previewed it"),
    "drafted_by": ("提出调整的人", "whoever proposed the change"),
    "checked_by": ("审核人", "whoever checked it"),
    "sealed": ("是否未启封", "whether it is still sealed"),
    "person": ("本人", "person"),
    "post": ("职务", "post"),
    "body": ("党组织", "body"),
    "tenant": ("单位", "unit"),
    "parent": ("上级单位", "superior unit"),
    "elsewhere": ("是否还在别处任职", "whether one also holds a post elsewhere"),
}


@dataclass(frozen=True)
class Sentence:
    """The same sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Explanation:
    """The answer to *why*, or *why not*.

    ``rule`` gave the verdict, or came nearest to allowing; ``post`` is the key of the viewer whose
    post gave it; ``missing`` says what the nearest rule still asks for, and is empty for a *yes*.
    """

    allowed: bool
    rule: str | None
    post: str | None
    says: Sentence
    missing: tuple[Sentence, ...] = ()


def explain(
    enforcer: Enforcer,
    posts: Mapping[str, Viewer],
    *,
    action: str,
    row: Row,
    today: date,
) -> Explanation:
    """Explains a verdict over all the posts of a person.

    Given:   posts, one viewer per post, by any key the caller knows it by; nobody is one post.
    Gives:   the first *yes*; else the *no* of a ``may_not``; else the nearest rule and what it
             lacks.
    Refuses: :class:`policies.book.UnknownAction`.
    """
    book = enforcer.book
    refused: Explanation | None = None
    for key, viewer in posts.items():
        decision = enforcer.decide(viewer, action, row, today=today)
        if decision.allowed:
            return _settled(book, decision, key)
        if decision.rule is not None and refused is None:
            refused = _settled(book, decision, key)
    return refused or _nearest(enforcer, posts, action=action, row=row, today=today)


def _settled(book: Book, decision: Decision, post: str) -> Explanation:
    rule = book.rules[decision.rule or ""]
    return Explanation(decision.allowed, rule.key, post, Sentence(rule.zh, rule.en))


def _nearest(
    enforcer: Enforcer,
    posts: Mapping[str, Viewer],
    *,
    action: str,
    row: Row,
    today: date,
) -> Explanation:
    book, noun = enforcer.book, enforcer.book.noun_of(action)
    named = {name: field(row, noun.column(name)) for name in noun.fields}
    rules = [
        rule for rule in book.rules.values() if rule.effect == "allow" and action in rule.actions
    ]
    ways: list[_Way] = []
    for key, viewer in posts.items():
        held = {role for role, _ in enforcer.closed(viewer.roles)}
        for rule in rules:
            lacks_role = () if held & set(rule.roles) else (_role(book, rule),)
            for word in rule.when:
                leaves = missing(book.words[word].condition, viewer, named, today)
                said = sorted(map(sentence, leaves), key=lambda one: one.en)
                ways.append(_Way(bool(lacks_role), (*lacks_role, *said), key, rule))
    if not ways:
        nothing = Sentence(
            "规则手册里没有任何规则允许这样做。", "No rule of the book allows this to anyone."
        )
        return Explanation(allowed=False, rule=None, post=None, says=nothing)
    way = min(ways, key=_Way.length)
    says = Sentence(way.rule.zh, way.rule.en)
    return Explanation(
        allowed=False, rule=way.rule.key, post=way.post, says=says, missing=way.lacks
    )


@dataclass(frozen=True)
class _Way:
    """One way in which a rule could allow it, and what this way lacks."""

    lacks_role: bool
    lacks: tuple[Sentence, ...]
    post: str
    rule: Rule

    def length(self) -> tuple[bool, int, str, str]:
        """Gives how far the way is: another role is farther than any condition."""
        return self.lacks_role, len(self.lacks), self.rule.key, self.post


def _role(book: Book, rule: Rule) -> Sentence:
    zh = "、".join(book.roles[role].zh for role in rule.roles)
    en = " or ".join(book.roles[role].en.lower() for role in rule.roles)
    return Sentence(f"需要的角色：{zh}", f"the role needed is: {en}")


def sentence(leaf: Leaf | Condition) -> Sentence:
    """Says one condition in both languages."""
    match leaf:
        case Relation(name):
            zh, en = RELATED[name]
            return Sentence(zh, en)
        case Not(part):
            inner = sentence(part)
            return Sentence(f"并非：{inner.zh}", f"not: {inner.en}")
        case Eq(left, right):
            one, other = _named(left), _named(right)
            return Sentence(f"{one.zh}就是{other.zh}", f"{one.en} is {other.en}")
        case In(left, values):
            one, listed = _named(left), ", ".join(map(str, values))
            return Sentence(f"{one.zh}为 {listed} 之一", f"{one.en} is one of {listed}")
        case IsNull(left):
            one = _named(left)
            return Sentence(f"{one.zh}为空", f"{one.en} is empty")
        case Before(left, right):
            one, other = _named(left), _named(right)
            return Sentence(f"{one.zh}早于{other.zh}", f"{one.en} is before {other.en}")
        case _:
            return Sentence("满足其中的条件", "what it asks for holds")


def _named(operand: Operand) -> Sentence:
    match operand:
        case RowField(name):
            zh, en = FIELDS.get(name, (name, name))
            return Sentence(f"这一项的{zh}", f"its {en}")
        case ViewerField(name):
            zh, en = FIELDS.get(name, (name, name))
            return Sentence(f"操作人的{zh}", f"the viewer's {en}")
        case Value(value):
            return Sentence(str(value), str(value))
        case _:
            return Sentence("今天", "today")
