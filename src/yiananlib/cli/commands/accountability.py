"""``yian accountability``."""

from yiananlib.cli.registers import register_command
from yiananlib.messages import _

command = register_command(
    "accountability",
    examples="yian accountability zjj --case case-1 --decision 对分管负责人诫勉谈话 --trigger inadequate"
    " --form 1 --count 2 --document 云纪〔2026〕15号 --by jw/liaison\n"
    "yian accountability zjj --case case-1 --decision 责令党组作出书面检查 --trigger 整改措施不到位 --organizations 1"
    " --by jw/liaison\n"
    "yian accountability zjj --case case-1 --decision 追回违规支付的工程款 --recovered 126000 --by jw/liaison\n"
    "yian accountability a5r8dn --withdraw 登记重复 --by jw/liaison",
    details=_(
        "问责追责: what was decided about a case itself, with the organization whose people it concerns; about a"
        " problem it is `yian hold-account` and `yian handle`. For the office or the inspectors, who record what was"
        " decided; yian decides nothing. Counts and posts, never names. The report and `yian show CASE`"
        " add both up; `yian list --accountability` lists those about cases."
    ),
)
