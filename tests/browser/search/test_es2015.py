"""The browser scripts are ECMAScript 2015 and nothing later: Chrome 49 and Firefox 53 are what some offices have."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.site.scripts import scripts_of

from ...support.es2015 import offences
from ...support.library import REPOSITORY

THEME = REPOSITORY / "theme"
MODULES = sorted((THEME / "scripts").rglob("*.js"))
SERVED = {script.path: script.data.decode() for script in scripts_of(THEME).values()} | {
    p.relative_to(THEME).as_posix(): p.read_text(encoding="utf-8") for p in [*(THEME / "assets").rglob("*.js"), *(THEME / "inline").glob("*.js")]
}


@pytest.mark.parametrize("path", SERVED)
def test_a_script_is_ecmascript_2015(path: str) -> None:
    """Each script that is served, what others wrote included, parses as a classic script and uses nothing later."""
    assert offences(SERVED[path]) == []


def test_there_are_scripts() -> None:
    """The search and the decompressor are among what was looked at."""
    assert {"site.js", "engine.js", "analysis.js", "inflate.js"} <= {p.name for p in MODULES}
    assert {path.partition("-")[0] for path in SERVED} >= {f"assets/scripts/{name}" for name in ("site", "catalogue", "planner", "author")}


@pytest.mark.parametrize("path", [p for p in MODULES if p.parent.name != "vendor"], ids=lambda p: p.stem)
def test_a_module_of_ours_is_short(path: Path) -> None:
    """Our modules keep to one reason to change, and need no charset to be told."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert "\t" not in text
    assert path.parent.name != "search" or text.isascii()


@pytest.mark.parametrize("text", [
    "async function f() {}", "const f = async () => 1;", "a ** b;", "a **= b;", "f(a,);", "function f(a,) {}", "const {a, ...b} = c;",
    "const x = {...y};", "fetch('a');", "new XMLHttpRequest();", "a.includes(2);", "Object.entries(a);", "Object.values(a);",
    "import('a');", "new Worker('x');", "a.padStart(2);", "a['padStart'](2);", "/a/s;", "new RegExp('a', 'u');",
    "new Intl.Segmenter();", "a.innerHTML = b;", "a.replaceAll(b, c);", "a.matchAll(b);", "a.flat();", "Symbol.asyncIterator;",
    "document.querySelectorAll('a').forEach(f);", "a.append(b);", "globalThis.a;", "eval(a);", "a.finally(b);",
    "document.write(a);", "window.document.writeln(a);", "node.before(a);", "a.at(1);",
])
def test_what_came_later_is_told(text: str) -> None:
    """Syntax that the parser knows but 2015 did not, and names that came later, are found."""
    assert offences(text) != []


@pytest.mark.parametrize("text", [
    "a?.b;", "a ?? b;", "class A { x = 1; }", "try { a(); } catch { b(); }", "for await (const a of b) {}", "1_000;", "10n;",
    "/(?<n>a)/;", "/\\p{L}/;", "import a from 'b';", "export default 1;", "a ||= b;",
])
def test_what_came_much_later_does_not_parse(text: str) -> None:
    """The parser itself refuses what it has never heard of, and modules."""
    with pytest.raises(Exception, match="Line 1"):
        offences(text)


@pytest.mark.parametrize("text", [
    "const f = (a, b = 1, ...c) => `${a}${b}`;", "class A { get x() { return 1; } }", "for (const [a, b] of new Map()) { f(a, b); }",
    "const {a, b: [c]} = d;", "f(...a);", "function* g() { yield 1; }", "/a/giy;", "({a, [b]: 1, c() {}});",
    "md.block.ruler.before('a', 'b', c);", "decoder.write(a);",
])
def test_what_2015_had_is_welcome(text: str) -> None:
    """Nothing of 2015 is told."""
    assert offences(text) == []
