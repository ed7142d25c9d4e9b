"""Ways of laying out plans that were met only after the fifty: each by its kind, read by both engines."""

# ruff: noqa: E501 - texts of plans

from __future__ import annotations

import base64
import dataclasses
import io
from typing import Any

import docx
import pytest

from courselib.content.loading import Loaded
from courselib.exchange.teaching_plan.importing import vocabulary
from courselib.exchange.teaching_plan.package import Package
from courselib.exchange.teaching_plan.reading import read_document
from courselib.exchange.teaching_plan.recognise import recognise
from courselib.exchange.teaching_plan.words import Words
from tests.support.needs import needs_program
from tests.support.scripts import in_node, node, script

from .test_twins import _WORK

_Part = str | list[list[str]]
#: A plan's paragraphs (bold where they end in *) and tables, and the fields that it says.
PLANS: dict[str, tuple[list[_Part], dict[str, Any]]] = {
    "brackets": (
        ["【课题】新就业群体党员的学习", "【授课对象】快递员", "【教学目标】", "1、知道报到的办法", "【教学重点】报到", "【教学过程】", "一、看短片（0.5学时）", "二、讲办法（1学时）"],
        {"title": "新就业群体党员的学习", "audience": ["emerging-employment"], "objectives": ["知道报到的办法"],
         "outline": ["一、看短片 0.5", "二、讲办法 1"], "hours": "1.5"}),
    "below": (
        ["课程题目*", "科技特派员与乡村产业", "培训对象*", "科研院所党员", "教学形式*", "专题讲授+现场观摩", "课程安排*", "上午 制度解读 4学时", "下午 基地观摩 4学时"],
        {"title": "科技特派员与乡村产业", "audience": ["institutions-research"], "methods": ["lecture", "field"],
         "outline": ["上午 制度解读 4", "下午 基地观摩 4"], "hours": "8"}),
    "content": (
        ["党性教育专题课教案", "授课内容：延安精神及其时代价值", "教学时数：45分钟×2", "一、教学内容及时间分配", "1. 形成", "讲背景", "2. 内涵", "二、主要参考资料", "1.1 《读本》", "另发讲义。"],
        {"title": "延安精神及其时代价值", "hours": "2", "outline": ["1. 形成", "2. 内涵"], "materials": ["1.1 《读本》"]}),
    "upright": (
        [[["专题名称", "主讲教师", "班次", "学时"], ["公司治理", "钱伟", "国企党支部书记班", "4"], ["教学目标", "说清职责；会列清单。", "", ""]],
         "教学时数分配*", [["章节", "教学内容", "课时"], ["第一章", "总体要求", "2"], ["第二章", "重点任务", "2"], ["合计", "", "4"]]],
        {"title": "公司治理", "audience": ["enterprises-state"], "hours": "4", "outline": ["总体要求 2", "重点任务 2"]}),
    "composed": (
        ["讲课题目：银行业党员的廉洁从业", "讲课人  冯丽    参训人员  银行党员", "讲课时间：2026年4月8日（2学时）", "一、讲课目的", "通过学习，学员应当：", "1、认清红线", "二、讲课内容", "1、三条红线（2学时）"],
        {"title": "银行业党员的廉洁从业", "audience": ["enterprises-finance"], "hours": "2", "objectives": ["认清红线"], "outline": ["1、三条红线 2"]}),
    "ticked": (
        [[["授课题目", "快递小哥的职业安全"], ["授课对象", "□农村党员　□社区党员　☑新就业群体党员"], ["授课形式", "讲授☑　案例☑　现场教学□"], ["教具", "投影"]]],
        {"title": "快递小哥的职业安全", "audience": ["emerging-employment"], "methods": ["lecture", "case-discussion"], "materials": ["投影"]}),
    "gaps": (
        ["教　　　案", "题　　目　　乡村医生的医德", "对　　象　　乡镇卫生院党员", "学　　时　　2", "目　　的", "1.明确四条纪律。", "内　　容", "一、四条纪律（2学时）", "方　　法", "课堂讲授　小组讨论"],
        {"title": "乡村医生的医德", "audience": ["institutions-health"], "hours": "2", "objectives": ["明确四条纪律。"], "outline": ["一、四条纪律 2"], "methods": ["lecture", "exchange"]}),
    "own column": (
        ["第5课时　优秀传统文化进校园", [["课型", "新授课", "课时", "1课时"], ["教学目标", "说出三个来源。", "", ""], ["教学流程", "教师活动", "学员活动", "用时"], ["导入", "出示", "辨认", "10分钟"], ["新授", "分三点讲", "记录", "35分钟"]]],
        {"outline": ["导入", "新授"], "hours": "1"}),
    "activity": (
        ["《三资管理》情景模拟教案", "参加人员：村（社区）党组织书记", "活动时间：6月（共2学时）", "Ⅰ 活动形式*", "现场教学", "Ⅱ 活动流程*", "1. 参观（1学时）", "2. 讨论（1学时）"],
        {"title": "三资管理", "audience": ["rural", "urban"], "hours": "2", "methods": ["field"], "outline": ["1. 参观 1", "2. 讨论 1"]}),
    "alike": (
        ["研讨专题：加装电梯", "研讨目的：1．会算账；2．会开会。", "研讨成果：每组一份方案。", [["步骤", "研讨内容", "学时"], ["第一步", "政策", "0.5"], ["第二步", "反对", "1.5"]], "六、附：参考资料目录", "1. 指导意见"],
        {"title": "加装电梯", "objectives": ["会算账；", "会开会。"], "outline": ["政策 0.5", "反对 1.5"], "materials": ["1. 指导意见"]}),
    "hours in parts": (
        ["课题：诚信", "教学内容*", "一、底线", "学时：1", "二、行为", "学时：2", "三、讨论", "学时：1"],
        {"hours": "4"}),
    "full width": (
        ["《民法典》走进社区党课教案", [["学　　科", "党员教育", "受众", "医院护理党员"], ["目标：", "１．掌握用语；２．掌握流程。", "学时：", "２学时"], ["内\n容：", "１．用语（１学时）", "方法：", "案例讲解"], ["", "２．流程（１学时）", "", ""]]],
        {"title": "《民法典》走进社区", "audience": ["institutions-health"], "hours": "2", "objectives": ["掌握用语；", "掌握流程。"], "methods": ["case-discussion"]}),
    "full width units": (
        ["课程设置", "１．用语（１学时）", "２．流程（２学时）"], {"outline": ["１．用语 1", "２．流程 2"], "hours": "3"}),
    "bare numbers": (
        ["课目：黑土地", "教学进度*", [["节次", "讲授要点", "学时"], ["1", "现状", "1"], ["2", "耕作", "1"]], "授课目标：（1）知敬畏：清楚后果。（2）会拒绝。"],
        {"title": "黑土地", "outline": ["现状 1", "耕作 1"], "objectives": ["知敬畏：清楚后果。", "会拒绝。"]}),
}
#: Values that are guesses, whatever they stand behind.
GUESSES = (("ticked", "materials"), ("hours in parts", "hours"), ("activity", "hours"))


def made(parts: list[_Part]) -> bytes:
    """Return a document."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph().add_run(part.rstrip("*")).bold = part.endswith("*") or None
            continue
        table = document.add_table(len(part), len(part[0]))
        for y, row in enumerate(part):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def words(loaded: Loaded) -> Words:
    assert loaded.library is not None
    return vocabulary(loaded.library)


@pytest.mark.parametrize("name", PLANS)
def test_fields_are_found(name: str, words: Words) -> None:
    parts, fields = PLANS[name]
    found = recognise(read_document(Package(made(parts))), "教案", words, lambda part: part)
    assert {f.name: f.value for f in found.fields if f.name in fields} == fields


@pytest.mark.parametrize(("name", "field"), GUESSES)
def test_guesses_are_called_so(name: str, field: str, words: Words) -> None:
    found = recognise(read_document(Package(made(PLANS[name][0]))), "教案", words, lambda part: part)
    assert [f.sure for f in found.fields if f.name == field] == ["guess"]


@needs_program(node(), "node is not installed")
def test_both_engines_agree(words: Words) -> None:
    files = [(name, made(parts)) for name, (parts, _) in PLANS.items()]
    given = {"words": dataclasses.asdict(words), "files": [(name, base64.b64encode(data).decode()) for name, data in files]}
    for (name, data), theirs in zip(files, in_node(script("author/plan/open.js"), _WORK, given), strict=True):
        ours = recognise(read_document(Package(data)), name, words, lambda part: part)
        assert (theirs["fields"], theirs["body"]) == ([dataclasses.asdict(f) for f in ours.fields], ours.body), name
