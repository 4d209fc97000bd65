"""Personal data in foreign sheets: names, telephone and identity numbers, none of which may reach a record.

A history in git is permanent, and a ledger names posts. Numbers are found by their form. A name is found where it
stands as one: in a column of people, or before a form of address; what was found so is looked for in all other texts.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PHONE: Final = re.compile(
    r"(?<![0-9])(?:(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}|\(?0[0-9]{2,3}\)?[- ]?[0-9]{7,8})(?![0-9])"
)
_IDENTITY: Final = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])"
)
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹"
    "申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古"
    "吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_COMPOUND: Final = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "司徒",
    "尉迟",
    "皇甫",
    "令狐",
    "夏侯",
    "东方",
    "慕容",
    "公孙",
    "端木",
)
_POSTS: Final = (
    "长", "任", "员", "记", "部", "科", "局", "股", "办", "室", "队", "所", "站", "组", "委", "府", "会", "司", "院",
    "理", "处",
    "监", "师", "厂", "镇", "乡", "村", "县", "区", "心", "校", "人", "管", "导", "干", "务", "政", "纪", "总", "工",
    "位", "领",
)  # fmt: skip
"""What posts and units end with, and given names hardly do."""
_ADDRESSED: Final = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=[由经和与对向及请让给]))([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志|先生|女士)"
)
_DIGEST: Final = "#"


def phones(text: str) -> list[str]:
    """Return the telephone numbers in a text."""
    plain = unicodedata.normalize("NFKC", text)
    return _PHONE.findall(_IDENTITY.sub(" ", plain))


def identities(text: str) -> list[str]:
    """Return the identity numbers in a text."""
    return _IDENTITY.findall(unicodedata.normalize("NFKC", text))


def addresses(text: str) -> list[str]:
    """Return the e-mail addresses in a text."""
    return _ADDRESS.findall(unicodedata.normalize("NFKC", text))


def without_phones(text: str) -> str:
    """Return a text without its telephone numbers, and without what introduced them."""
    plain = _PHONE.sub(" ", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?:联系)?(?:电话|手机号?码?)\s*[:：]?|\(\s*\)|tel[.:]?", " ", plain, flags=re.IGNORECASE).strip(
        " ,;、\n\t-"
    )


def is_name(word: str) -> bool:
    """Tell whether a word that stands where people stand is a person's name and no post."""
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,8}", word):
        return bool(re.fullmatch(r"[A-Z][a-z]+(?: [A-Z]\.?)*(?: [A-Z][a-z]+)+", word))
    if "·" in word:
        return True
    begins = (word[0] in _SURNAMES and len(word) <= 3) or word[:2] in _COMPOUND
    return begins and word[-1] not in _POSTS


def addressed(text: str) -> list[str]:
    """Return the names in a text that stand before a form of address."""
    return _ADDRESSED.findall(text)


def found(text: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the personal data in a text, each with its kind: ``identity``, ``phone`` or ``name``."""
    for number in identities(text):
        yield number, "identity"
    for number in phones(text):
        yield number, "phone"
    for name in dict.fromkeys([*names, *addressed(text)]):
        if name in text:
            yield name, "name"


def masked(name: str) -> str:
    """Return what stands for a name in a mapping that is kept in the ledger.

    It keeps the name from being read, and is found again by whoever has the same sheet; it is no secret from who tries
    all names there are.
    """
    return _DIGEST + hashlib.sha256(f"yian people {name}".encode()).hexdigest()[:16]


def is_masked(name: str) -> bool:
    """Tell whether a key of a mapping is what :func:`masked` returns."""
    return re.fullmatch(rf"{_DIGEST}[0-9a-f]{{16}}", name) is not None
