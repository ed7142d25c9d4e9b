"""The outcome of a rule in words: its figures, why it stands as it does, and what to do. The browser says the same (``rules/words.js``)."""

from __future__ import annotations

from collections.abc import Sequence

from ..library.model import Rule
from ..runtime.hours import format_hours
from .rules import EXEMPT, FAIL, NOTE, PASS, Figure, RuleResult, to_add

#: How a rule's outcome is called.
VERDICTS = {PASS: "达标", NOTE: "有说明事项", FAIL: "未达标", EXEMPT: "免除"}
_COUNTS = {"theory": "创新理论", "offjob": "脱产"}
_TO_ADD = {"all": "课程", "theory": "创新理论课", "offjob": "脱产培训"}


def gap_text(result: RuleResult) -> str:
    """Return what a rule's figures say; for a rule of each year the years that miss it, else the worst year."""
    if not result.years:
        return figure_text(result.rule, result.figure)
    figures = [f for _, f in result.years]
    missed = [f for f in figures if f.status == FAIL] or [f for f in figures if not f.met]
    shown = missed or [f for f in figures if f.have == result.figure.have][:1]
    return "；".join(f"{years_text(f.window)}{figure_text(result.rule, f)}" for f in shown)


def figure_text(rule: Rule, figure: Figure) -> str:
    """Return one figure: what there is, what is needed and of what, what is missing; both hours and days where days are stated."""
    kind = "" if rule.count == "all" else _COUNTS[rule.count]
    of = ""
    if rule.share_of:
        part, whole = rule.share
        base = "总" if rule.share_of == "all" else _COUNTS[rule.share_of]
        of = f"（{base}学时 {format_hours(figure.base)} 的 {part}/{whole}）"
    inside = [f"含已学 {format_hours(figure.earned)}"] if figure.earned else []
    inside += [f"按天计 {format_hours(figure.days)} 天"] if figure.days is not None else []
    remark = f"（{'，'.join(inside)}）" if inside else ""
    part_only = figure.unknown and figure.need < figure.full
    days = f"或 {rule.days} 天" if figure.days is not None and not part_only else ""
    if part_only:
        of = f"（按年折算，全期 {format_hours(figure.full)} 学时）"
    text = f"已有{kind} {format_hours(figure.have)} 学时{remark}，要求不少于 {format_hours(figure.need)} 学时{days}{of}"
    if figure.gap:
        text += f"，还差 {format_hours(figure.gap)} 学时"
    if figure.unknown and figure.gap and not part_only:
        text += f"；按年折算不少于 {format_hours(figure.proportional)} 学时，已达到"
    return text


def reason_text(result: RuleResult) -> str:
    """Return why a rule stands as it does, in whole sentences; empty where it is met."""
    if result.status == EXEMPT:
        return f"{result.rule.exempt}。"
    if result.status == PASS:
        return ""
    figures = [f for _, f in result.years] or [result.figure]
    if not result.figure.window:
        return "方案的年份里没有这条规则可以核对的期间。"
    if result.status == FAIL:
        return f"{gap_text(result)}。{_unknown(result, figures)}"
    below = [f for f in figures if f.status == NOTE and (not f.unknown or f.need == f.proportional)]
    if not below:
        return _unknown(result, figures)
    single = all(len(f.window) == 1 for f in below)
    when = ranges_text([f.window[0] for f in below]) if single else "、".join(years_text(f.window) for f in below)
    return f"{when}低于一般要求，请注明原因。{_unknown(result, figures)}"


def _unknown(result: RuleResult, figures: Sequence[Figure]) -> str:
    """Return which years nothing is known of, and what that leaves open."""
    years = sorted({y for f in figures if not f.met for y in f.unknown})
    if not years:
        return ""
    text = f"{ranges_text(years)}不在方案里，也没有写已学学时，总数无从核对"
    part = result.figure
    return f"{text}；按年折算不少于 {format_hours(part.proportional)} 学时，{'没有达到' if part.need == part.proportional else '已达到'}。"


def years_text(window: Sequence[int]) -> str:
    """Return the years of a window: 2024 年, or 2024—2025 年."""
    return f"{window[0]} 年" if len(window) == 1 else f"{window[0]}—{window[-1]} 年"


def ranges_text(years: Sequence[int]) -> str:
    """Return years in order as runs: 2024—2026 年、2028 年."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return "、".join(map(years_text, runs))


def remedy(result: RuleResult) -> str:
    """Return what to add so that a rule that is not met would be."""
    rule = result.rule
    if not result.years:
        open_years = f"；或在 earned 里写上 {ranges_text(result.figure.unknown)}已学的学时。" if result.figure.unknown else "。"
        return added(rule, result.figure).rstrip("。") + open_years
    return "；".join(f"{years_text(f.window)}{added(rule, f).rstrip('。')}" for _, f in result.years if f.status == FAIL) + "。"


def added(rule: Rule, figure: Figure) -> str:
    """Return how many hours of what would do for one figure."""
    more = to_add(rule, figure)
    return f"再排{_TO_ADD[rule.count]} {format_hours(more)} 学时。" if more else "换掉不计入的课程。"
