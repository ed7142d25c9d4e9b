"""A library with something of everything a curriculum can run into, and a page that has its planner open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from courselib.content.checking import load_and_check
from courselib.content.loading import Loaded
from courselib.exchange.calendar import Origin
from courselib.library.model import Library
from courselib.site.planner_data import planner_data

from ...support.browser import opened
from ...support.library import course, put, write_shipped
from ...support.planning import start

#: Rules of every form, beside the plan's own.
RULES = """\
  - {id: own-year, title: 每年学时, clause: 一, applies: [member], window: year, count: all, minimum: 40, effective: 2026}
  - {id: own-share, title: 每年理论占比, clause: 一, applies: [secretary], window: year, count: theory, share_of: all,
     share: [1, 3], effective: 2025}
  - {id: own-offjob, title: 脱产占比, clause: 一, applies: [member, secretary], window: period, count: offjob, offjob_level: city,
     share_of: all, share: [1, 5]}
  - {id: own-theory, title: 脱产理论, clause: 一, applies: [member], window: period, count: theory, share_of: offjob,
     share: [2, 3], effective: 2031}
  - {id: own-blocks, title: 每两年学时, clause: 一, applies: [member, party-worker], window: 2 years, count: all, minimum: 101}
  - {id: own-normal, title: 每两年脱产, clause: 一, applies: [secretary], window: 2 years, count: offjob, offjob_level: city,
     minimum: 64, days: 4, normal_case: true, effective: 2026}
"""
#: Classes of every sort: with dates, with days, over a weekend, fuller than their days, for some alone, in parts, not published.
CLASSES = {
    "week": "title: 一周的班\naudience: [all]\nstart: 2026-10-12\nend: 2026-10-16\noffjob: true\nitems:\n"
            "  - {course: chain-0}\n  - {course: chain-1, hours: 1}\n  - {course: chain-1, hours: 1, on: 2026-10-17}\n",
    "day": "title: 一天的班\naudience: [rural]\nroles: [secretary]\nstart: 2027-05-15\nend: 2027-05-15\noffjob: true\nlevel: city\n"
           "items:\n  - {course: chain-5}\n  - {course: chain-4}\n  - {course: early, on: 2027-05-15}\n",
    "someday": "title: “没定”的班\naudience: [organs]\nyear: 2028\nitems:\n  - {course: late}\n  - {course: chain-3}\n",
    "stated": "title: 写天数的班\naudience: [all]\nyear: 2025\ndays: 2.5\noffjob: true\nitems:\n  - {course: chain-2}\n",
    "over": "title: 停办的班\naudience: [all]\nyear: 2024\nstatus: retired\nitems:\n  - {course: chain-2}\n",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A library as read, and a page of its own in which ``window.data`` is that library."""

    loaded: Loaded
    page: Page

    @property
    def library(self) -> Library:
        """The library."""
        assert self.loaded.library is not None
        return self.loaded.library


@pytest.fixture(scope="session")
def planner(browser: Browser, shipped_site: Path) -> Iterator[Page]:
    """A page of the shipped site with the engine loaded and the shipped library as ``window.data``."""
    with opened(browser, shipped_site) as page:
        start(page, f"{shipped_site.as_uri()}/")
        yield page


@pytest.fixture(scope="session")
def shipped(shipped_site: Path) -> Loaded:
    """The shipped library as read."""
    return load_and_check(shipped_site.parent / "content", jobs=2)


@pytest.fixture(scope="session")
def varied(browser: Browser, shipped_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    """The shipped courses with retired ones, chains of prerequisites, titles that are hard to write, and rules of every form."""
    content = write_shipped(tmp_path_factory.mktemp("varied"))
    plan = content / "plan.yml"
    plan.write_text(plan.read_text(encoding="utf-8").rstrip("\n") + "\n" + RULES, encoding="utf-8")
    for n in range(6):
        before = f"prerequisites: [chain-{n - 1}, rural-theory-overview]" if n else ""
        put(content, f"courses/rural/chain-{n}.md", course(f"第 {n} 步：“{n}”", topic="rural-qianwan", theory="false",
                                                         hours=f"{n + 1}.5", more=before))
    put(content, "courses/rural/gone.md", course("停用的课", topic="rural-qianwan", theory="false", more="status: retired"))
    put(content, "courses/rural/after-gone.md", course("停用之后", topic="rural-qianwan", theory="false", more="prerequisites: [gone]"))
    put(content, "courses/rural/early.md", course("早停的课", topic="rural-qianwan", theory="false", more="until: 2026-06"))
    put(content, "courses/rural/late.md", course("晚开的课", topic="rural-qianwan", theory="false", more="not_before: 2026-10\nuntil: 2027"))
    put(content, "courses/rural/ours.md", course("书记的课", topic="rural-qianwan", theory="false", more="roles: [secretary]\ncore: true"))
    put(content, "courses/rural/core.md", course("必排的课", topic="rural-qianwan", theory="false", more="core: true\nnot_before: 2025-03"))
    for name, text in CLASSES.items():
        put(content, f"classes/{name}.yml", text)
    loaded = load_and_check(content)
    assert loaded.library is not None
    with opened(browser, shipped_site) as page:
        start(page, f"{shipped_site.as_uri()}/")
        page.evaluate("raw => { window.data = new CourseLib.modules.planner_data.Data(JSON.parse(raw)); }",
                      json.dumps(planner_data(loaded.library, Origin("", "unit"))))
        yield Subject(loaded, page)
