"""The toy book of the model: nine rights, one for each relation there is, and who holds and gives them."""

from collections.abc import Mapping

from policies.book import Action, Book, Noun, Role, Rule, Word
from policies.conditions import Relation

RIGHTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    # action: (relation, roles)
    "thing.read": ("own", ("clerk", "officer")),
    "thing.judge": ("child", ("officer",)),
    "thing.watch": ("subtree", ("watcher",)),
    "thing.submit": ("parent", ("clerk",)),
    "thing.appeal": ("above", ("watcher",)),
    "thing.compare": ("peer", ("peerman",)),
    "thing.publish": ("involved", ("peerman",)),
    "post.manage": ("own", ("admin", "chief")),
    "post.grant": ("child", ("admin", "chief")),
}
GIVES = {"admin": ("clerk", "officer", "admin"), "chief": ("clerk", "officer", "admin", "watcher")}
ROLES = ("clerk", "officer", "watcher", "peerman", "admin", "chief")
NOT_WITH = {"peerman": frozenset({"watcher"}), "watcher": frozenset({"peerman"})}


def toy_book() -> Book:
    """A book of nine rights, one for each relation there is."""
    nouns = {key: Noun(key, key, key, {}, {}) for key in ("thing", "post")}
    relations = {relation for relation, _ in RIGHTS.values()}
    rules = {
        action: Rule(action, "allow", (action,), roles, (relation,), "", "", "", page="", line=0)
        for action, (relation, roles) in RIGHTS.items()
    }
    roles = {
        key: Role(key, key, key, (), NOT_WITH.get(key, frozenset()), (), GIVES.get(key, ()))
        for key in (*ROLES, "separated_administrator")
    }
    return Book(
        "toy",
        nouns=nouns,
        actions={key: Action(key, key.partition(".")[0], key, key) for key in RIGHTS},
        roles=roles,
        actor_types={},
        words={key: Word(key, key, key, Relation(key)) for key in relations},
        rules=rules,
    )
