"""Single fields: values, hints, addresses."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.library import fields, hints, nodes
from courselib.library.kinds import KINDS
from courselib.problems import Problem
from courselib.problems.record import FIXABLE

COURSE = {"title": "甲", "topic": "rural-theory", "audience": "[rural]", "hours": "2", "theory": "true"}


def plain(text: str) -> str:
    """Return text without regard to the width of its punctuation."""
    return unicodedata.normalize("NFKC", text)


def read(kind: str, **lines: str) -> tuple[dict[str, Any], list[Problem], fields.FieldReader]:
    """Read metadata written as YAML text by field."""
    text = "\n".join(f"{key}: {value}" for key, value in lines.items())
    root = nodes.parse(text, "x.md").root
    assert isinstance(root, nodes.Mapping)
    reader = fields.FieldReader("x.md")
    return reader.record(KINDS[kind].schema, root), reader.problems, reader


def test_values_are_plain_and_normalised() -> None:
    """Hours become half-hours, text is trimmed and composed, lists keep their order."""
    values, problems, _ = read(
        "course", **COURSE | {"title": '" e\\u0301 "', "hours": "2.5", "keywords": "[乙, 甲]", "updated": "2026-01-05"}
    )
    assert problems == []
    assert values == {
        "title": "é",
        "topic": "rural-theory",
        "audience": ["rural"],
        "hours": 5,
        "theory": True,
        "keywords": ["乙", "甲"],
        "updated": "2026-01-05",
    }


@pytest.mark.parametrize(
    ("field", "text", "code", "hint"),
    [
        ("hours", "1.3", "M306", "可写 1 或 1.5。"),
        ("hours", "80.3", "M306", "是否想写 80?"),
        ("hours", "0.3", "M306", "是否想写 0.5?"),
        ("hours", "-1.3", "M306", ""),
        ("hours", "十二", "M305", "是否想写 12?"),
        ("hours", "两个半", "M305", "是否想写 2.5?"),
        ("hours", "一半", "M305", "是否想写 1.5?"),
        ("hours", "４．５", "M305", "是否想写 4.5?"),
        ("hours", "100学时", "M305", ""),
        ("theory", "否", "M303", "是否想写 false?"),
        ("theory", "maybe", "M303", "写 true（是）或 false（否）。"),
        ("updated", "2026年1月5日", "M308", "是否想写 2026-01-05?"),
        ("updated", "2026-13-01", "M308", "这一天在日历上没有。"),
        ("updated", "0000-01-01", "M308", "这一天在日历上没有。"),
        ("updated", "下周", "M308", "写成 2026-10-15。"),
        ("status", "Published", "M304", "是否想写 published?"),
        ("methods", "讲座", "M303", "是否想写 [lecture]?"),
        ("keywords", '"' + "长" * 50 + '"', "M303", "每一项前面加 “- ”。"),
        ("version", '"a\\0b"', "M314", "删去后重新输入这段文字。"),
    ],
)
def test_hint_for_a_bad_value(field: str, text: str, code: str, hint: str) -> None:
    """Each bad value has one problem; hints propose only values that would be accepted."""
    _, problems, _ = read("course", **COURSE | {field: text})
    assert [p.code for p in problems] == [code]
    if hint:
        assert plain(problems[0].hint).removesuffix(FIXABLE) == plain(hint)
    else:
        assert "是否想写" not in problems[0].hint


def test_places_follow_the_values_that_are_kept() -> None:
    """After a dropped item the next one's place is its own, not that of the dropped."""
    text = (
        "title: 甲\nsector: rural\nrole: member\nstart: 2024\nitems:\n- {course: A, year: 1}\n- {course: b, year: 2024}"
    )
    root = nodes.parse(text, "x.yml").root
    assert isinstance(root, nodes.Mapping)
    reader = fields.FieldReader("x.yml")
    values = reader.record(KINDS["curriculum"].schema, root)
    assert values["items"] == [{"course": "b", "year": 2024}]
    assert reader.marks["items[0].course"] == nodes.Mark(7, 12)
    assert [p.line for p in reader.problems] == [6, 6]


@given(
    st.dictionaries(
        st.sampled_from([f.name for f in KINDS["course"].schema.fields]),
        st.recursive(
            st.text(max_size=8),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "url", "by"]), inner),
        ),
    )
)
def test_any_tree_is_read(tree: dict[str, Any]) -> None:
    """Whatever shape a value has, it is taken or reported, and its report can be shown."""

    def build(value: Any) -> nodes.Node:
        mark = nodes.Mark(1, 1)
        if isinstance(value, list):
            return nodes.Sequence([build(v) for v in value], mark)
        if isinstance(value, dict):
            return nodes.Mapping({k: (nodes.Scalar(k, mark), build(v)) for k, v in value.items()}, mark)
        return nodes.Scalar(value, mark)

    root = build(tree)
    assert isinstance(root, nodes.Mapping)
    reader = fields.FieldReader("x.md")
    values = reader.record(KINDS["course"].schema, root)
    assert set(values) <= set(tree)
    assert all((p.message + p.hint).isprintable() for p in reader.problems)


@given(st.text(max_size=20), st.lists(st.text(max_size=10), max_size=5))
def test_nearest_proposes_valid_values_only(value: str, valid: list[str]) -> None:
    """A hint names a value of the list, or is empty."""
    assert hints.nearest(value, valid) in {"", *(f"是否想写 {v}？" for v in valid)}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("四", "4"),
        ("十二", "12"),
        ("二十", "20"),
        ("两学时", "2"),
        ("一个半学时", ""),
        ("一半学时", "1.5"),
        ("4 课时", "4"),
        ("４", "4"),
        ("4h", "4"),
        ("四四", ""),
        ("", ""),
        ("abc", ""),
        ("1e1", ""),
        ("9" * 40, ""),
    ],
)
def test_hours_that_were_meant(text: str, meant: str) -> None:
    """Numerals, units and full-width digits are understood as far as they are clear."""
    assert hints.hours_in(text) == meant


@pytest.mark.parametrize(
    "text", ["https://a.example/b?c=d#e", "http://a.example:8080/", "https://例子.example/课", "HTTPS://A.EXAMPLE"]
)
def test_web_addresses(text: str) -> None:
    """Absolute http(s) addresses pass."""
    assert fields.is_web_url(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:x",
        "java\tscript:x",
        "ftp://a",
        "//a",
        "a",
        "",
        "http://",
        "http:a",
        "https://u:p@a",
        "https://a b",
        "https://a\\b",
        "https://a\u202eb",
        "http://[::1",
        "https://a:99999",
        "https://a:x",
        "data:x",
        "https://a" + "b" * 2000,
    ],
)
def test_what_is_no_web_address(text: str) -> None:
    """Other schemes, credentials, blanks and broken addresses do not pass."""
    assert not fields.is_web_url(text)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a.pdf", True),
        ("a/b-c/d.txt", True),
        ("课件/一.pdf", True),
        ("../a", False),
        ("a/../b", False),
        ("/a", False),
        ("a\\b", False),
        ("C:/a", False),
        ("a//b", False),
        ("./a", False),
        ("a/", False),
        ("a ", False),
        (".hidden", False),
        ("a%2e", False),
        ("a\0b", False),
        ("", False),
    ],
)
def test_paths_below_media(text: str, safe: bool) -> None:
    """Only plain relative paths stay below their root on every system."""
    assert fields.is_safe_relative(text) is safe
