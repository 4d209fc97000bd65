"""Beginning a campaign: a usable ledger at once, its organizations, officers and prompts."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from yiananlib.errors import LedgerInvalid, NotAuthorised, UsageProblem
from yiananlib.messages import _
from yiananlib.model.authority import may_define
from yiananlib.model.calling import whole
from yiananlib.model.campaign import Campaign
from yiananlib.model.checklist import Checklist, Prompt
from yiananlib.model.org import Officer, Org
from yiananlib.model.text import comparable, name_fault
from yiananlib.model.vocabulary import Function, Role
from yiananlib.services.reading.calendar import moment, today
from yiananlib.services.reading.wording import vocabulary_key
from yiananlib.services.recording import editing, signing, subjects
from yiananlib.services.recording.candidates import unsaid_of_office
from yiananlib.services.recording.context import Context, known_actor, made, still, unknown
from yiananlib.store import codec, editors, files, git, kinds, layout
from yiananlib.store.ledger import Ledger, find_root
from yiananlib.store.trailers import written
from yiananlib.store.transaction import Transaction, new_folder, writing

_IGNORED = ".gitignore"
_TEMPLATES = {
    layout.CAMPAIGN: "yian.toml",
    layout.CHECKLIST: "checklist.toml",
    _IGNORED: "gitignore",
}


@dataclass(frozen=True, slots=True)
class Begun:
    """A new ledger. ``git``: its commands commit; ``uncommitted``: why the first commit failed, or None."""

    root: Path
    campaign: Campaign
    git: bool
    uncommitted: str | None


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition that was written: an organization, an officer or a prompt, and its id."""

    id: str
    record: Org | Officer | Prompt
    uncommitted: str | None


def init_ledger(folder: Path, name: str, context: Context, *, with_git: bool) -> Begun:
    """Make a ledger in ``folder``: the template's campaign and checklist, no organizations.

    Raises:
        UsageProblem: there is a ledger already, in it or above it, or the name cannot be used.
        WriteFailed: the folder cannot be written to.
    """
    found = find_root(folder.absolute())
    if found is not None and not (with_git and _is_unfinished(found, folder, name)):
        raise UsageProblem(_("There is already a ledger in {folder}. Choose another folder.").format(folder=found))
    commits, trouble = in_repository(folder) if with_git else (False, None)
    template = _template(layout.CAMPAIGN).decode()
    text = (
        template.replace("@commit@", "true" if commits else "false")
        .replace("@today@", _template_today(template, context))
        .replace("@name@", codec.string(name.strip()))  # last: a name may be any text
    ).encode()
    try:
        campaign = codec.decode_campaign(text)
    except codec.Invalid as error:
        raise UsageProblem(_("{said}. Nothing was recorded.").format(said=error)) from None
    contents = {layout.CAMPAIGN: text, layout.CHECKLIST: _template(layout.CHECKLIST), **furnishings()}
    new_folder(folder)
    with writing(Ledger(folder), context.waiting) as transaction:
        for path in reversed(contents):  # yian.toml last: it is what makes the folder a ledger
            there = _there(folder, path)
            if there == contents[path]:
                transaction.keep(path)  # of an earlier attempt
            elif there is None or path == layout.CHECKLIST or (found is None and path == layout.CAMPAIGN):
                transaction.put(path, contents[path], None)
            elif path == layout.CAMPAIGN:
                transaction.put(path, contents[path], there)
        uncommitted = trouble
        if commits:
            uncommitted = commit_definition(transaction, "init", context, campaign)
    return Begun(folder, campaign, commits, uncommitted)


def furnishings() -> dict[str, bytes]:
    """Return what git and editors are told of every ledger, by path."""
    found = {_IGNORED: _template(_IGNORED), layout.ATTRIBUTES: kinds.attributes().encode()}
    return found | {path: text().encode() for path, text in editors.FILES.items()}


def in_repository(folder: Path) -> tuple[bool, str | None]:
    """Have a folder in a git repository, a new one where it is in none; tell whether it is, or why that failed."""
    new_folder(folder)
    if git.is_work_tree(folder.absolute()) and git.has_repository(folder):
        return True, None
    failure = git.init(folder)
    return (False, failure.reason) if failure else (True, None)


def add_org(
    ledger: Ledger,
    context: Context,
    name: str,
    *,
    title: str,
    parent: str | None = None,
    function: Function = Function.UNIT,
    members: int | None = None,
    head: str | None = None,
    liaison: str | None = None,
    order: int | None = None,
) -> Defined:
    """Add an organization, with the officers ``head`` and ``liaison`` where their posts are given.

    Without ``order`` it comes after all others, in steps of ten so that one can be put between.

    Raises:
        UsageProblem: the name cannot be used, or differs from another only in case.
        NoSuchRecord: the parent is unknown.
    """
    campaign = ledger.campaign()
    with writing(ledger, context.waiting) as transaction:
        orgs = ledger.orgs()
        author = _definer(ledger, context, orgs)
        usable(name, _("organization"))
        twin = next((o for o in orgs if o.casefold() == name.casefold()), None)
        if twin is not None:
            raise UsageProblem(_("There is already an organization “{name}”. Choose another name.").format(name=twin))
        if parent is not None:
            ledger.org(parent)
        posts = (("head", head, Role.HEAD), ("liaison", liaison, Role.LIAISON))
        record = made(
            Org,
            name=title,
            parent=parent,
            function=function,
            order=order or max((o.order for o in orgs.values()), default=0) // 10 * 10 + 10,
            members=members,
            officers=[{"id": i, "post": post, "role": role} for i, post, role in posts if post is not None],
        )
        transaction.create(kinds.ORG, record, name)
        uncommitted = commit_definition(transaction, f"{name}: add-org", context, campaign, author)
    return Defined(name, record, uncommitted)


def add_officer(
    ledger: Ledger,
    context: Context,
    org: str,
    name: str,
    *,
    post: str,
    role: Role = Role.STAFF,
    email: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Defined:
    """Add an officer to an organization.

    Raises:
        NoSuchRecord: the organization is unknown.
        UsageProblem: the name or address is taken or cannot be used.
    """
    campaign = ledger.campaign()
    with writing(ledger, context.waiting) as transaction:
        orgs = ledger.orgs()
        author = _definer(ledger, context, orgs)
        record = ledger.org(org)
        usable(name, _("officer"))
        if record.officer(name) is not None:
            raise UsageProblem(_("There is already an officer “{org}/{name}”.").format(org=org, name=name))
        if since is not None and until is not None and until < since:
            raise UsageProblem(_("--until {until} is before --since {since}.").format(until=until, since=since))
        officer = made(Officer, id=name, post=post, role=role, email=email, since=since, until=until)
        transaction.append(kinds.ORG, record, [officer], org, table="officers")
        uncommitted = commit_definition(transaction, f"{org}/{name}: add-officer", context, campaign, author)
    return Defined(f"{org}/{name}", officer, uncommitted)


def add_prompt(ledger: Ledger, context: Context, text: str, *, aspect: str, name: str | None = None) -> Defined:
    """Add a prompt to the end of the checklist; without ``name`` it is the next of ``p01``, ``p02``, ….

    Raises:
        UsageProblem: the aspect is not in the vocabulary, or the name or text is there already.
    """
    campaign = ledger.campaign()
    with writing(ledger, context.waiting) as transaction:
        author = _definer(ledger, context, ledger.orgs())
        checklist = ledger.checklist()
        name = name or _next_prompt(checklist)
        usable(name, _("prompt"))
        if checklist.prompt(name) is not None:
            raise UsageProblem(_("There is already a prompt “{name}”.").format(name=name))
        same = next((p for p in checklist.prompts if comparable(p.text) == comparable(text)), None)
        if same is not None:
            raise UsageProblem(_("The prompt {id} already asks the same.").format(id=same.id))
        prompt = made(Prompt, id=name, aspect=vocabulary_key(campaign.vocabulary, "aspect", aspect), text=text)
        transaction.add_prompt(checklist, prompt)
        uncommitted = commit_definition(transaction, f"{name}: add-prompt", context, campaign, author)
    return Defined(name, prompt, uncommitted)


def require_office(ledger: Ledger, context: Context) -> str | None:
    """Return the officer (``<org>/<officer>``) who may change definition files now; None while anyone may.

    Raises:
        NotAuthorised: the office has an officer, and this is not one.
    """
    return _definer(ledger, context, ledger.orgs())


def commit_definition(
    transaction: Transaction, subject: str, context: Context, campaign: Campaign, author: str | None = None
) -> str | None:
    """Write the definitions that ``transaction`` plans, commit it where the campaign wants it; return why that failed.

    ``author`` is the officer, ``<org>/<officer>``; None where nobody known is at the keyboard. What editors were told
    of the ledger's words is told anew.
    """
    if not campaign.git.commit:
        transaction.write()
        editing.renew(transaction.ledger)
        return None
    at = moment(campaign.timezone, context.now)
    org, _slash, officer = (author or "campaign/yian").partition("/")
    trailers = written(author or None, given=context.clock_given)
    message = "\n".join([subjects.subject(subject, campaign.language), *([""] if trailers else []), *trailers]) + "\n"
    failure = transaction.commit(message, at.isoformat(), git.Identity(f"{org}/{officer}", f"{officer}@{org}.invalid"))
    editing.renew(transaction.ledger)
    return failure.reason if failure else None


def _definer(ledger: Ledger, context: Context, orgs: dict[str, Org]) -> str | None:
    campaign = ledger.campaign()
    day = today(campaign.timezone, context.now)
    who = known_actor(ledger, context.by)
    if context.remembered:
        who = still(ledger, context.by or "", who, day)
    if not may_define(who, orgs, day):
        if who is None and context.by is None:
            raise unsaid_of_office(orgs, day)
        if who is None:
            raise unknown(ledger, context.by or "")
        raise NotAuthorised(
            _("Only the office may change definitions, and {by} does not belong to it. Nothing was recorded.").format(
                by=whole(who.ref, orgs)
            )
        )
    signing.require(ledger, campaign, who.ref if who else None, day)
    if who is not None:
        context.heard(who, None)
    return who.ref if who else None


def usable(name: str, what: str) -> None:
    """Refuse a name that cannot be a file's; ``what`` it would name, in the reader's language.

    Raises:
        UsageProblem: it cannot be used.
    """
    if name_fault(name) is not None:
        raise UsageProblem(
            _(
                "“{name}” cannot be the name of this {what}: use at most 40 letters, digits, - and _, beginning"
                " with a letter or digit."
            ).format(name="".join(c if c.isprintable() else "?" for c in name), what=what)
        )


def _next_prompt(checklist: Checklist) -> str:
    taken = {p.id for p in checklist.prompts}
    return next(name for n in range(1, 1000) if (name := f"p{n:02d}") not in taken)


def _is_unfinished(found: Path, folder: Path, name: str) -> bool:
    """Tell whether a ledger is what a beginning left that was stopped before git had it."""
    if found != folder.absolute():
        return False
    ledger = Ledger(found)
    try:
        if ledger.campaign().name != name.strip() or ledger.org_names():
            return False
    except LedgerInvalid:
        return False
    head = git.revision(found, "HEAD") if git.has_repository(found) else None
    return head is None or layout.CAMPAIGN not in git.files_of(found, head, git.prefix(found))


def _there(folder: Path, path: str) -> bytes | None:
    try:
        return files.read(folder, path)
    except FileNotFoundError:
        return None


def _template_today(template: str, context: Context) -> str:
    draft = template.replace("@name@", '"x"').replace("@commit@", "false").replace("@today@", "2000-01-01")
    return today(codec.decode_campaign(draft.encode()).timezone, context.now).isoformat()


def _template(path: str) -> bytes:
    from importlib import resources  # only init needs templates, and this is a heavy import

    return resources.files("yiananlib").joinpath("templates", _TEMPLATES[path]).read_bytes()
