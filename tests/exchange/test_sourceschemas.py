"""The published schemas of content files, and the editor's settings made from them: one truth with the checker."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.checking import load_and_check
from courselib.exchange.editor import editor_files
from courselib.exchange.jsonschema import value_schema
from courselib.exchange.sourceschemas import source_schemas
from courselib.library import nodes
from courselib.library.fields import FieldReader
from courselib.library.model import Plan
from courselib.library.schema import COURSE
from courselib.problems import ERROR
from courselib.problems import problem as make_problem

from ..support.library import REPOSITORY

KINDS = {"course": "courses/**/*.md", "lecturer": "lecturers/*.md", "venue": "venues/*.md", "page": "pages/**/*.md",
         "class": "classes/*.yml", "curriculum": "curricula/*.yml", "plan": "plan.yml"}


class _Loader(yaml.SafeLoader):
    """Reads YAML as 1.2 has it, and as editors do: dates and on/off are text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag.rpartition(":")[2] not in ("bool", "timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The shipped plan."""
    library = load_and_check(REPOSITORY / "content").library
    assert library is not None
    return library.plan


def validator(kind: str, plan: Plan) -> jsonschema.Draft202012Validator:
    """Return a validator of the kind's schema, which must be a schema."""
    schema = source_schemas(plan)[kind]
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def metadata(path: Path) -> Any:
    """Return what a file's metadata says."""
    text = path.read_text(encoding="utf-8")
    return yaml.load(text.split("---\n")[1] if path.suffix == ".md" else text, _Loader)  # noqa: S506 - a safe loader


@pytest.mark.parametrize("kind", KINDS)
def test_shipped_content_is_valid(kind: str, plan: Plan) -> None:
    """Every shipped file of every kind keeps to its schema."""
    check = validator(kind, plan)
    files = sorted((REPOSITORY / "content").glob(KINDS[kind]))
    assert len(files) >= (200 if kind == "course" else 1)
    assert [(f.name, e.message) for f in files for e in check.iter_errors(metadata(f))] == []


@pytest.mark.parametrize("change", [
    {"hours": 0.3}, {"hours": 81}, {"hours": "4"}, {"theory": "true"}, {"topic": "nothing"}, {"audience": []}, {"audience": ["mars"]},
    {"audience": ["rural", "rural"]}, {"extra": 1}, {"title": ""}, {"title": "长" * 81}, {"updated": "2026-02-30"}, {"kind": "novel"},
    {"resources": [{"title": "a", "kind": "link"}]},
    {"resources": [{"title": "a", "kind": "link", "url": "https://a.b/", "file": "a.pdf"}]},
    {"resources": [{"title": "a", "kind": "link", "file": "../a.pdf"}]}, {"resources": [{"title": "a", "kind": "link", "file": "/a.pdf"}]},
    {"platforms": [{"name": "a", "url": "ftp://a.b/"}]}, {"series": "Large"}, {"reviewed": {"by": "a"}},
])
def test_what_the_checker_refuses_the_schema_refuses(change: dict[str, Any], plan: Plan) -> None:
    """Wrong values, strangers and what is missing fail."""
    course = {"title": "课", "topic": "rural-skills", "audience": ["rural"], "hours": 2, "theory": False}
    assert validator("course", plan).is_valid(course)
    assert not validator("course", plan).is_valid(course | change)


@pytest.mark.parametrize(("kind", "change"), [
    ("lecturer", {"topics": ["nothing"]}), ("lecturer", {"topics": "rural-skills"}), ("lecturer", {"title": None}),
    ("lecturer", {"phone": "1"}),
    ("venue", {"capacity": 0}), ("venue", {"capacity": "四十"}), ("venue", {"kind": "palace"}),
    ("page", {"order": "first"}), ("page", {"title": ""}), ("page", {"layout": "x"}),
    ("curriculum", {"sector": "all"}), ("curriculum", {"role": "cadre"}), ("curriculum", {"items": [{"course": "a"}]}),
    ("curriculum", {"items": [{"course": "a", "year": "2024"}]}),
    ("curriculum", {"items": [{"course": "a", "year": 2024, "on": "2024-02-30"}]}),
    ("curriculum", {"themes": [{"year": 2024}]}), ("curriculum", {"themes": [{"year": 2024, "title": "长" * 200}]}),
    ("curriculum", {"start": 2024.5}),
    ("plan", {"period": {"start": 2024}}), ("plan", {"tasks": []}), ("plan", {"topics": [{"id": "a"}]}), ("plan", {"rules": 3}),
])
def test_a_planted_fault_of_any_kind_is_refused(kind: str, change: dict[str, Any], plan: Plan) -> None:
    """The first shipped file of every other kind, with one fault in it, fails."""
    good = metadata(min((REPOSITORY / "content").glob(KINDS[kind])))
    assert validator(kind, plan).is_valid(good)
    assert not validator(kind, plan).is_valid(good | change)


def test_the_site_publishes_these_schemas(shipped_site: Path, plan: Plan) -> None:
    """Below ``data/v1/source/`` stand exactly these schemas, one for each kind of content file."""
    folder = shipped_site / "data/v1/source"
    made = source_schemas(plan)
    assert set(made) == set(KINDS)
    assert {p.name: json.loads(p.read_text(encoding="utf-8")) for p in folder.iterdir()} == {f"{k}.schema.json": s for k, s in made.items()}


@given(st.text(st.sampled_from("党课 ab:#-'\"🌾"), min_size=70, max_size=90).filter(lambda t: t.strip() == t))
def test_titles_are_judged_as_by_the_checker(title: str) -> None:
    """Titles around the greatest length are accepted by both, the schema and the checker, or by neither."""
    schema = dataclasses.replace(COURSE, fields=COURSE.fields[:1])
    reader = FieldReader("a.md")
    parsed = nodes.parse(f"title: {json.dumps(title, ensure_ascii=False)}", "a.md").root
    assert isinstance(parsed, nodes.Mapping)
    reader.record(schema, parsed)
    assert jsonschema.Draft202012Validator(value_schema(COURSE.field("title"))).is_valid(title) == (reader.problems == [])


def test_the_editor_settings_are_current(plan: Plan) -> None:
    """The settings kept in the repository are those that the tables give. COURSELIB_UPDATE_GOLDEN=1 writes them anew."""
    made = editor_files(plan)
    if os.environ.get("COURSELIB_UPDATE_GOLDEN"):
        for name, text in made.items():
            (REPOSITORY / name).parent.mkdir(parents=True, exist_ok=True)
            (REPOSITORY / name).write_text(text, encoding="utf-8", newline="\n")
    assert {name: (REPOSITORY / name).read_text(encoding="utf-8") for name in made} == made
    assert {p.relative_to(REPOSITORY).as_posix() for p in (REPOSITORY / ".vscode").rglob("*") if p.is_file()} == set(made)


def test_the_editor_schemas_are_older_draft_too(plan: Plan) -> None:
    """What the editor gets is a draft-07 schema, and accepts what is shipped."""
    for kind in ("curriculum", "plan"):
        schema = json.loads(editor_files(plan)[f".vscode/schemas/{kind}.schema.json"])
        jsonschema.Draft7Validator.check_schema(schema)
        for file in sorted((REPOSITORY / "content").glob(KINDS[kind])):
            assert list(jsonschema.Draft7Validator(schema).iter_errors(metadata(file))) == []


def test_the_editor_finds_problems_in_what_check_prints(plan: Plan) -> None:
    """The task's pattern takes apart a line of ``check --format github``: severity, file, line, column, code, message."""
    from courselib.cli.reporting import as_github

    path = "content/courses/a b/x.md"
    line = as_github([make_problem("M306", path, "学时 “2.3” 不是 0.5 的整数倍。", line=5, column=8, hint="是否想写 2.5？")])
    task = json.loads(editor_files(plan)[".vscode/tasks.json"])["tasks"][0]
    match = re.match(task["problemMatcher"]["pattern"]["regexp"], line)
    assert match is not None
    assert match.groups()[:5] == (ERROR, path, "5", "8", "M306")
    # The command shows paths as seen from the folder in which the task runs.
    assert task["problemMatcher"]["fileLocation"] == ["relative", "${workspaceFolder}"]
    assert match.group(6).startswith("学时 “2.3”")


def test_snippets_offer_every_topic_and_choice(plan: Plan) -> None:
    """The new course's places offer all topics and sectors; every optional field has a snippet; each place is numbered once."""
    snippets = json.loads(editor_files(plan)[".vscode/courselib.code-snippets"])
    body = "\n".join(snippets["新课程"]["body"])
    assert all(topic in body for topic in plan.topics)
    assert all(sector in body for sector in plan.sectors)
    stops = re.findall(r"\$\{(\d+)[|:]", body)
    assert len(stops) == len(set(stops)) == 13
    assert {s["prefix"][0] for s in snippets.values()} >= {"summary", "methods", "lecturers", "status"}
