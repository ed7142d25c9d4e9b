"""Every faulty course file of the fault corpus, opened with the form: what it calls ready passes the check."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from courselib.content.checking import load_and_check
from courselib.problems import ERROR, Problem

from ...faults import making
from ...support.browser import opened
from ...support.sites import build_site
from .form import open_file, open_form, problems

pytestmark = pytest.mark.browser
#: What nobody sees who has but one file: whether another file is there or is a draft, whether two have one name, and how deep
#: in which folder a file will stand, hence whether a link leaves the content.
BEYOND = {"B506", "R408", "R409"}
LEAVING = {"courses/faulty/link-leaves.md", "courses/faulty/link-leaves-encoded.md"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content folder with all faults."""
    root = tmp_path_factory.mktemp("corpus") / "content"
    shutil.copytree(making.HERE / "content", root)
    return root


@pytest.fixture(scope="module")
def sound_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of what is left of the corpus without its faulty files: its plan, its names, its form."""
    root = tmp_path_factory.mktemp("sound") / "content"
    # Without the other libraries that the plan does not go with.
    shutil.copytree(making.HERE / "content", root, ignore=shutil.ignore_patterns("upstream", "upstream.yml", "overlays"))
    while wrong := {p.path for p in load_and_check(root).problems if p.severity == ERROR}:
        for path in wrong:
            (root / path).unlink()
    build_site(root, root.parent / "site")
    return root.parent / "site"


def errors_of(content: Path) -> list[Problem]:
    """Return the errors of a content folder that the form can know."""
    found = load_and_check(content).problems
    return [p for p in found if p.severity == ERROR and p.code not in BEYOND and p.path not in LEAVING]


def test_what_the_form_calls_ready_passes_the_check(browser: Browser, corpus: Path, sound_site: Path, tmp_path: Path) -> None:
    """A file is refused with a reason, or shows errors, or is written so that the check finds no error in it.

    And no file that the check passes is refused, or shows an error other than that another course is missing, as it is there.
    """
    content = tmp_path / "content"
    shutil.copytree(corpus, content)
    faulty = {p.path for p in errors_of(content)}
    refused, wrong, ready = [], [], []
    with opened(browser, sound_site) as page:
        open_form(page, sound_site)
        for file in sorted((corpus / "courses").rglob("*.md")):
            path = file.relative_to(corpus).as_posix()
            open_file(page, file)
            if "没有打开" in page.inner_text("#cl-author-notice"):
                refused.append(path)
            elif {p["code"] for p in problems(page) if p["severity"] == "error"} - ({"R403"} if path not in faulty else set()):
                wrong.append(path)
            else:
                ready.append(path)
                (content / path).write_text(page.input_value("#cl-author-source"), encoding="utf-8", newline="\n")
    assert [p for p in errors_of(content) if p.path in ready] == []
    assert sorted({*refused, *wrong} - faulty) == []
    assert len(refused) >= 15
    assert len(wrong) >= 80
    assert len(faulty.intersection(ready)) >= 5
