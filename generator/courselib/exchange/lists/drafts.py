"""The courses of a list as drafts: an ID by pinyin, a file each, what is not known marked to be filled, guesses marked as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...content.checks.twins import folded
from ...content.loading import Loaded
from ...content.shells import Shell, shell
from ...library.kinds import KINDS
from ...library.model import ALL, Plan
from ...library.naming import id_of_title
from ...library.reading import FileResult, read_file
from ...library.schema import COURSE, ID_PATTERN
from ...library.source import Entry
from ...problems import ERROR
from ...problems.record import quote
from ...runtime.values import Values
from ..spreadsheet.places import Place, SheetProblem, problem_at
from ..spreadsheet.planning import Change
from ..spreadsheet.records import Reading
from .guesses import Certainty, Course, Guess, Listed

_UNSORTED = "unsorted"
_ATTEMPTS = len(COURSE.fields)


def drafts(lists: Sequence[Listed], loaded: Loaded, plan: Plan) -> tuple[list[Change], list[SheetProblem]]:
    """Return the files that lists would become, and what of them is there already or cannot stand in a file.

    Courses that are left out go from their list, too: what a list holds afterwards is what is written.
    """
    changes: list[Change] = []
    problems: list[SheetProblem] = []
    known = {folded(str((r.values or {}).get("title", ""))): r for r in loaded.results.values() if r.kind == COURSE.kind}
    taken = {r.id for r in loaded.results.values() if r.kind == COURSE.kind}
    here: dict[str, Place] = {}
    for listed in lists:
        kept = []
        for course in listed.courses:
            name = folded(course.title)
            there, twin = known.get(name), here.get(name)
            at = course.guesses["title"].place
            if there is not None:
                problems.append(problem_at(at, "X923", f"库里已有{quote(course.title, 30)}（{there.path}），没有再建，也没有改。",
                                           "不是同一门课，就在名称里写出区别。"))
            elif twin is not None:
                problems.append(problem_at(at, "X923", f"{quote(course.title, 30)}和{_where(twin, at)}同名，只建一门。",
                                           "不是同一门课，就在名称里写出区别。"))
            else:
                here[name] = at
                change, faults = _draft(course, plan, taken, listed.sheet)
                problems += faults
                if change:
                    taken.add(change.id)
                    changes.append(change)
                    kept.append(course)
        listed.courses = kept
    return changes, problems


def _where(place: Place, seen_from: Place) -> str:
    row = f"第 {place.row} 行"
    return row if place.sheet == seen_from.sheet else f"工作表“{place.sheet}”{row}"


def _draft(course: Course, plan: Plan, taken: set[str], sheet: str) -> tuple[Change | None, list[SheetProblem]]:
    """Return the file of a course. What the model's own reader does not take of a value is told and left open."""
    key = _id(course, taken)
    problems: list[SheetProblem] = []
    numbered = course.guesses.get("id")
    if numbered and numbered.said not in ("", key):
        why = "已有人用" if numbered.said in taken else "不能作编号"
        course.notes.append(f"{numbered.place.heading}：{' '.join(numbered.said.split())}（{why}）")
    for _ in range(_ATTEMPTS):
        values = _values(course)
        path = KINDS["course"].file_of(key, _folder(values, plan))
        after = shell(Shell(values, remarks=_remarks(course), notes=[_origin(course, sheet), *course.notes])).encode()
        result = read_file(Entry(path, "course", key, len(after), 0, 0), after)
        wrong = [p for p in result.problems if p.severity == ERROR]
        if not wrong:
            course.id, course.path = key, path
            places = {name: g.place for name, g in course.guesses.items()}
            written = {**values, "status": "draft"}
            return Change("course", key, course.title, path, None, after, {}, written, tuple(written), Reading(written, [], places),
                          course.guesses["title"].place), problems
        name = _field_at(result, wrong[0].line)
        guess = course.guesses.get(name)
        if guess is None or guess.certainty is Certainty.MISSING or name == "title":
            place = course.guesses["title"].place
            return None, [*problems, problem_at(place, "X921", f"这一行没有读：{wrong[0].message}", "改好名称再导入。")]
        problems.append(problem_at(guess.place, "X922", f"这一格没有用：{wrong[0].message}", "草稿里先空着，原话写在草稿开头。"))
        course.notes.append(f"{guess.place.heading}：{' '.join(guess.said.split())}")
        course.guesses[name] = Guess(name, None, guess.place, guess.said, Certainty.MISSING)
    return None, problems


def _field_at(result: FileResult, line: int) -> str:
    """Return the field that stands nearest above a line of a file."""
    above = [(mark[0], name) for name, mark in result.marks.items() if mark[0] <= line]
    return max(above, default=(0, "title"))[1].partition("[")[0]


def _values(course: Course) -> Values:
    """Return values as files hold them; who reviewed a course and when stand together or not at all."""
    values = {name: value for name, value in course.values.items() if "." not in name and name != "id"}
    by, on = (course.values.get(f"reviewed.{part}") for part in ("by", "on"))
    return values | ({"reviewed": {"by": by, "on": on}} if by and on else {})


def _remarks(course: Course) -> Mapping[str, str]:
    return {
        name: f"猜的，请核对。清单里写的是{quote(' '.join(g.said.split()), 40)}" + (f"（{g.place.address}）" if g.place.address else "")
        for name, g in course.guesses.items() if g.certainty is Certainty.GUESS and "." not in name and name != "title"
    }


def _origin(course: Course, sheet: str) -> str:
    return f"从清单导入：工作表“{sheet}”第 {course.place.row} 行。核对猜的几项，填好【填：…】的地方，再把状态改成 published。"


def _id(course: Course, taken: set[str]) -> str:
    """Return the ID that a list gives, where it can be one and is free; else the title's reading."""
    said = course.guesses.get("id")
    text = str(said.value).lower() if said and said.value else ""
    if ID_PATTERN.fullmatch(text) and not text.replace("-", "").isdigit() and text not in taken:
        return text
    return id_of_title(course.title, taken)


def _folder(values: Values, plan: Plan) -> str:
    """Return the folder of a new course: that of its topic's sector, else of its audience's; else one for what is to be sorted."""
    topic = plan.topics.get(values.get("topic", ""))
    sectors = [topic.sector] if topic and topic.sector != ALL else [s for s in values.get("audience", []) if s != ALL]
    if sectors:
        return plan.sectors[sectors[0]].parent or sectors[0]
    if topic is None:
        return _UNSORTED
    return "all-theory" if values.get("theory") else "all-general"
