"""What a duty says to people: what is to be done, and how."""

from __future__ import annotations

from .freshness import EDITED, FUTURE, LINKS, NEVER, OVERDUE, RETIRED, UNCONFIRMED, Duty
from .kinds import KINDS, shelf
from .model import Course, Lecturer, Library, Venue

#: What a review is called, by the kind of record.
REVIEW = {"course": "审核", "lecturer": "核实", "venue": "核实"}
_SHOWN = 3


def what(duty: Duty, library: Library, *, persons: bool = True) -> str:
    """Return in a sentence what is the matter; without ``persons`` no lecturer is named."""
    review = REVIEW.get(duty.kind, "审核")
    record = _record(duty, library)
    on = record.reviewed.on if record is not None and record.reviewed else ""
    if duty.code == NEVER:
        return f"从未{review}。"
    if duty.code == EDITED:
        return f"{on} {review}以后又改过（更新日期 {duty.since}）。"
    if duty.code == OVERDUE:
        return f"上次{review}是 {on}，到 {duty.since} 该再{review}。"
    if duty.code == FUTURE:
        return f"{'更新日期' if duty.field == 'updated' else f'{review}日期'} {duty.until} 还没有到。"
    if duty.code == RETIRED:
        return _retired(duty, library, persons=persons)
    if duty.code == UNCONFIRMED:
        named = f"还有 {len(duty.named)} 门课或班写着"
        return f"上次核实是 {on}，到 {duty.since} 该再核实，{named}。" if on else f"从未核实，{named}。"
    kind = "学习平台" if duty.field == "platforms" else "资源"
    return f"{kind}的网址上次随审核看过是 {on}，到 {duty.since} 该再点开看看。"


def how(duty: Duty) -> str:
    """Return what to do about it."""
    review = REVIEW.get(duty.kind, "审核")
    done = f"{review}好了，在 reviewed 里写上单位（by）和日期（on）"
    return {
        NEVER: f"{done}；不用了把 status 改为 retired。",
        EDITED: f"把改动再{review}一遍，写上新的 reviewed；改了什么看 courselib changes {duty.id}。",
        OVERDUE: f"再{review}一遍，写上新的 reviewed；不用了把 status 改为 retired。",
        FUTURE: "核对电脑的日期，改成真正的日期。",
        RETIRED: f"给这{'个班' if duty.kind == 'class' else '门课'}换人或换地方，或者从里面删去。",
        UNCONFIRMED: f"联系一下，{done}；不再用的把 status 改为 retired。",
        LINKS: "点开都对，随下一次审核写上新的 reviewed；不对的改正。",
    }[duty.code]


def _retired(duty: Duty, library: Library, *, persons: bool) -> str:
    venue = duty.field in ("venue", "venues")
    if venue:
        return f"写着的场地{_listed([library.venues[key].title for key in duty.named])}已停用。"
    if not persons:
        return f"写着的讲师有 {len(duty.named)} 位已停用。"
    return f"写着的讲师{_listed([library.lecturers[key].title for key in duty.named])}已停用。"


def _listed(titles: list[str]) -> str:
    more = f"等 {len(titles)} 个" if len(titles) > _SHOWN else ""
    return "、".join(f"“{title}”" for title in titles[:_SHOWN]) + more


def _record(duty: Duty, library: Library) -> Course | Lecturer | Venue | None:
    record = shelf(library, KINDS[duty.kind]).get(duty.id)
    return record if isinstance(record, (Course, Lecturer, Venue)) else None
