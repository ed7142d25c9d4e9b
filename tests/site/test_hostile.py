"""A library whose every text is an attack: it checks, builds, and comes out as text everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check

from ..support.library import age
from ..support.sites import Reader, build_site, pages_of

#: All forms at once; the marker tells that a field really reached a page.
ATTACK = '{{7*7}}{%x%}⟦= 7*7 =⟧⟦%x%⟧</script><script>x1</script>"><img src=x onerror=x1>\'&'
#: In a body an image that does not exist stops the build, so another handler stands there.
BODY = ATTACK.replace("<img src=x onerror=x1>", "<b onclick=x1>")


def _quoted(name: str, size: int) -> str:
    """Return the attack as a YAML text that names its field and fits into ``size`` characters."""
    return json.dumps(f"Q{name}Q{ATTACK}"[:size], ensure_ascii=False)


def _plan() -> str:
    q = _quoted
    return f"""\
title: {q('plantitle', 120)}
source: {q('plansource', 200)}
period: {{start: 2024, end: 2028}}
hours_per_day: 8
tasks:
  - {{id: task, title: {q('task', 80)}}}
clauses:
  - {{id: "<b>'\\"", title: {q('clausetitle', 80)}, summary: {q('clausesummary', 300)}}}
  - {{id: "⟦=7*7=⟧", title: {q('clausetwo', 80)}, summary: {q('clausetwosummary', 300)}}}
sectors:
  - id: sector
    title: {q('sector', 80)}
    clause: "<b>'\\""
    requirements: {{study: {q('study', 200)}, combine: [{q('combine', 200)}], aims: [{q('aims', 200)}], organise: {q('organise', 200)}}}
    children:
      - {{id: child, title: {q('child', 80)}, clause: "<b>'\\""}}
  - {{id: other, title: {q('other', 80)}, clause: "⟦=7*7=⟧"}}
topics:
  - {{id: topic, title: {q('topic', 80)}, clause: "<b>'\\"", sector: sector, task: task, theory: either, required: true}}
  - {{id: gap, title: {q('gap', 80)}, clause: "⟦=7*7=⟧", sector: other, task: task, theory: either, required: true}}
rules:
  - {{id: rule, title: {q('rule', 80)}, clause: "<b>'\\"", applies: [member], window: period, count: all, minimum: 1,
     exempt: {q('exempt', 200)}}}
"""


def _course(more: str) -> str:
    q = _quoted
    return f"""\
---
title: {q('coursetitle', 80)}
topic: topic
audience: [sector]
hours: 2
theory: true
summary: {q('coursesummary', 400)}
provider: {q('provider', 80)}
lecturers: [lecturer]
venues: [venue]
keywords: [{q('k', 30)}]
resources: [{{title: {q('resource', 80)}, kind: link, url: "https://example.org/?a=7*7&b", licence: {q('licence', 80)}}}]
platforms: [{{name: {q('platform', 40)}, url: "https://example.org/"}}]
reviewed: {{by: {q('reviewer', 80)}, on: 2025-01-01}}
version: {q('v', 20)}
updated: 2025-01-01
{more}---

## 教学目标

{BODY}

## {BODY}

## 课程大纲

| 单元 | 内容要点 | 方式 | 学时 |
| --- | --- | --- | ---: |
| {BODY} | {BODY} | {BODY} | 2 |

`{BODY}` \u2028

    {BODY}

[{BODY}](https://example.org/{{{{7*7}}}}/⟦=7*7=⟧)
"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the hostile library."""
    q = _quoted
    folder = tmp_path_factory.mktemp("hostile")
    files = {
        "mkdocs.yml":
            f"site_name: {q('sitename', 999)}\nsite_description: {q('sitedescription', 999)}\ncopyright: {q('copyright', 999)}\n",
        "content/plan.yml": _plan(),
        "content/courses/a.md": _course("kind: series\n"),
        "content/courses/b.md": _course("prerequisites: [a]\nseries: a\nstatus: retired\n"),
        "content/courses/c.md": _course("prerequisites: [a]\nseries: a\n"),
        "content/lecturers/lecturer.md":
            f"---\ntitle: {q('lecturer', 80)}\nunit: {q('unit', 80)}\ntopics: [topic]\n"
            f"summary: {q('lecturersummary', 400)}\n---\n\n{BODY}\n",
        "content/venues/venue.md":
            f"---\ntitle: {q('venue', 80)}\nunit: {q('venueunit', 80)}\n"
            f"summary: {q('venuesummary', 400)}\n---\n\n{BODY}\n",
        "content/curricula/plan.yml":
            f"title: {q('curriculum', 80)}\nsector: sector\nrole: member\nstart: 2024\nexempt: true\n"
            f"summary: {q('curriculumsummary', 400)}\n"
            f"themes: [{{year: 2024, title: {q('theme', 60)}}}]\n"
            f"items: [{{course: a, year: 2024, on: 2024-03-01}}]\nnotes: {q('notes', 2000)}\n",
        "content/pages/index.md": f"---\ntitle: {q('indextitle', 80)}\n---\n\n{BODY}\n\n## {BODY}\n",
        "content/pages/hand.md": f"---\ntitle: {q('handtitle', 80)}\n---\n\n{BODY}\n\n## {BODY}\n",
        "content/pages/guide/extra.md": f"---\ntitle: {q('guidetitle', 80)}\nsummary: {q('guidesummary', 400)}\n---\n\n{BODY}\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    age(folder / "content")
    problems = load_and_check(folder / "content").problems
    assert [p for p in problems if p.severity == "error"] == []
    build_site(folder / "content", folder / "site")
    return folder / "site"


FIELDS = (
    "other plantitle plansource task clausetitle clausesummary clausetwo clausetwosummary sector study combine aims organise child topic "
    "gap coursetitle coursesummary provider k resource licence platform reviewer v lecturer unit lecturersummary venue venueunit "
    "venuesummary curriculum curriculumsummary theme notes handtitle guidetitle sitename copyright sitedescription"
)


@pytest.mark.parametrize("field", FIELDS.split())
def test_field_is_shown_as_it_was_written(field: str, hostile_site: Path) -> None:
    """Each text reaches some page as text, character for character, up to the length of its field."""
    readers = [Reader(html) for html in pages_of(hostile_site).values()]
    shown = f"Q{field}Q{ATTACK}"
    for size in (999, 400, 300, 200, 120, 80, 40, 30, 20):
        places = [r.text for r in readers] + [a.get("content", "") for r in readers for _, a in r.elements]
        if any(shown[:size] in place for place in places):
            return
    pytest.fail(f"{field} is shown nowhere")


def test_nothing_was_evaluated(hostile_site: Path) -> None:
    """No expression became its value, in no file."""
    for path in hostile_site.rglob("*"):
        shipped = path.name == "manifest.json" or (path.parent.name == "guide" and path.name != "extra.html")
        if path.suffix in (".html", ".xml", ".json") and not shipped:
            # Scripts and styles are called after their content, and entries of feeds have names by chance.
            assert "49" not in re.sub(r"-[0-9a-f]{10}\.(?:js|css)|urn:uuid:[0-9a-f-]{36}", "", path.read_text(encoding="utf-8")), path
    assert "⟦= 7*7 =⟧" in Reader((hostile_site / "hand.html").read_text(encoding="utf-8")).text


def test_no_element_came_from_a_text(hostile_site: Path) -> None:
    """Pages have no script but the site's own and structured data, and no handler, foreign image or unknown element."""
    for path, html in pages_of(hostile_site).items():
        reader = Reader(html)
        for tag, attributes in reader.elements:
            assert not any(name.startswith("on") for name in attributes), path
            data = attributes.get("type") in ("application/ld+json", "application/json")
            if tag == "script" and not data and path != "404.html":
                assert re.fullmatch(r"(\.\./)*(assets|search|data/v1)/[a-zA-Z0-9/._-]+\.js", attributes.get("src", "")), path
            # The guide that comes with the package shows pictures of its own.
            assert tag != "img" or re.fullmatch(r"\.\./media/guide/[a-z-]+\.png", attributes.get("src", "")), path
        assert len(reader.ids) == len(set(reader.ids)), path


def test_structured_data_reads_back(hostile_site: Path) -> None:
    """The structured data of a course page is one JSON text that holds the title as it was written."""
    html = (hostile_site / "courses/a.html").read_text(encoding="utf-8")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[0])
    assert data["name"] == f"QcoursetitleQ{ATTACK}"[:80].strip()


def test_data_files_hold_the_texts_and_no_markup(hostile_site: Path) -> None:
    """JSON data read back to the same text, and show no tag to a program that takes them for HTML."""
    for name in ("data/v1/courses", "data/v1/curricula", "data/v1/plan", "curricula/plan"):
        text = (hostile_site / f"{name}.json").read_text(encoding="utf-8")
        assert "<" not in text
        assert ATTACK[:20] in json.dumps(json.loads(text), ensure_ascii=False)
