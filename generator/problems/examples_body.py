"""Examples of problems in course bodies (B)."""

from __future__ import annotations

from .example import Example

_OBJECTIVES = "## 教学目标\n\n- 能说清要点。"


def _outline(hours: str) -> str:
    return f"{_OBJECTIVES}\n\n## 课程大纲\n\n| 单元 | 学时 |\n| --- | ---: |\n| 第一单元 | {hours} |"


BODY = (
    Example(
        "B501",
        "outline",
        "课程要有“## 课程大纲”一节，用表格或列表写出各单元和学时。",
        _OBJECTIVES,
        f"{_OBJECTIVES}\n\n## 课程大纲\n\n- 第一单元（1.5 学时）\n- 第二单元（0.5 学时）",
    ),
    Example(
        "B502", "outline", "单元学时写大于 0 的阿拉伯数字，以半学时为最小单位。", _outline("两学时"), _outline("2")
    ),
    Example("B503", "outline", "各单元学时加起来，要等于课程的 hours（这里是 2）。", _outline("1.5"), _outline("2")),
    Example(
        "B504",
        "body",
        "正文用 Markdown 写。脚本、框架等 HTML 发布时会去掉；要显示尖括号，用反引号括起来。",
        "<script>alert(1)</script>",
        "`<script>`",
    ),
    Example(
        "B505",
        "body",
        "链接只能用 http、https、mailto，或本库里的相对路径。",
        "[说明](javascript:alert(1))",
        "[说明](https://www.12371.cn/)",
    ),
    Example(
        "B506",
        "body",
        "链接指向的文件不在库里。路径从本文件所在的文件夹写起。",
        "[上一课](example-basics.md)",
        "[上一课](example-basic.md)",
    ),
    Example(
        "B507",
        "outline",
        "课程要有“## 教学目标”一节，写明学完能做什么。",
        "## 课程大纲\n\n- 第一单元（2 学时）",
        f"{_OBJECTIVES}\n\n## 课程大纲\n\n- 第一单元（2 学时）",
    ),
    Example(
        "B508",
        "body",
        "网页要能离线看，图片须放进 content/media，用相对路径引用。",
        "![示意图](https://www.12371.cn/a.png)",
        "![示意图](../../media/notes/picture.png)",
    ),
    Example(
        "B509",
        "body",
        "新建的文件里，标着【填：…】的地方要换成自己的话，或者删去。",
        "学员自带【填：要带的东西】。",
        "学员自带笔和本村的分布图。",
    ),
)
