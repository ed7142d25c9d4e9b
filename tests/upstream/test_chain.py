"""A county on a city on a province: what each page says of where its record came from, and where its links lead."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from courselib.runtime.workspace import Workspace
from tests.support.library import course
from tests.support.sites import build_site
from tests.support.upstream import add, library, loaded, update, write

_FACT = re.compile(r"<dt>(来源|[^<]*改动)</dt><dd>([^<]*)")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Three libraries, each with courses and changes of its own."""
    root = tmp_path_factory.mktemp("chain")
    province = library(root / "province", empty=False)
    write(province, "releases/1.2.json", "{}\n")
    write(province, "courses/all/meets.md", course(
        "省里的同名课", body="\n见[理论](../rural/theory.md)和[本方案](../../pages/notes.md)。\n"))
    write(province, "courses/rural/leads.md", course(
        "省里引用同名课的", more="prerequisites: [meets]\n", body="\n先看[同名课](../all/meets.md)。\n"))
    city = library(root / "city")
    write(city, "courses/city-course.md", course(
        "市里的课", more="prerequisites: [meets]\nlecturers: [teacher]\n",
        body="\n见[省课](../upstream/province/courses/all/meets.md)。\n"))
    write(city, "lecturers/city-teacher.md", "---\ntitle: 市里的讲师\n---\n\n讲治理。\n")
    add(city, "province", "../province", "省库")
    write(city, "overlays/province/skills.yml", (
        "set: {lecturers: [city-teacher], hours: 3}\nappend: |\n  见[市课](../../courses/city-course.md)。\n"))
    county = library(root / "county")
    write(county, "courses/meets.md", course("县里的同名课", more='prerequisites: ["province:meets"]\n'))
    write(county, "lecturers/county-teacher.md", "---\ntitle: 县里的讲师\n---\n\n讲党课。\n")
    write(county, "media/local.txt", "县里的附件\n")
    add(county, "city", "../city", "市库")
    write(county, "overlays/province/skills.yml", (
        "set: {title: 县里改名的课}\nadd: {lecturers: [county-teacher]}\n"
        "append: |\n  见[附件](../../media/local.txt)和[县课](../../courses/meets.md)。\n"))
    write(county, "overlays/city/city-course.yml", "set: {lecturers: [county-teacher]}\n")
    return county


@pytest.fixture(scope="module")
def site(county: Workspace) -> Path:
    build_site(county.content, county.root / "site")
    return county.root / "site"


def facts(site: Path, page: str) -> dict[str, str]:
    return dict(_FACT.findall((site / page).read_text(encoding="utf-8")))


def test_three_levels_without_a_problem(county: Workspace) -> None:
    """The county's check finds nothing to say, and knows the records of all three levels."""
    now = loaded(county)
    assert [p for p in now.problems if p.code != "R416"] == []
    assert now.library is not None
    owners = {key: c.source.origin.library if c.source.origin else "" for key, c in now.library.courses.items()}
    assert owners["meets"] == ""
    assert owners["province:meets"] == owners["theory"] == "province"
    assert owners["city-course"] == "city"
    assert "coming" not in owners  # a draft of the province's


def test_every_page_says_where_its_record_came_from(county: Workspace, site: Path) -> None:
    """Origin and changes stand on each page of another library's record, and on no page of our own."""
    now = loaded(county).library
    assert now is not None
    pages = 0
    for folder in ("courses", "lecturers", "venues", "curricula"):
        for key, record in getattr(now, folder).items():
            said = facts(site, f"{folder}/{key.replace(':', '--')}.html")
            origin = record.source.origin
            wanted = {} if origin is None else {"来源": {"province": "省库 1.2 版", "city": "市库"}[origin.library]}
            wanted |= {f"{c.by or '本地'}改动": "、".join(c.fields) for c in (origin.changes if origin else ())}
            assert said == wanted, key
            pages += origin is not None
    assert pages >= 9
    assert facts(site, "courses/skills.html") == {"来源": "省库 1.2 版", "市库改动": "学时、讲师、正文", "本地改动": "名称、讲师、正文"}
    assert facts(site, "courses/city-course.html") == {"来源": "市库", "本地改动": "讲师"}


def test_data_says_it_too(site: Path) -> None:
    """What programs read has the origin of each record."""
    rows = {row["id"]: row for row in json.loads((site / "data/v1/courses.json").read_text(encoding="utf-8"))["courses"]}
    assert "origin" not in rows["meets"]
    assert rows["province:meets"]["origin"] == {"library": "province", "title": "省库", "version": "1.2", "id": "meets"}
    assert rows["province:meets"]["url"] == "courses/province--meets.html"
    assert rows["skills"]["origin"]["changes"] == [{"by": "市库", "fields": ["学时", "讲师", "正文"]}, {"fields": ["名称", "讲师", "正文"]}]
    assert rows["skills"]["lecturers"] == ["city-teacher", "county-teacher"]
    assert rows["skills"]["hours"] == 3


def test_each_library_means_its_own_records(site: Path) -> None:
    """A plain ID in a library's record means the record there, wherever it stands here."""
    rows = {row["id"]: row for row in json.loads((site / "data/v1/courses.json").read_text(encoding="utf-8"))["courses"]}
    assert rows["leads"]["prerequisites"] == rows["city-course"]["prerequisites"] == rows["meets"]["prerequisites"] == ["province:meets"]
    named = re.compile(r'href="([^"]+)"[^>]*>(同名课|省课|理论|市课|附件|县课)</a>')
    links = {key: named.findall((site / f"courses/{key}.html").read_text(encoding="utf-8"))
             for key in ("leads", "city-course", "province--meets", "skills")}
    assert links == {
        "leads": [("province--meets.html", "同名课")],
        "city-course": [("province--meets.html", "省课")],
        "province--meets": [("theory.html", "理论")],
        "skills": [("city-course.html", "市课"), ("../media/local.txt", "附件"), ("meets.html", "县课")],
    }
    text = (site / "courses/province--meets.html").read_text(encoding="utf-8")
    assert "<a>本方案</a>" in text or "本方案" in text  # the page was not taken: its name stands there without a link
    assert "notes.html" not in text
    assert (site / "media/province/notes/handout.txt").is_file()
    assert 'href="../media/province/notes/handout.txt"' in (site / "courses/theory.html").read_text(encoding="utf-8")


def test_a_change_in_the_province_arrives_through_the_city(county: Workspace) -> None:
    """Each level takes what the one above it took, and sees before it does."""
    root = county.root.parent
    here = Workspace.of(shutil.copytree(root, root.with_name(f"{root.name}-again"), dirs_exist_ok=True) / "county" / "content")
    province, city = (Workspace.of(here.root.parent / name / "content") for name in ("province", "city"))
    text = (province.content / "courses/rural/skills.md").read_text(encoding="utf-8")
    write(province, "courses/rural/skills.md", text.replace("title: ", "title: 新", 1))
    assert update(here, "city").empty  # the city has not taken it yet
    assert [r.id for r in update(city, "province").changed] == ["skills"]
    found = update(here, "city")
    assert [(r.library, r.id) for r in found.changed] == [("province", "skills")]
    assert [(m.path, m.label) for m in found.meetings] == [("overlays/province/skills.yml", "名称")]
    told = [p for p in loaded(here).problems if p.code == "U708"]
    assert [(p.path, p.line) for p in told] == [("overlays/province/skills.yml", 1)]
    assert "县里改名的课" in told[0].message
