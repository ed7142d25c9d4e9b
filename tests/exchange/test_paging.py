"""Pages of a long list: every record on one of them, and one record more changes no other page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.exchange import paging

IDS = st.sets(st.from_regex(r"[a-z0-9][a-z0-9-]{0,5}", fullmatch=True), max_size=40)


@pytest.fixture(autouse=True, scope="module")
def _short_pages() -> object:
    """Pages of three records or so, so that a few make many pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "_MEAN", 3)
        yield


@given(IDS)
def test_pages_hold_all_in_order(ids: set[str]) -> None:
    """Page after page, the records stand in order of ID, each once; no page is empty, no two have one name."""
    pages = paging.pages_of(ids)
    assert [key for page in pages.values() for key in page] == sorted(ids)
    assert all(pages.values())
    assert [name for name in pages if not name.startswith("from-")] == (["first"] if ids else [])


@given(IDS.filter(bool), st.data())
def test_one_more_changes_one_page(ids: set[str], data: st.DataObject) -> None:
    """All other pages stay as they are, under their names; where the new one begins a page, it takes what follows out of another."""
    new = data.draw(st.sampled_from(sorted(ids)))
    before, after = paging.pages_of(ids - {new}), paging.pages_of(ids)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert any(new in after.get(name, ()) for name in changed)
    # A page begun by the new one; that which lost its end to it; the old beginning of all, where the new one is the first.
    assert len(changed) <= 2
    assert {key for name in changed for key in before.get(name, ())} == {key for name in changed for key in after.get(name, ())} - {new}


def test_a_page_is_not_long() -> None:
    """Of many records no page has a great share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "_MEAN", 128)
        sizes = [len(page) for page in paging.pages_of(f"course-{n}" for n in range(20_000)).values()]
    assert 100 < len(sizes) < 240
    assert max(sizes) < 1500
