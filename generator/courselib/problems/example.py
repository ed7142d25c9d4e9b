"""One problem code explained by example, and how a fragment becomes the files of a small library.

Fragments stay short because they stand in a shared course, curriculum or plan: ``files`` puts them there, so that the
guide can show the fragment alone and a test can run the whole through the real checker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

COURSE_PATH = "courses/rural/example.md"
CURRICULUM_PATH = "curricula/example.yml"
CLASS_PATH = "classes/example.yml"
PLAN_PATH = "plan.yml"
SYNONYMS_PATH = "synonyms.yml"

_METADATA = """title: 示例课程
topic: rural-theory
audience: [rural]
hours: 2
theory: true
"""
_BODY = """## 教学目标

- 能说清要点。

## 课程大纲

| 单元 | 内容要点 | 方式 | 学时 |
| --- | --- | --- | ---: |
| 第一单元 | 要点 | 专题讲座 | 2 |
"""
_UNIT = "第一单元"
_CURRICULUM = """title: 示例方案
sector: rural
role: member
start: 2024
items:
"""
_CLASS = """title: 示例培训班
audience: [rural]
start: 2027-03-15
end: 2027-03-16
offjob: true
items:
"""
_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)

#: Where a fragment stands, in words for the guide.
PLACES = {
    "meta": "课程文件的元数据区",
    "body": "课程正文",
    "outline": "课程正文（全文）",
    "file": "整个文件",
    "items": "课程方案的 items 之下",
    "curriculum": "课程方案文件",
    "class": "培训班文件",
    "lessons": "培训班的 items 之下",
    "topics": "plan.yml 的 topics 之下",
    "plan": "plan.yml",
    "name": "文件的位置和名称",
    "sheet": "Excel 或 CSV 的表里",
    "words": "说明",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A code with a short explanation (what it means, how to mend it) and a wrong and a right fragment, in Chinese.

    ``place`` is a key of ``PLACES``; ``path`` the content path the fragment stands for; ``others`` are further courses
    by ID with fragments of metadata. ``recipe`` names, for what no text can show, how a test makes the wrong file.
    """

    code: str
    place: str
    explanation: str
    wrong: str
    right: str
    path: str = COURSE_PATH
    others: tuple[tuple[str, str], ...] = ()
    recipe: str = ""

    def files(self, fragment: str, plan: str) -> dict[str, str]:
        """Return the files that hold ``fragment`` (``wrong`` or ``right``) by path; ``plan`` is a plan's text."""
        files = {f"courses/rural/{key}.md": course(metadata, _body(metadata), key) for key, metadata in self.others}
        if self.place == "name":
            return files | {fragment: course("")}
        text = {
            "meta": course(fragment),
            "body": course("", f"{_BODY}\n## 说明\n\n{fragment}\n"),
            "outline": course("", f"{fragment}\n"),
            "file": f"{fragment}\n",
            "items": f"{_CURRICULUM}{fragment}\n",
            "curriculum": _replace(_CURRICULUM + ("" if "items:" in fragment else "  - {course: example-basic, year: 2024}\n"), fragment),
            "class": _replace(_CLASS + ("" if "items:" in fragment else "  - {course: example-basic}\n"), fragment),
            "lessons": f"{_CLASS}{fragment}\n",
            "topics": plan.replace("\ntopics:\n", f"\ntopics:\n{fragment}\n", 1),
            "plan": _replace(plan, fragment),
            # A table is imported into the library; it is no file of it.
            "sheet": course(""),
            "words": course(""),
        }[self.place]
        return files | {self.path: text}


def course(metadata: str, body: str = _BODY, unit: str = _UNIT) -> str:
    """Return a course file: the shared metadata with the given lines in the place of those of the same fields.

    ``unit`` names the one unit of the shared body: what teaches the same as another course has a problem of its own.
    """
    return f"---\n{_replace(_METADATA, metadata)}---\n\n{body.replace(_UNIT, unit)}"


def _body(metadata: str) -> str:
    """Return the shared body with the hours that the metadata declare, where they do."""
    declared = re.search(r"^hours: ([0-9.]+)$", metadata, re.MULTILINE)
    return _BODY.replace("| 2 |", f"| {declared[1]} |") if declared else _BODY


def _replace(text: str, lines: str) -> str:
    keys = tuple(f"{key}:" for key in _KEY.findall(lines))
    kept = [line for line in text.splitlines() if not (keys and line.startswith(keys))]
    return "\n".join([*kept, *filter(None, [lines]), ""])


#: What a library of examples holds besides: other files' names in examples are these.
CONTEXT = {
    "courses/rural/example-basic.md": course("title: 基础课程", unit="基础"),
    "courses/rural/example-draft.md": course("title: 草稿课程\nstatus: draft", unit="草稿"),
    "courses/rural/example-series.md": course("title: 系列课程\nkind: series", unit="系列"),
    "lecturers/example-teacher.md": "---\ntitle: 示例讲师\n---\n",
    "lecturers/example-left.md": "---\ntitle: 不再讲课的讲师\nstatus: retired\n---\n",
    "courses/example-taught.md": course("title: 已开过的课\ntopic: party-purpose\naudience: [all]\ntheory: false", unit="已开过"),
    "venues/example-hall.md": "---\ntitle: 示例场地\ncapacity: 50\n---\n",
    "classes/example-class.yml": (
        "title: 示例培训班一\naudience: [rural]\nstart: 2027-05-10\nend: 2027-05-11\nitems:\n  - {course: example-taught}\n"
    ),
    "classes/example-organs.yml": (
        "title: 示例培训班二\naudience: [organs]\nstart: 2027-06-14\nend: 2027-06-15\nvenue: example-hall\n"
        "items:\n  - {course: example-taught}\n"
    ),
    "media/notes/handout.txt": "示例附件\n",
    # The smallest GIF, whose bytes are all ASCII.
    "media/notes/picture.gif": "GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
}
