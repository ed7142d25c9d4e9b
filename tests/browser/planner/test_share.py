"""A plan in a link: the same plan on the other side, and a plain message for anything that is not whole."""

from __future__ import annotations

import base64
import json
import random
import zlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ...support.browser import opened
from ...support.planning import as_plan, start
from .composing import curriculum
from .conftest import Subject

pytestmark = pytest.mark.browser
_ROUND = """plans => plans.map(made => {
  const plan = CourseLib.modules.rules_plans.create(made);
  const text = CourseLib.modules.planner_share.pack(plan);
  return [text, CourseLib.modules.planner_share.read(text).plan];
})"""
_READ = "text => CourseLib.modules.planner_share.read(text)"
DAMAGED, FOREIGN = "不完整或有损坏", "不是本站生成的"


def packed(row: Any, *, checksum: bool = True, version: str = "1") -> str:
    """Return the text of a link as the page makes it, of any value."""
    data = json.dumps(row).encode() if not isinstance(row, bytes) else row
    total = 0x811C9DC5
    for byte in data:
        total = (total ^ byte) * 0x01000193 & 0xFFFFFFFF
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = base64.urlsafe_b64encode(squeezed.compress(data) + squeezed.flush()).decode().rstrip("=")
    return f"{version}.{total if checksum else total ^ 1:08x}.{body}"


def row_of(plan: dict[str, Any]) -> list[Any]:
    """Return the packed form's values, written down here once more."""
    fields = ("id", "title", "sector", "role", "start", "years", "exempt", "summary", "notes", "updated", "status")
    item = ("course", "year", "offjob", "level", "on")
    return [[plan[f] for f in fields], [[t["year"], t["title"]] for t in plan["themes"]], [[i[n] for n in item] for i in plan["items"]]]


def test_round_trip(varied: Subject) -> None:
    """Plans drawn at random, with hard texts, come back the same; the text needs no escape in an address."""
    draw = random.Random(4)  # noqa: S311 - a repeatable draw
    plans = [json.loads(json.dumps(as_plan(curriculum(draw, varied.library, n)))) for n in range(200)]
    for plan, (text, again) in zip(plans, varied.page.evaluate(_ROUND, plans), strict=True):
        assert again == plan
        assert set(text) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def test_a_whole_curriculum_fits(planner: Page) -> None:
    """Five years of a secretary's curriculum make a link of less than three thousand letters."""
    lengths = planner.evaluate("() => data.curricula.map(p => CourseLib.modules.planner_share.pack(p).length)")
    assert max(lengths) < 3000


def test_a_draft_without_a_name(planner: Page) -> None:
    """A plan that has no title and no sector yet is shared as it is."""
    plan = planner.evaluate("""() => {
      const plan = CourseLib.modules.rules_plans.create({start: 2025});
      return CourseLib.modules.planner_share.read(CourseLib.modules.planner_share.pack(plan)).plan;
    }""")
    assert (plan["title"], plan["sector"], plan["start"]) == ("", "", 2025)


def test_a_fresh_profile(browser: Browser, planner: Page, shipped_site: Path) -> None:
    """A link made in one browser gives the same plan in another that knows nothing."""
    text, plan = planner.evaluate("() => [CourseLib.modules.planner_share.pack(data.curricula[0]), data.curricula[0]]")
    with opened(browser, shipped_site) as page:
        start(page, f"{shipped_site.as_uri()}/")
        assert page.evaluate("text => CourseLib.modules.planner_share.read(CourseLib.modules.planner_share.packedIn('#a&plan=' + text)).plan", text) == plan


def test_damage_is_told(planner: Page) -> None:
    """Cut off, or with one letter changed, at any place: the link says that it is damaged, and gives no plan."""
    text = planner.evaluate("() => CourseLib.modules.planner_share.pack(data.curricula[0])")
    draw = random.Random(6)  # noqa: S311 - a repeatable draw
    harmed = [text[:n] for n in (2, 10, 11, 12, 40, len(text) // 2, len(text) - 1)]
    for at in draw.sample(range(2, len(text)), 60):
        letter = draw.choice([c for c in "abcXYZ019-_" if c != text[at]])
        harmed.append(text[:at] + letter + text[at + 1 :])
    for one in harmed:
        told = planner.evaluate(_READ, one)
        # The last letter holds a few bits that say nothing; changed in these, the plan is still the whole plan.
        if told.get("plan"):
            assert planner.evaluate("p => CourseLib.modules.rules_plans.same(p, data.curricula[0])", told["plan"]), one
        else:
            assert DAMAGED in told["message"], one


@pytest.mark.parametrize("text", ["", "x", "hello", "<script>alert(1)</script>", "1", "a.b.c", "%E4%B8%AD", "javascript:alert(1)", "中文"])
def test_foreign_text_is_told(planner: Page, text: str) -> None:
    """What was never a plan is called so."""
    told = planner.evaluate(_READ, text)
    assert "plan" not in told
    assert FOREIGN in told["message"]


def test_forged_links(planner: Page) -> None:
    """With a right check sum too, nothing but a whole plan of known forms is taken; what unpacks without end is stopped."""
    plan = planner.evaluate("() => data.curricula[0]")
    good = row_of(plan)
    assert planner.evaluate(_READ, packed(good))["plan"] == plan
    forged: list[Any] = [
        None, 1, "x", [], {}, [[]], [[], [], []], [good[0], [], [["x"]]], [good[0], [["x", "y"]], []], [good[0], 1, 2],
        [good[0], [], [1, 2]],
        [[*good[0][:3], "x" * 201, *good[0][4:]], [], []], [[*good[0][:4], 1e9, *good[0][5:]], [], []], [good[0], [], [["../../x", 2024]]],
        [good[0], [], [["<b>", 2024]]], [[good[0][0], "a\u202eb", *good[0][2:]], [], []], [good[0], [], [["a", 2024]] * 2001],
        [[good[0][0], "长" * 81, *good[0][2:]], [], []],
    ]
    for row in forged:
        told = planner.evaluate(_READ, packed(row))
        assert DAMAGED in told.get("message", ""), row
    assert DAMAGED in planner.evaluate(_READ, packed(good, checksum=False))["message"]
    assert DAMAGED in planner.evaluate(_READ, packed(b"\xff\xfe not json"))["message"]
    assert DAMAGED in planner.evaluate(_READ, packed(b" " * 3_000_000))["message"]
    assert "另一版本" in planner.evaluate(_READ, packed(good, version="3"))["message"]
    assert DAMAGED in planner.evaluate(_READ, "1.00000000." + "A" * 70_000)["message"]


@pytest.mark.parametrize(("fragment", "found"), [
    ("#plan=abc", "abc"), ("#x=1&plan=abc&y=2", "abc"), ("#explan=abc", ""), ("", ""), ("#", ""), ("#plan=", ""),
])
def test_where_the_plan_stands(planner: Page, fragment: str, found: str) -> None:
    """The plan is found among other parts of a fragment, and only under its own name."""
    assert planner.evaluate("hash => CourseLib.modules.planner_share.packedIn(hash)", fragment) == found


def test_what_was_earned_and_classes_travel_too(planner: Page) -> None:
    """A plan with classes, parts, days and what was earned comes back whole; one without them keeps the form that older sites read."""
    told = planner.evaluate("""() => {
      const plans = CourseLib.modules.rules_plans, share = CourseLib.modules.planner_share;
      const plain = plans.add(plans.create({sector: 'rural', title: 'x'}), 'a', 2025, {offjob: true, level: 'city', on: '2025-03-04'});
      const made = plans.head(plans.addClass(plans.add(plain, 'b', 2026, {hours: 5, days: 1}), 'week', 2027),
        {earned: [{year: 2024, hours: 61, theory_hours: 30, days: 7}, {year: 2025, offjob_hours: 16}]});
      return [plain, made].map(plan => {
        const text = share.pack(plan);
        return [text.split('.')[0], plans.same(share.read(text).plan, plan)];
      });
    }""")
    assert told == [["1", True], ["2", True]]
