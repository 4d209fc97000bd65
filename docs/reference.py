"""The reference of the manual, taken from the program itself; cog writes it into the pages, as `snippets` does.

Records and settings come from the schemas that ``yian schema`` writes, figures from the rows that count them, exit
statuses from the table in ``errors``. Nothing here says what one of them means.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from yiananlib import errors, messages
from yiananlib.cli.topics import TOPICS
from yiananlib.index.figures import FIGURES, Figure, Figures
from yiananlib.model.registers import ALL
from yiananlib.model.words import STATUS_WORDS
from yiananlib.render.views.report import ACTIVITY
from yiananlib.services.reading.schema_words import NAMES, VOCABULARIES
from yiananlib.store import kinds

Schema = Mapping[str, Any]

SHARED = ("id", "at", "on", "by", "for", "kind")
"""The fields of every entry."""
WORDS = {
    "en": {
        "field": "field", "meaning": "meaning", "value": "value", "needed": "required", "entry": "entry",
        "own": "its own fields; ? may be absent", "every": "The fields of every entry", "files": "Files: ",
        "yes": "yes", "table": "table", "list": "list of", "text": "text", "line": "line", "day": "day",
        "time": "time with offset", "truth": "true or false", "number": "whole number", "id": "id",
        "words": "word of vocabulary", "or": " or ", "setting": "setting", "template": "in a new ledger",
        "figure": "figure", "name": "in JSON", "how": "how it is counted", "status of": "the problem has this status",
        "status": "status", "of": "code of", "kind": "which entry it is", "vocabulary": "vocabulary", "all": "words",
        "colon": ":", "in brackets": " ({})", "between": ", ", "default": "; default `{}`",
        "register": "register", "there": "all that are there", "in status": "those that are: {status}",
        "late": ", past the day that was set",
    },
    "zh_CN": {
        "field": "字段", "meaning": "含义", "value": "取值", "needed": "必填", "entry": "经过",
        "own": "自己的字段；? 表示可以没有", "every": "各条经过共有的字段", "files": "文件：",
        "yes": "是", "table": "表", "list": "列表，各项为", "text": "文字", "line": "一行文字", "day": "日期",
        "time": "带时区的时间", "truth": "true 或 false", "number": "整数", "id": "编号",
        "words": "词汇", "or": " 或 ", "setting": "设置", "template": "新建台账时",
        "figure": "指标", "name": "JSON 中的名称", "how": "统计口径", "status of": "问题处于这一状态",
        "status": "退出码", "of": "代码：", "kind": "是哪一种经过", "vocabulary": "词汇", "all": "各词",
        "colon": "：", "in brackets": "（{}）", "between": "、", "default": "，默认 `{}`",
        "register": "专项", "there": "现有的全部", "in status": "状态为：{status}", "late": "，且已过期限",
    },
}  # fmt: skip
NAMED = {
    "en": {"org": "organization", "officer": "officer", "prompt": "prompt", "finding": "finding of a case",
           "task": "task of a case", "case": "case", "lint_code": "question of `yian lint`",
           "gate_code": "check of the gate", "column": "field of an import"},
    "zh_CN": {"org": "单位", "officer": "岗位", "prompt": "查一查条目", "finding": "案件问题", "task": "整改任务",
              "case": "案件", "lint_code": "`yian lint` 的提问", "gate_code": "关口检查项", "column": "导入字段"},
}  # fmt: skip
UNWRITTEN = {
    "en": {
        "open": "neither closed nor voided",
        "lateness": "those that are overdue, by how many days",
        "due_soon": "not closed, not submitted completely, and the deadline (extensions included) is on the day or at"
        " most `deadlines.yellow` days later",
        "close_days_mean": "mean and median of the days from found to closed, of those that are closed; and how many",
        "ageing": "those that are open, by days since they were found",
        "received": "those that came from another unit or from the ledger of the campaign before, and still are here",
    },
    "zh_CN": {
        "open": "没有销号、没有撤销的",
        "lateness": "逾期的，按逾期天数分段",
        "due_soon": "没有销号、没有完整申请，期限（含延期）就在当天或者今后 `deadlines.yellow` 天之内的",
        "close_days_mean": "从发现到销号的天数，平均数和中位数；只算已销号的，并写明个数",
        "ageing": "未销号的，按发现以来的天数分段",
        "received": "由其他单位或者上期台账移交来，没有撤销、没有再移交的",
    },
}
"""How figures are counted of which reports print no definition, because their word says it beside the others."""
UNNAMED = {"received": "Taken over"}
"""The words of figures that reports show only in a sentence."""
EXITS = {
    "done": "完成",
    "the answer is no: the gate is unmet, verify found something": "答案是“否”：关口未满足，或者核对查出了问题",
    "the call's words are off": "命令写得不对",
    "no such record": "没有这条记录",
    "a prefix that fits several records": "编号前几位对应几条记录",
    "the ledger is invalid or unreadable": "台账有误或读不了",
    "hand-overs cannot be collected or counted": "报送件收不了或统计不了",
    "refused by the lifecycle": "流程不允许",
    "refused by authority": "权限不允许",
    "some of several refused; each with the status of its first": "一次办理几条，其中有不允许的；以第一条的退出码为准",
    "the write did not happen: locked, disk full, conflict": "没有写成：被占用、磁盘已满、冲突",
    "a bug": "程序缺陷",
    "interrupted by the user": "被中断",
}
"""The meanings in the table of :mod:`yiananlib.errors`, in Chinese."""


def records(language: str) -> str:
    """Return every kind of record but the campaign: its files, its fields, its entries, its tables."""
    shown = [kind for kind in kinds.ALL if kind.name != "campaign"]
    common = _schemas(language)["problem"]
    first = common["$defs"]["Noted"]
    every = _table(language, first, first["properties"], only=SHARED)
    parts = [f"## {WORDS[language]['every']}\n\n{every}"]
    parts += [_record(language, kind.name, kind.pattern) for kind in shown]
    return "\n\n".join(parts)


def settings(language: str) -> str:
    """Return every setting of ``yian.toml``, with what a new ledger has."""
    words, schema = WORDS[language], _schemas(language)["campaign"]
    template = tomli.loads(_new(language)["yian.toml"])
    rows = [
        f"| {words['setting']} | {words['meaning']} | {words['value']} | {words['template']} |",
        "|---|---|---|---|",
    ]
    for path, said in _settings(schema, schema):
        held = _at(template, path)
        rows.append(
            f"| `{'.'.join(path)}` | {said.get('title', '')} | {_value(language, schema, said, path[-1])} | {held} |"
        )
    return "\n".join(rows)


def vocabularies(language: str) -> str:
    """Return the vocabularies that a new ledger has."""
    words, held = WORDS[language], tomli.loads(_new(language)["yian.toml"])["vocabulary"]
    rows = [f"| {words['vocabulary']} | {words['all']} |", "|---|---|"]
    for name, keyed in held.items():
        rows.append(f"| `{name}` | {words['between'].join(f'`{key}` {word}' for key, word in keyed.items())} |")
    return "\n".join(rows)


def figures(language: str) -> str:
    """Return every figure: what it is called, what JSON calls it, and how it is counted."""
    words = WORDS[language]
    rows = [f"| {words['figure']} | {words['name']} | {words['how']} |", "|---|---|---|"]
    with messages.speaking(language):
        for figure in FIGURES:
            word = messages._(figure.word or STATUS_WORDS.get(figure.name) or UNNAMED[figure.name])
            names = keys(figure)
            said = messages._(figure.definition) if figure.definition else _unwritten(language, figure.name)
            share = f" / {messages._(figure.share)}" if figure.share else ""
            rows.append(f"| {word}{share} | {words['between'].join(f'`{name}`' for name in names)} | {said} |")
    return "\n".join(rows)


def keys(figure: Figure) -> list[str]:
    """Return what JSON calls a figure: its count, the whole, its share, and the means and medians beside it."""
    others = {name for other in FIGURES if other is not figure for name in (other.name, *other.counts)}
    own = {figure.name, figure.told, *figure.counts, *figure.sums, *figure.looks, *figure.late} - others
    stems = tuple(f"{stem}_" for stem in (figure.name.removesuffix("_rate").removesuffix("_mean"), *figure.sums))
    near = {name for name in Figures._fields if name.startswith(stems)} - others
    return [name for name in (*Figures._fields, "coverage") if name in own | near]


def activity(language: str) -> str:
    """Return how rules, notices and education are counted, which reports say in one sentence each."""
    with messages.speaking(language):
        return messages._(ACTIVITY)


def registers(language: str) -> str:
    """Return the figures of the registers: how many of their records stand in which status on the day."""
    words = WORDS[language]
    rows = [f"| {words['register']} | {words['figure']} | {words['name']} | {words['how']} |", "|---|---|---|---|"]
    with messages.speaking(language):
        for register in ALL:
            for count in register.counts:
                named = [messages._(register.status_words[status]) for status in count.statuses]
                how = words["in status"].format(status=words["between"].join(named)) if named else words["there"]
                how += words["late"] if count.late else ""
                head = messages._(register.heading)
                rows.append(f"| {head} | {messages._(count.word)} | `{register.name}.{count.name}` | {how} |")
    return "\n".join(rows)


def _unwritten(language: str, name: str) -> str:
    """Return how a figure is counted of which reports print no definition."""
    return UNWRITTEN[language].get(name) or WORDS[language]["status of"]


def statuses(language: str) -> str:
    """Return the exit statuses, as the table of the exceptions has them."""
    rows: dict[str, list[str]] = {}
    for line in (errors.__doc__ or "").splitlines():
        found = re.fullmatch(r"(?:\(.*?\)|:class:`\w+`) +(\d+) +(\S.*)", line)
        if found:
            meaning = found[2] if language == "en" else EXITS[found[2]]
            rows.setdefault(found[1], []).append(meaning)
    head = [f"| {WORDS[language]['status']} | {WORDS[language]['meaning']} |", "|---|---|"]
    between = "; " if language == "en" else "；"
    return "\n".join([*head, *(f"| {status} | {between.join(said)} |" for status, said in rows.items())])


def topic(language: str, name: str) -> str:
    """Return a topic of ``yian help`` as paragraphs."""
    with messages.speaking(language):
        texts = [messages._(text) for text in TOPICS[name].text]
    return "\n\n".join(f"```text\n{text}\n```" if text.startswith("  ") else text for text in texts)


def _record(language: str, name: str, pattern: str) -> str:
    words, schema = WORDS[language], _schemas(language)[name]
    heading = f"## {schema['title'][:1].upper()}{schema['title'][1:]} `{name}`\n\n{words['files']}`{pattern}`"
    fields = {field: said for field, said in schema["properties"].items() if field not in ("schema", "entries")}
    parts = [heading, _table(language, schema, fields, root=schema)]
    steps = [
        ref["$ref"].rpartition("/")[2]
        for ref in schema["properties"].get("entries", {}).get("items", {}).get("oneOf", ())
    ]
    if steps:
        rows = [f"| {words['entry']} | {words['meaning']} | {words['own']} |", "|---|---|---|"]
        rows += [_entry(language, schema, schema["$defs"][step]) for step in steps]
        parts.append("\n".join(rows))
    for table, made in schema["$defs"].items():
        if table not in steps and "properties" in made:
            parts.append(f"`{table}`{words['colon']}\n\n" + _table(language, made, made["properties"], root=schema))
    return "\n\n".join(parts)


def _entry(language: str, schema: Schema, made: Schema) -> str:
    own = []
    for field, said in made["properties"].items():
        if field in SHARED:
            continue
        needed = "" if field in made["required"] else "?"
        value = _value(language, schema, said, field)
        own.append(
            f"`{field}`{needed} {said.get('title', '')}" + (f" ({value})" if language == "en" else f"（{value}）")
        )
    return f"| `{made['properties']['kind']['const']}` | {made['title']} | {'<br>'.join(own)} |"


def _table(
    language: str, made: Schema, fields: Mapping[str, Schema], root: Schema | None = None, only: tuple[str, ...] = ()
) -> str:
    words = WORDS[language]
    rows = [f"| {words['field']} | {words['meaning']} | {words['value']} | {words['needed']} |", "|---|---|---|---|"]
    for field, said in fields.items():
        if field in only and field == "kind":
            rows.append(f"| `kind` | {said.get('title', '')} | {words['kind']} | {words['yes']} |")
        elif not only or field in only:
            needed = words["yes"] if field in made.get("required", ()) else ""
            value = _value(language, root or _schemas(language)["problem"], said, field)
            if said.get("default") and "const" not in said:
                value += words["default"].format(said["default"])
            rows.append(f"| `{field}` | {said.get('title', '')} | {value} | {needed} |")
    return "\n".join(rows)


def _value(language: str, schema: Schema, said: Schema, field: str) -> str:
    words = WORDS[language]
    if "$ref" in said:
        name = said["$ref"].rpartition("/")[2]
        return _named(language, name, schema["$defs"][name])
    if "anyOf" in said or "oneOf" in said:
        return words["or"].join(_value(language, schema, one, field) for one in said.get("anyOf") or said["oneOf"])
    if said.get("type") == "array":
        return f"{words['list']} {_value(language, schema, said['items'], field)}".replace("， ", "，").replace(
            "为 ", "为"
        )
    if said.get("type") == "object":
        return words["table"]
    if said.get("type") == "boolean":
        return words["truth"]
    if said.get("type") == "integer":
        if "minimum" in said and said["minimum"] == said.get("maximum"):
            return f"`{said['minimum']}`"
        bounds = f" {said['minimum']}–{said['maximum']}" if "maximum" in said and "minimum" in said else ""
        return words["number"] + bounds
    if "const" in said:
        return f"`{said['const']}`"
    if "enum" in said:
        return words["or"].join(f"`{one}`" for one in said["enum"])
    if said.get("format") in ("date", "date-time"):
        return words["day" if said["format"] == "date" else "time"]
    if "{6}$" in said.get("pattern", "") and "0123456789abcdefgh" in said["pattern"]:
        return words["id"]
    if said.get("pattern", "").startswith("^(zh_CN"):
        return words["or"].join(f"`{one}`" for one in ("zh_CN", "en"))
    return words["line" if said.get("maxLength", 0) <= 200 else "text"]


def _named(language: str, name: str, made: Schema) -> str:
    """Return what a definition is called: a table by its name, words of the ledger by where they come from."""
    words = WORDS[language]
    if name in VOCABULARIES.values():
        return f"{words['words']} `{name}`"
    if name in NAMES.values():
        return f"{words['of']} {NAMED[language][name]}".replace("： ", "：")
    if "enum" in made:
        shown = (made.get("x-taplo") or {}).get("docs", {}).get("enumValues") or [""] * len(made["enum"])
        pairs = zip(made["enum"], shown, strict=True)
        return words["between"].join(f"`{key}`" if word in ("", key) else f"`{key}` {word}" for key, word in pairs)
    return f"{words['table']} `{name}`"


def _settings(schema: Schema, place: Schema, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Schema]]:
    """Yield each setting that holds a value, with where it stands."""
    for field, said in place["properties"].items():
        table = schema["$defs"].get(str(said.get("$ref", "")).rpartition("/")[2], {})
        if "properties" in table:
            yield from _settings(schema, table, (*path, field))
        else:
            yield (*path, field), said


def _at(held: Any, path: tuple[str, ...]) -> str:
    """Return what a new ledger has at a place; nothing where it says nothing there, or where that is a long text."""
    for name in path:
        if not isinstance(held, dict) or name not in held:
            return ""
        held = held[name]
    text = json.dumps(held, ensure_ascii=False, default=str)
    return f"`{text}`" if len(text) <= 60 and not isinstance(held, dict) and path[-1] not in ("name", "start") else "…"


@cache
def _new(language: str) -> dict[str, str]:
    """Return what the files of a new ledger say, its schemas among them, in a language."""
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "new"
        call = [sys.executable, "-m", "yiananlib"]
        run = {"capture_output": True, "check": True}
        subprocess.run([*call, "init", str(top), "--name", "云岭县", "--no-git"], **run)
        campaign = top / "yian.toml"
        template = campaign.read_text(encoding="utf-8")
        speaking = template.replace('language = "zh_CN"', f'language = "{language}"')
        campaign.write_text(speaking, encoding="utf-8")
        subprocess.run([*call, "schema", "--install", "--ledger", str(top)], **run)
        schemas = sorted((top / ".yian" / "schemas").iterdir())
        return {"yian.toml": template} | {path.name: path.read_text(encoding="utf-8") for path in schemas}


def _schemas(language: str) -> dict[str, Any]:
    return {name.partition(".")[0]: json.loads(text) for name, text in _new(language).items() if name.endswith(".json")}
