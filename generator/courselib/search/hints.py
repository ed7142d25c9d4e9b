"""What a query's own words hint at: what they were probably meant to be, and filters that they name."""

from __future__ import annotations

from functools import lru_cache

from ..library.model import Library
from . import filterwords, offers, slips, sounds
from .engine import Filters, Found, Postings


def hints(index: Postings, query: str, filters: Filters, found: Found, library: Library) -> tuple[str, list[offers.Offer]]:
    """Return the query that was probably meant, empty where there is nothing better, and the filters to offer."""
    documents = list(index.documents.values())
    words = filterwords.filter_words(library, documents)
    day = library.plan.hours_per_day * 2
    meant = slips.mended(index, query, filters, found, lru_cache(lambda: sounds.words(documents)))
    return meant, offers.offers(index, query, filters, found, words, day)
