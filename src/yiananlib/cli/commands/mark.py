"""``yian mark``."""

from yiananlib.cli.registers import register_command
from yiananlib.messages import _

command = register_command(
    "mark",
    examples="yian mark zjj --reason 招投标领域两年内三起案件 --document 县委办〔2026〕11号 --by bgs/liaison\n"
    "yian mark h7t2mc --keep 半年后复查，变更审批问题仍有反弹 --by bgs/liaison\n"
    "yian mark h7t2mc --lift 连续两个季度抽查未见反弹 --by bgs/liaison",
    details=_(
        "重灾区: the office or the inspectors mark an organization, for a reason, and lift the mark for one; no figure"
        " ever does. Reports name it, `yian list --marked` and `yian report --marked` narrow to such organizations."
    ),
)
