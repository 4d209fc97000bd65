"""The registers, a row each: see :mod:`yiananlib.model.register`."""

from __future__ import annotations

from typing import Final

from yiananlib.messages import N_
from yiananlib.model.register import Count, Field, Register, Step, Takes, Wait
from yiananlib.model.register_names import CALLED
from yiananlib.model.steps import Who
from yiananlib.model.words import FORM_WORDS

VOICE_WORDS: Final[dict[str, str]] = {
    "masses": N_("the public"),
    "served": N_("those who are served"),
    "members": N_("party members and cadres"),
    "deputies": N_("deputies and delegates"),
    "grassroots": N_("units below"),
    "enterprises": N_("enterprises"),
    "others": N_("others"),
}
"""From whom an opinion comes: always a category, never a name."""
MEANS_WORDS: Final[dict[str, str]] = {
    "forum": N_("forum"),
    "talk": N_("talk"),
    "box": N_("suggestion box"),
    "survey": N_("questionnaire"),
    "visit": N_("visit to a household or unit"),
    "online": N_("hotline or online"),
    "letter": N_("letter"),
    "others": N_("others"),
}

_REASON: Final = Field("reason", Takes.TEXT, needed=True)

OPINION: Final = Register(
    name="opinion",
    folder=CALLED["opinion"].folder,
    word=CALLED["opinion"].word,
    heading=N_("Opinions"),
    empty=N_("No opinion fits. `yian opinion ORG` records one that was collected."),
    begins=N_("Record an opinion that was collected"),
    title=Field("title", Takes.LINE, N_("The opinion in one line."), needed=True),
    fields=(
        Field(
            "voice", Takes.CHOICE, N_("From whom, as a category and never a name."), "--from", needed=True,
            words=VOICE_WORDS,
        ),
        Field("means", Takes.CHOICE, N_("By what means it was collected."), words=MEANS_WORDS),
        Field("text", Takes.TEXT, N_("The opinion at length.")),
    ),
    steps=(
        Step("collected", N_("collected"), N_("opinion"), Who.OWN, {"": "collected"}),
        Step(
            "assigned", N_("assigned"), N_("opinion, assign"), Who.ABOVE,
            dict.fromkeys(("collected", "assigned", "answered", "declined"), "assigned"),
            (
                Field("org", Takes.ORG, N_("Assign it to this organization."), "--assign", needed=True),
                Field("due", Takes.DUE, N_("The last day for the answer, with --assign."), needed=True),
            ),
        ),
        Step(
            "answered", N_("answered"), N_("opinion, answer"), Who.ADDRESSEE,
            dict.fromkeys(("collected", "assigned"), "answered"),
            (Field("text", Takes.TEXT, N_("What was done, or is said to it."), "--answer", needed=True),), settles=True,
        ),
        Step(
            "raised", N_("made a problem"), N_("opinion, made a problem"), Who.OWN,
            dict.fromkeys(("collected", "assigned", "answered"), "raised"),
            (Field("problem", Takes.PROBLEM, N_("The problem on the unit's list that it became."), needed=True),),
            settles=True,
        ),
        Step(
            "declined", N_("not taken up"), N_("opinion, not taken up"), Who.OWN,
            dict.fromkeys(("collected", "assigned"), "declined"),
            (_REASON._replace(said="--decline", help=N_("Why it is not taken up.")),), settles=True,
        ),
    ),
    status_words={
        "collected": N_("to be assigned"), "assigned": N_("to be answered"), "answered": N_("answered"),
        "raised": N_("made a problem"), "declined": N_("not taken up"),
    },
    open=("collected", "assigned"),
    turns={
        "collected": N_("Next, the office: `yian opinion {ref} --assign ORG --due DAY`"),
        "assigned": N_(
            "Next, the unit it is assigned to: `yian opinion {ref} --answer TEXT`, or --problem, or --decline"
        ),
    },
    columns=("voice", "means", "assigned.org", "assigned.due", "raised.problem"),
    awaits=("assigned.due", ("assigned",)),
    lies_with="assigned.org",
    waits=(
        Wait("opinions", N_("Opinions to be answered"), ("assigned",)),
        Wait("collected", N_("Opinions to be assigned"), ("collected",), directed=True),
    ),
    counts=(
        Count("collected", N_("collected")),
        Count("answered", N_("answered"), ("answered",)),
        Count("raised", N_("made a problem"), ("raised",)),
        Count("declined", N_("not taken up"), ("declined",)),
        Count("waiting", N_("waiting"), ("collected", "assigned")),
        Count("late", N_("late"), ("assigned",), late=True),
    ),
)  # fmt: skip
"""意见建议: collected, assigned to whom it concerns, answered or made a problem."""

TYPE_WORDS: Final[dict[str, str]] = {"leading": N_("leading group"), "working": N_("working group")}
"""领导小组, 工作专班."""
_CHAIR: Final = Field("chair", Takes.POST, N_("Who chairs it: an officer, or a post in words."), needed=True)
_MEMBERS: Final = Field(
    "members", Takes.POST, N_("A member: an officer, or a post in words; may be given again."), "--member", many=True
)
_DOCUMENT: Final = Field("document", Takes.LINE, N_("The document by which it is so, such as its number."))

GROUP: Final = Register(
    name="group",
    folder=CALLED["group"].folder,
    word=CALLED["group"].word,
    heading=N_("Leading and working groups"),
    empty=N_("No group fits. `yian group ORG` records one that was set up."),
    begins=N_("Record a group that was set up"),
    title=Field("title", Takes.LINE, N_("What the group is called."), needed=True),
    fields=(
        Field("type", Takes.CHOICE, N_("Which kind of group."), needed=True, words=TYPE_WORDS),
        _CHAIR, _MEMBERS, _DOCUMENT,
    ),
    steps=(
        Step("set-up", N_("set up"), N_("group"), Who.OWN, {"": "standing"}),
        Step(
            "changed", N_("changed"), N_("group, change"), Who.OWN, {"standing": "standing"},
            (
                _REASON._replace(said="--change", help=N_("Why it changes; with the new chair or all members.")),
                _CHAIR._replace(needed=False), _MEMBERS, _DOCUMENT,
            ),
        ),
        Step(
            "dissolved", N_("dissolved"), N_("group, dissolve"), Who.OWN, {"standing": "dissolved"},
            (_REASON._replace(said="--dissolve", help=N_("Why it is dissolved.")),),
        ),
    ),
    status_words={"standing": N_("in place"), "dissolved": N_("dissolved")},
    open=("standing",),
    columns=("type", "chair", "members", "document"),
    counts=(Count("standing", N_("in place"), ("standing",)), Count("dissolved", N_("dissolved"), ("dissolved",))),
    expected=N_("Units without a group: {units}"),
)  # fmt: skip
"""领导小组, 工作专班: who leads the campaign in the county and in each unit."""

MARK: Final = Register(
    name="mark",
    folder=CALLED["mark"].folder,
    word=CALLED["mark"].word,
    heading=N_("Units of high risk"),
    empty=N_("No unit is marked. `yian mark ORG --reason TEXT` marks one."),
    begins=N_("Mark an organization"),
    title=Field("title", Takes.LINE, N_("Why it is marked, in one line."), "--reason", needed=True),
    fields=(Field("document", Takes.LINE, N_("The document by which it was decided.")),),
    steps=(
        Step("marked", N_("marked"), N_("mark"), Who.SUPERVISION, {"": "marked"}),
        Step(
            "kept", N_("kept"), N_("mark, keep"), Who.SUPERVISION, {"marked": "marked"},
            (_REASON._replace(said="--keep", help=N_("Looked at again, and it stays: what was found.")),),
        ),
        Step(
            "lifted", N_("lifted"), N_("mark, lift"), Who.SUPERVISION, {"marked": "lifted"},
            (_REASON._replace(said="--lift", help=N_("Why the mark is lifted.")),),
        ),
    ),
    status_words={"marked": N_("of high risk"), "lifted": N_("lifted")},
    open=("marked",),
    columns=("document", "kept.reason", "lifted.reason"),
    counts=(Count("marked", N_("of high risk"), ("marked",)), Count("lifted", N_("lifted"), ("lifted",))),
)  # fmt: skip
"""重灾区: marked by people, for a reason; no figure ever marks a unit."""

_FORMS: Final = {str(form): word for form, word in FORM_WORDS.items()}
_WITHDRAWN: Final = _REASON._replace(said="--withdraw", help=N_("Why it is taken back; the record stays."))
_FOLLOWED: Final = Field("note", Takes.TEXT, N_("What came of it."), needed=True)

COMMENDATION: Final = Register(
    name="commendation",
    folder=CALLED["commendation"].folder,
    word=CALLED["commendation"].word,
    heading=N_("Commendations"),
    empty=N_("No commendation fits. `yian commendation ORG` records one."),
    begins=N_("Record a commendation"),
    title=Field("title", Takes.LINE, N_("What for, in one line."), needed=True),
    fields=(
        Field(
            "mechanism", Takes.WORD, N_("By which mechanism, a word of the vocabulary or any other."), needed=True,
            vocabulary="mechanism",
        ),
        Field("whom", Takes.POST, N_("Who: an officer, or a post in words; default: the organization itself.")),
        _DOCUMENT,
    ),
    steps=(
        Step("given", N_("commended"), N_("commendation"), Who.CONCERNED, {"": "given"}),
        Step(
            "followed", N_("followed up"), N_("commendation, note"), Who.CONCERNED, {"given": "given"}, (_FOLLOWED,),
        ),
        Step(
            "withdrawn", N_("withdrawn"), N_("commendation, withdraw"), Who.CONCERNED, {"given": "withdrawn"},
            (_WITHDRAWN,),
        ),
    ),
    status_words={"given": N_("commended"), "withdrawn": N_("withdrawn")},
    open=("given",),
    columns=("mechanism", "whom", "document"),
    counts=(Count("given", N_("commended"), ("given",)), Count("withdrawn", N_("withdrawn"), ("withdrawn",))),
)  # fmt: skip
"""褒奖担当者: who acted and was backed, by which of the mechanisms, and for what."""

PRESS: Final = Register(
    name="press",
    folder=CALLED["press"].folder,
    word=CALLED["press"].word,
    heading=N_("In the press"),
    empty=N_("No publicity fits. `yian press ORG` records what was published."),
    begins=N_("Record what was published"),
    title=Field("title", Takes.LINE, N_("The headline."), needed=True),
    fields=(
        Field("medium", Takes.LINE, N_("Where it was published."), needed=True),
        Field("issue", Takes.LINE, N_("Which issue, or on which page.")),
        Field("link", Takes.LINE, N_("Its address.")),
        Field("case", Takes.CASE, N_("The case it is about."), either=True),
        Field(
            "problems", Takes.PROBLEM, N_("A problem it is about; may be given again."), "--problem", many=True,
            either=True,
        ),
    ),
    steps=(
        Step("published", N_("published"), N_("press"), Who.OWN, {"": "published"}),
        Step("followed", N_("followed up"), N_("press, note"), Who.OWN, {"published": "published"}, (_FOLLOWED,)),
        Step(
            "withdrawn", N_("withdrawn"), N_("press, withdraw"), Who.OWN, {"published": "withdrawn"},
            (_WITHDRAWN,),
        ),
    ),
    status_words={"published": N_("published"), "withdrawn": N_("withdrawn")},
    open=("published",),
    columns=("medium", "issue", "case", "link", "problems"),
    counts=(
        Count("published", N_("published"), ("published",)), Count("withdrawn", N_("withdrawn"), ("withdrawn",)),
    ),
)  # fmt: skip
"""宣传: what was published of a case or of a result."""

ACCOUNTABILITY: Final = Register(
    name="accountability",
    folder=CALLED["accountability"].folder,
    word=CALLED["accountability"].word,
    heading=N_("Accountability for cases"),
    empty=N_("No decision fits. `yian accountability ORG --case CASE` records one."),
    begins=N_("Record a decision about a case"),
    title=Field(
        "title", Takes.LINE, N_("What was decided, in one line; posts, never names."), "--decision", needed=True,
    ),
    fields=(
        Field("case", Takes.CASE, N_("The case it was decided about."), needed=True),
        Field("trigger", Takes.KEY, N_("The reason, from the vocabulary, where somebody was held to account."),
              vocabulary="trigger"),
        Field("form", Takes.CHOICE, N_("Which of the four forms (四种形态)."), words=_FORMS, along="count"),
        Field("count", Takes.COUNT, N_("How many people; with --form."), along="form", either=True),
        Field("organizations", Takes.COUNT, N_("How many organizations themselves were held to account."), either=True,
              along="trigger"),
        Field("recovered", Takes.COUNT, N_("Money recovered, in whole yuan."), either=True),
        _DOCUMENT,
    ),
    steps=(
        Step("decided", N_("decided"), N_("accountability"), Who.SUPERVISION, {"": "decided"}),
        Step(
            "followed", N_("followed up"), N_("accountability, note"), Who.SUPERVISION, {"decided": "decided"},
            (_FOLLOWED,),
        ),
        Step(
            "withdrawn", N_("withdrawn"), N_("accountability, withdraw"), Who.SUPERVISION, {"decided": "withdrawn"},
            (_WITHDRAWN,),
        ),
    ),
    status_words={"decided": N_("decided"), "withdrawn": N_("withdrawn")},
    open=("decided",),
    columns=("case", "trigger", "form", "count", "organizations", "recovered"),
    counts=(Count("decided", N_("decided"), ("decided",)), Count("withdrawn", N_("withdrawn"), ("withdrawn",))),
)  # fmt: skip
"""问责: what was decided about a case itself; about a problem it is an entry of the problem. Counts, never names."""

DISPATCH: Final = Register(
    name="dispatch",
    folder=CALLED["dispatch"].folder,
    word=CALLED["dispatch"].word,
    heading=N_("Sent upward"),
    empty=N_("Nothing fits. `yian report -o FILE --sent-to WHOM` or `yian dispatch ORG` records what is sent."),
    begins=N_("Record what was sent"),
    title=Field("title", Takes.LINE, N_("What was sent, in one line."), needed=True),
    fields=(
        Field("to", Takes.LINE, N_("To whom it was sent."), needed=True),
        Field("file", Takes.FILE, N_("The file that was sent; its digest is kept."), needed=True),
        Field("sha256", Takes.DIGEST),
        Field("size", Takes.COUNT),
        Field("as_of", Takes.DAY, N_("The as-of day of the report; default: the day it was sent.")),
        Field("about", Takes.ORG, N_("The organization it tells of; default: the county.")),
    ),
    steps=(
        Step("sent", N_("sent"), N_("dispatch"), Who.OWN, {"": "sent"}),
        Step(
            "answered", N_("answered"), N_("dispatch, answer"), Who.OWN, {"sent": "sent"},
            (Field("text", Takes.TEXT, N_("What was said to it."), "--reply", needed=True),),
        ),
        Step(
            "withdrawn", N_("withdrawn"), N_("dispatch, withdraw"), Who.OWN, {"sent": "withdrawn"},
            (_WITHDRAWN,),
        ),
    ),
    status_words={"sent": N_("sent"), "withdrawn": N_("withdrawn")},
    open=("sent",),
    columns=("to", "as_of", "about", "file"),
    counts=(Count("sent", N_("sent"), ("sent",)), Count("withdrawn", N_("withdrawn"), ("withdrawn",))),
)  # fmt: skip
"""上报: what was sent to whom, with the digest of the file."""

URGE: Final = Register(
    name="urge",
    folder=CALLED["urge"].folder,
    word=CALLED["urge"].word,
    heading=N_("Urgings"),
    empty=N_("No urging fits. `yian remind --sent HOW` or `yian urge ORG` records one."),
    begins=N_("Record that a unit was urged"),
    title=Field("title", Takes.LINE, N_("What it was urged to do, in one line."), needed=True),
    fields=(
        Field(
            "how", Takes.WORD, N_("How: a word of the vocabulary, such as phone, or any other."), needed=True,
            vocabulary="urging",
        ),
        Field("whom", Takes.POST, N_("Who was urged, an officer or a post; default: the unit as a whole.")),
        Field(
            "problems", Takes.PROBLEM, N_("A problem it is about; may be given again."), "--problem", many=True,
            either=True,
        ),
        Field(
            "records", Takes.LINE, N_("Another record it is about, such as a notice; may be given again."), "--record",
            many=True, either=True,
        ),
    ),
    steps=(
        Step("urged", N_("urged"), N_("urge"), Who.OVER, {"": "urged"}),
        Step("followed", N_("followed up"), N_("urge, note"), Who.OVER, {"urged": "urged"}, (_FOLLOWED,)),
        Step("withdrawn", N_("withdrawn"), N_("urge, withdraw"), Who.OVER, {"urged": "withdrawn"}, (_WITHDRAWN,)),
    ),
    status_words={"urged": N_("urged"), "withdrawn": N_("withdrawn")},
    open=("urged",),
    columns=("how", "whom", "problems", "records"),
    counts=(Count("urged", N_("urged"), ("urged",)), Count("withdrawn", N_("withdrawn"), ("withdrawn",))),
)  # fmt: skip
"""催办: who urged whom about which records, and how."""

ALL: Final = (OPINION, GROUP, MARK, COMMENDATION, PRESS, ACCOUNTABILITY, DISPATCH, URGE)
BY_NAME: Final = {register.name: register for register in ALL}
VERBS: Final = frozenset(step.verb for register in ALL for step in register.steps)
"""What git's log calls the steps."""
WAITS: Final = {wait.name: (register, wait) for register in ALL for wait in register.waits}
"""What can stand in the queue, by its name there."""
CHOICES: Final = {
    f"{register.name}_{field.name}".title().replace("_", ""): field.words
    for register in ALL
    for field in (*register.head, *(one for step in register.steps for one in step.fields))
    if field.takes is Takes.CHOICE
}
"""The words of the choices, by the class that the models make of each."""
