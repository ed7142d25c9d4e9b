"""The package as others install it: a wheel in a fresh environment, outside the repository, from nothing to a site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ..support.browser import opened
from ..support.library import REPOSITORY, course, put
from ..support.sites import whole

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    run(sys.executable, "-m", "pip", "wheel", *options, REPOSITORY, cwd=folder)
    return next(folder.glob("*.whl"))


def run(*arguments: str | Path, cwd: Path) -> str:
    """Run a command that must succeed, without this checkout or this environment in sight, and return its output."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    result = subprocess.run([*map(str, arguments)], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    """Program, theme, plan, guide, settings and licences are in; tests, courses and caches are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("courselib/__main__.py", "courselib/_data/theme/main.html", "courselib/_data/theme/assets/site.css",
                   "courselib/_data/plan.yml", "courselib/_data/guide/index.md", "courselib/_data/guide_pictures/home.png",
                   "courselib/_data/mkdocs.yml", "courselib/preview/client.js", "courselib/preview/client.css"):
        assert wanted in names
    scripts = REPOSITORY / "theme/scripts"
    assert {f"courselib/_data/theme/scripts/{p.relative_to(scripts).as_posix()}" for p in scripts.rglob("*.js")} <= set(names)
    foreign = re.compile(r"(tests|content|docs|site|tools|benchmarks)/|.*(__pycache__|\.courselib)")
    assert [n for n in names if foreign.match(n)] == []
    for licence in ("LICENSE", "LICENSE-CONTENT", "NOTICE"):
        assert any(n.endswith(f"licenses/{licence}") for n in names), licence


def test_a_library_from_nothing_with_the_installed_package(wheel: Path, tmp_path: Path, browser: Browser) -> None:
    """Install, start a library, add a course, check, build, search, and walk through the site in a browser."""
    run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    programs = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    courselib = programs / "courselib"
    where = run(programs / "python", "-c", "import courselib; print(courselib.__file__)", cwd=tmp_path)
    assert str(tmp_path / "env") in where
    # Somebody else's package of a common name stands beside ours, and neither is in the other's way.
    other = Path(where.strip()).parents[1] / "generator"
    other.mkdir()
    (other / "__init__.py").write_text("WHOSE = 'another'\n", encoding="utf-8")
    assert run(programs / "python", "-c", "import courselib, generator; print(generator.WHOSE)", cwd=tmp_path).strip() == "another"
    run(courselib, "new", "library", "own", cwd=tmp_path)
    own = tmp_path / "own"
    more = "prerequisites: [example-theme-day]"
    put(own / "content", "courses/own-course.md", course("自己的课", topic="rural-theory", more=more))
    assert "没有问题" in run(courselib, "check", cwd=own)
    assert "2 门课程" in run(courselib, "build", cwd=own)
    assert whole(own / "site")
    assert "own-course" in run(courselib, "search", "自己的课", cwd=own)
    with opened(browser, own / "site") as page:
        page.goto((own / "site/index.html").as_uri())
        page.click("main a[href='sectors/rural.html']")
        page.click("main a[href='../courses/own-course.html'] >> nth=0")
        assert page.locator("h1").inner_text() == "自己的课"
        page.locator(".cl-path a").first.click()
        assert "主题党日" in page.locator("h1").inner_text()
        page.click("header a:has-text('指南')")
        assert page.locator("h1").inner_text() == "指南"
