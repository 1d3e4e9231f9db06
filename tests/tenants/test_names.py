"""Chinese order and pinyin initials."""

import random

import pytest

from tenants.names import person_initials, person_sort_key, place_initials, place_sort_key


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("铜仁市", "trs"),
        ("重庆市", "cqs"),
        ("厦门市", "xms"),
        ("六安市", "las"),
        ("长顺县", "csx"),
        ("单县", "sx"),
        ("东阿县", "dex"),
        ("西藏自治区", "xzzzq"),
        ("A1（东）村", "a1dc"),
        ("〇二村", "lec"),
    ],
)
def test_initials_follow_the_local_reading(name: str, initials: str) -> None:
    assert place_initials(name) == initials


def test_places_stand_in_the_order_of_a_dictionary() -> None:
    ordered = ["阿坝州", "长沙市", "重庆市", "江口县", "铜仁市", "西安市", "先锋镇", "遵义市"]
    mixed = random.Random(1).sample(ordered, len(ordered))
    assert sorted(mixed, key=place_sort_key) == ordered


def test_people_of_one_surname_stand_together() -> None:
    people = ["章二", "张三", "李志", "里安", "李安", "张一", "曾红", "单田", "任远", "解明"]
    ordered = sorted(people, key=person_sort_key)
    assert ordered == [
        "李安",
        "李志",
        "里安",
        "任远",
        "单田",
        "解明",
        "曾红",
        "张三",
        "张一",
        "章二",
    ]


def test_a_double_surname_is_read_as_one() -> None:
    assert person_sort_key("尉迟恭").startswith("yu4尉chi2迟")
    assert person_initials("尉迟恭") == "ycg"
    assert person_initials("曾红") == "zh"


def test_the_key_keeps_tone_before_character() -> None:
    assert place_sort_key("铜仁") == "tong2铜ren2仁"
    assert sorted(["马", "麻", "妈", "骂"], key=place_sort_key) == ["妈", "麻", "马", "骂"]


def test_what_has_no_reading_still_has_a_place() -> None:
    assert place_sort_key("\ue08b村") == "\ue08bcun1村"
    assert place_initials("\ue08b村") == "c"
    assert not place_initials("")
