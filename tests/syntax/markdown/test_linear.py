"""What a small file can ask of the form's reader: each text that could hurt, at three sizes, costs at most in proportion."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

from ...support.needs import needs_program
from ...support.reading import ENTRY
from ...support.scripts import node, script

PATTERNS: dict[str, Callable[[int], str]] = {
    "links": lambda n: "[a](" * n,
    "brackets": lambda n: "[" * n,
    "notes": lambda n: "[^1]: a\n\n" + "x[^1]" * n,
    "tags": lambda n: "".join(f"<b title={i}>" for i in range(n)),
    "box": lambda n: "!!! " + " " * n + '"',
    "definition": lambda n: "[a]:" + " " * n,
    "cdata": lambda n: "<![CDATA[" * n,
    "paragraphs": lambda n: "<p>x" * n,
    "paragraphs of lines": lambda n: "<p>x\n|-|\n" * n,
    "comments": lambda n: "a <!--" * n,
    "instructions": lambda n: "a <?" * n,
    "code": lambda n: "".join("`" * i + " " for i in range(1, int((2 * n) ** 0.5))),
    "emphasis": lambda n: "*a **b_ " * n,
    "braces": lambda n: "{#a " * n,
    "pictures": lambda n: "![a](" * n,
    "closed pictures": lambda n: "![" * n + "](a)" * n,
    "rows": lambda n: "|" * n + "\n" + "|-" * n,
    "definitions": lambda n: "".join(f"[r{i}]: x\n" for i in range(n)),
    "scripts": lambda n: "<script>" * n,
    "attributes": lambda n: "<a " + "b " * n,
    "quotes": lambda n: '<a b="' * n,
    "entities": lambda n: "&" * n + "&amp" * n,
    "terms": lambda n: "a\n: b\n" * n,
    "labels": lambda n: "[a][b" * n,
    "titles": lambda n: '[a](b "' * n,
    "title lines": lambda n: '[a]: b "\n' + "c\n" * n,
    "blanks": lambda n: "【填：" * n,
    "unknown tags": lambda n: "<x>" * n,
    "headings": lambda n: "# a\n" * n,
    "items": lambda n: "- [ ] a\n" * n,
    "strikes": lambda n: "~~a~ " * n,
    "backslashes": lambda n: "\\" * n,
    "fences": lambda n: "```\n" * n,
    "deep quotes": lambda n: "> " * n,
    "deep lists": lambda n: "- " * n,
}
SIZES = (4000, 8000, 16000)
#: Counts what is read character by character or searched for: that grows where something is quadratic.
_COUNT = """
const fs = require("fs");
global.window = global;
let steps = 0;
["charCodeAt", "codePointAt", "indexOf", "lastIndexOf"].forEach(function (name) {
  const real = String.prototype[name];
  String.prototype[name] = function () {
    const result = real.apply(this, arguments);
    const searched = result < 0 ? this.length : Math.abs(result - (arguments[1] || 0));
    steps += name.slice(-2) === "At" ? 1 : 1 + searched / 16;
    return result;
  };
});
const given = JSON.parse(fs.readFileSync(0, "utf8"));
(0, eval)(given.script);
const rows = given.texts;
process.stdout.write(JSON.stringify(rows.map(function (text) {
  steps = 0;
  const read = CourseLib.modules.author_reading.read(text, "");
  return [Math.round(steps), read.problems.length && read.problems[0].code];
})));
"""


@needs_program(node(), "node counts the steps")
def test_no_text_costs_more_than_its_length() -> None:
    """Doubling a text never costs more than a little over twice the steps, unless it is past the budget and told so."""
    texts = [make(size) for make in PATTERNS.values() for size in SIZES]
    done = subprocess.run([node() or "node", "-e", _COUNT], input=json.dumps({"script": script(ENTRY), "texts": texts}), capture_output=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout)
    grown = {}
    for at, name in enumerate(PATTERNS):
        steps = [row[0] for row in found[at * 3 : at * 3 + 3]]
        if steps[2] > 50_000 and steps[2] > 2.6 * steps[1] and steps[1] > 2.6 * steps[0]:
            grown[name] = steps
        # A character is looked at some dozen times by the rules of blocks and lines; hundreds of times means backtracking.
        if steps[2] > 400 * len(PATTERNS[name](SIZES[2])):
            grown[name] = steps
    assert grown == {}
