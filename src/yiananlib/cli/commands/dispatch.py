"""``yian dispatch``."""

from yiananlib.cli.registers import register_command
from yiananlib.messages import _

command = register_command(
    "dispatch",
    examples="yian dispatch zjj --title 二季度整改情况报告 --to 县委办 --file 核验表.pdf --as-of 2026-06-30"
    " --by zjj/liaison\n"
    "yian dispatch s2w7fk --reply 县委办已阅，要求补报责任认定 --by zjj/liaison\n"
    "yian dispatch s2w7fk --withdraw 数据有误，另行报送 --by zjj/liaison",
    details=_(
        "上报: what was sent to whom on which day (--on), with the digest of the file, which is not kept itself. `yian"
        " report -o FILE --sent-to WHOM` writes and records in one. `yian list --sent` shows them."
    ),
)
