"""Forty lists as offices have them, none in our own layout, and what each of their cells means."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

#: A cell as somebody wrote it and what it means; ``None`` where nobody can know.
Said = tuple[object, object]

TITLES = (
    "“千万工程”经验怎样学到手", "党章党规逐条学", "党史学习教育里的家乡故事", "村级集体经济发展壮大的路子", "防汛抢险现场怎么指挥",
    "群众来访怎样接待", "新质生产力与本地产业", "楼门长怎样办好邻里事", "廉洁从政的底线", "一堂好党课怎样备课",
)
TOPICS: dict[str, str] = {
    TITLES[0]: "rural-qianwan", TITLES[1]: "party-constitution", TITLES[2]: "party-history", TITLES[6]: "enterprises-productive-forces",
    TITLES[8]: "organs-integrity",
}
AUDIENCES: tuple[Said, ...] = (
    ("农村党员", ["rural"]), ("农村党员、社区党员", ["rural", "urban"]), ("村党支部书记", ["rural"]), ("全体党员", ["all"]),
    ("机关党员", ["organs"]),
    ("国企党员；银行系统党员", ["enterprises-state", "enterprises-finance"]), ("中小学教师党员", ["institutions-education"]),
    ("快递小哥党员", ["emerging-employment"]), ("基层党组织书记", ["all"]), ("入党积极分子", None),
    ("社区网格员", ["urban"]), ("医院党员", ["institutions-health"]),
)
HOURS: tuple[Said, ...] = (
    ("4学时", 8), ("半天", 8), ("1天", 16), (2, 4), ("1.5", 3), ("两天", 32), ("四学时", 8), ("3课时", 6), ("一天半", 24), ("90分钟", None),
    ("看情况", None), ("２学时", 4), ("2小时", 4), ("4-6学时", None), (0.5, 1), ("一个半小时", 3),
)
METHODS: tuple[Said, ...] = (
    ("讲座", ["lecture"]), ("专题讲座、案例讨论", ["lecture", "case-discussion"]), ("现场教学", ["field"]), ("视频学习", ["video"]),
    ("讲授+研讨", ["lecture", "exchange"]), ("实操演练", ["practice"]), ("情景剧", None), ("报告会", ["report"]),
)
LEVELS: tuple[Said, ...] = (
    ("县级", "county"), ("市", "city"), ("乡镇", "township"), ("省级", "province"), ("全国", None), ("支部", "unit"),
)
THEORY: tuple[Said, ...] = (
    ("是", True), ("否", False), ("√", True), ("×", False), ("理论课", True), ("待定", None), ("Y", True), ("不算", False),
)
DATES: tuple[Said, ...] = (
    (datetime.date(2026, 3, 5), "2026-03-05"), ("2026年3月5日", "2026-03-05"), ("2026/3/5", "2026-03-05"), ("去年", None),
)
SUMMARIES: tuple[Said, ...] = (("讲清来龙去脉，\n配本地做法。", "讲清来龙去脉，\n配本地做法。"), ("简要介绍", "简要介绍"))
WORDS = {
    "audience": AUDIENCES, "hours": HOURS, "methods": METHODS, "level": LEVELS, "theory": THEORY, "updated": DATES, "summary": SUMMARIES,
}
#: What other columns hold.
OTHERS = {"lecturers": "示例张三（教授）", "venues": "县委党校", "provider": "县委党校", "section": "理论教育"}


@dataclass
class Sheet:
    """A list: headings with the field that each is, how it is laid out, in which form it comes."""

    columns: tuple[tuple[str, str], ...]
    above: tuple[str, ...] = ()
    below: tuple[tuple[object, ...], ...] = ()
    kind: str = "xlsx"
    rows: int = 6
    blank_rows: bool = False
    over: str = ""
    down: bool = False
    sections: bool = False
    mac: bool = False
    hidden: str = ""
    name: str = "Sheet1"
    repeated: bool = False
    truth: dict[str, dict[str, object]] = field(default_factory=dict)


NO = ("序号", "")
T = "title"
SHEETS: tuple[Sheet, ...] = (
    Sheet((NO, ("课程名称", T), ("授课对象", "audience"), ("课时", "hours")), ("某县2026年党员培训课程表",)),
    Sheet((("课程名称", T), ("主讲人", "lecturers"), ("学时", "hours"), ("备注", "")), ("课程安排", "填报单位：某镇党委")),
    Sheet((NO, ("课题", T), ("培训对象", "audience"), ("时长", "hours"), ("教学方式", "methods")), (), (("合计", "", "", "20学时"),)),
    Sheet((NO, ("授课题目", T), ("面向", "audience"), ("授课教师", "lecturers"), ("学时数", "hours"), ("是否理论课", "theory"))),
    Sheet((("题目", T), ("内容提要", "summary"), ("学员", "audience"), ("学时", "hours")), (), (("注：以上课程均可调整。",),)),
    Sheet((NO, ("专题名称", T), ("级别", "level"), ("对象", "audience"), ("课时数", "hours"), ("联系电话", "")), blank_rows=True),
    Sheet((("讲座题目", T), ("授课形式", "methods"), ("参训人员", "audience"), ("日期", "")), ("讲座计划",)),
    Sheet((NO, ("党课题目", T), ("主讲", "lecturers"), ("地点", "venues"), ("党的创新理论", "theory"))),
    Sheet((NO, ("课程名称", T), ("适用对象", "audience"), ("课程时长（学时）", "hours"), ("更新日期", "updated"))),
    Sheet((("课程名称", T), ("更新时间", "updated"), ("学时", "hours")), mac=True),
    Sheet((NO, ("课程名称", T), ("对象", "audience"), ("课时", "hours")), over="课程信息", above=("登记表",)),
    Sheet((("课程名称", T), ("授课对象", "audience"), ("培训方式", "methods"), ("课时", "hours")), down=True),
    Sheet((NO, ("课程名称", T), ("对象", "audience"), ("课时", "hours")), sections=True),
    Sheet((NO, ("课程名称*", T), ("授 课 对 象", "audience"), ("学　时", "hours"), ("层级", "level"))),
    Sheet((NO, ("课程名称", T), ("课时", "hours"), ("课酬", "")), hidden="课酬"),
    Sheet((("课程名称", T), ("教师", "lecturers"), ("内部评分", "")), hidden="内部评分", above=("师资与课程",)),
    Sheet((NO, ("课程名称", T), ("授课对象", "audience"), ("学时", "hours")), repeated=True, rows=8),
    Sheet((NO, ("课程名称", T), ("对象", "audience")), name="农村党员"),
    Sheet((NO, ("培训内容", T), ("培训对象", "audience"), ("培训学时", "hours"), ("培训形式", "methods"), ("培训地点", "venues"))),
    Sheet((NO, ("课程名称", T), ("授课内容", "summary"), ("对象", "audience"), ("学时", "hours"))),
    Sheet((("课程题目（全称）", T), ("授课对象（范围）", "audience"), ("学时", "hours"))),
    Sheet((NO, ("拟开设课程名称", T), ("拟面向对象", "audience"), ("拟安排学时", "hours"))),
    Sheet((NO, ("课程名称及简介", T), ("主讲人及职务", "lecturers"), ("学时/天", "hours"))),
    Sheet((("课程名称", T), ("授课对象", "audience"), ("学时", "hours"), ("是否创新理论", "theory")), kind="csv"),
    Sheet((NO, ("课程名称", T), ("授课对象", "audience"), ("学时", "hours")), ("某市课程清单",), (("合计", "", "", "12"),), kind="gbk"),
    Sheet((("课题", T), ("课时", "hours"), ("形式", "methods")), kind="tabs"),
    Sheet((NO, ("课程名称", T), ("授课对象", "audience"), ("课时", "hours")), ("某县课程表",), kind="strict"),
    Sheet((NO, ("课程名称", T), ("学时", "hours"), ("理论课", "theory")), kind="strict", sections=True),
    Sheet((("课程名称", T),), rows=10),
    Sheet((NO, ("课程", T)), rows=10),
    Sheet((NO, ("名称", T), ("对象", "audience"), ("学时", "hours"), ("方式", "methods"), ("简介", "summary"), ("层级", "level"))),
    Sheet((("课程编号", "id"), ("课程名称", T), ("授课对象", "audience"), ("学时", "hours"))),
    Sheet((("编号", ""), ("课程名称", T), ("授课对象", "audience"), ("课时", "hours"))),
    Sheet((NO, ("课程名称", T), ("授课对象", "audience"), ("课时", "hours"), ("授课人", "lecturers"), ("单位", "provider"), ("手机", "")),
          ("附件2", "某区党校2026年春季学期教学计划", "（共 6 门）"), (("填表人：小李", "", "审核人：小王"),)),
    Sheet((NO, ("科目", T), ("课时", "hours"), ("授课人", "lecturers"), ("时间", ""), ("地点", "venues")), ("培训班课程表",)),
    Sheet((NO, ("主题", T), ("对象", "audience"), ("学时", "hours"))),
    Sheet((("课程板块", "section"), ("课程名称", T), ("授课对象", "audience"), ("课时", "hours")), down=True),
    Sheet((NO, ("课程名称", T), ("授课对象", "audience"), ("课时", "hours")), kind="ods", above=("某县课程表",), sections=True),
    Sheet((NO, ("课题", T), ("培训对象", "audience"), ("学时", "hours"), ("备注", "")), kind="xls", above=("课程表",)),
    Sheet((NO, ("课程名称", T), ("课时", "hours"), ("修订日期", "updated")), kind="xls"),
)


def made(number: int, sheet: Sheet) -> tuple[str, bytes]:
    """Return a list as a file, its kind first; what each course of it means stands in ``truth`` afterwards."""
    body: list[list[object]] = []
    sheet.truth = {}
    for at in range(sheet.rows):
        title = TITLES[(number + at) % len(TITLES)]
        cells: list[object] = []
        facts: dict[str, object] = {}
        for column, (_, name) in enumerate(sheet.columns):
            if name in WORDS:
                said, meant = WORDS[name][(number * 7 + at * 3 + column) % len(WORDS[name])]
                if name == "hours" and sheet.columns[column][0] == "时长" and (not isinstance(said, str) or said == "1.5"):
                    meant = None  # nobody says in what
                cells.append(said)
                facts[name] = meant
            else:
                cells.append({T: title, "id": f"KC-{number}-{at}", **OTHERS}.get(name, at + 1))
                if name == "provider":
                    facts[name] = "县委党校"
        sheet.truth[title] = facts
        body.append(cells)
    return sheet.kind, _file(sheet, body)


def _file(sheet: Sheet, body: list[list[object]]) -> bytes:
    rows, top = _rows(sheet, body)
    if sheet.kind in ("csv", "gbk", "tabs"):
        stream = io.StringIO()
        csv.writer(stream, delimiter="\t" if sheet.kind == "tabs" else ",").writerows(rows)
        return stream.getvalue().encode("gb18030" if sheet.kind == "gbk" else "utf-8-sig")
    book = openpyxl.Workbook()
    if sheet.mac:
        book.epoch = CALENDAR_MAC_1904
    place = book.active
    place.title = sheet.name
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value not in (None, ""):
                place.cell(at, column).value = value
    _dressed(sheet, place, top)
    buffer = io.BytesIO()
    book.save(buffer)
    return strict(buffer.getvalue()) if sheet.kind == "strict" else buffer.getvalue()


def _rows(sheet: Sheet, body: list[list[object]]) -> tuple[list[list[object]], int]:
    """Return all rows of a list, and the number of the last one of its header."""
    heads = [heading for heading, _ in sheet.columns]
    rows: list[list[object]] = [[text] for text in sheet.above]
    rows += [[heads[0], sheet.over, *[None] * (len(heads) - 2)], [None, *heads[1:]]] if sheet.over else [list(heads)]
    top = len(rows)
    for at, cells in enumerate(body):
        if sheet.sections and at in (0, 3):
            rows.append([f"{'一二'[at // 3]}、第{'一二'[at // 3]}部分"])
        rows += [[]] if sheet.blank_rows else []
        rows += [list(heads)] if sheet.repeated and at == 4 else []
        rows.append(cells)
    return rows + [list(row) for row in sheet.below], top


def _dressed(sheet: Sheet, place: Any, top: int) -> None:
    """Merge and hide cells as the list has it; what is merged means the same in each row."""
    heads = [heading for heading, _ in sheet.columns]
    for at, _ in enumerate(sheet.above, 1):
        place.merge_cells(start_row=at, end_row=at, start_column=1, end_column=max(len(heads), 2))
    if sheet.over:
        place.merge_cells(start_row=top - 1, end_row=top - 1, start_column=2, end_column=len(heads))
        place.merge_cells(start_row=top - 1, end_row=top, start_column=1, end_column=1)
    if sheet.down:
        column = next(i for i, (_, name) in enumerate(sheet.columns, 1) if name in ("audience", "section"))
        place.merge_cells(start_row=top + 1, end_row=top + 3, start_column=column, end_column=column)
        name = sheet.columns[column - 1][1]
        first, *others = list(sheet.truth)[:3]
        for title in others if name in sheet.truth[first] else ():
            sheet.truth[title][name] = sheet.truth[first][name]
    if sheet.hidden:
        place.column_dimensions[get_column_letter(heads.index(sheet.hidden) + 1)].hidden = True


def strict(data: bytes) -> bytes:
    """Return a workbook in the strict form, which Excel writes when it is asked to."""
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            for one, other in names.items():
                part = part.replace(one, other)
            new.writestr(info.filename, part)
    return stream.getvalue()
