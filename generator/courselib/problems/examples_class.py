"""Examples of problems of training classes (K)."""

from __future__ import annotations

from .example import CLASS_PATH, Example

CLASS = (
    Example(
        "K101",
        "class",
        "写 start 和 end，结业不早于开班，不跨年；日期没定的班只写 year。",
        "start: 2027-03-16\nend: 2027-03-15",
        "start: 2027-03-15\nend: 2027-03-16",
        path=CLASS_PATH,
    ),
    Example(
        "K102",
        "lessons",
        "课表里的日期要在开班和结业之间。",
        "  - {course: example-basic, on: 2027-03-18}",
        "  - {course: example-basic, on: 2027-03-16}",
        path=CLASS_PATH,
    ),
    Example(
        "K103",
        "class",
        "两个班对象相同，日期又重叠，同一批人会被调训两次。错开日期；不同的人分批参加时，各写上批次 group。",
        "start: 2027-05-10\nend: 2027-05-11",
        "start: 2027-05-17\nend: 2027-05-18",
        path=CLASS_PATH,
    ),
    Example(
        "K104",
        "lessons",
        "一位讲师同一时间只能在一处上课。没写时间的课，按整天算；没写日期的，按整个班期算。",
        '  - {course: example-basic, lecturer: example-teacher, on: 2027-03-15, from: "09:00"}\n'
        '  - {course: example-series, lecturer: example-teacher, on: 2027-03-15, from: "09:30"}',
        '  - {course: example-basic, lecturer: example-teacher, on: 2027-03-15, from: "09:00"}\n'
        '  - {course: example-series, lecturer: example-teacher, on: 2027-03-15, from: "14:00"}',
        path=CLASS_PATH,
    ),
    Example(
        "K105",
        "class",
        "一处场地同一时间只办一个班。换场地，或错开日期。",
        "start: 2027-06-14\nend: 2027-06-15\naudience: [urban]\nvenue: example-hall\nitems:\n  - {course: example-urban}",
        "start: 2027-06-21\nend: 2027-06-22\naudience: [urban]\nvenue: example-hall\nitems:\n  - {course: example-urban}",
        path=CLASS_PATH,
        others=(("example-urban", "title: 社区课程\ntopic: urban-theory\naudience: [urban]"),),
    ),
    Example(
        "K106",
        "class",
        "计划培训的人数不能超过场地的容纳人数。换场地，或分批办。",
        "venue: example-hall\nseats: 80",
        "venue: example-hall\nseats: 40",
        path=CLASS_PATH,
    ),
    Example(
        "K107",
        "class",
        "同一年里给同样的对象又开同一门课，是重复培训。不同的人分批参加时，各写上批次 group。",
        "items:\n  - {course: example-taught}",
        "items:\n  - {course: example-basic}",
        path=CLASS_PATH,
    ),
    Example(
        "K108",
        "lessons",
        "一天最多 8 学时。移一部分到别的日子，或加几天。",
        "  - {course: example-long, on: 2027-03-15, hours: 9}",
        "  - {course: example-long, on: 2027-03-15, hours: 8}",
        path=CLASS_PATH,
        others=(("example-long", "title: 长课程\nhours: 10"),),
    ),
    Example(
        "K109",
        "lessons",
        "课程的对象、身份或时间与这个班不合。换一门课，或改班的对象。",
        "  - {course: example-secretary}",
        "  - {course: example-basic}",
        path=CLASS_PATH,
        others=(("example-secretary", "title: 书记课程\nroles: [secretary]"),),
    ),
    Example(
        "K110",
        "lessons",
        "一门课在一个班里只排一次。分几次讲完的，每次写上 hours，合起来不多于这门课的学时。",
        "  - {course: example-basic, on: 2027-03-15}\n  - {course: example-basic, on: 2027-03-16}",
        "  - {course: example-basic, on: 2027-03-15, hours: 1}\n  - {course: example-basic, on: 2027-03-16, hours: 1}",
        path=CLASS_PATH,
    ),
)
