"""Two hundred saves in a row, a tenth of them broken: the server stays well, and shows what is right."""

from __future__ import annotations

import gc
import os
import threading
from pathlib import Path

import pytest

from courselib.preview.refresh import State
from courselib.preview.running import Preview

from ..support.library import course
from ..support.previews import Heard, get, running, seen, until, wait

SAVES = 200
PAGE = "courses/skills.html"


def text(number: int, *, broken: bool = False) -> str:
    """Return the course as of a save."""
    return course(f"第 {number} 次存盘", topic="rural-skills", theory="false", hours="四" if broken else "8", body=f"\n正文 {number}。\n")


def handles() -> int:
    """Return how many files and sockets this process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names are enough


def objects() -> int:
    """Return how many objects live."""
    gc.collect()
    return gc.get_freeze_count() + len(gc.get_objects())


def save(file: Path, number: int, *, broken: bool) -> None:
    """Save as one editor or the other does."""
    made = text(number, broken=broken)
    if number % 3 == 0:
        copy = file.with_name(f".{file.name}.swp")
        copy.write_text(made, encoding="utf-8")
        copy.replace(file)
    else:
        file.write_text(made, encoding="utf-8")


def shows(state: State, number: int) -> bool:
    """Tell whether a state shows a save."""
    return state.snapshot is not None and state.snapshot.site.library.courses["skills"].title == f"第 {number} 次存盘"


def says(state: State, number: int) -> bool:
    """Tell whether a state says that the save of this number is broken; where it stands tells which one it is."""
    return any(p.code == "M305" for p in state.problems) and not shows(state, number)


@pytest.mark.slow
def test_two_hundred_saves(content: Path) -> None:
    """Each good save is shown, each broken one told while the last good page stays; nothing piles up."""
    file = content / "courses/rural/skills.md"
    heard = Heard()
    with running(content, heard) as preview:
        good = 0
        begun: tuple[int, int, int] | None = None
        for number in range(1, SAVES + 1):
            broken = number % 10 == 5
            save(file, number, broken=broken)
            if broken:
                until(preview, lambda s, n=number: says(s, n))
                answer = wait(preview.address, PAGE, "", "")
                assert answer["problems"]["errors"] == 2  # the course's hours, and those of its unit
                assert answer["problems"]["problems"][0]["place"] == "content/courses/rural/skills.md:5:8"
                assert "四" in answer["problems"]["problems"][0]["message"]
                assert f"第 {good} 次存盘" in get(preview.address, PAGE).text
            else:
                good = number
                until(preview, lambda s, n=number: shows(s, n) and not s.problems)
                page = get(preview.address, PAGE).text
                assert f"正文 {number}。" in page
                assert wait(preview.address, PAGE, seen(page), "")["problems"]["errors"] == 0
            if number == SAVES // 4:
                begun = threading.active_count(), handles(), objects()
        assert begun is not None
        threads, files, living = begun
        assert threading.active_count() <= threads + 2
        assert handles() <= files + 4
        assert objects() < living * 1.02
        assert preview.refresher.state.snapshot is not None
        assert len(preview.refresher.state.snapshot.site.library.courses) == 6
        assert get(preview.address, "catalogue.html").text.count(f"第 {SAVES} 次存盘") >= 1
    assert len([1 for changed in heard.heard if changed]) >= SAVES


def test_a_save_fills_the_page_that_is_looked_at_and_no_other(content: Path) -> None:
    """What a save costs does not grow with the library: one page is filled for each page that a browser has open."""
    file = content / "courses/rural/skills.md"
    with running(content) as preview:
        before = filled(preview)
        mark = seen(get(preview.address, PAGE).text)
        assert filled(preview) == before + 1
        save(file, 1, broken=False)
        until(preview, lambda s: shows(s, 1))
        assert filled(preview) == before + 1
        assert wait(preview.address, PAGE, mark)["page"] != mark
        assert get(preview.address, PAGE).status == 200
        assert filled(preview) == before + 2


def filled(preview: Preview) -> int:
    """Return how many pages were filled so far."""
    return preview.pages.filled


def test_deleted_renamed_and_back(content: Path) -> None:
    """A page goes with its file, comes under the new name, and the old address says so."""
    with running(content) as preview:
        new = content / "courses/all/extra.md"
        new.write_text(course("又一门", topic="works-reading", audience="all"), encoding="utf-8")
        until(preview, lambda s: s.snapshot is not None and "extra" in s.snapshot.site.library.courses)
        assert get(preview.address, "courses/extra.html").status == 200
        new.rename(content / "courses/all/other.md")
        until(preview, lambda s: s.snapshot is not None and "other" in s.snapshot.site.library.courses)
        assert get(preview.address, "courses/extra.html").status == 404
        assert get(preview.address, "courses/other.html").status == 200
        (content / "courses/all/other.md").unlink()
        until(preview, lambda s: s.snapshot is not None and "other" not in s.snapshot.site.library.courses)
        assert get(preview.address, "courses/other.html").status == 404


def test_settings_pages_and_plan(content: Path) -> None:
    """The site's name, a page written by hand and the plan are followed too; broken settings are told and change nothing."""
    settings = content.parent / "mkdocs.yml"
    with running(content) as preview:
        settings.write_text("site_name: 换了名字\n", encoding="utf-8")
        until(preview, lambda s: s.snapshot is not None and s.snapshot.site.settings.site_name == "换了名字")
        assert "换了名字" in get(preview.address, PAGE).text
        settings.write_text("site_name: [", encoding="utf-8")
        state = until(preview, lambda s: bool(s.notices))
        assert "站点设置" in state.notices[0].message
        assert "换了名字" in get(preview.address, PAGE).text
        settings.write_text("site_name: 又换了\n", encoding="utf-8")
        until(preview, lambda s: not s.notices)
        assert "又换了" in get(preview.address, PAGE).text
        (content / "pages/notes.md").write_text("---\ntitle: 说明\n---\n\n新写的一页。\n", encoding="utf-8")
        until(preview, lambda s: s.snapshot is not None and "新写的一页" in s.snapshot.site.library.pages["notes"].source.body)
        assert "新写的一页" in get(preview.address, "notes.html").text


def test_an_accident_is_told_and_outlived(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong while looking, the old pages stay, the panel says so, and the next save is shown."""
    from courselib.preview import refresh as refresher

    real = refresher.presentable

    def explode(*_: object) -> None:
        raise ZeroDivisionError

    with running(content) as preview:
        monkeypatch.setattr(refresher, "presentable", explode)
        save(content / "courses/rural/skills.md", 1, broken=False)
        state = until(preview, lambda s: bool(s.notices))
        assert "ZeroDivisionError" in state.notices[0].message
        assert "田间实战" in get(preview.address, PAGE).text
        monkeypatch.setattr(refresher, "presentable", real)
        preview.watch.wake()
        until(preview, lambda s: shows(s, 1) and not s.notices)
        assert "第 1 次存盘" in get(preview.address, PAGE).text


def test_without_notices_from_the_system(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a share that tells nothing the folder is looked at again and again: a save is shown all the same."""
    from courselib.content.follow import notices as watching

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watching.Observer, "schedule", refuse)
    with running(content) as preview:
        assert not preview.watch.notices
        save(content / "courses/rural/skills.md", 1, broken=False)
        until(preview, lambda s: shows(s, 1))


def test_nothing_is_left_behind(content: Path) -> None:
    """When a preview ends its threads, files and sockets are gone."""
    with running(content):
        pass
    threads, files = threading.active_count(), handles()
    with running(content) as preview:
        get(preview.address, "search/boot.js")
    assert threading.active_count() <= threads
    assert handles() <= files
