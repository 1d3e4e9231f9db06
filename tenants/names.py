"""Chinese order without ICU: a sort key by pinyin, tone and character, and pinyin initials.

``铜仁`` sorts by ``tong2铜ren2仁``: compared byte by byte ("C" collation) such keys give dictionary
order, and names that sound alike stay together by their character.
"""

import os
import re
import unicodedata
from functools import cache

# Read by the library when it is imported: its book of phrases, a fifth of a second and 20 MB that
# every process would pay, is never asked; characters are read one by one, words are our own below.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT

_PLACE_CHARACTERS = {
    "长": "chang2",
    "重": "chong2",
    "都": "du1",
    "曾": "zeng1",
    "藏": "zang4",
    "厦": "xia4",
    "任": "ren2",
    "单": "shan4",
    "浚": "xun4",
    "泊": "po1",
    "解": "xie4",
    "仇": "qiu2",
    "覃": "qin2",
}
"""Readings usual in names of places where the dictionary's first one is another."""

_PLACE_WORDS = {
    "六安": "lu4 an1",
    "乐清": "yue4 qing1",
    "乐亭": "lao4 ting2",
    "东阿": "dong1 e1",
    "台州": "tai1 zhou1",
    "天台": "tian1 tai1",
    "丽水": "li2 shui3",
    "蚌埠": "beng4 bu4",
    "番禺": "pan1 yu2",
    "大埔": "da4 bu4",
    "铅山": "yan2 shan1",
    "犍为": "qian2 wei2",
    "牟平": "mu4 ping2",
    "中牟": "zhong1 mu4",
    "无为": "wu2 wei2",
    "枞阳": "zong1 yang2",
    "龟兹": "qiu1 ci2",
    "会稽": "kuai4 ji1",
    "柏林": "bo2 lin2",
    "洪洞": "hong2 tong2",
    "长子": "zhang3 zi3",
    "重安江": "zhong4 an1 jiang1",
    "泷水": "shuang1 shui3",
    "解放": "jie3 fang4",
    "长者": "zhang3 zhe3",
    "大城县": "dai4 cheng2 xian4",
    "重点": "zhong4 dian3",
    "重工": "zhong4 gong1",
    "银行": "yin2 hang2",
    "宿舍": "su4 she4",
    "会计": "kuai4 ji4",
    "调查": "diao4 cha2",
    "统计": "tong3 ji4",
}

_SURNAMES = {
    "单": "shan4",
    "曾": "zeng1",
    "解": "xie4",
    "仇": "qiu2",
    "查": "zha1",
    "朴": "piao2",
    "任": "ren2",
    "华": "hua4",
    "区": "ou1",
    "盖": "ge3",
    "覃": "qin2",
    "召": "shao4",
    "宁": "ning4",
    "乐": "yue4",
    "员": "yun4",
    "纪": "ji3",
    "翟": "zhai2",
    "缪": "miao4",
    "折": "she2",
    "种": "chong2",
    "洗": "xian3",
    "秘": "bi4",
    "繁": "po2",
    "尉迟": "yu4 chi2",
    "万俟": "mo4 qi2",
    "长孙": "zhang3 sun1",
    "令狐": "ling2 hu2",
    "澹台": "tan2 tai2",
}


class _SortPieces(dict[int, str]):
    """Character → piece of a sort key, found once per character."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        reading = _reading(character)
        piece = reading + character if reading else unicodedata.normalize("NFKC", character).lower()
        self[point] = piece
        return piece


class _InitialPieces(dict[int, str]):
    """Character → initial letter; digits and letters stand for themselves, the rest for nothing."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        reading = _reading(character)
        plain = unicodedata.normalize("NFKC", character).lower()
        piece = reading[0] if reading else plain if plain.isascii() and plain.isalnum() else ""
        self[point] = piece
        return piece


def place_sort_key(name: str) -> str:
    """The key by which a place or a unit sorts in Chinese order (collation "C")."""
    return place_spelling(name)[0]


def place_initials(name: str) -> str:
    """The pinyin initials of a place or a unit: ``铜仁市`` gives ``trs``."""
    return place_spelling(name)[1]


def place_spelling(name: str) -> tuple[str, str]:
    """The sort key and the initials of a place, found together."""
    sorts, initials = _sort_pieces(), _initial_pieces()
    found = _words().search(name)
    if found is None:
        return name.translate(sorts), name.translate(initials)
    before, word, after = name[: found.start()], found.group(), name[found.end() :]
    rest = place_spelling(after)
    return (
        before.translate(sorts) + _piece(word, _PLACE_WORDS[word]) + rest[0],
        before.translate(initials) + "".join(_initials(_PLACE_WORDS[word])) + rest[1],
    )


def person_sort_key(name: str) -> str:
    """The key by which a person sorts: as for places, but the surname is read as a surname."""
    surname = name[:2] if name[:2] in _SURNAMES else name[:1]
    if surname not in _SURNAMES:
        return place_sort_key(name)
    return _piece(surname, _SURNAMES[surname]) + place_sort_key(name[len(surname) :])


def person_initials(name: str) -> str:
    """The pinyin initials of a person: ``曾红`` gives ``zh``."""
    surname = name[:2] if name[:2] in _SURNAMES else name[:1]
    if surname not in _SURNAMES:
        return place_initials(name)
    return "".join(_initials(_SURNAMES[surname])) + place_initials(name[len(surname) :])


def _piece(word: str, readings: str) -> str:
    return "".join(s + c for s, c in zip(readings.split(" "), word, strict=True))


def _initials(readings: str) -> list[str]:
    return [syllable[0] for syllable in readings.split(" ")]


def _reading(character: str) -> str:
    if character in _PLACE_CHARACTERS:
        return _PLACE_CHARACTERS[character]
    if ord(character) not in PINYIN_DICT:
        return ""
    return str(pinyin(character, style=Style.TONE3, neutral_tone_with_five=True)[0][0])


@cache
def _sort_pieces() -> dict[int, str]:
    return _SortPieces()


@cache
def _initial_pieces() -> dict[int, str]:
    return _InitialPieces()


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_PLACE_WORDS, key=len, reverse=True)))
