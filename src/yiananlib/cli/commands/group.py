"""``yian group``."""

from yiananlib.cli.registers import register_command
from yiananlib.messages import _

command = register_command(
    "group",
    examples="yian group zjj --title 县住建局以案促改领导小组 --type leading --chair head --member deputy-1"
    " --member 派驻纪检监察组组长 --document 云住建发〔2026〕3号 --on 2026-03-05 --by zjj/liaison\n"
    "yian group g6k3wd --change 组长调整 --chair deputy-1 --by zjj/liaison\n"
    "yian group g6k3wd --dissolve 工作任务完成 --by zjj/liaison",
    details=_(
        "领导小组, 工作专班. The office records those of the county, each unit its own; --on says the day it was set"
        " up. Who is no officer of the ledger is called by the post, never by name. `yian list --groups` says which"
        " units have none."
    ),
)
