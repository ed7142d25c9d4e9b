"""Which file holds a term's list."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.search.shards.buckets import MOST, bucket_of, files_for
from courselib.search.shards.directory import sort_key


@pytest.mark.parametrize(("documents", "files"), [
    (0, 1), (1, 1), (2, 2), (3, 2), (218, 128), (2000, 1024), (10_000, 8192), (8192, 8192), (8191, 4096), (10**6, MOST),
])
def test_files_go_by_the_number_of_courses(documents: int, files: int) -> None:
    """The power of two that is not above the number of courses, within bounds."""
    assert files_for(documents) == files


@pytest.mark.parametrize(("data", "value"), [(b"", 0x811C9DC5), (b"a", 0xE40C292C), (b"foobar", 0xBF9CF968)])
def test_the_hash_is_fnv_1a(data: bytes, value: int) -> None:
    """With as many files as there are values the number is the hash itself; the values are those that its authors publish."""
    assert bucket_of(data, 2**32) == value


@given(st.text(min_size=1, max_size=4), st.sampled_from([1, 2, 128, 8192]))
def test_every_term_has_a_file(term: str, files: int) -> None:
    """The number of a file is one of those there are."""
    assert 0 <= bucket_of(sort_key(term), files) < files


def test_pairs_of_characters_spread() -> None:
    """Neighbouring pairs of common characters do not crowd into a few files."""
    common = [chr(0x4E00 + 37 * n) for n in range(100)]
    counts = Counter(bucket_of(sort_key(a + b), 128) for a in common for b in common)
    assert len(counts) == 128
    assert max(counts.values()) < 2 * 10_000 / 128
