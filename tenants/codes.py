"""Codes of places and of units: the 12-digit statistical code, the 18-character credit code.

Source: domain 11.1 (GB/T 2260, GB/T 10114, statistical codes) and 11.2 (GB 32100, GB 11714).
"""

from dataclasses import dataclass
from enum import StrEnum

REGION_KINDS = ("PROVINCE", "CITY", "COUNTY", "TOWNSHIP", "VILLAGE")
"""The kinds that carry a statistical code, highest first."""

DIGITS = {"PROVINCE": 2, "CITY": 4, "COUNTY": 6, "TOWNSHIP": 9, "VILLAGE": 12}
"""How many digits of the code are a kind's own; the rest are zeros."""

CODE_LENGTH = 12
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Characters of a credit code: no I, O, S, V, Z."""

_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class CreditFault(StrEnum):
    """Why a text is not a credit code."""

    LENGTH = "length"
    ALPHABET = "alphabet"
    REGION = "region"
    ORGANISATION = "organisation"
    CHECK = "check"


class UnitNature(StrEnum):
    """The first two characters of a department's credit code."""

    BUREAU = "11"
    INSTITUTION = "12"
    MASS_BODY = "13"
    OTHER = "19"


@dataclass(frozen=True)
class CodeFault:
    """What is wrong with a region code, in both languages."""

    code: str
    zh: str
    en: str


def padded(short: str) -> str:
    """Fills a short region code with zeros on the right: ``4104`` is ``410400000000``."""
    return short.ljust(CODE_LENGTH, "0")


def own_digits(code: str, kind: str) -> str:
    """The part of a region code that is the kind's own, without the padding."""
    return code[: DIGITS[kind]]


def level_of(code: str) -> str:
    """The kind a region code has by its last segment that is not zero.

    Given a padded code. Gives the *highest* kind it can stand for: a pseudo-county of a city without
    counties has the code of its city.
    """
    for kind in REGION_KINDS:
        if not code[DIGITS[kind] :].strip("0"):
            return kind
    return "VILLAGE"


def region_code_fault(code: str, kind: str) -> CodeFault | None:
    """Checks the shape of a region code for a kind; None when it is well made.

    A county or township may end in zeros in its own segment only when it shares the code of its
    parent, which the import checks set-wise.
    """
    if len(code) != CODE_LENGTH or not (code.isascii() and code.isdigit()):
        return CodeFault("code_shape", "代码须为十二位数字", "the code must be twelve digits")
    if kind not in DIGITS:
        return CodeFault("kind", f"未知的层级：{kind}", f"unknown kind: {kind}")
    if code[DIGITS[kind] :].strip("0"):
        return CodeFault(
            "code_level",
            f"代码的有效位多于该层级的{DIGITS[kind]}位",
            f"the code has more significant digits than the {DIGITS[kind]} of its kind",
        )
    if not code[:2].strip("0"):
        return CodeFault("code_shape", "代码缺少省份", "the code names no province")
    return None


def is_development_zone(code: str) -> bool:
    """Whether a county code stands for a statistical pseudo-county: digits 5 and 6 in 71 to 80."""
    return "71" <= code[4:6] <= "80"


def is_directly_administered(code: str) -> bool:
    """Whether a code lies under the virtual prefecture 90: county-level, directly under a province."""
    return code[2:4] == "90"


def check_character(first17: str) -> str:
    """The 18th character of a credit code, from the 17 before it (GB 32100, weights 3^(i-1) mod 31)."""
    total = sum(
        ALPHABET.index(character) * weight
        for character, weight in zip(first17, _CREDIT_WEIGHTS, strict=True)
    )
    return ALPHABET[(31 - total % 31) % 31]


def organisation_check(first8: str) -> str:
    """The ninth character of an organisation code (GB 11714), positions 9 to 16 of a credit code."""
    total = sum(
        int(character, 36) * weight
        for character, weight in zip(first8, _ORGANISATION_WEIGHTS, strict=True)
    )
    check = 11 - total % 11
    return "X" if check == 10 else "0" if check == 11 else str(check)


def credit_code_fault(code: str) -> CreditFault | None:
    """Checks a unified social credit code; None when both check characters are right."""
    if len(code) != 18:
        return CreditFault.LENGTH
    if any(character not in ALPHABET for character in code):
        return CreditFault.ALPHABET
    if not code[2:8].isdigit():
        return CreditFault.REGION
    if organisation_check(code[8:16]) != code[16]:
        return CreditFault.ORGANISATION
    if check_character(code[:17]) != code[17]:
        return CreditFault.CHECK
    return None


def credit_code(nature: UnitNature, region: str, *, serial: str) -> str:
    """Builds a credit code with both check characters.

    Given the kind of unit, the code of the registering region (its first six digits count) and the
    eight characters of the organisation code.
    """
    body = serial + organisation_check(serial)
    first17 = f"{nature}{region[:6]}{body}"
    return first17 + check_character(first17)
