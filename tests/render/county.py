"""A small ledger that is always the same: a problem of each sort, with texts that try to be more than text."""

from pathlib import Path

from tests.builders import OFFICE, OTHER
from tests.services.ledgers import Desk, new_desk
from yiananlib.model.vocabulary import Answer, LookBackResult, Verdict
from yiananlib.services.recording import close_out, examine, rectify

NASTY = "[red]x[/red] [/nope] :ok: a|b `c` *d* <e> &f; $g$"


def told(folder: Path) -> Desk:
    """Tell the county's story up to 20 June 2026."""
    desk = new_desk(folder)
    desk.edit("yian.toml", "disabled = []", 'disabled = ["wider"]')
    desk.edit("yian.toml", 'language = "zh_CN"', 'language = "en"')
    reply = examine.Reply("p01", Answer.CLEAR, "已逐项对照")
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", [reply])
    returned = desk.submitted(title=NASTY, symptom=f"=1+1\n第二行 {NASTY}", effect="@整改成效", support=["czj"])
    desk.on("2026-04-01").review(returned, Verdict.RETURN, by=OFFICE)
    closed = desk.closed(title="公务接待无公函报销", kind="eight_rules", severity="general", effect="无公函一律不报")
    desk.on("2026-04-20").look_back(closed, LookBackResult.HELD)
    again = desk.on("2026-04-21").closed(title="惠民资金滞留", field="funds", effect="资金三日内拨付")
    desk.on("2026-05-20").look_back(again, LookBackResult.SLIPPED)
    rectify.progress(desk.ledger, desk.context(), again, "正在追缴")
    rectify.amend(desk.ledger, desk.context(OFFICE), again, {"level": ["thought"], "goal": "即到即拨"}, "更正")
    voided = desk.problem(title="重复登记")
    close_out.void(desk.ledger, desk.context(OFFICE), voided, "与另一问题重复")
    late = desk.problem(
        "czj", by=OTHER, title="会议纪要未印发", leader="head", owner="head", root_cause=None, level=None, goal=None
    )
    request = desk.append(
        late, "extension-requested", by=OTHER, until=desk.now.date().replace(month=6, day=18), reason="待会签"
    )
    desk.append(late, "extension-granted", request=request, until=desk.now.date().replace(month=6, day=18))
    return desk.on("2026-06-20")
