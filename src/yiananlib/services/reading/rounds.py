"""Coverage of self-examination: how far each subject of each organization got in each round (人人过关)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import county_queries, matter_queries
from yiananlib.index.matter_values import Answers

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting


class OfSubject(NamedTuple):
    """How far a subject got: ``subject`` is ``team`` or an officer, ``post`` an officer's post.

    ``problems`` were found, as :func:`sweep.sweep` counts them; ``unexplained`` are nil returns
    without a reason, which are no answers.
    """

    subject: str
    post: str | None
    answered: int
    expected: int
    problems: int
    unexplained: int

    @property
    def passed(self) -> bool:
        """Tell whether every prompt has an answer."""
        return self.answered >= self.expected


class OfOrg(NamedTuple):
    """A round in an organization; ``opened`` is None where it did not open it, ``pass_`` which of the three it is.

    ``left_out`` are officers of the leading team, head and deputies in office, who are no subjects of it.
    """

    org: str
    name: str
    opened: dt.date | None
    pass_: str | None
    subjects: tuple[OfSubject, ...]
    left_out: tuple[str, ...]


class OfRound(NamedTuple):
    """A round in all organizations that are asked, every unit or those that its case names, and whoever opened it."""

    round: str
    orgs: tuple[OfOrg, ...]


class Rounds(NamedTuple):
    """The rounds as of a day, the newest by its first opening on top, be it by its case or by who began it.

    Of ``org`` and all below it, or of the county where that is None.
    """

    day: dt.date
    setting: Setting
    org: str | None
    rows: tuple[OfRound, ...]


def rounds(index: Index, day: dt.date, org: str | None = None) -> Rounds:
    """Return how far each round got by the end of ``day``.

    Raises:
        NoSuchRecord: the organization is unknown.
    """
    index.rounds()  # one that others have opened is asked of this organization, too
    scope = index.scope(org)
    opened = matter_queries.rounds(index, day)
    answers = matter_queries.answers(index, day, scope)
    found_by = county_queries.found_by_subjects(index, day, scope)
    teams = matter_queries.leading_teams(index, day)
    names = matter_queries.org_names(index)
    units = matter_queries.units(index, day)
    prompts = matter_queries.prompts(index)

    def of_org(round_: str, one: str) -> OfOrg:
        found = opened.get((round_, one))
        subjects = found.subjects if found is not None else ("team",)
        posts = teams.get(one, {})

        def of_subject(subject: str) -> OfSubject:
            said = answers.get((round_, one, subject), Answers(0, 0))
            problems = found_by.get((round_, one, subject), 0)
            return OfSubject(subject, posts.get(subject), said.answered, prompts, problems, said.unexplained)

        return OfOrg(
            one,
            names[one],
            found.opened if found is not None else None,
            found.pass_ if found is not None else None,
            tuple(of_subject(subject) for subject in subjects),
            tuple(name for name in posts if name not in subjects),
        )

    asked = matter_queries.asked(index, day)
    first = {name: since for name, (since, _title, _units) in asked.items()}
    for (round_, _org), found in opened.items():
        first[round_] = min(first.get(round_, found.opened), found.opened)
    ordered = sorted(first, key=lambda name: (first[name], name), reverse=True)
    return Rounds(
        day,
        index.setting,
        org,
        tuple(
            OfRound(
                name,
                tuple(
                    of_org(name, one)
                    for one in scope
                    if one in (asked[name][2] if name in asked else units) or (name, one) in opened
                ),
            )
            for name in ordered
        ),
    )
