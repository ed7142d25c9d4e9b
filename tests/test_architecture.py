"""Who may import whom, and other rules of the code's shape."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator" / "courselib"


def test_every_browser_test_is_watched() -> None:
    """Tests open pages by the one helper that fails them for a violation of the policy, an error or a request elsewhere."""
    own = {p.relative_to(ROOT).as_posix() for p in (ROOT / "tests").rglob("*.py") if ".new_context(" in p.read_text(encoding="utf-8")}
    assert own <= {"tests/support/browser.py", "tests/test_architecture.py"}


def name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(p): p for p in sorted(PACKAGE.rglob("*.py"))}


def imports(name: str, *, at_load: bool = False) -> set[str]:
    """Return what a module imports, as dotted names; ``at_load`` leaves out imports inside functions and for types only."""
    path = MODULES[name]
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if at_load and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return
        if at_load and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base += node.module.split(".") if node.module else []
            for alias in node.names:
                whole = ".".join([*base, alias.name])
                found.add(whole if whole in MODULES else ".".join(base))
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(path.read_text(encoding="utf-8")))
    return found


def inside(room: str) -> list[str]:
    """Return the modules of a room of the package."""
    return [m for m in MODULES if m == f"courselib.{room}" or m.startswith(f"courselib.{room}.")]


def offenders(modules: list[str], forbidden: set[str]) -> list[tuple[str, str]]:
    """Return which of the modules import one of the forbidden names or something below it."""
    return [(m, i) for m in modules for i in sorted(imports(m)) if any(i == f or i.startswith(f"{f}.") for f in forbidden)]


#: The rooms, lowest first; each imports only from those above it in this list. What a room may know of other people's packages
#: stands beside it.
ROOMS: dict[str, set[str]] = {
    "runtime": {"filelock"},
    "problems": set(),
    "syntax": {"markdown_it", "mdit_py_plugins", "yaml"},
    "library": {"frontmatter", "pypinyin"},
    "curricula": {"highspy"},
    "content": {"PIL", "pypdf", "watchdog"},
    "search": {"pypinyin", "whoosh"},
    "exchange": {"docx", "icalendar", "openpyxl", "python_calamine", "xlsxwriter"},
    "site": {"PIL", "jinja2", "markupsafe", "mkdocs", "rjsmin", "tinycss2", "yaml"},
    "publish": {"cryptography", "securesystemslib", "segno", "tuf"},
    "preview": set(),
    "cli": {"click"},
}
#: What stands beside the rooms: the package itself and its entry point.
_OUTSIDE = {"courselib", "courselib.__main__"}


def room_of(module: str) -> str:
    """Return the room that a module of the package stands in."""
    return module.split(".")[1]


def test_every_module_stands_in_a_room() -> None:
    """The folder listing shows the rooms of this list and nothing else."""
    assert {room_of(m) for m in MODULES if m not in _OUTSIDE} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_stands_below_it(room: str) -> None:
    """Data flows one way, from files to the command line; imports inside functions count too."""
    order = list(ROOMS)
    below = {*order[: order.index(room) + 1]}
    known = {(m, i) for m in inside(room) for i in imports(m) if i in MODULES and i not in _OUTSIDE}
    assert [(m, i) for m, i in sorted(known) if room_of(i) not in below] == []
    # The version stands in the package itself.
    assert not {i for _, i in known} & {"courselib.__main__"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_the_packages_named_beside_it(room: str) -> None:
    """MkDocs, Whoosh and the command line's toolkit sit at the edges: the core runs without any of them."""
    others = {i.partition(".")[0] for m in inside(room) for i in imports(m)} - {"courselib"} - set(sys.stdlib_module_names)
    assert others == ROOMS[room]


def test_only_the_adapter_knows_the_engine() -> None:
    """MkDocs is imported in one module, so that another engine changes nothing else."""
    assert {m for m, _ in offenders(list(MODULES), {"mkdocs", "material"})} == {"courselib.site.engine.mkdocs"}


def test_markdown_stands_by_itself() -> None:
    """What reads Markdown knows nothing of libraries, pages or problems."""
    assert {i for m in inside("syntax.markdown") for i in imports(m) if i.startswith("courselib") and "syntax.markdown" not in i} == set()


def test_only_one_room_knows_the_markdown_parser() -> None:
    """Bodies are read in one room: everything else asks it."""
    found = {m for m, _ in offenders(list(MODULES), {"markdown_it", "mdit_py_plugins", "markdown"})}
    assert found
    assert found <= set(inside("syntax.markdown"))


def test_no_import_cycle() -> None:
    """No module is needed by what it needs itself, while loading or later."""
    edges = {m: {i for i in imports(m) if i in MODULES and i != m} for m in MODULES}
    done: set[str] = set()

    def walk(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join([*way[way.index(module) :], module])
        if module not in done:
            for other in sorted(edges[module]):
                # A package whose own file gathers its rooms is loaded before them, which Python allows.
                if not module.startswith(f"{other}."):
                    walk(other, (*way, module))
            done.add(module)

    for module in MODULES:
        walk(module, ())


def test_library_code_neither_prints_nor_exits() -> None:
    """Only the command line and the entry point speak to the user or end the process."""
    speaking = {"print", "exit", "quit", "sys.exit", "os._exit", "input"}
    found = set()
    for name, path in MODULES.items():
        calls = (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call))
        found |= {name for call in calls if ast.unparse(call.func) in speaking}
    assert found <= {*inside("cli"), "courselib.__main__"}


@pytest.mark.parametrize("folder", ["generator", "tests"])
def test_files_stay_small(folder: str) -> None:
    """No source file outgrows its one reason to change; tables of data are not code."""
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in (ROOT / folder).rglob("*.py")}
    assert sizes
    assert [(p.name, n) for p, n in sizes.items() if n > 400 and not p.stem.endswith("_table")] == []


def test_every_module_says_what_it_is_for() -> None:
    """Every module begins with a sentence and postpones annotations."""
    for name, path in MODULES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), name
        if any(isinstance(n, (ast.FunctionDef, ast.ClassDef)) for n in tree.body):
            assert "from __future__ import annotations" in path.read_text(encoding="utf-8"), name


SCRIPTS = ROOT / "theme" / "scripts"
#: The rooms of the browser's modules, lowest first; each imports only from those above it in this list, and no page's from another's.
SCRIPT_ROOMS = ("vendor", "lib", "search", "site", "rules", "catalogue", "planner", "author", "curriculum", "teach", "verify")
#: What one page's modules may take from another's: the planner shows the same hits with the same filters as the catalogue.
_SHARED_ROOMS = {("planner", "catalogue")}


def script_imports(path: Path) -> set[Path]:
    """Return the modules that a module of the browser imports."""
    text = path.read_text(encoding="utf-8")
    return {(path.parent / found).resolve() for found in re.findall(r'^import (?:[^"\n]* from )?"([^"]+)";$', text, re.MULTILINE)}


def script_room(path: Path) -> str:
    """Return the room of a module of the browser; entries stand in none."""
    parts = path.relative_to(SCRIPTS).parts
    return parts[0] if len(parts) > 1 else ""


OWN_SCRIPTS = [p for p in sorted(SCRIPTS.rglob("*.js")) if script_room(p) != "vendor"]


@pytest.mark.parametrize("path", OWN_SCRIPTS, ids=lambda p: p.relative_to(SCRIPTS).as_posix())
def test_a_browser_module_imports_only_what_stands_below_it(path: Path) -> None:
    """As in Python: data flows one way, and one page's modules are not another's."""
    room, pages = script_room(path), ("catalogue", "planner", "author", "curriculum", "teach", "verify")
    if not room:
        return
    for other in map(script_room, script_imports(path)):
        assert SCRIPT_ROOMS.index(other) <= SCRIPT_ROOMS.index(room), other
        assert other == room or not (room in pages and other in pages) or (room, other) in _SHARED_ROOMS, other


def test_every_browser_module_is_on_some_page() -> None:
    """What no entry leads to is not shipped, and not kept."""
    reached, waiting = set(), [p for p in OWN_SCRIPTS if not script_room(p)]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += script_imports(path)
    assert set(OWN_SCRIPTS) - reached == set()


#: Rooms of engines: they get values and give values, and run where there is no page. In ``lib`` these modules are for pages.
ENGINES = ("lib", "search", "rules", "planner")
_PAGE_MODULES = {SCRIPTS / "lib" / f"{name}.js" for name in ("dom", "keys", "script", "download")}
#: What loads files in a page for an engine.
_LOADERS = {SCRIPTS / "search" / "loader.js", SCRIPTS / "lib" / "workbook.js"}
_OF_A_PAGE = re.compile(
    r"\bdocument\.(?:createElement|createTextNode|getElementById|querySelector|addEventListener|activeElement|documentElement)"
    r"|\b(?:window\.)?(?:localStorage|sessionStorage|history\.\w+State)\b|\bwindow\.(?:addEventListener|setTimeout|matchMedia|confirm|print)\b"
)


def test_engines_know_no_page() -> None:
    """What evaluates, suggests, searches, reads and writes can run in node: it makes no elements and keeps nothing in the browser."""
    for path in OWN_SCRIPTS:
        if script_room(path) in ENGINES and "page" not in path.parts and path not in _PAGE_MODULES | _LOADERS:
            assert not _OF_A_PAGE.search(_code(path)), path
            assert not script_imports(path) & _PAGE_MODULES, path


def _code(path: Path) -> str:
    """Return a module without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_one_global_for_the_browser() -> None:
    """Modules import one another; on ``window`` stands nothing but what data files call or fill."""
    named = {n for p in OWN_SCRIPTS for n in re.findall(r"\bCourseLib\.(\w+)", _code(p))}
    assert named == {"put", "names", "plans", "writeExcelFile"}
    assert not [p.name for p in OWN_SCRIPTS if re.search(r"\bwindow\.(?!CourseLib)\w+ = ", p.read_text("utf-8"))]
