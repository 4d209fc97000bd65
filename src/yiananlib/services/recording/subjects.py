"""What git's log says of a record, ``zjj/k7m2qd: review, return``, in the campaign's language.

Commands name what they did in the words below, and :func:`subject` tells them when they are committed, or when what was
committed is listed. People read it; nothing else does: who and what a commit records is in its trailers.
"""

from __future__ import annotations

import re
from typing import Final

from yiananlib.messages import N_, _, speaking
from yiananlib.model import registers

WORDS: Final = frozenset(
    [
        N_("add-case"), N_("add-evidence"), N_("add-measure"), N_("add-meeting"), N_("add-officer"), N_("add-org"),
        N_("add-problem"), N_("add-prompt"), N_("add-rule"), N_("amend"), N_("blocked"), N_("blocked, cleared"),
        N_("calendar"), N_("close"), N_("contest"), N_("contest, dismiss"), N_("contest, uphold"), N_("done"),
        N_("edit"), N_("endorse"), N_("examine"), N_("examine, open"), N_("excuse {what}"), N_("extend, ask"),
        N_("extend, deny"), N_("extend, grant"), N_("handle, form {what}"), N_("handover"), N_("hold-account, {what}"),
        N_("import open"), N_("import orgs"), N_("import"), N_("init"), N_("lint, accept {what}"),
        N_("look-back, held"), N_("look-back, incomplete"), N_("look-back, slipped"), N_("meeting, aim"),
        N_("meeting, cancel"), N_("meeting, found"), N_("meeting, held"), N_("meeting, made up"),
        N_("meeting, member"), N_("note"), N_("notice, accountability"), N_("notice, caution"), N_("notice, close"),
        N_("notice, excuse {what}"), N_("notice, raise to accountability"), N_("notice, raise to caution"),
        N_("notice, raise to supervision"), N_("notice, reminder"), N_("notice, return"), N_("notice, supervision"),
        N_("notice, withdraw"), N_("number, {what}"), N_("officers of {n} organizations"), N_("progress"),
        N_("publicise"), N_("rate"), N_("recorded"), N_("redate {what}"), N_("reopen"), N_("reply"),
        N_("reply, received"), N_("retract {what}"), N_("review, pass"), N_("review, return"), N_("rule, abolish"),
        N_("rule, create"), N_("rule, drop"), N_("rule, issued"), N_("rule, keep"), N_("rule, revise"), N_("sample"),
        N_("sample, announce"), N_("sample, draw"), N_("sample, replace"), N_("setup"), N_("submit"),
        N_("submit, incomplete"), N_("transfer to {what}"), N_("transfer"), N_("void"), N_("wider"),
        N_("wider, general"), N_("withdraw"), N_("{n} organizations"), N_("{n} problems"), N_("{n} records"),
        N_("{n} urges"),
        *registers.VERBS,
    ]
)  # fmt: skip
"""What was done, and of how many; ``{what}`` is a last word that stays, ``{n}`` a number."""


def subject(written: str, language: str) -> str:
    """Return the first line of a commit in a language; what is none of ours stays as it is, as names do."""
    named, colon, done = written.rpartition(": ")
    with speaking(language):
        return f"{_worded(named)}{colon}{_worded(done)}"


def _worded(text: str) -> str:
    if text in WORDS:
        return _(text)
    counted, head = re.sub(r"(?a:\b\d+\b)", "{n}", text, count=1), text.rpartition(" ")[0]
    if counted in WORDS:
        return _(counted).format(n="".join(re.findall(r"(?a:\d+)", text)[:1]))
    named = f"{head} {{what}}"
    if named in WORDS:
        return _(named).format(what=text[len(head) + 1 :])
    return text
