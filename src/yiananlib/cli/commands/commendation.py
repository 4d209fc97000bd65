"""``yian commendation``."""

from yiananlib.cli.registers import register_command
from yiananlib.messages import _

command = register_command(
    "commendation",
    examples="yian commendation zjj --title 主动公开变更审批流程，压减三个环节 --mechanism 容错纠错 --whom jianguan"
    " --by bgs/liaison\n"
    "yian commendation c4x9pq --note 县委通报表扬 --by bgs/liaison\n"
    "yian commendation c4x9pq --withdraw 登记重复 --by bgs/liaison",
    details=_(
        "支持干事者、鼓励改革者、褒奖担当者: who acted and was backed, by which mechanism, for what. The mechanisms are"
        " those of [vocabulary.mechanism] in yian.toml, or any words."
    ),
)
