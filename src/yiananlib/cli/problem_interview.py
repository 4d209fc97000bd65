"""Asking at a terminal for problems, one or many: by `add-problem`, and by `examine` where one is found."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

import click

from yiananlib.cli.asking import ask_names, ask_value
from yiananlib.cli.interview import Interview
from yiananlib.cli.problem_form import MEASURES, Form, proposed
from yiananlib.errors import YianError
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.cli.line import Line
    from yiananlib.cli.session import Session
    from yiananlib.model.deadlines import Doubt
    from yiananlib.services.recording.register import Proposal
    from yiananlib.store.drafts import Draft
    from yiananlib.store.ledger import Ledger

_ALIKE: Final = 3
"""How many similar problems are shown while a problem is registered."""


def introduced(session: Session, ledger: Ledger, line: Line) -> None:
    """Have somebody say who records, where nothing does and there is anybody."""
    from yiananlib.model import naming
    from yiananlib.services.recording.beforehand import is_known

    if is_known(ledger, session.context()):
        return
    orgs = ledger.orgs()
    posts = naming.posts(orgs)
    if not posts:  # the ledger begins: anyone may define
        return

    def read(said: str) -> str:
        if len(found := [said] if said in posts else naming.officers(said, orgs)) == 1:
            return found[0]
        refusal = _("“{value}” is not an officer in this campaign; give ORG/OFFICER or the post.").format(value=said)
        raise click.UsageError(f"{refusal} {naming.nearest(said, posts)}".strip())

    session.by = ask_value(line, _("Who records this (ORG/OFFICER)"), read, words=posts)


def unit(session: Session, ledger: Ledger, line: Line, org: str | None) -> str:
    """Return the unit that problems are of, asked for where it was not given; who records may do so for it.

    Raises:
        NoSuchRecord, UsageProblem, NotAuthorised.
    """
    from yiananlib.services.recording.beforehand import may_register
    from yiananlib.services.recording.context import known_actor

    introduced(session, ledger, line)
    if org is not None:
        may_register(ledger, session.context(), org)
        return org
    names = {code: one.name for code, one in ledger.orgs().items()}
    actor = known_actor(ledger, session.context().by)
    own = (actor.org,) if actor is not None else ()
    begun = [code for code in names if draft(session, ledger, code).path.exists()]
    if begun:
        said = _("There are unrecorded drafts of problems of: {units}.")
        click.echo(said.format(units=_(", ").join(f"{names[code]} ({code})" for code in begun)), err=True)
        own = own if own and own[0] in begun else (begun[0],)
    while True:
        chosen = ask_names(line, _("Which unit"), names, default=own)
        if len(chosen) != 1:
            click.echo(_("Name only one unit."), err=True)
            continue
        try:
            may_register(ledger, session.context(), chosen[0])
        except YianError as error:
            click.echo(error.message, err=True)
            continue
        return chosen[0]


def draft(session: Session, ledger: Ledger, org: str) -> Draft:
    """Return the draft of a problem of that unit; it is the same whether the unit was given or asked for."""
    from yiananlib.store.drafts import Draft

    return Draft.of(session.state, ledger.root, "add-problem", org)


def form(session: Session, ledger: Ledger, org: str) -> Form:
    """Return the form of a problem of that unit."""
    from yiananlib.model import naming
    from yiananlib.services.recording import beforehand, second_look

    campaign, orgs, days = ledger.campaign(), ledger.orgs(), session.days()

    def doubts(name: str, said: str, answers: Mapping[str, Any]) -> list[str]:
        found = list(second_look.of_personal(said))
        if name == "root_cause":
            found += second_look.of_cause(campaign, said, answers.get("symptom") or "")
        elif name == MEASURES:
            found += second_look.of_measures(campaign, said)
        return found

    return Form(
        campaign,
        org,
        {one.id: one.post for one in orgs[org].officers if one.in_office(days.recorded)},
        naming.posts(orgs),
        {code: one.name for code, one in orgs.items()},
        beforehand.findings(ledger),
        days,
        doubts,
        lambda symptom: alike(session, symptom),
    )


def alike(session: Session, symptom: str) -> list[str]:
    """Return a line for each of the few problems that are most like a symptom, with what became of it.

    A ledger that cannot be read whole is no hindrance to recording: then nothing is said.
    """
    from yiananlib.render.views.similar import line
    from yiananlib.services.reading.alike import of_symptom

    with contextlib.suppress(YianError):
        found = session.ask(lambda index: of_symptom(index, session.day(index), symptom, _ALIKE))
        return [line(one) for one in found.rows]
    return []


def register_asked(session: Session, ledger: Ledger, org: str | None, given: Mapping[str, Any]) -> None:
    """Ask for problems of a unit until there are no more; each is registered when it is confirmed, and shown."""
    from yiananlib.cli import line as lines
    from yiananlib.services.recording.register import Proposal, add_problems

    line = lines.line()
    org = unit(session, ledger, line, org)
    asked = form(session, ledger, org)
    talk = Interview(draft(session, ledger, org), line)
    talk.resume(asked.kept(), _title)
    more, fields = True, dict(given)
    while more:
        answers, more = talk.confirmed(asked.questions(talk.before), fields, more=True)
        proposal = Proposal(org, *proposed(answers))
        session.sure(twins(ledger, proposal))
        session.show(add_problems(ledger, session.context(), [proposal])[0])
        talk.done(answers)
        fields = {name: said for name, said in fields.items() if name not in ("title", "symptom", "root_cause", "goal")}


def twins(ledger: Ledger, proposal: Proposal) -> list[Doubt]:
    """Return the doubt that the problem is registered already."""
    from yiananlib.services.recording.twins import of_problem

    return list(of_problem(ledger, proposal.org, proposal.fields))


def _title(answers: Mapping[str, Any]) -> str:
    return str(answers.get("title") or answers.get("symptom") or _("untitled"))
