"""A patch makes the new file out of the old one, is never larger than what it replaces, and refuses what was not meant for it."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.publish.packs import patches
from courselib.publish.packs.patches import RefusedPatchError, apply, make, worth

_TEXT = st.one_of(
    st.binary(max_size=400),
    st.text("ab\n,>课程", max_size=400).map(lambda t: t.encode()),
    st.builds(lambda piece, n: piece * n, st.binary(min_size=1, max_size=40), st.integers(0, 60)),
)


@st.composite
def _edited(draw: st.DrawFn) -> tuple[bytes, bytes]:
    old = b"".join(draw(st.lists(_TEXT, max_size=6)))
    new = old
    for _ in range(draw(st.integers(0, 5))):
        at, length = draw(st.integers(0, len(new))), draw(st.integers(0, 200))
        moved = new[at : at + length] if draw(st.booleans()) else b""
        new = new[:at] + draw(_TEXT) + moved + new[at + length :]
    return old, new


@settings(deadline=None, max_examples=300)
@given(files=_edited())
def test_round_trip_and_size(files: tuple[bytes, bytes]) -> None:
    old, new = files
    patch, data = make(old, new)
    assert apply(old, patch, data, len(new)) == new
    assert len(patch) + len(data) <= len(new) + 32
    assert (patch, data) == make(old, new)


def _words(chosen: random.Random, kind: str) -> bytes:
    if kind == "json":
        rows = [{"id": f"c{n}", "title": "".join(chosen.choices("党员教育培训课程", k=9)), "n": chosen.random()} for n in range(900)]
        return json.dumps(rows, separators=(",", ":")).encode()
    if kind == "page":
        return "".join(f"<p class=a>{''.join(chosen.choices('村社组织振兴学习', k=20))}</p>" for _ in range(900)).encode()
    if kind == "script":
        return b"f(" + bytes(chosen.choices(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", k=60_000)) + b")"
    return bytes(chosen.getrandbits(8) for _ in range(60_000))


@pytest.mark.parametrize("kind", ["json", "page", "script", "bytes"])
def test_small_edits_make_small_patches(kind: str) -> None:
    """Whatever the text is, one line or many: three edits that move all that follows cost three places."""
    chosen = random.Random(16)  # noqa: S311
    old = new = _words(chosen, kind)
    for _ in range(3):
        at = chosen.randrange(len(new))
        new = new[:at] + b"edited here" + new[at + 5 :]
    patch, data = make(old, new)
    assert patch.count(b"\n") <= 9
    assert len(data) < 3 * 400
    assert apply(old, patch, data, len(new)) == new
    assert worth(new, patch, data)


def test_blocks_that_change_places_are_copied() -> None:
    chosen = random.Random(2)  # noqa: S311
    blocks = [_words(chosen, "script")[:3000] for _ in range(6)]
    patch, data = make(b"".join(blocks), b"".join(reversed(blocks)))
    assert len(data) < 6 * 300
    assert patch.count(b"copy") == 6


@pytest.mark.parametrize("old_new", [(b"a", b"b"), (b"a\n", b"b,"), (b"ab" * 7, b"a"), (b"", b"x"), (b"\n,", b">")])
def test_the_work_grows_as_the_files_do(old_new: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts made to match everywhere and nowhere: the bytes compared are a few times those there are."""
    def cost(times: int) -> int:
        compared = 0
        agreeing, before = patches._agreeing, patches._agreeing_before

        def counted(old: bytes, new: bytes, a: int, b: int) -> int:
            nonlocal compared
            found = agreeing(old, new, a, b)
            compared += found + 64
            return found

        def counted_before(old: bytes, new: bytes, a: int, b: int, floor: int) -> int:
            nonlocal compared
            found = before(old, new, a, b, floor)
            compared += found + 1
            return found

        with monkeypatch.context() as patch:
            patch.setattr(patches, "_agreeing", counted)
            patch.setattr(patches, "_agreeing_before", counted_before)
            one, two = old_new
            make((one * 999 + two) * times + one * 500, (one * 998 + two * 2) * times + two * 500)
        return compared

    size = 2_000 * max(map(len, old_new))
    assert cost(20) <= 8 * 20 * size
    assert cost(40) <= 8 * 40 * size


@pytest.mark.parametrize(("patch", "data"), [
    (b"", b""), (b"copy 0 5\n", b""), (b"copy 0 4", b""), (b"copy 1 4\n", b""), (b"copy 0 4\ncopy 0 4\n", b""), (b"copy 0 4\n", b"x"),
    (b"add 0 4\n", b"abc"), (b"add 1 3\n", b"abcd"), (b"add 0 2\nadd 0 2\n", b"ab"), (b"copy -1 4\n", b""), (b"copy 00 4\n", b""),
    (b"copy 0 0\ncopy 0 4\n", b""), (b"move 0 4\n", b""), (b"copy 0 4 \n", b""), (b"copy 0 4\r\n", b""), (b"copy 0 4\n\n", b""),
    (b"copy 0 9999999999999\n", b""), ("copy ٠ ٤\n".encode(), b""), (b"add 0 4\n", b"abcde"),
])
def test_patches_that_are_refused(patch: bytes, data: bytes) -> None:
    with pytest.raises(RefusedPatchError) as refusal:
        apply(b"1234", patch, data, 4)
    assert refusal.value.message


def test_a_patch_cannot_make_more_than_was_told() -> None:
    with pytest.raises(RefusedPatchError):
        apply(b"x" * 1000, b"copy 0 1000\n" * 100_000, b"", 1000)


def test_a_patch_that_saves_little_is_not_worth_it() -> None:
    chosen = random.Random(3)  # noqa: S311
    new = bytes(chosen.getrandbits(8) for _ in range(4000))
    assert not worth(new, b"add 0 4000\n", new)
    assert not worth(b"short", b"copy 0 5\n", b"")
    assert worth(new, b"copy 0 4000\n", b"")
