"""What the check accepts, the build publishes: bodies of every make, hostile ones too, in one library and one build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.library.body import read_body
from courselib.problems import ERROR
from courselib.syntax.markdown import budget

from ..support import authored, bodies
from ..support.allowed import forbidden
from ..support.blocks import tree
from ..support.library import REPOSITORY, course, put
from ..support.sites import Reader, build_site, pages_of
from ..support.vectors import vector

#: What the made-up bodies refer to, as it is called in the library here.
_THERE = {"p.png": "../../media/notes/p.png", "<a b>": "skills.md", "<x y>": "skills.md", "x.md": "skills.md", "other.md": "theory.md",
    "a.md": "skills.md"}


def made(count: int) -> Iterator[tuple[str, str]]:
    """Yield bodies with a name each."""
    for seed in range(count):
        yield f"authored-{seed}", authored.generate(seed)
        yield f"made-{seed}", bodies.generate(seed)
    for number, attack in enumerate(vector("attacks")):
        yield f"attack-{number}", attack
    for number, construct in enumerate(vector("constructs")):
        yield f"construct-{number}", construct


def adapted(text: str) -> str:
    for there, here in _THERE.items():
        text = text.replace(f"({there}", f"({here}").replace(f": {there}", f": {here}")
    return text


@pytest.mark.parametrize("part", range(4))
def test_a_body_without_error_is_fit_to_be_published(part: int) -> None:
    """Ids stand once, links inside the body lead somewhere, the page is within its budget, and nothing in it is forbidden."""
    for number, (name, text) in enumerate(made(2_500)):
        if number % 4 != part:
            continue
        read = read_body(text, 1, "courses/rural/a.md")
        page = Reader(read.rendered.html)
        assert len(page.ids) == len(set(page.ids)), name
        inside = [a["href"][1:] for tag, a in page.elements if tag == "a" and a.get("href", "").startswith("#c-fn")]
        assert set(inside) <= set(page.ids), name
        assert {f"c-{anchor}" for anchor in read.anchors} <= set(page.ids), name
        assert {h.anchor for h in read.rendered.headings} <= set(page.ids), name
        assert len(read.rendered.html) <= budget.MAX_HTML, name
        if number % 8 < 4:
            assert forbidden(tree(read.rendered.html)) == [], name


@pytest.mark.slow
def test_what_the_check_accepts_is_built(content: Path) -> None:
    """Hundreds of bodies in one library: those with an error go, and the build refuses nothing of the rest."""
    (content / "media/notes/p.png").write_bytes((REPOSITORY / "tests/cases/h1-in-body/content/media/p.png").read_bytes())
    for name, text in made(260):
        put(content, f"courses/rural/{name}.md", course(name, body=f"\n\n{adapted(text)}\n"))
    refused = {p.path for p in load_and_check(content).problems if p.severity == ERROR}
    for path in refused:
        (content / path).unlink()
    assert [p for p in load_and_check(content).problems if p.severity == ERROR] == []
    left = {p.stem for p in (content / "courses/rural").glob("*-*.md")}
    assert len(left) >= 700
    build_site(content, content.parent / "site")
    pages = pages_of(content.parent / "site")
    assert {f"courses/{name}.html" for name in left} <= pages.keys()
    # Beside its body a page has nothing that another has not: no script, style, frame or form came with one.
    usual = _dangerous(pages["courses/skills.html"])
    assert [path for path in sorted(pages) if "-" in path and path.startswith("courses/") and _dangerous(pages[path]) - usual] == []


def _dangerous(page: str) -> set[tuple[str, str]]:
    return {
        (tag, repr(sorted(a.items())) if tag != "a" else next((v for k, v in a.items() if k.startswith("on")), ""))
        for tag, a in Reader(page).elements
        if tag in ("script", "style", "link", "meta", "iframe", "object", "embed", "form", "base",
        "button") or any(k.startswith("on") for k in a)
        if tag not in ("meta", "link") or a.get("http-equiv") or a.get("rel") == "stylesheet"
    }
