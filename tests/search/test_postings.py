"""Posting lists as bytes: written course by course, read back, mended."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courselib.search.shards.buckets import character_files_for
from courselib.search.shards.postings import Lists, PlainLists, decoded, encoded

COURSES = st.dictionaries(st.integers(0, 5000), st.sets(st.sampled_from("党员茶碳々"), min_size=1), min_size=1, max_size=80)


@given(COURSES)
def test_plain_lists_are_lists_without_counts(courses: dict[int, set[str]]) -> None:
    """The quick way of saying which courses have a term gives the bytes of the other, near and far courses mixed."""
    plain, full = PlainLists(), Lists()
    for number in sorted(courses):
        plain.add(number, courses[number])
        full.add(number, dict.fromkeys(sorted(courses[number]), b""))
    assert sorted(plain.items()) == sorted(full.items())


@given(COURSES)
def test_a_plain_list_reads_back(courses: dict[int, set[str]]) -> None:
    """Each list gives its courses again, and the same bytes."""
    plain = PlainLists()
    for number in sorted(courses):
        plain.add(number, courses[number])
    for term, holding, data in plain.items():
        found = decoded(data, 0)
        assert list(found) == [n for n in sorted(courses) if term in courses[n]]
        assert (holding, encoded(found)) == (len(found), data)


def test_there_are_few_files_of_characters() -> None:
    """An eighth of those of words, and one where there are any."""
    assert [character_files_for(n) for n in (0, 1, 8, 128, 1024, 8192)] == [0, 1, 1, 16, 128, 1024]
