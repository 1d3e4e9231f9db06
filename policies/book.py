"""The rule book: its pages, loaded, checked and frozen.

``load()`` reads every page of ``policies/book`` and refuses, with page and line, whatever names
something unknown or could not be compiled. What it gives is plain data; Casbin
(``policies.enforcer``) decides by it, and ``policies.reach`` asks Casbin what it decides.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from policies import words
from policies.asked_besides import StepUp, Window, step_up_of, window_of
from policies.conditions import Condition
from policies.pages import BookError, Entry, page_of

PAGES = Path(__file__).parent / "book"
FIRST_PAGES = ("roles.yaml", "words.yaml")
KINDS = ("PROVINCE", "CITY", "COUNTY", "TOWNSHIP", "VILLAGE", "DEPARTMENT", "OFFICE")
DEEPEST = 9
"""Casbin follows role links ten deep; beyond, a deny would be lost in silence (security.md 0.5)."""

READING = ("read", "count")
"""Verbs by which rows are listed: no rule for them may ask the clock (overdue is a state)."""

_KEY = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*\Z")


class UnknownAction(LookupError):
    """The book knows no such action: a bug of whoever asks."""

    def __init__(self, action: str) -> None:
        super().__init__(f"The rule book knows no action {action!r}.")


@dataclass(frozen=True)
class Role:
    """What a post may be: where it can be held and with what it cannot be combined."""

    key: str
    zh: str
    en: str
    kinds: tuple[str, ...]
    not_with: frozenset[str]
    includes: tuple[str, ...]
    gives: tuple[str, ...] = ()
    """Roles whose rights it holds in trust for its unit and everything below: it may give them."""


@dataclass(frozen=True)
class Word:
    """A condition with the sentence that says it."""

    key: str
    zh: str
    en: str
    condition: Condition = field(repr=False)


@dataclass(frozen=True)
class Noun:
    """A kind of row: its fields, each of one kind, and the row's own names for them."""

    key: str
    zh: str
    en: str
    fields: Mapping[str, str]
    renamed: Mapping[str, str]

    def column(self, name: str) -> str:
        """Gives the row's own name of a field (``holder`` of a tenant is its ``id``)."""
        return self.renamed.get(name, name)


@dataclass(frozen=True)
class Action:
    """Something that can be done to a row of a noun."""

    key: str
    noun: str
    zh: str
    en: str
    step_up: StepUp | None = None
    window: Window | None = None

    @property
    def verb(self) -> str:
        """The part after the dot."""
        return self.key.partition(".")[2]


@dataclass(frozen=True)
class Rule:
    """One sentence of the book. ``when`` lists words of which any one suffices."""

    key: str
    effect: str
    actions: tuple[str, ...]
    roles: tuple[str, ...]
    when: tuple[str, ...]
    zh: str
    en: str
    source: str
    page: str
    line: int


@dataclass(frozen=True)
class Book:
    """The whole book; ``version`` is a hash of its pages."""

    version: str
    nouns: Mapping[str, Noun]
    actions: Mapping[str, Action]
    roles: Mapping[str, Role]
    actor_types: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Word]
    rules: Mapping[str, Rule]

    @property
    def window_roles(self) -> frozenset[str]:
        """The roles that an open emergency window brings; they are given in no other way."""
        return frozenset(one.window.role for one in self.actions.values() if one.window)

    def noun_of(self, action: str) -> Noun:
        """Gives the noun whose rows an action is about. Refuses :class:`UnknownAction`."""
        if action not in self.actions:
            raise UnknownAction(action)
        return self.nouns[self.actions[action].noun]

    def incompatible(self, roles: Iterable[str]) -> tuple[str, str] | None:
        """Gives the first two roles that one person may not hold together, if there are any."""
        held = sorted({part for role in roles for part in self.with_included(role)})
        for one in held:
            for other in held:
                if other in self.roles[one].not_with:
                    return one, other
        return None

    def with_included(self, role: str) -> frozenset[str]:
        """Gives a role and every role it includes, however deep."""
        found = {role}
        for part in self.roles[role].includes:
            found |= self.with_included(part)
        return frozenset(found)


def load(folder: Path = PAGES) -> Book:
    """Loads the book.

    Gives:   the book, with a version that changes with any change to its meaning or wording.
    Refuses: :class:`BookError` with page and line.
    """
    if not list(folder.glob("*.yaml")):
        raise BookError(folder.name, 1, zh="规则手册是空的。", en="The book is empty.")
    names = sorted(path.name for path in folder.glob("*.yaml") if path.name not in FIRST_PAGES)
    pages = tuple((name, (folder / name).read_bytes()) for name in (*FIRST_PAGES, *names))
    return _loaded(pages)


@lru_cache(maxsize=2)
def _loaded(written: tuple[tuple[str, bytes], ...]) -> Book:
    """Reads the pages, names first; what was read stays, for a book does not change."""
    loader = _Loader()
    digest = hashlib.sha256()
    pages: list[Entry] = []
    for name, text in written:
        digest.update(text + b"\0")
        pages.append(page_of(name, text.decode()))
    loader.roles_page(pages[0])
    loader.words_page(pages[1])
    for page in pages[2:]:
        loader.nouns_of(page)
    for page in pages[2:]:
        loader.rules_of(page)
    return loader.book(digest.hexdigest()[:16])


def rule_of(book: Book, written: Entry) -> Rule:
    """Reads one more rule for a book, by the checks of its own pages. Refuses: BookError."""
    loader = _Loader()
    loader.roles, loader.words = dict(book.roles), dict(book.words)
    loader.nouns, loader.actions = dict(book.nouns), dict(book.actions)
    return loader._rule(written)  # noqa: SLF001 - its own loader


class _Loader:
    def __init__(self) -> None:
        self.roles: dict[str, Role] = {}
        self.actor_types: dict[str, tuple[str, ...]] = {}
        self.words: dict[str, Word] = {}
        self.nouns: dict[str, Noun] = {}
        self.actions: dict[str, Action] = {}
        self.rules: dict[str, Rule] = {}

    def book(self, version: str) -> Book:
        frozen = MappingProxyType
        return Book(
            version,
            nouns=frozen(self.nouns),
            actions=frozen(self.actions),
            roles=frozen(self.roles),
            actor_types=frozen(self.actor_types),
            words=frozen(self.words),
            rules=frozen(self.rules),
        )

    # ------------------------------------------------------------ roles

    def roles_page(self, page: Entry) -> None:
        parts = page.parts(("roles", "actor_types"))
        entries: dict[str, Entry] = {}
        for item in parts["roles"].items():
            role = self._role(item)
            _once(role.key, entries, item)
            entries[role.key], self.roles[role.key] = item, role
        for key, item in entries.items():
            role = self.roles[key]
            for other in (*role.not_with, *role.includes, *role.gives):
                _known(other, self.roles, item, zh="角色", en="role")
        for key, role in list(self.roles.items()):
            both = role.not_with | {name for name, one in self.roles.items() if key in one.not_with}
            self.roles[key] = replace(role, not_with=frozenset(both))
        for key, item in entries.items():
            self._not_too_deep((key,), item)
        for key, item in parts["actor_types"].pairs():
            for role_key in item.texts():
                _known(role_key, self.roles, item, zh="角色", en="role")
            self.actor_types[key] = item.texts()

    def _role(self, item: Entry) -> Role:
        parts = item.parts(("role", "zh", "en", "kinds"), ("not_with", "includes", "gives"))
        kinds = tuple(kind.upper() for kind in parts["kinds"].texts())
        for kind in kinds:
            _known(kind, KINDS, parts["kinds"], zh="单位类型", en="kind of tenant")
        return Role(
            _key(parts["role"]),
            parts["zh"].text(),
            parts["en"].text(),
            kinds,
            not_with=frozenset(parts["not_with"].texts() if "not_with" in parts else ()),
            includes=parts["includes"].texts() if "includes" in parts else (),
            gives=parts["gives"].texts() if "gives" in parts else (),
        )

    def _not_too_deep(self, chain: tuple[str, ...], item: Entry) -> None:
        if len(chain) - 1 > DEEPEST:
            raise item.wrong(
                zh=f"角色“{chain[0]}”的包含关系超过 {DEEPEST} 层或者成环。",
                en=f"Role {chain[0]!r} includes others more than {DEEPEST} deep, or in a ring.",
            )
        for part in self.roles[chain[-1]].includes:
            self._not_too_deep((*chain, part), item)

    # ------------------------------------------------------------ words

    def words_page(self, page: Entry) -> None:
        for item in page.parts(("words",))["words"].items():
            parts = item.parts(("word", "zh", "en", "holds"))
            key = _key(parts["word"])
            _once(key, self.words, item)
            cond = words.condition(parts["holds"])
            self.words[key] = Word(key, parts["zh"].text(), parts["en"].text(), cond)

    # ------------------------------------------------------------ nouns and their actions

    def nouns_of(self, page: Entry) -> None:
        parts = page.parts(("nouns", "rules"))
        for key, item in parts["nouns"].pairs():
            _once(key, self.nouns, item)
            inner = item.parts(("zh", "en", "fields", "actions"))
            kinds, renamed = _fields(inner["fields"])
            self.nouns[key] = Noun(key, inner["zh"].text(), inner["en"].text(), kinds, renamed)
            for action, says in inner["actions"].pairs():
                _once(action, self.actions, says)
                self.actions[action] = self._action(action, key, says)

    def _action(self, action: str, noun: str, says: Entry) -> Action:
        parts = says.parts(("zh", "en"), ("step_up", "window"))
        step_up = step_up_of(parts["step_up"]) if "step_up" in parts else None
        window = window_of(parts["window"]) if "window" in parts else None
        if window is not None:
            _known(window.role, self.roles, parts["window"], zh="角色", en="role")
        return Action(action, noun, parts["zh"].text(), parts["en"].text(), step_up, window)

    # ------------------------------------------------------------ rules

    def rules_of(self, page: Entry) -> None:
        for item in page.parts(("nouns", "rules"))["rules"].items():
            rule = self._rule(item)
            _once(rule.key, self.rules, item)
            self.rules[rule.key] = rule

    def _rule(self, item: Entry) -> Rule:
        parts = item.parts(
            ("rule", "roles", "when", "says", "source"),
            ("may", "may_not", "may_not_touch"),
        )
        ways = [name for name in ("may", "may_not", "may_not_touch") if name in parts]
        if len(ways) != 1:
            raise item.wrong(
                zh="一条规则写且只写一个：may、may_not 或 may_not_touch。",
                en="A rule has exactly one of: may, may_not, may_not_touch.",
            )
        actions = self._actions(ways[0], parts[ways[0]])
        for role in parts["roles"].items():
            _known(role.text(), self.roles, role, zh="角色", en="role")
        for word in parts["when"].items():
            _known(word.text(), self.words, word, zh="条件", en="word")
            for action in actions:
                self._fits(word, action, allows=ways[0] == "may")
        for needed in ("roles", "when"):
            if not parts[needed].items():
                raise parts[needed].wrong(zh="这里不能为空。", en="Nothing is written here.")
        zh, en = parts["says"].both()
        return Rule(
            _key(parts["rule"]),
            "allow" if ways[0] == "may" else "deny",
            actions,
            parts["roles"].texts(),
            parts["when"].texts(),
            zh,
            en,
            source=parts["source"].text(),
            page=item.page,
            line=item.line,
        )

    def _actions(self, way: str, entry: Entry) -> tuple[str, ...]:
        found: list[str] = []
        for item in entry.items():
            if way == "may_not_touch":
                _known(item.text(), self.nouns, item, zh="事项", en="noun")
                found += [key for key, action in self.actions.items() if action.noun == item.value]
            else:
                _known(item.text(), self.actions, item, zh="操作", en="action")
                found.append(item.text())
        if not found:
            raise entry.wrong(zh="这里不能为空。", en="Nothing is written here.")
        return tuple(found)

    def _fits(self, word: Entry, action: str, *, allows: bool) -> None:
        cond = self.words[word.text()].condition
        noun = self.nouns[self.actions[action].noun]
        why = words.misfit(cond, noun)
        if why is not None:
            raise word.wrong(
                zh=f"“{word.value}”不能用于“{action}”：{why[0]}。",
                en=f"{word.value!r} cannot be asked for {action!r}: {why[1]}.",
            )
        if allows and words.unanchored(cond):
            raise word.wrong(
                zh=f"“{word.value}”没有和操作人挂钩，无法按索引查找，不能用来授权。",
                en=f"{word.value!r} is not tied to the viewer: no index serves it, so it cannot allow.",
            )
        if self.actions[action].verb in READING and words.asks_the_clock(cond):
            raise word.wrong(
                zh=f"“{word.value}”要看时钟；查阅规则不得依赖时钟，逾期是一种状态。",
                en=f"{word.value!r} asks the clock; no rule for reading may: overdue is a state.",
            )


def _fields(entry: Entry) -> tuple[Mapping[str, str], Mapping[str, str]]:
    kinds: dict[str, str] = {}
    renamed: dict[str, str] = {}
    for name, item in entry.pairs():
        if isinstance(item.value, dict):
            parts = item.parts(("is", "from"))
            kinds[name], renamed[name] = parts["is"].text(), parts["from"].text()
        else:
            kinds[name] = item.text()
        _known(kinds[name], words.FIELD_TYPES, item, zh="字段类型", en="kind of field")
    return MappingProxyType(kinds), MappingProxyType(renamed)


def _key(entry: Entry) -> str:
    if not _KEY.match(entry.text()):
        raise entry.wrong(
            zh=f"“{entry.value}”不能作名称：只用小写字母、数字和连字符。",
            en=f"{entry.value!r} is no name: use lower-case letters, digits and hyphens.",
        )
    return entry.text()


def _known(key: str, known: Iterable[str], entry: Entry, *, zh: str, en: str) -> None:
    if key not in known:
        raise entry.wrong(zh=f"不认识的{zh}“{key}”。", en=f"Unknown {en} {key!r}.")


def _once(key: str, known: Iterable[str], entry: Entry) -> None:
    if key in known:
        raise entry.wrong(zh=f"“{key}”写了两次。", en=f"{key!r} is written twice.")
