"""The posts that a roster brings: known ones stay as they are, new ones get an id by a rule."""

from yiananlib.model.items import Said
from yiananlib.model.org import Officer
from yiananlib.model.roster import Post
from yiananlib.model.vocabulary import Role
from yiananlib.services.recording.roster_posts import Posts

THERE = (
    Officer(id="head", post="局长", role=Role.HEAD, email="a@b.example"),
    Officer(id="jianguan", post="建管股股长"),
)


def brought(*posts: Post, there: tuple[Officer, ...] = THERE) -> tuple[list[Officer], list[Said]]:
    said: list[Said] = []
    added: list[Officer] = []
    Posts("zjj", there).add(posts, said, added)
    return added, said


def post(title: str, role: Role = Role.STAFF, **fields: object) -> Post:
    return Post(title, role, "列", **fields)  # type: ignore[arg-type]  # of several types


def test_new_posts_get_the_name_of_their_role_deputies_a_number_and_staff_their_initials() -> None:
    posts = (
        post("局长", Role.HEAD), post("办公室主任", Role.LIAISON), post("副局长", Role.DEPUTY),
        post("总工", Role.DEPUTY),
        post("建管股股长"), post("监管股股长"), post("质监站站长", id="zhijian"),
    )  # fmt: skip
    added, said = brought(*posts, there=())
    assert [officer.id for officer in added] == [
        "head", "liaison", "deputy-1", "deputy-2", "jgggz", "jgggz-2", "zhijian",
    ]  # fmt: skip
    assert said == []


def test_what_is_there_stays_and_a_difference_is_told() -> None:
    added, said = brought(post("建管股 股长"), post("局长", Role.HEAD))
    assert (added, said) == ([], [])
    added, said = brought(post("党组书记", Role.HEAD))
    assert added == []
    assert [one.said for one in said] == ["zjj/head is “局长”, which stays; give the other post an id of its own"]
    added, said = brought(post("局长", Role.HEAD, email="c@d.example"), post("建管股股长", Role.DEPUTY))
    assert added == []
    assert [one.wrong for one in said] == [False, False]
    added, said = brought(post("局长", id="jianguan"))
    assert added == []
    assert len(said) == 1


def test_one_without_an_id_is_refused() -> None:
    for wanted in (post("濮股股长"), post("甲股股长", id="a b"), post("甲" * 201)):
        added, said = brought(wanted)
        assert added == []
        assert [one.wrong for one in said] == [True]


def test_a_post_that_ends_before_it_begins_is_refused() -> None:
    import datetime as dt

    added, said = brought(post("甲股股长", since=dt.date(2026, 3, 1), until=dt.date(2026, 2, 1)))
    assert added == []
    assert [one.wrong for one in said] == [True]
