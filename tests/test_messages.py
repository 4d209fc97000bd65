"""Which language is asked for; days and what the system says in it."""

import datetime as dt
import errno
import os

import pytest

from yiananlib.messages import _, day, language_of, moment, named, speaking, system_said


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh", "zh_CN"), ("zh_CN.UTF-8", "zh_CN"), ("zh-TW", "zh_CN"), ("ZH", "zh_CN"), ("中文", "zh_CN"), ("en", "en"),
        ("en_GB@euro", "en"), ("fr", None), ("C", None), ("POSIX", None), ("", None), ("english", None),
    ],
)  # fmt: skip
def test_a_language_by_the_names_it_goes_by(name: str, language: str | None) -> None:
    assert named(name) == language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, None),
        ({"LANG": "C"}, None),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, None),
        ({"LC_ALL": "POSIX"}, None),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh_CN"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C", "LANGUAGE": "zh_CN:en"}, "zh_CN"),
        ({"LANG": "zh_CN", "LANGUAGE": "fr:en"}, "en"),
        ({"LANG": "en_US", "LANGUAGE": "en", "YIAN_LANG": "zh"}, "zh_CN"),
        ({"LANG": "zh_CN", "YIAN_LANG": "en"}, "en"),
    ],
)
def test_the_environment_asks_for_one_or_for_none(environ: dict[str, str], language: str | None) -> None:
    assert language_of(environ) == language


def test_a_day_has_one_form_per_language_in_every_message() -> None:
    said = dt.date(2026, 6, 5)
    message = "“{text}” is {day}."
    assert _(message).format(text="x", day=said) == "“x” is 2026-06-05."
    with speaking("zh_CN"):
        assert day(said) == "2026年6月5日"
        assert "2026年6月5日" in _(message).format(text="x", day=said)
        assert "2026-06-05" in _(message).format(text="x", day="2026-06-05"), "what somebody wrote stays so"


def test_a_time_has_one_form_per_language_with_its_offset_on_request() -> None:
    said = dt.datetime(2026, 6, 5, 9, 5, 59, 7, dt.timezone(dt.timedelta(hours=5, minutes=30)))
    assert (moment(said), moment(said, offset=True)) == ("2026-06-05 09:05", "2026-06-05 09:05 +05:30")
    assert moment(said.replace(tzinfo=None), offset=True) == "2026-06-05 09:05"
    with speaking("zh_CN"):
        assert moment(said) == "2026年6月5日 09:05"
        assert moment(said, offset=True) == "2026年6月5日 09:05 +05:30"


def test_what_the_system_says_is_said_in_the_reader_s_language() -> None:
    for number in (errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EIO, errno.ELOOP):
        error = OSError(number, os.strerror(number), "x")
        assert system_said(error) == os.strerror(number)
        with speaking("zh_CN"):
            assert not system_said(error).isascii()


def test_system_messages_without_a_translation_stay_as_they_are() -> None:
    with speaking("zh_CN"):
        assert system_said(OSError(99999, "Odd")) == "Odd"
        assert system_said(OSError("odd")) == "odd"
