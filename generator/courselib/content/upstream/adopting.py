"""The files of other libraries as records of this one: named so that no two meet, changed as overlays say, each with its origin.

What was read of a file is never changed: what is made here are new results, which all checks and all that follows look at like any
other. Where one of them is at fault it is left out (``judged`` asks ``without``); a local library is never stopped by it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...library.body import digest_of, read_body
from ...library.kinds import KINDS
from ...library.links import resolve, scheme_of, site_path
from ...library.nodes import Mark
from ...library.reading import FileResult
from ...library.schema import Field
from ...library.source import PLAN_FILE
from ...library.upstream import (
    DECLARED,
    MEDIA,
    OF,
    OVERLAY,
    OVERLAYS,
    Bearings,
    Change,
    Origin,
    is_upstream,
    page_name,
    split,
)
from ...problems import ERROR, Problem, problem
from ...problems.record import quote
from ...runtime.values import Values
from ..checks.prerequisites import knots
from . import overlays as reading
from .copies import Copies, Copy, Name, copies
from .declared import declared
from .overlays import BODY, Overlay
from .references import references, renamed
from .verifying import altered, conflicts, weakened

#: Kinds in which an overlay's ID is looked for, in this order.
CHANGED = ("course", "lecturer", "venue")


@dataclass(slots=True)
class Adopted:
    """A library's files with those of other libraries made part of it. ``overlays`` are those of this library by upstream path."""

    results: dict[str, FileResult]
    problems: list[Problem] = field(default_factory=list)
    overlays: dict[str, Overlay] = field(default_factory=dict)
    #: The same records without what was changed here.
    plain: dict[str, FileResult] = field(default_factory=dict)
    copies: Copies | None = None
    #: What each record is called here.
    calls: dict[Name, str] = field(default_factory=dict)
    #: The plans of other libraries by the root of their copy.
    plans: dict[str, FileResult] = field(default_factory=dict)
    #: Of each record that this library changes: what it says before that, its body, and the change.
    seen: dict[Name, tuple[Values, str, Overlay]] = field(default_factory=dict)


def concerns(results: Mapping[str, FileResult]) -> bool:
    """Tell whether there is anything of other libraries that was not made part of this one already."""
    return any(r.kind in (DECLARED, OVERLAY) or is_upstream(path) for path, r in results.items()) and not any(
        r.origin for r in results.values())


def hangs_on(result: FileResult) -> bool:
    """Tell whether what is made of other libraries' files hangs on what a file says, and not only on its being there."""
    return is_upstream(result.path) or result.kind in (DECLARED, OVERLAY) or result.path == PLAN_FILE or (
        # Of our own these have references or links that are said in other words.
        _names_others(result) or any("upstream/" in link.target for link in result.links))


def _names_others(result: FileResult) -> bool:
    return bool(result.values and result.kind in KINDS and KINDS[result.kind].folder
                and any(OF in name for _, name in references(result.values, KINDS[result.kind].schema.fields)))


def adopt(results: Mapping[str, FileResult]) -> Adopted:
    """Return files as read with those of other libraries made part of this one."""
    return _Adopting(results).run()


class _Adopting:
    """One making of a library from its own files and those of others."""

    def __init__(self, results: Mapping[str, FileResult]) -> None:
        self.raw = results
        self.names, problems = declared(next((r for r in results.values() if r.kind == DECLARED and not is_upstream(r.path)), None))
        self.copies = copies(results, self.names)
        self.problems = [*problems, *self.copies.problems]
        self.made = Adopted({}, self.problems, copies=self.copies)
        self.calls = self.made.calls
        self.layers: dict[Name, list[tuple[Copy | None, Overlay]]] = {}
        #: What was left out because it is wrong in itself.
        self.dropped: dict[Name, FileResult] = {}
        #: What an overlay does not want.
        self.hidden: set[Name] = set()

    def run(self) -> Adopted:
        for copy in self.copies.used.values():
            self.problems += altered(copy, self.raw)
            self.drop_faulty(copy)
        self.problems += weakened(self.copies, self.raw)
        self.made.plans |= {root: r for path, r in self.raw.items() if (root := split(path)[0]) and path == f"{root}/{PLAN_FILE}"}
        self.read_overlays()
        self.drop_hidden()
        self.give_names()
        self.own()
        media = {path: r for path, r in self.raw.items() if r.kind == MEDIA and is_upstream(path)}
        counted = {copy.root for copy in self.copies.used.values()}
        for path, result in media.items():
            if split(path)[0] in counted and not result.broken:
                self.made.results[path] = dataclasses.replace(result, problems=[])
            elif split(path)[0] in counted:
                self.problems.append(left_out(result, next((p for p in result.problems if p.severity == ERROR), None)))
        for copy in self.copies.used.values():
            for (kind, key), result in copy.records.items():
                if (kind, copy.name, key) not in self.hidden:
                    self.take(copy, kind, key, result)
        self.untie()
        return self.made

    def drop_faulty(self, copy: Copy) -> None:
        """Leave out what is wrong in itself."""
        for key, result in list(copy.records.items()):
            if result.broken:
                self.dropped[key[0], copy.name, key[1]] = copy.records.pop(key)
                self.problems.append(left_out(result, next((p for p in result.problems if p.severity == ERROR), None)))
            elif any(item.get("class") for item in (result.values or {}).get("items", ())):
                del copy.records[key]  # classes are no part of what is taken: a curriculum of them says nothing here

    def read_overlays(self) -> None:
        """Read what each library changes in those below it, and what this one changes."""
        for copy in self.copies.used.values():
            for above in self.copies.above(copy):
                self.read_all(above, copy.name, above.overlays.get(copy.name, ()))
        ours: dict[str, list[FileResult]] = {}
        for path, result in sorted(self.raw.items()):
            if result.kind == OVERLAY and not is_upstream(path):
                ours.setdefault(path.split("/")[1], []).append(result)
        for name, files in ours.items():
            if name in self.copies.used:
                self.read_all(None, name, files)
            elif name in self.names:
                continue  # not taken yet, which is told
            else:
                hint = f"改成 overlays/{next(iter(self.copies.used))}/…，" if len(self.copies.used) == 1 else ""
                self.problems += [problem("U705", r.path, f"没有叫 {quote(name)} 的上游。", hint=f"{hint}名称见 content/upstream.yml。")
                                  for r in files]

    def read_all(self, above: Copy | None, owner: str, files: Iterable[FileResult]) -> None:
        copy = self.copies.used[owner]
        for result in files:
            kind = self.kind_of(copy, result)
            if kind is None:
                lost = next((r for k in CHANGED if (r := self.dropped.get((k, owner, result.id)))), None)
                if lost is not None:
                    self.not_wanted(lost, result)
                elif above is None:
                    self.problems.append(self.unknown(copy, result))
                continue
            if result.values is None:
                continue
            overlay = reading.read_overlay(result, KINDS[kind])
            if above is None:
                self.problems += overlay.problems
            if not overlay.broken:
                self.layers.setdefault((kind, owner, result.id), []).append((above, overlay))

    def not_wanted(self, lost: FileResult, result: FileResult) -> None:
        """Say nothing more of a record that is left out anyway, where an overlay does not want it."""
        if result.values is not None and reading.read_overlay(result, KINDS[lost.kind]).hide:
            self.problems[:] = [p for p in self.problems if p.path != lost.path]

    def kind_of(self, copy: Copy, result: FileResult) -> str | None:
        """Return the kind of the record that an overlay changes: the one whose folder it names, else the first that has its ID."""
        inner = split(result.path)[2].split("/")
        folders = {KINDS[kind].folder: kind for kind in CHANGED}
        kinds = (folders[inner[2]],) if len(inner) > 3 and inner[2] in folders else CHANGED
        return next((kind for kind in kinds if (kind, result.id) in copy.records), None)

    def unknown(self, copy: Copy, result: FileResult) -> Problem:
        """Return what to say of an overlay of nothing: of what is gone above, what became of it."""
        for kind in CHANGED:
            gone = copy.about.gone.get(f"{KINDS[kind].folder}/{result.id}")
            if gone is not None:
                title, now = gone.get("title", ""), gone.get("now", "")
                hint = f"它现在叫 {now}：把这个文件改名为 {now}.yml。" if now else "确实不再要的，删去这个文件；还要的，照它自建一门。"
                message = f"上游 {quote(copy.title)} 已没有 {quote(title or result.id)}，这里的改动没有地方用。"
                return problem("U711", result.path, message, hint=hint)
        from ...library import hints  # noqa: PLC0415 - hardly ever needed

        titles = {key: str((r.values or {}).get("title", "")) for (kind, key), r in copy.records.items() if kind in CHANGED}
        return problem("U705", result.path, f"上游 {quote(copy.title)} 没有编号为 {quote(result.id)} 的记录。",
                       hint=hints.nearest(result.id, titles, titles) or "文件名就是要改的那条记录的编号。")

    def drop_hidden(self) -> None:
        """Leave out what an overlay does not want."""
        for (kind, owner, key), layers in self.layers.items():
            if any(overlay.hide for _, overlay in layers):
                result = self.copies.used[owner].records[kind, key]
                self.hidden.add((kind, owner, key))
                for above, overlay in layers:
                    if above is None:
                        self.made.seen[kind, owner, key] = (result.values or {}, result.body, overlay)

    def give_names(self) -> None:
        """Give every record the name by which it is known here: its ID, or that of its library with it where another has the ID."""
        taken = {(r.kind, r.id) for path, r in self.raw.items() if not is_upstream(path)}
        for copy in self.copies.used.values():
            for kind, key in copy.records:
                if (kind, copy.name, key) in self.hidden:
                    continue
                name = key if (kind, key) not in taken else f"{copy.name}:{key}"
                taken.add((kind, name))
                self.calls[kind, copy.name, key] = name

    def ours(self, kind: str, written: str) -> str | None:
        """Return what a reference of our own is called: one that names a library is called as its record is."""
        owner, mark, key = written.partition(OF)
        return self.calls.get((kind, owner, key), written) if mark else written

    def theirs(self, copy: Copy, kind: str, written: str) -> str | None:
        """Return what a reference in a copy is called here."""
        meant = self.copies.meaning(copy, kind, written)
        return self.calls.get(meant) if meant else None

    def own(self) -> None:
        """Take over our own files; references that name a library are said as its records are called."""
        for path, result in self.raw.items():
            if is_upstream(path):
                continue
            new = result
            if result.kind in KINDS and KINDS[result.kind].folder and result.values:
                values = renamed(result.values, KINDS[result.kind].schema.fields, self.ours) if _names_others(result) else result.values
                moved = self.moved(result) if any("upstream/" in link.target for link in result.links) else ()
                if values != result.values or moved:
                    new = dataclasses.replace(result, values=values, bearings=Bearings((), moved))
            self.made.results[path] = new

    def moved(self, result: FileResult) -> tuple[tuple[str, str], ...]:
        """Return where the links of a file into other libraries lead, where paths alone do not say it."""
        places: dict[str, str] = {}
        inside = is_upstream(result.path)
        for link in result.links:
            content = None if scheme_of(link.target) else resolve(link.target, result.path)
            if not content or not (inside or is_upstream(content)):
                continue
            place = self.place(content)
            if place is None and inside:
                places[content] = ""
            elif place is not None and place != site_path(content):
                places[content] = place
        return tuple(sorted(places.items()))

    def place(self, content: str) -> str | None:
        """Return where a file of another library stands on the site; ``None`` where it is no part of it."""
        target, copy = self.raw.get(content), self.copies.of(content)
        if target is None or copy is None:
            return None
        if target.kind == MEDIA:
            return None if target.broken else site_path(content)
        name = self.calls.get((target.kind, copy.name, target.id))
        return f"{KINDS[target.kind].folder}/{page_name(name)}.html" if name else None

    def has_file(self, path: str) -> bool:
        """Tell whether an attachment of another library can be used."""
        return path in self.raw and not self.raw[path].broken

    def take(self, copy: Copy, kind: str, key: str, result: FileResult) -> None:
        """Make a record of another library one of ours."""
        schema = KINDS[kind].schema
        raw: Values = dict(result.values or {})
        raw["resources"] = [r for r in raw.get("resources", []) if not r.get("file") or self.has_file(f"{copy.root}/{MEDIA}/{r['file']}")]
        raw["resources"] = [{**r, "file": f"{copy.name}/{r['file']}"} if "file" in r else r for r in raw["resources"]]
        if not raw["resources"]:
            del raw["resources"]
        values = renamed(raw, schema.fields, lambda ref, written: self.theirs(copy, ref, written))
        new = dataclasses.replace(
            result, id=self.calls[kind, copy.name, key], values=values, problems=[], plain=result.plain, rendered=None,
            origin=Origin(copy.name, copy.title, copy.about.version, key), bearings=Bearings((), self.moved(result)),
        )
        seen = dict(result.values or {})
        for above, overlay in self.layers.get((kind, copy.name, key), ()):
            if above is None:
                self.made.plain[result.path] = new
                self.made.overlays[result.path] = overlay
                self.made.seen[kind, copy.name, key] = (seen, result.body, overlay)
                self.problems += reading.useless(seen, overlay, schema)
                self.problems += conflicts(copy, KINDS[kind], key, seen, result.body, overlay)
            new = self.changed(new, above, overlay)
            seen = reading.applied(seen, overlay)
        self.made.results[result.path] = new

    def changed(self, result: FileResult, above: Copy | None, overlay: Overlay) -> FileResult:
        """Return a record as an overlay of the library ``above`` (or of this one) has it."""
        schema = KINDS[result.kind].schema

        def name(ref: str, written: str) -> str | None:
            return self.theirs(above, ref, written) if above else self.ours(ref, written)

        said = dataclasses.replace(
            overlay, set=_media(renamed(overlay.set, schema.fields, name), above),
            add=_media(renamed(overlay.add, schema.fields, name), above))
        labels = [f.label for f in schema.fields if f.name in overlay.touched] + [reading.BODY_LABEL] * bool(overlay.append)
        change = Change(above.title if above else "", tuple(labels))
        assert result.origin is not None  # noqa: S101 - only what came from elsewhere is changed so
        new = dataclasses.replace(
            result, values=reading.applied(result.values or {}, said),
            origin=dataclasses.replace(result.origin, changes=(*result.origin.changes, change)),
            marks=_marks(result.marks, overlay.marks, overlay.touched),
        )
        if "title" in overlay.set and not overlay.append:
            new = dataclasses.replace(new, digest=digest_of(new.body, str((new.values or {}).get("title", ""))), plain=None)
        return self.appended(new, above, overlay) if overlay.append else new

    def appended(self, result: FileResult, above: Copy | None, overlay: Overlay) -> FileResult:
        """Return a record with the text that an overlay puts below its body."""
        heading = f"本地补充（{above.title}）" if above else "本地补充"
        before = result.body.rstrip("\n")
        body = f"{before}\n\n## {heading}\n\n{overlay.append}\n"
        line = body.count("\n", 0, len(before)) + 1
        title = str((result.values or {}).get("title", ""))
        alone = read_body(overlay.append, overlay.append_line, overlay.path)
        ours = dataclasses.replace(self.raw[overlay.path], links=list(alone.links), anchors=list(alone.anchors), body="")
        moved = {**dict(result.bearings.moved), **dict(self.moved(ours))}
        if above is None:
            self.made.results[overlay.path] = ours
            self.problems += alone.problems
        parts = (*result.bearings.parts, (line, overlay.path))
        whole = read_body(body, 1, result.path, title=title)
        return dataclasses.replace(
            result, body=body, digest=digest_of(body, title), plain=whole.plain, anchors=list(whole.anchors),
            bearings=Bearings(parts, tuple(sorted(moved.items()))),
        )

    def untie(self) -> None:
        """Take away what is to be learnt first where it leads back to the course: nobody here can mend other libraries' courses."""
        courses = {r.id: r for r in self.made.results.values() if r.kind == "course" and r.origin}
        graph = {key: [w for w in (r.values or {}).get("prerequisites", ()) if w in courses] for key, r in courses.items()}
        for knot in knots(graph):
            for key in knot:
                result = courses[key]
                if result.path in self.made.overlays:
                    continue
                kept = [w for w in (result.values or {})["prerequisites"] if w not in knot]
                self.made.results[result.path] = dataclasses.replace(result, values={**(result.values or {}), "prerequisites": kept})
                self.problems.append(problem("U704", result.path, "先修课程成环，没有采用这门课的先修课程。", hint=_HINT))


_HINT = "请告诉上级改；不再用它的，在 overlays 里写 hide: true。"


def left_out(result: FileResult, why: Problem | None) -> Problem:
    """Return the reminder that a record of another library is left out, with the first thing that is wrong with it."""
    reason = f"{why.message.rstrip('。')}（{why.code}）" if why else "读不出来"
    label = KINDS[result.kind].label if result.kind in KINDS else "文件"
    return problem("U704", result.path, f"这{'门' if result.kind == 'course' else '个'}{label}有错误，没有采用：{reason}。",
                   line=why.line if why else 1, column=why.column if why else 1, hint=_HINT)


def _media(values: Values, above: Copy | None) -> Values:
    """Return an overlay's values with the attachments of the library that wrote it."""
    if above is None or "resources" not in values:
        return values
    return {**values, "resources": [{**r, "file": f"{above.name}/{r['file']}"} if "file" in r else r for r in values["resources"]]}


def _marks(before: Mapping[str, list[int]], overlay: Mapping[str, Mark], touched: Iterable[str]) -> dict[str, list[int]]:
    """Return the places of fields, those that were changed in the overlay."""
    names = set(touched) - {BODY}
    kept = {name: mark for name, mark in before.items() if name.split("[")[0].split(".")[0] not in names}
    return kept | {name: list(mark) for name, mark in overlay.items() if name.split("[")[0].split(".")[0] in names}


def fields_of(kind: str) -> dict[str, Field]:
    """Return the fields of a kind by name."""
    return {f.name: f for f in KINDS[kind].schema.fields}


__all__ = ["CHANGED", "OVERLAYS", "Adopted", "adopt", "concerns", "fields_of", "left_out"]
