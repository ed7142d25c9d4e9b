"""Examples of what is due on a day (D), as an example's file is seen on ``DAY``; the library's plan asks for a review once a year."""

from __future__ import annotations

from .example import Example

#: The day for which the examples hold.
DAY = "2026-11-27"
_LECTURER = "lecturers/example-expert.md"
_REVIEWED = "reviewed: {by: 示例单位, on: 2026-08-12}"


def _record(title: str, *lines: str) -> str:
    return "\n".join(["---", f"title: {title}", *lines, "---"])


DUE = (
    Example("D101", "meta", "没有人审核过，页面上会写明。审核好了写上谁在哪天审核的；plan.yml 的 review_every 写了哪一类，就催哪一类。",
            "summary: 示例", f"summary: 示例\n{_REVIEWED}"),
    Example("D102", "meta", "审核的是以前的文字，后来又改过，还没有人看。改了什么用 courselib changes 编号 看；看过就写上新的审核日期。",
            f"{_REVIEWED}\nupdated: 2026-09-01", f"{_REVIEWED}\nupdated: 2026-08-12"),
    Example("D103", "meta", "上次审核到现在，已超过 plan.yml 里 review_every 写的月数。再审核一遍，写上新的日期。",
            "reviewed: {by: 示例单位, on: 2025-08-12}", _REVIEWED),
    Example("D104", "meta", "更新或审核的日期比今天还晚，多半是写错了年份；这样写着，到期也不会催。",
            "reviewed: {by: 示例单位, on: 2026-12-12}", _REVIEWED),
    Example("D105", "meta", "课程或还没办完的培训班写着已经停用的讲师或场地。换一位、换一处，或从里面删去。",
            f"{_REVIEWED}\nlecturers: [example-left]", f"{_REVIEWED}\nlecturers: [example-teacher]"),
    Example("D106", "file", "课程或培训班还写着这位讲师（这处场地），却没有核实过，或核实已经到期。联系一下，写上谁在哪天核实的。",
            _record("示例专家"), _record("示例专家", _REVIEWED), path=_LECTURER,
            others=(("example-given", f"title: 专家讲的课\nlecturers: [example-expert]\n{_REVIEWED}"),)),
    Example("D107", "meta", "课程写着学习平台或网页的网址，到了该点开看看的时候；多久一次由 plan.yml 里 review_every 的 links 定。",
            "platforms:\n  - {name: 学习强国, url: \"https://www.xuexi.cn/\"}\nreviewed: {by: 示例单位, on: 2026-01-12}",
            f"platforms:\n  - {{name: 学习强国, url: \"https://www.xuexi.cn/\"}}\n{_REVIEWED}"),
)
