"""From checked values to frozen records."""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import cache
from keyword import iskeyword
from typing import TypeVar, get_args, get_type_hints

from ..library import model
from ..library.attachments import Attachment
from ..library.kinds import KINDS, Record
from ..library.links import resolve, scheme_of, site_path
from ..library.reading import FileResult
from ..library.upstream import MEDIA
from ..runtime.hours import HALF_HOURS_PER_HOUR
from ..runtime.values import Checked, Values

#: The roles of a plan that was written before plans named them.
_USUAL_ROLES = (("member", "党员", "一"), ("secretary", "基层党组织书记", "一"), ("party-worker", "党务工作者", "(十四)"))
_MEDIA = f"{MEDIA}/"
R = TypeVar("R", bound=Record)


def _tuples(values: Values) -> Values:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}


def source_of(result: FileResult) -> model.Source:
    """Return where a record came from."""
    return model.Source(
        result.path, result.body, result.body_line, result.digest, result.plain, result.origin, result.bearings, _attached(result),
        result.fingerprint,
    )


def _attached(result: FileResult) -> tuple[str, ...]:
    """Return the names of the attachments that a body leads to, in order."""
    targets = (resolve(link.target, result.path) for link in result.links if not scheme_of(link.target))
    places = (site_path(target) for target in targets if target)
    return tuple(dict.fromkeys(place.removeprefix(_MEDIA) for place in places if place.startswith(_MEDIA)))


def record(result: FileResult, plan: model.Plan | None = None) -> Record:
    """Return the record of a file without errors: its values as its kind's model has them.

    Lists of objects become records of the classes that the model names; a record that need not name itself is called by its
    first heading, else by its ID; the units of an outline come from the body. A curriculum that says only when it begins lasts as long as
    the plan's period.
    """
    kind = KINDS[result.kind]
    if kind.model is None:
        raise ValueError(f"a file of the kind {kind.name} is no record")
    classes = _classes(kind.name)
    # What is only begun may lack a list that a finished file needs.
    made: Values = dict.fromkeys(_lists(kind.name), ())
    for name, value in (result.values or {}).items():
        made[_attribute(name)] = _nested(value, classes.get(name))
    if kind.outlined:
        made["units"] = result.outline.units if result.outline else ()
    if plan and kind.model is model.Curriculum:
        made.setdefault("years", plan.years_from(made["start"]))
    made.setdefault("title", title_of(result))
    return kind.model(id=result.id, source=source_of(result), **made)


def record_as(model_type: type[R], result: FileResult, plan: model.Plan | None = None) -> R:
    """Return the record of a file that is known to be one of a kind; ``TypeError`` where it is of another."""
    made = record(result, plan)
    if not isinstance(made, model_type):
        raise TypeError(f"{result.path} is no {model_type.__name__}")
    return made


@cache
def _lists(kind: str) -> tuple[str, ...]:
    """Return the lists that a file of a kind must have."""
    return tuple(field.name for field in KINDS[kind].schema.fields if field.many and field.required)


@cache
def _classes(kind: str) -> dict[str, type]:
    """Return the classes of the records inside a kind's record, by field."""
    hints = get_type_hints(KINDS[kind].model)
    return {name: part for name, hint in hints.items() for part in (hint, *get_args(hint)) if is_dataclass(part) and isinstance(part, type)}


def _nested(value: Checked, inner: type | None) -> Checked:
    """Return a checked value as a record holds it: no lists, and objects as records of the class ``inner``."""
    if isinstance(value, list):
        return tuple(_nested(v, inner) for v in value) if inner else tuple(value)
    return inner(**{_attribute(name): part for name, part in value.items()}) if inner else value


def _attribute(name: str) -> str:
    """Return what a record calls a field: words of Python's own get a line below."""
    return f"{name}_" if iskeyword(name) else name


def attachment(result: FileResult) -> Attachment:
    """Return the record of an attachment without errors."""
    return Attachment(**(result.values or {}), digest=result.digest, text=result.body)


def title_of(result: FileResult) -> str:
    """Return the title of a record; where its kind need not have one, the first heading, else the ID."""
    title = str((result.values or {}).get("title", ""))
    return title if title or KINDS[result.kind].needs_front_matter else result.heading or result.id


def synonyms(result: FileResult) -> tuple[tuple[str, ...], ...]:
    """Return the groups of a file without errors."""
    return tuple(tuple(group["terms"]) for group in (result.values or {}).get("groups", ()))


def plan(values: Values) -> model.Plan:
    """Return the plan of checked values; references are the caller's to check first."""
    sectors: dict[str, model.Sector] = {}
    for row in values["sectors"]:
        children = row.get("children", [])
        ids = tuple(c["id"] for c in children)
        sectors[row["id"]] = _sector(row, "", ids)
        for child in children:
            sectors[child["id"]] = _sector(child, row["id"], ())
    roles = {r["id"]: model.Role(**r) for r in values.get("roles", ())}
    rules = {}
    for row in values["rules"]:
        fields = _tuples(row)
        if "share" in fields:
            part, whole = (int(x) for x in fields["share"])
            fields["share"] = (part, whole)
        elif "minimum" not in fields:
            fields["minimum"] = fields["days"] * values["hours_per_day"] * HALF_HOURS_PER_HOUR
        rules[row["id"]] = model.Rule(**fields)
    return model.Plan(
        title=values["title"],
        source=values["source"],
        start=values["period"]["start"],
        end=values["period"]["end"],
        hours_per_day=values["hours_per_day"],
        tasks={t["id"]: model.Task(**t) for t in values["tasks"]},
        clauses={c["id"]: model.Clause(**c) for c in values["clauses"]},
        sectors=sectors,
        topics={t["id"]: model.Topic(**t) for t in values["topics"]},
        rules=rules,
        review_every=dict(values.get("review_every", {})),
        roles=roles or {key: model.Role(key, title, clause) for key, title, clause in _USUAL_ROLES},
    )


def _sector(row: Values, parent: str, children: tuple[str, ...]) -> model.Sector:
    requirements = model.Requirements(**_tuples(row.get("requirements", {})))
    return model.Sector(row["id"], row["title"], row["clause"], parent, children, requirements)
