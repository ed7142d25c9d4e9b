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
#: A file of characters for so many files of words: there are some thousand characters, however many courses.
_CHARACTERS_SHARE = 8
_BASIS, _PRIME = 0x811C9DC5, 0x01000193


def files_for(documents: int) -> int:
    """Return how many files hold the lists of so many courses: the power of two that is not above their number."""
    return min(MOST, 1 << max(0, documents.bit_length() - 1))


def character_files_for(documents: int) -> int:
    """Return how many files hold the lists of characters."""
    return max(1, files_for(documents) // _CHARACTERS_SHARE)


#: What stands before the key of a whole title or ID, so that no word is taken for one.
WHOLE_MARK = "="


def home_of(term: str) -> str:
    """Return the term in whose file a list stands: its own; for a whole title or ID, of one of the words in it.

    A query that is a title needs the lists of its words anyway: the file that says whose title it is costs it nothing then.
    """
    if not term.startswith(WHOLE_MARK):
        return term
    key = term[len(WHOLE_MARK):]
    words = analysis.all_query_terms(key)
    return words[bucket_of(sort_key(key), len(words))]


def bucket_of(term: bytes, files: int) -> int:
    """Return the number of the file for a term, given as UTF-16, high bytes first."""
    value = _BASIS
    for byte in term:
        value = (value ^ byte) * _PRIME & 0xFFFFFFFF
    return value * files >> 32
