"""Curriculum pages and what stands beside them for download."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ..support.library import course, put
from ..support.sites import Reader, build_site, courselib, files_of, pages_of, whole

PLAN = "curricula/rural-plan.yml"
HEAD = "title: 另一个方案\nsector: rural\nrole: member\nstart: 2024\n"
ITEMS = "items:\n  - {course: reading, year: 2024}\n  - {course: theory, year: 2025}\n  - {course: skills, year: 2026}\n"


def cells(html: str, name: str) -> list[list[str]]:
    """Return the texts of all rows of the tables with a class; of each cell what a reader sees."""
    found = re.findall(rf'<table class="[^"]*\b{name}\b[^"]*".*?</table>', html, re.DOTALL)
    rows = [row for table in found for row in re.findall(r"<tr\b.*?</tr>", table, re.DOTALL)]
    return [[" ".join(Reader(c).text.split()) for c in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.DOTALL)] for row in rows]


def page(site: Path, key: str = "rural-plan") -> str:
    """Return the page of a curriculum."""
    return (site / f"curricula/{key}.html").read_text(encoding="utf-8")


def text(site: Path, key: str = "rural-plan") -> str:
    """Return what a reader sees of it."""
    return Reader(page(site, key)).text


def few_hours(content: Path) -> None:
    """Make the plan ask for so few hours that a single course has them."""
    put(content, "plan.yml", (content / "plan.yml").read_text(encoding="utf-8").replace("minimum: 20}", "minimum: 1}"))


@pytest.fixture
def site(content: Path, tmp_path: Path) -> Path:
    """A site that was just built."""
    build_site(content, tmp_path / "site")
    return tmp_path / "site"


def test_grid_has_tasks_down_and_years_across(small_site: Path) -> None:
    """Each course stands once, in the row of its basic task and the column of its year, with its hours and marks."""
    head, theory, skills = cells(page(small_site), "cl-plan")
    assert head == ["基本任务", "2024打基础", "2025", "2026重实战", "2027", "2028"]
    assert theory == ["政治理论教育", "著作研读入门 2.5 学时 创新理论", "农村理论基础 4 学时 创新理论 脱产·县级", "—", "—", "—"]
    assert skills == ["知识技能教育", "—", "—", "田间实战 8 学时 2026-05-12", "—", "—"]


def test_chart_stands_beside_its_figures(small_site: Path) -> None:
    """Each year has a bar that is told in words, and its figures in the same row."""
    html = page(small_site)
    _, *years, total = cells(html, "cl-years")
    assert years[0] == ["2024", "", "1", "2.5", "2.5", "100.0%", "0"]
    assert years[1] == ["2025", "", "1", "4", "4", "100.0%", "4"]
    assert total == ["合计", "", "3", "14.5", "6.5", "44.8%", "4"]
    bars = [a for tag, a in Reader(html).elements if tag == "svg" and a.get("class") == "cl-bar"]
    assert [b["aria-label"] for b in bars][2] == "2026 年：共 8 学时，其中创新理论 0 学时，占 0.0%"
    assert [b["role"] for b in bars] == ["img"] * 5


def test_rules_say_figure_need_and_what_counted(small_site: Path) -> None:
    """Each rule has its figure, its need and the verdict in words, and names the courses that counted."""
    shown = text(small_site)
    assert "已有 14.5 学时，要求不少于 10 学时，达标。" in shown
    assert "已有创新理论 6.5 学时，要求不少于 6 学时（总学时 14.5 的 2/5），达标。" in shown
    assert re.findall(r"计入的课程 (\d+) 项 · ([\d.]+) 学时", shown) == [("3", "14.5"), ("2", "6.5")]


def test_yearly_rules_name_every_year(content: Path, tmp_path: Path) -> None:
    """A rule that holds each year tells each year's figure; for members spared by the plan it is exempt and says why."""
    plan = (content / "plan.yml").read_text(encoding="utf-8")
    put(content, "plan.yml", f"""{plan}\
  - {{id: yearly, title: 每年学时, clause: 一, applies: [member], window: year, count: all, minimum: 3, exempt: 身体不便的只作记录}}
""")
    put(content, PLAN, f"{HEAD}exempt: true\n{ITEMS}")
    build_site(content, tmp_path / "site")
    shown = text(tmp_path / "site")
    assert "2024 年：已有 2.5 学时，要求不少于 1.5 学时，免除硬性要求。" in shown
    assert "2027 年：已有 0 学时，要求不少于 1.5 学时，还差 1.5 学时，免除硬性要求。" in shown
    assert "身体不便的只作记录。" in shown
    assert "（免除学时硬性要求）" in shown


def test_topics_show_their_courses_and_what_is_missing(content: Path, tmp_path: Path) -> None:
    """Own topics come first; a required topic without a course is marked, for an exempt curriculum it is not."""
    few_hours(content)
    put(content, PLAN, f"{HEAD}exempt: true\nitems: [{{course: reading, year: 2024}}]\n")
    build_site(content, tmp_path / "site")
    rows = cells(page(tmp_path / "site"), "cl-topics")
    assert [r for r in rows if r[0] != "专题"] == [
        ["农村理论", "必修", "未安排"], ["实战技能", "必修", "未安排"], ["著作研读", "必修", "著作研读入门"],
    ]
    put(content, PLAN, f"{HEAD}status: retired\nitems: [{{course: reading, year: 2024}}]\n")
    build_site(content, tmp_path / "site")
    html = page(tmp_path / "site")
    assert ["农村理论", "必修", "缺课程"] in cells(html, "cl-topics")
    assert html.count("cl-row-gap") == 2
    assert "必修专题没有课程：农村理论（rural-theory）。" in Reader(html).text
    assert "本方案状态：已停用" in Reader(html).text


def test_filing_sheet_of_each_year(small_site: Path) -> None:
    """Each year has a sheet with blanks to fill in, the columns of the filing, its courses and its sums."""
    html = page(small_site)
    rows = cells(html, "cl-filing__table")
    shown = re.sub(r"\s+", " ", text(small_site))
    assert re.findall(r"农村党员五年方案 (\d{4}) 年度计划\s*(?:年度主题：(\S+?))?\s*单位\s*负责人\s*备案日期", shown) == [
        ("2024", "打基础"), ("2025", ""), ("2026", "重实战"), ("2027", ""), ("2028", ""),
    ]
    assert rows[0] == ["序号", "课程", "专题", "学时", "创新理论", "脱产", "举办层级", "方式"]
    assert ["1", "农村理论基础", "农村理论", "4", "4", "4", "县级", "专题讲座、互动交流"] in rows
    assert ["1", "田间实战 2026-05-12", "实战技能", "8", "", "", "", "现场体验、实操练习"] in rows
    assert [r[1:6] for r in rows if r[-1] == "" and r[0] == ""] == [
        ["合计 1 门", "创新理论占 100.0%", "2.5", "2.5", "0"], ["合计 1 门", "创新理论占 100.0%", "4", "4", "4"],
        ["合计 1 门", "创新理论占 0.0%", "8", "0", "0"], *[["合计 0 门", "创新理论占 —", "0", "0", "0"]] * 2,
    ]
    assert rows.count(["", "这一年没有安排。"]) == 2
    assert html.count('class="cl-blank') == 15


def test_findings_are_shown(content: Path, tmp_path: Path) -> None:
    """What the check warns of stands on the page, and the page then does not claim that all is well."""
    put(content, "courses/rural/more.md", course("进阶课", more="prerequisites: [rural-series]"))
    put(content, PLAN, f"{HEAD}{ITEMS}  - {{course: more, year: 2026}}\n")
    build_site(content, tmp_path / "site")
    shown = text(tmp_path / "site")
    assert "需要处理的问题" in shown
    assert "课程 “more” 的先修课程 “rural-series”（农村理论系列）没有列入。" in shown
    assert "核对：达标。" not in shown


def command_json(content: Path) -> Any:
    """Return what the command says of the curriculum, with paths below the content folder."""
    result = courselib("curriculum", "check", "rural-plan", "--json", cwd=content.parent)
    found = json.loads(result.stdout)
    for problem in found["problems"]:
        problem["path"] = problem["path"].removeprefix("content/")
    return found


def test_json_is_what_the_command_says(content: Path, tmp_path: Path) -> None:
    """The evaluation for download is that of ``courselib curriculum check --json``, and follows the lines of the file."""
    site = tmp_path / "site"
    for before in ("", "# 说明\n# 又一行\n"):
        put(content, "courses/rural/more.md", course("进阶课", more="prerequisites: [rural-series]"))
        put(content, PLAN, f"{before}{HEAD}{ITEMS}  - {{course: more, year: 2026}}\n")
        build_site(content, site)
        found = json.loads((site / "curricula/rural-plan.json").read_text(encoding="utf-8"))
        assert found == command_json(content)
        assert [(p["code"], p["line"]) for p in found["problems"]] == [("C606", 9 + before.count("\n"))]


def test_no_calendar_without_dates(content: Path, site: Path) -> None:
    """A curriculum without days has no calendar and no link to one; with a day it has both, and loses them again."""
    dated = (content / PLAN).read_text(encoding="utf-8")
    assert 'href="rural-plan.ics"' in page(site)
    for source, there in ((dated.replace(", on: 2026-05-12", ""), False), (dated, True), (dated.replace(", on: 2026-05-12", ""), False)):
        put(content, PLAN, source)
        build_site(content, site)
        assert (site / "curricula/rural-plan.ics").exists() == there
        assert ('href="rural-plan.ics"' in page(site)) == there
        assert all(f'href="rural-plan.{kind}"' in page(site) for kind in ("xlsx", "json"))
        assert whole(site)


def test_downloads_are_made_only_when_their_inputs_change(content: Path, site: Path) -> None:
    """A course's text leaves the downloads as they are; its title makes the ones that show it anew."""
    paths = [site / f"curricula/rural-plan.{kind}" for kind in ("xlsx", "json", "ics")]
    file = content / "courses/rural/skills.md"
    before = [p.stat().st_mtime_ns for p in paths]
    put(content, "courses/rural/skills.md", file.read_text(encoding="utf-8").replace("能说清要点", "能动手做"))
    assert build_site(content, site).filled == 1
    assert [p.stat().st_mtime_ns for p in paths] == before
    data = [p.read_bytes() for p in paths]
    put(content, "courses/rural/skills.md", file.read_text(encoding="utf-8").replace("田间实战", "田里实战"))
    build_site(content, site)
    assert [p.read_bytes() == old for p, old in zip(paths, data, strict=True)] == [False, True, False]


def test_a_deleted_curriculum_leaves_nothing(content: Path, site: Path) -> None:
    """Page, downloads and every link to them are gone with the file."""
    (content / PLAN).unlink()
    build_site(content, site)
    assert [p for p in files_of(site) if p.startswith("curricula/")] == []
    assert not any("curricula/rural-plan" in html for html in pages_of(site).values())


def test_sector_pages_lead_with_their_curricula(content: Path, tmp_path: Path) -> None:
    """A sector's own curricula stand before what the plan asks; a sub-sector adds its parent's for secretaries only."""
    few_hours(content)
    for role in ("member", "secretary"):
        put(content, f"curricula/inst-{role}.yml", f"title: 事业{role}\nsector: institutions\nrole: {role}\nstart: 2024\nexempt: true\n"
            "items: [{course: reading, year: 2024}]\n")
    put(content, "curricula/health.yml", "title: 卫生\nsector: institutions-health\nrole: member\nstart: 2024\nexempt: true\n"
        "items: [{course: reading, year: 2024}]\n")
    put(content, "curricula/old.yml", "title: 旧的\nsector: institutions-health\nrole: member\nstart: 2024\nstatus: retired\nexempt: true\n"
        "items: [{course: reading, year: 2024}]\n")
    build_site(content, tmp_path / "site")
    expected = {
        "rural": ["rural-plan"], "institutions": ["inst-member", "inst-secretary"], "institutions-health": ["health", "inst-secretary"],
    }
    for sector, keys in expected.items():
        html = (tmp_path / f"site/sectors/{sector}.html").read_text(encoding="utf-8")
        assert re.findall(r'href="../curricula/([a-z-]+)\.html"', html) == keys
        assert html.index('id="curricula"') < html.index('id="asks"')
    rural = (tmp_path / "site/sectors/rural.html").read_text(encoding="utf-8")
    assert "14.5 学时 · 创新理论 44.8% · 达标" in Reader(rural).text
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="curricula/([a-z-]+)\.html"', home) == ["rural-plan", "inst-member", "inst-secretary"]


def test_shipped_curricula_are_all_there(shipped_site: Path) -> None:
    """Every shipped curriculum has its page, workbook and evaluation, and a leading place on its sector's page."""
    curricula = json.loads((shipped_site / "data/v1/curricula.json").read_text(encoding="utf-8"))["curricula"]
    for row in curricula:
        key = row["id"]
        assert all((shipped_site / f"curricula/{key}.{kind}").is_file() for kind in ("html", "xlsx", "json"))
        assert "核对：达标。" in text(shipped_site, key)
        assert f'curricula/{key}.html"' in (shipped_site / f"sectors/{row['sector']}.html").read_text(encoding="utf-8")
