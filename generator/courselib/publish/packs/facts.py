"""``pack.json``: what a pack says of itself, read as if a stranger had written it."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...library.release import Version
from ...runtime.errors import ContentError
from ...runtime.paths import is_plain
from .trees import MANIFEST, MAX_PATH, RELEASE_FOLDER, Entry

FULL, DELTA, CONTENT = "full", "delta", "content"
#: No pack has so many members that this would not do.
LARGEST = 64 << 20
_LIBRARY = re.compile(r"[a-z0-9-]{1,40}")
_HASH = re.compile(r"[0-9a-f]{64}")
_KEYS = {"format", "kind", "library", "version", "from", "on", "tree", "manifest", "members", "removed", "patched"}


class RefusedPackError(ContentError):
    """A pack is damaged, forged or not for this site."""


@dataclass(frozen=True, slots=True)
class Change:
    """Hashes of a file, or of all files, before an update and after it; ``before`` is empty for a full pack."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a pack is, which release it brings, and from which state of the site it starts."""

    kind: str
    library: str
    version: str
    since: str
    on: str
    tree: Change
    manifest: Change
    members: Mapping[str, Entry]
    removed: frozenset[str]
    patched: Mapping[str, Change]

    @property
    def target(self) -> str:
        """The path under which the pack's ``pack.json`` is signed."""
        return f"pack/{self.since or self.kind}.json"


def is_version(text: str) -> bool:
    """Tell whether a text writes a version."""
    try:
        Version.parse(text)
    except ValueError:
        return False
    return True


def parse(data: bytes) -> Facts:
    """Return what a ``pack.json`` says. Raises ``RefusedPackError`` for one that ``courselib release`` would not write."""
    try:
        value: Any = json.loads(data)
        if json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n" != data:
            raise refused("pack.json 的写法不对")
        return _facts(value)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise refused("pack.json 不合格式") from error


def refused(why: str) -> RefusedPackError:
    """Return the refusal of a pack that is not as it was made."""
    return RefusedPackError(f"更新包有问题：{why}。站点没有动。", "这份更新包坏了，或被人改过：不要使用，从发布的人那里重新取一份。")


def _facts(value: Mapping[str, Any]) -> Facts:
    if set(value) != _KEYS:
        raise refused("pack.json 不合格式")
    if value["format"] != 1 or type(value["format"]) is not int:
        raise RefusedPackError("更新包是更新版本的工具做的，这里读不懂。站点没有动。", "先更新 courselib，再试。")
    kind, since = value["kind"], value["from"]
    members = _exact(value["members"], "size", "sha256")
    facts = Facts(
        _one(kind in (FULL, DELTA, CONTENT), kind), _text(value["library"], _LIBRARY), _version(value["version"]),
        _version(since) if since else "", _date(value["on"]), _change(value["tree"]), _change(value["manifest"]),
        {_path(name): Entry(_size(entry["size"]), _text(entry["sha256"], _HASH)) for name, entry in members},
        frozenset(_site_path(path) for path in value["removed"]),
        {_site_path(path): _change(change) for path, change in value["patched"].items()},
    )
    delta = kind == DELTA
    _one(value["removed"] == sorted(facts.removed) and type(since) is str, None)
    _one(delta == bool(since) and (not since or Version(since) < Version(facts.version)), None)
    _one(delta or not (facts.removed or facts.patched), None)
    _one(all(change.before and change.after for change in facts.patched.values()), None)
    starts = (facts.tree.before, facts.manifest.before)
    _one(all(starts) if delta else not any(starts), None)
    _one(kind == CONTENT or bool(facts.tree.after and facts.manifest.after), None)
    return facts


def _one(right: bool, value: Any) -> Any:
    if not right:
        raise refused("pack.json 不合格式")
    return value


def _exact(value: Mapping[str, Any], *keys: str) -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, _one(set(facts) == set(keys), facts)) for name, facts in value.items()]


def _text(value: Any, form: re.Pattern[str]) -> str:
    return str(_one(isinstance(value, str) and form.fullmatch(value) is not None, value))


def _version(value: Any) -> str:
    return str(_one(isinstance(value, str) and is_version(value), value))


def _size(value: Any) -> int:
    return int(_one(type(value) is int and 0 <= value < 1 << 40, value))


def _date(value: Any) -> str:
    return str(_one(isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value, value))


def _path(value: Any) -> str:
    return str(_one(isinstance(value, str) and value.isascii() and len(value) <= MAX_PATH and is_plain(value), value))


def _site_path(value: Any) -> str:
    return str(_one(_path(value).partition("/")[0] != RELEASE_FOLDER, value))


def _change(value: Any) -> Change:
    _one(isinstance(value, dict) and set(value) == {"before", "after"}, None)
    return Change(*(_text(value[key], _HASH) if value[key] != "" else "" for key in ("before", "after")))


__all__ = ["CONTENT", "DELTA", "FULL", "LARGEST", "MANIFEST", "Change", "Facts", "RefusedPackError", "is_version", "parse", "refused"]
