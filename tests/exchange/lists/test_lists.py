"""Lists in forty layouts, none our own: what they say is read, what they do not say is left open, and nothing is made up."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.content.loading import Loaded
from courselib.exchange.lists.drafts import drafts
from courselib.exchange.lists.guesses import Certainty, Listed
from courselib.exchange.lists.telling import Told, read_lists
from courselib.exchange.spreadsheet.importing import prepare, read_tables
from courselib.exchange.spreadsheet.places import SheetProblem
from courselib.exchange.spreadsheet.planning import Change
from courselib.library.reading import read_file

from ...cli.conftest import Run, cli, here
from ...support.library import REPOSITORY
from ...support.needs import needed
from ..spreadsheet.making import state
from .office import SHEETS, TOPICS, Sheet, made

__all__ = ["cli", "here"]
#: All that a draft may say of itself beside the cells of a list: headings and marks.
FRAME = re.compile(r"【填：[^】]*】|教学目标|课程大纲|单元|内容要点|方式|学时|[-#|: \n]")


@cache
def shipped() -> Loaded:
    """Return the repository's own library."""
    return load_and_check(REPOSITORY / "content")


def file_of(folder: Path, number: int, sheet: Sheet) -> Path:
    """Write a list to a folder; those of old programs are made by LibreOffice."""
    kind, data = made(number, sheet)
    suffix = {"gbk": "csv", "tabs": "csv", "strict": "xlsx", "ods": "xlsx", "xls": "xlsx"}.get(kind, kind)
    file = folder / f"清单{number}.{suffix}"
    file.write_bytes(data)
    return converted([file], kind)[0] if kind in ("ods", "xls") else file


def converted(files: list[Path], kind: str) -> list[Path]:
    """Have LibreOffice write files anew in another form."""
    office = needed(os.environ.get("COURSELIB_SCALC") or shutil.which("localc"), "LibreOffice Calc")
    folder = files[0].parent / "converted"
    command = [office, f"-env:UserInstallation={(files[0].parent / 'office').as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=180)
    return [folder / f"{file.stem}.{kind}" for file in files]


def read(file: Path, told: Told | None = None) -> tuple[list[Listed], list[Change], list[SheetProblem]]:
    """Return what is made of a list beside the shipped library."""
    loaded = shipped()
    assert loaded.library is not None
    plan = loaded.library.plan
    _, lists, problems = read_lists(read_tables(file), loaded, plan, told or Told())
    changes, more = drafts(lists, loaded, plan)
    return lists, changes, [*problems, *more]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[list[Listed], list[Change], list[SheetProblem]]]:
    """Return what is made of each of the forty."""
    folder = tmp_path_factory.mktemp("lists")
    return {number: read(file_of(folder, number, sheet)) for number, sheet in enumerate(SHEETS)}


def test_forty_lists(outcomes: dict[int, tuple[list[Listed], list[Change], list[SheetProblem]]]) -> None:
    """Every course of every list is found; of its fields none is wrong, and what has a meaning is read."""
    counted: Counter[str] = Counter()
    wrong: list[tuple[object, ...]] = []
    for number, (lists, changes, _) in outcomes.items():
        sheet = SHEETS[number]
        found = [c.title for one in lists for c in one.courses]
        if found != list(sheet.truth) or len(changes) != len(found):
            wrong.append((number, "rows", found, None, None))
            continue
        for course in lists[0].courses:
            facts = dict(sheet.truth[course.title])
            for name, meant in facts.items():
                guess = course.guesses.get(name)
                value = guess.value if guess else None
                if name == "section":
                    continue
                if value is None:
                    counted["refused" if meant is None else "missed"] += 1
                elif value == meant:
                    counted["right" if guess and guess.certainty is Certainty.SURE else "right as a guess"] += 1
                else:
                    wrong.append((number, course.title, name, guess, meant))
            topic = course.guesses["topic"]
            if topic.value is not None:
                assert topic.certainty is Certainty.GUESS
                counted["topic guessed"] += 1
                if topic.value != TOPICS.get(course.title):
                    wrong.append((number, course.title, "topic", topic, TOPICS.get(course.title)))
            else:
                counted["topic open"] += 1
    print(len(outcomes), dict(counted), *wrong, sep="\n")  # noqa: T201 - figures for whoever runs this with -s
    assert len(outcomes) == 40
    assert wrong == []
    assert counted["missed"] == 0
    assert counted["right"] + counted["right as a guess"] > 400
    assert counted["refused"] > 40


def test_nothing_is_made_up(outcomes: dict[int, tuple[list[Listed], list[Change], list[SheetProblem]]]) -> None:
    """Every draft is a draft that reads well; its body has marks to fill and no word more, its head nothing but what cells say."""
    for _, changes, _ in outcomes.values():
        for change in changes:
            result = read_file(change.entry, change.after)
            assert not [p for p in result.problems if p.severity == "error"], change.after.decode()
            assert result.unfinished
            assert (result.values or {})["status"] == "draft"
            assert FRAME.sub("", result.body) == ""


def test_rows_that_are_no_courses_are_told(outcomes: dict[int, tuple[list[Listed], list[Change], list[SheetProblem]]]) -> None:
    """Titles, totals, notes, headings inside the list and repeated headers are left out, and said."""
    why = Counter(row.why for lists, _, _ in outcomes.values() for one in lists for row in one.skipped)
    assert set(why) == {"表头上面的说明", "合计", "附注", "小标题", "重复的表头"}
    hidden = [h for lists, _, _ in outcomes.values() for one in lists for h in one.hidden]
    assert hidden == ["课酬", "内部评分"]


def test_two_hundred_titles_without_ids(here: Path, cli: Run, tmp_path: Path) -> None:
    """200 titles become 200 drafts with IDs of their own: none is published, counted or made up; the second time nothing is written."""
    file = tmp_path / "题目.csv"
    file.write_text("课程名称\n" + "".join(f"第{n}课怎样做群众工作{n}\n" for n in range(200)), encoding="utf-8")
    before = state(here / "content")
    code, out, _ = cli("import", file)
    assert code == 0
    assert "其中 200 条是没写完的草稿，不会发布" in out
    after = state(here / "content")
    made_files = {path: data.decode() for path, data in after.items() if path not in before}
    assert len(made_files) == 200
    assert all(re.fullmatch(r"courses/unsorted/[a-z0-9-]{1,64}\.md", path) for path in made_files)
    for text in made_files.values():
        head, _, body = text.removeprefix("---\n").partition("\n---\n")
        assert FRAME.sub("", body) == ""
        assert re.fullmatch(r"# 从清单导入[^\n]*\ntitle: [^\n]+\ntopic: 【填：专题】\naudience: 【填：对象】\nhours: 【填：学时】\n"
                            r"theory: 【填：创新理论】\nstatus: draft", head)
        assert "能说出" not in text
        assert "专题学习" not in text
    loaded = load_and_check(here / "content")
    assert loaded.library is not None
    assert not loaded.has_errors
    assert not any(c.source.path in made_files for c in loaded.library.courses.values())
    code, out, _ = cli("check")
    assert code == 0
    assert "另有 200 个没写完的草稿（里面有【填：…】），不算在内，不会发布" in out
    assert "提醒" not in out
    code, again, _ = cli("check")  # from the cache now
    assert (code, again) == (0, out)
    assert cli("check", "--verbose")[1].count("B509") >= 200
    code, out, _ = cli("import", file)
    assert code == 0
    assert out.count("X923") == 21  # twenty, and a line for the others
    assert state(here / "content") == after


def test_what_a_list_became_is_filled_in_the_workbook(here: Path, cli: Run, tmp_path: Path) -> None:
    """Drafts go out in the workbook with empty cells, and come back with what an office filled in."""
    (tmp_path / "a.csv").write_text("课程名称,课时\n防汛值守怎么排班,2\n", encoding="utf-8")
    assert cli("import", tmp_path / "a.csv")[0] == 0
    assert cli("export", tmp_path / "b.csv")[0] == 0
    text = (tmp_path / "b.csv").read_text(encoding="utf-8-sig")
    row = next(line for line in text.splitlines() if "防汛" in line)
    filled = row.replace("防汛值守怎么排班,,,2,,", "防汛值守怎么排班,rural-skills,农村党员,2,否,", 1)
    assert filled != row
    (tmp_path / "b.csv").write_text(text.replace(row, filled), encoding="utf-8-sig")
    code, out, _ = cli("import", tmp_path / "b.csv")
    assert (code, "修改 1 条" in out) == (0, True)
    (file,) = (here / "content/courses/unsorted").glob("fang-xun*.md")
    assert "\ntopic: rural-skills\naudience: [rural]\nhours: 2\ntheory: false\nstatus: draft\n" in file.read_text(encoding="utf-8")


def test_columns_are_told_once_and_kept(here: Path, cli: Run, tmp_path: Path) -> None:
    """A column of a strange name is asked for with those that are there; told once, the next list of the kind is read the same."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"活动,要点,人\n夜间巡堤{name},注意事项,张三\n", encoding="utf-8")
    code, out, _ = cli("import", tmp_path / "a.csv")
    assert code == 1
    assert "第 1 行有这几列：活动、要点、人。哪一列是课程名称，用 --column 说，如 --column 活动=名称。" in out
    code, out, _ = cli("import", tmp_path / "a.csv", "--column", "活动=名称", "--column", "C=讲师", "--dry-run")
    assert code == 0
    assert "A 列 “活动” → 名称" in out
    assert cli("import", tmp_path / "b.csv")[0] == 1  # a dry run keeps nothing
    assert cli("import", tmp_path / "a.csv", "--column", "活动=名称")[0] == 0
    code, out, _ = cli("import", tmp_path / "b.csv")
    assert code == 0
    assert "照上次记下的列读" in out
    assert cli("import", tmp_path / "b.csv", "--column", "活动=没有的项")[0] == 2


@pytest.mark.parametrize(("head", "hint"), [
    ("班次名称,培训对象,人数,天数", "这像是培训班的清单"), ("姓名,单位,职务,可授课程", "这像是讲师名单"),
])
def test_lists_of_something_else_are_told(here: Path, cli: Run, tmp_path: Path, head: str, hint: str) -> None:
    """A list of classes or of people is no list of courses, and where these are filled in is said."""
    (tmp_path / "a.csv").write_text(f"{head}\n甲,乙,3,丙\n", encoding="utf-8")
    before = state(here / "content")
    code, out, _ = cli("import", tmp_path / "a.csv")
    assert (code, hint in out) == (1, True)
    assert state(here / "content") == before


_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def _ods(content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return stream.getvalue()


_SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
_BOMB = (
    f'<office:document-content {_SPACES}><office:body><office:spreadsheet><table:table table:name="甲">'
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
    'table:number-columns-repeated="16000"><text:p>课</text:p></table:table-cell></table:table-row>'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


@pytest.mark.parametrize(("name", "data", "said"), [
    ("a.ods", _ods(_BOMB), "太大"), ("a.ods", _ods("<x"), "损坏"),
    ("a.ods", _ods("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "不允许的 XML 声明"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "损坏"),
    ("a.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
])
def test_hostile_files_of_other_programs(here: Path, cli: Run, name: str, data: bytes, said: str) -> None:
    """A file that claims a million rows of sixteen thousand cells, a damaged one, one with entities: told, and nothing more."""
    (here / name).write_bytes(data)
    code, out, err = cli("import", name)
    assert (code, said in out + err) == (1, True)


def test_a_workbook_saved_by_libreoffice_changes_nothing(tmp_path: Path) -> None:
    """Exported, saved by LibreOffice as .xlsx and .ods and imported, the shipped library stays as it is."""
    from courselib.exchange.spreadsheet.drawing import workbook
    from courselib.exchange.spreadsheet.exporting import export_tables

    found = export_tables(shipped())
    (tmp_path / "o.xlsx").write_bytes(workbook(found))
    for kind in ("xlsx", "ods"):
        (file,) = converted([tmp_path / "o.xlsx"], kind)
        intent, _ = prepare(read_tables(file), shipped())
        assert ([c.id for c in intent.changes], intent.problems) == ([], [])
        assert intent.same == sum(found.counts.values())


def test_a_title_that_says_nothing_is_none(here: Path, cli: Run, tmp_path: Path) -> None:
    """“无” and “待定” in the place of a title are told, and no course is made of them."""
    file = tmp_path / "题目.csv"
    file.write_text("课程名称,学时\n无,2\n怎样做群众工作,2\n待定,\n", encoding="utf-8")
    code, out, _ = cli("import", file, "--dry-run")
    assert code == 0
    assert "第 2 行 “无 2”：没有课程名称" in out
    assert "读到 1 门新课" in out


#: Columns that are read, with words in them that can and that cannot be used.
ODD = {
    "课程编号": ("第三号", "A 1", "ab-1"), "课程类别": ("综合类", "党性教育"), "培训对象": ("有关人员", "农村党员、有关人员"),
    "学时": ("若干", "4学时左右"),
    "是否理论课": ("视情况", "是"), "授课方式": ("灵活", "讲授、灵活"), "层级": ("国际级", "县级"), "课程类型": ("其他类", "案例课程"),
    "更新日期": ("去年", "2026.3.5"), "审核日期": ("待补", "2026年3月6日"), "审核人": ("示例单位",),
    "主讲人": ("示例某甲、示例某乙",), "上课地点": ("示例礼堂",),
    "关键词": ("甲，乙",), "版本": ("第三版" * 20, "2.0"), "提供单位": ("示例单位" * 40, "示例单位"), "课程简介": ("一句话。",),
}


@pytest.mark.parametrize("column", ODD)
def test_no_cell_of_a_column_that_is_read_is_lost(column: str, tmp_path: Path) -> None:
    """What a cell says is a value of the draft, or stands at its head as it was said: a review without a day, an unknown name too."""
    file = tmp_path / "清单.csv"
    rows = [f'怎样做群众工作{"一二三"[n]},"{text}"' for n, text in enumerate(ODD[column])]
    file.write_text("\n".join([f"课程名称,{column}", *rows]) + "\n", encoding="utf-8")
    lists, changes, _ = read(file)
    assert [c.field for c in lists[0].columns if c.heading == column] != [""]
    assert len(changes) == len(rows)
    for course, change, text in zip(lists[0].courses, changes, ODD[column], strict=True):
        draft = change.after.decode()
        used = [g for g in course.guesses.values() if g.said == text and g.value is not None]
        assert text in draft or (used and used[0].certainty is Certainty.SURE), draft


@pytest.mark.parametrize(("rows", "listed"), [
    (["课程编号,课程名称,学时", "KC-01,怎样做群众工作,4"], True),
    (["课程编号,课程名称,学时", "kc-01,怎样做群众工作,4学时"], True),
    (["课程编号,课程名称,学时", "kc-01,怎样做群众工作,4"], False),
    (["编号,名称,学时", "第三号,怎样做群众工作,4学时"], False),
    (["课程编号,课程名称,单元,学时", "第三号,怎样做群众工作,一,4学时"], False),
])
def test_what_calls_courses_as_offices_do(rows: list[str], listed: bool, tmp_path: Path) -> None:
    """It is a list where its numbers or hours are none of ours; our own headings are ours whatever stands below."""
    file = tmp_path / "清单.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert len(read(file)[0]) == listed
