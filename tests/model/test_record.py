"""A record: its name, and other records made of it, which leave it as it was."""

from hypothesis import given
from hypothesis import strategies as st

from tests.model.test_records import MADE, a_problem, a_round


@given(st.sampled_from(sorted(MADE)), st.data())
def test_a_record_is_what_it_was_until_an_entry_and_what_followed(kind: str, data: st.DataObject) -> None:
    record = MADE[kind]()
    place = data.draw(st.integers(0, len(record.entries)))
    before, rest = record.until(place), record.entries[place:]
    assert before.entries == record.entries[:place]
    assert before.followed_by(*rest) == record
    assert before.holding(record.entries) == record
    assert (before.kind, before.ref, type(before)) == (record.kind, record.ref, type(record))


def test_a_record_is_called_by_its_id_and_a_round_by_the_name_that_somebody_chose() -> None:
    assert a_problem().ref == f"zjj/{a_problem().head.id}"
    assert a_round().ref == "zjj/2026-1"
