"""``yian urge``."""

from yiananlib.cli.registers import register_command
from yiananlib.messages import _

command = register_command(
    "urge",
    examples="yian urge zjj --title 两项逾期 --how 电话 --problem k7m2qd --problem w5n8ra --by bgs/liaison\n"
    "yian urge zjj --title 督办单待答复 --how 微信工作群 --record zjj/p3f9ab --by jw/head\n"
    "yian urge v4r8sk --note 局长答复周五前办结 --by bgs/liaison\n"
    "yian urge v4r8sk --withdraw 重复登记 --by bgs/liaison",
    details=_(
        "催办. The office, the inspectors or an organization above record whom they urged about what, and how: by"
        " phone, in a work chat, in person. `yian remind --message` writes what to say, and `yian remind --sent HOW`"
        " records it for all it lists. The words for how are those of [vocabulary.urging] in yian.toml, or any other."
    ),
)
