"""A dossier of a small county, honest and forged: what somebody who holds one may try, by hand or with all the tools.

The pages here are the text of the pages alone, which takes no time; `tests/render/views/test_dossier.py` has the real.
"""

import datetime as dt
import functools
import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final, Self

from tests.builders import LIAISON, OFFICE
from tests.services.noticing import issue, reply
from tests.services.repositories import Repository, honest
from yiananlib.model import dossier
from yiananlib.model.dossier import DEFINITIONS, MANIFEST, RECORDS, Manifest
from yiananlib.render import plain
from yiananlib.render.views.dossier import told_of
from yiananlib.services.recording import rules
from yiananlib.services.recording.numbering import number
from yiananlib.services.verifying.dossier import made
from yiananlib.services.verifying.dossier_check import Examined, examine
from yiananlib.services.verifying.dossier_scope import Asked
from yiananlib.services.verifying.dossier_story import Story, ledger_of, story
from yiananlib.store import kinds, layout, packing

ALL: Final = Asked(org="zjj")


def pages(value: Story) -> Mapping[str, bytes]:
    """What the pages say, without a form."""
    text = plain.text(told_of(value)).encode()
    return {"dossier.docx": b"docx\n" + text, "dossier.html": b"html\n" + text}


def county(folder: Path) -> Repository:
    """A history with a closed problem, a passed one, a round, a notice and a rule; the office changed a definition."""
    repo = honest(folder)
    repo.on("2026-04-19")
    ref = repo.ref(repo.closed_one)
    repo.recorded(OFFICE, lambda: number(repo.ledger, repo.context(OFFICE), ref))
    org = (repo.root / "orgs/zjj/org.toml").read_text(encoding="utf-8")
    repo.write("orgs/zjj/org.toml", org + '\n[[officers]]\nid = "new"\npost = "新来的"\nrole = "staff"\n')
    repo.commit(OFFICE)
    id_ = ref.partition("/")[2]
    sent: list[str] = []
    repo.recorded(OFFICE, lambda: sent.append(issue(repo, due=dt.date(2026, 5, 20), problems=[id_])))
    repo.on("2026-04-20")
    repo.recorded(LIAISON, lambda: reply(repo, sent[0]))
    given: dict[str, Any] = {"title": "变更审批办法", "governs": "affairs", "problems": [id_]}
    repo.recorded(LIAISON, lambda: rules.add_rule(repo.ledger, repo.context(), "zjj", **given))
    return repo


def packed(repo: Repository, asked: Asked = ALL, **more: Any) -> bytes:
    """The bytes of a dossier."""
    with made(repo.ledger, asked, pages, **more) as found:
        return b"".join(packing.packed(found.parts))


@functools.cache
def genuine() -> bytes:
    """The honest dossier that is forged."""
    return packed(county(Path(mkdtemp(prefix="yian-tests-")) / "ledger"))


def judged(data: bytes, folder: Path, wanted: str | None = None) -> Examined:
    path = folder / "X.zip"
    path.write_bytes(data)
    return examine(path, pages, wanted)


class Forger:
    """A dossier taken apart; what is not sealed keeps the old manifest."""

    def __init__(self, data: bytes) -> None:
        import io

        archive = packing.Archive(io.BytesIO(data), MANIFEST)
        self.files = {name: b"".join(archive.pieces(name)) for name in archive.names}
        self.manifest: dict[str, Any] = json.loads(self.files[MANIFEST])

    @property
    def bytes(self) -> bytes:
        return b"".join(packing.packed(packing.part(name, data) for name, data in self.files.items()))

    def named(self, part: str) -> str:
        """The only file whose name or content holds `part`."""
        (found,) = [n for n, data in self.files.items() if n != MANIFEST and (part in n or part.encode() in data)]
        return found

    @property
    def closed(self) -> str:
        return next(n for n, data in self.files.items() if "/problems/" in n and b'kind = "closed"' in data)

    @property
    def passed(self) -> str:
        return next(n for n, data in self.files.items() if "/problems/" in n and b'kind = "closed"' not in data)

    def of(self, folder: str) -> str:
        return next(n for n in self.files if f"/{folder}/" in n)

    def text(self, name: str) -> str:
        return self.files[name].decode()

    def edit(self, name: str, old: str, new: str, count: int = 1) -> Self:
        assert old in self.text(name), f"{old!r} is not in {name}"
        self.files[name] = self.text(name).replace(old, new, count).encode()
        return self

    def definition(self, path: str) -> str:
        """The file of a definition in the first of the sets, by its path in the ledger."""
        return self.definitions(path)[0]

    def definitions(self, path: str) -> list[str]:
        found = dict.fromkeys(files[path] for files in self.manifest["sets"].values())
        return [f"{DEFINITIONS}{sha256}.toml" for sha256 in found]

    def entries(self, name: str) -> list[str]:
        return self.text(name).split("\n[[entries]]\n")[1:]

    def rewrite(self, name: str, entries: list[str]) -> Self:
        head = self.text(name).split("\n[[entries]]\n")[0]
        self.files[name] = "\n[[entries]]\n".join([head, *(f"{e.rstrip()}\n" for e in entries)]).encode()
        return self

    def write_manifest(self) -> Self:
        """Write the manifest as it is said now, in its form."""
        self.files[MANIFEST] = dossier.canonical(self.manifest)
        return self

    def seal(self, *, with_pages: bool = True) -> Self:
        """Make manifest and pages anew for what is there, as one who has yian can."""
        self._rename_definitions()
        roles = {file.get("path"): file["role"] for file in self.manifest["files"]}
        self._judge_anew()
        self._describe(roles)
        manifest = Manifest.model_validate_json(json.dumps(self.manifest))
        if with_pages:
            ledger = ledger_of(manifest, "forged", lambda name: [self.files[name]])
            self.files.update(pages(story(ledger, manifest)))
            self._describe(roles)
        return self.write_manifest()

    def _describe(self, roles: Mapping[str, str]) -> None:
        def role(name: str) -> str:
            return roles.get(name) or ("evidence" if "/evidence/" in name else "record")

        found = []
        for name in self.files:
            if name != MANIFEST:
                measure = packing.measure([self.files[name]])
                found.append({"path": name, "role": role(name), "sha256": measure.sha256, "size": measure.size})
        self.manifest["files"] = sorted(found, key=lambda file: str(file["path"]))
        problems = [n.split("/")[2::2] for n in self.files if "/problems/" in n]
        self.manifest["problems"] = sorted(f"{org}/{file.removesuffix('.toml')}" for org, file in problems)

    def _rename_definitions(self) -> None:
        new: dict[str, str] = {}
        for name in [n for n in self.files if n.startswith(DEFINITIONS)]:
            old = name.removeprefix(DEFINITIONS).removesuffix(".toml")
            new[old] = packing.measure([self.files[name]]).sha256
            data = self.files.pop(name)
            self.files[f"{DEFINITIONS}{new[old]}.toml"] = data
            for file in self.manifest["files"]:
                if file.get("path") == name:
                    file["path"] = f"{DEFINITIONS}{new[old]}.toml"
        sets = {name: {path: new.get(d, d) for path, d in s.items()} for name, s in self.manifest["sets"].items()}
        called = {name: dossier.set_name(files) for name, files in sets.items()}
        self.manifest["sets"] = {called[name]: files for name, files in sets.items()}
        self.manifest["now"] = called.get(self.manifest["now"], self.manifest["now"])
        for rows in self.manifest["judged"].values():
            for row in rows:
                row["definitions"] = [called.get(name, name) for name in row["definitions"]]

    def _judge_anew(self) -> None:
        records = {n.removeprefix(RECORDS): n for n in self.files if n.startswith(RECORDS) and "/evidence/" not in n}
        anew = {}
        for path, name in records.items():
            place = layout.place(path)
            assert place is not None
            kind = kinds.BY_NAME[place.kind]
            rows = kind.said(kind.decode(self.files[name], place.org, place.name))
            known = {row["entry"]: row for row in self.manifest["judged"].get(path, ())}
            some = next(iter(known.values()), next(iter(self.manifest["judged"].values()))[0])
            anew[path] = [known.get(row.id, {**some, "entry": row.id, "unseen": []}) for row in rows]
        self.manifest["judged"] = anew

    def seal_files(self) -> Self:
        """Refresh the digests alone, whatever the files are now."""
        self._describe({file.get("path"): file["role"] for file in self.manifest["files"]})
        return self.write_manifest()
