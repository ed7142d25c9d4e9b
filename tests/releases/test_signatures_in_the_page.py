"""The page's reading of signatures, manifests and hashes against vectors, with the browser's own cryptography and with ours."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from securesystemslib.formats import encode_canonical

from courselib.publish.signing import signatures

from ..support.needs import needs_program
from ..support.scripts import in_node, node, script
from ..support.signed import manifest_of, tree_hash
from .signature_cases import PLACE, text

_TODAY = datetime.date(2026, 11, 27)
pytestmark = needs_program(node(), "node is not installed")
_VERIFIED = """function (cases) {
  const modules = window.CourseLib.modules, bytes = text => new TextEncoder().encode(text);
  return Promise.all(cases.map(function (one) {
    const files = new Map(Object.keys(one.files).map(name => [name, bytes(one.files[name])]));
    return modules.verify_signatures.verified(files, {bytes: bytes(one.manifest), tree: one.tree})
      .then(told => told.fingerprint, error => error.reason ? "" : "error " + error);
  }));
}"""
_WITHOUT = 'Object.defineProperty(globalThis, "crypto", {value: {}});\n'


def code(own: bool) -> str:
    """Return the modules' script; ``own`` takes the browser's cryptography away."""
    return (_WITHOUT if own else "") + script("verify/signatures.js", "verify/manifest.js", "verify/canonical.js", "verify/hashing.js")


def test_the_vectors_are_those_of_the_cases() -> None:
    """They are kept as data for other readers."""
    assert PLACE.read_text(encoding="utf-8") == text()


@pytest.mark.parametrize("own", [False, True])
def test_every_case(own: bool) -> None:
    """Good ones give their fingerprint, all others are refused in words."""
    cases: dict[str, Any] = json.loads(PLACE.read_text(encoding="utf-8"))
    told = in_node(code(own), _VERIFIED, list(cases.values()))
    assert dict(zip(cases, told, strict=True)) == {name: case["fingerprint"] for name, case in cases.items()}


def test_every_case_in_python() -> None:
    """The program takes the same releases, whoever is trusted."""
    for name, case in json.loads(PLACE.read_text(encoding="utf-8")).items():
        files = {path: text.encode() for path, text in case["files"].items()}
        try:
            first = signatures.first_trusted(files, case["fingerprint"] or signatures.fingerprint(files.get("1.root.json", b"")))
            # A fingerprint of a later root is nobody's: the page, which is told none, looks at the number.
            good = json.loads(first)["signed"]["version"] == 1
            signatures.verify(files, first, _TODAY).check("manifest.json", case["manifest"].encode())
        except signatures.RefusedSignatureError:
            good = False
        assert good == case["good"], name


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcXYZ019_.-\"\\ é"), inner), max_leaves=20,
)


@given(st.lists(_VALUES, max_size=30))
def _canonical(values: list[Any]) -> None:
    told = in_node(code(False), "values => values.map(window.CourseLib.modules.verify_canonical.canonical)", values)
    assert told == [encode_canonical(value) for value in values]


def test_canonical_json() -> None:
    """What is signed is written as securesystemslib writes it."""
    _canonical()


def test_the_order_of_names() -> None:
    """A folder stands among files by its name with the slash; a manifest that the program would not write is none."""
    files = {"a": b"", "a-b/c": b"1", "a.b": b"2", "a0/x/y": b"3", "a0/x-y": b"4", "a0.txt": b"5"}
    good = manifest_of(files).decode()
    parsed = """texts => texts.map(text => {
      try { return window.CourseLib.modules.verify_manifest.parsed(text).tree; } catch (error) { return ""; }
    })"""
    bad = [
        good.replace("\n", ""), good + " ", good.replace('"size":1', '"size":2', 1).replace('"a.b"', '"a.c"'), "{}", "[]", "null", "{", "",
        *(manifest_of({**files, name: b""}).decode() for name in (
            "../x", "/x", "a//b", "x/./y", "c:x", "x\\y", "CON", "aux.txt", "x.", "x ", "manifest.json", "release/x", "A.B", "a0.TXT", "é",
        )),
    ]
    assert in_node(code(False), parsed, [good, *bad]) == [tree_hash(files), *[""] * len(bad)]


@pytest.mark.parametrize("own", [False, True])
def test_hashes(own: bool) -> None:
    """Of every length around the edges of a block."""
    sizes = [*range(130), 1000, 70000]
    hashed = "sizes => Promise.all(sizes.map(n => window.CourseLib.modules.verify_hashing.sha256(new Uint8Array(n).fill(7))))"
    assert in_node(code(own), hashed, sizes) == [hashlib.sha256(b"\7" * size).hexdigest() for size in sizes]
