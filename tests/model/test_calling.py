"""What readers call officers and organizations."""

import pytest

from yiananlib.messages import speaking
from yiananlib.model.calling import post, units

NAMES = {"zjj": "住建局", "czj": "财政局", "zjj/head": "局长", "czj/head": "局长"}


@pytest.mark.parametrize(
    ("ref", "at", "said"),
    [
        ("zjj/head", "zjj", "局长"),
        ("zjj/head", "czj", "住建局 局长"),
        ("zjj/head", "", "住建局 局长"),
        ("zjj/gone", "zjj", "zjj/gone"),
        ("gone/head", "", "gone/head"),
        ("czj", "", "财政局"),
        ("县住建局", "zjj", "县住建局"),
        (None, "zjj", ""),
        ("", "zjj", ""),
    ],
)
def test_an_officer_is_called_by_the_post_and_elsewhere_by_the_organization_too(
    ref: str | None, at: str, said: str
) -> None:
    assert post(ref, NAMES, at) == said


def test_in_chinese_organization_and_post_are_joined_without_a_separator() -> None:
    with speaking("zh_CN"):
        assert post("zjj/head", NAMES) == "住建局局长"


def test_organizations_are_called_by_their_names_in_their_order() -> None:
    assert units(["czj", "gone", "zjj"], NAMES) == "财政局, gone, 住建局"
    assert units([], NAMES) == ""
