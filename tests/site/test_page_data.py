"""Templates and the records that they read hold together: every name is a field, and every field is read.

Each template of ``theme/kinds`` is walked with the types of its page kind's record, into macros and loops, as a compiler would.
"""

from __future__ import annotations

import types
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from jinja2 import nodes

from courselib.library.schema import COURSE
from courselib.runtime.hashing import hash_of_values
from courselib.site.page_data import NAMES, Card, Frame, Heading, PageContext, PageData, plain, values_of
from courselib.site.pages.parts import Figures, Link
from courselib.site.pages.planner import Limits, PlannerPage
from courselib.site.products import SHELLS
from courselib.site.shell import environment

THEME = Path(__file__).parents[2] / "theme"
#: What every shell holds before its own template.
AROUND = ("fill/macros.html", "partials/header.html", "kinds/shell.html")
PRINTED = (str, int)


def subclasses(cls: type) -> list[type]:
    """Return all classes below a class."""
    return [below for direct in cls.__subclasses__() for below in (direct, *subclasses(direct))]


# A dataclass with slots is made twice; the first of the two stays among the subclasses until it is collected.
PAGES: dict[str, type[PageContext]] = {cls.kind: cls for cls in subclasses(PageContext) if hasattr(cls, "kind")}
RECORDS = {f"{cls.__module__}.{cls.__qualname__}": cls for cls in subclasses(PageData) if cls is not PageContext}


class Loop:
    """Stands for the variable ``loop``."""


@dataclass
class Walk:
    """One template walked: which fields of which records it reads, and what it reads that is none."""

    macros: dict[str, nodes.Macro] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    _done: set[tuple[Any, ...]] = field(default_factory=set)

    def body(self, parts: list[nodes.Node], scope: dict[str, Any]) -> None:
        """Walk statements in order."""
        for part in parts:
            if isinstance(part, nodes.Output):
                for child in part.nodes:
                    self.printed(child, scope)
            elif isinstance(part, nodes.If):
                self.type_of(part.test, scope)
                for branch in (part.body, part.elif_, part.else_):
                    self.body(branch, scope)
            elif isinstance(part, nodes.For):
                assert isinstance(part.target, nodes.Name)
                inner = {part.target.name: self.item_of(part.iter, scope), "loop": Loop}
                self.body(part.body, scope | inner)
                self.body(part.else_, scope)
            elif isinstance(part, nodes.Macro):
                self.macros[part.name] = part
            else:
                self.faults.append(f"line {part.lineno}: a statement that this test does not know, {type(part).__name__}")

    def printed(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        """Walk what is printed, which must be text or a number."""
        if not isinstance(node, nodes.TemplateData):
            found = self.type_of(node, scope)
            if not (isinstance(found, type) and issubclass(found, PRINTED)):
                self.faults.append(f"line {node.lineno}: {found} is printed")

    def item_of(self, node: nodes.Node, scope: dict[str, Any]) -> Any:
        """Return the type of what a loop goes over."""
        found = self.type_of(node, scope)
        if get_origin(found) is not tuple:
            self.faults.append(f"line {node.lineno}: a loop over {found}")
            return str
        return get_args(found)[0]

    def type_of(self, node: nodes.Node, scope: dict[str, Any]) -> Any:
        """Return the type of an expression."""
        if isinstance(node, nodes.Name):
            if node.name not in scope:
                self.faults.append(f"line {node.lineno}: no field {node.name}")
            return self.named(node.name, scope)
        if isinstance(node, nodes.Getattr):
            return self.attribute(node, scope)
        if isinstance(node, nodes.Call):
            return self.call(node, scope)
        if isinstance(node, nodes.List):
            return tuple[self.type_of(node.items[0], scope), ...]  # type: ignore[misc]
        children = [self.type_of(child, scope) for child in node.iter_child_nodes() if isinstance(child, (nodes.Expr, nodes.Operand))]
        if isinstance(node, nodes.Const):
            return type(node.value)
        if isinstance(node, nodes.Filter):
            texts = dict.fromkeys(("join", "script_json", "icon", "hue", "wide", "urlencode", "hanging", "page"), str)
            return {"length": int, **texts}.get(node.name)
        if isinstance(node, (nodes.Compare, nodes.And, nodes.Or, nodes.Not, nodes.Operand)):
            return bool
        return str if isinstance(node, nodes.Concat) else children[0]

    def named(self, name: str, scope: dict[str, Any]) -> Any:
        """Return the type of a name; names of the page are noted."""
        page: type[PageContext] = scope["page"]
        for cls in (page, Frame):
            if name in NAMES[cls] and scope.get(name) is scope["names"].get(name):
                self.used.add((name_of(cls), name))
                break
        return scope.get(name, str)

    def attribute(self, node: nodes.Getattr, scope: dict[str, Any]) -> Any:
        """Return the type of a record's field."""
        base = without_none(self.type_of(node.node, scope))
        if base is Loop:
            return bool
        if not (isinstance(base, type) and node.attr in NAMES[base]):
            self.faults.append(f"line {node.lineno}: {base} has no field {node.attr}")
            return str
        self.used.add((name_of(base), node.attr))
        return get_type_hints(base)[node.attr]

    def call(self, node: nodes.Call, scope: dict[str, Any]) -> Any:
        """Walk a macro with the types of its arguments."""
        assert isinstance(node.node, nodes.Name)
        args = list(node.args)
        name = node.node.name
        if name == "once":
            first = args.pop(0)
            assert isinstance(first, nodes.Name)
            name = first.name
        macro = self.macros[name]
        given = [self.type_of(arg, scope) for arg in args]
        usual = macro.defaults[len(macro.defaults) - len(macro.args) + len(given) :]
        given += [type(d.value) for d in usual if isinstance(d, nodes.Const)]
        assert len(given) == len(macro.args), f"line {node.lineno}: {name} wants {len(macro.args)} values"
        key = (name, *map(str, given))
        if key not in self._done:
            self._done.add(key)
            inner = {arg.name: given[n] for n, arg in enumerate(macro.args)}
            self.body(macro.body, {"page": scope["page"], "names": {}} | inner)
        return str


def name_of(cls: type) -> str:
    """Return what a class is called, module and all."""
    return f"{cls.__module__}.{cls.__qualname__}"


def without_none(hint: Any) -> Any:
    """Return a type of which a value may be missing as it is when it is there."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [a for a in get_args(hint) if a is not type(None)]
        return rest[0] if len(rest) == 1 else hint
    return hint


def walked(kind: str) -> Walk:
    """Return the walk through the shell of a page kind."""
    page = PAGES[kind]
    source = "\n".join((THEME / name).read_text(encoding="utf-8") for name in (*AROUND, f"kinds/{kind}.html"))
    names = get_type_hints(Frame) | {n: t for n, t in get_type_hints(page).items() if n in NAMES[page] and n != "frame"}
    names |= {"body": str, "toc": tuple[Heading, ...]}
    walk = Walk()
    walk.body(environment().parse(source).body, names | {"page": page, "names": names})
    return walk


def test_every_page_kind_has_one_record_and_one_template() -> None:
    """The records, the templates and the shells that are made of them are the same kinds."""
    templates = {path.stem for path in (THEME / "kinds").glob("*.html")} - {"shell"}
    assert set(PAGES) == templates == {spec.kind for spec in SHELLS}


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_a_template_reads_fields_alone(kind: str) -> None:
    """Each name and attribute in a template is a field of the record that stands there; what is printed is text or a number."""
    assert walked(kind).faults == []


def test_every_field_is_read() -> None:
    """No page carries data that nothing shows."""
    used = {pair for kind in PAGES for pair in walked(kind).used}
    there = {(name, f.name) for name, cls in RECORDS.items() for f in fields(cls) if f.name != "frame"}
    assert there - used == set()


def test_no_page_hides_a_name_of_its_frame() -> None:
    """Frame and page are known by their names side by side."""
    for cls in PAGES.values():
        assert not NAMES[cls] & (NAMES[Frame] | {"body", "toc"})


@pytest.mark.parametrize(("source", "fault"), [
    ("⟦= missing =⟧", "no field missing"), ("⟦% for c in curricula %⟧⟦= c.size =⟧⟦% endfor %⟧", "has no field size"),
    ("⟦= curricula =⟧", "is printed"), ("⟦% for c in plan_title %⟧⟦% endfor %⟧", "a loop over"),
    ("⟦% macro m(x) %⟧⟦= x.size =⟧⟦% endmacro %⟧⟦= m(curricula[0]) =⟧", "has no field size"),
])
def test_the_walk_finds_faults(source: str, fault: str) -> None:
    """A template that reads what is not there is told."""
    names = get_type_hints(Frame) | {n: t for n, t in get_type_hints(PlannerPage).items() if n != "kind"}
    walk = Walk()
    walk.body(environment().parse(source).body, names | {"page": PlannerPage, "names": names})
    assert any(fault in told for told in walk.faults)


def _page(title: str = "题", link: str = "a") -> PlannerPage:
    frame = Frame("planner.html", "", title, "", "", "", "")
    return PlannerPage(frame, "规划", (Link(link, "甲"), Link("b", "乙")), Limits(1, 2, 3, 4, 5, 6, 7))


def test_plain_data_tells_records_apart() -> None:
    """Equal records have equal plain data, which can be hashed; a difference anywhere, however deep, shows."""
    assert plain(_page()) == plain(_page())
    assert len({hash_of_values(plain(p)) for p in (_page(), _page("目"), _page(link="c"))}) == 3
    assert plain(Figures(1, "2", "3", "4")) == (1, "2", "3", "4")
    assert plain(_page())[2] == [("a", "甲", ""), ("b", "乙", "")]


def test_a_template_sees_the_names_of_page_and_frame() -> None:
    """Both by their own names, and the frame itself not at all."""
    assert values_of(_page()).keys() == NAMES[Frame] | {"plan_title", "curricula", "limits"}
    assert NAMES[Card] == {"id", "title", "hours", "theory", "topic_title", "audience", "methods"}
    assert not NAMES[type(COURSE)]
