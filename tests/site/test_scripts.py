"""The browser's scripts: modules are read as a parser reads them, joined so that they work, and named by what they hold."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import esprima
import pytest

from courselib.runtime.errors import SystemFault
from courselib.site.scripts import Module, joined, name_of, reached, scripts_of

from ..support.library import REPOSITORY
from ..support.needs import needs_program
from ..support.scripts import in_node, node

THEME = REPOSITORY / "theme"
ENTRIES = sorted(p.name for p in (THEME / "scripts").glob("*.js"))
KNOWN = {module.path: module for entry in ENTRIES for module in reached(THEME / "scripts", entry)}
OWN = sorted(path for path in KNOWN if not path.startswith("vendor/"))
#: What may be loaded when a page begins, its data included.
MOST_SCRIPTS = 4
_SOURCE = re.compile(r'<script\b[^>]*\bsrc="([^"?#]+)')


def theme(folder: Path, **modules: str) -> Path:
    """Write a theme of modules, by their names: ``lib__a`` is ``lib/a.js``."""
    for name, text in {"site": "", **modules}.items():
        path = folder / "scripts" / f"{name.replace('__', '/')}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, **modules: str) -> str:
    """Return the sentence with which a theme of modules is refused."""
    with pytest.raises(SystemFault) as fault:
        scripts_of(theme(folder, **modules))
    return fault.value.message


@pytest.mark.parametrize("path", OWN)
def test_a_module_is_read_as_a_parser_reads_it(path: str) -> None:
    """Names imported and exported are those that a parser of ECMAScript finds; none hides what the joining needs."""
    tree = esprima.parseModule((THEME / "scripts" / path).read_text(encoding="utf-8"))
    imports: list[tuple[str, str | None]] = []
    exports: list[str] = []
    for item in tree.body:
        if item.type == "ImportDeclaration":
            imports += [(item.source.value, s.imported.name if s.type == "ImportSpecifier" else None) for s in item.specifiers] or [
                (item.source.value, None)]
        if item.type == "ExportNamedDeclaration":
            exports += [s.exported.name for s in item.specifiers] + declared(item.declaration)
    module = KNOWN[path]
    assert {(Path(source).name, name) for source, name in imports if name} == {
        (Path(other).name, name) for other, names in module.imports.items() for name in names}
    assert {Path(source).name for source, _ in imports} == {Path(other).name for other in module.imports}
    assert sorted(exports) == sorted(module.exports)
    assert {"modules", "exports"}.isdisjoint(name for item in tree.body for name in declared(item))


def declared(item: Any) -> list[str]:
    """Return the names that a statement declares at the top of its module."""
    if item is None or item.type not in ("FunctionDeclaration", "ClassDeclaration", "VariableDeclaration"):
        return []
    return [d.id.name for d in item.declarations] if item.type == "VariableDeclaration" else [item.id.name]


def test_no_two_modules_share_a_name() -> None:
    """Names under which exports stand are as distinct as the paths."""
    assert len({name_of(path) for path in KNOWN}) == len(KNOWN)


def test_each_script_has_what_it_needs_once() -> None:
    """A page's script and that of every page have no module in common, or it holds all of them; a module comes after what it imports.

    What a kind of page loads later has no module of the kind's own script either.
    """
    shared = {m.path for m in reached(THEME / "scripts", "site.js")}
    made = scripts_of(THEME)
    assert set(made) == {Path(entry).stem for entry in ENTRIES}
    for name, script in made.items():
        there = re.findall(r"\}\)\(modules\.(\w+)=\{\}\);$", script.data.decode(), re.MULTILINE)
        modules = [m.path for m in reached(THEME / "scripts", f"{name}.js")]
        kind, dash, _ = name.partition("-")
        before = shared | {m.path for m in modules_of(kind)} if dash else shared
        assert there == [name_of(p) for p in modules if "site.js" in modules or p not in before]
        assert all(modules.index(other) < modules.index(path) for path in modules for other in KNOWN[path].imports)


def test_a_script_is_named_by_its_content(tmp_path: Path) -> None:
    """The same modules give the same names; a change of one gives another name to what holds it, in the same process too."""
    shutil.copytree(THEME / "scripts", tmp_path / "scripts")
    before = scripts_of(tmp_path)
    assert before == scripts_of(THEME)
    for script in before.values():
        assert re.fullmatch(r"assets/scripts/[a-z]+(?:-[a-z]+)?-[0-9a-f]{10}\.js", script.path)
        assert script.path[-13:-3] == hashlib.sha256(script.data).hexdigest()[:10]
    module = tmp_path / "scripts" / "author" / "keep.js"
    module.write_text(module.read_text(encoding="utf-8") + "\nexport const more = 1;\n", encoding="utf-8")
    after = scripts_of(tmp_path)
    assert {name for name in before if before[name].path != after[name].path} == {"author"}


def test_comments_go_and_notices_stay() -> None:
    """What only readers of the source need is not served; the notices of others' code are."""
    for name, script in scripts_of(THEME).items():
        text = script.data.decode()
        notices = [n for m in reached(THEME / "scripts", f"{name}.js") if m.path.startswith("vendor/")
                   for n in re.findall(r"/\*!.*?\*/|/\*\*? ?@license.*?\*/", (THEME / "scripts" / m.path).read_text("utf-8"), re.DOTALL)]
        assert all(notice in text for notice in notices)
        assert "@ts-nocheck" not in text
        assert "/* " not in re.sub(r"/\*[!*].*?\*/", "", "".join(m.code for m in modules_of(name) if not m.path.startswith("vendor/")))


def modules_of(name: str) -> list[Module]:
    """Return the modules of an entry."""
    return reached(THEME / "scripts", f"{name}.js")


def test_a_module_that_cannot_be_joined_is_told(tmp_path: Path) -> None:
    """A sentence names the module and what is wrong with it; nothing is left out without a word."""
    bad = {
        "互相引用：a.js → lib/b.js → a.js": {"a": 'import "./lib/b.js";', "lib__b": 'import "../a.js";'},
        "互相引用：a.js → a.js": {"a": 'import * as a from "./a.js";'},
        "lib/none.js 读不出来": {"a": 'import "./lib/none.js";'},
        "a.js 引用了文件夹外的 ../assets/x.js": {"a": 'import "../assets/x.js";'},
        "a.js 引用了文件夹外的 react": {"a": 'import { b } from "react";'},
        "a.js 引用了 lib/b.js 里没有的 d": {"a": 'import { c, d as e } from "./lib/b.js";', "lib__b": "export const c = 1;"},
        "没读懂的一行：export default 1;": {"a": "export default 1;"},
        "没读懂的一行：import b from": {"a": 'import b from "./lib/b.js";', "lib__b": ""},
        "没读懂的一行：export * from": {"a": 'export * from "./lib/b.js";', "lib__b": ""},
        "没读懂的一行：export let c": {"a": "export let c = 1;"},
    }
    for n, (message, modules) in enumerate(bad.items()):
        assert message in refused(tmp_path / str(n), **modules)


@needs_program(node(), "what is joined runs in node")
def test_joined_modules_do_what_modules_do(tmp_path: Path) -> None:
    """Order, names taken and given under others, whole modules, what each keeps to itself, and one instance for all."""
    made = scripts_of(theme(
        tmp_path, site='import "./lib/log.js";\nimport { add } from "./lib/log.js";\nadd("site");\n',
        lib__log="const lines = [];\nexport function add(line) { lines.push(line); }\nexport { lines as seen, add as say };\n",
        lib__b='import { say as tell } from "./log.js";\n/* gone */\nconst own = `b\n  c`;\ntell(own);\nexport const twice = function (n) { return 2 * n; };\n',
        page='import { twice } from "./lib/b.js";\nimport * as log from "./lib/log.js";\nconst own = 21;\nlog.add(String(twice(own)));\nexport { log };\n',
    ))
    text = made["site"].data.decode() + made["page"].data.decode()
    found = in_node(text, "() => [CourseLib.modules.page.log.seen, Object.keys(CourseLib.modules), typeof own]", None)
    assert found == [["site", "b\n  c", "42"], ["lib_log", "site", "lib_b", "page"], "undefined"]
    assert "gone" not in text


def test_modules_are_strict_and_alone() -> None:
    """One script is one strict function: what a module forgets to declare fails, and reaches no other script."""
    text = joined([KNOWN[path] for path in ("lib/hours.js",)])
    assert text.startswith('(function(modules){"use strict";')
    assert [item.type for item in esprima.parseScript(text).body] == ["ExpressionStatement"]


def test_pages_refer_to_what_is_there(shipped_site: Path) -> None:
    """Each page has the script of every page, few in all, named as they are published; sources of modules are not."""
    listed = json.loads((shipped_site / "manifest.json").read_text(encoding="utf-8"))["files"]
    made = {script.path for script in scripts_of(THEME).values()}
    assert {path for path in listed if path.startswith("assets/scripts/")} == made
    assert not [path for path in listed if path.startswith("scripts/")]
    used = set()
    for page in shipped_site.rglob("*.html"):
        depth = "../" * (len(page.relative_to(shipped_site).parts) - 1)
        sources = [source.removeprefix(depth) for source in _SOURCE.findall(page.read_text(encoding="utf-8"))]
        assert len(sources) <= MOST_SCRIPTS
        assert len([s for s in sources if re.search("assets/scripts/(site|catalogue)-", s)]) == 1, page
        assert all(s.rpartition("./")[2] in listed for s in sources), page
        used |= set(sources)
        used |= set(re.findall(r'data-cl-(?:later|segments|teach|why|taking|poor|plan|suggesting)="([^"]+)"', page.read_text(encoding="utf-8")))
    assert made <= {source.rpartition("./")[2].lstrip("/") for source in used}
