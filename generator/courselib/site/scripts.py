"""The browser's scripts: ES modules in the theme's ``scripts`` folder, joined into one classic script a page kind.

Over ``file://`` browsers load no modules, and our oldest know none: so what is served are classic scripts. A file at the top of the
folder is the beginning of one page kind's script; ``site.js`` is on every page, and what it brings no other script brings again, but one
that imports ``site.js``: its pages have it instead, and a request fewer. ``KIND-MORE.js`` begins what pages of a kind load later: it
brings nothing that the kind's own script brings.
Each module becomes a function whose exports stand in ``CourseLib.modules`` under the module's path; modules come after those they
import, which must not circle. What is loaded later, on any page, leaves those alone that the page has already. A script is named by its
content, so that no browser ever mixes those of two builds. Why our own: ADR 19.

Forms that are read, each beginning a line: ``import "PATH"``, ``import * as NAME from "PATH"``, ``import { A, B as C } from "PATH"``;
``export function``, ``export const``, ``export { A, B as C }``. Source: ECMAScript 2015, 15.2.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

import rjsmin

from ..runtime.errors import SystemFault
from .names import shortened

FOLDER = "scripts"
#: The script of every page.
SHARED = "site"
#: Scripts that pages load when somebody needs them.
LATER = ("later", "segments", "suggest")
_IMPORT = re.compile(r'^import(?: (?:\* as (\w+)|\{([^{}]*)\}) from)? "([^"\n]+)";\n?', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|const) (\w+))", re.MULTILINE)
#: A list of exports ends the line that it stands on; in minified modules it follows other code.
_LIST = re.compile(r"\bexport ?\{([^{}]*)\};?\s*$", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_BEGIN = '(function(modules){"use strict";\n'
_END = "})((window.CourseLib=window.CourseLib||{}).modules=window.CourseLib.modules||{});\n"
_MINIFIED = "vendor/"
#: What tells the type checker to leave a minified module alone.
_UNTYPED = "// @ts-nocheck\n"


@dataclass(frozen=True, slots=True)
class Module:
    """One module: its path below the scripts' folder, what it imports in order and by which names, and its code as a function.

    An import of a whole module has no names.
    """

    path: str
    imports: dict[str, tuple[str, ...]]
    exports: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Script:
    """One joined script: site path and content."""

    path: str
    data: bytes


def scripts_of(theme: Path) -> dict[str, Script]:
    """Return the scripts of all page kinds by name, from the theme's folder.

    Raises ``SystemFault`` for a module that cannot be read, imports what is none or has no such name, or is imported by what it imports.
    """
    folder = theme / FOLDER
    known: dict[str, Module] = {}
    shared = reached(folder, f"{SHARED}.js", known)
    made = {}
    for entry in sorted(folder.glob("*.js")):
        every = reached(folder, entry.name, known)
        before = _kind_of(folder, entry, known) or ([] if shared[-1] in every else shared)
        data = joined([m for m in every if m not in before], beside=entry.stem in LATER).encode()
        made[entry.stem] = Script(f"assets/scripts/{entry.stem}-{hashlib.sha256(data).hexdigest()[:10]}.js", data)
    return made


def _kind_of(folder: Path, entry: Path, known: dict[str, Module]) -> list[Module]:
    """Return the modules of the page kind's script that is there already when a script is loaded later."""
    kind, dash, _ = entry.stem.partition("-")
    return reached(folder, f"{kind}.js", known) if dash else []


def joined(modules: list[Module], *, beside: bool = False) -> str:
    """Return one classic script of modules in an order in which each comes after what it imports.

    ``beside``: a module does not run again where another script of the page has brought it.
    """
    return _BEGIN + "".join(f"modules.{name_of(m.path)}||{m.code}" if beside else m.code for m in modules) + _END


def reached(folder: Path, entry: str, known: dict[str, Module] | None = None) -> list[Module]:
    """Return the modules that an entry needs, itself last. Raises ``SystemFault``.

    ``known`` keeps what was read from one entry to the next.
    """
    known = {} if known is None else known
    done: dict[str, Module] = {}

    def visit(path: str, way: tuple[str, ...]) -> None:
        if path in way:
            raise _fault(f"主题的脚本互相引用：{' → '.join((*way[way.index(path):], path))}。")
        if path in done:
            return
        module = known[path] = known.get(path) or _read(folder, path)
        for other, names in module.imports.items():
            visit(other, (*way, path))
            missing = [name for name in names if name not in done[other].exports]
            if missing:
                raise _fault(f"主题的脚本 {path} 引用了 {other} 里没有的 {'、'.join(missing)}。")
        done[path] = module

    visit(entry, ())
    return list(done.values())


def name_of(path: str) -> str:
    """Return the name under which a module's exports stand: ``planner/page/app.js`` is ``planner_page_app``."""
    return re.sub(r"\W", "_", path.removesuffix(".js"))


def _fault(message: str) -> SystemFault:
    return SystemFault(message, "重新安装，或检查 theme 文件夹。")


def _read(folder: Path, path: str) -> Module:
    try:
        text = (folder / path).read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise _fault(f"主题的脚本 {path} 读不出来。") from error
    imports: dict[str, tuple[str, ...]] = {}

    def taken(match: re.Match[str]) -> str:
        whole, some, written = match[1], match[2], match[3]
        other = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
        if not written.startswith((".", "..")) or other.startswith(".."):
            raise _fault(f"主题的脚本 {path} 引用了文件夹外的 {written}。")
        pairs = _pairs(some or "")
        imports[other] = (*imports.get(other, ()), *(name for name, _ in pairs))
        there = f"modules.{name_of(other)}"
        if whole:
            return f"const {whole}={there};\n"
        return "".join(f"const {local}={there}.{name};\n" for name, local in pairs)

    exports: dict[str, str] = {}
    code = _IMPORT.sub(taken, text)
    for match in _LIST.finditer(code):
        exports |= {shown: local for local, shown in _pairs(match[1])}
    code = _LIST.sub("", code)
    exports |= {match[1]: match[1] for match in _EXPORT.finditer(code)}
    code = _EXPORT.sub("", code)
    if not path.startswith(_MINIFIED):
        left = _LEFT.search(code)
        if left:
            raise _fault(f"主题的脚本 {path} 里有没读懂的一行：{left[0][:80]}")
        code = rjsmin.jsmin(code)
    ends = "".join(f"exports.{shown}={local};" for shown, local in exports.items())
    whole = code.replace(_UNTYPED, "").strip() + f"\n{ends}"
    if not path.startswith(_MINIFIED):
        whole = shortened(whole)
    return Module(path, imports, tuple(exports), f"(function(exports){{{whole}}})(modules.{name_of(path)}={{}});\n")


def _pairs(names: str) -> list[tuple[str, str]]:
    """Return the pairs of a list like ``a, b as c``: name and what it is called on the other side."""
    pairs = []
    for item in names.split(","):
        first, _, second = item.strip().partition(" as ")
        if first:
            pairs.append((first, second or first))
    return pairs
