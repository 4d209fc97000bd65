"""Names, telephone and identity numbers in foreign sheets. All of them are invented."""

import pytest

from yiananlib.model import personal

IDENTITY = "11010519491231002X"


@pytest.mark.parametrize(
    "text",
    [
        "13800001111",
        "电话：138 0000 1111",
        "138-0000-1111",
        "+86 13800001111",
        "１３８００００１１１１",
        "0371-61234567",
        "(0371)61234567",
    ],
)
def test_a_telephone_number_is_found_and_taken_off(text: str) -> None:
    assert len(personal.phones(text)) == 1
    assert personal.phones(personal.without_phones(f"科长 {text}")) == []
    assert personal.without_phones(f"科长 {text}") == "科长"


@pytest.mark.parametrize("text", ["12个项目", "2026-06-15", "县政办〔2026〕138号", "123800001111222", "20260630101500"])
def test_other_numbers_are_neither_telephone_nor_identity_numbers(text: str) -> None:
    assert personal.phones(text) == []
    assert personal.identities(text) == []


def test_an_identity_number_is_no_telephone_number() -> None:
    assert personal.identities(f"身份证{IDENTITY}") == [IDENTITY]
    assert personal.phones(IDENTITY) == []


@pytest.mark.parametrize("word", ["李大明", "王芳", "欧阳建国", "买买提·阿不都", "John Smith"])
def test_names_of_people_are_recognized(word: str) -> None:
    assert personal.is_name(word)


@pytest.mark.parametrize(
    "word", ["科长", "副局长", "建管股", "王局", "安全员", "财务室主任", "党组成员", "张家村", "Manager", "局"]
)
def test_a_post_is_no_name(word: str) -> None:
    assert not personal.is_name(word)


def test_a_name_known_from_elsewhere_is_found_in_every_text() -> None:
    text = f"李大明审批，张三同志复核，{IDENTITY}，13800001111"
    assert list(personal.found(text, ["李大明", "王芳"])) == [
        (IDENTITY, "identity"), ("13800001111", "phone"), ("李大明", "name"), ("张三", "name"),
    ]  # fmt: skip


def test_a_name_is_kept_as_a_digest_alone() -> None:
    masked = personal.masked("李大明")
    assert "李" not in masked
    assert personal.is_masked(masked)
    assert masked == personal.masked("李大明") != personal.masked("李小明")
    assert not personal.is_masked("李大明")


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("请发wang.wu@example.org。", ["wang.wu@example.org"]),
        ("ｗａｎｇ＠ｅｘａｍｐｌｅ．ｏｒｇ", ["wang@example.org"]),
        ("甲@乙", []),
        ("单价12元@箱", []),
        ("a@b", []),
    ],
)
def test_addresses_are_found(text: str, addresses: list[str]) -> None:
    assert personal.addresses(text) == addresses
