"""Days and names as people write them, at every place where one is read: options, prompts, files that are handed in,
definitions that are edited, the two ends of a comparison.
"""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click
import pytest

from tests.cli.test_values import ASKED, at_the_desk
from tests.services.ledgers import Desk, new_desk
from yiananlib.cli import asking
from yiananlib.cli.completing import ANY_OFFICER, ORG
from yiananlib.cli.line import Plain
from yiananlib.cli.session import Session
from yiananlib.cli.values import Due
from yiananlib.errors import YianError
from yiananlib.model import naming as names
from yiananlib.services.reading import history, naming
from yiananlib.services.reading.days import Days
from yiananlib.services.recording import cases, context, edited_words, examine, register
from yiananlib.store.ledger import Ledger

EXAMPLE: Final = Path(__file__).resolve().parents[2] / "examples/yunling"
TODAY: Final = dt.date(2026, 3, 12)
"""A Thursday."""

DAYS: Final = {
    # as files, spreadsheets and letters have them
    "2026-06-30": "2026-06-30", "2026-6-30": "2026-06-30", "2026/6/30": "2026-06-30", "2026/06/30": "2026-06-30",
    "2026.6.30": "2026-06-30", "2026.06.30": "2026-06-30", "20260630": "2026-06-30", " 2026-06-30 ": "2026-06-30",
    "2026-06-30。": "2026-06-30", "2026—06—30": "2026-06-30", "2026–06–30": "2026-06-30",
    "2026-06-30 17:00": "2026-06-30", "2028-02-29": "2028-02-29",
    # full-width
    "２０２６－０６－３０": "2026-06-30", "２０２６／６／３０": "2026-06-30", "２０２６．６．３０": "2026-06-30",
    "２０２６年６月３０日": "2026-06-30",
    # Chinese
    "2026年6月30日": "2026-06-30", "2026年06月30日": "2026-06-30", "2026 年 6 月 30 日": "2026-06-30",
    "2026年6月30号": "2026-06-30", "2026年6月30": "2026-06-30", "26年6月30日": "2026-06-30",
    "2026年6月30日（星期二）": "2026-06-30", "二〇二六年六月三十日": "2026-06-30", "二零二六年六月三十日": "2026-06-30",
    "二○二六年六月三十日": "2026-06-30", "6月30日": "2026-06-30", "06月30日": "2026-06-30", "6月30号": "2026-06-30",
    "六月三十日": "2026-06-30", "六月廿三日": "2026-06-23", "十二月卅一日": "2026-12-31", "今年6月30日": "2026-06-30",
    "本年6月30日": "2026-06-30", "明年1月15日": "2027-01-15", "去年12月31日": "2025-12-31",
    # ends
    "6月底": "2026-06-30", "6月末": "2026-06-30", "六月底": "2026-06-30", "2026年2月底": "2026-02-28",
    "2028年2月底": "2028-02-29", "二季度末": "2026-06-30", "2026年第三季度末": "2026-09-30", "年底": "2026-12-31",
    "2026年底": "2026-12-31", "明年底": "2027-12-31",
    # by today
    "今天": "2026-03-12", "今日": "2026-03-12", "明天": "2026-03-13", "后天": "2026-03-14", "大后天": "2026-03-15",
    "昨天": "2026-03-11", "前天": "2026-03-10", "today": "2026-03-12", "Tomorrow": "2026-03-13",
    "YESTERDAY": "2026-03-11", "本周一": "2026-03-09", "本周日": "2026-03-15", "下周一": "2026-03-16",
    "下星期三": "2026-03-18", "上周五": "2026-03-06", "这个礼拜天": "2026-03-15", "本月15日": "2026-03-15",
    "下月15日": "2026-04-15", "上个月15号": "2026-02-15", "本月底": "2026-03-31", "下月底": "2026-04-30",
    "下个月底": "2026-04-30", "3天后": "2026-03-15", "三天后": "2026-03-15", "两周后": "2026-03-26",
    "3天前": "2026-03-09",
    # Western
    "June 30, 2026": "2026-06-30", "Jun 30 2026": "2026-06-30", "30 June 2026": "2026-06-30",
    "30 Jun 2026": "2026-06-30", "6/30/2026": "2026-06-30", "30/6/2026": "2026-06-30",
}  # fmt: skip
"""What is written on TODAY, and the day it is everywhere."""
NEVER: Final = (
    "2026-02-30", "2026-02-29", "2月30日", "2026年2月29日", "6月31日", "2026-13-01", "13月1日", "2026-00-10",
    "2026-06-00", "2026/4/31", "6月31", "本月32日", "上月29日",
)  # fmt: skip
"""Days that the calendar does not have."""
NONE: Final = (
    "", "15", "30号", "46086", "6.30", "尽快", "待定", "周五", "星期五", "农历五月初五", "正月十五", "腊月三十",
    "国庆节", "3/4/2026", "26-06-30", "2026-W27-2", "2026-06-30-01", "2026６月30日", "10000-01-01", "十几号", "-1",
    "长期坚持", "2026-06-30至2026-07-01",
)  # fmt: skip
"""What names no day, or may be two: nobody guesses."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A ledger whose campaign says what day it is where; nothing is recorded in it."""
    return new_desk(tmp_path_factory.mktemp("written") / "ledger")


def quoted(said: str) -> str:
    return said.replace("\\", "\\\\").replace('"', '\\"')


def in_a_problem(said: str) -> dt.date:
    text = f'title = "一"\nfound = "{quoted(said)}"\ndue = 2027-01-01\n'
    (found,) = register.proposals(text.encode(), "zjj", Days(TODAY, TODAY))
    return found.fields["found"]  # type: ignore[no-any-return]


def in_an_answer(said: str) -> dt.date:
    text = f'[[answers]]\nprompt = "p01"\nanswer = "problem"\n[answers.problem]\nfound = "{quoted(said)}"\n'
    (found,) = examine.replies_in(text.encode(), "zjj", Days(TODAY, TODAY))
    assert found.proposal is not None
    return found.proposal.fields["found"]  # type: ignore[no-any-return]


def in_a_case(said: str) -> dt.date:
    text = f'title = "一"\nopened = "{quoted(said)}"\n'
    return cases.case_in(text.encode(), Days(TODAY, TODAY))["opened"]  # type: ignore[no-any-return]


def as_a_deadline(said: str) -> dt.date:
    text = f'title = "一"\ndue = "{quoted(said)}"\n[[measures]]\ntext = "二"\nowner = "head"\ndue = "{quoted(said)}"\n'
    (found,) = register.proposals(text.encode(), "zjj", Days(TODAY, TODAY))
    assert found.measures[0]["due"] == found.fields["due"]
    return found.fields["due"]  # type: ignore[no-any-return]


FILES: Final = (in_a_problem, in_an_answer, in_a_case, as_a_deadline)


def edited(ledger: Ledger, said: str) -> set[str]:
    """Return what an editor's word becomes at each place of a definition where a day stands."""
    places = {
        "orgs/zjj/org.toml": "[[officers]]\nsince = {}\n", "cases/case-1.toml": "opened = {}\n[[tasks]]\ndue = {}\n",
        "yian.toml": "[sprint]\nstart = {}\n",
    }  # fmt: skip
    made = ""
    for path, text in places.items():
        made += edited_words.keyed(ledger, path, text.replace("{}", f'"{said}"'), TODAY)
    return set(re.findall(r"= (.*)", made))


Says = Callable[[str], None]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Says:
    """Let somebody answer with that once, and leave when asked again."""
    left: list[str] = []

    def answer(_prompt: str) -> str:
        if not left:
            raise EOFError
        return left.pop()

    monkeypatch.setattr("click.termui.visible_prompt_func", answer)
    return left.append


def test_the_tables_are_long() -> None:
    assert len(DAYS) + len(NEVER) + len(NONE) >= 100
    assert len(DAYS) >= 60
    assert len(ORGS) + len(OFFICERS) + len(UNKNOWN) + len(SEVERAL) >= 40
    assert not set(DAYS) & {*NEVER, *NONE}


@pytest.mark.parametrize(("said", "day"), DAYS.items())
def test_a_day_is_the_same_wherever_it_is_written(desk: Desk, answers: Says, said: str, day: str) -> None:
    wanted = dt.date.fromisoformat(day)
    context = at_the_desk(desk)
    for case in ASKED:
        (option,) = case.values
        assert isinstance(option, click.Option)
        found = option.type.convert(said, option, context)
        assert (context.obj.due(found) if isinstance(option.type, Due) else found) == wanted, option.opts[0]
    days = Days(TODAY, TODAY)
    for read in (days.day, days.due):
        answers(said)
        assert asking.ask_day(Plain(), "Day", read) == wanted
    assert [read(said) for read in FILES] == [wanted] * len(FILES)
    assert edited(desk.ledger, said) == {day}
    assert history.moment_day(said, TODAY) == (wanted if not said.isdecimal() else None)  # so may a commit be called


@pytest.mark.parametrize("said", NEVER)
def test_a_day_that_does_not_exist_is_reported_wherever_it_is_written(
    desk: Desk, answers: Says, capsys: pytest.CaptureFixture[str], said: str
) -> None:
    context = at_the_desk(desk)
    told = re.escape(f"“{said}” does not exist")
    for case in ASKED:
        (option,) = case.values
        assert isinstance(option, click.Option)
        with pytest.raises(click.BadParameter, match=told):
            option.type.convert(said, option, context)
    answers(said)
    with pytest.raises(click.Abort):
        asking.ask_day(Plain(), "Day", Days(TODAY, TODAY).day)
    assert re.search(told, capsys.readouterr().err)
    for read in FILES:
        with pytest.raises(YianError, match=told):
            read(said)
    with pytest.raises(YianError, match=told):
        history.moment_day(said, TODAY)
    assert edited(desk.ledger, said) == {f'"{said}"'}, "it stays, and is refused as what it is"


@pytest.mark.parametrize("said", NONE)
def test_what_names_no_single_day_is_refused_wherever_it_is_written(desk: Desk, answers: Says, said: str) -> None:
    context = at_the_desk(desk)
    for case in ASKED:
        (option,) = case.values
        assert isinstance(option, click.Option)
        with pytest.raises(click.BadParameter):
            option.type.convert(said, option, context)
    answers(said)
    with pytest.raises(click.Abort):
        asking.ask_day(Plain(), "Day", Days(TODAY, TODAY).day)
    for read in FILES:
        with pytest.raises(YianError):
            read(said)
    assert edited(desk.ledger, said) == {f'"{said}"'}
    assert history.moment_day(said, TODAY) is None


@pytest.mark.parametrize("said", ["农历五月初五", "正月十五", "五月初五前"])
def test_a_day_of_the_lunar_calendar_is_told_to_be_one(said: str) -> None:
    with pytest.raises(YianError, match="lunar calendar"):
        in_a_problem(said)


def test_a_day_that_may_also_be_a_length_of_time_is_called_ambiguous() -> None:
    with pytest.raises(YianError, match=r"“30日” may mean a day of the month or a length of time.*30日内"):
        as_a_deadline("30日")


ORGS: Final = {
    "zjj": "zjj", "ZJJ": "zjj", "ｚｊｊ": "zjj", " zjj ": "zjj", "县住建局": "zjj", " 县住建局 ": "zjj",
    "县 住建局": "zjj", "县住建局　": "zjj", "县教体局": "jtj", "领导小组办公室": "bgs", "县纪委监委": "jw",
    "望云镇": "wyz", "望云镇云口村": "ykc",
}  # fmt: skip
OFFICERS: Final = {
    "zjj/jianguan": "zjj/jianguan", "ZJJ/Jianguan": "zjj/jianguan", "ｚｊｊ/ｊｉａｎｇｕａｎ": "zjj/jianguan",
    "zjj／jianguan": "zjj/jianguan", "zjj / jianguan": "zjj/jianguan", "县住建局/建管股股长": "zjj/jianguan",
    "县住建局／建管股股长": "zjj/jianguan", "县住建局建管股股长": "zjj/jianguan", "县住建局 建管股股长": "zjj/jianguan",
    "zjj/建管股股长": "zjj/jianguan", "县住建局/jianguan": "zjj/jianguan", "建管股股长": "zjj/jianguan",
    " 建管股股长 ": "zjj/jianguan", "县住建局局长": "zjj/head", "县住建局/局长": "zjj/head",
    "县住建局办公室主任": "zjj/liaison", "县纪委监委书记": "jw/head", "县纪委监委/书记": "jw/head",
    "领导小组办公室联络员": "bgs/liaison", "bgs／liaison": "bgs/liaison", "望云镇云口村村文书": "ykc/liaison",
}  # fmt: skip
UNKNOWN: Final = {
    "zji": "县住建局 (zjj)", "zj": "县住建局 (zjj)", "县教体": "县教体局 (jtj)", "住建局": "县住建局 (zjj)",
    "县住健局": "县住建局 (zjj)", "纪委": "县纪委监委 (jw)", "望云": "望云镇 (wyz), 望云镇云口村 (ykc)",
    "县卫健局": "县卫健委 (wjw)", "建管股长": "建管股股长 (zjj/jianguan)", "建管股": "建管股股长 (zjj/jianguan)",
    "物业科科长": "", "张三": "", "qqq": "", "县住健局/建管股股长": "建管股股长 (zjj/jianguan)",
}  # fmt: skip
"""What nothing has for a name, and the nearest that are named."""
SEVERAL: Final = {"局长": 4, "办公室主任": 5, "分管副局长": 3, "党政办主任": 2}
"""Posts of officers of several organizations, where none is at home."""


@pytest.fixture(scope="module")
def county() -> Ledger:
    return Ledger(EXAMPLE)


def at_the_county() -> click.Context:
    return click.Context(click.Command("x"), obj=Session({"YIAN_LEDGER": str(EXAMPLE), "YIAN_NOW": "2026-07-01"}))


def at_home(ledger: Ledger, said: str) -> str:
    """Return the officer that a field of a problem of zjj names, in an option or a file."""
    return context.officer_ref({}, said, "zjj", dt.date(2026, 7, 1), ledger)


def asked_at_home(ledger: Ledger, said: str, answers: Says) -> str:
    """Return the officer that an answer names at the prompt of a problem of zjj."""
    orgs = ledger.orgs()
    own, posts = {one.id: one.post for one in orgs["zjj"].officers}, names.posts(orgs)
    answers(said)
    found = asking.ask_officer(Plain(), "Who", own, lambda ref: ref in posts, None, posts)
    return found if "/" in found else f"zjj/{found}"


@pytest.mark.parametrize(("said", "code"), ORGS.items())
def test_an_organization_is_the_same_wherever_it_is_named(county: Ledger, answers: Says, said: str, code: str) -> None:
    assert naming.org(county, said) == code
    assert ORG.convert(said, None, at_the_county()) == code
    text = edited_words.keyed(county, "orgs/x/org.toml", f'parent = "{said}"\n', TODAY)
    assert text == f'parent = "{code}"\n'
    tasks = edited_words.keyed(county, "cases/x.toml", f'[[tasks]]\norgs = ["{said}"]\n', TODAY)
    assert tasks == f'[[tasks]]\norgs = ["{code}"]\n'
    if " " not in said.strip():  # between them names are divided
        answers(said.strip())
        known = {name: org.name for name, org in county.orgs().items()}
        assert asking.ask_names(Plain(), "Units", known) == (code,)


@pytest.mark.parametrize(("said", "ref"), OFFICERS.items())
def test_an_officer_is_the_same_wherever_they_are_named(county: Ledger, answers: Says, said: str, ref: str) -> None:
    assert naming.officer(county, said) in (ref, said)
    assert ANY_OFFICER.convert(said, None, at_the_county()).casefold() == ref
    assert at_home(county, said) == ref
    assert context.known_actor(county, said) == context.known_actor(county, ref)
    if said != "zjj/建管股股长":  # at a prompt the code is not mixed with the post
        assert asked_at_home(county, said, answers) == ref


@pytest.mark.parametrize(("said", "nearest"), UNKNOWN.items())
def test_a_miss_names_the_nearest_wherever_it_is_written(
    county: Ledger, answers: Says, capsys: pytest.CaptureFixture[str], said: str, nearest: str
) -> None:
    reads: list[Callable[[], object]] = [lambda: naming.officer(county, said), lambda: at_home(county, said)]
    if "/" not in said and "(zjj/" not in nearest:
        reads = [lambda: county.org(naming.org(county, said))]
    for read in reads:
        with pytest.raises(YianError) as told:
            read()
        assert nearest in str(told.value)
        assert ("Closest matches" in str(told.value)) is bool(nearest)
    if "(zjj/" in nearest and "/" not in said:
        with pytest.raises(click.Abort):
            asked_at_home(county, said, answers)
        assert "建管股股长 (jianguan)" in capsys.readouterr().err


@pytest.mark.parametrize(("said", "many"), SEVERAL.items())
def test_a_post_that_several_hold_is_never_guessed_and_at_home_it_is_known(
    county: Ledger, answers: Says, said: str, many: int
) -> None:
    with pytest.raises(YianError, match=f"could be any of {many} records") as told:
        naming.officer(county, said)
    refs = re.findall(r"\w+/[\w-]+", str(told.value))
    assert len(refs) == many
    if any(ref.startswith("zjj/") for ref in refs):
        own = next(ref for ref in refs if ref.startswith("zjj/"))
        assert at_home(county, said) == asked_at_home(county, said, answers) == own
