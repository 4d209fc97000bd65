"""What the columns of foreign ledgers are called, and which field each of these headings means.

A heading is compared without case, blanks, line breaks, quotation marks and the units behind it; nothing is guessed:
what is only like a known heading is suggested, and a mapping decides.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("yian", "yian id", "id", "标识", "记录标识"),
    "number": (
        "问题编号", "编号", "问题顺序号", "缺陷编号", "隐患编号", "台账编号", "统一编号", "事项编号", "CAPA #",
        "CAPA No", "POAM ID", "audit reference", "number", "finding id", "问题序列号",
    ),
    "org": (
        "所属责任公司", "整改责任单位", "具体责任单位", "整改牵头单位", "责任单位", "主责单位", "牵头单位",
        "承办单位", "问题归属单位", "整改责任部门", "责任部门", "牵头部门", "单位名称", "被检查单位", "单位",
        "unit", "organization", "organisation", "department", "responsible unit", "被审计对象",
    ),
    "org_owner": (
        "责任单位/责任人", "责任单位及责任人", "责任单位和责任人", "整改责任部门/个人", "责任部门及责任人",
        "责任部门/责任人", "整改责任单位/责任人", "牵头单位/责任人",
    ),
    "title": ("问题标题", "标题", "项目名称", "问题名称", "事项名称", "隐患名称", "title", "weakness name"),
    "symptom": (
        "具体问题表述", "问题表述", "问题描述", "隐患问题描述", "隐患描述", "缺陷描述", "问题表现(症状)",
        "问题表现", "症状", "问题内容", "存在的隐患及问题", "存在的主要问题", "存在问题", "存在的问题", "主要问题",
        "具体问题", "问题简述", "查摆问题", "查摆出的问题", "反馈问题", "整改问题", "矛盾纠纷简要情况",
        "问题与生产证据", "审计条目", "问题", "内容", "描述", "在审计报告中的表述", "symptom", "problem (symptom)",
        "problem", "weakness description", "description", "finding", "issue",
    ),
    "root_cause": (
        "原因剖析(病根)", "原因剖析", "原因分析", "病根", "问题原因", "产生原因", "根源剖析", "问题根源", "原因",
        "root cause", "cause",
    ),
    "goal": ("整改目标", "目标", "整改标准", "整改完成标准", "预期目标", "goal"),
    "measure": (
        "细化的整改措施", "整改措施(药方)", "整改措施", "药方", "具体措施", "整改举措", "整改方案", "措施",
        "化解措施", "整改任务", "整改要求(措施)", "整改与验收要求", "整改要求", "measures (remedy)",
        "corrective action", "measures", "measure", "planned milestones", "remedy",
    ),
    "measure_owner": ("措施责任人", "措施负责人"),
    "measure_due": ("对应的完成时间", "措施完成时限", "措施时限", "措施完成时间"),
    "leader": (
        "责任领导", "分管领导", "包抓领导", "牵头领导", "主管领导", "责任县领导", "整改第一责任人", "第一责任人",
        "leader", "responsible leader",
    ),
    "owner": (
        "整改责任人", "直接责任人", "具体责任人", "责任人", "牵头整改部门责任人及联系电话", "责任人及联系电话",
        "责任岗位", "经办人", "承办人", "负责人", "owner", "point of contact", "responsible", "assignee",
    ),
    "support": (
        "配合单位", "协办单位", "配合部门", "协同单位", "配合责任单位", "牵头/配合单位", "supporting units",
        "support",
    ),
    "due": (
        "到期日", "整改完成时限", "问题整改完成时限", "整改时限", "整改期限", "完成时限", "化解时限", "完成期限",
        "整改完成期限", "整改截止时间", "截止日期", "截止时间", "计划完成时间", "要求完成时间", "时限", "期限",
        "due", "due date", "deadline", "target date", "scheduled completion date", "整改完成时间", "完成时间",
    ),
    "found": (
        "发现时间", "发现日期", "检查时间", "检查日期", "排查时间", "排查日期", "查摆时间", "提出时间", "交办时间",
        "交办日期", "登记日期", "登记时间", "found", "date found", "original detection date", "date",
    ),
    "class": ("整改类型", "整改类别", "整改分类", "class"),
    "severity": (
        "隐患等级", "问题等级", "缺陷等级", "风险等级", "严重程度", "严重度", "等级", "severity", "问题性质",
    ),
    "kind": ("问题类别", "问题类型", "隐患类型", "问题分类", "类别", "分类", "kind", "category"),
    "field": ("重点领域", "领域", "key field"),
    "source": ("问题来源", "发现渠道", "发现活动", "来源", "source"),
    "level": ("病根层面", "原因层面", "根源层面"),
    "tags": ("标签", "问题标签", "tags"),
    "progress": (
        "整改进展情况", "整改进展", "整改落实情况", "整改情况", "落实情况", "进展情况", "目前进展", "进展",
        "整改进度", "推进情况", "化解情况", "已采取的整改措施", "部分整改情况具体描述", "progress",
    ),
    "effect": ("整改成效", "整改效果", "成效", "effect"),
    "rule": ("建章立制", "建章立制情况", "完善制度情况", "制度建设", "推动制度建设文件", "长效机制", "rule"),
    "wider": ("举一反三", "举一反三情况"),
    "reason": (
        "未整改到位原因及下一步计划", "未整改到位问题原因及下一步计划", "未整改到位原因", "未整改原因说明",
        "未整改原因", "到期未整改原因", "未完成原因",
        "why not in place, and the next step",
    ),
    "next": ("下一步计划", "下一步整改措施及时限", "下一步整改措施", "下步打算", "下一步工作"),
    "basis": ("依据条款", "定性依据", "法规政策依据", "整改依据", "客观证据"),
    "remark": ("备注", "备注说明", "说明", "remarks", "comments", "note"),
    "status": (
        "是否已完成整改", "是否完成整改", "整改完成情况", "完成情况", "整改状态", "整改结果", "当前状态",
        "办理状态", "是否完成", "是否整改", "状态", "status", "state",
    ),
    "accepted": ("认定整改情况", "验收结论", "验收结果", "验收情况", "验收意见", "核查结论", "审核意见"),
    "struck_off": ("是否销号", "销号情况", "销号状态", "销号"),
    "completed_on": ("整改完成日期", "实际完成时间", "实际完成日期", "完成日期", "实际整改结束日期", "completed on"),
    "closed_on": ("销号时间", "销号日期", "是否销号(时间)", "struck off on"),
}  # fmt: skip
"""The headings of each field, the plainest first: of two columns for one field, the earlier in its row is taken."""

IGNORED: Final[dict[str, tuple[str, ...]]] = {
    "no": ("序号", "行号", "no.", "#", "项目序号"),
    "lamp": (
        "预警", "剩余天数", "是否逾期", "逾期天数", "逾期情况", "亮灯", "lamp", "days left", "整改率",
        "measures done", "days overdue", "轮次", "round",
    ),
    "phone": (
        "联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "phone", "telephone", "身份证号",
        "身份证号码",
    ),
    "people": (
        "检查人", "检查人员", "排查人", "排查人员", "审计组组长", "审计组主审", "统计人", "填表人", "审核人",
        "整改监督人", "跟踪检查人", "督办人", "验收人", "协助整改工作的领导", "配合整改部门责任人及联系电话",
        "审计部门责任人及联系电话", "督办部门/人员", "验收部门/人员", "姓名", "联系人",
    ),
    "import": ("导入说明", "what is wrong here"),
}  # fmt: skip
"""Headings of what is not kept, for a reason: running numbers that name nothing, what yian computes itself, numbers
of people's telephones and cards, and people who are not responsible for anything."""

LONGEST_SEARCH: Final = 200
"""The last row on which a mapping may say that a head begins."""

ALONE: Final = frozenset(SYNONYMS) - {
    "measure", "progress", "effect", "rule", "wider", "reason", "next", "basis", "remark", "status", "accepted",
}  # fmt: skip
"""Fields of which one column is taken; of the others, all columns are."""

TEXTS: Final = ("effect", "rule", "wider", "reason", "next", "basis", "remark", "accepted")
"""Fields that become remarks under the heading of their column."""

_MARKS: Final = re.compile(r"[\s\"'“”‘’「」《》<>:：;；,，、/\\|*·.。_\-—]+")
_BRACKETED: Final = re.compile(r"[(\[【{][^()\[\]【】{}]*[)\]】}]")
_COUNTED: Final = re.compile(r"(数|数量|率|占比|个数|人数|条数|件数)$")


def key(heading: str) -> str:
    """Return a heading as headings are compared: with what is in brackets, without the brackets."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[()\[\]【】{}]", "", _MARKS.sub("", plain))


def bare_key(heading: str) -> str:
    """Return the same without what is in brackets: units, and what is said besides."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return key(_BRACKETED.sub("", plain))


@functools.cache
def _known() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for table in (SYNONYMS, IGNORED):
        for field, headings in table.items():
            for place, heading in enumerate(headings):
                found.setdefault(key(heading), (field, place))
    return found


def meaning(path: Sequence[str]) -> tuple[str, int] | None:
    """Return which field a heading means and how plainly, 0 the most; ``path`` are its groups, then its own text.

    None where it is not known. The own text decides; else that with the groups above it, from the nearest upwards, as
    one text; where there is none of its own, the groups stand for it.
    """
    known = _known()
    for reduce in (key, bare_key):
        own = reduce(path[-1])
        if own in known:
            return known[own]
        for start in range(len(path) - 2, -1, -1):
            joined = "".join(reduce(part) for part in path[start:])
            if joined in known:
                return known[joined]
    return None


STANDS_IN: Final = {"整改任务": "title", "整改事项": "title", "事项": "title"}
"""Headings that name the problem itself where no other of a table does."""


def like(heading: str) -> str | None:
    """Return the known heading that one is most like; None where it is like none."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    names = {key(name): name for table in SYNONYMS.values() for name in table}
    found = extractOne(bare_key(heading), list(names), scorer=Indel.normalized_similarity, score_cutoff=0.72)
    return names[found[0]] if found is not None else None


def is_of_sections(heading: str) -> bool:
    """Tell whether a column is headed as one that may have sections of a unit in it, not units alone."""
    return "部门" in heading or "department" in heading.casefold()


def is_count(heading: str) -> bool:
    """Tell whether a column is headed as counts and rates are."""
    return _COUNTED.search(bare_key(heading)) is not None
