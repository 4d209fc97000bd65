"""What somebody may do to a dossier, each with the code by which it must be found.

Those that are sealed are made with all the tools: the manifest, its digests and the pages are written anew.
"""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any, Final

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER
from tests.services.dossiers import Forger
from yiananlib.model.dossier import MANIFEST

Tampering = Callable[[bytes], bytes]


def forged(change: Callable[[Forger], object], *, how: str = "") -> Tampering:
    """Change the files of a dossier; `how`: `manifest` writes it as it is said, `sealed` makes all of it anew."""

    def tamper(data: bytes) -> bytes:
        forger = Forger(data)
        change(forger)
        if how == "manifest":
            forger.write_manifest()
        elif how:
            forger.seal(with_pages=how == "sealed")
        return forger.bytes

    return tamper


def sealed(change: Callable[[Forger], object]) -> Tampering:
    return forged(change, how="sealed")


def manifest(change: Callable[[dict[str, Any]], object]) -> Tampering:
    return forged(lambda f: change(f.manifest), how="manifest")


def closed(old: str, new: str) -> Tampering:
    """Edit the record of the closed problem, and seal it."""
    return sealed(lambda f: f.edit(f.closed, old, new))


def unread(old: str, new: str) -> Tampering:
    """Edit the record of the closed problem so that nothing can read it, and refresh the digests."""
    return forged(lambda f: f.edit(f.closed, old, new).seal_files())


def passed(old: str, new: str) -> Tampering:
    return sealed(lambda f: f.edit(f.passed, old, new))


def of_entries(change: Callable[[list[str]], list[str]], which: str = "closed") -> Tampering:
    def forge(f: Forger) -> None:
        name = f.closed if which == "closed" else f.passed
        f.rewrite(name, change(f.entries(name)))

    return sealed(forge)


def appended(which: str, kind: str, by: str, *lines: str, at: str = "2026-04-20T09:30:00+08:00") -> Tampering:
    entry = "\n".join(['id = "zzzzz1"', f"at = {at}", f'by = "{by}"', f'kind = "{kind}"', *lines, ""])
    return of_entries(lambda entries: [*entries, entry], which)


def without(kind: str, which: str = "closed") -> Tampering:
    return of_entries(lambda entries: [e for e in entries if f'kind = "{kind}"' not in e], which)


def definition(path: str, old: str, new: str) -> Tampering:
    """Edit a definition in each set, and seal it."""

    def change(f: Forger) -> None:
        for name in f.definitions(path):
            f.edit(name, old, new)

    return sealed(change)


def swapped(a: int, b: int) -> Callable[[list[str]], list[str]]:
    def swap(entries: list[str]) -> list[str]:
        entries[a], entries[b] = entries[b], entries[a]
        return entries

    return swap


def end(offset: int, value: bytes) -> Tampering:
    return lambda data: data[: len(data) - 22 + offset] + value + data[len(data) - 22 + offset + len(value) :]


def directory(offset: int, value: bytes) -> Tampering:
    def tamper(data: bytes) -> bytes:
        start = struct.unpack("<L", data[-6:-2])[0] + offset
        return data[:start] + value + data[start + len(value) :]

    return tamper


def rezipped(
    method: int = zipfile.ZIP_STORED, date: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0)
) -> Tampering:
    def tamper(data: bytes) -> bytes:
        whole = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(whole, "w", method) as written:
            for info in read.infolist():
                new = zipfile.ZipInfo(info.filename, date)
                new.compress_type = method
                written.writestr(new, read.read(info))
        return whole.getvalue()

    return tamper


def hidden_twin(data: bytes) -> bytes:
    """A part whose local header names another file than the directory does."""
    at = data.index(b"dossier.html")
    return data[:at] + b"dossier.htmx" + data[at + 12 :]


def added(name: str, content: bytes = b"x") -> Tampering:
    return forged(lambda f: f.files.__setitem__(name, content))


def gone(name: Callable[[Forger], str]) -> Tampering:
    return forged(lambda f: f.files.pop(name(f)))


def touched(name: Callable[[Forger], str]) -> Tampering:
    """Change the last byte of a file, by the rules of the zip."""

    def change(f: Forger) -> None:
        data = f.files[name(f)]
        f.files[name(f)] = data[:-1] + bytes([data[-1] ^ 1])

    return forged(change)


def evidence_exchanged(f: Forger) -> None:
    one, two = [n for n in f.files if "/evidence/" in n]
    f.files[one], f.files[two] = f.files[two], f.files[one]


def evidence_renamed(f: Forger) -> None:
    name = f.of("evidence")
    f.files[name.replace("核验表", "核对表")] = f.files.pop(name)


def raw_manifest(change: Callable[[bytes], bytes]) -> Tampering:
    return forged(lambda f: f.files.__setitem__(MANIFEST, change(f.files[MANIFEST])))


def row(f: dict[str, Any], kind: str = "problems", index: int = 0) -> Any:
    """What judged an entry of the first record of a kind."""
    return next(rows for path, rows in f["judged"].items() if f"/{kind}/" in path)[index]


def rows(f: dict[str, Any]) -> Any:
    return next(rows for path, rows in f["judged"].items() if "/problems/" in path)


def file(f: dict[str, Any], role: str) -> Any:
    return next(file for file in f["files"] if file["role"] == role)


def reassigned(f: dict[str, Any]) -> None:
    """Have the newest entries judged by what was in force at the beginning, in name alone."""
    f["sets"][next(iter(f["sets"]))]["yian.toml"] = "0" * 64


def redigested(f: Forger) -> None:
    """Edit what the review saw, and put the right digest into the review: the reviewer's other words stay."""
    from yiananlib.model.entries import Reviewed
    from yiananlib.model.problem import digest
    from yiananlib.store import codec

    name = f.closed
    f.edit(name, 'by = "zjj/head"', 'by = "zjj/liaison"')
    problem = codec.decode_problem(f.files[name], "zjj", name.rpartition("/")[2].removesuffix(".toml"))
    review = next(e for e in problem.entries if isinstance(e, Reviewed))
    right = digest(problem.head, [e for e in problem.entries if e.id in review.seen])
    f.edit(name, review.digest, right)


def second_problem(f: Forger) -> None:
    """A copy of a problem under another organization."""
    f.files[f.closed.replace("/zjj/", "/czj/")] = f.files[f.closed]


def page_doctored(name: str, old: str, new: str) -> Tampering:
    """Edit a page after all the rest was made, and refresh the manifest."""

    def change(f: Forger) -> None:
        f.seal()
        f.edit(name, old, new)
        f.seal(with_pages=False)

    return forged(change)


SHA: Final = "0" * 64
SCORES: Final = "scores = { change = 5 }"

TAMPERINGS: Final[dict[str, tuple[Tampering, str]]] = {
    # the file
    "a byte before it": (lambda data: data[:4] + b"\0" + data[4:], "malformed"),
    "a byte behind it": (lambda data: data + b"\0", "malformed"),
    "another zip behind it": (lambda data: data + data, "malformed"),
    "its last byte cut off": (lambda data: data[:-1], "malformed"),
    "its second half cut off": (lambda data: data[: len(data) // 2], "malformed"),
    "a comment": (lambda data: data[:-2] + b"\2\0hi", "malformed"),
    "a part less by its end": (end(10, b"\1\0"), "malformed"),
    "a second disk": (end(4, b"\1\0"), "malformed"),
    "signs of zip64": (end(12, b"\xff\xff\xff\xff"), "malformed"),
    "a symbolic link": (directory(38, struct.pack("<L", 0o120777 << 16)), "malformed"),
    "a program": (directory(38, struct.pack("<L", 0o100755 << 16)), "malformed"),
    "signs of encryption": (directory(8, b"\1\x08"), "malformed"),
    "another offset": (directory(42, b"\1"), "malformed"),
    "another sum in the directory": (directory(16, b"\0\0\0\0"), "malformed"),
    "another name before a part than in the directory": (hidden_twin, "malformed"),
    "written by another program": (rezipped(), "malformed"),
    "compressed": (rezipped(zipfile.ZIP_DEFLATED), "malformed"),
    "another time": (rezipped(date=(2026, 4, 20, 9, 30, 0)), "malformed"),
    "a path that leads out of it": (added("../x.toml"), "malformed"),
    "an absolute path": (added("/x.toml"), "malformed"),
    "a path with a drive": (added("c:x.toml"), "malformed"),
    "a name that turns the text": (added("a\u202etxt.exe"), "malformed"),
    "a name that differs in case alone": (added("MANIFEST.json"), "malformed"),
    "a byte of a part without its sum": (lambda d: d.replace("甲二季度".encode(), "乙二季度".encode(), 1), "malformed"),
    # files, the manifest as it was
    "a byte of a record": (touched(lambda f: f.closed), "record-changed"),
    "a byte of a notice": (touched(lambda f: f.of("notices")), "record-changed"),
    "a byte of a rule": (touched(lambda f: f.of("rules")), "record-changed"),
    "a byte of a round": (touched(lambda f: f.of("rounds")), "record-changed"),
    "a byte of the evidence": (touched(lambda f: f.of("evidence")), "evidence-changed"),
    "a byte of a definition": (touched(lambda f: f.definition("yian.toml")), "definition"),
    "a byte of the page": (touched(lambda _f: "dossier.html"), "page"),
    "a byte of the Word file": (touched(lambda _f: "dossier.docx"), "page"),
    "a byte of the manifest": (touched(lambda _f: MANIFEST), "malformed"),
    "a record removed": (gone(lambda f: f.closed), "record-deleted"),
    "a notice removed": (gone(lambda f: f.of("notices")), "record-deleted"),
    "the evidence removed": (gone(lambda f: f.of("evidence")), "evidence-removed"),
    "a definition removed": (gone(lambda f: f.definition("orgs/jiwei/org.toml")), "definition"),
    "a page removed": (gone(lambda _f: "dossier.html"), "page"),
    "a file added": (added("readme.txt"), "stray"),
    "a record added": (added("records/orgs/zjj/problems/aaaaaa.toml"), "stray"),
    "evidence added": (added("records/orgs/zjj/evidence/x.pdf"), "stray"),
    "a definition added": (added(f"definitions/{SHA}.toml"), "stray"),
    "evidence exchanged": (forged(evidence_exchanged), "evidence-changed"),
    "evidence renamed": (forged(evidence_renamed), "evidence-removed"),
    "evidence emptied": (forged(lambda f: f.files.__setitem__(f.of("evidence"), b"")), "evidence-changed"),
    "comments in a record": (forged(lambda f: f.edit(f.closed, "schema = 1", "schema = 1  # 改")), "record-changed"),
    # the manifest
    "no manifest to be read": (raw_manifest(lambda _d: b"[]"), "malformed"),
    "a blank in the manifest": (raw_manifest(lambda d: d + b" "), "malformed"),
    "a key twice in the manifest": (
        raw_manifest(lambda d: d.replace(b'{\n "campaign"', b'{\n "campaign": "x",\n "campaign"')),
        "malformed",
    ),
    "an unknown key in the manifest": (manifest(lambda m: m.update(note="x")), "malformed"),
    "a missing key in the manifest": (manifest(lambda m: m.pop("now")), "malformed"),
    "another format": (manifest(lambda m: m.update(format="x")), "malformed"),
    "an earlier version": (manifest(lambda m: m.update(version=0)), "malformed"),
    "another digest of a record": (manifest(lambda m: file(m, "record").update(sha256=SHA)), "record-changed"),
    "another size of a record": (manifest(lambda m: file(m, "record").update(size=1)), "record-changed"),
    "another digest of the evidence": (manifest(lambda m: file(m, "evidence").update(sha256=SHA)), "evidence-changed"),
    "a record called evidence": (manifest(lambda m: file(m, "record").update(role="evidence")), "manifest"),
    "evidence called a page": (manifest(lambda m: file(m, "evidence").update(role="page")), "manifest"),
    "a file not named": (manifest(lambda m: m["files"].remove(file(m, "evidence"))), "stray"),
    "a file named twice": (manifest(lambda m: m["files"].insert(1, m["files"][0])), "manifest"),
    "files named in another order": (manifest(lambda m: m["files"].reverse()), "manifest"),
    "a file left out of what is not public": (
        manifest(lambda m: file(m, "evidence").update(left_out=True)),
        "manifest",
    ),
    "called public": (manifest(lambda m: m.update(public=True)), "manifest"),
    "another campaign": (manifest(lambda m: m.update(campaign="别的活动")), "manifest"),
    "another day": (manifest(lambda m: m.update(day="2026-12-31")), "page"),
    "an earlier day": (manifest(lambda m: m.update(day="2026-04-01")), "ahead"),
    "another commit": (manifest(lambda m: m.update(commit="0" * 40)), "page"),
    "no commit": (manifest(lambda m: m.pop("commit")), "manifest"),
    "other problems": (manifest(lambda m: m.update(problems=m["problems"][:1])), "manifest"),
    "another organization": (manifest(lambda m: m.update(org="czj")), "page"),
    "a case": (manifest(lambda m: m.update(org=None, case="case-1")), "malformed"),
    "a record not judged": (manifest(lambda m: m["judged"].pop(next(iter(m["judged"])))), "manifest"),
    "an entry not judged": (manifest(lambda m: rows(m).pop()), "entry-inserted"),
    "an entry judged that is not there": (
        manifest(lambda m: rows(m).append({**rows(m)[0], "entry": "zzzzzz"})),
        "entry-removed",
    ),
    "entries judged in another order": (manifest(lambda m: rows(m).reverse()), "entry-reordered"),
    "an entry judged twice": (manifest(lambda m: rows(m).insert(0, rows(m)[0])), "entry-reordered"),
    "judged by what is not there": (manifest(lambda m: row(m).update(definitions=[SHA])), "manifest"),
    "judged by nothing": (manifest(lambda m: row(m).update(definitions=[])), "malformed"),
    "judged without a commit": (manifest(lambda m: row(m).pop("commit")), "manifest"),
    "entries of one commit judged in two ways": (
        manifest(lambda m: row(m, index=1).update(commit=row(m, index=0)["commit"], definitions=[m["now"]])),
        "manifest",
    ),
    "an entry unseen that was there": (
        manifest(lambda m: row(m, index=6).update(unseen=[row(m, index=2)["entry"]])),
        "manifest",
    ),
    "an entry unseen that is nowhere": (manifest(lambda m: row(m, index=6).update(unseen=["zzzzzz"])), "manifest"),
    "definitions under another name": (manifest(lambda m: m.update(now=SHA)), "manifest"),
    "other definitions under their name": (manifest(reassigned), "manifest"),
    "definitions that judged nothing": (manifest(lambda m: m["sets"].update({SHA: m["sets"][m["now"]]})), "manifest"),
    "definitions without a campaign": (manifest(lambda m: m["sets"][m["now"]].pop("yian.toml")), "manifest"),
    # the head of a record, sealed
    "title edited": (closed("招标文件抽查整改三次催办未报", "小问题"), "stale-pass"),
    "symptom edited": (closed("5个变更", "1个变更"), "stale-pass"),
    "deadline moved": (closed("due = 2026-06-15", "due = 2026-12-15"), "stale-pass"),
    "day of finding moved": (closed("found = 2026-03-12", "found = 2026-03-01"), "stale-pass"),
    "severity lowered": (closed('"serious"', '"minor"'), "stale-pass"),
    "kind changed": (closed('kind = "undelivered"', 'kind = "nonesuch"'), "vocabulary"),
    "key field taken off": (closed('field = "tender"', 'field = "none"'), "stale-pass"),
    "level taken off": (closed('    "political",\n', ""), "gate"),
    "root cause taken off": (closed('root_cause = "政令意识不强"\n', ""), "gate"),
    "goal taken off": (closed('goal = "变更审批零补办"\n', ""), "gate"),
    "owner exchanged": (
        closed('owner = "zjj/jianguan"\ndue = 2026-06', 'owner = "zjj/head"\ndue = 2026-06'),
        "stale-pass",
    ),
    "an officer who is none": (closed('leader = "zjj/deputy-1"', 'leader = "zjj/nobody"'), "reference"),
    "an id that is not the file's": (unread('\nid = "3mf2s0"', '\nid = "3mf2s1"'), "id"),
    # entries, sealed
    "registration on another day": (closed("2026-03-12T09:30:00+08:00", "2026-03-13T09:30:00+08:00"), "lifecycle"),
    "registered before it was found": (closed("at = 2026-03-12T09:30", "at = 2026-03-10T09:30"), "deadline"),
    "time with another offset": (closed("2026-04-18T09:30:00+08:00", "2026-04-18T01:30:00Z"), "offset"),
    "close dated back": (closed("2026-04-18T09:30", "2026-03-11T09:30"), "lifecycle"),
    "close in the future": (closed("2026-04-19T09:30", "2026-06-19T09:30"), "ahead"),
    "text of a measure": (closed("修订变更审批办法", "研究变更审批办法"), "stale-pass"),
    "deadline of a measure": (closed("due = 2026-05-20", "due = 2026-06-10"), "stale-pass"),
    "measure due after the problem": (closed("due = 2026-05-20", "due = 2026-09-20"), "deadline"),
    "effect edited": (closed("甲二季度12个", "甲二季度120个"), "stale-pass"),
    "effect taken off": (closed('effect = "甲二季度12个项目零补办"\n', ""), "gate"),
    "rule taken off": (closed('rule = "办法修订"\n', ""), "gate"),
    "wider taken off": (closed('wider = "全县同查"\n', ""), "gate"),
    "return made a pass, unanswered": (
        closed("\n[entries.standards]\n1 = true\n2 = true\n3 = true\n4 = true\n", ""),
        "pass",
    ),
    "a standard answered no": (closed("4 = true", "4 = false"), "pass"),
    "pass made a return": (closed('verdict = "pass"', 'verdict = "return"'), "lifecycle"),
    "reviewed by the unit itself": (closed(f'by = "{INSPECTOR}"', f'by = "{HEAD}"'), "authority"),
    "reviewed by another unit": (closed(f'by = "{INSPECTOR}"', f'by = "{OTHER}"'), "authority"),
    "reviewed by nobody": (closed(f'by = "{INSPECTOR}"', 'by = "jiwei/nobody"'), "authority"),
    "reviewed by who may not answer the standards": (closed(f'by = "{INSPECTOR}"', f'by = "{OFFICE}"'), "pass"),
    "seen less": (closed('    "0ynhgf",\n', ""), "stale-pass"),
    "seen more": (closed('    "0ynhgf",\n', '    "0ynhgf",\n    "zzzzzz",\n'), "reference"),
    "another digest of the review": (closed('digest = "6', 'digest = "7'), "stale-pass"),
    "closed by the unit": (
        closed(f'2026-04-18T09:30:00+08:00\nby = "{OFFICE}"', f'2026-04-18T09:30:00+08:00\nby = "{LIAISON}"'),
        "authority",
    ),
    "closed by one who left": (
        closed(f'2026-04-18T09:30:00+08:00\nby = "{OFFICE}"', '2026-04-18T09:30:00+08:00\nby = "zjj/former"'),
        "authority",
    ),
    "a waiver that the campaign never has": (
        closed('kind = "closed"', 'kind = "closed"\nwaived = { independent = "情况特殊不再审核" }'),
        "pass",
    ),
    "a waiver without a reason": (closed('kind = "closed"', 'kind = "closed"\nwaived = { evidence = "无" }'), "pass"),
    "endorsed by another": (sealed(redigested), "authority"),
    "another form of a serial number": (unread('number = "2026-001"', 'number = "2026-1"'), "schema"),
    "numbered by the unit": (
        closed(f'2026-04-19T09:30:00+08:00\nby = "{OFFICE}"', f'2026-04-19T09:30:00+08:00\nby = "{LIAISON}"'),
        "authority",
    ),
    "another digest of evidence in the record": (
        closed("33e3580c093111e1c4ca", "33e3580c093111e1c4cb"),
        "evidence-changed",
    ),
    "evidence of another name": (
        closed("33e3580c093111e1-核验表.pdf", "33e3580c093111e1-核对表.pdf"),
        "evidence-missing",
    ),
    "evidence exchanged, and sealed": (sealed(evidence_exchanged), "evidence-changed"),
    "evidence removed, and sealed": (sealed(lambda f: f.files.pop(f.of("evidence"))), "evidence-missing"),
    "evidence that no record names, and sealed": (
        sealed(lambda f: f.files.__setitem__("records/orgs/zjj/evidence/0123456789abcdef-x.pdf", b"x")),
        "unused",
    ),
    "registration removed": (without("registered"), "lifecycle"),
    "measure removed": (without("planned"), "lifecycle"),
    "completion removed": (without("completed"), "gate"),
    "evidence entry removed": (without("evidenced"), "gate"),
    "endorsement removed": (without("endorsed"), "gate"),
    "submission removed": (without("submitted"), "lifecycle"),
    "review removed": (without("reviewed"), "lifecycle"),
    "two entries exchanged": (of_entries(swapped(2, 4)), "stale-pass"),
    "close before the review": (of_entries(swapped(6, 7)), "lifecycle"),
    "an entry twice": (of_entries(lambda entries: [*entries, entries[-1]]), "lifecycle"),
    "an entry before the review": (of_entries(lambda e: [*e[:3], e[3].replace("w2gm3s", "zzzzz2"), *e[3:]]), "gate"),
    "closed without a second look": (appended("passed", "closed", INSPECTOR), "authority"),
    "closed by a stranger": (appended("passed", "closed", OTHER), "authority"),
    "voided by the unit": (appended("passed", "voided", LIAISON, 'reason = "重复登记"'), "authority"),
    "reopened what is not closed": (appended("passed", "reopened", OFFICE, 'reason = "又犯"'), "lifecycle"),
    "more time granted to oneself": (
        appended("passed", "extension-granted", LIAISON, 'request = "zzzzzz"', "until = 2026-07-01"),
        "lifecycle",
    ),
    "much more time asked for": (
        appended("passed", "extension-requested", LIAISON, "until = 2030-07-01", 'reason = "忙"'),
        "extension",
    ),
    "looked back at by the owner": (
        appended("closed", "looked-back", "zjj/jianguan", 'result = "held"', 'opinion = "好"'),
        "authority",
    ),
    "reopened by the unit": (appended("closed", "reopened", LIAISON, 'reason = "又犯"'), "authority"),
    "a remark by a stranger": (appended("closed", "noted", "czj/nobody", 'note = "看过"'), "authority"),
    "an entry of a kind that is none": (unread('kind = "numbered"', 'kind = "approved"'), "schema"),
    "an entry after the dossier's day": (
        appended("closed", "noted", OFFICE, 'note = "x"', at="2026-05-20T09:30:00+08:00"),
        "ahead",
    ),
    "a problem in two organizations": (sealed(second_problem), "evidence-missing"),
    # other records, sealed
    "a notice answered by the office": (
        sealed(lambda f: f.edit(f.of("notices"), f'by = "{LIAISON}"', f'by = "{OTHER}"')),
        "authority",
    ),
    "a notice sent by the unit": (
        sealed(lambda f: f.edit(f.of("notices"), f'by = "{OFFICE}"', f'by = "{LIAISON}"')),
        "authority",
    ),
    "a notice answered before it was sent": (
        sealed(lambda f: f.edit(f.of("notices"), "04-20T09:30", "04-01T09:30")),
        "lifecycle",
    ),
    "a rule listed by a stranger": (
        sealed(lambda f: f.edit(f.of("rules"), f'by = "{LIAISON}"', f'by = "{OTHER}"')),
        "authority",
    ),
    "a rule done that nobody decided": (
        sealed(lambda f: f.edit(f.of("rules"), 'kind = "listed"', 'kind = "issued"\ndocument = "县住建〔2026〕1号"')),
        "lifecycle",
    ),
    "a round answered by a stranger": (
        sealed(lambda f: f.edit(f.of("rounds"), f'by = "{LIAISON}"', f'by = "{OTHER}"')),
        "authority",
    ),
    "a record that cannot be read": (
        forged(lambda f: (f.seal(), f.edit(f.of("rules"), "schema = 1", "schema = "), f.seal_files()), how=""),
        "toml",
    ),
    # definitions, sealed
    "an officer's role": (definition("orgs/zjj/org.toml", 'role = "head"', 'role = "staff"'), "authority"),
    "an officer taken out": (definition("orgs/jiwei/org.toml", 'id = "liaison"', 'id = "liaison2"'), "authority"),
    "a post that ended before": (
        definition("orgs/office/org.toml", 'id = "liaison"', 'id = "liaison"\nuntil = 2026-04-01'),
        "authority",
    ),
    "the inspectors made a unit": (
        definition("orgs/jiwei/org.toml", 'function = "inspector"', 'function = "unit"'),
        "authority",
    ),
    "the office made a unit": (
        definition("orgs/office/org.toml", 'function = "office"', 'function = "unit"'),
        "authority",
    ),
    "another campaign's name": (definition("yian.toml", "云岭县以案促改", "别县以案促改"), "manifest"),
    "a campaign that asks for another standard": (
        definition("yian.toml", "standards = [", 'standards = [\n    "再问一条",'),
        "pass",
    ),
    "a campaign that asks for more": (definition("yian.toml", "publicity = false", "publicity = true"), "gate"),
    "a word taken out of the vocabulary": (definition("yian.toml", "undelivered = ", "other_word = "), "vocabulary"),
    "a campaign that cannot be read": (
        forged(lambda f: (f.edit(f.definition("yian.toml"), "schema = 1", "schema = "), f.seal(with_pages=False))),
        "unreadable",
    ),
    # pages, doctored last
    "the cover doctored": (page_doctored("dossier.html", "招标文件抽查", "招标文件检查"), "page"),
    "the status doctored": (page_doctored("dossier.html", "Status      closed", "Status      voided"), "page"),
    "the Word file doctored": (page_doctored("dossier.docx", "住建局", "财政局"), "page"),
    "a page emptied": (forged(lambda f: (f.files.update({"dossier.docx": b""}), f.seal(with_pages=False))), "page"),
    "pages exchanged": (
        forged(
            lambda f: (
                f.files.update({"dossier.docx": f.files["dossier.html"], "dossier.html": f.files["dossier.docx"]}),
                f.seal(with_pages=False),
            )
        ),
        "page",
    ),
}
