"""A new record's file: where it goes, what is wrong with the values it begins with. Judged by the same code as ``check``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ..library import hints
from ..library.fields import ID_PATTERN
from ..library.kinds import RecordKind
from ..library.meaning import mended
from ..library.model import ALL, Plan
from ..library.reading import read_file
from ..library.schema import PLAN_LISTS, Field, Kind
from ..library.source import Entry
from ..problems import ERROR, Problem
from ..runtime.errors import UsageError
from .checks import check_all
from .loading import Loaded
from .template import template

Value = str | list[str]
_FOLDER = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MAX_FOLDERS = 6
_SEPARATORS = re.compile(r"[\s,，、;；\[\]【】［］]+")


class Beginning:
    """The file of a record that does not exist yet. Raises ``UsageError`` for an ID that cannot be one, or that is taken."""

    def __init__(self, kind: RecordKind, key: str, loaded: Loaded, plan: Plan) -> None:
        self.kind = kind
        self.key = key
        self.values: dict[str, Value] = {}
        self._loaded = loaded
        self._plan = plan
        if not ID_PATTERN.fullmatch(key):
            folded = re.sub(r"[^a-z0-9-]+", "-", key.lower()).strip("-")[:64]
            raise UsageError(f"“{key}”不能作为编号。",
                             f"是否想写 {folded}？" if folded else "编号只用小写字母、数字和短横线，最多 64 个字符。")
        taken = next((r.path for r in loaded.results.values() if r.kind == kind.name and r.id == key), None)
        if taken:
            raise UsageError(f"编号 {key} 已有：{taken}。", "换一个编号，或直接改那个文件。")

    @property
    def labels(self) -> dict[str, dict[str, str]]:
        """Names of what fields may point to, by kind of record and ID."""
        plan = self._plan
        several = any(f.ref == "sector" and f.many for f in self.kind.schema.fields)
        return {ref: {key: title for key, title in plan.names(ref).items() if several or key != ALL} for ref in PLAN_LISTS}

    def choices(self, field: Field) -> dict[str, str]:
        """Return the values that a field may have with their names, as far as they are few enough to be known."""
        if field.kind is Kind.BOOL:
            return {"true": "是", "false": "否"}
        return self.labels.get(field.ref, {}) or dict(field.choices)

    def meant(self, field: Field, text: str) -> Value:
        """Return what an author wrote as a value: names become IDs, and what has one right form gets it."""
        if field.many:
            return [self._one(field, part) for part in _SEPARATORS.split(text) if part]
        return self._one(field, text.strip())

    def _one(self, field: Field, text: str) -> str:
        by_name = {name: value for value, name in self.choices(field).items()}
        known = {kind: frozenset(names) for kind, names in self.labels.items()}
        return by_name.get(text) or mended(field, text, known) or text

    def faults(self, field: Field, value: Value) -> list[Problem]:
        """Return what ``check`` would say of a value of a field and of those that are set, taken together."""
        values = self.values | {field.name: value}
        path = self.kind.file_of(self.key)
        result = read_file(Entry(path, self.kind.name, self.key, 0, 0, 0), self._text(values).encode())
        # What is still to be filled is no fault of this value.
        known = {"plan", "media", *(f.ref for f in self.kind.schema.fields if f.required)}
        others = [r for r in self._loaded.results.values() if r.kind in known]
        problems = [*result.problems, *check_all([*others, result], self._plan)]
        lines = {n for n, line in enumerate(self._text(values).split("\n"), 1) if line.partition(":")[0] in values}
        return sorted({p for p in problems if p.severity == ERROR and p.line in lines})

    def near(self, field: Field, text: str) -> str:
        """Return “是否想写 …” for a value that is none."""
        names = self.choices(field)
        return hints.nearest(text, names, names)

    def text(self) -> str:
        """Return the file's text."""
        return self._text(self.values)

    def _text(self, values: Mapping[str, str | Sequence[str]]) -> str:
        return template(self.kind, values, self._plan.start)

    def path(self, folder: str | None) -> str:
        """Return the content path; of a course in ``folder`` below its own, or where courses like it stand.

        Raises ``UsageError`` for a folder that content files may not stand in.
        """
        if folder is None:
            folder = self._usual_folder() if self.kind.outlined else ""
        parts = [p for p in folder.strip("/").split("/") if p]
        if len(parts) > _MAX_FOLDERS or not all(_FOLDER.fullmatch(p) for p in parts):
            raise UsageError(f"“{folder}”不能作为文件夹。", "写 content/courses 里的文件夹，如 rural；只用小写字母、数字和横线。")
        return self.kind.file_of(self.key, "/".join(parts))

    def _usual_folder(self) -> str:
        """Return the folder in which most courses of the same topic stand, else the one named after its sector."""
        name = self.values.get("topic", "")
        topic = self._plan.topics.get(name) if isinstance(name, str) else None
        if topic is None:
            return ""
        files = (r for r in self._loaded.results.values() if r.kind == "course" and (r.values or {}).get("topic") == topic.id)
        folders = Counter("/".join(r.path.split("/")[1:-1]) for r in files)
        return max(sorted(folders), key=folders.__getitem__) if folders else topic.sector

