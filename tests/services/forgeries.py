"""What somebody who can write to the repository may try, each with the code by which it must be found."""

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, OWNER
from tests.services import noticing
from tests.services.ledgers import NOTED
from tests.services.noticing import issue
from tests.services.repositories import Repository, progressed
from yiananlib.model import notices
from yiananlib.model.problem import digest
from yiananlib.model.vocabulary import LookBackResult, Verdict
from yiananlib.services.recording import close_out
from yiananlib.services.recording.transfer import Target, transfer
from yiananlib.store import codec

Forgery = Callable[[Repository], object]

CHECKLIST, CAMPAIGN, ROUND = "checklist.toml", "yian.toml", "orgs/zjj/rounds/2026-1.toml"
YES: Final = {str(n): True for n in range(1, 5)}
_ENTRY = re.compile(r"\n\[\[entries\]\]\n.*?(?=\n\[\[entries\]\]|\Z)", re.DOTALL)


def entries(repo: Repository, path: str) -> list[str]:
    """Return the blocks of the entries in a file."""
    return _ENTRY.findall(repo.text(path))


def rewrite(repo: Repository, path: str, blocks: list[str]) -> None:
    """Write a file with other entries after its head."""
    head = repo.text(path).partition("\n[[entries]]")[0]
    repo.write(path, head + "".join(blocks))


def edited(path: str, old: str, new: str, by: str | None = LIAISON) -> Forgery:
    """Edit a file by hand: `open`, `closed` or a path."""

    def forge(repo: Repository) -> None:
        repo.edit(_path(repo, path), old, new)
        repo.commit(by)

    return forge


def appended(path: str, kind: str, by: str, trailer: str | None = None, /, **fields: object) -> Forgery:
    """Append an entry by hand."""

    def forge(repo: Repository) -> None:
        repo.append(repo.ref(_path(repo, path)), kind, by, **fields)
        repo.commit(by if trailer is None else trailer)

    return forge


def came_back(kind: str, by: str, *names: str, **fields: object) -> Forgery:
    """Plan a measure that comes back from March to May 2026, and append what settles occurrences of it."""

    def forge(repo: Repository) -> None:
        ref = repo.ref(repo.open_one)
        said = {"number": 7, "text": "每月抽查", "owner": OWNER, "every": "month", "from": dt.date(2026, 3, 31)}
        repo.append(ref, "planned", LIAISON, due=dt.date(2026, 6, 15), **said)
        repo.commit(LIAISON)
        for name in names:
            repo.append(ref, kind, by, measure=7, occurrence=name, **fields)
            repo.commit(by)

    return forge


def _path(repo: Repository, name: str) -> str:
    return {"open": repo.open_one, "closed": repo.closed_one}[name] if name in ("open", "closed") else name


def entry_removed(repo: Repository) -> None:
    blocks = entries(repo, repo.open_one)
    rewrite(repo, repo.open_one, [b for b in blocks if "planned" not in b])
    repo.commit(LIAISON)


def last_removed(repo: Repository) -> None:
    rewrite(repo, repo.closed_one, entries(repo, repo.closed_one)[:-1])
    repo.commit(OFFICE)


def entries_swapped(repo: Repository) -> None:
    blocks = entries(repo, repo.open_one)
    blocks[1], blocks[2] = blocks[2], blocks[1]
    rewrite(repo, repo.open_one, blocks)
    repo.commit(LIAISON)


def inserted_before_review(repo: Repository) -> None:
    blocks = entries(repo, repo.open_one)
    at = next(i for i, b in enumerate(blocks) if "reviewed" in b)
    note = f"\n[[entries]]\n{NOTED}".replace("2026-03-12", "2026-04-18")
    rewrite(repo, repo.open_one, [*blocks[:at], note, *blocks[at:]])
    repo.commit(LIAISON)


def entry_id_changed(repo: Repository) -> None:
    name = repo.text(repo.open_one).rpartition('\nid = "')[2][:6]
    repo.edit(repo.open_one, f'id = "{name}"', 'id = "000000"')
    repo.commit(INSPECTOR)


def offset_changed(repo: Repository) -> None:
    """The same instant, on another day."""
    text = repo.text(repo.open_one)
    repo.write(repo.open_one, text.replace("+08:00", "+14:00").replace("T09:30", "T15:30"))
    repo.commit(LIAISON)


def objection_decided_by(by: str) -> Forgery:
    """Decide an objection of the head."""

    def forge(repo: Repository) -> None:
        ref = repo.ref(repo.open_one)
        raised = repo.append(ref, "contested", HEAD, reason="不属我局")
        repo.commit(HEAD)
        repo.append(ref, "contest-upheld", by, contest=raised, then="void", opinion="属实")
        repo.commit(by)

    return forge


def objection_edited(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.append(ref, "contested", HEAD, reason="不属我局")
    repo.commit(HEAD)
    repo.edit(repo.open_one, "不属我局", "无异议")
    repo.commit(HEAD)


def wait_ended_by(by: str) -> Forgery:
    """End a wait for another organization."""

    def forge(repo: Repository) -> None:
        ref = repo.ref(repo.open_one)
        wait = repo.append(ref, "blocked", LIAISON, org="czj", needs="评审意见")
        repo.commit(LIAISON)
        repo.append(ref, "block-cleared", by, block=wait)
        repo.commit(by)

    return forge


def own_work_reviewed(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    problem = repo.ledger.find_problem(ref)
    seen = [e.id for e in problem.entries]
    sha = digest(problem.head, problem.entries)
    repo.append(ref, "reviewed", LIAISON, verdict="return", opinion="自查", seen=seen, digest=sha)
    repo.commit(LIAISON)


def own_problem_closed(repo: Repository) -> None:
    """The office submitted it, and the same officer closes it."""
    repo.on("2026-04-21")
    ref = repo.ref(repo.open_one)
    repo.recorded(INSPECTOR, lambda: repo.review(ref, Verdict.RETURN))
    submit = repo.context(OFFICE)
    repo.recorded(OFFICE, lambda: close_out.submit(repo.ledger, submit, ref, effect="十项", rule="一", wider="二"))
    repo.recorded(HEAD, lambda: repo.endorse(ref))
    repo.recorded(INSPECTOR, lambda: repo.review(ref))
    repo.append(ref, "closed", OFFICE)
    repo.commit(OFFICE)


def closed_without_gate(repo: Repository) -> None:
    repo.problem(title="没有措施")
    path = repo._path("没有措施")
    repo.commit(LIAISON)
    ref = repo.ref(path)
    repo.append(ref, "submitted", LIAISON)
    repo.commit(LIAISON)
    repo.recorded(INSPECTOR, lambda: repo.review(ref))
    repo.append(ref, "closed", OFFICE)
    repo.commit(OFFICE)


def submitted_empty(repo: Repository) -> None:
    repo.recorded(LIAISON, lambda: repo.problem(title="没有措施"))
    repo.append(repo.ref(repo._path("没有措施")), "submitted", LIAISON, effect="零补办", rule="办法", wider="同查")
    repo.commit(LIAISON)


def passed_by(by: str, standards: dict[str, bool] | None, **fields: object) -> Forgery:
    """Have it returned and submitted again, and append a pass by hand."""

    def forge(repo: Repository) -> None:
        ref = repo.ref(repo.open_one)
        repo.recorded(INSPECTOR, lambda: repo.review(ref, Verdict.RETURN))
        repo.recorded(LIAISON, lambda: repo.submit(ref, "乙十项"))
        problem = repo.ledger.find_problem(ref)
        values = {"verdict": "pass", "opinion": "同意", "seen": [e.id for e in problem.entries], **fields}
        values |= {"digest": digest(problem.head, problem.entries), "standards": standards}
        repo.append(ref, "reviewed", by, **values)
        repo.commit(by)

    return forge


def registered_due(day: str) -> Forgery:
    """Register a problem with a deadline that no command takes."""

    def forge(repo: Repository) -> None:
        repo.problem(title="另一个期限")
        repo.edit(repo._path("另一个期限"), "due = 2026-06-15", f"due = {day}")
        repo.commit(LIAISON)

    return forge


def carried_over_late(repo: Repository) -> None:
    """Register a problem that was closed when the ledger of its unit had begun already, as closed before it."""
    repo.recorded(LIAISON, lambda: repo.problem(title="早就销号", found=dt.date(2026, 3, 1)))
    document = {"day": dt.date(2026, 4, 19), "document": "县委办〔2026〕2号"}
    repo.append(repo.ref(repo._path("早就销号")), "carried-over", OFFICE, **document)
    repo.commit(OFFICE)


def sent_away(forge: Callable[[Repository, str, str], object], by: str = OFFICE) -> Forgery:
    """Transfer the open problem, and do something to its two records, by their paths, before it is committed."""

    def forged(repo: Repository) -> None:
        target = Target("czj", "liaison", "liaison", "职责划转")
        new = transfer(repo.ledger, repo.context(OFFICE), repo.ref(repo.open_one), target).state.problem
        forge(repo, repo.open_one, repo.file_of(new.ref))
        repo.commit(by)

    return forged


def made_by(by: str) -> Callable[[Repository, str, str], object]:
    """Have the last entry of the one record, and the first of the other, be by somebody else."""

    def forge(repo: Repository, old: str, new: str) -> None:
        for path in (old, new):
            text = repo.text(path)
            at = text.rindex("\n[[entries]]")
            repo.write(path, text[:at] + text[at:].replace(f'by = "{OFFICE}"', f'by = "{by}"'))

    return forge


def measure_due(day: dt.date) -> Forgery:
    def forge(repo: Repository) -> None:
        repo.recorded(LIAISON, lambda: repo.problem(title="另一个期限"))
        planned = {"number": 1, "text": "补办", "owner": OWNER, "due": day}
        repo.append(repo.ref(repo._path("另一个期限")), "planned", LIAISON, **planned)
        repo.commit(LIAISON)

    return forge


def notice_due(repo: Repository) -> None:
    ref = issue(repo, due=dt.date(2026, 7, 20))
    org, _slash, name = ref.partition("/")
    repo.edit(f"orgs/{org}/notices/{name}.toml", "due = 2026-07-20", "due = 2062-07-20")
    repo.commit(OFFICE)


def review_without_look(repo: Repository) -> None:
    """A pass whose digest is of something else."""
    ref = repo.ref(repo.open_one)
    repo.recorded(INSPECTOR, lambda: repo.review(ref, Verdict.RETURN))
    repo.recorded(LIAISON, lambda: repo.submit(ref, "乙十项"))
    seen = [e.id for e in repo.ledger.find_problem(ref).entries]
    repo.append(ref, "reviewed", INSPECTOR, verdict="pass", opinion="同意", seen=seen, digest="0" * 64)
    repo.commit(INSPECTOR)


def evidence_swapped(repo: Repository) -> None:
    repo.write(repo.evidence, "另一份")
    repo.commit(LIAISON)


def evidence_removed(repo: Repository) -> None:
    (repo.root / repo.evidence).unlink()
    repo.commit(LIAISON)


def evidence_never_there(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.append(ref, "evidenced", LIAISON, file="0123456789abcdef-a.pdf", sha256="0" * 64, size=3, measure=1)
    repo.commit(LIAISON)


def evidence_outside(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.append(ref, "evidenced", LIAISON, file="../../../yian.toml", sha256="0" * 64, size=3, measure=1)
    repo.commit(LIAISON)


def evidence_of_other_content(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.write("orgs/zjj/evidence/0000000000000000-a.pdf", "abc")
    repo.append(ref, "evidenced", LIAISON, file="0000000000000000-a.pdf", sha256="0" * 64, size=3, measure=1)
    repo.commit(LIAISON)


def removed(path: str, by: str = LIAISON) -> Forgery:
    def forge(repo: Repository) -> None:
        (repo.root / _path(repo, path)).unlink()
        repo.commit(by)

    return forge


def renamed(repo: Repository) -> None:
    old = repo.open_one
    text = repo.text(old).replace(f'id = "{Path(old).stem}"', 'id = "zzzzzz"')
    (repo.root / old).unlink()
    repo.write("orgs/zjj/problems/zzzzzz.toml", text)
    repo.commit(LIAISON)


def moved(repo: Repository) -> None:
    old = repo.open_one
    repo.write(old.replace("zjj", "czj"), repo.text(old))
    (repo.root / old).unlink()
    repo.commit(LIAISON)


def copied(repo: Repository) -> None:
    repo.write(repo.open_one.replace("zjj", "czj"), repo.text(repo.open_one))
    repo.commit(OFFICE)


def number_reused(repo: Repository) -> None:
    for path in (repo.open_one, repo.closed_one):
        repo.append(repo.ref(path), "numbered", OFFICE, number="2026-001")
        repo.commit(OFFICE)


def officer_added_and_used(repo: Repository) -> None:
    """An inspector made and let review in one commit, as an inspector's own commit."""
    repo.edit("orgs/jiwei/org.toml", "[[officers]]", '[[officers]]\nid = "neu"\npost = "新"\n\n[[officers]]')
    repo.append(repo.ref(repo.open_one), "noted", "jiwei/neu", note="无")
    repo.commit("jiwei/neu")


def officer_added_by_the_office_and_used(repo: Repository) -> None:
    repo.edit("orgs/jiwei/org.toml", "[[officers]]", '[[officers]]\nid = "neu"\npost = "新"\n\n[[officers]]')
    repo.append(repo.ref(repo.open_one), "noted", "jiwei/neu", note="无")
    repo.commit(OFFICE)


def linked(repo: Repository) -> None:
    (repo.root / "orgs/zjj/problems/zzzzzz.toml").symlink_to("/etc/passwd")
    repo.commit(LIAISON)


def record_became_link(repo: Repository) -> None:
    path = repo.root / repo.open_one
    path.rename(path.with_suffix(".txt"))
    path.symlink_to(path.with_suffix(".txt").name)
    repo.commit(LIAISON)


def submodule(repo: Repository) -> None:
    oid = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{oid},orgs/zjj/problems/zzzzzz.toml")
    repo.git("commit", "--quiet", "-m", "sub")


def conflict_committed(repo: Repository) -> None:
    repo.write(repo.open_one, "<<<<<<< ours\n" + repo.text(repo.open_one) + "=======\n>>>>>>> theirs\n")
    repo.commit(LIAISON)


def invalid_toml(repo: Repository) -> None:
    repo.write(repo.open_one, repo.text(repo.open_one) + "\n[[entries]\n")
    repo.commit(LIAISON)


def broken_then_mended(repo: Repository) -> None:
    """Removing an entry behind a version that cannot be read."""
    good = repo.text(repo.closed_one)
    repo.write(repo.closed_one, good + "\n[[entries]\n")
    repo.commit(LIAISON)
    repo.write(repo.closed_one, good.rpartition("\n[[entries]]")[0])
    repo.commit(LIAISON)


def reverted(repo: Repository) -> None:
    progressed(repo, repo.open_one)
    oid = repo.commit(LIAISON)
    repo.git("revert", "--no-edit", oid)


def back_dated(repo: Repository) -> None:
    """More than ten minutes before the entry before it."""
    ref = repo.ref(repo.open_one)
    repo.on("2026-04-17").append(ref, "noted", LIAISON, note="早就说过")
    repo.on("2026-04-20")
    repo.commit(LIAISON)


def ahead_of_time(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.on("2026-12-31").append(ref, "noted", LIAISON, note="到那天再说")
    repo.on("2026-04-20")
    repo.commit(LIAISON)


def in_another_zone(repo: Repository) -> None:
    """Write a time with an offset under which it is tomorrow already."""
    east = dt.timezone(dt.timedelta(hours=14))
    repo.append(repo.ref(repo.open_one), "noted", LIAISON, at=repo.now.astimezone(east), note="早到一天")
    repo.commit(LIAISON)


def future_day(repo: Repository) -> None:
    path = repo.open_one
    repo.append(repo.ref(path), "noted", LIAISON, note="明天")
    repo.write(path, repo.text(path).rstrip("\n") + "\non = 2026-05-01\n")
    repo.commit(LIAISON)


def evil_merge(repo: Repository) -> None:
    """A merge of a disjoint record that takes an entry out on the way."""
    _branch(repo)
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    rewrite(repo, repo.closed_one, entries(repo, repo.closed_one)[:-1])
    repo.commit(OFFICE)


def evil_merge_closes(repo: Repository) -> None:
    """A merge that brings an entry which neither side has."""
    _branch(repo)
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    repo.append(repo.ref(repo.open_one), "closed", LIAISON)
    repo.commit(LIAISON)


def merge_drops_theirs(repo: Repository) -> None:
    """`git merge -s ours`: the other side's record is gone."""
    _branch(repo)
    repo.git("merge", "--quiet", "-s", "ours", "-m", "merge", "side")


def merge_brings_back_a_definition(repo: Repository) -> None:
    """The office struck an officer off; a merge takes the old file from the other side."""
    _branch(repo)
    before = repo.text("orgs/zjj/org.toml")
    repo.edit("orgs/zjj/org.toml", 'id = "jianguan"', 'id = "jianguan2"')
    repo.commit(OFFICE)
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    repo.write("orgs/zjj/org.toml", before)
    repo.commit(LIAISON)


def both_close(repo: Repository) -> None:
    """Each side closes the problem, and the merge keeps both."""
    path = repo.open_one
    repo.git("branch", "side")
    repo.recorded(OFFICE, lambda: repo.close(repo.ref(path)))
    repo.git("checkout", "--quiet", "side")
    repo.append(repo.ref(path), "closed", INSPECTOR, waived={"independent": "x"})
    repo.edit(path, 'id = "h', 'id = "j')
    repo.commit(INSPECTOR)
    mine = repo.text(path)
    repo.git("checkout", "--quiet", "main")
    both = repo.text(path) + "\n" + entries(repo_with(repo, path, mine), path)[-1]
    repo.git("merge", "--quiet", "--no-commit", "-s", "ours", "side")
    repo.write(path, both)
    repo.commit(OFFICE)


def repo_with(repo: Repository, path: str, text: str) -> Repository:
    """Return a scratch folder in which `path` has another text."""
    scratch = Repository(repo.root.parent / "scratch")
    scratch.write(path, text)
    return scratch


def duplicate_by_merge(repo: Repository) -> None:
    """Two branches each give the same serial number."""
    repo.git("branch", "side")
    repo.append(repo.ref(repo.open_one), "numbered", OFFICE, number="2026-009")
    repo.commit(OFFICE)
    repo.git("checkout", "--quiet", "side")
    repo.append(repo.ref(repo.closed_one), "numbered", OFFICE, number="2026-009")
    repo.commit(OFFICE)
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "-m", "merge", "side")


def second_ledger(repo: Repository) -> None:
    """An orphan in which a unit makes itself the office, merged for its records."""
    path = repo.open_one
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.edit("orgs/zjj/org.toml", "order = 2", 'order = 2\nfunction = "office"')
    repo.append(repo.ref(path), "closed", OWNER)
    repo.commit()
    forged = repo.text(path)
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "-s", "ours", "--no-commit", "--allow-unrelated-histories", "other")
    repo.write(path, forged)
    repo.commit(LIAISON)


def answer_changed(repo: Repository) -> None:
    repo.edit(ROUND, "已对照", "没对照")
    repo.commit(LIAISON)


def answer_removed(repo: Repository) -> None:
    repo.write(ROUND, repo.text(ROUND).partition("[[answers]]")[0])
    repo.commit(LIAISON)


def answer_of_a_stranger(repo: Repository) -> None:
    _head, _gap, answer = repo.text(ROUND).rpartition("\n[[answers]]")
    answer = answer.replace(LIAISON, OTHER).replace('prompt = "p01"', 'prompt = "p02"')
    answer = re.sub('id = ".{6}"', 'id = "zzzzzz"', answer)
    repo.write(ROUND, f"{repo.text(ROUND)}\n[[answers]]{answer}")
    repo.commit(OTHER)


def looked_back_by_the_owner(repo: Repository) -> None:
    ref = repo.ref(repo.closed_one)
    repo.append(ref, "looked-back", OWNER, result=LookBackResult.HELD, opinion="好")
    repo.commit(OWNER)


def org_removed(repo: Repository) -> None:
    shutil.rmtree(repo.root / "orgs/czj")
    repo.commit(LIAISON)


def signed_off(repo: Repository) -> None:
    repo.write("allowed_signers", f"{LIAISON} ssh-ed25519 AAAA\n")
    repo.commit(LIAISON)


def extension_forged(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    until = {"until": dt.date(2026, 7, 1)}
    request = repo.append(ref, "extension-requested", LIAISON, reason="忙", **until)
    repo.commit(LIAISON)
    repo.append(ref, "extension-granted", LIAISON, request=request, **until)
    repo.commit(LIAISON)


def extension_too_long(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    until = {"until": dt.date(2026, 7, 16)}
    request = repo.append(ref, "extension-requested", LIAISON, reason="忙", **until)
    repo.commit(LIAISON)
    repo.append(ref, "extension-granted", OFFICE, request=request, **until)
    repo.commit(OFFICE)


def twice_in_one_file(repo: Repository) -> None:
    blocks = entries(repo, repo.open_one)
    rewrite(repo, repo.open_one, [*blocks, "\n" + blocks[-1]])
    repo.commit(INSPECTOR)


def raw_commit(repo: Repository, change: Callable[[str], str]) -> str:
    """Write HEAD again with other bytes, as git's own commands never would, and check it out."""
    text = repo.git("cat-file", "commit", "HEAD") + "\n"
    changed = change(text).encode(errors="surrogateescape")
    oid = repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=changed)
    repo.git("update-ref", "HEAD", oid)
    return oid


def second_parent_behind(repo: Repository) -> None:
    """A deadline moved from June to December, in a commit that some would read as a merge of the same tree."""
    repo.edit(repo.open_one, "due = 2026-06-15", "due = 2026-12-15")
    edited_tree = repo.git("rev-parse", f"{repo.commit(LIAISON)}^{{tree}}")
    other = repo.git("commit-tree", edited_tree, "-m", "x")
    raw_commit(repo, lambda text: text.replace("\n\n", f"\nparent {other}\n\n", 1))


def raw_tree(repo: Repository, items: bytes) -> None:
    """Commit a top folder of other bytes."""
    tree = repo.git("hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=items)
    oid = repo.git("commit-tree", tree, "-p", "HEAD", "-m", f"zjj: x\n\nYian-By: {LIAISON}")
    repo.git("update-ref", "HEAD", oid)


def top_folder(repo: Repository) -> list[tuple[str, str, bytes]]:
    """Return mode, name and object of what the top folder of HEAD holds."""
    rows = []
    for line in repo.git("ls-tree", "HEAD").split("\n"):
        mode, _kind, oid, name = line.replace("\t", " ").split(" ", 3)
        rows.append((mode.lstrip("0"), name, bytes.fromhex(oid)))
    return rows


def folder_in_another_order(repo: Repository) -> None:
    rows = top_folder(repo)
    raw_tree(repo, b"".join(f"{mode} {name}\0".encode() + oid for mode, name, oid in reversed(rows)))


def name_twice_in_a_folder(repo: Repository) -> None:
    rows = [row for mode, name, oid in top_folder(repo) for row in [(mode, name, oid)] * (2 if name == "orgs" else 1)]
    raw_tree(repo, b"".join(f"{mode} {name}\0".encode() + oid for mode, name, oid in rows))


def two_names_in_one(repo: Repository) -> None:
    repo.write("orgs/zjj/附件/A.txt", "a")
    repo.write("orgs/zjj/附件/a.txt", "b")
    repo.commit(LIAISON)


def brought(path: str, data: str = "x = 1\n") -> Forgery:
    """Bring a file, in place of whatever is there."""

    def forge(repo: Repository) -> None:
        place = repo.root / path
        if place.is_dir():
            shutil.rmtree(place)
        for above in place.parents:
            if above.is_file():
                above.unlink()
        repo.write(path, data)
        repo.commit(LIAISON)

    return forge


def org_without_definition(repo: Repository) -> None:
    repo.write("orgs/neu/problems/aaaaaa.toml", repo.text(repo.open_one))
    repo.commit(LIAISON)


def org_closed_with_its_problems_there(repo: Repository) -> None:
    (repo.root / "orgs/zjj/org.toml").unlink()
    repo.commit(OFFICE)


def two_trailers(repo: Repository) -> None:
    """An entry in another's name, with a trailer for each of the two."""
    repo.append(repo.ref(repo.open_one), "noted", LIAISON, note="代办")
    repo.commit(f"{LIAISON}\nYian-By: {OTHER}")


def _branch(repo: Repository) -> None:
    """Make a branch `side` with a problem of its own, and one on main after it."""
    repo.git("checkout", "--quiet", "-b", "side")
    repo.problem(title="旁支", by=OTHER, org="czj", leader="head", owner="head")
    repo.commit(OTHER)
    repo.git("checkout", "--quiet", "main")
    repo.problem(title="主干")
    repo.commit(LIAISON)


def own_measure_voided(repo: Repository) -> None:
    measure = {"number": 9, "text": "现场督办", "owner": INSPECTOR, "due": dt.date(2026, 6, 1)}
    repo.append(repo.ref(repo.open_one), "planned", LIAISON, **measure)
    repo.commit(LIAISON)
    repo.append(repo.ref(repo.open_one), "voided", INSPECTOR, reason="重复")
    repo.commit(INSPECTOR)


def judged_through_another_post(repo: Repository) -> None:
    for org, officer in (("zjj", "liaison"), ("office", "liaison")):
        repo.edit(f"orgs/{org}/org.toml", f'id = "{officer}"', f'id = "{officer}"\nemail = "one@yunling.example"')
    repo.commit(OFFICE)
    repo.append(repo.ref(repo.open_one), "voided", OFFICE, reason="重复")
    repo.commit(OFFICE)


def notice_step(by: str, kind: str, /, *before: tuple[str, str], **fields: object) -> Forgery:
    """Append a step to a notice by hand, after others that are honest."""

    def forge(repo: Repository) -> None:
        ref = noticing.issue(repo, due=dt.date(2026, 12, 31))
        repo.commit(OFFICE)
        path = f"orgs/zjj/notices/{ref.partition('/')[2]}.toml"
        steps = [(b, k, {"text": "已核验"} if k == "replied" else {}) for b, k in before] + [(by, kind, fields)]
        for number, (author, step, more) in enumerate(steps):
            values = {"id": f"n{number:05}", "at": repo.now, "by": author} | more
            block = codec.block("entries", notices.KIND.entries[step].model_validate(values))
            repo.write(path, codec.appended((repo.root / path).read_bytes(), block))
            repo.commit(author)

    return forge


_SHEET: Final = {"file": "0123456789abcdef-签认单.pdf", "sha256": "0123456789abcdef" * 4, "size": 1}


FORGERIES: Final[dict[str, tuple[Forgery, str]]] = {
    "title edited": (edited("open", "另一个问题", "小问题"), "head-changed"),
    "deadline edited": (edited("open", "due = 2026-06-15", "due = 2026-12-15"), "head-changed"),
    "severity edited by the office": (edited("open", '"serious"', '"minor"', OFFICE), "head-changed"),
    "deadline of a measure edited": (edited("open", "due = 2026-05-20", "due = 2026-06-20"), "entry-changed"),
    "author of an entry edited": (edited("open", f'by = "{HEAD}"', f'by = "{OFFICE}"'), "entry-changed"),
    "opinion edited by the inspector": (edited("open", "现场核查", "没去", INSPECTOR), "entry-changed"),
    "id of an entry edited": (entry_id_changed, "entry-removed"),
    "time put on another day": (offset_changed, "entry-changed"),
    "entry removed": (entry_removed, "entry-removed"),
    "close removed": (last_removed, "entry-removed"),
    "entries reordered": (entries_swapped, "entry-reordered"),
    "entry inserted before a review": (inserted_before_review, "entry-inserted"),
    "same entry twice": (twice_in_one_file, "lifecycle"),
    "entry removed by a revert": (reverted, "entry-removed"),
    "occurrence excused by the unit": (came_back("excused", LIAISON, "2026-03", reason="停工"), "authority"),
    "occurrence answered twice": (came_back("completed", LIAISON, "2026-03", "2026-03"), "lifecycle"),
    "occurrence answered before its period": (came_back("completed", LIAISON, "2026-05"), "lifecycle"),
    "occurrence that there is not": (came_back("completed", LIAISON, "2026-W14"), "lifecycle"),
    "entry by a stranger": (appended("open", "progressed", OTHER, note="代办"), "authority"),
    "entry by nobody": (appended("open", "progressed", "zjj/nobody", note="代办"), "authority"),
    "entry by one who left": (appended("open", "progressed", "zjj/former", note="代办"), "authority"),
    "entry in another's name": (appended("open", "progressed", OFFICE, LIAISON, note="代办"), "by"),
    "entry in nobody's name": (appended("open", "progressed", OFFICE, "", note="代办"), "by"),
    "entry in two names": (two_trailers, "by"),
    "edit behind a second parent": (second_parent_behind, "malformed"),
    "edit behind a second parent, found": (second_parent_behind, "head-changed"),
    "folder in another order": (folder_in_another_order, "malformed"),
    "name twice in a folder": (name_twice_in_a_folder, "malformed"),
    "names that differ by case": (two_names_in_one, "twin"),
    "stray among the records": (brought("orgs/zjj/problems/backup.toml"), "stray"),
    "id in capitals": (brought("orgs/zjj/problems/AAAAAA.toml"), "stray"),
    "file in place of a folder": (brought("orgs/zjj/notices"), "stray"),
    "file in place of all organizations": (brought("orgs"), "stray"),
    "folder in place of a file": (brought("orgs/zjj/problems/aaaaaa.toml/x"), "stray"),
    "folder in place of the checklist": (brought("checklist.toml/x"), "stray"),
    "organization of a name that none can have": (brought("orgs/con/problems/aaaaaa.toml"), "stray"),
    "yian's own things": (brought(".yian/journal"), "stray"),
    "problems of not an organization": (org_without_definition, "stray"),
    "organization gone, problems there": (org_closed_with_its_problems_there, "stray"),
    "own work reviewed": (own_work_reviewed, "authority"),
    "recorded for another by a unit": (
        appended("open", "noted", LIAISON, note="代录", **{"for": HEAD}),
        "authority",
    ),
    "recorded for nobody": (appended("open", "noted", OFFICE, note="代录", **{"for": "zjj/nobody"}), "authority"),
    "closed for the unit": (appended("open", "closed", OFFICE, **{"for": LIAISON}), "authority"),
    "endorsed for the head without a sheet": (appended("open", "endorsed", OFFICE, **{"for": HEAD}), "authority"),
    "endorsed on a sheet that was never there": (
        appended("open", "endorsed", OFFICE, sheet=_SHEET, **{"for": HEAD}),
        "evidence-removed",
    ),
    "contested by the liaison": (appended("open", "contested", LIAISON, reason="不属我局"), "authority"),
    "contested for the head without a sheet": (
        appended("open", "contested", OFFICE, reason="不属我局", **{"for": HEAD}),
        "authority",
    ),
    "contested on a paper that was never there": (
        appended("open", "contested", HEAD, reason="不属我局", evidence=[_SHEET]),
        "evidence-removed",
    ),
    "objection decided where there is none": (
        appended("open", "contest-dismissed", OFFICE, contest="000000", opinion="不符"),
        "lifecycle",
    ),
    "objection decided by whose it is": (objection_decided_by(HEAD), "authority"),
    "objection edited": (objection_edited, "entry-changed"),
    "waiting for its own organization": (appended("open", "blocked", LIAISON, org="zjj", needs="x"), "lifecycle"),
    "wait recorded by whom it is for": (
        appended("open", "blocked", "czj/liaison", org="czj", needs="x"),
        "authority",
    ),
    "wait ended by a stranger": (wait_ended_by(INSPECTOR), "authority"),
    "closed by who passed it": (appended("open", "closed", INSPECTOR), "authority"),
    "closed alone where another may": (appended("open", "closed", INSPECTOR, sole=True), "authority"),
    "said to be alone without need": (appended("open", "closed", OFFICE, sole=True), "authority"),
    "own measure voided": (own_measure_voided, "authority"),
    "judged through another post": (judged_through_another_post, "authority"),
    "own notice answered": (notice_step(OFFICE, "replied", text="已核验"), "authority"),
    "notice answered twice": (notice_step(LIAISON, "replied", (LIAISON, "replied"), text="再报"), "lifecycle"),
    "review that has not seen": (review_without_look, "stale-pass"),
    "own problem closed": (own_problem_closed, "authority"),
    "closed by the unit": (appended("open", "closed", LIAISON), "authority"),
    "closed without the gate": (closed_without_gate, "gate"),
    "submitted as complete with nothing done": (submitted_empty, "gate"),
    "passed by the office where an inspector must": (passed_by(OFFICE, YES), "pass"),
    "passed with a standard answered no": (passed_by(INSPECTOR, YES | {"3": False}), "pass"),
    "passed without the standards": (passed_by(INSPECTOR, None), "pass"),
    "passed with a waiver that says nothing": (passed_by(INSPECTOR, YES, waived={"wider": "无"}), "pass"),
    "passed with many waivers": (
        passed_by(INSPECTOR, YES, waived=dict.fromkeys(("wider", "rule", "term"), "全县仅此一处")),
        "pass",
    ),
    "waived by the office where an inspector must": (
        appended("open", "closed", OFFICE, waived={"wider": "全县仅此一处"}),
        "pass",
    ),
    "who judges waived": (appended("open", "closed", INSPECTOR, waived={"independent": "全县仅此一处"}), "pass"),
    "carried over what was closed under the rules": (carried_over_late, "carried-over"),
    "a unit's problem stands for others": (
        appended("open", "generalised", OFFICE, problems=["zzzzz0"], asked=["zjj"]),
        "general",
    ),
    "sent away, and nowhere taken over": (sent_away(lambda repo, _old, new: (repo.root / new).unlink()), "transfer"),
    "taken over, and nowhere sent away": (
        sent_away(lambda repo, old, _new: repo.git("checkout", "--", old)),
        "transfer",
    ),
    "more time where it was sent": (
        sent_away(lambda repo, _old, new: repo.edit(new, "due = 2026-06-15", "due = 2026-09-15")),
        "transfer",
    ),
    "milder where it was sent": (
        sent_away(lambda repo, _old, new: repo.edit(new, 'severity = "serious"', 'severity = "minor"')),
        "transfer",
    ),
    "judges who had a part where it was": (
        sent_away(lambda repo, _old, new: repo.edit(new, '    "zjj/jianguan",\n', "")),
        "transfer",
    ),
    "sent away by the unit": (sent_away(made_by(LIAISON), LIAISON), "authority"),
    "due before it was found": (registered_due("2026-04-19"), "deadline"),
    "due in the year 1": (registered_due("0001-01-01"), "deadline"),
    "due in another generation": (registered_due("2062-06-15"), "deadline"),
    "measure due after the problem": (measure_due(dt.date(2026, 6, 16)), "deadline"),
    "measure due before the problem was found": (measure_due(dt.date(2025, 1, 1)), "deadline"),
    "more time than a deadline may ever have": (
        appended("open", "extension-requested", LIAISON, until=dt.date(2040, 1, 1), reason="再等等"),
        "deadline",
    ),
    "notice due in another generation": (notice_due, "deadline"),
    "closed twice": (appended("closed", "closed", OFFICE), "lifecycle"),
    "own extension granted": (extension_forged, "authority"),
    "more time than is allowed": (extension_too_long, "extension"),
    "looked back by the owner": (looked_back_by_the_owner, "authority"),
    "voided by the unit": (appended("open", "voided", LIAISON, reason="不要了"), "authority"),
    "evidence swapped": (evidence_swapped, "evidence-changed"),
    "evidence removed": (evidence_removed, "evidence-removed"),
    "evidence never there": (evidence_never_there, "evidence-removed"),
    "evidence outside of the folder": (evidence_outside, "evidence-removed"),
    "evidence of another content": (evidence_of_other_content, "evidence-changed"),
    "record deleted": (removed("open"), "record-deleted"),
    "record deleted by the office": (removed("closed", OFFICE), "record-deleted"),
    "round deleted": (removed(ROUND), "record-deleted"),
    "record renamed": (renamed, "record-deleted"),
    "record moved": (moved, "record-moved"),
    "record copied to another organization": (copied, "duplicate"),
    "number reused": (number_reused, "duplicate"),
    "number given on two branches": (duplicate_by_merge, "duplicate"),
    "campaign deleted": (removed(CAMPAIGN, OFFICE), "record-deleted"),
    "gate eased by a unit": (edited(CAMPAIGN, "disabled = []", 'disabled = ["endorsed"]'), "definition"),
    "gate eased by nobody": (edited(CAMPAIGN, "disabled = []", 'disabled = ["endorsed"]', None), "definition"),
    "gate eased by an inspector": (
        edited(CAMPAIGN, "publicity_days = 5", "publicity_days = 1", INSPECTOR),
        "definition",
    ),
    "calendar entered by a unit": (brought("calendar.toml", "schema = 1\n"), "definition"),
    "folder in place of the calendar": (brought("calendar.toml/x"), "stray"),
    "checklist changed by a unit": (edited(CHECKLIST, 'id = "p01"', 'id = "q01"'), "definition"),
    "organization changed by a unit": (edited("orgs/zjj/org.toml", "order = 2", "order = 1"), "definition"),
    "organization deleted by a unit": (org_removed, "definition"),
    "unit made the office": (edited("orgs/zjj/org.toml", "order = 2", 'order = 2\nfunction = "office"'), "definition"),
    "key added by a unit": (signed_off, "definition"),
    "merging changed by a unit": (edited(".gitattributes", "merge=yian", "merge=union"), "definition"),
    "merging changed by nobody": (edited(".gitattributes", "merge=yian", "-merge", None), "definition"),
    "officer added and used": (officer_added_and_used, "authority"),
    "officer added and used by the office": (officer_added_by_the_office_and_used, "authority"),
    "merge that takes an entry out": (evil_merge, "entry-removed"),
    "merge that closes": (evil_merge_closes, "authority"),
    "merge that drops the other side": (merge_drops_theirs, "record-deleted"),
    "merge that brings a definition back": (merge_brings_back_a_definition, "definition"),
    "closed on both sides": (both_close, "lifecycle"),
    "second ledger": (second_ledger, "beginning"),
    "entry back-dated": (back_dated, "lifecycle"),
    "entry ahead of its time": (ahead_of_time, "ahead"),
    "entry of another time zone": (in_another_zone, "offset"),
    "day in the future": (future_day, "unreadable"),
    "symbolic link": (linked, "symlink"),
    "record made a symbolic link": (record_became_link, "symlink"),
    "submodule": (submodule, "submodule"),
    "conflict markers": (conflict_committed, "unreadable"),
    "not TOML": (invalid_toml, "unreadable"),
    "broken, then mended with less": (broken_then_mended, "unproven"),
    "answer changed": (answer_changed, "entry-changed"),
    "answer removed": (answer_removed, "entry-removed"),
    "answer of a stranger": (answer_of_a_stranger, "authority"),
    "round's subjects edited": (edited(ROUND, '"team"', '"head"'), "head-changed"),
}
