"""Examples of problems of single metadata fields (M)."""

from __future__ import annotations

from .example import CLASS_PATH, Example

_RESOURCE = "resources:\n  - title: 讲义\n    kind: reader"

METADATA = (
    Example(
        "M301", "meta", "课程必填五项：title、topic、audience、hours、theory。补上缺的那一项。", "hours:", "hours: 2"
    ),
    Example(
        "M302",
        "meta",
        "字段名写错了，或没有这个字段。照“是否想写”的提示改。",
        "lecturer: [example-teacher]",
        "lecturers: [example-teacher]",
    ),
    Example(
        "M303",
        "meta",
        "值的样子不对：该是列表的写成了文字，或该是文字的写成了列表。",
        "audience: rural",
        "audience: [rural]",
    ),
    Example("M304", "meta", "这个字段只能从几个值里选，提示里列出了可选的值。", "status: 草稿", "status: draft"),
    Example("M305", "meta", "学时写阿拉伯数字，不带单位，不用汉字和全角数字。", "hours: 四学时", "hours: 2"),
    Example("M306", "meta", "学时以半学时为最小单位。", "hours: 1.3", "hours: 2.0"),
    Example("M307", "meta", "数值不在允许的范围内，如一门课的学时须在 0.5 到 80 之间。", "hours: 81", "hours: 2"),
    Example(
        "M308",
        "meta",
        "日期写成四位年、两位月、两位日，用短横线连接，并且确有这一天。",
        "updated: 2026/2/30",
        "updated: 2026-02-28",
    ),
    Example(
        "M309",
        "meta",
        "网址只能以 http:// 或 https:// 开头，不带用户名和空格。",
        f"{_RESOURCE}\n    url: javascript:alert(1)",
        f"{_RESOURCE}\n    url: https://www.12371.cn/",
    ),
    Example(
        "M310",
        "meta",
        "附件路径从 content/media 写起，不用“..”、盘符、反斜杠，不以“/”开头。",
        f"{_RESOURCE}\n    file: ../plan.yml",
        f"{_RESOURCE}\n    file: notes/handout.txt",
    ),
    Example("M311", "meta", "文字是空的，或超过了字数。名称不超过 80 字。", 'title: ""', "title: 示例课程"),
    Example("M312", "meta", "同一个列表里，一个值写一次就够了。", "keywords: [粮食, 粮食]", "keywords: [粮食, 耕地]"),
    Example(
        "M313",
        "meta",
        "编号只用小写字母、数字和短横线，最多 64 个字符。",
        "lecturers: [Example Teacher]",
        "lecturers: [example-teacher]",
    ),
    Example(
        "M314",
        "meta",
        "文字里有看不见的字符，会让人看错或搜不到。删去后重新输入。",
        'title: "示例\\u202e课程"',
        "title: 示例课程",
    ),
    Example(
        "M315",
        "meta",
        "每个资源写 file（附件）或 url（网页）之一，方案的每项安排写 course（课程）或 class（培训班）之一，不能都写，也不能都不写。",
        _RESOURCE,
        f"{_RESOURCE}\n    file: notes/handout.txt",
    ),
    Example(
        "M316",
        "lessons",
        "时间写成两位时、两位分，中间是英文冒号，用引号括起来。",
        "  - {course: example-basic, on: 2027-03-15, from: 上午九点}",
        '  - {course: example-basic, on: 2027-03-15, from: "09:00"}',
        path=CLASS_PATH,
    ),
)
