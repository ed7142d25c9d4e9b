"""``courselib serve`` as a process: how it begins, how it ends, and what it gets along with."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from pathlib import Path

from courselib.runtime.locks import held
from courselib.runtime.workspace import Workspace

from ..support.library import course, put
from ..support.previews import get, renewed, seen, served, wait
from ..support.sites import courselib, files_of
from .conftest import Run


def children(pid: int) -> list[str]:
    """Return the processes that a process started and that live."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()


def test_interrupted_it_ends_well(here: Path) -> None:
    """Ctrl-C ends it with 0 and a word, without a child left, and the port is free again."""
    with served(here) as (address, process):
        assert get(address, "index.html").status == 200
        get(address, "search/boot.js")
        assert children(process.pid) == []
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stdout is not None
        assert "预览已结束。" in process.stdout.read()
    port = int(address.rpartition(":")[2].strip("/"))
    with socket.create_server(("127.0.0.1", port)):
        pass
    assert not (here / "site").exists()


def test_a_terminal_hears_what_changed(here: Path) -> None:
    """Each save is told with the file's name, and an error with its place and hint."""
    with served(here) as (address, process):
        mark = seen(get(address, "courses/skills.html").text)
        put(here / "content", "courses/rural/skills.md", course("改了", topic="rural-skills", theory="false", hours="8"))
        mark = renewed(address, "courses/skills.html", mark)
        panel = wait(address, "courses/skills.html", mark)["panel"]
        put(here / "content", "courses/rural/skills.md", course("坏了", topic="rural-skills", theory="false", hours="四"))
        assert wait(address, "courses/skills.html", mark, panel)["problems"]["errors"] == 2
        process.send_signal(signal.SIGINT)
        process.wait(30)
        assert process.stdout is not None
        text = process.stdout.read()
    assert text.count("已更新：courses/rural/skills.md") == 2
    assert "content/courses/rural/skills.md:5:8" in text
    assert "是否想写 4？" in text


def test_a_taken_port_ends_with_3(here: Path, cli: Run) -> None:
    """The port is named and another proposed; nothing was read or written."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, err = cli("serve", "--port", str(port))
    assert (code, out) == (3, "")
    assert f"端口 {port} 已被别的程序占用" in err
    assert "courselib serve --port " in err


def test_no_content_folder_ends_with_1(tmp_path: Path, cli: Run) -> None:
    """Where there is no library, the user learns how to name or start one, and no folder appears."""
    code, _, err = cli("serve", "--port", "0", "--content", tmp_path / "content")
    assert code == 1
    assert "courselib new library" in err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_content_folder_waits_for_content(here: Path) -> None:
    """With nothing in the folder the panel says what is missing; as soon as there is a library it is shown."""
    away = here / "away"
    (here / "content").rename(away)
    (here / "content").mkdir()
    with served(here) as (address, _):
        page = get(address, "")
        assert page.status == 200
        assert "还没有可以预览的内容" in page.text
        answer = wait(address, "index.html", "none", "")
        assert [p["code"] for p in answer["problems"]["problems"]] == ["F110"]
        panel = answer["panel"]
        shutil.copytree(away, here / "content", dirs_exist_ok=True)
        while answer["page"] == "none":
            answer = wait(address, "index.html", answer["page"], panel)
            panel = answer["panel"]
        assert "示例课程库" in get(address, "").text


def test_a_missing_plan(here: Path) -> None:
    """Without a plan nothing can be shown at first, and the page says why; the file put back, everything is there."""
    plan = here / "content/plan.yml"
    plan.rename(here / "plan.yml")
    with served(here) as (address, _):
        answer = wait(address, "courses/skills.html", "none", "")
        assert answer["problems"]["problems"][0]["place"] == "content/plan.yml:1:1"
        (here / "plan.yml").rename(plan)
        answer = wait(address, "courses/skills.html", "none", answer["panel"])
        assert answer["page"] != "none"
        assert "田间实战" in get(address, "courses/skills.html").text


def test_where_nothing_can_be_written(here: Path) -> None:
    """A folder that takes no cache (a read-only share) is previewed all the same, search included, and nothing is written there."""
    shutil.rmtree(here / ".courselib")
    (here / ".courselib").write_text("a file where the cache folder would be", encoding="utf-8")
    before = files_of(here)
    with served(here) as (address, _):
        assert "田间实战" in get(address, "courses/skills.html").text
        assert get(address, "search/boot.js").text.startswith("CourseLib.put(")
        mark = seen(get(address, "courses/skills.html").text)
        put(here / "content", "courses/rural/skills.md", course("改了", topic="rural-skills", theory="false", hours="8"))
        assert renewed(address, "courses/skills.html", mark) != mark
    changed = {path for path, data in files_of(here).items() if before.get(path) != data}
    assert changed == {"content/courses/rural/skills.md"}


def test_a_build_meanwhile(here: Path) -> None:
    """The preview holds no lock: a build beside it works, and a build that holds the lock disturbs no preview."""
    with served(here) as (address, _):
        done = courselib("build", cwd=here)
        assert done.returncode == 0, done.stderr
        assert (here / "site/courses/skills.html").exists()
        with held(here / ".courselib/build.lock", "测试"):
            mark = seen(get(address, "courses/skills.html").text)
            put(here / "content", "courses/rural/skills.md", course("改了", topic="rural-skills", theory="false", hours="8"))
            assert renewed(address, "courses/skills.html", mark) != mark
            assert get(address, "search/boot.js").status == 200
    assert b"__preview" not in b"".join(files_of(here / "site").values())


def test_two_previews_of_one_library(here: Path) -> None:
    """Two previews at once show the same, search included."""
    with served(here) as (one, _), served(here) as (two, _):
        assert get(one, "search/boot.js").body == get(two, "search/boot.js").body
        assert seen(get(one, "courses/skills.html").text) == seen(get(two, "courses/skills.html").text)


def test_a_foreign_preview_folder_is_not_used(here: Path) -> None:
    """What came with a library from elsewhere is thrown away unread: the scripts that it holds would run in the browser."""
    folder = Workspace.of(here / "content").cache / "preview/shards"
    folder.mkdir(parents=True)
    (folder / "shards.db").write_bytes(b"foreign")
    with served(here) as (address, _):
        assert get(address, "search/boot.js").text.startswith("CourseLib.put(")
        assert not (folder / "shards.db").exists() or (folder / "shards.db").read_bytes()[:7] != b"foreign"


def test_killed_it_leaves_nothing_that_hinders(here: Path) -> None:
    """A killed preview leaves no lock and no process; the next one starts as ever."""
    with served(here) as (address, process):
        get(address, "search/boot.js")
        os.kill(process.pid, signal.SIGKILL)
        process.wait(30)
    assert courselib("build", cwd=here).returncode == 0
    with served(here) as (address, _):
        assert get(address, "search/boot.js").status == 200


def test_drafts_are_shown_and_say_so(here: Path) -> None:
    """A draft has its page in the preview, marked as a draft."""
    with served(here) as (address, _):
        assert "草稿" in get(address, "courses/coming.html").text


def test_quiet(here: Path) -> None:
    """Quiet tells the address and nothing else."""
    with served(here, "--quiet") as (_, process):
        process.send_signal(signal.SIGINT)
        process.wait(30)
        assert process.stdout is not None
        assert process.stdout.read().strip() == "预览已结束。"
