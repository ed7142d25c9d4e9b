"""What one hand wrote the next leaves alone: `new`, import, `suggest -o`, `check --fix`, the form and the planner write the same lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from courselib.content.checking import load_and_check
from courselib.content.fixing import repair
from courselib.curricula.writing import curriculum_text
from courselib.exchange.sourceschemas import course_source_schema, source_schemas
from courselib.exchange.spreadsheet.merge.files import begun, changed, values_of
from courselib.library.model import Curriculum, Item, Source, Theme
from courselib.library.reading import read_file
from courselib.library.schema import CLASS, COURSE, CURRICULUM, LECTURER, VENUE, Schema
from courselib.library.source import Entry
from courselib.syntax.yaml import writer

from ..support.library import REPOSITORY
from ..support.planning import as_plan
from ..support.scripts import script

MODULES = ("author/opening.js", "author/record.js", "planner/yaml.js")
VECTORS = json.loads((REPOSITORY / "tests/vectors/yaml/values.json").read_text(encoding="utf-8"))["values"]
#: Values as they are after reading: composed, without blanks around them, and without what metadata refuse.
TEXTS = [t for row in VECTORS if (t := row["value"]) == t.strip() != "" and len(t) <= 30 and row["group"] not in ("hidden", "scripts")]
ONE_LINE = [t for t in TEXTS if "\n" not in t and "\r" not in t and "\t" not in t and t.isprintable()]
ENTRY = Entry("courses/rural/x.md", "course", "x", 0, 0, 0)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with what writes files in the browser, and the form's schema as ``window.schema``."""
    page = browser.new_page()
    page.evaluate(script(*MODULES))
    library = load_and_check(REPOSITORY / "content").library
    assert library is not None
    page.evaluate("schema => { window.schema = schema; }", course_source_schema(library.plan))
    page.evaluate("schemas => { window.schemas = schemas; }", source_schemas(library.plan))
    yield page
    page.close()


def values(text: str, several: str) -> dict[str, Any]:
    """Return a course whose every text is hard to write."""
    return {
        "title": text, "topic": "party-purpose", "audience": ["all"], "hours": 4, "theory": True, "summary": several, "provider": text,
        "keywords": [text, "党课"], "platforms": [{"name": text, "url": "https://a.cn/?b=c"}], "reviewed": {"by": text, "on": "2026-01-02"},
        "updated": "2026-01-02", "version": text[:20].strip(),
    }


_FORM = """rows => rows.map(values => {
  const fields = Object.assign(CourseLib.modules.author_values.empty(schema), values);
  const record = {id: "x", values: fields, body: CourseLib.modules.author_body.parse(""), origin: null};
  return CourseLib.modules.author_record.fileText(record, schema);
})"""
_AGAIN = """rows => rows.map(text => {
  const opened = CourseLib.modules.author_opening.open("x.md", text, schema);
  return opened.message || CourseLib.modules.author_record.fileText(opened.record, schema);
})"""
_CHANGED = """rows => rows.map(([text, title]) => {
  const opened = CourseLib.modules.author_opening.open("x.md", text, schema);
  opened.record.values.title = title;
  return CourseLib.modules.author_record.fileText(opened.record, schema);
})"""


_OTHERS = """([name, rows]) => rows.map(values => {
  const kind = {name: name, schema: schemas[name], suffix: name === "class" ? "yml" : "md", outlined: false};
  const record = CourseLib.modules.author_record.newOf(kind);
  Object.assign(record.values, values);
  const text = CourseLib.modules.author_record.fileText(record, kind.schema, kind.suffix === "yml");
  const opened = CourseLib.modules.author_opening.open("x." + kind.suffix, text, kind.schema, kind);
  opened.record.origin.pieces = null;
  return [text, CourseLib.modules.author_record.fileText(opened.record, kind.schema, kind.suffix === "yml")];
})"""
_KEPT = """([name, texts]) => texts.map(text => {
  const kind = {name: name, schema: schemas[name], suffix: name === "class" ? "yml" : "md", outlined: false};
  const opened = CourseLib.modules.author_opening.open("x." + kind.suffix, text, kind.schema, kind);
  const same = CourseLib.modules.author_record.fileText(opened.record, kind.schema, kind.suffix === "yml");
  opened.record.values.title = "另一个";
  return [same, CourseLib.modules.author_record.fileText(opened.record, kind.schema, kind.suffix === "yml"),
    CourseLib.modules.author_opening.kindOf("x." + kind.suffix, text, ["course", "lecturer", "venue", "class"].map(
      one => ({name: one, schema: schemas[one], suffix: one === "class" ? "yml" : "md"})), null).name];
})"""


def others(text: str, several: str) -> dict[Schema, dict[str, Any]]:
    """Return a lecturer, a venue and a class whose every text is hard to write."""
    seen = {"reviewed": {"by": text, "on": "2026-01-02"}, "updated": "2026-01-02", "status": "draft"}
    return {
        LECTURER: {"title": text, "class": "expert", "level": "county", "unit": text, "region": text, "topics": ["party-purpose"],
                   "summary": several, **seen},
        VENUE: {"title": text, "kind": "base", "unit": text, "capacity": 120, "methods": ["field", "lecture"], "summary": several, **seen},
        CLASS: {"title": text, "audience": ["all"], "group": text, "start": "2026-03-02", "end": "2026-03-03", "days": 3, "offjob": True,
                "organiser": text, "venue": "no", "seats": 50, "funding": text, "summary": several, "notes": several,
                "items": [{"course": "1", "lecturer": "a", "on": "2026-03-02", "from": "09:00", "hours": 5}, {"course": "b"}]},
    }


def as_fields(schema: Schema, values: dict[str, Any]) -> dict[str, Any]:
    """Return values as the form's controls hold them: texts."""
    hours = {"days": "1.5"} if schema is CLASS else {}
    told = {name: str(v) if isinstance(v, int) and not isinstance(v, bool) else v for name, v in values.items()} | hours
    if schema is CLASS:
        told |= {"offjob": "true", "items": [i | ({"hours": "2.5"} if "hours" in i else {}) for i in values["items"]]}
    return told


def test_the_form_writes_other_kinds_as_the_import_does(page: Page) -> None:
    """Lecturers, venues and classes: the same bytes from both hands, read as they were meant, opened and written again alike."""
    several = [t for t in TEXTS if "\n" in t and "\r" not in t and "\t" not in t] + ["甲\n\n乙：丙"]
    made = [others(t, several[n % len(several)]) for n, t in enumerate(ONE_LINE)]
    for schema, suffix in ((LECTURER, "md"), (VENUE, "md"), (CLASS, "yml")):
        rows = [one[schema] for one in made]
        written = page.evaluate(_OTHERS, [schema.kind, [as_fields(schema, row) for row in rows]])
        assert [first for first, _ in written] == [begun(schema, row).decode() for row in rows]
        assert [again for _, again in written] == [first for first, _ in written]
        entry = Entry(f"{schema.kind}/x.{suffix}", schema.kind, "x", 0, 0, 0)
        assert values_of(read_file(entry, written[0][0].encode())) == rows[0]


def test_the_form_keeps_what_it_does_not_know_of_other_kinds(page: Page) -> None:
    """Comments, unknown fields and a body with an outline's heading stay when a title changes."""
    files = {
        "lecturer": "---\n# 老同志\ntitle: 甲\nclass: expert  # 专家\nmobile: 1\n---\n\n## 课程大纲\n\n介绍。\n",
        "venue": "---\ntitle: 甲\ncapacity: 20  # 座\nmap: {x: 1}\n---\n\n正文\n",
        "class": "# 第一期\ntitle: 甲\naudience: [all]\nyear: 2026\nhotel: x\nitems:\n  # 上午\n  - {course: a}\n  - course: b\n    from: 14:30\n",
    }
    for kind, text in files.items():
        same, other, guessed = page.evaluate(_KEPT, [kind, [text]])[0]
        assert (same, other, guessed) == (text, text.replace("title: 甲", "title: 另一个"), kind)


def head(text: str) -> str:
    """Return the metadata of a course file."""
    return text.split("\n---\n", maxsplit=1)[0]


def test_the_form_writes_what_the_import_writes(page: Page) -> None:
    """A new course of the form has the metadata that an import gives it; opened again in the form, or mended, it stays.

    What is imported is a draft, which the form has to be told; all else is the same.
    """
    several = [t for t in TEXTS if "\n" in t and "\r" not in t and "\t" not in t] + ["甲\n\n乙：丙"]
    courses = [values(t, several[n % len(several)]) for n, t in enumerate(ONE_LINE)]
    wanted = [begun(COURSE, c).decode() for c in courses]
    texts = [json.loads(json.dumps(c | {"hours": "2", "theory": "true", "status": "draft"})) for c in courses]
    written = page.evaluate(_FORM, texts)
    assert [head(w) for w in written] == [head(w) for w in wanted]
    assert page.evaluate(_AGAIN, written) == written
    for text, course in zip(wanted, courses, strict=True):
        data = text.encode()
        assert values_of(read_file(ENTRY, data)) == course | {"status": "draft"}, text
        assert repair(ENTRY, data, {"sector": {"all"}, "topic": {"party-purpose"}}) is None


def test_a_change_is_written_alike_by_the_form_and_the_import(page: Page) -> None:
    """A title changed and changed back, by one hand or by two, gives the same bytes."""
    first = begun(COURSE, values("示例", "简介"))
    told = page.evaluate(_CHANGED, [[first.decode(), t] for t in ONE_LINE])
    for text, form in zip(ONE_LINE, told, strict=True):
        old = values_of(read_file(ENTRY, first))
        imported = changed(COURSE, ENTRY, first, old | {"title": text})
        assert head(imported.decode()) == head(form)
        assert changed(COURSE, ENTRY, imported, old) == first


def test_the_planner_writes_what_the_command_line_writes(page: Page) -> None:
    """A plan's file has the bytes that `suggest -o`, and an import, give it, whatever its texts and IDs are."""
    plans = [
        Curriculum(id="x", title=t, sector="rural", role="member", start=2024, summary=t, themes=(Theme(2024, t),), notes=f"甲\n{t}",
                   items=(Item("no", 2024), Item("2024-01-01", 2025, offjob=True), Item("a-1", 2026, level="city", on="2026-10-15")),
                   updated="2026-01-02", status="draft", source=Source("x"))
        for t in ONE_LINE
    ]
    told = page.evaluate("plans => plans.map(p => CourseLib.modules.planner_yaml.write(CourseLib.modules.rules_plans.create(p)))",
                         [json.loads(json.dumps(as_plan(p))) for p in plans])
    assert told == [curriculum_text(p) for p in plans]
    entry = Entry("curricula/x.yml", "curriculum", "x", 0, 0, 0)
    for plan, text in zip(plans, told, strict=True):
        read = read_file(entry, text.encode())
        assert read.problems == [], text
        assert begun(CURRICULUM, values_of(read)).decode() == text
        assert [i.course for i in plan.items] == [i["course"] for i in (read.values or {})["items"]]


def test_ids_that_look_like_something_else(page: Page) -> None:
    """An ID that is a number, a date or a word of YAML is quoted by everyone."""
    course = values("示例", "简介") | {"topic": "2024", "prerequisites": ["no", "1", "2024-01-01", "a"]}
    line = 'prerequisites: ["no", "1", "2024-01-01", a]'
    form = page.evaluate(_FORM, [json.loads(json.dumps(course | {"hours": "2", "theory": "true"}))])[0]
    for text in (begun(COURSE, course).decode(), form):
        assert line in text.split("\n")
        assert 'topic: "2024"' in text.split("\n")
    assert writer.scalar("2024") == '"2024"'
