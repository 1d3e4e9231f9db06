"""The table of reach is what Casbin decides, cell by cell, and nothing else."""

from policies.enforcer import Enforcer, lines
from policies.printing import csv
from policies.reach import Reach


def test_every_cell_is_what_casbin_says_and_what_the_print_says(
    enforcer: Enforcer, reach: Reach
) -> None:
    """The whole product of role, action and word: also where no line of the book meets."""
    book = enforcer.book
    printed: dict[tuple[str, str, str], set[str]] = {}
    for role, _, action, word, effect, _ in lines(book):
        printed.setdefault((role, action, word), set()).add(effect)
    for role in book.roles:
        for action in book.actions:
            cell = reach.cell(role, action)
            for word in book.words:
                effects = printed.get((role, action, word), set())
                assert (word in cell.deny) == ("deny" in effects), (role, action, word)
                assert (word in cell.allow) == (effects == {"allow"}), (role, action, word)


def test_casbin_refuses_where_nothing_meets(enforcer: Enforcer, reach: Reach) -> None:
    """A sample over the whole product, every action and role with a word of another rule."""
    book = enforcer.book
    for place, action in enumerate(book.actions):
        for role in book.roles:
            word = list(book.words)[place % len(book.words)]
            cell = reach.cell(role, action)
            decision = enforcer.probe(role, action, word)
            assert decision.allowed == (word in cell.allow)
            assert (decision.rule is not None) == (word in cell.allow or word in cell.deny)


def test_each_word_in_a_cell_names_a_rule_that_says_so(enforcer: Enforcer, reach: Reach) -> None:
    rules = enforcer.book.rules
    for (role, action), cell in reach.cells.items():
        for words, effect in ((cell.allow, "allow"), (cell.deny, "deny")):
            for word, rule in words.items():
                assert rules[rule].effect == effect
                assert role in rules[rule].roles
                assert action in rules[rule].actions
                assert word in rules[rule].when


def test_the_print_is_read_by_a_person_who_knows_casbin(enforcer: Enforcer) -> None:
    text = csv(enforcer.book)
    assert "p, anyone, *, tenant.read, anything, allow, names-and-codes-are-open\n" in text
    assert "g, task_force, overseer, *\n" in text
