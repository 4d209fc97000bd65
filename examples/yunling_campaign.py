"""What the campaign keeps besides problems: its cases, meetings, rules and notices, and what comes of them."""

import shlex
from pathlib import Path

from yunling_county import County

ANSWERS = Path(__file__).resolve().parent / "answers"
"""What the six units answered to the checklist, a file each; the problem that the audit found; and the two cases."""


def cases(yian: County) -> None:
    """The two cases, nine findings and nine tasks, as the inspectors wrote them down."""
    for name, minute in (("case-1", 30), ("case-2", 40)):
        yian(f"03-02 10:{minute} bgs/head  add-case {name} --from {shlex.quote(str(ANSWERS / f'{name}.toml'))}")


PLAN = """
[vocabulary.mechanism]  # 支持干事者、鼓励改革者、褒奖担当者
tolerance = "容错纠错"
incentive = "激励关爱"
clarification = "澄清正名"

[plan]
document = "云发〔2026〕4号"
approved_by = "县委常委会"
approved_on = 2026-03-02
focus = ["招投标先干后批", "征地拆迁和惠民补贴不到户"]
measures = ["对照“查一查”逐项查摆", "一题一策，逐项销号", "九十天后回头看"]
requirements = ["主要负责人亲自抓、负总责", "问题不见底不放过，解决不彻底不松手，整改不到位不罢休"]
"""


def campaign(yian: County, p: dict[str, str]) -> None:
    """Tell it; ``p`` is the problems by the names of their stories."""
    yian.add_to("03-02 11:00", "campaign", PLAN)
    p = p | {"recurred": meetings(yian, p)}
    rules(yian, p)
    notices(yian, p)
    people(yian, p)
    numbers(yian, p)
    registers(yian, p)
    questions(yian, p)
    second_looks(yian, p)
    answers(yian, p)
    urgings(yian, p)
    decisions(yian, p)
    common(yian, p)


def meetings(yian: County, p: dict[str, str]) -> str:
    """动员会, 警示教育, 民主生活会 and others; return the problem that the last one found to have come back."""
    mobilised = yian("""
        03-03 17:00 bgs/liaison  add-meeting bgs --type mobilisation --title 全县以案促改动员会 --planned 2026-03-03
            --aim unity --case case-1 --held --attended 412 --of 420 --absent 8名正职在市里开会
            --summary 通报两案剖析情况，部署九项整改任务
    """)
    yian(f"""
        03-06 17:00 bgs/liaison  meeting {mobilised["id"]} --made-up 8 --note 集中补看录像
        03-20 17:30 zrzy/liaison  add-meeting zrzy --type warning --title 观看征收领域警示教育片 --planned 2026-03-20
            --material film --source 县纪委监委 --case case-1 --held --attended 38 --of 41 --absent 3名干部驻村
        04-17 17:00 jtj/liaison  add-meeting jtj --type study --title 校服采购案例剖析 --planned 2026-04-17
            --material local_case --source 本县案例 --case case-1 --held --attended 26 --of 26
        06-05 17:00 wyz/liaison  add-meeting wyz --type branch --title 救助金案例专题党课 --planned 2026-06-05
            --case case-2 --aim lessons --held --attended 57 --of 61 --absent 4名党员外出务工
        06-24 17:00 wjw/liaison  add-meeting wjw --type solicitation --title 村医补助征求意见座谈会
            --planned 2026-06-24 --held --attended 31 --of 34
        07-13 09:00 yqgw/liaison  add-meeting yqgw --type democratic_life --title 专题民主生活会
            --planned 2026-07-22 --due 5 --aim sweat --aim soul --case case-2
    """)
    dropped = yian("""
        06-10 10:00 nync/liaison  add-meeting nync --type appraisal --title 民主评议党员 --planned 2026-06-26 --due 33
    """)
    yian(f"06-23 15:00 nync/liaison  meeting {dropped['id']} --cancel --reason 并入7月专题民主生活会")
    lived = yian("""
        07-03 09:00 zjj/liaison  add-meeting zjj --type democratic_life --title 专题民主生活会 --planned 2026-07-10
            --due 7 --aim sweat --aim lessons --aim results --case case-1 --chair head
    """)
    m = lived["id"]
    found = yian(f"""
        07-10 17:30 zjj/liaison  meeting {m} --held --attended 6 --of 7 --absent 一名副局长外出学习
        07-13 11:00 zjj/liaison  meeting {m} --made-up 1 --note 个别谈话补课
        07-13 11:10 zjj/liaison  meeting {m} --found 专家抽取由经办人指定 --problem {p["施工图审查专家抽取不规范"]}
        07-13 11:20 zjj/liaison  meeting {m} --found 会风拖沓，当场约定会议不超过一小时
        07-13 15:00 zjj/liaison  add-problem zjj --title 市政道路项目又有变更先干后批
            --symptom 民主生活会对照检查发现，6月两条市政道路3项变更未批先干，涉及27万元
            --meeting {m} --recurs {p["tender"]}
            --source meeting --kind undelivered --field tender --severity serious --class phased --finding case-1/3
            --cause 对变更审批办法学了不用，分管领导靠前把关不够 --level political --level duty
            --goal 市政项目变更批复前不施工、不计量 --leader deputy-1 --owner jianguan --due 2026-08-28
    """)
    again: str = found["id"]
    yian(f"""
        07-13 15:20 zjj/liaison  add-measure {again} 3项变更停止计量，逐项补充论证并定责
            --owner jianguan --due 2026-08-14
        07-13 16:00 zjj/liaison  meeting {m} --aim sweat --result 互提意见19条，当场认领
        07-13 16:10 zjj/head  meeting {m} --not-passed deputy-1 --mark self --mark duty
            --opinion 对照检查未联系分管的变更审批
        07-14 09:00 bgs/liaison  meeting {m} --passed head --mark self --mark duty --mark work
    """)
    return again


def rules(yian: County, p: dict[str, str]) -> None:
    """建章立制: made, revised, kept, abolished, still awaited, and one listed in error."""
    made = yian("""
        04-20 10:00 zjj/liaison  add-rule zjj --title 变更审批办法 --governs power --owner jianguan --due 2026-05-29
            --finding case-1/3
    """)
    kept = yian("""
        04-21 10:00 jtj/liaison  add-rule jtj --title 学校小额工程管理办法 --governs affairs --finding case-1/3
            --owner caiwu --due 2026-07-31
    """)
    abolished = yian("""
        04-22 10:00 yqgw/liaison  add-rule yqgw --title 招商项目特事特办办法 --governs power --finding case-2/2
            --owner caijin --due 2026-06-30
    """)
    twice = yian("04-22 10:30 yqgw/liaison  add-rule yqgw --title 招商项目特事特办暂行办法 --governs power")
    awaited = yian(f"""
        05-06 10:00 wjw/liaison  add-rule wjw --title 医疗设备采购参数论证办法 --governs power
            --problem {p["医疗设备采购参数指向单一品牌"]} --owner caiwu --due 2026-07-31
    """)
    late = yian(f"""
        05-08 10:00 nync/liaison  add-rule nync --title 高标准农田管护资金使用办法 --governs affairs
            --problem {p["高标准农田项目管护资金趴账"]} --owner jicai --due 2026-06-30
    """)
    yian(f"""
        05-12 10:00 ykc/liaison  add-rule ykc --title 误工补贴签领规定 --governs people
            --problem {p["村级误工补贴签领不实"]} --owner baozhang --due 2026-08-10 --note 村规民约中尚无此项
        04-24 09:00 zjj/head  rule {made["id"]} --decide revise --reason 原办法没有审批时限
        05-18 11:00 zjj/liaison  rule {made["id"]} --issued 云住建发〔2026〕12号
        05-07 09:00 jtj/head  rule {kept["id"]} --decide keep --reason 规定已明确不得拆分，重在执行
        05-11 09:00 yqgw/head  rule {abolished["id"]} --decide abolish --reason 与集体研究规定相抵触
        06-22 09:00 yqgw/liaison  rule {abolished["id"]} --issued 云园发〔2026〕9号
        05-11 09:30 yqgw/liaison  rule {twice["id"]} --drop --reason 与特事特办办法为同一项
        05-13 09:00 wjw/head  rule {awaited["id"]} --decide create --reason 现有制度没有参数论证环节
        05-20 09:00 nync/head  rule {late["id"]} --decide create --reason 只有拨付规定，没有使用规定
    """)


def notices(yian: County, p: dict[str, str]) -> None:
    """督办: answered and settled, returned, raised, awaited, withdrawn."""
    settled = yian(f"""
        06-12 10:00 bgs/head  notice nync --title 沟渠损毁修复督办 --demand 6月22日前报11处损毁沟渠修复结果
            --due 2026-06-22 --basis 督查组5月现场检查 --task case-2/3
            --problem {p["高标准农田项目管护资金趴账"]} --support wyz
    """)
    returned = yian(f"""
        07-01 09:30 bgs/head  notice yqgw --title 闲置用地处置督办 --demand 报3宗闲置用地处置结果和责任认定
            --due 2026-07-08 --urgency urgent --problem {p["idle"]} --leader deputy-1
    """)
    raised = yian(f"""
        06-15 09:30 bgs/head  notice wyz --title 便民服务站无人值守提醒 --demand 6月22日前报值班表和抽查结果
            --due 2026-06-22 --rung reminder --problem {p["stations"]}
    """)
    withdrawn = yian("""
        07-02 11:00 bgs/liaison  notice jtj --title 校外培训机构投诉督办 --demand 报17件投诉办理结果 --due 2026-07-16
    """)
    yian(f"""
        06-12 15:00 nync/liaison  reply {settled["id"]} --received
        06-22 16:00 nync/liaison  reply {settled["id"]} 11处沟渠全部修复，附现场照片和验收单
            --document 云农发〔2026〕21号
        06-25 10:00 bgs/ducha  notice {settled["id"]} --close --opinion 现场查看5处，渠道通水
        07-01 15:00 yqgw/liaison  reply {returned["id"]} --received
        07-08 17:00 yqgw/liaison  reply {returned["id"]} 1宗同意交回41亩，2宗仍在协商
        07-09 15:00 bgs/head  notice {returned["id"]} --return --opinion 只报进度，未报责任认定 --due 2026-07-20
        06-25 09:00 bgs/head  notice {raised["id"]} --raise supervision --reason 到期未报 --due 2026-07-02
        07-06 09:00 bgs/head  notice {raised["id"]} --raise caution --reason 两次催办未报 --due 2026-07-13
        07-03 09:00 bgs/liaison  notice {withdrawn["id"]} --withdraw --reason 投诉办理结果已随销号申请上报
        07-13 10:00 jw/head  notice zrzy --title 过渡费异议户复核督办 --demand 7月21日前向2户送达复核结论并报回证
            --due 2026-07-21 --basis 审核退回意见 --problem {p["fees"]}
    """)


def people(yian: County, p: dict[str, str]) -> None:
    """四种形态, 问责, 五看 and remarks."""
    yian(f"""
        07-15 09:00 jw/liaison  handle {p["subsidy"]} --form 1 --count 2 --note 谈话提醒，两名村党支部书记
        06-15 10:00 jw/liaison  handle {p["tender"]} --form 1 --count 5 --note 批评教育，项目责任人
        06-18 10:00 jw/liaison  handle {p["tender"]} --form 2 --count 1 --note 党内警告，建管股副股长
        07-15 10:00 jw/liaison  handle {p["医疗设备采购参数指向单一品牌"]} --form 3 --count 1
            --note 撤销职务，设备科科长
        07-15 10:10 jw/liaison  handle {p["医疗设备采购参数指向单一品牌"]} --form 4 --count 1
            --note 移送审查，按程序办理
        07-07 10:00 jw/liaison  hold-account {p["stations"]} --trigger inadequate --count 2
            --note 约谈镇党委副书记、便民服务中心主任
        07-15 10:20 jw/liaison  hold-account {p["subsidy"]} --trigger ineffective --count 1
            --note 责令计财股股长书面检查
        06-26 10:00 nync/liaison  rate {p["training"]} --score development=4 --score change=5 --score spirit=4
            --score conduct=5 --score satisfaction=4
        07-03 10:00 jw/shi-2  rate {p["training"]} --score change=4 --score satisfaction=3 --note 电话走访学员6人
        07-10 10:00 yqgw/liaison  rate {p["visits"]} --score change=5 --score spirit=4 --score satisfaction=5
        07-10 15:00 bgs/ducha  rate {p["visits"]} --score change=4 --score conduct=4 --score satisfaction=4
            --note 随回头看走访企业6家
        07-15 10:00 wjw/liaison  rate {p["医院停车场收费未公示"]} --score change=5 --score satisfaction=5
        07-15 11:00 jw/shi-2  rate {p["民办幼儿园普惠补助核拨滞后"]} --score development=4 --score satisfaction=5
        07-10 09:00 bgs/liaison  note {p["stations"]} 已电话催办三次，镇里答复值班表正在重排
        07-13 09:30 bgs/liaison  note {p["不动产历史遗留登记进度慢"]} 列入县政府民生实事，按月调度
        05-25 09:30 bgs/liaison  note {p["receptions"]} 局长5月25日返岗，已补阅
    """)


def registers(yian: County, p: dict[str, str]) -> None:
    """意见建议, 领导小组, 重灾区, 褒奖 and 宣传: what is kept in registers."""
    county = yian("""
        03-03 18:00 bgs/liaison  group bgs --title 县以案促改工作领导小组 --type leading --chair 县委书记
            --member 县长 --member jw/head --member head --document 云发〔2026〕4号 --on 2026-03-02
    """)
    asked = yian("06-24 17:30 wjw/liaison  opinion wjw --title 村医补助发放慢 --from grassroots --means forum")
    late = yian("06-30 10:00 bgs/liaison  opinion bgs --title 过渡费答复要书面 --from masses --means visit")
    marked = yian("""
        03-04 09:00 bgs/head  mark yqgw --reason 两案均涉园区，招商环节廉政风险突出 --document 云促改办〔2026〕2号
    """)
    yian(f"""
        03-05 10:00 zjj/liaison  group zjj --title 县住建局以案促改领导小组 --type leading --chair head
            --member deputy-1 --document 云住建发〔2026〕5号
        03-05 11:00 zrzy/liaison  group zrzy --title 征地拆迁专项整治工作专班 --type working --chair head
        06-29 09:00 zjj/liaison  opinion zjj --title 图审时间长 --from enterprises --means survey
        06-25 09:00 bgs/liaison  opinion {asked["id"]} --assign wjw --due 2026-07-10
        07-08 16:00 wjw/liaison  opinion {asked["id"]} --answer 二季度补助7月6日到账，今后按月发放
        07-01 09:00 bgs/liaison  opinion {late["id"]} --assign zrzy --due 2026-07-10
        06-25 09:30 bgs/liaison  group {county["id"]} --change 县长职务调整 --member 县委副书记、县长 --member jw/head
            --member head
        07-06 09:30 bgs/head  mark {marked["id"]} --keep 半年抽查仍有闲置用地未处置
        07-10 16:00 bgs/liaison  commendation zjj --title 主动公开变更审批流程 --mechanism 容错纠错 --whom jianguan
        07-02 09:00 zjj/liaison  press zjj --title 变更审批“先批后干”落地见效 --medium 云岭日报 --issue 第2版
            --problem {p["tender"]} --on 2026-07-01
        07-01 10:00 bgs/liaison  dispatch bgs --title 6月份整改情况 --to 市委办 --file 4至5月抽查通报.txt
            --as-of 2026-06-30
    """)


def numbers(yian: County, p: dict[str, str]) -> None:
    """The official serial numbers of what was struck off first."""
    for minute, name in enumerate(("window", "visits", "receptions", "tender", "training"), 10):
        yian(f"07-14 16:{minute} bgs/liaison  number {p[name]}")


def questions(yian: County, p: dict[str, str]) -> None:
    """`yian lint` asks why a problem came back, and the unit answers."""
    yian(f"""
        07-15 14:00 zjj/liaison  lint --accept recurred {p["tender"]} {p["recurred"]}
            --reason 办法已立，市政项目另设的审批口未并入，已列入新问题措施
    """)


def second_looks(yian: County, p: dict[str, str]) -> None:
    """佐证材料 that says until when it is valid, and 抽查: who is looked at again is decided by chance."""
    yian(f"""
        07-15 15:00 wyz/liaison  add-evidence {p["works"]} 二季度比价抽查表.txt --measure 3 --what 二季度抽查报告
            --dated 2026-07-09 --valid-until 2026-07-14
    """)
    # in the terms of the county: the number of the day after, drawn in public, and announced before
    sample = yian("""
        07-15 15:10 jw/liaison  sample --closed-since 2026-04-01 --share 10% --least 2 --most 5 --title 二季度销号抽查
    """)
    yian(f"""
        07-15 15:20 jw/liaison  sample {sample["id"]} --announce 以当日15时40分县公证处现场摇出的四位数为种子
    """)
    drawn = yian(f"""
        07-15 15:50 jw/liaison  sample {sample["id"]} --number 2857 --brought-by 县公证处
            --how 15时40分现场摇号，县纪委监委、领导小组办公室在场
    """)
    first = drawn["entries"][-1]["drawn"][0]
    yian(f"""
        07-15 16:40 jw/shi-2  look-back {first} --held --opinion 现场查看并电话回访3人，未见反弹 --sample {sample["id"]}
    """)


def answers(yian: County, p: dict[str, str]) -> None:
    """异议 and 需协调事项: objections upheld, dismissed and undecided; waits for others, one of them over."""
    yian(f"""
        07-15 14:30 nync/head  contest {p["畜禽养殖污染巡查台账造假"]}
            --reason 两份巡查表系同日补录，非造假 --evidence 巡查表.txt
        07-15 14:40 yqgw/head  contest {p["招商外出考察报告千篇一律"]} --reason 九份报告中两份系外单位所写
        07-15 14:50 ykc/head  contest {p["村级误工补贴签领不实"]} --reason 其中三张系代领，有委托书
        07-15 15:30 jw/head  contest {p["畜禽养殖污染巡查台账造假"]} --dismiss --opinion 与定位轨迹不符，问题成立
        07-15 15:40 bgs/head  contest {p["招商外出考察报告千篇一律"]} --uphold --then amend
            --opinion 情况属实，更正份数
        07-15 14:35 zjj/liaison  blocked {p["污水管网普查成果未移交使用"]} --waits-for yqgw
            --needs 园区段管网竣工图
        07-15 14:45 zrzy/liaison  blocked {p["不动产历史遗留登记进度慢"]} --waits-for zjj --needs 三个小区的竣工验收资料
            --on 2026-07-03
        07-15 14:55 zrzy/liaison  blocked {p["不动产历史遗留登记进度慢"]} --waits-for bgs --needs 召集税务部门协调
        07-15 15:10 wjw/liaison  blocked {p["家庭医生签约只签不约"]} --waits-for nync --needs 脱贫户名册 --on 2026-07-06
        07-15 15:50 nync/liaison  blocked {p["家庭医生签约只签不约"]} --cleared --note 名册已移交
    """)


def urgings(yian: County, p: dict[str, str]) -> None:
    """催办: in the work chat for what waits, by phone for one; who answered the same day."""
    yian(f"""
        07-15 16:00 bgs/liaison  remind --sent 微信工作群 --org yqgw
        07-15 16:05 jw/head  urge wyz --title 无人值守问题逾期35天 --how 电话 --whom head --problem {p["stations"]}
        07-15 16:30 yqgw/liaison  note {p["招商外出考察报告千篇一律"]} 工作群收到，周五前报更正后的报告
    """)


def decisions(yian: County, p: dict[str, str]) -> None:
    """案件本身的问责: of people, of organizations, and what was recovered."""
    twice = yian("""
        07-15 14:30 jw/liaison  accountability wjw --case case-2 --decision 批评教育药械科科长 --form 1 --count 1
    """)
    yian(f"""
        07-15 14:35 jw/liaison  accountability zjj --case case-1 --decision 对分管负责人诫勉谈话 --trigger inadequate
            --form 1 --count 2 --document 云纪〔2026〕15号
        07-15 14:40 jw/liaison  accountability zjj --case case-1 --decision 责令局党组作出书面检查 --trigger inadequate
            --organizations 1 --document 云纪〔2026〕16号
        07-15 14:45 jw/liaison  accountability nync --case case-2 --decision 追回被套取的补贴 --recovered 126000
        07-15 14:50 jw/liaison  accountability {twice["id"]} --withdraw 已随问题登记，重复
        07-15 14:55 jw/liaison  hold-account {p["idle"]} --trigger inaccurate --organizations 1 --recovered 410000
            --note 责令园区管委会检查，追缴土地闲置费
    """)


def common(yian: County, p: dict[str, str]) -> None:
    """普遍问题: 变更先干后批 is none of one unit alone; the office asks some to look, and two have."""
    made = yian("""
        07-15 15:00 bgs/liaison  add-problem bgs --title 工程变更先干后批带有普遍性
            --symptom 抽查五家单位23个项目，4家有变更未批先干，共11项 --source supervision --kind undelivered
            --field tender --severity serious --class phased --finding case-1/3
            --cause 变更审批链条过长，各单位以会议纪要代替批复 --level duty --level political
            --goal 全县政府投资项目变更一律先批后干 --leader head --owner liaison --due 2026-09-30
    """)
    g: str = made["id"]
    yian(f"""
        07-15 15:05 bgs/liaison  add-measure {g} 制发全县工程变更审批指引 --owner liaison --due 2026-08-31
        07-15 15:10 bgs/liaison  add-rule bgs --title 政府投资项目变更审批指引 --governs power --problem {g}
            --owner liaison --due 2026-08-31
        07-15 15:15 bgs/liaison  wider {g} --stands-for {p["tender"]} --stands-for {p["recurred"]}
            --ask zrzy --ask zjj --ask jtj --ask nync --ask wyz
        07-15 15:30 zjj/liaison  wider {g} --found 3 --note 2025年以来变更31项逐项核对，3项未批先干，已列入新问题
        07-15 15:40 jtj/liaison  wider {g} --nothing --note 核对校舍维修变更9项，均先批后干
    """)
