"""“是否想写 …”: the form guesses as the checker does, and one press does what it proposes."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from courselib.content.checking import load_and_check
from courselib.library import hints

from ...support.browser import opened
from ...support.library import REPOSITORY
from .form import anew, fill, open_file, open_form, problems
from .test_messages import GOOD

pytestmark = pytest.mark.browser


def misspelt(rng: random.Random, word: str) -> str:
    """Return a word with one to three characters dropped, doubled, swapped or replaced."""
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(word) + 1)
        other = rng.choice(string.ascii_lowercase + "-党课学")
        word = rng.choice((word[:at] + word[at + 1 :], word[:at] + other + word[at:], word[:at] + other + word[at + 1 :], word.upper()))
    return word


def test_the_form_guesses_as_the_checker_does(browser: Browser, shipped_site: Path) -> None:
    """For 400 misspelt IDs and titles of courses and topics the nearest value is the same on both sides."""
    library = load_and_check(REPOSITORY / "content").library
    assert library is not None
    rng = random.Random(6)  # noqa: S311 - the same words every time
    sets = [{k: c.title for k, c in library.courses.items()}, {t.id: t.title for t in library.plan.topics.values()}]
    cases = []
    for labels in sets:
        words = [*labels, *labels.values()]
        cases += [(misspelt(rng, rng.choice(words)), labels) for _ in range(200)]
        cases += [("".join(rng.choices("abxyz-12党", k=rng.randint(1, 12))), labels) for _ in range(40)]
    script = """cases => cases.map(([word, rows]) => CourseLib.modules.lib_nearest.nearest(word, rows.map(r => r[0]), new Map(rows)))"""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        found = page.evaluate(script, [[word, list(labels.items())] for word, labels in cases])
    wanted = [hints.nearest(word, labels, labels).removeprefix("是否想写 ").removesuffix("？") for word, labels in cases]
    assert found == wanted
    assert sum(bool(w) for w in wanted) > 200
    assert "" in wanted


@pytest.mark.parametrize(("path", "wrong", "right"), [
    ("hours", "四学时", "4"), ("id", "Fang Ni_Shui", "fang-ni-shui"), ("updated", "2026年9月1日", "2026-09-01"),
    ("theory", "true", "false"), ("outline[0].hours", "两", "2"),
])
def test_a_press_does_what_the_hint_proposes(path: str, wrong: str, right: str, browser: Browser, shipped_site: Path) -> None:
    """Hours in words, an ID with capitals, a date in Chinese and a theory flag against the topic are mended at a press."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, GOOD | {"id": "pressed"})
        fill(page, {"outline": [{"hours": wrong}]} if "outline" in path else {path: wrong})
        page.evaluate("document.querySelectorAll('#cl-author-app details').forEach(d => { d.open = true })")
        page.locator(f'[data-path="{path}"]').get_by_role("button", name=f"改成 {right}", exact=True).click()
        assert page.evaluate("path => CourseLib.modules.author_page.app.fields[path].controls.indexOf(document.activeElement) >= 0", path)
        value = f'[data-path="{path}"] input' + (":checked" if path == "theory" else "")
        assert page.locator(value).input_value() == right
        assert f"已改成 {right}" in page.inner_text("#cl-author-live")
        assert path not in {p["path"] for p in problems(page)}


def test_values_of_an_opened_file_get_the_nearest_name(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """A misspelt topic, sector, lecturer and field are told with what was probably meant; the field is renamed at a press."""
    file = tmp_path / "near.md"
    file.write_text(
        "---\ntitle: 一门课\ntopic: rural-skils\naudience: [农村党员]\nhours: 2\ntheory: 否\nlecturers: [sample-rural-expret]\n"
        "# 说明\nkeyword: 防汛\n---\n\n## 教学目标\n\n- 能做\n\n## 课程大纲\n\n| 单元 | 学时 |\n| --- | --- |\n| 一 | 2 |\n",
        encoding="utf-8",
    )
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        open_file(page, file)
        assert {p["path"]: p["hint"] for p in problems(page)} == {
            "topic": "是否想写 rural-skills？", "audience[0]": "是否想写 rural？", "theory": "是否想写 false？",
            "lecturers[0]": "是否想写 sample-rural-expert？", "unknown.keyword": "是否想写 keywords？",
        }
        page.locator("#cl-author-summary").get_by_role("button", name="改成 keywords").click()
        assert page.evaluate("CourseLib.modules.author_page.app.record.values.keywords") == ["防汛"]
        source = page.input_value("#cl-author-source")
        assert "\nkeywords: [防汛]\n" in source
        assert "\n# 说明\n" in source
        assert "keyword:" not in source


def test_usual_headings_and_reminders(browser: Browser, shipped_site: Path) -> None:
    """The button writes the headings that are missing; what is a reminder only is counted, and shown on download."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        anew(page)
        fill(page, GOOD | {"id": "headings", "objectives": [""], "after": "## 学习材料\n\n- 书"})
        assert page.inner_text("#cl-author-status") == "可以下载了，另有 1 条提醒"
        page.get_by_role("button", name="填入常用小标题").click()
        text = page.evaluate("CourseLib.modules.author_page.app.record.body.after")
        assert [line for line in text.split("\n") if line.startswith("#")] == ["## 学习材料", "## 教学组织", "## 自测思考"]
        with page.expect_download():
            page.click("#cl-author-download")
        assert "提醒：正文没有“教学目标”一节。" in page.inner_text('[data-path="objectives"]')


def test_a_question_with_its_answer(browser: Browser, shipped_site: Path) -> None:
    """The button begins the section before the questions without answers, and adds to it; left empty it is reminded of, filled in it is not."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        anew(page)
        fill(page, GOOD | {"id": "tested", "after": "## 学习材料\n\n- 书\n\n## 自测思考\n\n1. 为什么？\n"})
        button = page.get_by_role("button", name="加一道自测题")
        button.click()
        button.focus()
        page.keyboard.press("Enter")
        after = "CourseLib.modules.author_page.app.record.body.after"
        frame = "## 学习材料\n\n- 书\n\n## 自测题\n\n1. \n   答案：\n2. \n   答案：\n\n## 自测思考\n\n1. 为什么？\n"
        assert page.evaluate(after) == frame
        assert "提醒" in page.inner_text("#cl-author-status")
        page.locator('[data-path="after"] textarea').fill(frame.replace("1. \n   答案：", "1. 几点开会？\n   答案：九点。").replace("2. \n   答案：", "2. 在哪里？\n   答案：村部。"))
        page.keyboard.press("Tab")
        page.locator("#cl-author-status", has_text="可以下载了").wait_for()
        assert "自测题" not in str(page.evaluate("CourseLib.modules.author_page.app.problems"))
        assert page.locator(".cl-preview details.cl-answer").count() == 2
        for text, said in (("", "## 自测题\n\n1. \n   答案：\n"), ("前言\n", "前言\n\n## 自测题\n\n1. \n   答案：\n"),
                           ("## 自测题\n", "## 自测题\n\n1. \n   答案：\n"), ("## 自测题\n\n1. 甲\n   答案：乙\n\n## 附\n", "## 自测题\n\n1. 甲\n   答案：乙\n2. \n   答案：\n\n## 附\n")):
            assert page.evaluate("text => CourseLib.modules.author_sections.withTest(text)", text) == said


def test_what_stood_above_an_empty_field_stays(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """An empty field goes, the comment above it stays; a value that is not kept as it was is told."""
    file = tmp_path / "kept.md"
    file.write_text(
        "---\ntitle: \"看不见\\u200b的\"\n# 以后再写\nsummary:\ntopic: rural-skills\naudience: rural\nhours: 2\ntheory: false\n"
        "reviewed: {by: 单位, on: 2026-01-01, who: 某人}\n---\n\n正文\n", encoding="utf-8",
    )
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        open_file(page, file)
        notice = page.inner_text("#cl-author-notice")
        for words in ("看不见的特殊字符已去掉", "对象应是列表", "不认识的 “who” 没有读进来"):
            assert words in notice
        source = page.input_value("#cl-author-source")
        assert source.startswith("---\ntitle: 看不见的\n# 以后再写\ntopic: rural-skills\naudience: [rural]\n")
        assert "reviewed: {by: 单位, on: 2026-01-01}" in source
