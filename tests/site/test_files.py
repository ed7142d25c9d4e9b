"""The files of a site: names, manifest, data against their schemas, sitemap and feed."""

from __future__ import annotations

import json
import uuid
from operator import itemgetter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from courselib.content.checking import load_and_check
from courselib.exchange.calendar import Origin
from courselib.exchange.feeds import Feed, clean, feed
from courselib.site.settings import Settings

from ..support.library import REPOSITORY, course, put
from ..support.sites import build_site, files_of, published, style_of, whole

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(params=["shipped", "small"])
def site(request: pytest.FixtureRequest, shipped_site: Path, small_site: Path) -> Path:
    """Each of the two sites."""
    return shipped_site if request.param == "shipped" else small_site


def data(site: Path, name: str) -> Any:
    """Return a data file."""
    return json.loads((site / "data/v1" / name).read_text(encoding="utf-8"))


def test_manifest_lists_every_file_but_itself(site: Path) -> None:
    """The manifest gives size and SHA-256 of every other file, and no file is missing."""
    assert whole(site)


def test_paths_work_on_every_system(site: Path) -> None:
    """Paths are ASCII, under 120 characters, and distinct when lower-cased."""
    paths = list(files_of(site))
    assert [p for p in paths if not p.isascii() or len(p) >= 120 or " " in p] == []
    assert len({p.lower() for p in paths}) == len(paths)


def test_every_page_kind_is_there(small_site: Path) -> None:
    """The site has the pages that its addresses promise."""
    expected = {
        "index.html", "catalogue.html", "coverage.html", "people.html", "404.html", "feed.xml", "manifest.json",
        "courses/theory.html", "sectors/rural.html", "sectors/institutions-health.html", "topics/rural-theory.html",
        "tasks/theory.html", "curricula/rural-plan.html", "lecturers/teacher.html", "venues/hall.html", "media/notes/handout.txt",
        "guide/index.html", "guide/topics.html", "guide/problems.html", "notes.html",
        "data/v1/courses.json", "data/v1/curricula.json", "data/v1/plan.json", "data/v1/courses.schema.json",
        "data/v1/curricula.schema.json", "data/v1/plan.schema.json", style_of(small_site), style_of(small_site, "curriculum"),
        "curricula/rural-plan.xlsx", "curricula/rural-plan.json", "curricula/rural-plan.ics",
    }
    assert expected - set(files_of(small_site)) == set()


@pytest.mark.parametrize("name", ["courses", "curricula", "plan"])
def test_data_is_valid_against_its_schema(name: str, site: Path) -> None:
    """Every data file keeps to the JSON Schema beside it, which is a valid schema itself."""
    schema = data(site, f"{name}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [e.message for e in validator.iter_errors(data(site, f"{name}.json"))] == []


def test_each_course_has_a_file_of_its_own(site: Path) -> None:
    """It says what the list says of it, in the words of the schema for one."""
    validator = jsonschema.Draft202012Validator(data(site, "course.schema.json"), format_checker=jsonschema.FormatChecker())
    rows = {row["id"]: row for row in published(site)}
    assert {key: data(site, f"courses/{key}.json") for key in rows} == rows
    assert {p.name for p in (site / "data/v1/courses").iterdir()} == {f"{key}.json" for key in rows}
    assert [e.message for row in rows.values() for e in validator.iter_errors(row)] == []


def test_a_long_list_has_pages(small_site: Path, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list names its pages, which together say what a short list says; every file keeps to the schema beside it."""
    monkeypatch.setattr("courselib.site.published.WHOLE", 3)
    monkeypatch.setattr("courselib.exchange.jsonschema.WHOLE", 3)
    monkeypatch.setattr("courselib.exchange.paging._MEAN", 2)
    site = tmp_path / "site"
    build_site(content, site)
    index = data(site, "courses.json")
    assert (index["total"], len(index["pages"]) > 1) == (5, True)
    assert sorted(published(site), key=itemgetter("id")) == sorted(published(small_site), key=itemgetter("id"))
    validator = jsonschema.Draft202012Validator(data(site, "courses.schema.json"))
    for name in ("courses.json", *index["pages"]):
        assert validator.is_valid(data(site, name)), name
    before = files_of(site / "data/v1")
    put(content, "courses/rural/new-one.md", course("新的一课"))
    build_site(content, site)
    after = files_of(site / "data/v1")
    lists = {path for path, made in after.items() if path.startswith("courses/") and before.get(path) != made}
    assert {path for path in lists if "/pages/" not in path} == {"courses/new-one.json"}
    assert 1 <= len({path for path in lists if "/pages/" in path}) <= 2
    assert json.loads(after["courses.json"])["total"] == 6


def test_schema_refuses_what_is_not_a_course(small_site: Path) -> None:
    """The schema is no rubber stamp: wrong hours, unknown fields and missing titles fail."""
    validator = jsonschema.Draft202012Validator(data(small_site, "courses.schema.json"))
    for change in ({"hours": 0.3}, {"hours": 81}, {"extra": 1}, {"title": None}, {"theory": "true"}, {"id": "A"}):
        document = data(small_site, "courses.json")
        document["courses"][0] |= change
        assert not validator.is_valid(document), change


def test_data_tells_what_the_records_say(small_site: Path) -> None:
    """A course in the data has the values of its file; hours have at most one decimal; drafts are left out."""
    courses = {c["id"]: c for c in data(small_site, "courses.json")["courses"]}
    assert set(courses) == {"reading", "theory", "rural-series", "skills", "old-skills"}
    assert courses["reading"]["hours"] == 2.5
    assert courses["old-skills"]["status"] == "retired"
    theory = courses["theory"]
    assert theory["title"] == "农村理论基础"
    assert theory["url"] == "courses/theory.html"
    assert theory["resources"][0] == {"title": "讲义", "kind": "reader", "file": "notes/handout.txt", "licence": "CC BY 4.0"}
    assert theory["reviewed"] == {"by": "示例审核单位", "on": "2025-06-01"}
    assert [u["hours"] for u in theory["units"]] == [2, 2]
    plan = data(small_site, "plan.json")
    assert [r["minimum"] for r in plan["rules"]] == [10, 0]
    assert {t["id"]: t["own"] for t in plan["topics"] if t["own"]} == {"rural-skills": "技能门类由本库划分"}
    assert [s["requirements"]["own"] for s in plan["sectors"] if s["id"] == "institutions-health"] == [["侧重门诊"]]
    assert data(small_site, "curricula.json")["curricula"][0]["items"][1] == {
        "course": "theory", "year": 2025, "offjob": True, "level": "county",
    }


def test_sitemap_lists_every_page_once(small_site: Path, shipped_site: Path) -> None:
    """The sitemap is well-formed and names every page but the one for missing addresses; without an address there is none."""
    root = ElementTree.parse(small_site / "sitemap.xml").getroot()  # noqa: S314 - our own file
    found = [str(loc.text).removeprefix("https://courses.example.org/库/") for loc in root.iter(f"{SITEMAP}loc")]
    assert found == sorted(p for p in files_of(small_site) if p.endswith(".html") and p != "404.html")
    assert not (shipped_site / "sitemap.xml").exists()


def test_feed_is_atom_with_newest_first(small_site: Path, shipped_site: Path) -> None:
    """The feed is well-formed, newest first, links to pages that exist, and has what Atom requires."""
    for site, base in ((small_site, "https://courses.example.org/库/"), (shipped_site, "")):
        root = ElementTree.parse(site / "feed.xml").getroot()  # noqa: S314 - our own file
        assert root.tag == f"{ATOM}feed"
        entries = root.findall(f"{ATOM}entry")
        dates = [e.findtext(f"{ATOM}updated") or "" for e in entries]
        assert dates == sorted(dates, reverse=True)
        assert root.findtext(f"{ATOM}updated") == dates[0]
        ids = [root.findtext(f"{ATOM}id"), *(e.findtext(f"{ATOM}id") for e in entries)]
        assert len(set(ids)) == len(ids) > 1
        assert all(str(i) == uuid.UUID(str(i)).urn for i in ids)
        for entry in entries:
            link = entry.find(f"{ATOM}link")
            assert link is not None
            assert (site / link.attrib["href"].removeprefix(base)).is_file()


def test_two_installations_have_no_id_in_common(small_site: Path, shipped_site: Path) -> None:
    """What is told apart by address, name or ``library_id`` has feeds and entries of IDs of its own; one library's stay the same."""
    def ids(made: bytes) -> set[str]:
        return {str(e.text) for e in ElementTree.fromstring(made.decode()).iter(f"{ATOM}id")}  # noqa: S314 - our own text

    assert not ids((small_site / "feed.xml").read_bytes()) & ids((shipped_site / "feed.xml").read_bytes())
    library = load_and_check(REPOSITORY / "content").library
    assert library is not None
    offered = list(library.courses.values())[:3]
    units = [Settings(site_name="甲").unit, Settings(site_name="乙").unit, Settings(site_name="甲", site_url="https://a.cn/").unit,
             Settings(site_name="甲", library_id="one").unit, Settings(site_name="甲", library_id="two").unit]
    found = [ids(feed(offered, Feed("甲"), "甲", Origin("", unit))) for unit in units]
    assert [len(one) for one in found] == [len({c.id for c in offered if c.updated}) + 1] * len(units)
    assert len(set.union(*found)) == sum(map(len, found))
    moved = feed(offered, Feed("改名"), "改名", Origin("https://b.cn/", Settings(site_url="https://b.cn/", library_id="one").unit))
    assert ids(moved) == found[3]


def test_xml_text_has_no_forbidden_character() -> None:
    """Characters that XML 1.0 forbids are left out, the others escaped."""
    assert clean("a\x00\x0b\ufffe\ud800<&>b\t\n") == "a&lt;&amp;&gt;b\t\n"


def test_feed_of_no_courses_is_still_valid() -> None:
    """A library without dated courses has a feed with a date all the same."""
    root = ElementTree.fromstring(feed([], Feed("<名>"), "<名>", Origin("", "x")).decode())  # noqa: S314 - our own text
    assert root.findtext(f"{ATOM}title") == "<名>"
    assert root.findtext(f"{ATOM}updated") == "2024-01-01T00:00:00Z"
