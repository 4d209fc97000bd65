"""The officers as the index knows them."""

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.index.held import held
from yiananlib.index import officers


def test_an_officer_is_found_by_the_whole_code_alone() -> None:
    index = held([])
    found = officers.post(index, HEAD)
    assert found is not None
    assert (found.ref, found.home, found.function, found.role) == (HEAD, "zjj", "unit", "head")
    for code in ("", "zjj", "zjj/", HEAD[:-1], f"{HEAD}/", HEAD.upper(), "%/%"):
        assert officers.post(index, code) is None


def test_each_officer_is_there_once_with_what_they_are_called() -> None:
    index = held([])
    posts = officers.posts(index)
    assert len({post.ref for post in posts}) == len(posts)
    assert officers.called(index).keys() == {post.ref for post in posts}
    assert {HEAD, LIAISON, OFFICE, INSPECTOR} <= officers.called(index).keys()


def test_who_answers_supervises_and_directs_is_said_by_role_and_function() -> None:
    found = {post.ref: (post.answers, post.supervises, post.directs) for post in officers.posts(held([]))}
    assert (found[HEAD], found[LIAISON]) == ((True, False, False), (True, False, False))
    assert (found[OFFICE][1:], found[INSPECTOR][1:]) == ((True, True), (True, False))
