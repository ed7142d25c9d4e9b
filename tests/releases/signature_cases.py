"""Releases that are signed as they must be, and in every way in which they may not be: the cases of tests/vectors/signatures.

Each has the metadata files by name as text, the manifest's text, whether it is good, and the fingerprint. Made with python-tuf; run
``python -m tests.releases.signature_cases`` to write them anew.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from tuf.api.metadata import MetaFile, Snapshot, Timestamp

from ..support.library import REPOSITORY
from ..support.signed import UNTIL, Signing, fingerprint, key, manifest_of, signed, tree_hash

PLACE = REPOSITORY / "tests/vectors/signatures/releases.json"
_FILES = {"index.html": b"<h1>x</h1>", "a/b.js": b"1", "release.json": b'{"version":"1.0"}'}
_MANIFEST, _OTHER = manifest_of(_FILES), manifest_of({**_FILES, "index.html": b"other"})
_CUSTOM = {"library": "course-library", "tree": tree_hash(_FILES), "version": "1.0"}
#: The order of the curve: added to a signature's number it gives another that careless programs take.
_ORDER = (1 << 252) + 27742317777372353535851937790883648493


def _made(signing: Signing, number: int = 1, manifest: bytes = _MANIFEST) -> dict[str, bytes]:
    return signing.metadata(manifest, _CUSTOM, number)


def _changed(files: dict[str, bytes], name: str, change: Any) -> dict[str, bytes]:
    """Return the files with one changed as JSON by a function."""
    value = json.loads(files[name])
    change(value)
    return {**files, name: json.dumps(value).encode()}


def _signature(value: Any, text: Any) -> None:
    value["signatures"][0]["sig"] = text(value["signatures"][0]["sig"])


def _malleable(text: str) -> str:
    number = int.from_bytes(bytes.fromhex(text[64:]), "little") + _ORDER
    return text[:64] + number.to_bytes(32, "little").hex()


def cases() -> dict[str, dict[str, Any]]:
    """Return all cases by name."""
    one, other, pair = Signing(), Signing([[key(9)]]), Signing([[key(1), key(2)]], threshold=2)
    rotated = Signing([[key(1)], [key(1), key(2)], [key(3)]])
    whole, later, chain, both = _made(one), _made(one, 2), _made(rotated), _made(pair)
    foreign = _made(other)
    good = {
        "one key": whole,
        "keys that were changed twice": chain,
        "two keys of two": both,
        "one signature in vain beside a good one": _changed(whole, "timestamp.json", lambda v: v["signatures"].append(
            {"keyid": "00" * 32, "sig": "00" * 64})),
        "past its time": _made(Signing(until=datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc))),
    }
    bad = {
        "targets that nobody signed": _relisted(_changed(whole, "targets.json", lambda v: v["signatures"].clear())),
        "targets of another key": _relisted({**whole, "targets.json": foreign["targets.json"]}),
        "a snapshot that nobody signed": _relisted(_changed(whole, "snapshot.json", lambda v: v["signatures"].clear())),
        "a flipped bit in a signature": _changed(
            whole, "timestamp.json", lambda v: _signature(v, lambda t: f"{int(t[0], 16) ^ 1:x}{t[1:]}")),
        "a signature of another form": _changed(whole, "timestamp.json", lambda v: _signature(v, _malleable)),
        "a signature cut short": _changed(whole, "timestamp.json", lambda v: _signature(v, lambda t: t[:-2])),
        "a signature that is none": _changed(whole, "timestamp.json", lambda v: _signature(v, lambda _: "zz")),
        "no signature": _changed(whole, "timestamp.json", lambda v: v["signatures"].clear()),
        "a changed length": _changed(whole, "targets.json", lambda v: v["signed"]["targets"]["manifest.json"].update(length=1)),
        "one more field": _changed(whole, "timestamp.json", lambda v: v["signed"].update(more=1)),
        "one key of two": _changed(both, "timestamp.json", lambda v: v["signatures"].pop()),
        "the same key twice": _changed(both, "timestamp.json", lambda v: v["signatures"].__setitem__(1, v["signatures"][0])),
        "another root's targets": {**whole, "targets.json": foreign["targets.json"]},
        "another root": {**whole, "root.json": foreign["root.json"]},
        "another first root": {**whole, "1.root.json": foreign["1.root.json"]},
        "targets of a later release": {**whole, "targets.json": later["targets.json"]},
        "a snapshot of a later release": {**whole, "snapshot.json": later["snapshot.json"]},
        "a timestamp of a later release": {**whole, "timestamp.json": later["timestamp.json"]},
        "targets in the place of the snapshot": {**whole, "snapshot.json": whole["targets.json"]},
        "a chain with a gap": {name: data for name, data in chain.items() if name != "2.root.json"},
        "a chain without its end": {name: data for name, data in chain.items() if name != "3.root.json"},
        "a second root that the first did not sign": {**_made(Signing([[key(1)], [key(4)]])), "2.root.json": _alone([[key(1)], [key(4)]])},
        "a second root called the first": {**chain, "1.root.json": chain["2.root.json"]},
        "a rule that asks for none": _changed(whole, "1.root.json", lambda v: v["signed"]["roles"]["root"].update(threshold=0)),
        "no JSON": {**whole, "targets.json": b"{"},
        "an empty file": {**whole, "root.json": b""},
        "another manifest": _made(one, manifest=_OTHER),
        **{f"no {name}": {other: data for other, data in whole.items() if other != name} for name in whole},
    }
    return {
        name: {"files": {f: data.decode() for f, data in files.items()}, "manifest": _MANIFEST.decode(), "tree": _CUSTOM["tree"],
               "good": name in good, "fingerprint": fingerprint(files) if name in good else ""}
        for name, files in (good | bad).items()
    }


def _relisted(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files in which the snapshot lists the targets and the timestamp the snapshot, both signed by the good key."""
    signers, snapshot = [key(1)], files["snapshot.json"]
    if json.loads(snapshot)["signatures"]:
        snapshot = signed(Snapshot(1, None, UNTIL, {"targets.json": MetaFile.from_data(1, files["targets.json"], ["sha256"])}), signers)
    timestamp = signed(Timestamp(1, None, UNTIL, MetaFile.from_data(1, snapshot, ["sha256"])), signers)
    return {**files, "snapshot.json": snapshot, "timestamp.json": timestamp}


def _alone(roots: list[list[Any]]) -> bytes:
    """Return the last root with the signatures of its own keys only."""
    made = Signing(roots).metadata(_MANIFEST, _CUSTOM)
    value = json.loads(made[f"{len(roots)}.root.json"])
    own = {signer.public_key.keyid for signer in roots[-1]}
    value["signatures"] = [signature for signature in value["signatures"] if signature["keyid"] in own]
    return json.dumps(value).encode()


def text() -> str:
    """Return the file of all cases."""
    return json.dumps(cases(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PLACE.write_text(text(), encoding="utf-8", newline="\n")
