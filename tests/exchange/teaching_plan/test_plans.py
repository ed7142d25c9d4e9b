"""Plans in fifty layouts: at least 95 of 100 fields right, and not a word lost."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from courselib.content.loading import Loaded
from courselib.exchange.teaching_plan.importing import prepare
from courselib.exchange.teaching_plan.package import Package
from courselib.exchange.teaching_plan.recognise import Recognised

from .layouts import plans
from .making import LESSONS, Made, begin
from .measuring import judged, lost

_HEAD = "# 由 Word 教案导入的草稿。"


@dataclass(frozen=True)
class Read:
    """A plan with what was found in it and its draft."""

    plan: Made
    found: Recognised
    text: str

    @property
    def told(self) -> str:
        """All that is told beside the fields."""
        return "".join(self.found.remarks)

    @property
    def whole(self) -> str:
        """All that a user is given: the draft, and what is told of it."""
        fields = [part for f in self.found.fields for part in (f.where, f.said, *([f.value] if isinstance(f.value, str) else f.value))]
        return "\n".join([self.text, self.told, *fields])


@pytest.fixture(scope="module")
def read(loaded: Loaded) -> dict[str, Read]:
    """Return each plan by name, read."""
    drafts = ((name, plan, prepare(Package(data), plan.stem, loaded)) for name, plan, data in plans())
    return {name: Read(plan, draft.found, draft.text) for name, plan, draft in drafts}


def test_fields_are_found(read: dict[str, Read]) -> None:
    wrong, every = [], 0
    for name, one in read.items():
        right = judged(one.plan, {f.name: f.value for f in one.found.fields if f.sure != "missing"})
        every += len(right)
        wrong += [(name, field) for field, is_right in right.items() if not is_right]
    assert len(read) == 50
    assert every > 400
    assert len(wrong) <= every * 5 // 100, wrong


def test_nothing_is_lost(read: dict[str, Read]) -> None:
    missing = {name: parts for name, one in read.items() if (parts := lost(one.plan, one.whole))}
    assert missing == {}


def test_every_field_says_where_it_came_from(read: dict[str, Read]) -> None:
    for name, one in read.items():
        assert "\nstatus: draft\n" in one.text, name
        assert _HEAD in one.text, name
        for field in one.found.fields:
            assert field.sure in ("sure", "guess", "missing"), (name, field)
            assert field.where or field.sure == "missing", (name, field)


def test_what_is_left_out_is_said(read: dict[str, Read]) -> None:
    for name, words in (
        ("tracked-0", "修订：插入的 1 处已采用。"), ("tracked-0", "可以口头说明"), ("boxed-0", "文本框 1 个"),
        ("boxed-0", "这里的数字要核实"),
        ("footnotes-0", "讲者自用的话"), ("controls-0", "目录"), ("pictures-0", "内部资料注意保存"),
    ):
        assert words in read[name].told, name
    assert "第 1 页" not in read["pictures-0"].told
    assert "可以口头说明" not in read["tracked-0"].text


def test_notes_and_pictures_stand_in_their_places(read: dict[str, Read]) -> None:
    notes, pictures = read["footnotes-0"].text, read["pictures-0"].text
    assert "依据有关规定[^1]执行√" in notes
    assert "[^1]: 见省级实施办法第三条" in notes
    assert pictures.count("![") == 2
    assert "![流程图](../media/" in pictures
    places = [pictures.index(word) for word in ("picture-1.png", "图1 办理流程", "picture-2.png")]
    assert places == sorted(places)


def test_hours_that_are_not_exact_stay_open(read: dict[str, Read]) -> None:
    """Minutes become hours by the plan's own figures alone."""
    assert "【填：学时】" in read["minutes_headings-0"].text
    assert "（21分钟）" in read["minutes_headings-0"].text
    assert "【填：学时】" not in read["minutes_table-0"].text


def test_what_a_unit_teaches_may_stand_behind_its_hours(loaded: Loaded) -> None:
    """Items such as 摸清家底（1学时）：三本账."""
    plan = begin(LESSONS[0])
    plan.text("课程内容")
    for number, (title, content, hours) in enumerate(plan.lesson.units, 1):
        plan.text(f"{number}. {title}（{hours}学时）：{content}")
    text = prepare(Package(plan.bytes()), plan.lesson.title, loaded).text
    title, content, hours = plan.lesson.units[0]
    assert f"| 1. {title} | {content} | {hours} |" in text
