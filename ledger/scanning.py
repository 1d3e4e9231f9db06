"""The scan for personal data: what no text for others may carry, whoever wrote it.

It finds what has a form: telephone and citizen numbers, bank cards, addresses of mail; also with
spaces, in full-width or Chinese digits. Names have no form: those of a problem's petitioners are
found by their keyed hash, without anybody having to know them.
"""

import re
import unicodedata
from collections.abc import Iterator

_CHINESE = str.maketrans(
    "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两", "00123456789123456789" + "12"
)
_BETWEEN = re.compile(r"(?<=[0-9])[\s·.,，、_\-—－()（）]{1,3}(?=[0-9Xx])")
_CITIZEN = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx](?![0-9])"
)
_OLD_CITIZEN = re.compile(
    r"(?<![0-9])[1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}(?![0-9])"
)
_MOBILE = re.compile(r"(?<![0-9])(?:86)?1[3-9][0-9]{9}(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])0[1-9][0-9]{1,2}[1-9][0-9]{6,7}(?![0-9])")
_CARD = re.compile(r"(?<![0-9])[1-9][0-9]{15,18}(?![0-9])")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_HAN = re.compile(r"[\u3400-\u9fff·]{2,}")
SHORTEST_NAME, LONGEST_NAME = 2, 4


def personal(text: str) -> tuple[str, ...]:
    """Names the kinds of personal data that a text carries, each once, in a fixed order."""
    plain = unicodedata.normalize("NFKC", text)
    digits = _BETWEEN.sub("", plain.translate(_CHINESE))
    bare = _BETWEEN.sub("", plain)
    found = {
        "CITIZEN_NUMBER": any(
            one.search(said) for one in (_CITIZEN, _OLD_CITIZEN) for said in (digits, bare)
        ),
        "PHONE": any(one.search(said) for one in (_MOBILE, _LANDLINE) for said in (digits, bare)),
        "BANK_CARD": any(_sums(one[0]) for one in _CARD.finditer(bare)),
        "MAIL_ADDRESS": _MAIL.search(plain) is not None,
    }
    return tuple(kind for kind, there in found.items() if there)


def _sums(number: str) -> bool:
    """Whether the check digit of a card's number is right (Luhn)."""
    doubled = [int(one) * (1 + at % 2) for at, one in enumerate(reversed(number))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def names_in(text: str) -> Iterator[str]:
    """Gives every piece of a text that could be a person's name, each once."""
    seen: set[str] = set()
    for run in _HAN.finditer(unicodedata.normalize("NFKC", text)):
        said = run[0]
        for at in range(len(said)):
            for size in range(SHORTEST_NAME, LONGEST_NAME + 1):
                piece = said[at : at + size]
                if len(piece) == size and piece not in seen:
                    seen.add(piece)
                    yield piece
