"""Which file holds the list of a word or character: its hash says so, so that a page needs no directory to find it.

The number of files goes by the number of courses. When that changes, courses have come or gone, and all lists are made anew
anyway.

Source: FNV-1a, Fowler, Noll, Vo, as in draft-eastlake-fnv (IETF); of its 32 bits the high ones choose the file.
"""

from __future__ import annotations

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


def bucket_of(term: bytes, files: int) -> int:
    """Return the number of the file for a term, given as UTF-16, high bytes first."""
    value = _BASIS
    for byte in term:
        value = (value ^ byte) * _PRIME & 0xFFFFFFFF
    return value * files >> 32
