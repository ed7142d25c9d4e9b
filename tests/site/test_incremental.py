"""Building again: work in proportion to what changed, and the same site as from nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from courselib.publish import build
from courselib.runtime.workspace import Workspace

from ..support.library import course, put, write_small
from ..support.sites import build_site, files_of, style_of, whole


@pytest.fixture
def site(content: Path, tmp_path: Path) -> Path:
    """A site that was just built."""
    build_site(content, tmp_path / "site")
    return tmp_path / "site"


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return the paths whose bytes differ, new and gone ones included."""
    return {p for p in before.keys() | after.keys() if before.get(p) != after.get(p)}


def test_unchanged_content_fills_nothing(content: Path, site: Path) -> None:
    """A second build reads no file, runs no engine, fills no page and writes nothing but the manifest."""
    before = files_of(site)
    report = build_site(content, site)
    assert (report.read, report.filled, report.engine_ran, report.written) == (0, 0, False, 1)
    assert files_of(site) == before
    assert report.pages == sum(p.endswith(".html") for p in before)


def test_a_changed_body_fills_one_page(content: Path, site: Path) -> None:
    """A word in a course's text touches that course's page alone."""
    before = files_of(site)
    file = content / "courses/rural/skills.md"
    put(content, "courses/rural/skills.md", file.read_text(encoding="utf-8").replace("能说清要点", "能动手做"))
    report = build_site(content, site)
    assert (report.read, report.filled, report.engine_ran) == (1, 1, False)
    assert {p for p in changed(before, files_of(site)) if p.endswith(".html")} == {"courses/skills.html"}
    assert "能动手做" in (site / "courses/skills.html").read_text(encoding="utf-8")


def test_a_changed_outline_reaches_the_data(content: Path, site: Path) -> None:
    """What a body says in the data and in the texts of the search is renewed with it, and no other course's; all is as built anew."""
    before = files_of(site)
    file = content / "courses/rural/skills.md"
    put(content, "courses/rural/skills.md", file.read_text(encoding="utf-8").replace("| 到田间 |", "| 到田头 |"))
    build_site(content, site)
    after = files_of(site)
    data = {p for p in changed(before, after) if p.startswith("data/v1/courses")}
    assert data == {"data/v1/courses.json", "data/v1/courses/skills.json"}
    assert any(p.startswith("texts/") for p in changed(before, after))
    build_site(content, site, full=True)
    assert files_of(site) == after


def test_a_changed_title_fills_what_shows_it(content: Path, site: Path) -> None:
    """A new title reaches every page that shows it, and pages of other fields stay untouched."""
    file = content / "courses/rural/skills.md"
    put(content, "courses/rural/skills.md", file.read_text(encoding="utf-8").replace("田间实战", "田里实战"))
    untouched = {p: (site / p).stat().st_mtime_ns for p in ("people.html", "guide/problems.html", "sectors/institutions-health.html")}
    report = build_site(content, site)
    pages = files_of(site)
    assert not any("田间实战".encode() in data for data in pages.values())
    assert "田里实战".encode() in pages["courses/theory.html"]
    assert "田里实战".encode() in pages["curricula/rural-plan.html"]
    assert 1 < report.filled < 12
    assert untouched == {p: (site / p).stat().st_mtime_ns for p in untouched}


def test_a_touched_file_of_the_site_is_put_right(content: Path, site: Path) -> None:
    """Whatever of the site is changed or deleted is as it was after the next build."""
    before = files_of(site)
    (site / "courses/theory.html").write_text("changed", encoding="utf-8")
    (site / "topics/rural-theory.html").unlink()
    (site / "media/notes/handout.txt").write_text("other", encoding="utf-8")
    (site / style_of(site)).unlink()
    build_site(content, site)
    assert files_of(site) == before


def test_a_new_and_a_deleted_course(content: Path, site: Path) -> None:
    """A new course gets its page and place in the lists; deleted again, nothing of it is left."""
    before = files_of(site)
    file = put(content, "courses/rural/new.md", course("新来的课"))
    assert build_site(content, site).courses == 6
    assert "新来的课" in (site / "catalogue.html").read_text(encoding="utf-8")
    file.unlink()
    assert build_site(content, site).courses == 5
    assert files_of(site) == before


def test_a_moved_course_keeps_its_address(content: Path, site: Path) -> None:
    """A file moved to another folder is the same course at the same address."""
    before = files_of(site)
    (content / "courses/rural/rural-series.md").rename(content / "courses/rural-series.md")
    build_site(content, site)
    assert files_of(site) == before


def test_a_course_that_takes_another_place_moves_in_the_search(content: Path, site: Path, tmp_path: Path) -> None:
    """Changed hours change the order of courses: lists and cards of the search are those of a site made from nothing."""
    put(content, "courses/rural/extra.md", course("另一门", hours="0.5"))
    build_site(content, site)
    before = files_of(site)
    put(content, "courses/rural/extra.md", course("另一门", hours="40"))
    build_site(content, site)
    fresh = write_small(tmp_path / "fresh")
    put(fresh, "courses/rural/extra.md", course("另一门", hours="40"))
    build_site(fresh, tmp_path / "fresh-site")
    assert files_of(site) == files_of(tmp_path / "fresh-site")
    assert any(p.startswith("search/c/") for p in changed(before, files_of(site)))


def test_drafts_only_when_asked(content: Path, site: Path, tmp_path: Path) -> None:
    """A draft has no page and no mention, unless drafts are asked for; then its page says what it is."""
    assert not (site / "courses/coming.html").exists()
    assert not any("还没写好的课".encode() in data for data in files_of(site).values())
    report = build_site(content, tmp_path / "preview", drafts=True)
    assert report.courses == 6
    assert "本课程状态：草稿" in (tmp_path / "preview/courses/coming.html").read_text(encoding="utf-8")
    build_site(content, tmp_path / "preview")
    assert not (tmp_path / "preview/courses/coming.html").exists()


def test_a_retired_course_keeps_its_page_but_is_on_no_list(site: Path) -> None:
    """Old addresses go on working and say that the course is retired; no list offers it."""
    assert "本课程状态：已停用" in (site / "courses/old-skills.html").read_text(encoding="utf-8")
    for path in ("catalogue.html", "index.html", "sectors/rural.html", "topics/rural-skills.html", "tasks/skills.html", "feed.xml"):
        assert "旧的实战课" not in (site / path).read_text(encoding="utf-8"), path


def test_changed_settings_reach_every_page(content: Path, site: Path) -> None:
    """A new site name runs the engine again and stands on every page."""
    settings = content.parent / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("示例课程库", "别的课程库"), encoding="utf-8")
    assert build_site(content, site).engine_ran
    for path, data in files_of(site).items():
        if path.endswith(".html"):
            assert "别的课程库".encode() in data, path
            assert "示例课程库".encode() not in data, path


def test_two_outputs_of_one_library(content: Path, site: Path, tmp_path: Path) -> None:
    """A second output folder gets a whole site of its own, and going back and forth mixes nothing up."""
    for output in (tmp_path / "other", site, tmp_path / "other"):
        build_site(content, output)
        assert whole(output)
    assert files_of(tmp_path / "other") == files_of(site)


def test_a_lost_or_damaged_cache_costs_time_only(content: Path, site: Path) -> None:
    """Without a cache, or with a broken one, the next build gives the same site."""
    before = files_of(site)
    cache = Workspace.of(content).cache
    for damage in ("cache.db", "engine"):
        build.forget(cache) if damage == "engine" else (cache / damage).write_bytes(b"not a database" * 100)
        build_site(content, site)
        assert files_of(site) == before


def test_step_by_step_equals_from_nothing(content: Path, site: Path, tmp_path: Path) -> None:
    """After edits of many sorts, each followed by a build, the site is byte for byte that of a first build."""
    skills = (content / "courses/rural/skills.md").read_text(encoding="utf-8")
    plan = (content / "plan.yml").read_text(encoding="utf-8")
    steps: list[Callable[[], object]] = [
        lambda: put(content, "courses/rural/new.md", course("新课", more="keywords: [三农]", body="\n\n## 另一节\n\n文字。\n")),
        lambda: put(content, "courses/rural/skills.md", skills.replace("hours: 8", "hours: 6").replace("| 8 |", "| 6 |")),
        lambda: put(content, "courses/rural/skills.md", f"{skills}\n碳与茶，魑魅魍魉。\n"),
        lambda: put(content, "courses/rural/skills.md", f"{skills}\n碳与茶。\n"),
        lambda: put(content, "plan.yml", plan.replace("实战技能", "实用技能")),
        lambda: put(content, "media/notes/handout.txt", "新讲义\n"),
        lambda: put(content, "pages/notes.md", "---\ntitle: 新说明\n---\n\n## 新\n\n文字\n"),
        (content / "curricula/rural-plan.yml").unlink,
        lambda: put(content, "lecturers/second.md", "---\ntitle: 第二位（示例）\ntopics: [rural-skills]\n---\n"),
        (content / "courses/rural/old-skills.md").unlink,
    ]
    for step in steps:
        step()
        build_site(content, site)
    fresh = write_small(tmp_path / "fresh")
    for path in [p for p in fresh.rglob("*") if p.is_file()]:
        path.unlink()
    for name, data in files_of(content).items():
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).write_bytes(data)
    build_site(fresh, tmp_path / "other")
    assert changed(files_of(site), files_of(tmp_path / "other")) == set()


def test_full_build_writes_every_file_anew(content: Path, site: Path) -> None:
    """Asked for, everything is made again, with the same bytes."""
    before = files_of(site)
    report = build_site(content, site, full=True)
    assert report.engine_ran
    assert report.read == 13
    assert files_of(site) == before
