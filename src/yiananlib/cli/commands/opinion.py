"""``yian opinion``."""

from yiananlib.cli.registers import register_command
from yiananlib.messages import _

command = register_command(
    "opinion",
    examples="yian opinion zjj --title 变更审批环节多、时间长 --from enterprises --means forum --by zjj/liaison\n"
    "yian opinion p5n8ra --assign zjj --due 2026-07-31 --by bgs/liaison\n"
    "yian opinion p5n8ra --answer 变更审批压减为5个工作日，7月1日起施行 --by zjj/liaison\n"
    "yian opinion p5n8ra --problem k7m2qd --by zjj/liaison\n"
    "yian opinion p5n8ra --decline 属上级事权，已书面反映 --by zjj/liaison",
    details=_(
        "征求意见建议. Whoever collects an opinion records it; the office, or an organization above, assigns it with a"
        " day; the unit it is assigned to answers it, makes it a problem of its list (`yian add-problem` first), or"
        " says why it is not taken up. People are told by category, never by name."
    ),
)
