"""Settings with which VS Code completes and checks content, made from the same tables as everything else.

YAML files (plan, curricula) get their schema through the YAML extension. That extension does not look into the front matter of
Markdown, so courses, lecturers and venues get snippets whose places offer the valid values, and a task that runs
``courselib check`` and puts every problem beside its line.
"""

from __future__ import annotations

import json

from ..library.kinds import KINDS
from ..library.model import Plan
from ..library.schema import COURSE, PLAN_LISTS, Field, Kind, Schema
from ..runtime.values import Object
from .sourceschemas import source_schemas

FOLDER = ".vscode"
#: What the editor's YAML extension is sure to understand; the schemas use no keyword that came later.
_DIALECT = "http://json-schema.org/draft-07/schema#"
_GLOBS = {
    kind.name: f"content/{kind.file or kind.file_of('*')}" for kind in KINDS.values() if kind.described and not kind.markdown
}
_OUTLINE = [
    "## 教学目标", "", "- 能${20:说出学完能做到什么}", "",
    "## 课程大纲", "", "| 单元 | 内容要点 | 方式 | 学时 |", "| --- | --- | --- | ---: |",
    "| 1. ${21:单元名称} | ${22:要点} | 专题讲座 | ${23:1} |", "| 2. ${24:单元名称} | ${25:要点} | 案例讨论 | ${26:1} |", "",
    "## 自测思考", "", "1. ${27:问题}", "$0",
]
#: From what ``check --format github`` prints; paths there are as seen from the library's top folder.
_MATCHER = {
    "owner": "courselib",
    "fileLocation": ["relative", "${workspaceFolder}"],
    "pattern": {
        "regexp": r"^::(error|warning) file=([^,]+),line=(\d+),col=(\d+),title=(\S+) [^:]*::(.*)$",
        "severity": 1, "file": 2, "line": 3, "column": 4, "code": 5, "message": 6,
    },
}


def editor_files(plan: Plan) -> dict[str, str]:
    """Return the text of each settings file by its path below the library's top folder."""
    settings = {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "yaml.schemaStore.enable": False,  # nothing is fetched from outside
        "yaml.schemas": {f"{FOLDER}/schemas/{kind}.schema.json": glob for kind, glob in _GLOBS.items()},
        "[markdown]": {"editor.snippetSuggestions": "top", "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "off"}},
    }
    task = {
        "label": "检查课程内容", "type": "shell", "command": "courselib check --format github", "problemMatcher": _MATCHER,
        "group": {"kind": "build", "isDefault": True}, "presentation": {"reveal": "silent", "clear": True},
    }
    preview = {
        "label": "边写边看（预览）", "type": "shell", "command": "courselib serve", "isBackground": True, "problemMatcher": [],
        "presentation": {"reveal": "always", "panel": "dedicated"},
    }
    files = {
        "settings.json": settings,
        "extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
        "tasks.json": {"version": "2.0.0", "tasks": [task, preview]},
        "courselib.code-snippets": _snippets(plan),
    }
    schemas = source_schemas(plan)
    files |= {f"schemas/{kind}.schema.json": schemas[kind] | {"$schema": _DIALECT} for kind in _GLOBS}
    return {f"{FOLDER}/{name}": json.dumps(value, ensure_ascii=False, indent=2) + "\n" for name, value in files.items()}


def _snippets(plan: Plan) -> Object:
    snippets: Object = {}
    for kind in KINDS.values():
        if kind.begun and kind.markdown:
            body = ["---", *_required(kind.schema, plan), "---", "", *(_OUTLINE if kind.outlined else ["$0"])]
            snippets[f"新{kind.label}"] = _snippet([f"新{kind.label}", kind.name], body, f"一份{kind.label}文件的样子")
    for field in COURSE.fields:
        if not field.required and field.kind is not Kind.OBJECT:
            snippets[f"字段：{field.label}"] = _snippet([field.name, field.label], [_line(field, 1, plan)], field.help or field.label)
    return snippets


def _snippet(prefix: list[str], body: list[str], description: str) -> Object:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description}


def _required(schema: Schema, plan: Plan) -> list[str]:
    fields = [f for f in schema.fields if f.required or (schema is not COURSE and f.kind is Kind.CHOICE and f.name != "status")]
    return [_line(field, number, plan) for number, field in enumerate(fields, 1)]


def _line(field: Field, stop: int, plan: Plan) -> str:
    value = f"${{{stop}:{field.label}}}"
    if field.kind is Kind.BOOL:
        value = f"${{{stop}|true,false|}}"
    elif field.kind is Kind.HOURS:
        value = f"${{{stop}:2}}"
    elif field.kind is Kind.DATE:
        value = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
    elif names := _names(field, plan):
        value = f"${{{stop}|{','.join(names)}|}}"
    return f"{field.name}: {f'[{value}]' if field.many else value}"


def _names(field: Field, plan: Plan) -> list[str]:
    """Return the values that a field may have, if they are known."""
    if field.ref in PLAN_LISTS:
        return list(plan.names(field.ref))
    return [value for value, _ in field.choices]
