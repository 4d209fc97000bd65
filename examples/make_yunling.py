"""Make the example campaign: 云岭县以案促改, a fictitious county from the first day to 2026-07-15.

    python examples/make_yunling.py FOLDER

FOLDER, a new one, becomes a ledger, made by nothing but `yian` commands. Those of the main story are written below and
in yunling_campaign.py as they would be typed, after the time and the officer (`--by`) who types them; those of the
other problems are put together from the tables in problems/. Read from top to bottom it is the story of a campaign;
`examples/yunling` is what comes out of it, the same bytes on every run (`make example` replaces it).

The county, its organizations and figures are invented. Officers are posts, never persons.
"""

import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from yunling_campaign import ANSWERS, campaign, cases
from yunling_county import County
from yunling_people import OFFICERS, ORGS, PAPERS
from yunling_problems import tell_table

CHECKED_IN = ANSWERS.parent / "yunling"
"""The one folder that is replaced if it is there."""


# --------------------------------------------------------------------- March: the campaign begins


def begin(yian: County) -> None:
    """The ledger, its organizations in their order, and the posts."""
    # until the office has an officer anyone may define; from then on the office alone
    yian(f"""
        03-02 09:00 -  init {shlex.quote(str(yian.ledger))} --name 云岭县以案促改 --no-git
        03-02 09:10 -  add-org bgs --name 领导小组办公室 --function office --head 主任 --liaison 联络员
    """)
    yian(ORGS)
    yian(OFFICERS)
    cases(yian)


def examine(yian: County, when: str, org: str) -> list[str]:
    """The unit answers the checklist; return the problems found, in the order of its answers."""
    answers = shlex.quote(str(ANSWERS / f"{org}.toml"))
    found = yian(f"{when} {org}/liaison  examine {org} --round 2026-1 --answers {answers}")
    problems: list[str] = found["problems"]
    return problems


# -------------------------------------------------------------------------------- 县自然资源局


def resettlement_fees(yian: County, p: str) -> None:
    """37户过渡费: submitted in time, but the inspectors return it. Status returned, and overdue by now."""
    yian(f"""
        03-20 15:10 zrzy/liaison  progress {p} 已入户核对21户，其余16户约定月底前核完 --measure 1
        04-16 10:20 zrzy/liaison  done {p} 1 --evidence 过渡费核算公示表.txt --note 37户全部核算并上墙公示
        04-30 16:40 zrzy/liaison  done {p} 2 --evidence 过渡费兑付凭证汇总.txt --note 兑付35户68.4万元
        05-29 11:00 zrzy/liaison  done {p} 3 --evidence 过渡费核算时限规定.txt
        06-24 09:40 zrzy/liaison  submit {p}
            --effect 37户过渡费核算完毕，35户68.4万元已到账，三次来访均已书面答复
            --rule 过渡费核算时限规定
            --wider 对城东、城南两个片区96户同查，补核4户
        06-26 17:00 zrzy/head  endorse {p}
        07-02 15:30 jw/shi-2  review {p} --return --why measure_undone
            --opinion 电话回访10户，2户异议户未收到复核结论，查摆仍有遗漏；复核结论送达后再报
            --standard 1=yes --standard 2=no --standard 3=no --standard 4=yes
    """)


def satellite_plots(yian: County, p: str) -> None:
    """卫片图斑: all done, waiting for a reviewer. Status submitted."""
    yian(f"""
        04-09 09:20 zrzy/liaison  progress {p} 6个图斑已核查4个 --measure 1
        05-28 14:00 zrzy/liaison  done {p} 1 --evidence 图斑现场核查表.txt
        06-30 10:10 zrzy/liaison  done {p} 2 --evidence 图斑交办台账.txt
        # the unit says so three days later: it counts from the day it was recorded (补录)
        07-13 09:15 zrzy/liaison  submit {p} --on 2026-07-10
            --effect 6个逾期图斑全部报结，二季度14个图斑按期报送率100%
            --rule 图斑交办台账管理办法
            --wider 对耕地流出、设施农用地两类交办事项一并清理，补报3项
        07-14 08:50 zrzy/head  endorse {p}
    """)


def service_window(yian: County, p: str) -> None:
    """登记窗口代填: minor and immediate, so the short gate is enough: no endorsement, no rule. Status closed."""
    yian(f"""
        03-20 17:10 zrzy/liaison  done {p} 1 --evidence 登记窗口整改照片说明.txt
        # the office saw it itself and vouches for the day
        04-08 10:00 bgs/liaison  done {p} 2 --on 2026-04-07 --evidence 窗口录像抽看记录.txt
        04-08 10:30 zrzy/liaison  submit {p}
            --effect 4月上旬满意度评价52次均由办事群众本人作出，录像抽看6次无代填
            --no-rule 评价器操作规程已有规定，执行即可
            --no-wider 全局仅此一处对外窗口
        04-10 15:00 bgs/ducha  review {p} --pass --opinion 现场随机查看两个半天，评价均由群众本人操作
        04-13 09:00 bgs/head  close {p}
    """)


# ---------------------------------------------------------------------------------- 县住建局


def tender_documents(yian: County, p: str) -> None:
    """招标文件抽查: serious and in a key field, so the inspectors answer the 四个决不放过. Status closed."""
    yian(f"""
        03-24 09:00 zjj/liaison  progress {p} 12个项目已核验7个，资料不全的已发补正单 --measure 1
        04-28 16:20 zjj/liaison  done {p} 1 --evidence 12个项目核验表.txt --note 5个先干后批项目已定责
        05-18 11:30 zjj/liaison  done {p} 2 --evidence 变更审批办法.txt
        06-04 15:40 zjj/liaison  done {p} 3 --evidence 4至5月抽查通报.txt
        06-08 09:10 zjj/liaison  submit {p} --on 2026-06-05
            --effect 4至5月抽查9个项目21项变更均先批后干，县级交办事项7件全部按期报结果
            --rule 变更审批办法（2026年修订）
            --wider 对全县43个在建项目同查，发现并纠正先干后批2项
        # nobody judges their own work
        06-09 09:00 zjj/liaison  review {p} --pass --opinion 情况属实  → 5
        # the paper had come in on the Friday before
        06-10 16:30 jw/liaison  review {p} --pass --received 2026-06-05
            --opinion 调阅21项变更资料，现场核查5个项目，与报告一致；5名责任人处理到位
            --standard 1=yes --standard 2=yes --standard 3=yes --standard 4=yes
        # the gate says no: the head has not endorsed it yet
        06-11 09:30 bgs/liaison  close {p}  → 1
        06-11 15:00 zjj/head  endorse {p}
        06-12 09:30 bgs/liaison  close {p}
    """)


def registered_twice(yian: County, p: str) -> None:
    """The same fault written down under two prompts. Status voided; the record stays."""
    yian(f"""
        03-17 10:00 bgs/liaison  void {p} --reason 与“招标文件抽查整改三次催办未报”为同一事项，重复登记
    """)


def property_complaints(yian: County, p: str) -> None:
    """物业投诉: under way, the deadline ten days ahead. Status rectifying, lamp blue."""
    yian(f"""
        04-16 10:30 zjj/liaison  progress {p} 已答复17件，其余14件约谈物业企业后答复 --measure 1
        05-29 17:20 zjj/liaison  done {p} 1 --evidence 物业投诉积案答复汇总.txt
        07-09 09:00 zjj/liaison  progress {p} 新单子在9个小区试用三周，受理24件，最长用时11个工作日 --measure 2
    """)


# -------------------------------------------------------------------------------- 县园区管委会


def visit_records(yian: County, p: str) -> None:
    """包联记录补填: closed on 10 April, looked back at 90 days later, and it held. Status closed."""
    yian(f"""
        03-18 11:00 yqgw/liaison  done {p} 1 --evidence 补填记录作废登记.txt
        03-30 17:00 yqgw/liaison  done {p} 2 --evidence 企业走访签到.txt
        04-03 09:30 yqgw/liaison  done {p} 3 --evidence 企业签认单样式.txt
        04-07 10:00 yqgw/liaison  submit {p}
            --effect 18家重点企业走访签认齐全，收集诉求34条、办结29条，7家企业均确认见到包联干部
            --rule 包联走访企业签认办法
            --wider 对项目专班、科技特派员两类走访记录同查，未见补填
        04-08 09:00 yqgw/head  endorse {p}
        04-09 16:00 bgs/ducha  review {p} --pass --opinion 电话核实12家企业，签认单时间、事项与企业说法一致
        04-10 10:00 bgs/head  close {p}
        07-09 15:00 bgs/ducha  look-back {p} --held
            --opinion 随机走访6家企业，4至6月签认单18份无补填，企业对诉求办理表示认可
    """)


def idle_land(yian: County, p: str) -> None:
    """闲置用地: the second measure was not finished by 30 June. Status rectifying, overdue."""
    yian(f"""
        04-29 15:30 yqgw/liaison  done {p} 1 --evidence 闲置用地认定书.txt
        06-18 10:20 yqgw/liaison  progress {p} 1宗签订开工承诺，2宗企业对认定有异议 --measure 2
        07-07 09:40 yqgw/liaison  progress {p} 2宗中1宗同意交回41亩，另1宗准备征缴闲置费 --measure 2
    """)


def paid_before_checked(yian: County, p: str) -> None:
    """奖补资金先付后审: passed by the inspectors, the head's endorsement is still missing. Status passed."""
    yian(f"""
        05-27 10:00 yqgw/liaison  done {p} 1 --evidence 奖补资金复审表.txt --note 收回多付的21万元
        06-19 16:10 yqgw/liaison  done {p} 2 --evidence 支付系统必传项截图说明.txt
        07-06 11:20 yqgw/liaison  submit {p}
            --effect 4笔资金复审完毕，收回21万元；上线以来支付9笔均有审核意见
            --rule 企业奖补资金审核支付规程
            --wider 对2024年奖补资金27笔同查，补签审核意见1笔
        07-13 15:20 jw/shi-2  review {p} --pass
            --opinion 逐笔核对凭证和系统日志，多付资金已入库，分管领导已作检查
            --standard 1=yes --standard 2=yes --standard 3=yes --standard 4=yes
        07-14 09:20 bgs/liaison  close {p}  → 1
    """)


# ---------------------------------------------------------------------------------- 县教体局


def reception(yian: County, p: str) -> None:
    """公务接待: closed with a waiver, which every report counts. Status closed."""
    yian(f"""
        04-09 10:40 jtj/liaison  done {p} 1 --evidence 超标准接待费清退收据.txt
        04-17 15:00 jtj/liaison  done {p} 2 --evidence 谈话提醒记录.txt
        05-08 09:00 jtj/liaison  done {p} 3 --evidence 报销审核单.txt
        05-11 10:10 jtj/liaison  submit {p}
            --effect 清退4260元，4月以来接待11批，2笔无公函报销被退回，未再超标准
            --rule 公务接待审批报销规定
            --wider 对局属6个事业单位接待单据58份同查，清退2份1120元
        05-14 16:00 jw/shi-2  review {p} --pass --opinion 抽查凭证11笔，公函、清单、审批齐全，清退款已入账
        05-15 09:30 bgs/head  close {p}
            --waive endorsed=局长5月参加脱产培训不能签认，以5月12日局党组会纪要为据，返岗后补阅
    """)


def teachers_study(yian: County, p: str) -> None:
    """师德专题学习: submitted incomplete, which stops no clock, and taken back. Status rectifying, overdue."""
    yian(f"""
        04-14 14:30 jtj/liaison  done {p} 1 --evidence 研讨检查办法.txt
        06-12 09:50 jtj/liaison  progress {p} 8所学校已补开研讨5所，班子成员参加4场 --measure 2
        # the second measure is not done, so the unit may not say that it is
        06-15 10:00 jtj/liaison  submit {p}
            --effect 5所学校研讨会教师发言121人次，提出改进事项18条
            --rule 师德专题学习检查办法
            --wider 向全县43所学校通报，其余35所随机听研讨6场  → 1
        06-15 10:20 jtj/liaison  submit {p}
            --effect 5所学校研讨会教师发言121人次，提出改进事项18条
            --rule 师德专题学习检查办法
            --wider 向全县43所学校通报，其余35所随机听研讨6场
            --incomplete 时限已到，其余3所学校本月内补开，先行报告
        06-17 08:40 jtj/liaison  withdraw {p} --reason 还有3所学校未开研讨会，措施没有做完，不应申请
    """)


def school_meals(yian: County, p: str) -> None:
    """营养餐公示: the figure was too low and is amended. Status rectifying, due in three days."""
    yian(f"""
        04-20 11:00 jtj/liaison  amend {p}
            --symptom 抽查30所学校，14所未按周公示食材采购价格，3所价格高于集中采购价5%以上
            --reason 复核时又发现2所教学点未公示，原登记12所少计
        04-28 16:00 jtj/liaison  done {p} 1 --evidence 营养餐补公示及退款清单.txt
        07-08 10:30 jtj/liaison  progress {p} 统一询价已完成两轮，41所学校按周公布，2所网络未通 --measure 2
    """)


# -------------------------------------------------------------------------------- 县农业农村局


def farmer_training(yian: County, p: str) -> None:
    """培训代签: returned once, put right, submitted again. Status closed."""
    yian(f"""
        04-24 10:00 nync/liaison  done {p} 1 --evidence 培训代签核减表.txt
        05-29 16:30 nync/liaison  done {p} 2 --evidence 5月班拍照签到册.txt
        06-02 09:30 nync/liaison  submit {p}
            --effect 核减代签38人次、追回补助5700元，5月班45人实到43人
            --rule 农民培训签到和回访规定
            --wider 对乡镇承办的4期培训同查，核减3人次
        06-03 09:00 nync/head  endorse {p}
        06-08 15:00 bgs/ducha  review {p} --return --why evidence_lacking
            --opinion 2号措施只有签到册，没有结业一个月后的回访
        06-16 11:20 nync/liaison  progress {p} 5月班学员45人全部回访 --measure 2
        06-16 11:40 nync/liaison  add-evidence {p} 学员回访记录.txt --measure 2
        06-17 09:10 nync/liaison  submit {p}
            --effect 核减代签38人次、追回补助5700元；5月班实到率95.6%，回访掌握率88.9%
            --rule 农民培训签到和回访规定
            --wider 对乡镇承办的4期培训同查，核减3人次
        06-18 08:50 nync/head  endorse {p} --note 回访名单本人抽打了5个电话
        06-22 16:00 bgs/ducha  review {p} --pass --opinion 抽访学员8人，7人能说清所学内容，与回访记录相符
        06-24 09:00 bgs/head  close {p}
    """)


def farmland_subsidy(yian: County, p: str) -> None:
    """耕地补贴代领: closed, but the look-back finds it again: round 2, with a measure of its own. Status rectifying."""
    yian(f"""
        04-08 17:00 nync/liaison  done {p} 4 --evidence 线索移交登记.txt
        04-15 10:00 nync/liaison  done {p} 1 --evidence 发放名册比对结果.txt
        04-27 15:30 nync/liaison  done {p} 2 --evidence 补发到户回单.txt
        05-13 09:20 nync/liaison  done {p} 3 --evidence 直达账户通知.txt
        05-18 10:10 nync/liaison  submit {p}
            --effect 14户补发1.96万元全部到账，5月发放3.2万户均直达本人账户
            --rule 惠农补贴直达农户账户规定
            --wider 对种粮补贴、稻谷补贴名册同查，更正账户61个
        05-19 09:00 nync/head  endorse {p}
        05-25 16:30 jw/liaison  review {p} --pass
            --opinion 两个村14户逐户走访，补发金额与回单一致；另抽20户账户均为本人
            --standard 1=yes --standard 2=yes --standard 3=yes --standard 4=yes
        05-27 09:30 bgs/head  close {p}
        07-06 15:40 jw/shi-2  look-back {p} --slipped
            --opinion 走访第三个村25户，3户社会保障卡由村组干部保管并代为支取，代领换了形式
        07-08 10:00 nync/liaison  add-measure {p} 全县逐村清退代管的社会保障卡，由农户签收，并发放补贴到账短信
            --owner jicai --due 2026-07-28 --type corrective
        07-14 16:20 nync/liaison  progress {p} 已清查73个村，清退代管卡26张，3户支取款项已追回 --measure 5
    """)


def machinery_subsidy(yian: County) -> None:
    """农机购置补贴: the audit found it in June; the work has not begun. Status registered."""
    file = shlex.quote(str(ANSWERS / "nync-audit.toml"))
    (made,) = yian(f"06-18 10:00 nync/liaison  add-problem nync --from {file}")
    yian(f"""
        06-18 10:30 nync/liaison  add-measure {made["id"]} 核验改为两人到场、人机合影带定位
            --owner nongji --due 2026-08-10 --type preventive
    """)


# ------------------------------------------------------------------------------------ 望云镇


def village_works(yian: County, p: str) -> None:
    """小微工程比价: ongoing until 30 September, one quarterly check after the other. Status rectifying."""
    yian(f"""
        05-28 15:00 wyz/liaison  done {p} 1 --evidence 三资清查汇总.txt --note 11个村账实差异9处已调整
        06-26 10:00 wyz/liaison  done {p} 2 --evidence 比价公示办法.txt
        07-10 09:30 wyz/liaison  progress {p} 二季度抽查小微工程8项，比价、公示齐全7项，1项责令补齐 --measure 3
    """)


def unattended_stations(yian: County) -> str:
    """便民服务站: found by the supervisors, written down for the township, never begun. Registered, overdue."""
    made = yian("""
        05-12 16:00 bgs/ducha  add-problem wyz --title 村级便民服务站工作时间无人值守
            --symptom 5月11日暗访11个村便民服务站，4个工作时间无人，群众等候最长1小时20分
            --source supervision --kind drifting --field none --severity general --class immediate
            --cause 值班表贴在墙上、不落在人上，镇村干部为民服务意识淡薄 --level duty --level thought
            --goal 工作日服务站有人在岗、有事能办
            --leader deputy-1 --owner bianmin --due 2026-06-10
    """)
    p: str = made["id"]
    yian(f"""
        05-13 09:00 wyz/liaison  add-measure {p} 重排值班表并公布电话，镇纪委每周抽查3个站
            --owner bianmin --due 2026-05-31
    """)
    return p


def petitions(yian: County) -> None:
    """信访件: found in May, closed in July, well before its deadline. Status closed."""
    made = yian("""
        05-20 09:30 wyz/liaison  add-problem wyz --title 3件信访件超期未书面答复
            --symptom 一季度受理信访件17件，3件超过60日未出具书面答复，均涉及宅基地排水
            --source petition --kind inaction --field none --severity general --class phased
            --cause 以口头调解代替书面答复，怕答复后引发复查，不敢担责 --level duty
            --goal 信访件60日内书面答复率100%
            --leader deputy-1 --owner bianmin --due 2026-07-31 --found 2026-05-18
    """)
    p = made["id"]
    yian(f"""
        05-20 09:50 wyz/liaison  add-measure {p} 三件逐件实地勘查，出具书面答复并送达 --owner bianmin --due 2026-06-20
        06-17 17:00 wyz/liaison  done {p} 1 --evidence 信访件答复书.txt
        06-29 10:00 wyz/liaison  submit {p}
            --effect 3件信访件书面答复送达签收，疏通排水沟320米，信访人未再上访
            --no-rule 信访工作条例对答复时限已有规定，重在执行
            --wider 对2025年以来信访件64件同查，补出书面答复2件
        # the township head signed on paper, and the office types it in
        06-30 09:00 bgs/liaison  endorse {p} --for wyz/head --evidence 望云镇签认单.txt
        07-06 10:30 jw/shi-2  review {p} --pass --opinion 当面回访3名信访人，答复书内容与现场一致
        07-09 09:10 bgs/liaison  close {p}
    """)


# ------------------------------------------------------------------------------ what changes hands


def changed_hands(yian: County) -> None:
    """交接: an officer leaves the post. 移交: a problem goes to the bureau that leads on it."""
    yian("""
        07-15 16:10 bgs/head  handover nync/nongji --to kejiao --reason 农机股与科教股合署 --leaves
        07-15 16:15 bgs/head  handover nync/nongji --to kejiao --reason 农机股与科教股合署 --leaves --apply
    """)
    (found,) = yian("07-15 16:20 - list --org wyz --text 征地协调")
    yian(f"""
        07-15 16:30 bgs/head  transfer wyz/{found["id"]} zrzy --leader deputy-1 --owner zhengshou --measures
            --reason 征地协调由县自然资源局牵头，议定事项应由其跟踪落实
    """)


# ---------------------------------------------------------------------------------- the whole


def tell(yian: County) -> None:
    """The story, from the first day to 2026-07-15."""
    begin(yian)

    plots, window, fees = examine(yian, "03-10 15:00", "zrzy")
    tender, duplicate, complaints = examine(yian, "03-12 09:30", "zjj")
    idle, unchecked, visits = examine(yian, "03-12 16:00", "yqgw")
    study, receptions, meals = examine(yian, "03-13 10:00", "jtj")
    training, subsidy = examine(yian, "03-16 09:40", "nync")
    (works,) = examine(yian, "03-18 11:00", "wyz")  # six prompts only: this unit got half way

    resettlement_fees(yian, fees)
    satellite_plots(yian, plots)
    service_window(yian, window)

    tender_documents(yian, tender)
    registered_twice(yian, duplicate)
    property_complaints(yian, complaints)

    visit_records(yian, visits)
    idle_land(yian, idle)
    paid_before_checked(yian, unchecked)

    reception(yian, receptions)
    teachers_study(yian, study)
    school_meals(yian, meals)

    farmer_training(yian, training)
    farmland_subsidy(yian, subsidy)
    machinery_subsidy(yian)

    village_works(yian, works)
    stations = unattended_stations(yian)
    petitions(yian)

    told = tell_table(yian)
    campaign(
        yian,
        told
        | {
            "fees": fees,
            "tender": tender,
            "visits": visits,
            "idle": idle,
            "training": training,
            "subsidy": subsidy,
            "receptions": receptions,
            "window": window,
            "stations": stations,
            "works": works,
        },
    )

    comes_back(yian, complaints)
    yian("07-15 16:50 bgs/liaison  calendar 2026 --document 国办发明电〔2025〕7号")
    changed_hands(yian)

    yian("07-15 17:00 -  verify")


def comes_back(yian: County, complaints: str) -> None:
    """What comes back (周期): a measure of every week, of which one is excused, and a report of every month."""
    yian(f"""
        07-10 09:00 zjj/liaison  add-measure {complaints} 每周抽查3个小区的投诉单子 --owner wuye
            --every week --from 2026-07-10 --until 2026-07-24
        07-10 17:20 zjj/liaison  progress {complaints} 抽查3个小区，9张单子均在10个工作日内答复
            --measure 3 --occurrence 2026-W28
        07-14 10:00 bgs/liaison  excuse {complaints} 3 2026-W29 --reason 物业股全员参加防汛值守，本周不抽查
        07-15 16:30 bgs/head  notice zjj --title 物业投诉办理月报 --demand 每月月底前报受理件数、答复件数和最长用时
            --often month --due 2026-07-31 --until 2026-09-30 --problem {complaints}
    """)


def main() -> None:
    """Make the ledger, and put it where the command line says once the story is told to its end."""
    if len(sys.argv) != 2:
        sys.exit("usage: python examples/make_yunling.py FOLDER")
    folder = Path(sys.argv[1]).resolve()
    if folder != CHECKED_IN and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        sys.exit(f"{folder} is there already; remove it, or name a new folder")
    with tempfile.TemporaryDirectory(prefix="yunling-") as scratch:
        papers, ledger = Path(scratch, "papers"), Path(scratch, "yunling")
        papers.mkdir()
        yian = County(ledger, papers)
        for name, text in PAPERS.items():
            yian.paper(name, text)
        tell(yian)
        if folder == CHECKED_IN:
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ledger, folder, ignore=shutil.ignore_patterns(".yian"), dirs_exist_ok=True)
    print(f"made: {folder}")


if __name__ == "__main__":
    main()
