"""What the filing sheet calls its parts, for Word and for the workbook alike."""

from __future__ import annotations

from dataclasses import dataclass

from ...curricula.filing import SAMPLE, FiledClass, FiledTotals, Filing, LooseItem
from ...runtime.hours import format_hours, percent_text


@dataclass(frozen=True, slots=True)
class Annex:
    """A table of the sheet: its heading and sentence on the cover (``{annex}`` is where it stands), its own title, its rows."""

    heading: str
    said: str
    title: str
    classes: tuple[FiledClass, ...] = ()
    loose: tuple[LooseItem, ...] = ()

    @property
    def totals(self) -> FiledTotals:
        """The sums over its classes."""
        return FiledTotals.of(self.classes)


def subject(filing: Filing) -> str:
    """Return what the sheet is about, in the plan's terms."""
    return f"{filing.year}年党员脱产培训年度计划"


def cover_sum(filing: Filing) -> str:
    """Return the totals as sentences."""
    totals = filing.totals
    if not totals.classes:
        return "全年尚未编定脱产班次。"
    county = [r for r in filing.offjob if r.by_county]
    text = (
        f"全年计划举办脱产班次{totals.classes}个，培训{totals.seats}人次，共{format_hours(totals.days)}天、"
        f"{format_hours(totals.hours)}学时，其中党的创新理论教育{format_hours(totals.theory)}学时，"
        f"占{percent_text(totals.theory, totals.hours)}。"
        f"县级以上举办的班次{len(county)}个、{format_hours(sum(r.hours for r in county))}学时。"
    )
    open_ = [f"{n}个班次{what}待定" for n, what in ((totals.without_seats, "人数"), (totals.without_days, "天数")) if n]
    text += f"另有{'，'.join(open_)}，未计入。" if open_ else ""
    return text + (f"以上含示例班次{totals.samples}个。" if totals.samples else "")


def annexes(filing: Filing) -> tuple[Annex, ...]:
    """Return the tables that have rows, in the order of the sheet."""
    tables = []
    if filing.offjob:
        tables.append(Annex("班次安排", "各班次的培训对象、人数、日期、学时、举办单位、地点、师资和经费见{annex}。",
                           f"{filing.year}年党员脱产培训班次安排表", classes=filing.offjob))
    if filing.loose:
        said = (f"课程方案中另有脱产安排{len(filing.loose)}项、{format_hours(filing.loose_hours)}学时，其中党的创新理论教育"
                f"{format_hours(filing.loose_theory)}学时，尚未编班，未计入总量，见{{annex}}。")
        tables.append(Annex("未编班的脱产安排", said, f"{filing.year}年未编班的脱产安排", loose=filing.loose))
    if filing.others:
        totals = FiledTotals.of(filing.others)
        said = f"另有不脱产的集中培训班次{totals.classes}个、{format_hours(totals.hours)}学时，未计入总量，见{{annex}}。"
        tables.append(Annex("不脱产的班次", said, f"{filing.year}年不脱产班次安排表", classes=filing.others))
    return tuple(tables)


def notes(filing: Filing) -> tuple[str, ...]:
    """Return what must be known to read the tables."""
    lines = ["1天按8学时计；未写明天数的班次，按起止日期之间的周一至周五和课表上的日期计算。"] if filing.rows else []
    names = [n for r in filing.rows for n in (r.title, r.organiser, r.venue, *r.lecturers)] + [i.course_title for i in filing.loose]
    names += [i.curriculum_title for i in filing.loose]
    if any(SAMPLE in name for name in names):
        lines.append(f"名称中有“{SAMPLE}”的是样例，备案前换成本单位的实际安排。")
    if len(lines) == 1:
        return (f"说明：{lines[0]}",)
    return tuple(f"{'说明：' if n == 1 else '　　　'}{n}. {line}" for n, line in enumerate(lines, 1))
