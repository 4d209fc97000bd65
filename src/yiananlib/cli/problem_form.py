"""The questions about a problem: title and 症状 first, 病根, 药方 last; for the next of many what is as before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import click

from yiananlib.cli.asking import (
    ask_day,
    ask_names,
    ask_officer,
    ask_tags,
    ask_text,
    ask_value,
    ask_word,
    ask_words,
    is_text,
)
from yiananlib.cli.interview import AS_BEFORE, Question, tell
from yiananlib.cli.line import Back
from yiananlib.messages import N_, _
from yiananlib.model import deadlines, tags
from yiananlib.model.cell_words import measures as numbered
from yiananlib.model.words import CLASS_WORDS, SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yiananlib.cli.interview import Answers
    from yiananlib.cli.line import Line
    from yiananlib.model.campaign import Campaign
    from yiananlib.services.reading.days import Days

MEASURES: Final = "measures"
"""The question whose answer is a list of measures, each with ``text``, ``owner`` and ``due``."""

Doubts = Callable[[str, str, Mapping[str, Any]], "Iterable[str]"]
"""Yields what is to be asked about the text that answers a question, knowing the other answers."""


@dataclass(frozen=True)
class Form:
    """The questions about a problem of one unit, with what they need.

    Attributes:
        campaign: the campaign whose words are offered.
        org: the unit.
        officers: the posts of its officers in office, by id.
        posts: all posts of the campaign by ``<org>/<officer>``.
        units: the names of all organizations by their codes.
        findings: the findings of cases by ``<case>/<number>``.
        days: the days by which days in words are read.
        doubts: yields questions about a text after it was entered.
        alike: yields messages about similar problems after a symptom was entered.
    """

    campaign: Campaign
    org: str
    officers: Mapping[str, str]
    posts: Mapping[str, str]
    units: Mapping[str, str]
    findings: Mapping[str, str]
    days: Days
    doubts: Doubts = lambda _name, _said, _answers: ()
    alike: Callable[[str], Iterable[str]] = lambda _symptom: ()

    def questions(self, before: Answers | None = None) -> list[Question]:
        """Return the questions; with ``before`` first whether all but its own is as it was in that one."""
        own, shared = self._own(), self._shared()
        first = [own["title"], own["symptom"], own["root_cause"], own["goal"]]
        last = [*shared, own[MEASURES]]
        if not before:
            return [*first, *last]
        return [*first, self._as_before(shared, before), *last]

    def kept(self) -> list[Question]:
        """Return all questions whose answers a draft may have."""
        own, shared = self._own(), self._shared()
        return [*own.values(), *shared, self._as_before(shared, {})]

    def _own(self) -> dict[str, Question]:
        asked = {
            "title": (N_("The problem in one line"), N_("title"), True),
            "symptom": (N_("症状: what was found, with figures"), N_("症状"), True),
            "root_cause": (N_("病根: the root cause (optional for now)"), N_("病根"), False),
            "goal": (N_("Goal: the state to be reached by rectification (optional)"), N_("goal"), False),
        }
        found = {
            name: Question(
                name, _(label), self._text(name, _(question), needed=needed), fits=partial(is_text, needed=needed)
            )
            for name, (question, label, needed) in asked.items()
        }
        found[MEASURES] = Question(
            MEASURES, _("药方"), self._measures, shown=self._shown_measures, fits=self._are_measures
        )
        return found

    def _text(self, name: str, question: str, *, needed: bool) -> Callable[[Line, Answers, Any], Any]:
        def ask(line: Line, answers: Answers, earlier: Any) -> Any:
            begun = earlier if isinstance(earlier, str) else ""
            doubts = lambda said: self.doubts(name, said, answers)  # noqa: E731 - it is this question's own
            said = ask_text(line, question, needed=needed, begun=begun, several_lines=name != "title", doubts=doubts)
            for one in self.alike(said) if name == "symptom" and said else ():
                click.echo(one, err=True)
            return said

        return ask

    def _shared(self) -> list[Question]:
        words = self.campaign.vocabulary
        days = self.days
        severity, class_ = _spoken(SEVERITY_WORDS), _spoken(CLASS_WORDS)

        def word(
            name: str, label: str, question: str, known: Mapping[str, str], default: str | None = None
        ) -> Question:
            usual = default if default in known else None

            def ask(line: Line, _answers: Answers, earlier: Any) -> Any:
                return ask_word(line, question, known, earlier if earlier in known else usual)

            return Question(name, label, ask, shown=lambda key: known.get(key, key), fits=one_of(known))

        def officer(name: str, label: str, question: str) -> Question:
            def ask(line: Line, _answers: Answers, earlier: Any) -> Any:
                kept = earlier if earlier in self.officers or earlier in self.posts else None
                return ask_officer(line, question, self.officers, self._is_known, kept, self.posts)

            return Question(name, label, ask, shown=self._post, fits=self._is_officer)

        def level(line: Line, _answers: Answers, earlier: Any) -> Any:
            kept = tuple(key for key in earlier or () if key in words["level"]) if not isinstance(earlier, str) else ()
            return ask_words(line, _("Levels of the cause (one or more)"), words["level"], default=kept)

        def finding(line: Line, _answers: Answers, earlier: Any) -> Any:
            asked = _("Case finding that it repeats, CASE/N (optional)")
            default = earlier if earlier in self.findings else ""
            return ask_value(line, asked, self._finding, default=default, words=self.findings)

        def support(line: Line, _answers: Answers, earlier: Any) -> Any:
            others = {code: name for code, name in self.units.items() if code != self.org}
            kept = tuple(code for code in earlier or () if code in others) if not isinstance(earlier, str) else ()
            return ask_names(line, _("配合单位: cooperating units (optional)"), others, default=kept)

        known_tags = tags.every(words)

        def tagged(line: Line, _answers: Answers, earlier: Any) -> Any:
            kept = tuple(tag for tag in earlier or () if tag in known_tags) if not isinstance(earlier, str) else ()
            return ask_tags(line, _("Tags, by their words (may be left)"), words, default=kept)

        def found(line: Line, answers: Answers, earlier: Any) -> Any:
            return ask_day(
                line, _("Day it was found"), days.day, _day(earlier) or days.today, days.today,
                refusal=lambda day: self._within(answers.get("due"), day),
                doubt=lambda day: deadlines.odd_finding(day, days.today),
            )  # fmt: skip

        def due(line: Line, answers: Answers, earlier: Any) -> Any:
            since = answers.get("found", days.today)
            return ask_day(
                line, _("Deadline (inclusive)"), lambda said: self._due(said, since), _day(earlier),
                refusal=lambda day: self._within(day, since),
                doubt=lambda day: deadlines.odd(day, days.today),
            )  # fmt: skip

        def one_of(known: Mapping[str, str]) -> Callable[[Any], bool]:
            return lambda said: isinstance(said, str) and said in known

        def some_of(known: Mapping[str, str]) -> Callable[[Any], bool]:
            return lambda said: isinstance(said, (list, tuple)) and all(map(one_of(known), said))

        def listed(known: Mapping[str, str]) -> Callable[[Any], str]:
            return lambda keys: _(", ").join(known.get(key, key) for key in keys)

        return [
            word("kind", _("kind"), _("Kind"), words["kind"]),
            word("field", _("key field"), _("Key field"), words["field"], "none"),
            word("severity", _("severity"), _("How serious"), severity, "general"),
            word("class", _("class"), _("Class"), class_, "phased"),
            Question(
                "level", _("level of the cause"), level, lambda answers: bool(answers.get("root_cause")),
                listed(words["level"]), some_of(words["level"]),
            ),
            word("source", _("source"), _("Where it was found"), words["source"], "self_check"),
            Question(
                "finding", _("finding"), finding, lambda _answers: bool(self.findings),
                fits=lambda said: said is None or one_of(self.findings)(said),
            ),
            Question(
                "support", _("cooperating units"), support, lambda _answers: len(self.units) > 1, listed(self.units),
                some_of({code: name for code, name in self.units.items() if code != self.org}),
            ),
            Question(
                "tags", _("tags"), tagged, lambda _answers: bool(known_tags), lambda said: tags.told(said, words),
                some_of(known_tags),
            ),
            officer("leader", _("责任领导"), _("责任领导: the leader")),
            officer("owner", _("责任人"), _("责任人: the owner")),
            Question("found", _("Day it was found"), found, fits=lambda said: _is_day(said) and said <= days.today),
            Question("due", _("deadline"), due, fits=_is_day),
        ]  # fmt: skip

    def _as_before(self, shared: list[Question], before: Answers) -> Question:
        same = [q for q in shared if before.get(q.name) not in (None, (), [])]
        kept = {q.name: before.get(q.name) for q in shared}

        def ask(line: Line, answers: Answers, _earlier: Any) -> Any:
            rows = [q for q in same if q.name not in answers and q.applies(answers)]
            tell(rows, before)

            def read(said: str) -> list[str]:
                parts = said.replace(",", " ").replace("，", " ").replace("、", " ").split()
                if bad := [part for part in parts if not (part.isdecimal() and 1 <= int(part) <= len(rows))]:
                    raise click.UsageError(_("“{value}” is not one of these; give its number.").format(value=bad[0]))
                return [rows[int(part) - 1].name for part in parts]

            other = ask_value(line, _("Keep all of these? Enter: yes; numbers: change those items"), read)
            return {name: value for name, value in kept.items() if name not in other}

        def fits(said: Any) -> bool:
            known = {question.name: question for question in shared}
            return isinstance(said, dict) and all(
                name in known and (one in (None, (), []) or known[name].fits(one)) for name, one in said.items()
            )

        return Question(AS_BEFORE, "", ask, fits=fits)

    def _measures(self, line: Line, answers: Answers, earlier: Any) -> list[dict[str, Any]]:
        """Ask for measures until an empty line; many may be said at once, by number or a line each.

        Who carries them out is the problem's owner and the day its deadline, unless another is said; where the
        problem is as one before, and says its measures for the first time, that is not asked.
        """
        brief = AS_BEFORE in answers and earlier is None
        made: list[dict[str, Any]] = []
        begun = earlier if isinstance(earlier, str) else _lines(earlier)
        while True:
            question = _("药方: measure {n} (leave empty to finish; several: 1. … 2. …)").format(n=len(made) + 1)
            try:
                said = ask_text(
                    line, question, needed=False, begun=begun,
                    doubts=lambda said: self.doubts(MEASURES, said, answers),
                )  # fmt: skip
                if said is None:
                    return made
                owner, due = answers["owner"], answers["due"]
                if not brief:
                    owner = ask_officer(line, _("Who carries it out"), self.officers, self._is_known, owner, self.posts)
                    due = self._measure_day(line, answers)
            except Back:
                if not made:
                    raise
                begun = made.pop()["text"]
                continue
            begun = ""
            made += [{"text": text, "owner": owner, "due": due} for text in split(said)]

    def _measure_day(self, line: Line, answers: Answers) -> dt.date:
        found, last = answers["found"], answers["due"]

        def refusal(due: dt.date) -> str | None:
            if due < found or due > last >= self.days.today:
                return _("A measure must be due between {found} and {due}, the deadline of the problem.").format(
                    found=found, due=last
                )
            return None

        return ask_day(
            line, _("By when"), lambda said: self._due(said, found), last, refusal=refusal,
            doubt=lambda day: deadlines.odd(day, self.days.today) if day != last else None,
        )  # fmt: skip

    def _shown_measures(self, measures: list[dict[str, Any]]) -> str:
        return "".join(f"\n      {m['text']}  {self._post(m['owner'])}  {m['due']}" for m in measures)

    def _post(self, officer: str) -> str:
        return self.officers.get(officer) or self.posts.get(officer, officer)

    def _is_officer(self, said: Any) -> bool:
        return isinstance(said, str) and (said in self.officers or said in self.posts)

    def _are_measures(self, said: Any) -> bool:
        return isinstance(said, list) and all(
            isinstance(one, dict)
            and set(one) == {"text", "owner", "due"}
            and is_text(one["text"])
            and self._is_officer(one["owner"])
            and _is_day(one["due"])
            for one in said
        )

    def _is_known(self, ref: str) -> bool:
        return ref in self.posts

    def _finding(self, said: str) -> str | None:
        if said and said not in self.findings:
            raise click.UsageError(_("“{value}” is not one of these.").format(value=said))
        return said or None

    def _within(self, due: Any, found: dt.date) -> str | None:
        return deadlines.within(due, found, self.campaign.deadlines) if isinstance(due, dt.date) else None

    def _due(self, said: str, found: dt.date) -> dt.date:
        """Return the deadline that is meant, and say which it is where it was said in words."""
        due = self.days.due(said, found)
        for sentence in self.days.sentences():
            click.echo(sentence, err=True)
        return due


def proposed(answers: Answers) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the fields of the head that answers give, and the measures."""
    left = (MEASURES, AS_BEFORE)
    fields = {name: said for name, said in answers.items() if name not in left and said not in (None, (), [])}
    return fields, list(answers.get(MEASURES) or ())


def split(said: str) -> list[str]:
    """Return the measures in what was typed: those that are numbered, else one a line."""
    if len(several := numbered(said)) > 1:
        return several
    return [line.strip() for line in said.split("\n") if line.strip()]


def _lines(earlier: Any) -> str:
    return "\n".join(one["text"] for one in earlier) if isinstance(earlier, list) else ""


def _is_day(value: Any) -> bool:
    return isinstance(value, dt.date)


def _day(value: Any) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def _spoken(words: Mapping[str, str]) -> dict[str, str]:
    return {str(key): _(word) for key, word in words.items()}
