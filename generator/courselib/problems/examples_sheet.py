"""Examples of problems of tables that are imported (X), as rows of CSV."""

from __future__ import annotations

from .example import Example

_HEAD = "编号,名称,专题,对象,学时,创新理论"
_ROW = "example-new,示例新课,rural-theory,rural,2,是"

SHEET = (
    Example(
        "X901",
        "words",
        "一张工作表最多读 100000 行。多半是下面有成片的空格或误填的内容，删去多余的行，或分成几个文件。",
        "有 100001 行的工作表",
        "不超过 100000 行的工作表",
        recipe="many-rows",
    ),
    Example(
        "X902",
        "sheet",
        "表里要有一行表头，其中要有“编号”一列，才知道每一行是哪条记录。用 courselib export 导出一份，照着填。",
        f"{_HEAD.removeprefix('编号,')}\n{_ROW.removeprefix('example-new,')}",
        f"{_HEAD}\n{_ROW}",
    ),
    Example(
        "X903",
        "sheet",
        "列名写错、写了两次，或有内容的列没有列名。照提示改，不需要的列删去。",
        f"{_HEAD},关健词\n{_ROW},粮食",
        f"{_HEAD},关键词\n{_ROW},粮食",
    ),
    Example(
        "X904",
        "words",
        "合并的单元格看不出每一行各是什么值。取消合并，每行各填各的。",
        "把几门课的“专题”合并成一格",
        "每门课各填一格“专题”",
        recipe="merged",
    ),
    Example(
        "X905",
        "words",
        "工作表的名称不认识，或者是隐藏的，没有读。名称照导出的写，如“课程”“讲师”；要导入就取消隐藏。",
        "名为“课程表二”的第二张工作表",
        "名为“课程”的工作表",
        recipe="strange-sheet",
    ),
    Example(
        "X906",
        "sheet",
        "每一行都要有编号，一个编号只能有一行。",
        f"{_HEAD}\n{_ROW}\n{_ROW.replace('新课', '另一门新课')}",
        f"{_HEAD}\n{_ROW}\n{_ROW.replace('example-new', 'example-newer').replace('新课', '另一门新课')}",
    ),
    Example(
        "X907",
        "words",
        "公式按它显示的值读；还没有算出值，或显示为错误（如 #REF!）的，读不成。在表格软件里打开、存一次，或直接填值。",
        "“学时”一格是没有算过的公式 =1+1",
        "“学时”一格是 2",
        recipe="formula",
    ),
    Example(
        "X908",
        "sheet",
        "大纲、资源、安排的行用编号对应记录。先在“课程”“课程方案”等表里加上那条记录，或改正编号。",
        "课程编号,单元,学时\nexample-basics,1. 总论,2",
        "课程编号,单元,学时\nexample-basic,1. 总论,2",
    ),
    Example(
        "X909",
        "words",
        "这条记录的文件有错误，或写法特别，不能在里面改一处而不动别处。先运行 courselib check 改好，或直接改那个文件。",
        "改一门课的学时，而那门课的文件缺少元数据",
        "改一门没有错误的课的学时",
        recipe="broken-file",
    ),
    Example(
        "X910",
        "words",
        "一个文件最多读 200 万个单元格、50 万条文字，展开后不超过 160 MB；CSV 一格最多 13 万字。多半是成片的空格，或引号没有配对。"
        "删去不用的行、列和工作表，或分成几个文件。",
        "三千万个单元格的工作簿",
        "不超过 200 万个单元格的工作簿",
        recipe="many-cells",
    ),
)
