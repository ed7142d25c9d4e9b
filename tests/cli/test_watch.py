"""``courselib build --watch`` as a process: what it publishes, what it says, and how it ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
from pathlib import Path

import pytest

from courselib.runtime.locks import held

from ..support.library import course, put
from ..support.sites import files_of, whole
from ..support.watched import READY, Watched, watched
from .conftest import Run

SKILLS = "courses/rural/skills.md"


def skills(title: str, hours: str = "8") -> str:
    """Return the course that the tests change."""
    return course(title, topic="rural-skills", theory="false", hours=hours)


def left(folder: Path) -> list[str]:
    """Return the names of unfinished things beside the site and in the cache."""
    return sorted(p.name for p in (*folder.iterdir(), *(folder / ".courselib").iterdir())
                  if p.name.startswith((".site", "scratch-")) or p.name == "build.json")


def ended_well(running: Watched, here: Path) -> None:
    """Hold an end to what is promised: 0, a word, no traceback, nothing unfinished, the lock free, no process left."""
    assert any("已结束，不再守着。" in line for line in running.rest())
    assert running.process.returncode == 0
    assert left(here) == []
    with held(here / ".courselib/build.lock", "测试"):
        pass
    with pytest.raises(ProcessLookupError):
        os.killpg(running.process.pid, 0)


def test_a_save_is_published_and_an_error_waits_for_its_end(here: Path) -> None:
    """First build, a save, a broken save (told in Chinese, old site whole), mended, Ctrl-C: one line each, and the page shows it."""
    page = here / "site/courses/skills.html"
    with watched(here) as running:
        running.until(READY)
        assert "田间实战" in page.read_text(encoding="utf-8")
        put(here / "content", SKILLS, skills("第一次改"))
        line = running.until("已重新发布")
        assert re.fullmatch(rf"\d\d:\d\d:\d\d 已重新发布：改了 {SKILLS}，写了 \d+ 个文件（\d+\.\d 秒）", line)
        assert "第一次改" in page.read_text(encoding="utf-8")
        good = files_of(here / "site")
        put(here / "content", SKILLS, skills("坏了", hours="四"))
        running.until("没有发布。内容有错误")
        said = "\n".join(running.said)
        assert f"content/{SKILLS}:5:8" in said
        assert "是否想写 4？" in said
        running.until("存盘后会自动发布")
        assert files_of(here / "site") == good
        put(here / "content", SKILLS, skills("第二次改"))
        running.until("已重新发布")
        assert "第二次改" in page.read_text(encoding="utf-8")
        assert whole(here / "site")
        os.killpg(running.process.pid, signal.SIGINT)
        ended_well(running, here)
    assert sum("已重新发布" in line for line in running.said) == 2


def test_mended_to_what_it_was(here: Path) -> None:
    """An error that is taken back leaves the site as it is, and the writer hears that all is well."""
    old = (here / "content" / SKILLS).read_text(encoding="utf-8")
    with watched(here) as running:
        running.until(READY)
        put(here / "content", SKILLS, skills("坏了", hours="四"))
        running.until("没有发布")
        put(here / "content", SKILLS, old)
        assert f"问题已解决：改了 {SKILLS}，站点没有变化" in running.until("问题已解决")


def test_it_begins_with_errors_too(here: Path) -> None:
    """Content that is broken at the start is told and waited for; the first good save publishes."""
    put(here / "content", SKILLS, skills("坏了", hours="四"))
    with watched(here) as running:
        running.until("没有发布")
        running.until(READY)
        assert not (here / "site").exists()
        put(here / "content", SKILLS, skills("好了"))
        running.until("已重新发布")
        assert "好了" in (here / "site/courses/skills.html").read_text(encoding="utf-8")


def test_quiet_says_errors_alone(here: Path) -> None:
    """With --quiet nothing is said of what went well; a service manager's word ends it as Ctrl-C does."""
    with watched(here, "--quiet") as running:
        page = here / "site/courses/skills.html"
        while not page.exists():
            assert running.process.poll() is None
        put(here / "content", SKILLS, skills("改了"))
        while "改了" not in page.read_text(encoding="utf-8"):
            assert running.process.poll() is None
        put(here / "content", SKILLS, skills("坏了", hours="四"))
        running.until("存盘后会自动发布")
        running.process.send_signal(signal.SIGTERM)
        assert running.rest() == []
        assert running.process.returncode == 0
    assert not any("发布：" in line or "站点已生成" in line for line in running.said)


@pytest.mark.parametrize("stage", ["读取", "页面外壳", "页面", "检索索引"])
def test_ctrl_c_in_the_middle_of_a_build(stage: str, here: Path) -> None:
    """Interrupted at a stage of a build, with its workers at work: the old site whole, nothing left, no complaint of a worker."""
    with watched(here) as running:
        running.until(READY)
        running.process.send_signal(signal.SIGINT)
        running.rest()
    old = files_of(here / "site")
    with watched(here, "--full", "--jobs", "2") as running:
        running.until(stage)
        os.killpg(running.process.pid, signal.SIGINT)
        ended_well(running, here)
    assert "出错了" not in "\n".join(running.said)
    assert files_of(here / "site").keys() == old.keys()
    assert whole(here / "site")


def test_full_is_for_the_first_build(here: Path) -> None:
    """With --full everything is made anew at the start, and only what changed from then on."""
    with watched(here, "--full", "--verbose") as running:
        running.until(READY)
        assert "重做了页面外壳" in "\n".join(running.said)
        put(here / "content", SKILLS, skills("改了"))
        written = re.search(r"写了 (\d+) 个文件", running.until("已重新发布"))
        assert written is not None
        assert int(written[1]) < len(files_of(here / "site")) / 2


def test_drafts_and_another_folder(here: Path) -> None:
    """The options of a build hold for every publishing."""
    with watched(here, "--drafts", "--output", "public/web") as running:
        running.until(READY)
        put(here / "content", "courses/rural/coming.md", course("草稿改了", more="status: draft"))
        running.until("已重新发布")
        assert "草稿改了" in (here / "public/web/courses/coming.html").read_text(encoding="utf-8")
    assert not (here / "site").exists()


def test_a_foreign_output_folder_ends_with_2(here: Path, cli: Run) -> None:
    """Wrong usage ends it at once."""
    (here / "mine").mkdir()
    (here / "mine/letter.txt").write_text("mine", encoding="utf-8")
    code, out, err = cli("build", "--watch", "--output", "mine")
    assert (code, out) == (2, "")
    assert "不是本工具生成的站点" in err


def test_a_held_lock_at_the_start_ends_with_3(here: Path, cli: Run) -> None:
    """Another build at work is told as an ordinary build tells it."""
    with held(here / ".courselib/build.lock", "测试"):
        code, _, err = cli("build", "--watch")
    assert code == 3
    assert "测试" in err


def test_no_content_folder_ends_with_1(tmp_path: Path, cli: Run) -> None:
    """Where there is no library there is nothing to follow, and no folder appears."""
    code, _, err = cli("build", "--watch", "--content", tmp_path / "content")
    assert code == 1
    assert "courselib new library" in err
    assert list(tmp_path.iterdir()) == []


def test_trouble_with_the_machine_is_told_and_got_over(here: Path) -> None:
    """When the site's folder cannot be replaced the reason is told, the watch goes on, and the next save publishes."""
    with watched(here) as running:
        running.until(READY)
        (here / "site").rename(here / "away")
        (here / "site").mkdir()
        (here / "site/letter.txt").write_text("mine", encoding="utf-8")
        put(here / "content", SKILLS, skills("改了"))
        assert "没有发布" in running.until("不是本工具生成的站点")
        assert "会自动再试" in running.until("怎么办")
        assert files_of(here / "site") == {"letter.txt": b"mine"}
        shutil.rmtree(here / "site")
        put(here / "content", SKILLS, skills("又改了"))
        running.until("已重新发布")
        assert "又改了" in (here / "site/courses/skills.html").read_text(encoding="utf-8")
        assert whole(here / "site")
