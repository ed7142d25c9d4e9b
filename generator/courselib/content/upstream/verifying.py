"""What is held against a copy: that nobody altered it here, that the plan asks no less than its own, that changes above are seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...library.kinds import RecordKind
from ...library.reading import FileResult
from ...library.source import PLAN_FILE
from ...library.upstream import FOLDER, MEDIA, ORIGIN, is_upstream, split
from ...problems import Problem, problem
from ...problems.record import quote
from ...runtime.hashing import hash_of_bytes
from ...runtime.values import Values
from .copies import Copies, Copy
from .overlays import BODY, Overlay, base_of, label
from .plans import weaker
from .wording import shown


def altered(copy: Copy, results: Mapping[str, FileResult]) -> list[Problem]:
    """Return the files of a copy that are not as they were taken. Attachments, which are never read, are held against it by status."""
    problems: list[Problem] = []
    wanted = dict(copy.about.files)
    for path, result in results.items():
        root, _, inner = split(path)
        if root != copy.root or result.kind == ORIGIN:
            continue
        known = wanted.pop(inner, None)
        if known is None:
            problems.append(problem("U703", path, f"上游的副本里多了 {quote(inner)}。", hint=_KEEP))
        elif result.kind != MEDIA and result.fingerprint and result.fingerprint != known:
            problems.append(problem("U703", path, "上游副本里的这个文件被改过。", hint=_KEEP))
    problems += [problem("U703", f"{copy.root}/{inner}", f"上游的副本里少了 {quote(inner)}。", hint=_KEEP)
                 for inner in wanted if not inner.startswith(f"{FOLDER}/")]
    return problems


_KEEP = "上游的副本不要改，改动请写在 overlays；恢复原样用 courselib upstream update --restore。"


def weakened(found: Copies, results: Mapping[str, FileResult]) -> list[Problem]:
    """Return what the plan asks less of than that of a library that this one stands on."""
    ours = results.get(PLAN_FILE)
    if ours is None or ours.broken:
        return []
    problems: list[Problem] = []
    for copy in found.used.values():
        theirs = results.get(f"{copy.root}/{PLAN_FILE}")
        if theirs is not None and not theirs.broken:
            problems += _told(copy, ours, theirs)
    return problems


def _told(copy: Copy, ours: FileResult, theirs: FileResult) -> Iterator[Problem]:
    used = {(r.values or {}).get("topic") for (kind, _), r in copy.records.items() if kind == "course"}
    for fault in weaker(ours.values or {}, theirs.values or {}, used):
        mark = ours.mark(fault.place)
        yield problem("U709" if fault.strict else "U710", PLAN_FILE, f"{fault.message.format(title=copy.title)}。",
                      line=mark.line, column=mark.column, hint=fault.hint)


def value_in(name: str, values: Values, body: str) -> Any:
    """Return what a record says in a field; of the body what stands for it."""
    return hash_of_bytes(body.encode("utf-8", "surrogatepass")) if name == BODY else values.get(name)


def conflicts(copy: Copy, kind: RecordKind, key: str, seen: Values, body: str, overlay: Overlay) -> list[Problem]:
    """Return the fields that an overlay changes and that were changed above since it was written: both values stay to be seen."""
    before: dict[str, Any] = copy.about.before.get(f"{kind.folder}/{key}", {})
    if overlay.base and overlay.base == base_of(seen, body, overlay):
        return []
    moved = [name for name in overlay.touched if name in before and before[name] != value_in(name, seen, body)]
    if not moved and not overlay.base:
        return []
    if not moved:
        names = "、".join(label(name, kind.schema) for name in overlay.touched)
        first = overlay.touched[0] if overlay.touched else "hide"
        return [overlay.say("U708", first, f"写这份改动以后，上级改过这条记录：{names}。", _SEEN)]
    fields = {f.name: f for f in kind.schema.fields}
    return [
        overlay.say("U708", name if name != BODY else "append", _both(name, fields, before, seen, overlay, kind), _SEEN) for name in moved
    ]


_SEEN = "本地的改动照用。看过以后还要用，运行 courselib upstream keep；不用了，删去这个字段。"


def _both(name: str, fields: Mapping[str, Any], before: Values, seen: Values, overlay: Overlay, kind: RecordKind) -> str:
    if name == BODY:
        return "上级改了正文，这里的本地补充请再看一遍。"
    ours = overlay.set.get(name, overlay.add.get(name))
    field = fields[name]
    return (f"{label(name, kind.schema)}：上级由 {quote(shown(field, before[name]))} 改为 {quote(shown(field, seen.get(name)))}，"
            f"本地是 {quote(shown(field, ours))}。")


__all__ = ["altered", "conflicts", "is_upstream", "weakened"]
