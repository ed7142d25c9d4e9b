"""Why a course was found: the sentence that is chosen, the same in Python and in the browser's script."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from courselib.content.checking import load_and_check
from courselib.library.model import Library
from courselib.search import fulltexts, marks, passages, question
from courselib.search.shards.buckets import text_files_for
from courselib.search.t2s_table import SIMPLIFIED, TRADITIONAL

from ..support.library import REPOSITORY
from ..support.needs import needed
from ..support.scripts import in_node, node, script

VECTORS: list[dict[str, Any]] = json.loads((REPOSITORY / "tests" / "vectors" / "passages" / "passages.json").read_text(encoding="utf-8"))
_WORK = """given => {
  const m = CourseLib.modules;
  m.search_analysis.useTable(given.table[0], given.table[1]);
  return given.cases.map(c => {
    const ways = m.search_question.parse(c.query, m.search_analysis).ways.map(way => way.terms);
    const readings = new Map(Object.keys(c.readings).map(character => [character, c.readings[character]]));
    const others = m.search_passages.standIns(ways, c.others).concat(m.search_passages.readAs(ways, c.shown, readings));
    return {
      in_view: m.search_passages.isInView(ways, others, c.shown), marks: m.search_passages.marksOf(ways, others),
      pieces: m.search_passages.passage(ways, others, c.shown, c.lines)
    };
  });
}"""


def here(case: dict[str, Any]) -> dict[str, Any]:
    """Return what Python makes of a case."""
    ways = [way.terms for way in question.parse(case["query"]).ways]
    others = [*passages.stand_ins(ways, case["others"]), *passages.read_as(ways, case["shown"], case["readings"])]
    return {
        "in_view": passages.is_in_view(ways, others, case["shown"]), "marks": passages.marks_of(ways, others),
        "pieces": [list(piece) for piece in passages.passage(ways, others, case["shown"], case["lines"])],
    }


def there(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the browser's script makes of cases."""
    needed(node(), "node")
    code = script("search/passages.js", "search/question.js")
    found: list[dict[str, Any]] = in_node(code, _WORK, {"table": [TRADITIONAL, SIMPLIFIED], "cases": cases})
    return found


@pytest.fixture(scope="module")
def library() -> Library:
    """The repository's own content."""
    found = load_and_check(REPOSITORY / "content").library
    assert found is not None
    return found


def test_shared_vectors() -> None:
    """Every shared vector gives its passage, in both."""
    expected = [{key: case[key] for key in ("in_view", "marks", "pieces")} for case in VECTORS]
    for case, found, wanted in zip(VECTORS, map(here, VECTORS), expected, strict=True):
        assert found == wanted, case["name"]
    for case, found, wanted in zip(VECTORS, there(VECTORS), expected, strict=True):
        assert found == wanted, case["name"]


def drawn(count: int) -> list[dict[str, Any]]:
    """Return cases of texts from a small alphabet, in which terms stand in all ways."""
    draw = random.Random(11)  # noqa: S311 - a repeatable draw
    pool = "防汛抢险農村农党员二十大AI税a1 ，。、；！？…“”《》:<>&\u3000\u200b😀𠀀重复"

    def text(least: int, most: int) -> str:
        return "".join(draw.choice(pool) for _ in range(draw.randint(least, most)))

    return [{
        "query": " ".join(text(1, 4) for _ in range(draw.randint(1, 3))),
        "others": [[text(1, 3), [text(1, 3)]] for _ in range(draw.randint(0, 2))],
        "readings": {"防": ["fang"], "农": ["a", "nong"], "大": ["a", "da", "dai"]},
        "shown": [text(0, 12)], "lines": [text(0, 160) for _ in range(draw.randint(1, 4))],
    } for _ in range(count)]


def test_drawn_texts_alike() -> None:
    """Three thousand drawn cases come out alike in both; a passage is short, and a part of its text."""
    cases = drawn(3000)
    shown = 0
    for case, found in zip(cases, there(cases), strict=True):
        own = here(case)
        assert found == own, case
        text = "".join(piece for piece, _ in own["pieces"])
        shown += bool(text)
        assert len(text) <= passages.MOST + 2
        assert not text or any(marked for _, marked in own["pieces"])
        # A text may have an ellipsis of its own.
        assert not text or any(kept in line for line in case["lines"] for kept in (text, text[1:], text[:-1], text[1:-1]))
    assert shown > 300


def test_real_texts_alike(library: Library) -> None:
    """Words from everywhere in the shipped courses give the same passages in both, nearly always one."""
    draw = random.Random(3)  # noqa: S311 - a repeatable draw
    texts = fulltexts.FullTexts(library)
    courses = [course for _, course in sorted(library.courses.items()) if course.status == "published"]
    cases = []
    for course in draw.sample(courses, 60):
        full = texts.of(course)
        lines = [line for line in full.lines if len(line) > 12]
        for _ in range(5):
            line = draw.choice(lines)
            at = draw.randrange(len(line) - 4)
            cases.append({
                "query": line[at : at + draw.choice((2, 4))], "others": [[other, list(own)] for other, own in full.others], "readings": {},
                "shown": [course.title, course.summary], "lines": list(full.lines),
            })
    found = there(cases)
    assert found == [here(case) for case in cases]
    assert sum(bool(row["pieces"]) or row["in_view"] for row in found) > 0.9 * len(found)


def test_marks_make_up_the_text() -> None:
    """Pieces are the whole text, whatever is marked in it."""
    for case in drawn(300):
        for line in case["lines"]:
            assert "".join(piece for piece, _ in marks.split(line, case["query"].split())) == line


def test_full_text_has_what_is_searched(library: Library) -> None:
    """Lecturers, keywords and the like stand below the body with their labels; a series lists no titles of its parts."""
    texts = fulltexts.FullTexts(library)
    course = library.courses["rural-flood-response"]
    lines = texts.of(course).lines
    assert any(line.startswith("关键词：") for line in lines)
    assert any(line.startswith("方式：") for line in lines)
    for series in {c.series for c in library.courses.values() if c.series}:
        parts = {c.title for c in library.courses.values() if c.series == series}
        assert not parts & set(texts.of(library.courses[series]).lines)


def test_every_course_has_its_file() -> None:
    """Files are a power of two, about one for two courses and more, and each course has one whatever its ID."""
    assert [text_files_for(n) for n in (0, 1, 2, 3, 4, 218, 10_000, 1_000_000)] == [1, 1, 1, 1, 2, 64, 4096, 32768]
    keys = {fulltexts.key_of(f"course-{n}", 64) for n in range(2000)}
    assert len(keys) == 64
    assert all(key.startswith("texts/00/") for key in keys)


def test_readings() -> None:
    """Syllables of common characters, all that they have."""
    found = fulltexts.readings()
    assert found["农"] == ("nong",)
    assert {"zhong", "chong"} <= set(found["重"])
    assert "lv" in found["律"]
    assert len(found) == 3755
