"""The state machine over all pairs of states, and the other pure rules."""

import itertools
import json

import pytest

from ledger.responsibilities import rules
from ledger.responsibilities.rules import STATES, TRANSITIONS

ACTS = sorted({line.act for line in TRANSITIONS})

MAY: dict[str, dict[tuple[str | None, str], str]] = {
    # Written from domain 3.4, not from the table: state, act, state after.
    "list": {
        (None, "draft_list"): "DRAFT",
        ("DRAFT", "add_clause"): "DRAFT",
        ("DRAFT", "publish_list"): "PUBLISHED",
        ("DRAFT", "retire_list"): "WITHDRAWN",
        ("PUBLISHED", "add_clause"): "PUBLISHED",
        ("PUBLISHED", "publish_list"): "PUBLISHED",
        ("PUBLISHED", "sign_pledge"): "PUBLISHED",
        ("PUBLISHED", "open_period"): "PUBLISHED",
        ("PUBLISHED", "retire_list"): "RETIRED",
    },
    "clause": {
        (None, "add_clause"): "DRAFT",
        ("DRAFT", "publish_list"): "PUBLISHED",
        ("DRAFT", "amend_clause"): "WITHDRAWN",
        ("DRAFT", "retire_clause"): "WITHDRAWN",
        ("PUBLISHED", "amend_clause"): "PUBLISHED",
        ("PUBLISHED", "retire_clause"): "RETIRED",
    },
    "obligation": {
        (None, "open_period"): "PLANNED",
        ("PLANNED", "record_entry"): "RECORDED",
        ("RECORDED", "record_entry"): "RECORDED",
        ("RECORDED", "self_check"): "SELF_CHECKED",
        ("SELF_CHECKED", "accept_obligation"): "ACCEPTED",
        ("SELF_CHECKED", "return_obligation"): "RETURNED",
        ("RETURNED", "record_entry"): "RECORDED",
        # What it rests on ends, whoever has it in hand.
        **{
            (state, act): "WITHDRAWN"
            for state in ("PLANNED", "RECORDED", "SELF_CHECKED", "RETURNED")
            for act in ("retire_list", "retire_clause", "publish_list")
        },
    },
    "file": {
        (None, "prepare_upload"): "PREPARED",
        ("PREPARED", "store_upload"): "STORED",
        ("STORED", "record_entry"): "CLAIMED",
        ("STORED", "write_diary_entry"): "IN_DIARY",
    },
}


@pytest.mark.parametrize("noun", sorted(STATES))
def test_every_state_and_act_goes_where_the_prose_says_or_nowhere(noun: str) -> None:
    for state, act in itertools.product((None, *STATES[noun]), ACTS):
        assert rules.end(noun, state, act) == MAY[noun].get((state, act)), (state, act)


@pytest.mark.parametrize("noun", sorted(STATES))
def test_the_states_an_act_starts_from_are_those_of_the_table(noun: str) -> None:
    for act in ACTS:
        expected = {state for (state, one) in MAY[noun] if one == act and state}
        assert set(rules.starts(noun, act)) == expected


def test_every_state_can_be_reached_and_no_act_leaves_the_last_ones() -> None:
    for noun, states in STATES.items():
        assert {line.end for line in TRANSITIONS if line.noun == noun} == set(states)
    ended = {
        ("list", "RETIRED"),
        ("list", "WITHDRAWN"),
        ("clause", "RETIRED"),
        ("clause", "WITHDRAWN"),
        ("obligation", "ACCEPTED"),
        ("obligation", "WITHDRAWN"),
        ("file", "CLAIMED"),
        ("file", "IN_DIARY"),
    }
    assert not [line for line in TRANSITIONS if (line.noun, line.start) in ended]


def test_likeness_sees_words_and_not_punctuation() -> None:
    assert rules.similarity("每季度，入户走访！", "每季度入户走访") == 1.0
    assert rules.similarity("走访", "学习") == 0.0
    assert rules.most_alike("每季度走访", []) == (0.0, "")
    assert rules.most_alike("每季度走访", ["学习", "每季度入户走访"])[1] == "每季度入户走访"


def test_a_frozen_list_is_the_same_text_however_it_was_put_together() -> None:
    one = rules.frozen({"year": 2026, "list": "x"}, [{"title": "走访", "part": "OWN"}])
    other = rules.frozen({"list": "x", "year": 2026}, [{"part": "OWN", "title": "走访"}])
    assert one == other
    assert json.loads(one)["clauses"] == [{"title": "走访", "part": "OWN"}]
    swapped = rules.frozen({"year": 2026}, [{"title": "甲"}, {"title": "乙"}])
    assert rules.sha256(swapped) != rules.sha256(
        rules.frozen({"year": 2026}, [{"title": "乙"}, {"title": "甲"}])
    )
