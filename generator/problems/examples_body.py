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
    Example(
        "B510", "body", "引用、列表一层套一层，或正文太长，一页放不下。拆成几门课或几个页面。", "> " * 60 + "话", "> 话",
    ),
    Example(
        "B522", "body", "三个反引号开始的代码块，要用同样一行结束；没有结束，后面的正文都成了代码。",
        "```\n通知模板", "```\n通知模板\n```",
    ),
    Example(
        "B511", "body", "注释不显示在网页上，要用 --> 结束；没有结束，后面的正文都不见了。",
        "<!-- 旧稿\n\n讨论题", "<!-- 旧稿 -->\n\n讨论题",
    ),
    Example(
        "B512", "body", "本页标题已是一级标题，正文的标题从 ## 写起。", "# 补充材料", "## 补充材料",
    ),
    Example(
        "B513", "body", "标题一级一级往下写：## 下面用 ###。", "## 讨论\n\n#### 第一题", "## 讨论\n\n### 第一题",
    ),
    Example(
        "B514", "body", "方括号里写图里有什么，看不见图的人靠它知道。",
        "![](../../media/notes/picture.png)", "![示意图](../../media/notes/picture.png)",
    ),
    Example(
        "B515", "body", "方括号里的字是读者看到、点到的；空着，链接就看不见。",
        "[](https://www.12371.cn/)", "[共产党员网](https://www.12371.cn/)",
    ),
    Example(
        "B516", "body", "一行比表头多出的格子，网页上不显示。补上表头，或把字里的竖线写成 \\|。",
        "| 组别 | 任务 |\n| --- | --- |\n| 一组 | 走访 | 三户 |", "| 组别 | 任务 | 户数 |\n| --- | --- | --- |\n| 一组 | 走访 | 三户 |",
    ),
    Example(
        "B517", "body", "表头和下面一行横线的格数要一样多，否则不成表格。",
        "| 组别 | 任务 |\n| --- |\n| 一组 | 走访 |", "| 组别 | 任务 |\n| --- | --- |\n| 一组 | 走访 |",
    ),
    Example(
        "B518", "body", "脚注的记号和内容要成对，记号里没有空格。",
        "分三个阶段。[^1]\n\n[^ 1]: 参考资料一份", "分三个阶段。[^1]\n\n[^1]: 参考资料一份",
    ),
    Example(
        "B519", "body", "“[名称]: 地址”是写给链接用的，本身不显示。正文要这样写时，在前面加一个反斜线。",
        "[注]: 本课可以拆开讲", "\\[注]: 本课可以拆开讲",
    ),
    Example(
        "B520", "body", "花括号里以点开头的是样式名，本站没有的不起作用。要显示花括号，前面加反斜线。",
        "## 讨论 {.red}", "## 讨论",
    ),
    Example(
        "B523", "body", "花括号里以 # 开头的是锚点，一页里不能有两个相同的，也不能叫 fn-1 这样脚注用的名字。",
        "## 讨论 {#talk}\n\n## 再讨论 {#talk}", "## 讨论 {#talk}\n\n## 再讨论 {#talk-again}",
    ),
    Example(
        "B521", "outline", "合计一行要等于上面各单元学时之和。它不是单元，也可以不写。",
        f"{_outline('2')}\n| 合计 | 3 |", f"{_outline('2')}\n| 合计 | 2 |",
    ),
    Example(
        "B540",
        "words",
        "发布前，每个网页都再查一遍：只许有认得的标签、属性和地址。查出别的就不发布，原来的站点不动。",
        "正文里一段奇怪的 HTML 混进了网页",
        "同样的意思用普通文字或 Markdown 写",
        recipe="foreign-page",
    ),
)
