"""The initials of names: those of the reading that GB 2312 sorts by, and none where there is none."""

import pytest

from yiananlib.model.initials import initials, letter, place


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("县住建局", "xzjj"),
        ("自然资源局", "zrzyj"),
        ("县委办公室（领导小组办公室）", "xwbgs"),
        ("园区管委会", "yqgwh"),
        ("第2小学", "d2xx"),
        ("长江办股长", "cjbgz"),
        ("A局", "aj"),
        ("濮镇", None),
        ("", None),
        ("（）", None),
    ],
)
def test_a_name_has_the_initials_of_its_characters_or_none(name: str, wanted: str | None) -> None:
    assert initials(name) == wanted


@pytest.mark.parametrize(
    ("character", "wanted"),
    [("啊", "a"), ("澳", "a"), ("芭", "b"), ("座", "z"), ("亍", None), ("€", None), ("７", None), ("Z", "z")],
)
def test_the_first_and_last_characters_of_a_letter_belong_to_it(character: str, wanted: str | None) -> None:
    assert letter(character) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("县住建局", "县"),
        ("云岭县住房和城乡建设局", "云岭县"),
        ("市场监督管理局", ""),
        ("市市场监督管理局", "市"),
        ("城关镇", ""),
        ("县局", ""),
    ],
)
def test_the_place_before_a_name_is_told_from_the_name(name: str, wanted: str) -> None:
    assert place(name) == wanted


def test_every_letter_has_the_characters_from_its_first_to_its_last() -> None:
    firsts = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
    lasts = "澳怖错堕贰咐过祸骏阔络穆诺沤瀑群弱所唾误迅孕座"
    assert [letter(one) for one in firsts] == [letter(one) for one in lasts] == list("abcdefghjklmnopqrstwxyz")
