"""Courses with everything in them that has broken YAML, Markdown tables or HTML before, made from a seed."""

from __future__ import annotations

import random
import re
import string
import unicodedata
from typing import Any

from courselib.library.model import ALL, Library, Topic

FRAGMENTS = (
    "普通的文字", "“引号”", '"双引号"', "'单引号'", "a: b", "冒号：全角", "key:value",
    "a #b", "#井号", "---", "...", "- 项", "* 项", "> 引", "| 竖线 |",
    "a|b", "\\|", "反斜杠\\", "\\n", "\\u0041",
    "制表\t符", "\u0007\u0000铃", "<b>粗</b>", "<script>alert(1)</script>", "</script>", "<!-- 注 -->",
    "<img src=x onerror=alert(1)>", "&lt不是&amp;", "👩\u200d🌾🇨🇳", "مرحبا بالعالم",
    "\u202eevil\u202c", "零\u200b宽", "\ufeff头", "行\u2028段", "换\u0085行",
    "yes", "No", "null", "~", "012", "1:30", "1e5", "0x1F", "2026-01-01", ".5",
    "=1+1", "@x", "%y", "!z", "&w", "*v", "{a: 1}", "[1, 2]", "`代码`", "``",
    "`", "a`b|c`d", "```", "${x}", "{{ x }}", "⟦= x =⟧", "{% raw %}",
    "e\u0301", "한글", "ﷺ", "𠮷野家", "\u3000全角空格\u3000", "<<", "? 问", ", 逗",
)
WORDS = ("三会一课", "yes", "012", "党课", "a:b", "#1", "[x]", "'引'", "1:30", "emoji 🌾", "null", "~", "-", "\\")


def cleaned(text: str) -> str:
    """Return metadata text as the form keeps it."""
    hidden = ("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb"
              "\ue028\ue029\ue085\ufffe\uffff\U000e0000-\U000e007f]")
    return unicodedata.normalize("NFC", re.sub(hidden, "", text).strip()).strip()


def cell(text: str) -> str:
    """Return body text of one line as the form keeps it."""
    plain = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", "", text)
    # What a browser trims is what Python strips and the mark of byte order.
    return plain.strip(string.whitespace + "\u3000\ufeff\xa0\u2028\u2029").replace("\t", " ")


def decoded(text: str) -> str:
    """Return a cell of a file as the author wrote it."""
    return text.replace("&lt;", "<").replace("&#96;", "`").replace("<br>", "\n")


def some(rng: random.Random, most: int, high: int) -> str:
    """Return a text of fragments that is not empty and not longer than ``high`` once cleaned."""
    text = "".join(rng.choice(FRAGMENTS) + rng.choice(("", " ", "，")) for _ in range(rng.randint(1, most)))
    while len(cleaned(text)) > high:
        text = text[:-1]
    return text if cleaned(text) and cell(text) else "课程"


def courses(library: Library, count: int) -> list[dict[str, Any]]:
    """Return what to fill in for ``count`` courses that are right, however odd their texts."""
    rng = random.Random(20261124)  # noqa: S311 - the same courses every time
    return [_course(rng, number, library) for number in range(count)]


def _audience(rng: random.Random, topic: Topic, library: Library) -> list[str]:
    sectors = library.plan.sectors
    able = [ALL, *sectors] if topic.sector == ALL else [s for s in sectors if topic.sector in library.plan.lineage(s)]
    return rng.sample(able, rng.randint(1, min(3, len(able))))


def _course(rng: random.Random, number: int, library: Library) -> dict[str, Any]:
    topic = rng.choice(list(library.plan.topics.values()))
    units = [
        {
            "title": some(rng, 3, 60), "content": some(rng, 6, 400), "method": rng.choice(("专题讲座", some(rng, 1, 20))),
            "hours": rng.choice(("0.5", "1", "1.5", "2")),
        }
        for _ in range(rng.randint(1, 6))
    ]
    total = sum(float(u["hours"]) for u in units)
    spec: dict[str, Any] = {
        "title": some(rng, 5, 80),
        "topic": topic.id,
        "audience": _audience(rng, topic, library),
        "hours": f"{total:g}",
        "theory": {"required": "true", "excluded": "false", "either": rng.choice(("true", "false"))}[topic.theory],
        "id": f"hostile-{number}",
        "objectives": [some(rng, 4, 200) for _ in range(rng.randint(1, 4))],
        "outline": units,
        "after": "## 教学组织\n\n" + "\n".join(
            re.sub("<img[^>]*>", "", some(rng, 4, 300)) for _ in range(rng.randint(0, 6))) + "\n\n```\n没有结束",
    }
    optional: dict[str, Any] = {
        "summary": "\n".join(some(rng, 8, 150) for _ in range(rng.randint(1, 2))),
        "kind": rng.choice(("course", "case", "reader")),
        "methods": rng.sample(("lecture", "field", "report"), 2),
        "level": rng.choice(("central", "county", "unit")),
        "provider": some(rng, 3, 80),
        "lecturers": rng.sample(sorted(library.lecturers), 2),
        "venues": rng.sample(sorted(library.venues), 1),
        "prerequisites": rng.sample([k for k, c in library.courses.items() if c.status == "published"], 2),
        "keywords": rng.sample(WORDS, 3),
        "language": rng.choice(("zh", "bo")),
        "resources": [{"title": some(rng, 2, 80), "kind": "link", "url": "https://example.org/a?b=c&d=%20#e", "licence": some(rng, 1, 80)}],
        "platforms": [{"name": some(rng, 1, 40), "url": "http://example.org:8080/课程"}],
        "reviewed": {"by": some(rng, 2, 80), "on": "2026-02-28"},
        "updated": "2024-02-29",
        "version": some(rng, 1, 20),
        "status": rng.choice(("draft", "published", "retired")),
    }
    chosen = rng.sample(sorted(optional), rng.randint(0, len(optional)))
    return spec | {name: optional[name] for name in chosen}
