"""Which file holds the list of a word or character: its hash says so, so that a page needs no directory to find it.

The number of files goes by the number of courses. When that changes, courses have come or gone, and all lists are made anew
anyway.

Source: FNV-1a, Fowler, Noll, Vo, as in draft-eastlake-fnv (IETF); of its 32 bits the high ones choose the file.
"""

from __future__ import annotations

from .. import analysis
from .directory import sort_key

#: More files than this would be a burden on a USB stick; above so many courses they grow instead.
MOST = 8192
#: The same for files of what courses say in full.
MOST_TEXTS = 32768
#: So many files for each course of a small segment, and so many times fewer of them at most.
_SMALL_SHARE = 8
#: A file of characters for so many files of words: there are some thousand characters, however many courses.
_CHARACTERS_SHARE = 8
_BASIS, _PRIME = 0x811C9DC5, 0x01000193
#: Where digests begin, so that they say something else than the number of the file.
_OTHER_BASIS = 0x050C5D1F


def files_for(documents: int) -> int:
    """Return how many files hold the lists of so many courses: the power of two that is not above their number."""
    return min(MOST, 1 << max(0, documents.bit_length() - 1))


def files_since(courses: int) -> int:
    """Return how many files hold the lists of the small segment: enough that what a query loads of it beside the base is little."""
    return min(MOST // _SMALL_SHARE, 1 << (courses * _SMALL_SHARE - 1).bit_length()) if courses else 0


def character_files_for(words: int) -> int:
    """Return how many files hold the lists of characters, beside so many of words."""
    return max(min(1, words), words // _CHARACTERS_SHARE)


def text_files_for(courses: int) -> int:
    """Return how many files hold what so many courses say in full: the power of two that is not above half of their number."""
    return min(MOST_TEXTS, 1 << max(0, (courses // 2).bit_length() - 1))


#: What stands before the digest of a whole title or ID, so that no word is taken for one; and how long the digest is.
WHOLE_MARK, _DIGEST = "=", 8


def whole_term(key: str) -> str:
    """Return the term of a whole title or ID, which must not be empty: a digest of its key, then one of the words in it.

    Its list stands in the file of that word: a query that is a title needs the lists of its words anyway, and the file that says whose
    title it is costs it nothing then. Titles as they are would be most of such a file.
    """
    words = analysis.all_query_terms(key)
    code = sort_key(key)
    return f"{WHOLE_MARK}{_hash(code, _OTHER_BASIS):08x}{words[bucket_of(code, len(words))]}"


def home_of(term: str) -> str:
    """Return the term in whose file a list stands: its own; for a whole title or ID, the word that it names."""
    return term[len(WHOLE_MARK) + _DIGEST :] if term.startswith(WHOLE_MARK) else term


def bucket_of(term: bytes, files: int) -> int:
    """Return the number of the file for a term, given as UTF-16, high bytes first."""
    return _hash(term, _BASIS) * files >> 32


def digest(term: str) -> str:
    """Return a name of sixteen digits for a term: what is found by it needs no directory."""
    code = sort_key(term)
    return f"{_hash(code, _BASIS):08x}{_hash(code, _OTHER_BASIS):08x}"


def _hash(data: bytes, value: int) -> int:
    for byte in data:
        value = (value ^ byte) * _PRIME & 0xFFFFFFFF
    return value
