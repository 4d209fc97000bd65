from yiananlib.model.vocabulary import Severity


def test_severities_rise() -> None:
    rising = [Severity.MINOR, Severity.GENERAL, Severity.SERIOUS, Severity.MAJOR]
    assert [s.rank for s in rising] == [0, 1, 2, 3]
    assert set(rising) == set(Severity)
