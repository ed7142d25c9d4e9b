"""The structured data of course pages: what search engines ask for is there, of the allowed form, and true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from courselib.content.checking import load_and_check
from courselib.exchange.describing import beginning
from courselib.exchange.structured import course_data, iso_duration, licence_data
from courselib.library.model import Course, Library, Platform

from ..support.library import REPOSITORY
from ..support.sites import pages_of
from ..support.structured import data_of, faults, misused

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library."""
    found = load_and_check(REPOSITORY / "content").library
    assert found is not None
    return found


@pytest.fixture
def course(library: Library) -> Course:
    """Some course, with nothing that need not be there."""
    some = library.courses["rural-qianwan-experience"]
    return replace(some, summary="", provider="", methods=(), platforms=(), kind="course", source=replace(some.source, body=""))


def made(course: Course, library: Library, **site: Any) -> dict[str, Any]:
    """Return the data of a course on a site without an address."""
    before = [library.courses[i] for i in course.prerequisites]
    return course_data(course, library.plan, before, **{"site_name": "某县课程库", "site_url": "", "licence": LICENCE} | site)


def test_every_shipped_page(shipped_site: Path) -> None:
    """All course pages have one piece of data, complete and of the allowed form; each says how it is delivered."""
    pages = {path: data_of(html) for path, html in pages_of(shipped_site).items() if path.startswith("courses/")}
    assert len(pages) >= 218
    assert {path: found for path, data in pages.items() if (found := faults(data))} == {}
    assert {data["license"] for data in pages.values()} == {LICENCE}
    assert {data["hasCourseInstance"]["courseMode"] for data in pages.values()} >= {"Onsite", "Blended"}


@pytest.mark.parametrize(("methods", "mode"), [
    (("video",), "Online"), (("lecture",), "Onsite"), (("field", "practice"), "Onsite"), (("video", "exchange"), "Blended"), ((), None),
])
def test_the_mode_of_delivery_comes_from_the_methods(
    course: Course, library: Library, methods: tuple[str, ...], mode: str | None
) -> None:
    """Methods decide; where nothing says how a course is delivered no instance is made up. Methods stand under their own name."""
    data = made(replace(course, methods=methods), library)
    assert data.get("hasCourseInstance", {}).get("courseMode") == mode
    assert len(data.get("learningResourceType", ())) == len(methods)
    assert faults(data) == []


def test_prerequisites_are_links_to_their_pages(library: Library) -> None:
    """What comes before is named and linked: by address, or relative to the page where the site has none."""
    course = next(c for c in library.courses.values() if c.prerequisites)
    first = library.courses[course.prerequisites[0]]
    for site_url, top in (("", ""), ("https://x.cn/库/", "https://x.cn/库/courses/")):
        data = made(course, library, site_url=site_url)
        assert data["coursePrerequisites"][0] == {"@type": "Course", "name": first.title, "url": f"{top}{first.id}.html"}
        assert faults(data) == []


def test_links_of_shipped_pages_lead_to_pages(shipped_site: Path) -> None:
    """A relative link of the data is that of a page beside it."""
    links = [link["url"] for path, html in pages_of(shipped_site).items() if path.startswith("courses/")
             for link in data_of(html).get("coursePrerequisites", ())]
    assert len(links) > 20
    assert all((shipped_site / "courses" / link).is_file() for link in links)


@pytest.mark.parametrize(("change", "fault"), [
    ({"about": "党性"}, "about: '党性'"), ({"teacher": "x"}, "teacher: no property of Course"),
    ({"courseMode": "Online"}, "courseMode: no property of Course"),
    ({"timeRequired": "2 小时"}, "timeRequired: "), ({"provider": {"@type": "Offer"}}, "provider: "), ({"@type": "Kurs"}, ": type Kurs"),
    ({"hasCourseInstance": {"@type": "CourseInstance", "methods": "x"}}, "hasCourseInstance.methods: no property of CourseInstance"),
])
def test_the_definitions_find_misuse(course: Course, library: Library, change: dict[str, Any], fault: str) -> None:
    """What schema.org does not define is a fault, so that the tests above can be trusted."""
    assert misused(made(course, library)) == []
    [found] = misused(made(course, library) | change)
    assert found.startswith(fault)


def test_without_methods_kind_and_platforms_tell(course: Course, library: Library) -> None:
    """Fieldwork is on site, and what only a platform offers is online."""
    assert made(replace(course, kind="fieldwork"), library)["hasCourseInstance"]["courseMode"] == "Onsite"
    platform = Platform("某平台", "https://example.org/")
    assert made(replace(course, platforms=(platform,)), library)["hasCourseInstance"]["courseMode"] == "Online"


@pytest.mark.parametrize(("half_hours", "duration"), [(1, "PT30M"), (2, "PT1H"), (5, "PT2H30M"), (160, "PT80H")])
def test_durations(half_hours: int, duration: str) -> None:
    """Whole hours and minutes, never a fraction."""
    assert iso_duration(half_hours) == duration


def test_the_provider_is_the_unit_or_the_site(course: Course, library: Library) -> None:
    """A named unit comes first; without one it is whoever keeps the site."""
    assert made(replace(course, provider="某县委党校"), library)["provider"]["name"] == "某县委党校"
    assert made(course, library)["provider"] == {"@type": "Organization", "name": "某县课程库"}
    assert made(course, library, site_url="https://x.cn/")["provider"]["url"] == "https://x.cn/"


def test_a_licence_is_an_address_or_the_statement() -> None:
    """Where no address is set, what the site says of its content stands instead; nothing is claimed for anybody."""
    assert licence_data(LICENCE, "本单位维护", "库") == LICENCE
    assert licence_data("", "本单位维护", "库") == {"@type": "CreativeWork", "name": "本单位维护"}
    assert licence_data("", "", "库")["name"] == "使用办法由库规定"  # type: ignore[index] # a work


@pytest.mark.parametrize(("body", "said"), [
    ("", ""), ("## 课程大纲\n\n| 单元 | 学时 |\n| --- | --- |\n| 甲 | 1 |\n", ""),
    ("## 教学目标\n\n- 会组织\n- 能总结\n\n## 课程大纲\n\n| 单元 |\n| --- |\n| 甲 |\n", "会组织；能总结。"),
    ("# 题\n\n第一句。**第二句**，还没完", "第一句。第二句，还没完。"), ("甲乙丙：", "甲乙丙。"),
    ("- [链接](x.md)的话 {{ 7*7 }} </script>", "链接的话 {{ 7*7 }}。"), ("<p>甲</p>\n\n乙！", "甲；乙！"),
    (f"{'很' * 150}。{'长' * 20}。", f"{'很' * 150}。"), ("长" * 400, f"{'长' * 159}…"), ("```\n只有代码", ""),
])
def test_what_a_body_begins_with(body: str, said: str) -> None:
    """Whole sentences of paragraphs and items, without headings, tables and marks, no longer than is shown."""
    assert beginning(body) == said


def test_a_long_body_is_read_at_its_beginning_alone() -> None:
    """What stands far behind does not matter, nor does where the part that is looked at ends."""
    first = "- 会组织[支部](a.md)学习会。\n"
    assert beginning(first * 5000) == beginning(first * 50) == "会组织支部学习会。" * 17


def test_a_course_without_words_is_described_by_its_topic(course: Course, library: Library) -> None:
    """There is always something true to say."""
    assert made(course, library)["description"].endswith("学时。")
