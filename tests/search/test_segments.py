"""A search that stands in two segments answers as one index of the same courses does, and its base stays as it is."""

from __future__ import annotations

import random
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from courselib.library.model import Library
from courselib.runtime.seals import STATE_VARIABLE
from courselib.runtime.workspace import Workspace
from courselib.search import pinyin
from courselib.search.cut import Cut, counted, divide
from courselib.search.documents import documents
from courselib.search.engine import Filters, search
from courselib.search.hints import hints
from courselib.search.index import open_index
from courselib.search.shards import Stores
from courselib.search.suggestions import Entry, others, suggest, ways_of

from ..support.changing import changed, cut_of, made, wide
from ..support.engine import ASK
from ..support.needs import needs_program
from ..support.offline import HINTS, run, write_search
from ..support.scripts import node
from ..support.searching import Reference, Request, requests

REQUESTS = 300
LATIN = ("nongcun", "ncdy", "nc", "dangyuan", "xi", "zhongguo", "jiceng", "python", "an", "zzzz")
#: What one asks again and again: every order, every facet.
TYPED = """async texts => {
  const box = new CourseLib.modules.search_suggestions.Suggestions("search/");
  const answers = [];
  for (const text of texts) {
    answers.push((await box.find(text)).map(row => [row.kind, row.id || row.title]));
  }
  return answers;
}"""
FAILED = """async texts => {
  const told = [];
  for (const text of texts) {
    try {
      await CourseLib.modules.search_engine.find({text: text, sort: "title"});
      told.push("");
    } catch (error) {
      told.push(error.code + " " + error.file);
    }
  }
  return told;
}"""
slow = pytest.mark.slow
in_node = needs_program(node(), "node is not installed")


def drawn(seed: int) -> random.Random:
    """Return a repeatable draw."""
    return random.Random(seed)  # noqa: S311 - a repeatable draw


@dataclass(frozen=True, slots=True)
class Subject:
    """A library that changed since a cut; the files of its search in two segments, and those of one."""

    now: Library
    divided: Path
    whole: Path


@pytest.fixture(scope="module", params=["shipped", "wide"])
def subject(request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """The shipped library after forty changes, and three hundred courses after sixty."""
    folder: Path = tmp_path_factory.mktemp("segments")
    before, steps = (library, 40) if request.param == "shipped" else (wide(library, 300), 60)
    now = changed(drawn(5), before, steps)
    division = divide(documents(now), now, cut_of(before))
    assert division
    assert len(division.dead) >= 20
    assert len(division.since) >= 20
    write_search(documents(now), now, folder / "divided", cut_of(before))
    write_search(documents(now), now, folder / "whole")
    return Subject(now, folder / "divided", folder / "whole")


@slow
@in_node
def test_two_segments_answer_as_one(subject: Subject) -> None:
    """Over 300 requests a library, of every kind: IDs, order, scores to the last bit, totals and counts of facets are the same."""
    asked: list[Request] = list(requests(subject.now, REQUESTS, seed=32, latin=LATIN))
    there, here = (run(folder, ASK, [asked, {"scores": True}]) for folder in (subject.divided, subject.whole))
    assert [row for row in zip(asked, there, here, strict=True) if row[1] != row[2]][:3] == []
    # Nobody tells two segments from one by what is not asked to be exact either.
    few = [{**request, "scores": False} for request in asked[::5]]
    assert run(subject.divided, ASK, [few, {}]) == run(subject.whole, ASK, [few, {}])


@slow
@in_node
def test_two_segments_answer_as_the_command_line(subject: Subject, tmp_path: Path) -> None:
    """The same requests, whatever course they are about, and what words hint at: the page with a base, and Whoosh."""
    found = documents(subject.now)
    titles = sorted(found, key=lambda d: (pinyin.title_key(d.title), d.id))
    asked: list[Request] = list(requests(subject.now, REQUESTS, seed=33, latin=LATIN))
    queries = [d.title[:3] + " 4学时" for d in found[::9]] + [d.title[-4:] for d in found[::7]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
        with open_index(Workspace.of(tmp_path / "content"), found, 1) as index:
            reference = Reference(index, subject.now, {d.id: rank for rank, d in enumerate(titles)})
            there = run(subject.divided, ASK, [asked, {"scores": True}])
            wrong = [(request, answer) for request, answer in zip(asked, there, strict=True) if reference.answer(request) != answer]
            assert wrong[:2] == []
            meant = [hints(index, q, Filters(), search(index, q, limit=3), subject.now)[0] for q in queries]
    assert [row[0] for row in run(subject.divided, HINTS, [{"text": q} for q in queries])] == meant


@slow
@in_node
@pytest.mark.parametrize("seed", range(3))
def test_any_history_answers_as_one_index(seed: int, library: Library, tmp_path: Path) -> None:
    """Whatever is edited, moved, added, retired and brought back, in steps with one store: the answers of an index made at once."""
    draw = drawn(seed)
    before = replace(library, courses=dict(draw.sample(sorted(library.courses.items()), 60)))
    cut = cut_of(before)
    now, stores, divisions = before, Stores(None, "test"), 0
    for step in range(3):
        now = changed(draw, now, draw.randint(1, 5))
        divisions += divide(documents(now), now, cut) is not None
        files = write_search(documents(now), now, tmp_path / f"{step}", cut, stores)
        assert files == write_search(documents(now), now, tmp_path / f"{step}-fresh", cut)
        write_search(documents(now), now, tmp_path / f"{step}-whole")
        asked = list(requests(now, 60, seed=seed, latin=LATIN))
        there, here = (run(tmp_path / name, ASK, [asked, {"scores": True}]) for name in (f"{step}", f"{step}-whole"))
        assert there == here
    assert divisions


@slow
@in_node
def test_suggestions_are_those_of_all_courses(subject: Subject) -> None:
    """What is typed is answered as the reference does, courses of both segments in one order; nothing that is gone."""
    found = documents(subject.now)
    courses = [Entry("course", d.id, d.title) for d in found]
    beside = others(found, subject.now)
    draw = drawn(9)
    texts = [draw.choice(sorted(ways_of(draw.choice(found).title)))[: draw.choice((1, 1, 2, 3, 4, 6, 40))] for _ in range(150)]
    there = run(subject.divided, TYPED, texts)
    for text, answer in zip(texts, there, strict=True):
        assert answer == [[e.kind, e.id or e.title] for e in suggest(courses, beside, text)], text


def packed(files: Mapping[str, bytes]) -> int:
    """Return the size of files in an archive, about."""
    return sum(len(zlib.compress(data, 9)) + 2 * len(path) + 76 for path, data in files.items())


def test_an_edit_an_addition_and_a_retirement_change_few_files(library: Library, tmp_path: Path) -> None:
    """Of six hundred courses: no file of the base changes, what does is small, and a build that goes on makes what a fresh one does."""
    before = wide(library, 600)
    cut = cut_of(before)
    stores = Stores(None, "test")
    first = write_search(documents(before), before, tmp_path, cut, stores)
    draw = drawn(1)
    models = list(before.courses.values())
    new = [made(draw, models, f"new-{n}") for n in range(20)]
    name = "made-0300"
    course = before.courses[name]
    states = {
        "edit": {name: replace(course, source=new[0].source, summary=new[0].summary)},
        "title": {name: replace(course, title=new[0].title)},
        "retire": {name: replace(course, status="retired")},
        "add": {new[0].id: new[0]},
        "twenty": {c.id: c for c in new},
    }
    most = {"edit": 24_000, "title": 40_000, "retire": 16_000, "add": 40_000, "twenty": 200_000}
    for kind, courses in states.items():
        now = replace(before, courses=dict(sorted((before.courses | courses).items())))
        files = write_search(documents(now), now, tmp_path, cut, stores)
        assert files == write_search(documents(now), now, tmp_path / kind, cut), kind
        changes = {path: data for path, data in files.items() if first.get(path) != data}
        moved = {path for path in changes if not path.startswith(("search/n/", "search/w/"))}
        assert moved <= {"search/boot.js", "search/suggest.js", "search/x/words.js"}, kind
        gone = {path for path in first if path not in files}
        assert all(path.startswith("search/n/") for path in gone), kind
        assert packed(changes) < most[kind], kind


def test_without_a_cut_that_is_worth_it_there_is_one_segment(library: Library, tmp_path: Path) -> None:
    """A quarter of the base changed or gone, more new than old, another order of topics, no base: one index of all courses."""
    cut = cut_of(library)
    names = list(cut.courses)

    def segments(now: Library, cut: Cut | None) -> int:
        return 1 if divide(documents(now), now, cut) is None else 2

    def without(many: int) -> Library:
        return replace(library, courses={k: c for k, c in library.courses.items() if k not in names[:many]})

    assert [segments(library, None), segments(library, Cut({})), segments(library, cut)] == [1, 1, 2]
    quarter = len(names) // 4
    assert [segments(without(quarter), cut), segments(without(quarter + 1), cut)] == [2, 1]
    draw = drawn(2)
    new = {f"new-{n}": made(draw, list(library.courses.values()), f"new-{n}") for n in range(len(names) + 1)}
    assert segments(replace(library, courses={**library.courses, **new}), cut) == 1
    topics = dict(reversed(list(library.plan.topics.items())))
    assert segments(replace(library, plan=replace(library.plan, topics=topics)), cut) == 1
    plain = write_search(documents(library), library, tmp_path)
    assert "search/base.js" not in plain
    assert not any(path.startswith("search/n/") for path in plain)


def test_a_series_is_searched_as_its_parts_are_now(library: Library) -> None:
    """A series whose part got another title is another document, though its own file stays."""
    series, part, *_ = library.courses.values()
    part = replace(part, series=series.id)
    before = replace(library, courses=library.courses | {part.id: part})
    now = replace(library, courses=library.courses | {part.id: replace(part, title="完全不同的名称")})
    division = divide(documents(now), now, cut_of(before))
    assert division
    assert [d.id for d in division.since] == [d.id for d in documents(now) if d.id in (series.id, part.id)]


def test_numbers_of_files_do_not_follow_every_course() -> None:
    """They go by the base until the library is twice as large, or half."""
    assert [counted(n, 1000) for n in (499, 500, 1000, 1024, 2000, 2001)] == [499, 1000, 1000, 1000, 1000, 2001]
    assert [counted(n, 0) for n in (0, 5)] == [0, 5]


@pytest.fixture(scope="module")
def sound(library: Library) -> dict[str, bytes]:
    """The files of a few courses of which one changed since the cut."""
    before = replace(library, courses=dict(list(library.courses.items())[:40]))
    name = next(iter(before.courses))
    now = replace(before, courses=before.courses | {name: replace(before.courses[name], title="田间地头的党课")})
    with tempfile.TemporaryDirectory() as folder:
        return write_search(documents(now), now, Path(folder), cut_of(before))


@in_node
@pytest.mark.parametrize("harm", ["missing", "cut", "of another base"])
@pytest.mark.parametrize("path", ["base", "n/p", "p", "n/x/columns", "x/columns", "n/c"])
def test_a_file_of_either_segment_that_fails_is_told(harm: str, path: str, sound: dict[str, bytes], tmp_path: Path) -> None:
    """A file that is missing, damaged or of another numbering never looks like an empty answer."""
    harmed = 0
    for name, whole in sound.items():
        text = whole.decode("ascii")
        stamp = text.split('"')[3]
        if name == f"search/{path}.js" or name.startswith(f"search/{path}/"):
            harmed += 1
            head, data = text.rsplit('","', 1)
            half = f'{head}","{data[: len(data) // 8 * 4]}");'
            text = {"missing": "", "cut": half, "of another base": text.replace(stamp, "0" * 8)}[harm]
        if text:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="ascii")
    assert harmed
    said = run(tmp_path, FAILED, ["田间地头"], opened=path != "base")[0]
    assert said.startswith(f"{'missing' if harm == 'missing' else 'damaged'} search/{path}"), said
