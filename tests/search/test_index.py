import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courselib.library.model import Library
from courselib.runtime.workspace import Workspace
from courselib.search import index, store
from courselib.search.documents import SearchDocument, documents
from courselib.search.engine import Found, search
from courselib.search.index import IndexReport, open_index, update
from courselib.search.whoosh import index as whooshindex

from .conftest import made

QUERIES = ["党员", "书", "千万工程", "基层治理 网格", "学习 方法", "2024", "没有这样的词组合", "党", "c++"]


def answers(workspace: Workspace, wanted: Sequence[SearchDocument], queries: Sequence[str] = QUERIES) -> list[Found]:
    """Return all answers of the workspace's index."""
    with open_index(workspace, wanted) as opened:
        return [search(opened, query, limit=None) for query in queries]


def fresh(tmp_path: Path, wanted: Sequence[SearchDocument], queries: Sequence[str] = QUERIES) -> list[Found]:
    """Return all answers of an index that was built anew elsewhere."""
    folder = tmp_path / "fresh"
    folder.mkdir(exist_ok=True)
    return answers(Workspace.of(folder / f"{len(list(folder.iterdir()))}" / "content"), wanted, queries)


def test_one_changed_course_updates_one_document(library: Library, workspace: Workspace, tmp_path: Path) -> None:
    """Of the shipped library, one edited course is one update, and the answers equal those of a new index."""
    wanted = documents(library)
    assert update(workspace, wanted) == IndexReport(len(wanted), 0, 0, 0)
    assert update(workspace, wanted) == IndexReport(0, 0, 0, len(wanted))
    wanted[3] = dataclasses.replace(wanted[3], body=wanted[3].body + "\n\n党员学习方法千万工程")
    assert update(workspace, wanted) == IndexReport(0, 1, 0, len(wanted) - 1)
    assert answers(workspace, wanted) == fresh(tmp_path, wanted)


def test_added_and_removed_courses(library: Library, workspace: Workspace, tmp_path: Path) -> None:
    """Adding and removing courses is counted, and the answers equal those of a new index."""
    shipped = documents(library)
    update(workspace, shipped[:-2])
    assert update(workspace, shipped[3:]) == IndexReport(2, 0, 3, len(shipped) - 5)
    assert answers(workspace, shipped[3:]) == fresh(tmp_path, shipped[3:])


def test_filters_need_no_new_index(workspace: Workspace) -> None:
    """Hours are read from the library, so a change of them leaves the index alone and shows at once."""
    one = made("a", "党员")
    update(workspace, [one])
    changed = dataclasses.replace(one, hours=9)
    with open_index(workspace, [changed]) as opened:
        assert opened.report == IndexReport(0, 0, 0, 1)
        assert search(opened, "党员").hits[0].document.hours == 9


STEPS = st.lists(
    st.dictionaries(st.sampled_from("abcdefghij"), st.text("党员建设治理", min_size=1, max_size=6), max_size=10),
    min_size=1, max_size=4,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_history_ends_like_a_fresh_index(steps: list[dict[str, str]], tmp_path: Path) -> None:
    """After any series of libraries, ids, order and scores are those of an index built from the last one."""
    base = tmp_path / "histories"
    base.mkdir(exist_ok=True)
    place = Workspace.of(base / f"{len(list(base.iterdir()))}" / "content")
    wanted: list[SearchDocument] = []
    for step in steps:
        wanted = [made(n, t, body=t[::-1] * 3) for n, t in sorted(step.items())]
        wanted += [made(f"fixed-{i}", "建党") for i in range(12)]
        place.root.mkdir(exist_ok=True)
        update(place, wanted)
    queries = ["党", "党员", "建设治理", "治理 党员"]
    assert answers(place, wanted, queries) == fresh(tmp_path, wanted, queries)


def test_many_updates_do_not_pile_up(workspace: Workspace, tmp_path: Path) -> None:
    """Deleted courses never make up more than a quarter of the index, however often one course changes."""
    wanted = [made(f"c{i}", "党员教育", body="治理" * i) for i in range(20)]
    update(workspace, wanted)
    path, sizes = store.index_path(workspace.cache), set()
    for turn in range(12):
        wanted[5] = made("c5", "党员教育", body="治理" * 5 + f" v{turn}")
        assert update(workspace, wanted) == IndexReport(0, 1, 0, 19)
        sizes.add(path.stat().st_size)
    assert max(sizes) < 3 * min(sizes)
    assert answers(workspace, wanted, ["治理"]) == fresh(tmp_path, wanted, ["治理"])


def test_two_processes_answer_like_one(
    library: Library, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index built by two processes in several rounds holds every course and gives the same answers."""
    monkeypatch.setattr(index, "PARALLEL_THRESHOLD", 1)
    monkeypatch.setattr(whooshindex, "_SEGMENT", 40)
    wanted = documents(library)
    assert update(workspace, wanted, jobs=2).added == len(wanted)
    assert answers(workspace, wanted) == fresh(tmp_path, wanted)


def test_a_lost_worker_is_noticed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the parallel writer loses courses, the index is built again by one process."""
    wanted = [made(f"c{i}", "党员") for i in range(6)]
    real, calls = whooshindex.build, []

    def losing(folder: Path, found: Sequence[SearchDocument], processes: int, *each: object) -> tuple[int, ...] | None:
        calls.append(processes)
        return None if processes > 1 else real(folder, found, processes)

    monkeypatch.setattr(index, "PARALLEL_THRESHOLD", 1)
    monkeypatch.setattr(whooshindex, "build", losing)
    assert update(workspace, wanted, jobs=2).added == 6
    assert calls == [2, 1]
    assert answers(workspace, wanted, ["党员"])[0].total == 6


def test_a_segment_that_fails_meanwhile_is_written_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The last courses are written while the site's files are made; should that fail, the index is whole all the same."""
    wanted = [made(f"c{i}", "党员") for i in range(6)]
    real, owner, heard = whooshindex._write, os.getpid(), []

    def failing(*given: Any) -> None:
        if os.getpid() != owner:
            raise OSError("no space")
        real(*given)

    monkeypatch.setattr(whooshindex, "_write", failing)
    assert update(workspace, wanted, each=heard.append, ready=lambda: heard.append("ready")).added == 6
    assert heard == [*wanted, "ready"]
    assert answers(workspace, wanted, ["党员"])[0].total == 6
    assert capfd.readouterr() == ("", "")


def test_an_empty_library_has_an_empty_index(workspace: Workspace) -> None:
    """No courses: an index without hits, to which courses can be added."""
    assert answers(workspace, [])[0].total == 0
    assert update(workspace, [made("a", "党员")]) == IndexReport(1, 0, 0, 0)
    assert update(workspace, []) == IndexReport(0, 0, 1, 0)
    assert answers(workspace, [])[0].total == 0


def test_nothing_but_the_index_stays(workspace: Workspace) -> None:
    """An update leaves one file in the index folder, which others may not enter."""
    update(workspace, [made("a", "党员")])
    folder = store.index_path(workspace.cache).parent
    assert [p.name for p in folder.iterdir()] == [store.INDEX_FILE]
    assert folder.stat().st_mode & 0o077 == 0
