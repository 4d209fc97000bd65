"""Makes a file of each shape: headings, levels, merges and oddities as offices have them, values invented, posts alone.

A shape is a function of a folder that returns the file it made there; ``BY_NUMBER`` has them all. What a shape is odd
in, its docstring says. ``python -m tests.shapes.make FOLDER`` makes all of them, to be looked at.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

Written = str | int | float | dt.date | None
Rows = Sequence[Sequence[Written]]
Made = Callable[[Path], Path]


class _Laid(NamedTuple):
    """A sheet to be written.

    Attributes:
        name: on its tab.
        rows: from row 1.
        merged: what is made one cell, as ``A1:P1``.
        repeated: what is merged has its text in every cell, as some programs write it, and not in the first alone.
    """

    name: str
    rows: Rows
    merged: Sequence[str] = ()
    repeated: bool = False


def hazards(folder: Path) -> Path:
    """Shape 1: two head rows below title and period; a group's text stands in all its cells, others again below."""
    heads = ["序号", "排查地点", "排查时间", "排查人员", "存在的隐患及问题", "类别", "等级"]
    group = ["隐患整改“五落实”"] * 5
    tail = ["督办部门/人员", "验收时间", "验收部门/人员", "整改结果"]
    five = ["整改措施", "责任单位/责任人", "资金", "时限", "预案"]
    singles = [*"ABCDEFG", *"MNOP"]
    rows: Rows = [
        ["事故隐患排查治理登记台账"],
        ["20    年    月"],
        [*heads, *group, *tail],
        [*heads, *five, *tail],
        [1, "一号车间", dt.date(2026, 3, 5), "安全员", "配电箱无漏电保护", "用电", "一般",
         "加装漏电保护器", "生产科/科长", "0.3万元", "10日内", "有", "安监办/主任", dt.date(2026, 3, 12),
         "安监办/副主任", "已整改"],
        [2, "成品库", dt.date(2026, 3, 6), "安全员", "消防通道被占用", "消防", "较大",
         "清理通道并划线", "仓储科/科长", None, "3月底", "有", "安监办/主任", None, None, None],
    ]  # fmt: skip
    merged = ["A1:P1", "A2:P2", "H3:L3", *(f"{column}3:{column}4" for column in singles)]
    return _workbook(folder / "事故隐患排查治理登记台账.xlsx", _Laid("Sheet1", rows, merged, repeated=True))


def audit_list(folder: Path) -> Path:
    """Shape 2: 52 columns under five head rows; one heading twice (once with a blank), brackets of both kinds."""
    heads: list[tuple[str, str, str]] = [
        ("序号", "", ""),
        ("单位名称 ", "一级单位", ""),
        ("单位名称 ", "具体责任单位", ""),
        ("问题来源", "", ""),
        ("审计报告出具年份", "", ""),
        ("问题类别", "", ""),
        *(
            ("问题在审计报告中的序号及表述", leaf, "")
            for leaf in ("一级标题", "二级标题", "三级标题", "在审计报告中的表述")
        ),
        *(
            ("整改责任清单", leaf, "")
            for leaf in ("具体责任单位 ", "具体问题表述", "问题金额（万元）", "负责监督管理责任的主管部门")
        ),
        *(("整改目标清单", leaf, "") for leaf in ("整改类型", "法规政策依据", "整改要求", "整改时限", "整改完成标准")),
        *(("具体责任单位细化的整改要求", leaf, "") for leaf in ("细化的整改措施", "对应的完成时间")),
        *(
            ("具体责任单位整改责任人", leaf, "")
            for leaf in (
                "整改第一责任人",
                "协助整改工作的领导",
                "牵头整改部门责任人及联系电话",
                "配合整改部门责任人及联系电话",
                "审计部门责任人及联系电话",
            )
        ),
        *(("具体责任单位整改情况", leaf, "") for leaf in ("已采取的整改措施", "项目数(个)", "问题整改金额（万元）")),
        *(
            ("具体责任单位整改情况", "其中", leaf)
            for leaf in (
                "追缴资金（万元）",
                "归还原渠道（万元） ",
                "上缴财政（万元）",
                "补缴税费（万元）",
                "盘活资金(万元)",
                "调账处理（万元）",
                "挽回损失（万元）",
                "节约支出（万元）",
            )
        ),
        *(("具体责任单位整改情况", "其他", leaf) for leaf in ("方式", "金额（万元）")),
        *(
            ("具体责任单位整改情况", leaf, "")
            for leaf in (
                "土地、森林等面积（公顷）",
                "矿产资源、产能等（万吨）",
                "单位（个）",
                "家庭（户）",
                "人数（人）",
                "住房（套）",
            )
        ),
        *(("具体责任单位整改情况", "追责问题情况", leaf) for leaf in ("情形", "人数")),
        *(("具体责任单位整改情况", "完善制度情况", leaf) for leaf in ("数量（个）", "（分修订、制定，文件名称）")),
        *(
            ("具体责任单位整改情况", leaf, "")
            for leaf in ("未整改到位问题原因及下一步计划", "是否已完成整改", "是否销号")
        ),
    ]
    width = len(heads)

    def problem(number: int, unit: str, text: str, due: Written, own: Written, done: str) -> list[Written]:
        row: list[Written] = [None] * width
        row[:16] = [number, "集团", unit, "内部审计", 2025, "资金管理", "二", "（一）", "1", text,
                    unit, text, 12.5, "财务部", "立行立改", "《会计法》"]  # fmt: skip
        row[16:26] = ["限期整改", due, "账实相符", "1.逐笔核对\n2.补充入账凭证", own, "总经理",
                      "副总经理", "财务科科长 0355-5550101", "资产科科长 0355-5550102",
                      "审计科科长 0355-5550103"]  # fmt: skip
        row[26:29] = ["已核对全部往来账", 1, 12.5]
        row[-3:] = [None if done == "是" else "凭证待补", done, None]
        return row

    levels: list[list[Written]] = [[head[level] or None for head in heads] for level in range(3)]
    rows: list[list[Written]] = [
        ["审计发现问题整改清单"],
        ["截至2026年03月31日"],
        *levels,
        problem(1, "云岭建工公司", "往来账长期挂账未清理", dt.date(2026, 6, 30), "2026年5月底前", "否"),
        problem(2, "云岭水务公司", "固定资产未入账", "2026年底前", dt.date(2026, 9, 30), "是"),
    ]
    merged = [f"A1:{xl_col_to_name(width - 1)}1", f"A2:{xl_col_to_name(width - 1)}2", *_head_merges(heads, 3)]
    return _workbook(folder / "整改清单.xlsx", _Laid("整改清单", rows, merged))


def economic_audit(folder: Path) -> Path:
    """Shape 3: problem left and rectification right, several rows a problem; days as serials; two statuses."""
    problem = [
        "问题顺序号", "被审计对象", "所在地方或单位", "报送专报期号", "审计报告（意见）文号",
        "出具审计专报时间", "审计组组长", "审计组主审", "问题描述", "问题一级分类", "问题二级分类",
        "问题三级分类", "问题四级分类", "备注（不在前列问题类型中的，简单描述）", "问题金额（万元）",
        "移送及处理情况",
    ]  # fmt: skip
    mending = [
        "整改责任部门", "应上报整改报告时间", "实际上报整改报告时间", "整改情况", "已整改金额",
        "追责问责人数", "推动制度建设数目", "推动制度建设文件", "部分整改情况具体描述", "未整改原因说明",
        "下一步整改措施及时限", "认定整改情况", "认定整改金额", "整改率",
    ]  # fmt: skip
    heads = [("问题情况", head) for head in problem] + [("整改情况", head) for head in mending]
    first: list[Written] = [1, "县住建局原局长", "县住建局", "2026-3", "云审经责〔2026〕4号", 46086, "审计组组长",
             "审计组主审", "招标文件变更未审批", "工程建设", "招标投标", "变更管理", "程序倒置", None, 35.6,
             None]  # fmt: skip
    second: list[Written] = [2, "县住建局原局长", "县住建局", "2026-3", "云审经责〔2026〕4号", 46086, "审计组组长",
              "审计组主审", "质保金逾期未退", "资金管理", "往来款", "质保金", "逾期", None, 8, None]  # fmt: skip
    rows: list[list[Written]] = [
        ["领导干部经济责任审计发现问题及整改情况表"],
        ["报送单位：县审计局"],
        [head[0] for head in heads],
        [head[1] for head in heads],
        [*first, "建管股", 46147, 46140, "部分整改", 20, 0, 1, "变更管理办法", "已补办3项", None,
         "2026年6月底前补办完", "部分整改", 20, 0.56],
        [*first, "招标办", 46147, None, "已整改", 15.6, 1, 0, None, None, None, None, "未整改", 0, 0],
        [*second, "财务股", 46147, 46141, "已整改", 8, 0, 0, None, None, None, None, "已整改", 8, 1],
    ]  # fmt: skip
    return _workbook(
        folder / "经责审计问题.xlsx",
        _Laid("Sheet1", rows, ["A1:AD1", "A2:AD2", "A3:P3", "Q3:AD3"]),
    )


def companies(folder: Path) -> Path:
    """Shape 4: one file a company, each numbered from 1, the last row a note; this returns the file of all merged."""
    heads = ["序号", "所属责任公司", "问题描述", "整改措施", "责任部门", "整改时限", "整改状态"]
    own: dict[str, list[list[Written]]] = {
        "A公司": [["合同未归档", "补归档", "综合部", "2026年6月底前", "整改中"],
                 ["差旅超标", "退缴超标费用", "财务部", dt.date(2026, 5, 15), "已整改"]],
        "B公司": [["应收账款未催收", "逐户发函", "市场部", "第二季度", "整改中"]],
    }  # fmt: skip
    merged: list[list[Written]] = []
    for company, found in own.items():
        rows: list[list[Written]] = [
            [*heads],
            *([number, company, *row] for number, row in enumerate(found, start=1)),
            ["注意：请按规则进行填报"],
        ]
        _workbook(folder / f"{company}.xlsx", _Laid("整改台账", rows))
        merged += [[len(merged) + at, company, *row, f"{company}.xlsx"] for at, row in enumerate(found, start=1)]
    return _workbook(
        folder / "集团整体审计整改台账_20260630101500.xlsx", _Laid("汇总台账", [[*heads, "来源文件"], *merged])
    )


def inspection_csv(folder: Path) -> Path:
    """Shape 6: CSV with a byte-order mark; the class gives the deadline, a duration stands beside the day it ends."""
    return _csv(
        folder / "环保督察整改台账.csv",
        [
            ["序号", "问题描述", "涉及点位", "依据条款", "问题等级", "责任部门", "责任岗位", "发现日期",
             "整改期限", "到期日", "剩余天数", "预警", "销号状态"],
            ["1", "雨污管网混接，汛期溢流", "河东排口", "第二十一条", "限期整改", "排水所", "所长", "2026-06-01",
             "15 日", "2026-06-16", "-4", "逾期 4 天", "整改中"],
            ["2", "渣土车未覆盖", "工业大道", "第六十九条", "立行立改", "执法中队", "中队长", "2026-06-17",
             "3 日", "2026-06-20", "2", "临期 2 天", "验收中"],
            ["3", "污泥台账缺失", "污水厂", "第十二条", "系统治理", "污水厂", "厂长", "2026-05-20",
             "60 日", "2026-07-19", "29", "正常", "已销号"],
        ],
    )  # fmt: skip


def inspection_table(folder: Path) -> Path:
    """Shape 6, its sibling: a Markdown table of seven columns with totals below it, which no importer reads."""
    path = folder / "环保督察整改台账.md"
    path.write_text(
        "| 序号 | 问题描述 | 问题等级 | 责任部门 | 到期日 | 剩余天数 | 销号状态 |\n|--|--|--|--|--|--|--|\n"
        "| 1 | 雨污管网混接 | 限期整改 | 排水所 | 2026-06-16 | -4 | 整改中 |\n\n- 总数：1\n- 逾期：1\n",
        encoding="utf-8",
    )
    return path


def construction(folder: Path) -> Path:
    """Shape 7: one head row; grades 1 to 5; the unit responsible is a role; two words of one meaning, a sentence."""
    rows: Rows = [
        ["序号", "检查时间", "检查单位", "检查人", "检查项目", "检查工点", "隐患问题描述", "隐患类型", "隐患等级",
         "整改要求（措施）", "整改期限", "整改责任单位", "整改责任人", "整改完成日期", "销号情况"],
        [1, dt.date(2026, 8, 3), "建设部", "安全主管", "安置房二期", "3号楼", "临边防护缺失", "高处坠落", 1,
         "立即停工，补设防护栏杆", "当日", "施工", "项目经理", dt.date(2026, 8, 3), "已整改"],
        [2, dt.date(2026, 8, 4), "建设部", "安全主管", "安置房二期", "基坑", "监测数据未报", "坍塌", 3,
         "恢复监测并日报", "3日内", "监理", "总监", dt.date(2026, 8, 6), "整改完成"],
        [3, dt.date(2026, 8, 5), "建设部", "安全主管", "污水厂扩建", "配电房", "灭火器过期", "消防", 5,
         "更换", dt.date(2026, 8, 20), "建设", "甲方代表", None, "已更换两具，余下待采购到货后更换"],
    ]  # fmt: skip
    return _workbook(folder / "建设系统安全隐患库（建设部8.7）.xlsx", _Laid("Sheet1", rows))


def disputes(folder: Path) -> Path:
    """Shape 9: a line break inside a heading, unit and person below each other in a cell; deadlines in free words."""
    rows: Rows = [
        ["序号", "单位", "矛盾纠纷简要情况", "责任单位\n责任人", "化解时限", "化解情况", "交办督办情况", "销号情况"],
        [1, "望云镇", "征地补偿款分配争议", "望云镇政府\n分管副镇长", "两会前", "已调解两次", "交办", None],
        [2, "城关镇", "物业费纠纷", "城关镇政府\n综治办主任", "2026年6月", "已签协议", "督办", "已销号"],
    ]
    return _workbook(folder / "矛盾纠纷排查台账.xlsx", _Laid("Sheet1", rows))


def overview(folder: Path) -> Path:
    """Shape 11: the deadline is a category, the day and what is kept up for good in one cell."""
    rows: Rows = [
        ["序号", "责任单位", "整改任务", "整改时限", "进展情况"],
        [1, "云岭县", "县城污水处理厂提标", "2024年底前，并长期坚持", "已完成整改"],
        [2, "云岭县", "渣土消纳场建设", "2025年底前，并长期坚持", "按序时进度推进"],
        [3, "望云镇", "畜禽粪污治理", "2026年底前", "按序时进度推进"],
        [4, "城关镇", "黑臭水体清淤", "2025年底前", "已完成整改"],
        [5, "县住建局", "工地扬尘", "立行立改，长期坚持", "按序时进度推进"],
    ]
    return _workbook(folder / "项目总览.xlsx", _Laid("项目总览", rows))


def acceptance(folder: Path) -> Path:
    """Shape 12: four days of acceptance, one a level, one heading misspelt; no number."""
    rows: Rows = [
        ["中央生态环境保护督察整改销号汇总表"],
        ["项目名称", "问题简述", "问题整改完成时限", "整改进度", "实际县级验收时间", "实级市级验收时间",
         "实际提交行业验收时间", "完成行业审查时间"],
        ["污水厂提标", "出水氨氮超标", "2026年6月底", "已完成", dt.date(2026, 6, 10), dt.date(2026, 6, 20),
         dt.date(2026, 6, 25), None],
        ["垃圾填埋场封场", "渗滤液积存", "2026年底", "推进中", None, None, None, None],
    ]  # fmt: skip
    return _workbook(folder / "销号汇总表.xlsx", _Laid("Sheet1", rows, ["A1:I1"]))


def defects(folder: Path) -> Path:
    """Shape 13: one row a feedback, several a defect, held together by its number."""
    rows: Rows = [
        ["缺陷编号", "整改进度", "反馈日期", "是否追责", "追责方式", "整改状态", "实际整改开始日期",
         "实际整改结束日期", "到期未整改原因", "跟踪检查日期", "跟踪检查人"],
        ["NK-2026-001", "已起草审批表", "2026/3/5", "否", None, "整改中", "2026/3/1", None, None, "2026/3/10",
         "内控专员"],
        ["NK-2026-001", "审批表已下发", "2026/4/5", "否", None, "整改完成", "2026/3/1", "2026/4/2", None, "2026/4/10",
         "内控专员"],
        ["NK-2026-002", "系统未改造", "2026/4/5", "是", "约谈", "未整改", "2026/3/15", None, "供应商延期", "2026/4/10",
         "内控专员"],
    ]  # fmt: skip
    return _workbook(folder / "内控缺陷整改跟踪.xlsx", _Laid("Sheet1", rows))


def bank_checks(folder: Path) -> Path:
    """Shape 14: who mends and who watches, each with department and person; severity in the bank's two words."""
    rows: Rows = [
        ["检查年度", "季度", "检查类型", "问题描述", "问题性质", "整改措施", "整改完成时间", "整改责任部门",
         "整改责任人",
         "整改监督部门", "整改监督人", "整改前防范措施", "未整改原因"],
        ["2026", "一季度", "专项稽核", "客户回访记录不全", "一般性质", "补做回访", "2026.4.30", "营业部", "运营主管",
         "稽核部", "稽核主管", "暂停新开户", None],
        ["2026", "一季度", "专项稽核", "印鉴管理不分离", "重大性质", "分设岗位", "2026年5月", "营业部", "总经理",
         "稽核部", "稽核主管", "双人保管", "岗位待批"],
    ]  # fmt: skip
    return _workbook(folder / "稽核整改情况.xlsx", _Laid("整改情况", rows))


def digital_audit(folder: Path) -> Path:
    """Shape 15: problems in one sheet, their numbered measures in another, held together by the problem's number."""
    problems: Rows = [
        ["问题编号", "问题标题", "问题表述", "定性依据", "审计建议（意见）", "问题类别", "是否金额类问题",
         "涉及金额（万元）",
         "整改类型", "整改时限", "整改牵头单位", "问题归属单位"],
        ["SJ-2026-0101", "工程变更先干后批", "抽查12个项目，5个先施工后审批", "《招标投标法》", "补办审批", "工程管理",
         "是",
         "86.5", "分阶段整改", "2026-09-30", "县住建局", "县住建局"],
        ["SJ-2026-0102", "食堂采购未比价", "全年采购无比价记录", "《政府采购法》", "建立比价制度", "采购管理", "否",
         None,
         "立行立改", "2个工作日", "县机关事务中心", "县机关事务中心"],
    ]  # fmt: skip
    measures: Rows = [
        ["问题编号", "序号", "整改方案", "责任部门", "完成时限", "整改状态"],
        ["SJ-2026-0101", 1, "逐项补办变更审批", "建管股", "2026-06-30", "已完成"],
        ["SJ-2026-0101", 2, "修订变更管理办法", "法规股", "2026-08-31", "整改中"],
        ["SJ-2026-0102", 1, "印发比价管理办法", "后勤股", "2026-07-15", "整改中"],
    ]
    return _workbook(folder / "审计问题.xlsx", _Laid("审计问题", problems), _Laid("整改方案", measures))


def production_audit(folder: Path) -> Path:
    """Shape 18, as a sheet: states in words of their own, one with a sign before it; the states' list stands above."""
    rows: Rows = [
        ["状态：待整改 / 待核实 / 整改中 / 待验收 / 已整改 / 持续观察"],
        ["编号", "优先级", "范围", "问题与生产证据", "影响", "当前状态", "整改与验收要求"],
        ["P-01", "高", "推送服务", "夜间推送重复，日志有两条记录", "用户投诉", "✅ 完成", "去重后连续三日无重复"],
        ["P-02", "中", "账单", "对账延迟", "财务月结", "持续观察", "长期坚持"],
    ]
    return _workbook(folder / "审计整改台账.xlsx", _Laid("Sheet1", rows))


def nonconformities(folder: Path) -> Path:
    """Shape 19: two deadlines, one to answer and one to mend, in working days and months by class."""
    rows: Rows = [
        ["编号", "发现活动", "描述", "客观证据", "分类", "答复时限", "整改完成时限", "答复文件", "状态", "回归检查"],
        ["BFX-01", "内部审核", "维修记录漏签", "工卡17张", "三级", "5个工作日", "30个工作日", "函〔2026〕3号", "开放",
         None],
        ["BFX-02", "监管检查", "培训大纲过期", "大纲第2版", "二级", "5个工作日", "3个月", "函〔2026〕4号", "关闭",
         "合格"],
    ]  # fmt: skip
    return _workbook(folder / "不符合项台账.xlsx", _Laid("Sheet1", rows))


def statistics(folder: Path) -> Path:
    """Shape 20: counts, not problems; to be recognised and refused."""
    monthly: Rows = [
        ["月度统计表"],
        ["问题类型名称", "上报问题数", "一级问题数", "整改完成数", "整改率", "未整改原因", "问题集中区域", "统计人",
         "统计时间"],
        ["工程管理", 12, 3, 9, 0.75, "待验收", "城东片区", "统计员", dt.date(2026, 6, 30)],
        ["资金管理", 8, 1, 8, 1, None, "城西片区", "统计员", dt.date(2026, 6, 30)],
        ["合计", 20, 4, 17, 0.85, None, None, None, None],
    ]  # fmt: skip
    at_once: Rows = [
        ["序号", "单位", "应反馈", "已反馈", "完成率", "立行立改应整改数", "立行立改已整改数"],
        [1, "县住建局", 4, 4, "100%", 2, 2],
        [2, "县教体局", 5, 3, "60%", 1, 0],
    ]
    return _workbook(folder / "月度统计.xlsx", _Laid("月度统计", monthly, ["A1:I1"]), _Laid("立行立改统计", at_once))


def monthly_hazards(folder: Path) -> Path:
    """Shape 21: a month as the period of report, a cell that holds an internal number, a 时间 that says not of what."""
    rows: Rows = [
        ["上报月份", "是否销号", "单位名称", "内容", "地址", "销号时间", "时间", "操作"],
        ["2026年6月", "否", "云岭化工公司", "储罐区无围堰", "工业园区3号", None, "2026-06-12", "查看"],
        ["ID:123", "是", "云岭纸业公司", "除尘系统故障", "工业园区8号", "2026-06-28", "2026-06-10", "查看"],
    ]
    return _workbook(folder / "重大隐患月报.xlsx", _Laid("Sheet1", rows))


def poam(folder: Path) -> Path:
    """Shape 25, FedRAMP's: a preamble, the head in row 5, numbered milestones in a cell, days of two spellings."""
    heads = [
        "POAM ID", "Controls", "Weakness Name", "Weakness Description", "Weakness Detector Source",
        "Weakness Source Identifier", "Asset Identifier", "Point of Contac", "Resources Required",
        "Overall Remediation Plan", "Original Detection Date", "Scheduled Completion Date", "Planned Milestones",
        "Milestone Changes", "Status Date", "Vendor Dependency", "Last Vendor Check-in Date",
        "Vendor Dependent Product Name", "Original Risk Rating", "Adjusted Risk Rating", "Risk Adjustment",
        "False Positive", "Operational Requirement", "Deviation Rationale", "Supporting Documents", "Comments",
        "Auto-Approve",
    ]  # fmt: skip

    def weakness(number: int, due: Written, changes: str | None) -> list[Written]:
        row: list[Written] = [None] * len(heads)
        row[:4] = [f"V-{number}", "AC-2", "Stale accounts", "Accounts of leavers are still active"]
        row[7], row[9] = "System Owner", "Disable the accounts, then review monthly"
        row[10:14] = ["8/3/2026", due, "(1) 2026/05/23: list the accounts\n(2) 2026-06-12: disable them", changes]
        row[18] = "Moderate"
        return row

    preamble: Rows = [
        ["CSP", "System Name", "Impact Level", "POAM Date"],
        ["Cloud Example", "Example System", "Moderate", "8/3/2026"],
        [],
        [],
    ]
    return _workbook(
        folder / "poam.xlsx",
        _Laid("Open", [*preamble, heads, weakness(1, "9/30/2026", "(2) Update 2026-06-18: one account is in use"),
                       weakness(2, dt.date(2026, 10, 15), None)]),
        _Laid("Closed", [*preamble, heads, weakness(3, "8/31/2026", None)]),
    )  # fmt: skip


def capa(folder: Path) -> Path:
    """Shape 28: an English register of corrective actions; a box for the status."""
    rows: Rows = [
        ["CAPA #", "Date", "Source", "Description", "Severity", "Root Cause", "Corrective Action", "Owner", "Due",
         "Status"],
        ["CA-001", "2026-03-05", "Internal audit", "Calibration overdue", "Major", "No reminder", "Set reminders",
         "Quality Manager", "2026-04-15", "☐"],
        ["CA-002", "2026-03-06", "Customer complaint", "Label missing", "Minor", "Template outdated",
         "Replace the template",
         "Production Lead", "2026-03-31", "☑"],
    ]  # fmt: skip
    return _workbook(folder / "capa-log.xlsx", _Laid("CAPA", rows))


def no_findings(folder: Path) -> Path:
    """Shape 29: an empty list of findings, a row of N/A in every cell."""
    heads = ["audit_reference", "finding", "severity", "owner", "target_date", "revised_target_date"]
    return _workbook(folder / "audit-findings.xlsx", _Laid("Findings", [heads, ["N/A"] * len(heads)]))


BY_NUMBER: Final[Mapping[int, Made]] = {
    1: hazards,
    2: audit_list,
    3: economic_audit,
    4: companies,
    6: inspection_csv,
    7: construction,
    9: disputes,
    11: overview,
    12: acceptance,
    13: defects,
    14: bank_checks,
    15: digital_audit,
    18: production_audit,
    19: nonconformities,
    20: statistics,
    21: monthly_hazards,
    25: poam,
    28: capa,
    29: no_findings,
}
"""The shapes, each by the number it has in the collection they were taken from."""


def _workbook(path: Path, *sheets: _Laid) -> Path:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for laid in sheets:
        sheet = book.add_worksheet(laid.name)
        covered: set[tuple[int, int]] = set()
        for area in laid.merged:
            sheet.merge_range(area, "")
            first, last = (xl_cell_to_rowcol(corner) for corner in area.split(":"))
            cells = {(row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1)}
            covered |= cells - {first}
        # after the merging, which would empty what it covers
        for row, values in enumerate(laid.rows):
            for column, value in enumerate(values):
                if (row, column) in covered and not laid.repeated:
                    continue
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, value)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value)
                elif value is not None:
                    sheet.write_number(row, column, value)
    book.close()
    return path


def _csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    import csv

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _head_merges(heads: Sequence[Sequence[str]], first: int) -> list[str]:
    """Return what is merged in head rows from row ``first`` on: groups across, and each last head down to the end."""
    levels = len(heads[0])
    merged: list[str] = []
    for level in range(levels):
        start = 0
        for column in range(1, len(heads) + 1):
            if column < len(heads) and heads[column][: level + 1] == heads[start][: level + 1]:
                continue
            if heads[start][level]:
                last = level
                while last + 1 < levels and not heads[start][last + 1]:
                    last += 1
                if column - start > 1 or last > level:
                    merged.append(f"{xl_col_to_name(start)}{first + level}:{xl_col_to_name(column - 1)}{first + last}")
            start = column
    return merged


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for shape in BY_NUMBER.values():
        shape(target)
