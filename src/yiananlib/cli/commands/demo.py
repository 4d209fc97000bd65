"""``yian demo``: the main job from beginning to end, by the same commands that a user types."""

import re
import shlex
import tempfile
from pathlib import Path
from typing import Final

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _

_ANSWERS: Final = """\
[[answers]]
prompt = "p01"
answer = "clear"
reason = "学习记录与岗位改进清单逐人对照，未见只抄不改"

[[answers]]
prompt = "p07"
answer = "problem"

[answers.problem]
title = "招标文件抽查整改三次催办未报"
symptom = "抽查12个项目，5个变更先干后批"
kind = "undelivered"
field = "tender"
finding = "case-1/1"
severity = "serious"
root_cause = "程序意识淡薄，政令意识不强"
level = ["work", "political"]
goal = "变更审批零补办"
leader = "deputy-1"
owner = "jianguan"
due = 2026-06-15
"""

_RECEPTION: Final = (
    "add-problem zjj --title 公务接待无公函报销 --symptom 抽查接待单据26份，9份无公函 --kind eight_rules"
    " --finding case-1/2 --severity general --class immediate --cause 审核把关流于形式 --level duty"
    " --goal 无公函一律不予报销 --leader deputy-1 --owner jianguan --due 2026-04-10"
)

_STORY: Final[tuple[tuple[str, str, str], ...]] = (
    ("2026-03-02", "", "add-org bgs --name 领导小组办公室 --function office --head 办公室主任 --liaison 联络员"),
    (
        "2026-03-02",
        "bgs/head",
        "add-org jw --name 县纪委监委 --function inspector --head 书记 --liaison 案件监督室主任",
    ),
    ("2026-03-02", "bgs/head", "add-org zjj --name 县住建局 --head 局长 --liaison 办公室主任 --members 7"),
    ("2026-03-02", "bgs/head", "add-officer zjj deputy-1 --post 分管副局长 --role deputy"),
    ("2026-03-02", "bgs/head", "add-officer zjj jianguan --post 建管股股长"),
    (
        "2026-03-02",
        "bgs/head",
        "add-case case-1 --title 住建系统两起案件 --opened 2026-03-01 --round 2026-1"
        " --finding 招投标先干后批 --finding 公款接待 --task 清理招投标和接待制度",
    ),
    (
        "2026-03-05",
        "zjj/liaison",
        "add-meeting zjj --type warning --title 观看警示教育片 --planned 2026-03-05 --material film --case case-1"
        " --held --attended 41 --of 43 --absent 两名股长出差",
    ),
    ("2026-03-12", "zjj/liaison", "examine zjj --round 2026-1 --answers {answers}"),
    ("2026-03-12", "zjj/liaison", _RECEPTION),
    ("2026-03-13", "zjj/liaison", "add-measure {p} 补齐核验并定责 --owner jianguan --due 2026-04-30"),
    ("2026-03-13", "zjj/liaison", "add-measure {p} 修订变更审批办法 --owner deputy-1 --due 2026-05-20"),
    ("2026-04-28", "zjj/liaison", "done {p} 1 --evidence {核验表} --note 12个项目全部核验"),
    ("2026-05-18", "zjj/liaison", "done {p} 2 --evidence {审批办法}"),
    (
        "2026-05-20",
        "zjj/liaison",
        "submit {p} --effect 二季度12个在建项目变更审批零补办 --rule 变更审批办法（2026年修订）"
        " --wider 对全县在建项目同查",
    ),
    (
        "2026-05-25",
        "jw/liaison",
        "review {p} --pass --opinion 现场核查5个项目，属实 --standard 1=yes --standard 2=yes --standard 3=yes"
        " --standard 4=yes",
    ),
    ("2026-05-26", "bgs/liaison", "close {p}"),
    ("2026-05-26", "zjj/head", "endorse {p}"),
    ("2026-05-27", "bgs/liaison", "close {p}"),
    ("2026-05-27", "bgs/liaison", "number {p}"),
    ("2026-05-27", "", "show 2026-001"),
    ("2026-05-28", "", "due --for zjj/liaison"),
    (
        "2026-05-28",
        "bgs/head",
        "notice zjj --title 公务接待整改督办 --demand 6月5日前报整改措施和责任人 --due 2026-06-05 --problem {r}",
    ),
    ("2026-05-30", "zjj/liaison", "reply {n} 已明确措施和责任人，6月10日前完成 --document 住建发〔2026〕18号"),
    ("2026-05-31", "", "report"),
    ("2026-05-31", "", "report --tasks"),
    ("2026-05-31", "", "lint"),
)

_SHEET_HEAD: Final = (
    "序号", "责任单位", "存在的问题", "问题类别", "产生原因", "整改措施", "整改目标", "责任领导", "责任人", "整改时限",
    "发现日期", "病根层面",
)  # fmt: skip
_SHEET: Final = (
    (
        "1", "县住建局", "现场签证单后补，签字不全", "作风漂浮", "审核把关不严",
        "1.补签并核对签证单\n2.签证当日录入系统", "签证单当日签字率100%", "分管副局长", "建管股股长", "6月底前",
        "2026.5.20", "工作短板、担当差距",
    ),
    (
        "2", "县住建局", "农民工工资专户检查走过场", "群众身边微腐败", "监管责任悬空", "逐项目核对专户流水",
        "专户覆盖全部在建项目", "分管副局长", "建管股股长", "30日内", "2026年5月22日", "担当差距",
    ),
)  # fmt: skip
"""An office's own spreadsheet, with the deadlines as offices write them."""

_OFFICE: Final[tuple[tuple[str, str, str], ...]] = (
    ("2026-06-02", "bgs/liaison", "import {台账}"),
    ("2026-06-02", "bgs/liaison", "import {台账} --apply"),
    ("2026-06-03", "", "export xlsx --org zjj -o {填报表}"),
)
"""What comes from a spreadsheet, and the workbook that its unit is sent."""

_FILLED: Final = {
    "整改进展": "专户流水逐项目核对完毕",
    "整改成效": "在建12个项目工资专户全部按月足额拨付",
    "建立或修订的制度": "工资专户按月核对办法",
    "举一反三情况": "对全部在建项目同查",
    "申请销号": "是",
    "完成日期": "2026年6月16日",
}
"""What the unit fills in, by column, of the problem whose title is this:"""
_FILLED_TITLE: Final = "农民工工资专户检查走过场"

_RETURNED: Final[tuple[tuple[str, str, str], ...]] = (
    ("2026-06-17", "bgs/liaison", "import {填报表} --received 2026-06-16 --signed {签字页}"),
    ("2026-06-17", "bgs/liaison", "import {填报表} --received 2026-06-16 --signed {签字页} --apply"),
    ("2026-06-17", "", "report --kind bulletin -o {通报}"),
    ("2026-06-17", "", "report -o {一览}"),
)
"""The workbook comes back, with the sheet that the head signed; then what is printed and sent."""

_END: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "2026-08-26",
        "bgs/liaison",
        "look-back {p} --held --opinion 抽查三季度5个项目，变更均先批后干",
    ),
    ("2026-08-27", "zjj/liaison", "rate {p} --score change=4 --score conduct=4 --score satisfaction=3"),
    ("2026-08-31", "", "verify"),
)


@yian_command(
    "demo",
    examples="yian demo\nyian demo rehearsal",
    details=_(
        "Creates a ledger in the folder, or in a new temporary folder, and shows each command with its"
        " output: examine, add, measure, done, submit, review, close, supervise and report, plus importing"
        " and exporting spreadsheets. The dates follow the story."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", required=False)
def command(session: Session, folder: Path | None) -> None:
    if folder is not None and folder.exists() and any(folder.iterdir()):
        raise UsageProblem(_("{folder} is not empty. Give the demo a new folder.").format(folder=folder))
    home = folder if folder is not None else Path(tempfile.mkdtemp(prefix="yian-demo-"))
    ledger = home / "yunling"
    papers = _papers(home)
    _run(session, ledger, "2026-03-02", "", ["init", str(ledger), "--name", "云岭县以案促改"])

    def tell(story: tuple[tuple[str, str, str], ...]) -> None:
        for day, by, line in story:
            names = papers | _made(ledger)
            _run(session, ledger, day, by, [part.format(**names) for part in shlex.split(line)])

    tell(_STORY)
    try:
        papers |= _spreadsheets(home)
    except UsageProblem as missing:
        click.echo(f"{missing.message}\n")
    else:
        tell(_OFFICE)
        _fill_in(ledger, Path(papers["填报表"]), "2026-06-03")
        tell(_RETURNED)
    tell(_END)
    click.echo(
        _("The demo's ledger is in {folder}; look around with `yian list --ledger {folder}`.").format(folder=ledger)
    )


def _run(session: Session, ledger: Path, day: str, by: str, arguments: list[str]) -> None:
    """Run one command as a user would, on its day, and show it with what it prints."""
    from yiananlib.cli.main import root

    environ = {**session.environ, "YIAN_NOW": day, "YIAN_SEED": "demo", "YIAN_LEDGER": str(ledger)}
    environ.pop("YIAN_BY", None)
    typed = [*arguments, *(["--by", by] if by else [])]
    click.secho(f"{day} $ yian {' '.join(map(_quoted, typed))}", bold=True)
    root.main(typed, prog_name="yian", standalone_mode=False, obj=Session(environ))
    click.echo()


def _quoted(word: str) -> str:
    """Return ``word`` as it is typed: quotes only where a shell needs them, which Chinese does not."""
    return word if re.fullmatch(r"[\w@%+=:,./，。、（）-]+", word) else shlex.quote(word)


def _papers(home: Path) -> dict[str, str]:
    """Write the files that the story's people have at hand, and return their paths by name."""
    home.mkdir(parents=True, exist_ok=True)
    contents = {
        "answers": ("答复.toml", _ANSWERS),
        "核验表": ("核验表.txt", "12个项目核验结果：7个合规，5个已补齐手续并定责\n"),
        "审批办法": ("审批办法.txt", "变更一律先批后干；补办一律通报\n"),
    }
    for name, text in contents.values():
        (home / name).write_text(text, encoding="utf-8")
    return {key: str(home / name) for key, (name, _text) in contents.items()}


def _spreadsheets(home: Path) -> dict[str, str]:
    """Write the spreadsheet that the office has, and return its path and those of what comes and goes later.

    Raises:
        UsageProblem: what writes spreadsheets is not installed.
    """
    from yiananlib.render.book import Book, Sheet
    from yiananlib.render.document import Column, cells
    from yiananlib.render.formats import xlsx

    columns = tuple(Column(title, mm=25) for title in _SHEET_HEAD)
    sheet = Sheet("台账", "县住建局2026年自查问题台账", columns, tuple(cells(*row) for row in _SHEET))
    names = {
        "台账": "自查问题台账.xlsx", "填报表": "县住建局填报表.xlsx", "签字页": "签字页.txt",
        "通报": "整改情况通报.docx",
        "一览": "整改工作一览.html",
    }  # fmt: skip
    (home / names["台账"]).write_bytes(b"".join(xlsx.pieces(Book((sheet,)))))
    (home / names["签字页"]).write_text("主要负责人已签字（扫描件）\n", encoding="utf-8")
    return {key: str(home / name) for key, name in names.items()}


def _fill_in(folder: Path, file: Path, day: str) -> None:
    """Do what the unit does in its spreadsheet program: fill in the workbook that it was sent on ``day``."""
    import datetime as dt

    from yiananlib.messages import speaking
    from yiananlib.render.book import Open, Sheet
    from yiananlib.render.formats import xlsx
    from yiananlib.render.views.unit_book import sheets
    from yiananlib.services.recording.unit_book import unit_book
    from yiananlib.store.ledger import Ledger

    def filled(sheet: Sheet) -> Sheet:
        rows = []
        for row in sheet.rows:
            of_problem = any(cell.text.startswith(_FILLED_TITLE) for cell in row)
            titled = zip(row, sheet.columns, strict=True)
            said = [_FILLED.get(c.title) if of_problem and isinstance(cell, Open) else None for cell, c in titled]
            rows.append(tuple(cell if new is None else Open(new) for cell, new in zip(row, said, strict=True)))
        return sheet._replace(rows=tuple(rows))

    with speaking("zh_CN"):
        book = sheets(unit_book(Ledger(folder), "zjj", dt.date.fromisoformat(day)))
        file.write_bytes(b"".join(xlsx.pieces(book._replace(sheets=tuple(map(filled, book.sheets))))))


def _made(ledger: Path) -> dict[str, str]:
    """Return the ids that the story has by now: ``p`` and ``r`` of its problems, ``n`` of its notice; else empty."""
    home = ledger / "orgs" / "zjj"
    if not (home / "rounds" / "2026-1.toml").exists():
        return {"p": "", "r": "", "n": ""}
    from yiananlib.store.ledger import Ledger

    round_ = Ledger(ledger).round("zjj", "2026-1")
    found = next((a.problem for a in round_.answers if a.problem), "") if round_ else ""
    others = [file.stem for file in (home / "problems").glob("*.toml") if file.stem != found]
    notices = [file.stem for file in (home / "notices").glob("*.toml")]
    return {"p": found, "r": "".join(others), "n": "".join(notices)}
