"""What a commit that is judged has beside a problem."""

from pathlib import Path

from tests.builders import LIAISON, OFFICE
from tests.services.registers import done_rule
from tests.services.repositories import Repository


def test_a_supporting_file_that_the_commit_has_not_is_told_at_the_entry_that_names_it(repo: Repository) -> None:
    repo.append(repo.ref(repo.open_one), "evidenced", LIAISON, file="0123456789abcdef-a.pdf", sha256="0" * 64, size=3)
    repo.commit(LIAISON)
    assert repo.codes() == ["evidence-removed"]


def test_a_file_that_is_another_one_is_told(repo: Repository) -> None:
    name = "0123456789abcdef-a.pdf"
    (repo.root / "orgs/zjj/evidence" / name).write_bytes(b"abc")
    repo.append(repo.ref(repo.open_one), "evidenced", LIAISON, file=name, sha256="0" * 64, size=3)
    repo.commit(LIAISON)
    assert repo.codes() == ["evidence-changed"]


def test_rules_count_as_the_commit_has_them(repo: Repository) -> None:
    refs: list[str] = []
    repo.recorded(LIAISON, lambda: refs.append(repo.problem(title="无制度")))
    ref = refs[0]
    for by, record in (
        (LIAISON, lambda: repo.measure(ref)),
        (LIAISON, lambda: repo.done(ref, content="丙")),
    ):
        repo.recorded(by, record)
    rule = done_rule(repo, problems=[ref])
    repo.commit(OFFICE)
    repo.append(ref, "submitted", LIAISON, effect="三季度9个项目零补办", wider="同查")
    repo.commit(LIAISON)
    assert "gate" not in repo.codes("HEAD~1..")
    Path(repo.root / "orgs/zjj/rules" / f"{rule.partition('/')[2]}.toml").unlink()
    repo.append(ref, "withdrawn", LIAISON, reason="补正后再报")
    repo.append(ref, "submitted", LIAISON, effect="三季度9个项目零补办", wider="同查")
    repo.commit(LIAISON)
    assert "gate" in repo.codes("HEAD~1..")
