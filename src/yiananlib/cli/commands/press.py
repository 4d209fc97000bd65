"""``yian press``."""

from yiananlib.cli.registers import register_command
from yiananlib.messages import _

command = register_command(
    "press",
    examples="yian press zjj --title 变更审批“先批后干”落地见效 --medium 云岭日报 --issue 第2版 --problem k7m2qd"
    " --on 2026-06-30 --by zjj/liaison\n"
    "yian press zjj --title 住建系统两起案件通报 --medium 县广播电视台 --case case-1 --by bgs/liaison\n"
    "yian press d8v5ny --note 省报转载 --by zjj/liaison\n"
    "yian press d8v5ny --withdraw 登记重复 --by zjj/liaison",
    details=_(
        "宣传报道: what was published of a case or of a result, where and when (--on), with its issue or address. What"
        " is published before a close, with a period for objections, is `yian publicise`."
    ),
)
