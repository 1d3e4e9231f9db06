"""The tables of truth say of every act upon what names the accused that it is not theirs.

That Casbin, SQL, GraphQL and the wall agree with each cell is the business of the four that run them.
"""

from policies import book
from policies.truth import tables

KEEPING = "accused"


def test_every_act_upon_what_names_the_accused_has_a_row_that_names_them() -> None:
    known = book.load()
    named: set[str] = set()
    refused: set[str] = set()
    for table in tables():
        for at, row in enumerate(table.rows):
            if not row.facts.get("accused"):
                continue
            named |= set(table.actions)
            said = [line[at] for line in table.lines.values()]
            assert any(not one.allowed for one in said)
            if any(KEEPING in (one.rule or "") for one in said):
                refused |= set(table.actions)
    nouns = {key for key, noun in known.nouns.items() if "accused" in noun.fields}
    assert len(nouns) > 15
    every = {action for action in known.actions if action.partition(".")[0] in nouns}
    assert every - named == set()
    assert every - refused == set(), "no cell says no because of whom it is against"
