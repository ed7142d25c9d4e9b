"""The reader of plans in the browser finds what the command finds: same documents, same fields, same text, same remarks."""

from __future__ import annotations

import base64
import dataclasses
from typing import Any

from courselib.content.loading import Loaded
from courselib.exchange.teaching_plan.exporting import plan_of
from courselib.exchange.teaching_plan.importing import vocabulary
from courselib.exchange.teaching_plan.package import Package
from courselib.exchange.teaching_plan.reading import read_document
from courselib.exchange.teaching_plan.recognise import recognise
from tests.support.needs import needs_program
from tests.support.scripts import in_node, node, script

from .layouts import plans

_WORK = """function (given) {
  const open = window.CourseLib.modules.author_plan_open.open;
  return given.files.map(function (file) {
    const bytes = new Uint8Array(Buffer.from(file[1], "base64"));
    const made = open(bytes, file[0], given.words, function (part, words) { return "![" + words + "](" + part + ")"; });
    return { fields: made.fields, body: made.body, remarks: made.remarks };
  });
}"""
_EVERY = 9


@needs_program(node(), "node is not installed")
def test_both_readers_find_the_same(loaded: Loaded) -> None:
    library = loaded.library
    assert library is not None
    words = vocabulary(library)
    files = [(plan.stem, data) for _, plan, data in plans()]
    courses = [r for r in loaded.results.values() if r.kind == "course"][::_EVERY]
    files += [("x", plan_of(course, b"", library, lambda _: b"")) for course in courses]
    given = {"words": dataclasses.asdict(words), "files": [(stem, base64.b64encode(data).decode()) for stem, data in files]}
    found: list[dict[str, Any]] = in_node(script("author/plan/open.js"), _WORK, given)
    for (stem, data), theirs in zip(files, found, strict=True):
        document = read_document(Package(data))
        ours = recognise(document, stem, words, lambda part, d=document: f"![{d.pictures.get(part, '')}]({part})")  # type: ignore[misc]
        assert theirs["fields"] == [dataclasses.asdict(f) for f in ours.fields]
        assert theirs["body"] == ours.body
        assert theirs["remarks"] == ours.remarks
