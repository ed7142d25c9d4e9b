"""A library taken from another's content pack: what it holds, who made it, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.publish.signing import signatures
from courselib.publish.upstream.sources import opened
from courselib.runtime.errors import ContentError, UsageError

from ..support.sites import files_of
from ..support.upstream import add, loaded, update, write
from ..support.upstream import library as another_library
from .conftest import Library, signer


def test_a_signed_content_pack_is_taken_and_updated(library: Library, tmp_path: Path) -> None:
    """With the fingerprint it is taken; without, with another, changed or of another kind it is refused and nothing changes."""
    library.sign_with(signer(1))
    library.release("1.0")
    key = signatures.fingerprint((library.content / "releases/root/1.root.json").read_bytes())
    here = another_library(tmp_path / "here")
    pack = library.pack("1.0-content")
    address = pack.relative_to(tmp_path).as_posix()
    before = files_of(here.content)
    data = pack.read_bytes()
    for wrong_key, source in (("", f"../{address}"), ("0" * 64, f"../{address}"), (key, f"../{address.replace('content', 'full')}")):
        with pytest.raises((UsageError, ContentError)), opened(source, here.root, key=wrong_key):
            pass
    for at in range(len(data) // 7, len(data), len(data) // 5):
        pack.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises((UsageError, ContentError)), opened(f"../{address}", here.root, key=key):
            pass
    pack.write_bytes(data)
    assert files_of(here.content) == before
    add(here, "province", f"../{address}", "省库", key=key)
    now = loaded(here)
    assert now.problems == []
    assert now.library is not None
    origins = {c.source.origin.version for c in now.library.courses.values() if c.source.origin}
    assert origins == {"1.0"}
    text = (library.content / "courses/rural/skills.md").read_text(encoding="utf-8")
    (library.content / "courses/rural/skills.md").write_text(text.replace("title: ", "title: 新", 1), encoding="utf-8")
    library.release("1.1")
    text = (here.content / "upstream.yml").read_text(encoding="utf-8")
    write(here, "upstream.yml", text.replace("1.0-content", "1.1-content"))
    assert [r.id for r in update(here, "province").changed] == ["skills"]
