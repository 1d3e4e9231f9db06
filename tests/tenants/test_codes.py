"""Region codes and credit codes."""

import pytest

from tenants.codes import (
    ALPHABET,
    CreditFault,
    UnitNature,
    check_character,
    credit_code,
    credit_code_fault,
    is_development_zone,
    is_directly_administered,
    level_of,
    organisation_check,
    padded,
    region_code_fault,
)

# Well-known public codes, and the example of GB 32100.
REAL = ["91350100M000100Y43", "91110000802100433B", "91110108551385082Q", "91440300708461136T"]


@pytest.mark.parametrize("code", REAL)
def test_a_real_credit_code_is_right(code: str) -> None:
    assert credit_code_fault(code) is None


@pytest.mark.parametrize("code", REAL)
def test_every_changed_character_of_a_credit_code_is_found(code: str) -> None:
    for place in range(len(code)):
        for other in ALPHABET:
            if other != code[place]:
                assert credit_code_fault(code[:place] + other + code[place + 1 :]) is not None


@pytest.mark.parametrize("code", REAL)
def test_swapped_neighbours_in_a_credit_code_are_found(code: str) -> None:
    for place in range(len(code) - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or credit_code_fault(swapped) is not None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", CreditFault.LENGTH),
        ("91350100M000100Y4", CreditFault.LENGTH),
        ("91350100M000100YI3", CreditFault.ALPHABET),
        ("91350100m000100y43", CreditFault.ALPHABET),
        ("9135010AM000100Y43", CreditFault.REGION),
        ("91350100M000100Y53", CreditFault.ORGANISATION),
        ("91350100M000100Y44", CreditFault.CHECK),
    ],
)
def test_a_wrong_credit_code_says_what_is_wrong(code: str, fault: CreditFault) -> None:
    assert credit_code_fault(code) is fault


def test_a_made_credit_code_is_right_and_says_what_it_is_for() -> None:
    made = credit_code(UnitNature.BUREAU, "520600000000", serial="LW000201")
    assert made.startswith("11520600LW000201")
    assert credit_code_fault(made) is None
    assert organisation_check(made[8:16]) == made[16]
    assert check_character(made[:17]) == made[17]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("520000000000", "PROVINCE"),
        ("520600000000", "CITY"),
        ("520602000000", "COUNTY"),
        ("520602100000", "TOWNSHIP"),
        ("520602100201", "VILLAGE"),
    ],
)
def test_a_code_shows_its_level(code: str, kind: str) -> None:
    assert level_of(code) == kind
    assert region_code_fault(code, kind) is None
    assert padded(code.rstrip("0")) == code


def test_a_pseudo_county_may_have_the_code_of_its_city() -> None:
    assert region_code_fault("441900000000", "COUNTY") is None
    assert region_code_fault("441900000000", "CITY") is None


@pytest.mark.parametrize(
    ("code", "kind", "fault"),
    [
        ("5206", "CITY", "code_shape"),
        ("52060000000X", "CITY", "code_shape"),
        ("５20600000000", "CITY", "code_shape"),
        ("000600000000", "CITY", "code_shape"),
        ("520602000000", "CITY", "code_level"),
        ("520602000000", "HAMLET", "kind"),
    ],
)
def test_a_badly_made_region_code_says_why(code: str, kind: str, fault: str) -> None:
    found = region_code_fault(code, kind)
    assert found is not None
    assert found.code == fault
    assert found.zh
    assert found.en


def test_zones_and_directly_administered_units_are_known_by_their_digits() -> None:
    assert is_development_zone("410471000000")
    assert not is_development_zone("410402000000")
    assert is_directly_administered("419001000000")
    assert not is_directly_administered("410400000000")
