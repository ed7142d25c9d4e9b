"""Words of offices, each with what it means and how sure that is; and what means nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.exchange.lists import meanings
from courselib.exchange.lists.heads import matched
from courselib.library.naming import id_of_title
from courselib.library.schema import ID_PATTERN
from courselib.runtime.hours import COURSE_MAX, COURSE_MIN

from .test_lists import shipped


@pytest.mark.parametrize(("text", "unit", "wanted"), [
    ("4学时", "", (8, True)), ("4", "", (8, True)), ("4.5", "", (9, True)), ("半天", "", (8, False)), ("1天", "", (16, False)),
    ("一天半", "", (24, False)), ("3", "天", (48, False)), ("0.5", "天", (8, False)), ("2", "小时", (4, False)),
    ("约2学时", "", (4, False)), ("４　学时", "", (8, True)), ("一个半小时", "", (3, False)), ("2学时（含讨论）", "", (4, False)),
    ("十二学时", "", (24, True)), *((text, "", None) for text in "90分钟 4-6学时 0.3 99 半 上午 2+2 9:00-11:00".split()),
    ("", "", None), ("3", "?", None),
])
def test_hours(text: str, unit: str, wanted: tuple[int, bool] | None) -> None:
    """Figures with their measure; what could be two things is none."""
    found = meanings.hours_of(text, unit, 8)
    assert (found and (found.value, found.sure)) == wanted


@given(st.text(max_size=12))
def test_hours_of_anything(text: str) -> None:
    """Whatever stands there is hours that a course can have, or nothing."""
    found = meanings.hours_of(text, "", 8)
    assert found is None or COURSE_MIN <= found.value <= COURSE_MAX


@pytest.mark.parametrize(("title", "wanted"), [
    ("“千万工程”经验怎样学到手", "rural-qianwan"), ("廉洁从政的底线", "organs-integrity"), ("村级集体经济发展壮大的路子", None),
    ("怎样开好座谈会", None), ("党章党规逐条学", "party-constitution"), ("学习教育怎样常态化", None),
])
def test_topics_are_guessed_by_whole_phrases_alone(title: str, wanted: str | None) -> None:
    """A run of characters that happens to stand in a topic's title is no hint."""
    library = shipped().library
    assert library is not None
    found = meanings.topic_of([title], [], None, library.plan)
    assert (found and found.value) == wanted
    assert found is None or not found.sure
    # A topic of others is none for these people.
    assert meanings.topic_of(["廉洁从政的底线"], ["rural"], None, library.plan) is None


@pytest.mark.parametrize(("headings", "wanted"), [
    (["课程名称", "授课内容"], ["title", "summary"]), (["授课内容", "授课人"], ["title", "lecturers"]),
    (["课程联系人", "课程名称", "授课教师联系电话"], ["", "title", ""]), (["主讲人及职务", "题目"], ["lecturers", "title"]),
    (["专题", "对象"], ["title", "audience"]), (["专题", "课程名称"], ["topic", "title"]), (["班次名称", "天数"], ["", "hours"]),
])
def test_headings(headings: list[str], wanted: list[str]) -> None:
    """Of several words in a heading the last says what it is; each field is taken once."""
    assert [c.field for c in matched(headings, {})] == wanted


@given(st.text(max_size=90), st.integers(1, 4))
def test_ids_of_titles(title: str, times: int) -> None:
    """Whatever a title is, its ID is one, and none that is taken."""
    taken: set[str] = set()
    for _ in range(times):
        key = id_of_title(title, taken)
        assert ID_PATTERN.fullmatch(key)
        assert key not in taken
        taken.add(key)


def test_ids_are_read_as_people_read() -> None:
    """Syllables stand between hyphens, letters and figures stay whole; long ones end with a whole word."""
    assert id_of_title("2026年AI与党建", ()) == "2026-nian-ai-yu-dang-jian"
    assert id_of_title("党课", {"dang-ke", "dang-ke-2"}) == "dang-ke-3"
    assert id_of_title("学" * 40, ()) == "-".join(["xue"] * 16)
