"""Styles as they are shipped: one sheet for every page, of the engine's rules those that can apply, named by content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from courselib.site.engine import Output
from courselib.site.style_names import Names, names_of
from courselib.site.style_rules import Uses, trimmed
from courselib.site.styles import slim, with_styles

from ..support.sites import files_of, pages_of, style_of

NAMES = Names(
    tags=frozenset(("a", "div", "li", "ul")), classes=frozenset(("page", "note", "js")), ids=frozenset(("main",)), prefixes=("box--",),
    attributes=frozenset(("dir", "hidden", "data-scheme", "type")),
    values={"dir": frozenset(("ltr",)), "data-scheme": frozenset(("dark",))},
    properties=frozenset(("--read",)), body_classes=frozenset(("note",)), body_attributes=frozenset(("dir",)),
)
NOTHING = Uses(frozenset(), frozenset())
#: What stands in a sheet, and what is left of it.
RULES: Mapping[str, tuple[str, str]] = {
    "tags": ("a{x:1}b{x:1}a b{x:1}", "a{x:1}"),
    "classes": (".page{x:1}.other{x:1}.page.other{x:1}.box--any{x:1}", ".page{x:1}.box--any{x:1}"),
    "ids": ("#main{x:1}#__other{x:1}", "#main{x:1}"),
    "some of a list": (".other,.page, .page>b,a:hover{x:1}", ".page,a:hover{x:1}"),
    "what an old browser does not know": (".other:focus-within,a{x:1}.other::-moz-x,a{x:1}",
                                         ".other:focus-within,a{x:1}.other::-moz-x,a{x:1}"),
    "states": ("a:not(.other):hover::before{x:1}.other:hover{x:1}", "a:not(.other):hover::before{x:1}"),
    "combinators": (".page > .note+div ~ a{x:1}.page>.other a{x:1}", ".page > .note+div ~ a{x:1}"),
    "attributes": ('[hidden]{x:1}[aria-sort]{x:1}[data-scheme=light]{x:1}[data-scheme="dark"]{x:1}[type=any]{x:1}',
                   '[hidden]{x:1}[data-scheme="dark"]{x:1}[type=any]{x:1}'),
    "attributes around pages": ("[dir=rtl] .page a{x:1}[dir=ltr] .page{x:1}[dir=rtl] .note{x:1}.page [dir=rtl]{x:1}[dir=rtl]~.page{x:1}",
                                "[dir=ltr] .page{x:1}[dir=rtl] .note{x:1}.page [dir=rtl]{x:1}[dir=rtl]~.page{x:1}"),
    "conditions": ("@media print{.page{x:1}.other{x:1}}@supports (x:1){.other{x:1}}@page{margin:1cm}",
                   "@media print{.page{x:1}}@page{margin:1cm}"),
    "properties": (":root{--a:var(--b);--b:1;--c:2;--d:var(--d);--read:3}a{x:var( --a )}",
                   ":root{--a:var(--b);--b:1;--read:3}a{x:var( --a )}"),
    "properties of rules that go": (":root{--a:1}.other{x:var(--a)}", ""),
    "animations": ("@keyframes in{0%{x:1}}@keyframes out{0%{x:1}}a{animation:in 1s}.other{animation:out 1s}",
                   "@keyframes in{0%{x:1}}a{animation:in 1s}"),
    "addresses": ("a{x:url(\"data:image/svg+xml,<a b='c;d'>\");y:'}'}", "a{x:url(\"data:image/svg+xml,<a b='c;d'>\");y:\"}\"}"),
    "fallbacks": ("a{x:1;x:2}a{x:3}", "a{x:1;x:2}a{x:3}"),
}


@pytest.mark.parametrize("name", RULES)
def test_rules_that_can_apply_stay(name: str) -> None:
    """What no page can need goes, all else stays in its order."""
    sheet, left = RULES[name]
    assert trimmed([sheet], NAMES, Uses(NAMES.properties, frozenset())) == [left]


def test_what_other_sheets_use_stays() -> None:
    """Properties and animations count wherever they are used."""
    sheets = [":root{--a:1;--b:2}@keyframes in{0%{x:1}}", "a{x:var(--a)}"]
    own = Uses.of("b{x:var(--b,1);animation-name:in}")
    assert trimmed(sheets, NAMES, own) == [":root{--a:1;--b:2}@keyframes in{0%{x:1}}", "a{x:var(--a)}"]
    assert trimmed(sheets, NAMES, NOTHING) == [":root{--a:1}", "a{x:var(--a)}"]


def test_names_are_gathered_from_all_that_makes_pages(tmp_path: Path) -> None:
    """Templates, scripts, finished pages and what a body may hold; scripts from elsewhere do not count."""
    (tmp_path / "kinds").mkdir()
    (tmp_path / "vendor").mkdir()
    (tmp_path / "kinds/a.html").write_text('<p class="one {% if x %}two{% endif %} three--{{ x }}" data-a="{{ x }}">', encoding="utf-8")
    (tmp_path / "a.js").write_text("make('b', {\"class\": 'four five--' + kind, id: `six`}); read('--seven');", encoding="utf-8")
    (tmp_path / "vendor/b.js").write_text("'eight'", encoding="utf-8")
    names = names_of(tmp_path, ['<body dir="ltr" class="nine">'])
    assert {"one", "two", "four", "nine", "admonition", "footnotes"} <= names.classes
    assert "eight" not in names.classes
    assert names.has("three--any", names.classes)
    assert names.has("five--any", names.classes)
    assert "six" in names.ids
    assert names.properties == {"--seven"}
    assert "ltr" in names.values["dir"]
    assert "data-a" not in names.values


def test_sheets_of_all_pages_become_one(tmp_path: Path) -> None:
    """They are joined in their order under one address, at every depth; others keep their place."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/site.css").write_text("p { x: 1 }", encoding="utf-8")
    link = '<link rel="stylesheet" href="{}">\n'.format
    pages = {"a": link("assets/e.css") + link("assets/site.css") + link("assets/k.css"),
             "b": link("../assets/e.css") + link("../assets/site.css")}
    files = {"assets/e.css": b'@charset "UTF-8";a{y:1}.nowhere{y:2}', "assets/site.css": b"p { x: 1 }\n", "assets/k.css": b"a{z:1}",
             "c.html": pages["a"].encode(), "x.png": b"x"}
    made = with_styles(Output(pages, files), tmp_path)
    (site,) = (path for path in made.files if path.startswith("assets/site-"))
    (kind,) = (path for path in made.files if path.startswith("assets/k-"))
    assert made.files == {site: b'@charset "UTF-8";a{y:1}\np{x:1}\n', kind: b"a{z:1}",
                          "c.html": made.shells["a"].encode(), "x.png": b"x"}
    assert made.shells == {"a": link(site) + link(kind), "b": link(f"../{site}")}
    assert with_styles(Output(pages, files), tmp_path) == made


def test_every_page_has_the_sheet_and_all_sheets_are_linked(small_site: Path) -> None:
    """One sheet on every page, at most one more, and none that no page has."""
    linked = {path: re.findall(r'<link rel="stylesheet" href="(?:\.\./)*([^"]*)"', page) for path, page in pages_of(small_site).items()}
    assert {paths[0] for paths in linked.values()} == {style_of(small_site)}
    assert max(map(len, linked.values())) <= 3
    asked = {path for _, page in pages_of(small_site).items() for path in re.findall(r'data-cl-(?:sheet|suggesting-style)="(?:\.\./)*([^"]*)"', page)}
    assert {path for paths in linked.values() for path in paths} | asked == {path for path in files_of(small_site) if path.endswith(".css")}


@pytest.mark.parametrize(("sheet", "left"), [
    ("a { x : 1 ;\n y:  2 }\n\n.b ,\n.c d > e{x:1}", "a{x :1;y:2}.b,.c d > e{x:1}"),
    ("/* a { */ a{x:1}/* ' */ /**/ b c{x:1}", "a{x:1}b c{x:1}"),
    ("a::before{content:\"/* {  } */\"}b{x:url(data:a/*b*/;  c)}c{content:'\\'  ; /* '}",
     "a::before{content:\"/* {  } */\"}b{x:url(data:a/*b*/;  c)}c{content:'\\'  ; /* '}"),
    ("@media (max-width: 47.9em) and print { a { margin: 0  auto; x: calc(1px  +  2px) } }",
     "@media (max-width:47.9em) and print{a{margin:0 auto;x:calc(1px + 2px)}}"),
    (".a :hover{x:1}.a:hover .b{x: y}", ".a :hover{x:1}.a:hover .b{x:y}"),
])
def test_spaces_and_comments_are_not_shipped(sheet: str, left: str) -> None:
    """Those that mean something stay: in strings and addresses, between the parts of a selector or a value."""
    assert slim(sheet) == left
