"""What a build takes over of the last site, and what it checks again because of what vanished."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.publish.outputs import Outputs
from courselib.publish.staging import Staging
from courselib.runtime.resources import theme_folder
from courselib.site.allowlist import Scanner
from courselib.site.file import File

PAGES = {
    "index.html": '<a href="courses/one.html#part">one</a>',
    "courses/one.html": '<h2 id="part">Part</h2><a href="../index.html">home</a>',
    "catalogue.html": '<script src="search/boot.js"></script><a href="index.html">home</a>',
}
FILES = {"search/boot.js": "boot 1", "search/p/aa/111.js": "one", "search/p/bb/222.js": "two"}


def begun(folder: Path, known: dict[str, str] | None = None) -> Outputs:
    """Return the files of a new site in ``folder``."""
    return Outputs(Staging.open(folder / "site"), known or {}, Scanner(theme_folder()))


def add(outputs: Outputs, path: str, text: str) -> None:
    """Add a file that is called after what is in it."""
    outputs.add(File(path, lambda: text, text.encode))


@pytest.fixture
def rows(tmp_path: Path) -> dict[str, str]:
    """A published site, and what the next build knows of it."""
    outputs = begun(tmp_path)
    for path, text in PAGES.items():
        outputs.write_page(path, text, f"p-{path}")
    for path, text in FILES.items():
        add(outputs, path, text)
    outputs.staging.publish()
    return outputs.rows


def kept(outputs: Outputs, *but: str) -> Outputs:
    """Take over all pages but some."""
    for path in PAGES:
        if path not in but:
            assert outputs.keep(path, f"p-{path}")
    return outputs


@pytest.mark.parametrize(("gone", "checked"), [
    ("", set()),
    ("search/p/aa/111.js", {"catalogue.html"}),
    ("courses/one.html", {"index.html"}),
    ("index.html", {"courses/one.html", "catalogue.html"}),
])
def test_pages_that_may_lead_to_what_vanished_are_checked(gone: str, checked: set[str], tmp_path: Path, rows: dict[str, str]) -> None:
    """A page that was taken over is checked again only when it names something beside what vanished."""
    outputs = kept(begun(tmp_path, rows), gone)
    assert set(outputs.to_check({*PAGES, *FILES} - {gone})) == checked


def test_all_pages_are_checked_when_an_anchor_vanished(tmp_path: Path, rows: dict[str, str]) -> None:
    """A heading that is gone may be named by any page."""
    outputs = kept(begun(tmp_path, rows), "courses/one.html")
    outputs.write_page("courses/one.html", "<p>no heading</p>", "p-other")
    assert set(outputs.to_check({*PAGES, *FILES})) == set(PAGES)


def test_expected_files_stay_change_or_go(tmp_path: Path, rows: dict[str, str]) -> None:
    """Of what was expected one file is written anew, one stays, one goes with its folder, and one is new."""
    outputs = begun(tmp_path, rows)
    outputs.expect("search/")
    assert set(outputs.rows) == set(FILES)
    add(outputs, "search/boot.js", "boot 2")
    add(outputs, "search/p/bb/222.js", "two")
    add(outputs, "search/p/cc/333.js", "three")
    outputs.drop_rest()
    folder = outputs.staging.folder
    found = {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}
    assert found == {"search/boot.js": "boot 2", "search/p/bb/222.js": "two", "search/p/cc/333.js": "three"}
    assert set(outputs.rows) == set(outputs.staging.files) == set(found)
    assert outputs.staging.check() == []
    assert outputs.staging.written == 2
    assert not (folder / "search/p/aa").exists()
    assert (tmp_path / "site/search/boot.js").read_text(encoding="utf-8") == "boot 1"


def test_a_dropped_file_can_be_written_again(tmp_path: Path, rows: dict[str, str]) -> None:
    """The folder that went with a file comes back with the next one."""
    outputs = begun(tmp_path, rows)
    outputs.expect("search/p/aa")
    outputs.drop_rest()
    assert outputs.rows == {}
    add(outputs, "search/p/aa/111.js", "another one")
    assert (outputs.staging.folder / "search/p/aa/111.js").read_text(encoding="utf-8") == "another one"


def test_a_file_that_was_touched_is_not_expected(tmp_path: Path, rows: dict[str, str]) -> None:
    """What somebody changed in the published site is made anew."""
    (tmp_path / "site/search/boot.js").write_text("evil", encoding="utf-8")
    outputs = begun(tmp_path, rows)
    outputs.expect("search/")
    assert set(outputs.rows) == set(FILES) - {"search/boot.js"}


def test_an_edit_of_other_bodies_asks_for_no_key(tmp_path: Path, rows: dict[str, str]) -> None:
    """A file of some courses stays unasked while theirs are not among the edited ones, unless it was touched or is new."""
    outputs = begun(tmp_path, rows)
    asked: list[str] = []

    def file(path: str) -> File:
        return File(path, lambda: asked.append(path) or "key", lambda: b"made anew", ["one", "two"])

    outputs.add(file("search/boot.js"), {"three"})
    assert (asked, outputs.rows["search/boot.js"]) == ([], rows["search/boot.js"])
    outputs.add(file("search/p/aa/111.js"), {"two", "three"})
    outputs.add(file("search/new.js"), {"three"})
    (tmp_path / "site/search/p/bb/222.js").write_text("touched", encoding="utf-8")
    outputs.add(file("search/p/bb/222.js"), {"three"})
    assert asked == ["search/p/aa/111.js", "search/new.js", "search/p/bb/222.js"]
    assert (outputs.staging.folder / "search/p/bb/222.js").read_bytes() == b"made anew"
