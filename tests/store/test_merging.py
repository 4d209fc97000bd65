"""Merging files: the values of the model's merge, the comments and the layout of both sides, markers where not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.branching import Branches, branches
from tests.builders import make_checklist, make_entry, make_head, make_org, record_id
from yiananlib.model import merging as meant
from yiananlib.model.merging import Unmergeable
from yiananlib.model.problem import Problem
from yiananlib.store import codec, guard, kinds, merging
from yiananlib.store.layout import Place

PROBLEM = Place("problem", "zjj", "k7m2qd")
CAMPAIGN = Place("campaign")
CHECKLIST = Place("checklist")
ORG = Place("org", "zjj")
TEMPLATE = (Path(codec.__file__).parents[1] / "templates/yian.toml").read_text(encoding="utf-8")
SETTINGS = TEMPLATE.replace("@name@", '"云岭县"').replace("@commit@", "true").replace("@today@", "2026-03-01")


def merged(place: Place, base: str, ours: str, theirs: str) -> str:
    """Return the merged text; whichever side is ours, it says the same and has every comment of both."""
    found = [
        merging.merged(place, base.encode(), one.encode(), other.encode()).decode()
        for one, other in ((ours, theirs), (theirs, ours))
    ]
    assert merging.read(place, found[0].encode()) == merging.read(place, found[1].encode())
    kept = set(guard.comments(base)) & set(guard.comments(ours)) & set(guard.comments(theirs))
    new = {c for side in (ours, theirs) for c in guard.comments(side) if c not in guard.comments(base)}
    for text in found:
        assert kept | new <= set(guard.comments(text))
    return found[0]


def problem(*notes: tuple[int, str]) -> str:
    """Return the file of a problem that was registered and noted."""
    entries = [make_entry("registered")]
    entries += [make_entry("noted", id=record_id(n), note=note) for n, note in notes]
    return kinds.PROBLEM.encode(Problem("zjj", make_head(), tuple(entries))).decode()


@given(branches())
def test_files_say_what_the_model_means(pair: Branches) -> None:
    files = [kinds.PROBLEM.encode(p) for p in pair]
    try:
        expected = meant.merge_records(*pair)
    except Unmergeable:
        with pytest.raises(Unmergeable):
            merging.merged(PROBLEM, *files)
        return
    data = merging.merged(PROBLEM, *files)
    assert codec.decode_problem(data, "zjj", "k7m2qd") == expected
    assert data == kinds.PROBLEM.encode(expected)


def test_what_one_side_wrote_stays_as_it_wrote_it() -> None:
    base = problem((1, "一"))
    ours = base.replace("schema = 1", "# 县长过问\nschema = 1   # 格式").replace(
        '[[entries]]\nid = "000001"', '# 会上定的\n[[entries]]\nid   =   "000001"'
    )
    theirs = problem((1, "一"), (2, "二"))
    text = merged(PROBLEM, base, ours, theirs)
    assert text == ours + '\n[[entries]]\nid = "000002"' + theirs.partition('id = "000002"')[2]


def test_comments_of_both_sides_on_the_same_table_are_kept() -> None:
    base = problem((1, "一"))
    ours = base.replace("schema = 1", "# 甲\nschema = 1").replace('note = "一"', 'note = "一" # 我方')
    theirs = base.replace("schema = 1", "# 乙\nschema = 1").replace('note = "一"', '# 对方\nnote = "一"')
    text = merged(PROBLEM, base, ours, theirs)
    assert all(comment in text for comment in ("# 甲", "# 乙", "# 我方", "# 对方"))


def test_a_comment_at_the_end_of_the_file_stays_with_what_it_followed() -> None:
    base = problem((1, "一"))
    text = merged(PROBLEM, base, base + "\n# 待查\n", problem((1, "一"), (2, "二")))
    assert text.index("# 待查") < text.index('id = "000002"')


def test_texts_of_many_lines_are_no_keys_and_no_headings() -> None:
    tricky = "一\n[[entries]]\nid = \"zzzzzz\"\n# 不是注释\n'''\n[x]"
    base = problem((1, tricky))
    first = '[[entries]]\nid = "000001"'
    ours = base.replace("schema = 1", "# 甲\nschema = 1").replace(first, f"# 丙\n{first}", 1)
    theirs = problem((1, tricky), (2, tricky)).replace("schema = 1", "# 乙\nschema = 1")
    text = merged(PROBLEM, base, ours, theirs)
    assert len(codec.decode_problem(text.encode(), "zjj", "k7m2qd").entries) == 3


def test_a_byte_order_mark_crlf_and_a_missing_line_end_are_no_difference() -> None:
    base = problem((1, "一"))
    ours = ("\ufeff" + problem((1, "一"), (3, "三")).replace("\n", "\r\n")).encode()
    theirs = problem((1, "一"), (2, "二")).rstrip("\n").encode()
    data = merging.merged(PROBLEM, base.encode(), ours, theirs)
    assert b"\r" not in data
    assert len(codec.decode_problem(data, "zjj", "k7m2qd").entries) == 4


def test_settings_keep_their_comments_and_their_places() -> None:
    ours = SETTINGS.replace("yellow = 7 ", "yellow = 5 # 改 ").replace(
        'other = "其他"', 'other = "其他"\nslack = "懒政"'
    )
    theirs = SETTINGS.replace("blue = 15", "blue = 20").replace('other = "其他"', 'other = "其他"\nwaste = "浪费"')
    theirs = theirs.replace("[sprint]", "# 冲刺延长\n[sprint]").replace("days = 100", "days = 120")
    text = merged(CAMPAIGN, SETTINGS, ours, theirs)
    campaign = codec.decode_campaign(text.encode())
    assert (campaign.deadlines.yellow, campaign.deadlines.blue) == (5, 20)
    assert {"slack", "waste"} <= set(campaign.vocabulary["kind"])
    assert campaign.sprint is not None
    assert campaign.sprint.days == 120
    assert set(guard.comments(SETTINGS)) - set(guard.comments(text)) <= {
        c for c in guard.comments(SETTINGS) if "黄灯" in c
    }
    assert text.index("slack") < text.index("[vocabulary.field]")


def test_a_table_added_on_one_side_and_one_taken_out_on_the_other() -> None:
    base = SETTINGS
    start, end = base.index("[sprint]"), base.index("[deadlines]")
    ours = base[:start] + base[end:]
    theirs = base + '\n# 新词汇\n[vocabulary.extra]\nx = "一"\n'
    campaign = codec.decode_campaign(merged(CAMPAIGN, base, ours, theirs.replace("# 新词汇\n", "")).encode())
    assert campaign.sprint is None
    assert campaign.vocabulary["extra"] == {"x": "一"}


def test_a_list_of_many_lines_is_one_value() -> None:
    ours = SETTINGS.replace('    "制度机制', '    # 第四\n    "制度机制')
    theirs = SETTINGS.replace("publicity = false", "publicity = true").replace(
        "always = []", 'always = [\n  "rule",\n]'
    )
    campaign = codec.decode_campaign(merged(CAMPAIGN, SETTINGS, ours, theirs).encode())
    assert (campaign.gate.publicity, campaign.gate.always, len(campaign.gate.standards)) == (True, ("rule",), 4)


def test_a_field_changed_and_a_comment_on_it_changed_are_both_kept() -> None:
    ours = SETTINGS.replace("yellow = 7", "yellow = 5")
    theirs = SETTINGS.replace("yellow = 7", "# 请示过\nyellow = 7")
    text = merged(CAMPAIGN, SETTINGS, ours, theirs)
    assert "# 请示过" in text
    assert codec.decode_campaign(text.encode()).deadlines.yellow == 5


def test_what_is_written_in_another_form_is_written_anew_with_its_comments() -> None:
    org = make_org(officers=[])
    base = kinds.ORG.encode(org).decode()
    ours = base + '# 内联\nofficers = [{id = "a", post = "甲"}]\n'
    theirs = base + '\n[[officers]]\nid = "b"\npost = "乙"\n'
    text = merged(ORG, base, ours, theirs)
    assert [o.id for o in codec.decode_org(text.encode()).officers] == ["a", "b"]
    tables = SETTINGS.replace("[git]\n", "").replace("commit = true ", "git.commit = true ")
    dotted = tables.replace("signed = false", "git.signed = false")
    changed = SETTINGS.replace("commit = true", "commit = false")
    assert not codec.decode_campaign(merged(CAMPAIGN, SETTINGS, dotted, changed).encode()).git.commit


def test_prompts_are_merged_by_id_in_the_order_of_both() -> None:
    def text(*names: str) -> str:
        blocks = [f'[[prompts]]\nid = "{n}"\naspect = "political"\ntext = "{n}问"\n' for n in names]
        return "\n".join(["schema = 1\n", *blocks])

    found = codec.decode_checklist(merged(CHECKLIST, text("a", "c"), text("a", "b", "c"), text("c", "d")).encode())
    assert [p.id for p in found.prompts] == ["b", "c", "d"]
    rewritten = "schema = 1\nprompts = [{id = 'a', aspect = 'political', text = 'a问'}]\n"
    found = codec.decode_checklist(merged(CHECKLIST, text("a"), rewritten, text("a", "b")).encode())
    assert [p.id for p in found.prompts] == ["a", "b"]
    assert make_checklist(0).prompts == ()


def test_a_side_that_cannot_be_read_is_named_with_its_line() -> None:
    good = problem((1, "一")).encode()
    with pytest.raises(Unmergeable, match="one side cannot be read, line 1"):
        merging.merged(PROBLEM, good, b"x = \n", good)


def test_a_base_that_cannot_be_read_counts_as_none() -> None:
    one, other = problem((1, "一")).encode(), problem((2, "二")).encode()
    data = merging.merged(PROBLEM, b"<<<<<<< x\n", one, other)
    assert len(codec.decode_problem(data, "zjj", "k7m2qd").entries) == 3


def test_what_grows_beyond_the_bounds_is_a_conflict() -> None:
    base = problem((1, "一"))
    filler = "".join(f"# {n} {'x' * 60_000}\n" for n in range(20))
    with pytest.raises(Unmergeable, match="could not be written"):
        merging.merged(PROBLEM, base.encode(), (filler + base).encode(), (base + filler.replace("x", "y")).encode())


def test_markers_stand_around_what_differs_and_nobody_can_read_the_file() -> None:
    one, other = problem((1, "一")).encode(), problem((2, "二")).encode()
    data = merging.marked(one, other)
    assert merging.has_markers(data)
    assert not merging.has_markers(one)
    with pytest.raises(codec.Invalid, match="conflict markers"):
        codec.decode_problem(data, "zjj", "k7m2qd")
    ours = data.replace(b"<<<<<<< ours\n", b"").replace(b">>>>>>> theirs\n", b"")
    assert ours.count(b"=======\n") == 1
    assert merging.has_markers(merging.marked(one, one))
    assert merging.has_markers(merging.marked(b"", one))


def test_every_kind_of_record_can_be_merged_but_evidence_cannot() -> None:
    assert all(merging.mergeable(Place(kind.name)) for kind in kinds.ALL)
    assert not merging.mergeable(Place("evidence"))
    assert not merging.mergeable(None)


def test_a_comment_on_what_the_other_side_took_out_is_kept_and_the_setting_goes() -> None:
    start, end = SETTINGS.index("[sprint]"), SETTINGS.index("[deadlines]")
    ours = SETTINGS[:start] + SETTINGS[end:]
    theirs = SETTINGS.replace("days = 100", "days = 100 # 县长定的")
    campaign = codec.decode_campaign(merging.merged(CAMPAIGN, SETTINGS.encode(), ours.encode(), theirs.encode()))
    assert campaign.sprint is None


def test_a_comment_above_a_table_stays_when_the_table_before_it_is_taken_out() -> None:
    first, second = (f'[[prompts]]\nid = "{n}"\naspect = "political"\ntext = "{n}问"\n' for n in "ab")
    base = f"schema = 1\n\n{first}\n{second}"
    text = merged(CHECKLIST, base, f"schema = 1\n\n{second}", f"schema = 1\n\n{first}\n# 省里定的\n{second}")
    assert [prompt.id for prompt in codec.decode_checklist(text.encode()).prompts] == ["b"]
    assert text.index("# 省里定的") < text.index('id = "b"')


def test_a_setting_left_to_its_default_on_one_side_and_changed_on_the_other_is_what_it_was_changed_to() -> None:
    line = next(line for line in SETTINGS.splitlines(keepends=True) if line.startswith("blue = 15"))
    ours = SETTINGS.replace(line, "").replace("yellow = 7", "yellow = 5")
    theirs = SETTINGS.replace(line, "blue = 20   # 放宽\n")
    text = merged(CAMPAIGN, SETTINGS, ours, theirs)
    found = codec.decode_campaign(text.encode()).deadlines
    assert (found.yellow, found.blue) == (5, 20)
    assert "blue = 20   # 放宽\n" in text


def test_a_line_that_one_side_alone_wrote_anew_stays_as_it_wrote_it() -> None:
    line = next(line for line in SETTINGS.splitlines(keepends=True) if line.startswith("yellow = 7"))
    ours = SETTINGS.replace(line, "yellow  =  7   # 我方\n")
    theirs = SETTINGS.replace("blue = 15", "blue = 20")
    found = merging.merged(CAMPAIGN, SETTINGS.encode(), ours.encode(), theirs.encode()).decode()
    assert "\nyellow  =  7   # 我方\n" in found
    assert "\nblue = 20" in found


@given(*[st.lists(st.sampled_from(["a", "b"]), max_size=8)] * 3, st.lists(st.sampled_from(["a", "b"]), max_size=8))
def test_between_markers_stands_what_differs_and_around_them_what_does_not(
    above: list[str], ours: list[str], theirs: list[str], below: list[str]
) -> None:
    mine, other = ("".join(f"{line}\n" for line in [*above, *side, *below, "z"]) for side in (ours, theirs))
    before, _ours, rest = merging.marked(mine.encode(), other.encode()).decode().partition("<<<<<<< ours\n")
    one, _middle, rest = rest.partition("=======\n")
    two, _theirs, after = rest.partition(">>>>>>> theirs\n")
    assert (before + one + after, before + two + after) == (mine, other)
    if one and two:
        assert one.splitlines()[0] != two.splitlines()[0]
        assert one.splitlines()[-1] != two.splitlines()[-1]
