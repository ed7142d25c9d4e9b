"""The case of a course with hardly anything but a hostile title: its structured data is complete, and nothing of it runs."""

from __future__ import annotations

import pytest

from ..support.cases import overlay
from ..support.sites import build_site
from ..support.structured import data_of, faults


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the case's course."""
    root = overlay("jsonld-google-course", tmp_path_factory.mktemp("case"))
    build_site(root / "content", root / "site")
    return (root / "site" / "courses" / "a.html").read_text(encoding="utf-8")


def test_the_data_is_complete(page: str) -> None:
    """Description from the objectives, the site as provider, the licence of the content, half an hour of video."""
    data = data_of(page)
    assert faults(data) == []
    assert data["description"].startswith("会组织")
    assert data["provider"] == {"@type": "Organization", "name": "示例课程库"}
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["hasCourseInstance"] == {"@type": "CourseInstance", "courseMode": "Online", "courseWorkload": "PT30M"}
    assert data["learningResourceType"] == ["视频集中培训"]


def test_what_looks_like_code_stays_text(page: str) -> None:
    """Title and body come back as they were written, and no tag or template of theirs is in the page."""
    data = data_of(page)
    assert data["name"] == "标签 </script><b>x</b> & {{ 7*7 }} {% raw %}"
    assert "{{ 7*7 }} 与 {% if x %}" in data["description"]
    assert "<b>x</b>" not in page
    assert page.count("<script") == page.count("</script>")
    assert "49" not in data["name"] + data["description"]
