from yiananlib.model.finding import Finding, Level


def test_a_finding_is_an_error_unless_it_says_otherwise() -> None:
    assert Finding("yian.toml", 0, "unreadable", "it is not TOML").level is Level.ERROR


def test_findings_sort_by_file_and_line() -> None:
    found = [
        Finding("orgs/zjj/org.toml", 2, "a", "…"),
        Finding("orgs/czj/org.toml", 12, "b", "…"),
        Finding("orgs/czj/org.toml", 9, "c", "…", level=Level.WARNING),
        Finding("orgs/czj/org.toml", 0, "d", "…"),
    ]
    assert [f.code for f in sorted(found)] == ["d", "c", "b", "a"]
