"""Check what reviews say they saw, without yian: in docs/digest-vectors.json, or in the files of problems."""

import hashlib
import json
import sys
import tomllib
import unicodedata
from pathlib import Path

HEAD = {"schema": 1, "source": "self_check", "field": "none", "severity": "general", "class": "phased"}


def kept(value):
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", value).split("\n")).strip()
    if isinstance(value, dict):
        return {kept(key): kept(item) for key, item in value.items()}
    return [kept(item) for item in value] if isinstance(value, list) else value


def said(table, unsaid):
    values = {key: value for key, value in kept(unsaid | table).items() if value not in ("", [], {})}
    return {key: value for key, value in values.items() if value or key not in ("public_concern", "sole")}


def digest(head, entries):
    rows = [said(head, HEAD), *(said(e, {"type": "corrective"} if e["kind"] == "planned" else {}) for e in entries)]
    text = json.dumps(rows, default=lambda t: t.isoformat(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


for path in map(Path, sys.argv[1:]):
    text = path.read_text(encoding="utf-8-sig")
    for vector in json.loads(text) if path.suffix == ".json" else [{"name": path.name, "record": text}]:
        entries = (head := tomllib.loads(vector["record"])).pop("entries")
        for n, review in [(n, entry) for n, entry in enumerate(entries) if "digest" in entry]:
            found = digest(head, [entry for entry in entries[:n] if entry["id"] in review["seen"]])
            if found != review["digest"] or (review is entries[-1] and found != vector.get("sha256", found)):
                sys.exit(f"{vector['name']}: the review {review['id']} saw something else")
