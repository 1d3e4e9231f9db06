"""What people write is kept in one form, or refused, whatever act it is for."""

from datetime import date

import pytest

from tenants.refusals import DayRefused, TextRefused
from tenants.wording import dated, worded

TODAY = date(2026, 4, 15)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  入户走访\n", "入户走访"),
        ("入户\r\n走访\r再访", "入户\n走访\n再访"),
        ("入户\u2028走访", "入户\n走访"),
        ("e\u0301", "\u00e9"),
        ("\ufeff入\u200b户\u00ad走\u2060访", "入户走访"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("𠮷村", "𠮷村"),
        ("\ue08b村", "\ue08b村"),
    ],
)
def test_a_text_is_kept_in_one_form(sent: str, kept: str) -> None:
    assert worded("title", sent, most=40) == kept


@pytest.mark.parametrize(
    "sent",
    [
        "",
        " \u3000\t",
        "\u200b\u200b",
        "\u200d",
        "\u202e\u202c",
        "\u2066\u2069",
        "\u3164",
        "\u115f\u1160",
        "\u2800",
        "\u0301",
        "访\u202e走",
        "访\u200f走",
        "访\x00",
        "访\x1b[31m",
        "访\ud800",
        "访\uffff",
        "访\ufdd0",
        "访\U000e0041",
        "访" * 41,
    ],
)
def test_a_text_that_shows_nothing_or_misleads_is_refused(sent: str) -> None:
    with pytest.raises(TextRefused) as refused:
        worded("title", sent, most=40)
    assert refused.value.facts == {"field": "title", "least": "1", "most": "40"}


def test_a_text_that_may_be_left_out_may_be_empty_but_not_unseen() -> None:
    assert worded("place", "", least=0, most=40) == ""
    with pytest.raises(TextRefused):
        worded("place", "\u200d", least=0, most=40)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1949, 9, 30), date(2077, 1, 1), date.max])
def test_a_day_that_nobody_means_is_refused(day: date) -> None:
    with pytest.raises(DayRefused):
        dated("validFrom", day, today=TODAY)


@pytest.mark.parametrize("day", [date(1949, 10, 1), TODAY, date(2076, 12, 31)])
def test_a_day_that_can_be_meant_is_kept(day: date) -> None:
    assert dated("validFrom", day, today=TODAY) == day
