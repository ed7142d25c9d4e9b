"""Course files as different people write them: order of keys, quotes, lists, comments, line ends, outlines."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from courselib.syntax.yaml import writer

#: What YAML, spreadsheets and CSV each take for something else.
HOSTILE = (
    "a: b", "- x", "#x", "x # y", "'x'", '"x"', "[x]", "{x: y}", "yes", "no", "true", "null", "~", "1.0", "1e3", "0x1F", "2026-01-01",
    "=1+1", "+1", "-1", "@x", "%x", "!x", "&x", "*x", "|", ">", "?x", "x:", ":x", "，、；", "a,b", "a;b", "、", "反\\斜", "竖|线", "`码`",
    "😀", "e\u0301", "“引”", "<b>", "_x005F_", "x005F_", "'=1", "''", "12:30", "1_000", "\u2028行", "---", "...", "是", "课程、讲座",
)
_WORDS = st.text(st.sampled_from("党课三农粮食安全学习ab12：:、，,；;'\"#-[]{}&*!|>%@=+ ."), min_size=1, max_size=12)
#: Texts of one line, as they are after reading: no outer blanks, composed.
#: One that ends in a Chinese colon is, without quotes, a slip that the checker tells.
_SAFE = st.one_of(st.sampled_from(HOSTILE), _WORDS).map(str.strip).filter(lambda t: t and not t.endswith("："))
TEXTS = _SAFE.map(lambda t: "é" if t == "e\u0301" else t)
LONG = st.one_of(TEXTS, st.tuples(TEXTS, TEXTS).map("\n".join))
DATES = st.dates().map(lambda d: d.isoformat())
HOURS = st.integers(1, 160)
METHODS = ("lecture", "exchange", "field", "video")


def _lists(of: st.SearchStrategy[Any], most: int = 4) -> st.SearchStrategy[list[Any]]:
    return st.lists(of, unique=True, min_size=1, max_size=most)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": TEXTS,
    "topic": st.sampled_from(("rural-theory", "rural-skills", "works-reading")),
    "audience": _lists(st.sampled_from(("rural", "all", "urban"))),
    "hours": HOURS,
    "theory": st.booleans(),
    "summary": LONG,
    "kind": st.sampled_from(("course", "series", "case")),
    "methods": _lists(st.sampled_from(METHODS)),
    "provider": TEXTS,
    "keywords": _lists(TEXTS),
    "roles": _lists(st.sampled_from(("member", "secretary", "party-worker"))),
    "core": st.booleans(),
    "not_before": st.sampled_from(("2024", "2025-10", "2026-01")),
    "task": st.sampled_from(("theory", "skills")),
    "reviewed": st.fixed_dictionaries({"by": TEXTS, "on": DATES}),
    "resources": st.lists(st.fixed_dictionaries({"title": TEXTS, "kind": st.sampled_from(("link", "video")), "url": st.just("https://example.org/a?b=c#d")},
                                                optional={"licence": TEXTS}), min_size=1, max_size=3),
    "updated": DATES,
    "version": TEXTS.map(lambda t: t[:20].strip() or "1"),
    "status": st.sampled_from(("draft", "published", "retired")),
}
REQUIRED = ("title", "topic", "audience", "hours", "theory")
_CELLS = st.one_of(st.sampled_from(("要点", "先讲 `a|b` 再练", "a\\|b", "", "**重点**")), _WORDS.map(lambda t: t.replace("|", "").strip()))
_TITLES = st.one_of(st.sampled_from(("1. 总论", "论述", "讲与练")), _WORDS.map(lambda t: t.replace("|", "").strip() or "单元"))
UNITS = st.lists(st.tuples(_TITLES, _CELLS, _CELLS, st.integers(1, 8)), min_size=1, max_size=4, unique_by=lambda u: u[0])


def hours_text(half: int) -> str:
    """Return half-hours as people write them."""
    return f"{half // 2}.5" if half % 2 else str(half // 2)


@st.composite
def _scalar(draw: st.DrawFn, value: Any, *, flow: bool = False) -> str:
    if isinstance(value, bool):
        return draw(st.sampled_from(("true", "True") if value else ("false", "FALSE")))
    if isinstance(value, int):
        return hours_text(value)
    if "\n" in value:
        return _quoted(value)
    style = draw(st.sampled_from(("plain", "single", "double")))
    if style == "single" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return _quoted(value) if style == "double" or (flow and "," in value) else writer.scalar(value)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028")


@st.composite
def _field(draw: st.DrawFn, name: str, value: Any) -> str:
    """Return the lines of a field."""
    note = draw(st.sampled_from(("", "", "  # 注", " # 学时: 2")))
    if isinstance(value, dict):
        parts = [f"{k}: {draw(_scalar(v, flow=True))}" for k, v in value.items()]
        if draw(st.booleans()):
            return f"{name}: {{{', '.join(parts)}}}{note}"
        return "\n".join([f"{name}:{note}", *(f"  {p}" for p in parts)])
    if not isinstance(value, list):
        return f"{name}: {draw(_scalar(value))}{note}"
    if isinstance(value[0], dict):
        rows = []
        for item in value:
            parts = [f"{k}: {draw(_scalar(v, flow=True))}" for k, v in item.items()]
            rows.append("{" + ", ".join(parts) + "}" if draw(st.booleans()) else "\n    ".join(parts))
        return "\n".join([f"{name}:{note}", *(f"  - {r}" for r in rows)])
    style = draw(st.sampled_from(("flow", "tight", "indented")))
    texts = [draw(_scalar(v, flow=style == "flow")) for v in value]
    if style == "flow":
        return f"{name}: [{', '.join(texts)}]{note}"
    lead = "" if style == "tight" else "  "
    return "\n".join([f"{name}:{note}", *(f"{lead}- {t}{draw(st.sampled_from(('', ' # 项')))}" for t in texts)])


@st.composite
def _outline(draw: st.DrawFn) -> str:
    units = draw(UNITS)
    shape = draw(st.sampled_from(("table", "bare", "wide", "list")))
    cell = lambda t: t.replace("\\|", "|").replace("|", "\\|")  # noqa: E731
    if shape == "list":
        rows = [f"{n}. {t}（{hours_text(h)} 学时）" for n, (t, _, _, h) in enumerate(units, 1)]
    elif shape == "bare":
        rows = ["单元 | 学时", "--- | ---", *(f"{cell(t)} | {hours_text(h)}" for t, _, _, h in units)]
    elif shape == "wide":
        rows = ["| 单元 | 备注 | 学时 |", "|---|---|--:|", *(f"|{cell(t)}| 备 | {hours_text(h)} |" for t, _, _, h in units)]
        rows.append("| 合计 | | 9 |")
    else:
        rows = ["| 单元 | 内容要点 | 方式 | 学时 |", "| --- | --- | --- | ---: |",
                *(f"| {cell(t)} | {cell(c)} | {cell(m)} | {hours_text(h)} |" for t, c, m, h in units)]
    return "\n".join(rows)


@st.composite
def course_file(draw: st.DrawFn) -> bytes:
    """Return the bytes of a course file that reads without errors of its own."""
    names = [*REQUIRED, *draw(st.lists(st.sampled_from([n for n in VALUES if n not in REQUIRED]), unique=True, max_size=10))]
    lines = [draw(_field(name, draw(VALUES[name]))) for name in draw(st.permutations(names))]
    between = st.sampled_from(("", "", "", "# 一行注释\n", "\n", "\n# 隔开\n\n"))
    head = "".join(f"{draw(between)}{line}\n" for line in lines) + draw(st.sampled_from(("", "# 末尾\n")))
    body = f"## 教学目标\n\n- 能说清要点\n\n## 课程大纲\n\n{draw(_outline())}\n\n## 说明\n\n| 学时 | 不是大纲 |\n| --- | --- |\n"
    text = f"---\n{head}---\n\n{body}"
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()
