"""The settings of editors: every kind of record has its schema, and what must not be formatted is left out."""

import tomllib

import pytest

from yiananlib.store import editors, kinds


def test_each_kind_of_record_has_a_schema_in_both() -> None:
    tombi, taplo = tomllib.loads(editors.tombi()), tomllib.loads(editors.taplo())
    wanted = {(editors.schema_file(kind.name), kind.pattern) for kind in kinds.ALL}
    assert {(row["path"], *row["include"]) for row in tombi["schemas"]} == wanted
    assert {(row["schema"]["path"], *row["include"]) for row in taplo["rule"]} == wanted


def test_supporting_files_are_left_out() -> None:
    assert tomllib.loads(editors.tombi())["files"]["exclude"] == ["orgs/*/evidence/**"]
    assert tomllib.loads(editors.taplo())["exclude"] == ["orgs/*/evidence/**"]


@pytest.mark.parametrize("text", editors.FILES.values(), ids=editors.FILES)
def test_what_yian_wrote_is_known_as_its_own(text: object) -> None:
    assert callable(text)
    assert editors.is_ours(text().encode())
    assert not editors.is_ours(b"[format]\n")
