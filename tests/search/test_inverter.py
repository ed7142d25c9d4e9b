"""The quick way of writing lists gives the files that Whoosh's own methods give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import fields
from whoosh.codec.base import Segment
from whoosh.filedb.filestore import RamStorage

from courselib.content.checking import load_and_check
from courselib.search.documents import documents
from courselib.search.whoosh import index as whooshindex
from courselib.search.whoosh.inverter import CountsFieldWriter, Inverter
from courselib.search.whoosh.schema import CountsCodec, TermsField

LISTS = st.dictionaries(
    st.text("党员课程abc", min_size=1, max_size=4),
    st.dictionaries(st.integers(0, 400), st.integers(1, 70000), min_size=1, max_size=300),
    min_size=1, max_size=12,
)


def written(lists: dict[str, dict[int, int]]) -> dict[str, bytes]:
    """Return the files of a field's terms and postings."""
    storage, segment = RamStorage(), Segment("MAIN")
    inverter = Inverter()
    for number in sorted({n for found in lists.values() for n in found}):
        inverter.add_counts(number, {"title": {term: found[number] for term, found in lists.items() if number in found}})
    writer = CountsFieldWriter(CountsCodec(), storage, segment)
    writer.add_postings(fields.Schema(title=TermsField("title")), None, inverter)
    writer.close()
    return {name.rpartition(".")[2]: bytes(data) for name, data in storage.files.items()}


def one_by_one(self: CountsFieldWriter, schema: Any, lengths: Any, items: Inverter) -> None:
    """Write postings through Whoosh's own methods."""
    for field, terms in items.fields():
        self.start_field(field, schema[field])
        for term, (numbers, weights) in terms:
            self.start_term(term)
            for number, weight in zip(numbers, weights, strict=True):
                self.add(number, weight, b"", 0)
            self.finish_term()
        self.finish_field()


@given(LISTS)
def test_lists_are_written_as_whoosh_writes_them(lists: dict[str, dict[int, int]]) -> None:
    """Terms and postings are equal byte for byte, lists of one block and longer ones mixed."""
    quick = written(lists)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CountsFieldWriter, "add_postings", one_by_one)
        slow = written(lists)
    assert quick == slow
    assert set(quick) == {"trm", "pst"}


def test_a_whole_index_answers_alike(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list of an index of real courses is the same either way."""
    library = load_and_check(content).library
    assert library is not None
    made = documents(library)

    def lists(folder: Path) -> list[object]:
        folder.mkdir()
        assert whooshindex.build(folder, made, 1)
        reader = whooshindex.Reader({p.name: memoryview(p.read_bytes()) for p in folder.iterdir()})
        found = [
            (field, term, list(reader.postings(field, term.decode())))
            for field, term in reader._reader.all_terms() if field != "id"
        ]
        reader.close()
        return found

    quick = lists(tmp_path / "quick")
    monkeypatch.setattr(CountsFieldWriter, "add_postings", one_by_one)
    assert quick == lists(tmp_path / "slow")
    assert len(quick) > 100


@pytest.mark.parametrize("many", [1, 127, 128, 129, 256, 257, 400])
def test_lists_at_the_borders_of_blocks(many: int) -> None:
    """Full blocks, and lists one shorter and one longer."""
    lists = {"党": {number: 1 + number % 3 for number in range(many)}, "课": dict.fromkeys(range(many), 2)}
    quick = written(lists)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CountsFieldWriter, "add_postings", one_by_one)
        assert quick == written(lists)
