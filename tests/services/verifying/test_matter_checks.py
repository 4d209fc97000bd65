"""What `verify` holds against cases and matters, and against problems that name them."""

from tests.builders import LIAISON, OTHER
from tests.services.ledgers import Desk
from tests.services.registers import case, meeting, rule
from yiananlib.services.verifying.matter_checks import is_finding
from yiananlib.services.verifying.verify import verify


def found(desk: Desk) -> list[tuple[str, str]]:
    return [(f.code, f.message) for f in verify(desk.ledger).findings]


def test_a_task_is_assigned_to_organizations_that_are_there(desk: Desk) -> None:
    case(desk)
    desk.edit("cases/case-1.toml", '"czj"', '"nowhere"')
    (finding,) = verify(desk.ledger).findings
    assert (finding.code, finding.file) == ("reference", "cases/case-1.toml")
    assert finding.line > 1


def test_a_case_asks_organizations_that_are_there(desk: Desk) -> None:
    case(desk, tasks=[], orgs=["zjj"])
    desk.edit("cases/case-1.toml", '"zjj"', '"no1"')
    assert found(desk) == [("reference", "“no1” is not an organization")]


def test_a_problem_names_a_finding_that_is_there(desk: Desk) -> None:
    ref = desk.problem(finding="case-1/1")
    assert found(desk) == []
    case(desk)
    assert found(desk) == []
    desk.edit(desk.file_of(ref), "case-1/1", "case-1/9")
    assert found(desk) == [("reference", "there is no finding case-1/9")]
    desk.append(ref, "amended", LIAISON, reason="x", changes={"finding": "case-8/1"})
    assert [message for _code, message in found(desk)] == [
        "there is no finding case-1/9",
        "there is no finding case-8/1",
    ]


def test_a_problem_names_a_meeting_that_is_there(desk: Desk) -> None:
    ref = meeting(desk)
    desk.problem(meeting=ref)
    assert found(desk) == []
    (desk.root / f"orgs/{ref.replace('/', '/meetings/')}.toml").unlink()
    assert found(desk) == [("reference", f"there is no meeting {ref.partition('/')[2]}")]


def test_a_problem_names_an_earlier_problem_that_is_there(desk: Desk) -> None:
    earlier = desk.closed().partition("/")[2]
    later = desk.problem(recurs=earlier, title="又一件")
    assert found(desk) == []
    desk.edit(desk.file_of(later), f'recurs = "{earlier}"', 'recurs = "zzzzzz"')
    assert found(desk) == [("reference", "there is no problem zzzzzz")]
    desk.edit(desk.file_of(later), 'recurs = "zzzzzz"', f'recurs = "{later.partition("/")[2]}"')
    assert found(desk) == [("reference", "it names itself as the earlier problem")]


def test_a_rule_names_what_is_there_and_is_recorded_by_who_may(desk: Desk) -> None:
    problem = desk.problem()
    ref = rule(desk, problems=[problem], findings=["case-1/1"], owner="jianguan")
    path = f"orgs/{ref.replace('/', '/rules/')}.toml"
    case(desk)
    assert found(desk) == []
    desk.edit(path, problem.partition("/")[2], "zzzzzz")
    desk.edit(path, "zjj/jianguan", "zjj/nobody")
    desk.edit(path, "case-1/1", "case-1/9")
    desk.edit(path, f'by = "{LIAISON}"', f'by = "{OTHER}"')
    codes = sorted(code for code, _message in found(desk))
    assert codes == ["authority", "reference", "reference", "reference"]


def test_a_matter_begins_with_an_entry_that_may_begin_it(desk: Desk) -> None:
    ref = rule(desk)
    path = f"orgs/{ref.replace('/', '/rules/')}.toml"
    whole = (desk.root / path).read_text(encoding="utf-8")
    desk.write(path, whole.partition("\n[[entries]]")[0])
    assert found(desk) == [("lifecycle", "it has no entries")]
    desk.write(path, whole.replace('kind = "listed"', 'kind = "dropped"\nreason = "x"'))
    assert [code for code, _message in found(desk)] == ["lifecycle"]


def test_an_id_is_given_once(desk: Desk) -> None:
    ref = rule(desk)
    text = (desk.root / f"orgs/{ref.replace('/', '/rules/')}.toml").read_text(encoding="utf-8")
    desk.write(f"orgs/czj/rules/{ref.partition('/')[2]}.toml", text)
    assert "duplicate" in [code for code, _message in found(desk)]


def test_a_problem_names_a_task_that_is_there(desk: Desk) -> None:
    case(desk)
    ref = desk.problem(task="case-1/2")
    assert found(desk) == []
    desk.edit(desk.file_of(ref), '"case-1/2"', '"case-1/9"')
    assert found(desk) == [("reference", "there is no task case-1/9")]


def test_a_finding_has_the_number_of_a_case(desk: Desk) -> None:
    cases = {case(desk): desk.ledger.case("case-1")}
    told = [is_finding(name, cases) for name in ("case-1/1", "case-1/4", "case-1/1x", "case-1/１", "case-1", "x/1", "")]
    assert told == [True, False, False, False, False, False, False]
