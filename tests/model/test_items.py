"""A problem as a foreign sheet has it."""

from yiananlib.model.items import Item, Said, fingerprint, short


def test_a_fingerprint_is_that_of_the_letters_of_a_unit_and_a_symptom() -> None:
    assert fingerprint("zjj", "抽查12个项目，先干后批。") == fingerprint("zjj", "抽查 12个项目,先干后批")
    assert fingerprint("zjj", "先干后批") != fingerprint("czj", "先干后批")
    assert fingerprint("zjj", "先干后批") != fingerprint("zjj", "先批后干")
    assert Item([("a", 1)], "zjj", fields={"symptom": "先干后批"}).fingerprint == fingerprint("zjj", "先干后批")
    assert Item([("a", 1)], fields={"symptom": "先干后批"}).fingerprint is None


def test_one_fault_refuses_the_whole_item_and_a_remark_does_not() -> None:
    item = Item([("a", 1), ("a", 2)], said={("a", 1): [], ("a", 2): []})
    item.say("一句话")
    assert item.said["a", 1] == [Said("", "", "一句话")]
    assert not item.is_refused
    item.said["a", 2].append(Said("b", "c", "d", wrong=True))
    assert item.is_refused


def test_long_texts_are_shown_shortened() -> None:
    assert short("a\n b") == "a b"
    assert len(short("字" * 100)) == 40
