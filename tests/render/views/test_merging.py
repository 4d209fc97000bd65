"""What merging, setting up and synchronising look like."""

from tests.builders import make_entry
from tests.render.written import shape
from yiananlib.model.finding import Finding
from yiananlib.model.merging import Conflict
from yiananlib.render import plain
from yiananlib.render.show import document
from yiananlib.services.recording.setup import SetUp
from yiananlib.services.sharing.merging import Driven, Left, Resolved, Settled
from yiananlib.services.sharing.sync import Synced
from yiananlib.services.sharing.yielding import GaveWay, Yielded
from yiananlib.services.verifying.verify import Verified

GOOD = Verified(3, 1, ())
LEFT = Left("orgs/zjj/problems/aaaaaa.toml", "“close” and “void” cannot both stand", "one gives way")


def text(value: object) -> str:
    return plain.text(document(value))


def synced(**fields: object) -> Synced:
    values: dict[str, object] = dict.fromkeys(("came", "went", "merged", "left", "withheld", "pending"), ())
    return Synced(**({"remote": "origin", "branch": "main", "verified": GOOD} | values | fields))  # type: ignore[arg-type]  # as the test says


def test_a_merge_says_what_is_next() -> None:
    merged = ("orgs/zjj/problems/aaaaaa.toml",)
    said = text(Resolved(Settled("merge", merged, ()), GOOD))
    assert "aaaaaa.toml: merged" in said
    assert "git commit --no-edit" in said
    assert "git rebase --continue" in text(Resolved(Settled("rebase", merged, ()), GOOD))
    assert "Nothing is unmerged" in text(Resolved(Settled(None, (), ()), GOOD))
    assert "is valid" in said


def test_what_is_left_comes_with_its_way_out() -> None:
    said = text(Resolved(Settled("merge", (), (LEFT,)), GOOD))
    assert "not merged: “close” and “void” cannot both stand → one gives way" in said
    assert "`yian yield`" in said
    assert "`git rebase --skip`" in text(Resolved(Settled("rebase", (), (LEFT,)), GOOD))
    assert shape(Resolved(Settled("merge", (), (LEFT,)), GOOD))["left"] == [
        {"path": LEFT.path, "reason": LEFT.reason, "remedy": LEFT.remedy}
    ]


def test_a_file_s_name_cannot_talk_to_the_terminal() -> None:
    said = text(Driven("a\x1b[31m", (Conflict("it is not a record", "settle it"),)))
    assert said == "a?[31m: it is not a record → settle it\n"


def test_setting_up_says_what_it_wrote() -> None:
    assert text(SetUp(("merge.yian.driver",), "x", "y", None)).splitlines() == [
        "merge.yian.driver: registered",
        "x: written",
        "y: written",
    ]
    assert text(SetUp((), None, None, "z")).startswith("z: not changed")
    assert "already" in text(SetUp((), None, None, None))
    assert "for all clones" in text(SetUp((), None, None, None, ".gitattributes"))
    assert "gitattributes does not name every kind of record;" in text(SetUp((), None, None, None, None, lacking=True))
    assert text(SetUp((), None, None, None, editors=("tombi.toml",), schemas=("x.json",))).splitlines() == [
        "tombi.toml: written",
        "x.json: written",
    ]
    assert "The ledger lacks tombi.toml" in text(SetUp((), None, None, None, unfurnished=("tombi.toml",)))
    assert shape(SetUp((), None, None, None)) == {
        "settings": [],
        "attributes": None,
        "hook": None,
        "kept": None,
        "tracked": None,
        "lacking": False,
        "unsigned": None,
        "editors": [],
        "unfurnished": [],
        "schemas": [],
    }
    assert "no key" in text(SetUp((), None, None, None, unsigned="There is no key."))


def test_an_account_of_what_came_and_went() -> None:
    said = text(synced(came=tuple(f"zjj/x: {n}" for n in range(22)), went=("zjj/y: close",)))
    assert "Received from origin/main: 22\n  zjj/x: 0\n" in said
    assert "  … and 2 more" in said
    assert "Sent to origin/main: 1\n  zjj/y: close" in said
    assert "and nothing to send" in text(synced())


def test_what_gave_way_is_recorded_anew_by_the_commands_that_are_printed() -> None:
    gave = GaveWay("problem", "zjj/k7m2qd", make_entry("noted", note="已告知"))
    value = Yielded("zjj/liaison", "a" * 40, (gave,), ("orgs/zjj/problems/k7m2qd.toml",))
    said = text(value)
    assert "1 entries of zjj/liaison gave way" in said
    assert "\nyian note zjj/k7m2qd" in said
    assert said.rstrip().endswith("yian sync")
    assert shape(value)["entries"][0]["again"] == "yian note zjj/k7m2qd '已告知' --by zjj/liaison"
    assert "recorded anew" not in text(Yielded("zjj/liaison", "a" * 40, (), ()))


def test_what_was_made_anew_is_counted() -> None:
    assert "Committed again, as nobody else has them yet: 3 commits" in text(synced(anew=3))


def test_what_stands_in_the_way_is_said() -> None:
    said = text(synced(left=(LEFT,)))
    assert "Nothing was sent" in said
    assert "is valid" not in said
    said = text(synced(withheld=(Finding("yian.toml", 1, "x", "wrong"),)))
    assert "yian.toml:1: error: wrong" in said
    said = text(synced(pending=tuple("abcdef")))
    assert "Not committed and not sent: 6 (a, b, c, d, e …)" in said
    assert shape(synced(left=(LEFT,)))["done"] is False
