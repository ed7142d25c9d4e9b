"""Starting another unit's own library in an empty folder."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from ..library.model import Plan
from ..library.reading import read_file
from ..library.source import PLAN_FILE, Entry
from ..runtime.errors import SystemFault, UsageError
from ..runtime.litter import is_litter
from ..runtime.resources import plan_file, synonyms_file
from . import records

_SETTINGS = """\
# 站点设置：改成本单位的名称。site_url 不知道可以留空。
site_name: 示例课程库
site_description: 本单位的党员教育培训课程目录，可离线使用。
site_url: ""
copyright: 课程内容由本单位维护。
# 别人按什么许可使用课程内容：许可的网址，搜索引擎会读。示例课程用的是 CC BY 4.0；本单位另有规定就改，不对外许可就删去这一行。
content_license: https://creativecommons.org/licenses/by/4.0/
extra:
  # 本库的代号，日历和订阅里用来与别的单位区分，定下后不要改。
  library_id: {}
"""

_COURSE = """\
---
title: 示例课程：怎样开好一次主题党日
topic: party-purpose
audience: [all]
hours: 2
theory: false
summary: 示例：说明一门课程文件的写法。学会从选题、准备到总结组织一次主题党日。
kind: course
methods: [lecture, practice]
level: township
keywords: [主题党日, 组织生活]
status: published
---

## 教学目标

- 能为一次主题党日选定与本支部工作相关的题目
- 能列出准备清单并分工到人

## 课程大纲

| 单元 | 内容要点 | 方式 | 学时 |
| --- | --- | --- | ---: |
| 1. 选题与准备 | 从党员需求和当前任务中选题；列准备清单，明确时间、地点、分工 | 专题讲座 | 1 |
| 2. 组织与总结 | 分组演练开场、讨论、形成措施；做好记录，把措施落到人 | 实操练习 | 1 |

## 学习材料

- 《中国共产党支部工作条例（试行）》

## 自测思考

1. 本支部下一次主题党日选什么题目？理由是什么？
"""

_HOME = """\
---
title: 首页
---

欢迎使用本单位的课程库。课程写在 `content/courses` 文件夹里，一门课一个文件；
改好后运行 `courselib check` 检查，再运行 `courselib build` 生成站点。
"""

_README = """\
# 示例课程库

- 课程：`content/courses/编号.md`，一门课一个文件，文件名就是课程编号。
- 规划数据：`content/plan.yml`，专题、领域和学时规则都在这里。
- 新课：`courselib new course 编号`
- 边写边看：`courselib serve`
- 检查：`courselib check`
- 生成站点：`courselib build`，然后双击 `site/index.html`。
- `.vscode`：用 VS Code 写课时的补全和检查，不用可以删去。
"""

_IGNORE = """\
site/
.courselib/
.DS_Store
Thumbs.db
desktop.ini
~$*
.~*
*~
*.bak
*.swp
*.tmp
"""


def start_library(folder: Path, made_from_plan: Callable[[Plan], dict[str, str]]) -> list[str]:
    """Write the first files of a library into ``folder`` and return their paths; ``made_from_plan`` adds what a plan gives besides.

    Raises ``UsageError`` when the folder holds anything already, ``SystemFault`` when it cannot be written.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder} 不是文件夹。", "换一个名字。")
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if not all(map(is_litter, there)):
        raise UsageError(f"文件夹 {folder} 里已有东西。", "换一个空文件夹，以免覆盖。")
    plan = plan_file().read_text(encoding="utf-8")
    files = {
        "content/plan.yml": plan,
        "content/synonyms.yml": synonyms_file().read_text(encoding="utf-8"),
        "content/courses/example-theme-day.md": _COURSE,
        "content/pages/index.md": _HOME,
        "mkdocs.yml": _SETTINGS.format(secrets.token_hex(6)),
        "README.md": _README,
        ".gitignore": _IGNORE,
        **made_from_plan(records.plan(read_file(Entry(PLAN_FILE, "plan", "plan", 0, 0, 0), plan.encode()).values or {})),
    }
    if taken := sorted(there & {name.partition("/")[0] for name in files}):
        raise UsageError(f"文件夹 {folder} 里已有 {'、'.join(taken)}。", "换一个空文件夹，以免覆盖。")
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SystemFault(f"不能写入 {folder}（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error
    return sorted(files)
