"""Plans in fifty layouts: at least 95 of 100 fields right, and not a word lost."""

from __future__ import annotations

import pytest

from courselib.content.loading import Loaded
from courselib.exchange.teaching_plan.importing import prepare
from courselib.exchange.teaching_plan.package import Package
from courselib.exchange.teaching_plan.recognise import Recognised

from .layouts import plans
from .making import Made
from .measuring import judged, lost

PLANS = plans()


def _whole(found: Recognised, text: str) -> str:
    """Return all that a user is given: the draft, and what is told of it."""
    told = [part for f in found.fields for part in (f.where, f.said, *([f.value] if isinstance(f.value, str) else f.value))]
    return "\n".join([text, *found.remarks, *told])


@pytest.fixture(scope="module")
def read(loaded: Loaded) -> list[tuple[str, Made, Recognised, str]]:
    """Return each plan with what was found in it and its draft."""
    made = []
    for name, plan in PLANS:
        draft = prepare(Package(plan.bytes()), plan.stem, loaded)
        made.append((name, plan, draft.found, draft.text))
    return made


def test_fields_are_found(read: list[tuple[str, Made, Recognised, str]]) -> None:
    wrong, every = [], 0
    for name, plan, found, _ in read:
        right = judged(plan, {f.name: f.value for f in found.fields if f.sure != "missing"})
        every += len(right)
        wrong += [(name, field) for field, is_right in right.items() if not is_right]
    assert len(read) == 50 and every > 400
    assert len(wrong) <= every * 5 // 100, wrong


def test_nothing_is_lost(read: list[tuple[str, Made, Recognised, str]]) -> None:
    missing = {name: parts for name, plan, found, text in read if (parts := lost(plan, _whole(found, text)))}
    assert missing == {}


def test_nothing_is_made_up(read: list[tuple[str, Made, Recognised, str]]) -> None:
    """Whatever a draft says beyond the plan is a heading, a column or a place to fill."""
    ours = "# 由 Word 教案导入的草稿。标着【填：…】的地方填好后，把 status 改成 published，或删去那一行。"
    for name, _, found, text in read:
        assert "status: draft" in text and ours in text, name
        for field in found.fields:
            assert field.sure in ("sure", "guess", "missing") and (field.where or field.sure == "missing"), (name, field)
        assert "能说出本课" not in text and "专题学习" not in text, name


def test_what_is_left_out_is_said(read: list[tuple[str, Made, Recognised, str]]) -> None:
    told = {name: "".join(found.remarks) for name, _, found, _ in read}
    assert "修订：插入的 1 处已采用。" in told["tracked-0"] and "可以口头说明" in told["tracked-0"]
    assert "文本框 1 个" in told["boxed-0"] and "这里的数字要核实" in told["boxed-0"]
    assert "讲者自用的话" in told["footnotes-0"]
    assert "目录" in told["controls-0"]
    assert "内部资料注意保存" in told["pictures-0"] and "第 1 页" not in told["pictures-0"]


def test_notes_and_pictures_stand_in_their_places(read: list[tuple[str, Made, Recognised, str]]) -> None:
    texts = {name: text for name, _, _, text in read}
    assert "依据有关规定[^1]执行√" in texts["footnotes-0"] and "[^1]: 见省级实施办法第三条" in texts["footnotes-0"]
    assert texts["pictures-0"].count("![") == 2 and "![流程图](../media/" in texts["pictures-0"]
    assert texts["pictures-0"].index("picture-1.png") < texts["pictures-0"].index("图1 办理流程") < texts["pictures-0"].index("picture-2.png")


def test_hours_that_are_not_exact_stay_open(read: list[tuple[str, Made, Recognised, str]]) -> None:
    texts = {name: text for name, _, _, text in read}
    assert "【填：学时】" in texts["minutes_headings-0"] and "（21分钟）" in texts["minutes_headings-0"]
    assert "【填：学时】" not in texts["minutes_table-0"]
