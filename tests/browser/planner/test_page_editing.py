"""Everything that can be done to a plan in the page, each with its undo."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser

from ...support.browser import opened
from .composer import download, figure, find, open_planner, plan, row, rows, start_empty, start_ready, suggestions, told

pytestmark = pytest.mark.browser
_FLOOD = "防汛避险与灾后恢复：党员突击队实训"
_PLENUM = "党的二十大报告精读"
_DROP = """([from, year, above]) => {
  const drag = new DataTransfer();
  const fire = (name, element, y) => element.dispatchEvent(
    new DragEvent(name, {dataTransfer: drag, bubbles: true, cancelable: true, clientY: y}));
  const source = document.querySelector(from);
  const section = document.querySelector(`[aria-labelledby='cl-pl-year-${year}']`);
  const target = above ? section.querySelector('.cl-pl-item') : section;
  fire('dragstart', source, 0);
  const y = above ? target.getBoundingClientRect().top + 1 : section.getBoundingClientRect().bottom - 1;
  fire('dragover', target, y);
  fire('drop', target, y);
  fire('dragend', source, y);
}"""


def test_every_change_can_be_undone_and_redone(browser: Browser, shipped_site: Path) -> None:
    """One change of every kind; all the way back is the beginning, all the way forth is the end."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_empty(page)
        states = [plan(page)]

        def changed() -> None:
            states.append(plan(page))
            assert states[-1] != states[-2]

        find(page, "防汛", _FLOOD).get_by_role("button", name="加入").click()
        changed()
        row(page, _FLOOD).get_by_label("脱产").check()
        changed()
        row(page, _FLOOD).get_by_label("举办层级").select_option("province")
        changed()
        row(page, _FLOOD).get_by_role("button", name="定开始日期").click()
        row(page, _FLOOD).locator("[data-control='on']").fill("2024-05-06")
        changed()
        row(page, _FLOOD).get_by_label("年份").select_option("2025")
        changed()
        assert states[-1]["items"][0] == {
            "course": "rural-flood-response", "class": "", "year": 2025, "offjob": True, "level": "province", "hours": 0, "days": 0, "on": "",
        }
        page.get_by_label("2025 年的主题").fill("防汛")
        page.keyboard.press("Tab")
        changed()
        for label, value in (("领域", "urban"), ("对象", "secretary")):
            page.locator("#cl-pl-editor").get_by_label(label, exact=True).select_option(value)
            changed()
        assert states[-1]["title"] == "城市社区党员基层党组织书记培训计划（2024—2028年）"
        page.locator("#cl-pl-from").fill("2026")
        page.keyboard.press("Tab")
        changed()
        assert [states[-1]["items"][0]["year"], states[-1]["themes"][0]["year"]] == [2027, 2027]
        page.click(".cl-pl-head summary")
        page.check("#cl-pl-exempt")
        changed()
        for name, value in (("years", "3"), ("summary", "简介"), ("notes", "说明\n二"), ("title", "  我的 计划 ")):
            page.fill(f"#cl-pl-{name}", value)
            page.keyboard.press("Tab")
            changed()
        assert states[-1]["title"] == "我的 计划"
        row(page, _FLOOD).locator("[data-control='remove']").click()
        changed()
        for state in reversed(states[:-1]):
            page.click("#cl-pl-undo")
            assert plan(page) == state
        assert page.get_attribute("#cl-pl-undo", "aria-disabled") == "true"
        for state in states[1:]:
            page.click("#cl-pl-redo")
            assert plan(page) == state


def test_keys_for_undo_leave_text_boxes_alone(browser: Browser, shipped_site: Path) -> None:
    """Ctrl+Z in a text box belongs to the text; anywhere else it takes back the last change."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        title = rows(page, 2024)[0]
        row(page, title).get_by_role("button", name="去掉").click()
        page.focus("#cl-pl-title")
        page.keyboard.press("Control+z")
        assert title not in rows(page, 2024)
        page.focus("#cl-pl-save")
        page.keyboard.press("Control+z")
        assert title in rows(page, 2024)
        page.keyboard.press("Control+Shift+z")
        assert title not in rows(page, 2024)


def test_wrong_numbers_change_nothing(browser: Browser, shipped_site: Path) -> None:
    """A first year or a number of years that makes no sense is told and set back."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_empty(page)
        before = plan(page)
        page.click(".cl-pl-head summary")
        for name, value, kept in (("from", "1999", "2024"), ("from", "", "2024"), ("years", "11", "5"), ("years", "0", "5")):
            page.fill(f"#cl-pl-{name}", value)
            page.keyboard.press("Tab")
            assert page.input_value(f"#cl-pl-{name}") == kept
            assert "没有改" in page.inner_text("#cl-pl-live")
        assert plan(page) == before


def test_conflicts_stand_at_the_item_and_can_be_mended(browser: Browser, shipped_site: Path) -> None:
    """A repeat, a late prerequisite, another sector's course, an unknown course: each is told where it is, with a fix that mends it."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_empty(page)
        page.evaluate("""() => { const {app} = CourseLib.modules.planner_page_page.session, plans = CourseLib.modules.rules_plans;
          const put = (plan, id, year) => plans.add(plan, id, year);
          let made = put(app.plan(), 'rural-flood-response', 2024);
          made = put(put(put(put(made, 'rural-flood-response', 2025), 'no-such-course', 2024), 'organs-model-organ', 2024),
            'rural-qianwan-experience', 2024);
          made = plans.add(made, app.data.course('rural-qianwan-experience').prerequisites[0], 2026);
          const other = app.data.courses.filter(c => c.audience.join() === 'organs')[0].id;
          app.use(plans.add(made, other, 2027), '弄乱'); }""")
        seen = int(figure(page, "要处理"))
        assert seen >= 4
        assert page.locator(".cl-pl-item--fault").count() >= 4
        page.click("#cl-pl-tab-check")
        assert page.locator("#cl-pl-faults li").count() < seen == int(page.inner_text("#cl-pl-tab-check").strip("核对（）"))
        page.locator("#cl-pl-faults").get_by_role("button", name="到这门课去处理").first.click()
        assert page.evaluate("document.activeElement.className") == "cl-pl-handle"
        for _ in range(20):
            fixes = page.locator(".cl-pl-item .cl-pl-fixes button")
            if not fixes.count() and not page.locator(".cl-pl-item--fault").count():
                break
            fixes.first.wait_for()
            before = plan(page)
            fixes.first.click()
            assert plan(page) != before
        assert page.inner_text("#cl-pl-faults") == "没有冲突。"
        page.click("#cl-pl-undo")
        assert page.inner_text("#cl-pl-faults") != "没有冲突。"


def test_an_item_outside_the_years(browser: Browser, shipped_site: Path) -> None:
    """What falls out of a shortened plan stays in sight, is not counted, and can be moved back by its menu."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        page.click(".cl-pl-head summary")
        page.fill("#cl-pl-years", "4")
        page.keyboard.press("Tab")
        outside = rows(page, 2028)
        assert len(outside) > 3
        assert "不在计划的年份里" in page.inner_text("#cl-pl-year-2028")
        assert row(page, outside[0]).get_by_text("未计入").is_visible()
        row(page, outside[0]).get_by_label("年份").select_option("2027")
        assert rows(page, 2027)[-1] == outside[0]


def test_topics_without_a_course_offer_some(browser: Browser, shipped_site: Path) -> None:
    """Each uncovered topic offers courses to add at a click, and leads to all of its courses."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_empty(page)
        page.locator(".cl-pl-figure").filter(has_text="必修专题").click()
        lacking = page.locator(".cl-pl-lacking > li")
        assert lacking.count() == 20
        rich = lacking.filter(has_text="看这个专题的全部").first
        name = rich.locator("strong").inner_text()
        rich.locator(".cl-linklike").click()
        assert page.locator("#cl-pl-find").is_visible()
        page.get_by_text("找到").first.wait_for()
        assert page.locator("#cl-pl-topic option:checked").inner_text().startswith(name)
        page.click("#cl-pl-tab-check")
        lacking.first.get_by_role("button", name="加入 2024 年").first.click()
        assert lacking.count() == 19
        assert len(rows(page, 2024)) == 1
        page.locator("#cl-pl-rules").get_by_role("button", name="怎么补").first.click()
        before = told(page)["hours"]
        page.locator("#cl-pl-rules .cl-pl-fixes button").first.click()
        assert told(page)["hours"] > before


def test_finding_courses(browser: Browser, shipped_site: Path) -> None:
    """The sector's courses by default, filters, more of them at a press, and what is planned is said or left out."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_empty(page)
        status = page.locator("#cl-pl-status")
        page.get_by_text("找到").first.wait_for()
        own = int(status.inner_text().split()[1])
        offered = page.evaluate("CourseLib.modules.planner_page_page.session.app.data.offered('rural').courses.length")
        assert own == offered
        page.uncheck("#cl-pl-own")
        page.wait_for_function("old => document.getElementById('cl-pl-status').textContent !== old", arg=f"找到 {own} 门")
        assert int(status.inner_text().split()[1]) > own
        page.check("#cl-pl-own")
        page.select_option("#cl-pl-theory", "yes")
        page.select_option("#cl-pl-task", "theory")
        page.wait_for_function("() => document.querySelectorAll('#cl-pl-results .cl-chip--theory').length === 10")
        page.get_by_role("button", name="再看").click()
        page.wait_for_function("() => document.querySelectorAll('#cl-pl-results > li').length > 10")
        assert page.evaluate("[...document.querySelectorAll('#cl-pl-results > li')].indexOf(document.activeElement.closest('li'))") == 10
        first = page.locator("#cl-pl-results > li").first
        title = first.locator("a").inner_text()
        first.get_by_role("button").click()
        assert first.get_by_role("button").inner_text().startswith("已在 2024 年")
        assert first.get_by_role("button").get_attribute("aria-disabled") == "true"
        page.check("#cl-pl-new")
        page.wait_for_function("title => ![...document.querySelectorAll('#cl-pl-results a')].some(a => a.textContent === title)", arg=title)


def test_dragging(browser: Browser, shipped_site: Path) -> None:
    """A course found is dropped into a year at its place, a planned one is dragged to another year, and each is one step to undo."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        top = rows(page, 2026)
        page.uncheck("#cl-pl-own")
        page.check("#cl-pl-new")
        page.get_by_text("没排上的有").wait_for()
        title = page.locator("#cl-pl-results a").first.inner_text()
        page.evaluate(_DROP, ["#cl-pl-results > li", 2026, True])
        assert rows(page, 2026) == [title, *top]
        page.evaluate(_DROP, ["#cl-pl-results > li", 2027, False])
        assert rows(page, 2026) == top, "a course that is planned is moved, not doubled"
        assert rows(page, 2027)[-1] == title
        first = rows(page, 2024)[0]
        page.evaluate(_DROP, [".cl-pl-item", 2028, False])
        assert rows(page, 2028)[-1] == first
        for _ in range(3):
            page.click("#cl-pl-undo")
        assert [rows(page, 2024)[0], rows(page, 2026)] == [first, top]


def test_a_dropped_file_is_opened(browser: Browser, shipped_site: Path) -> None:
    """A file dragged onto the page is opened like a chosen one."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        page.evaluate("""() => { const data = new DataTransfer();
          data.items.add(new File(['title: 拖来的\\nsector: urban\\nrole: member\\nstart: 2025\\nitems: []\\n'], 'own.yml'));
          document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); }""")
        page.get_by_text("已打开“own.yml”").first.wait_for()
        assert [plan(page)["id"], plan(page)["title"], plan(page)["start"]] == ["own", "拖来的", 2025]


def test_courses_chosen_elsewhere_wait_in_the_tray(browser: Browser, shipped_site: Path) -> None:
    """Courses chosen on their own pages wait; each is put into a year, or thrown out, and the tray is empty."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        chosen = ["rural-flood-response", "all-plenum-twentieth-report", "rural-live-commerce"]
        page.evaluate("ids => ids.forEach(id => CourseLib.modules.site_kept.kept.add(id))", chosen)
        open_planner(page, shipped_site)
        tray = page.locator("#cl-pl-tray")
        assert "3 门" in tray.locator("h2").inner_text()
        assert tray.get_by_role("button", name="加入").count() == 0
        start_empty(page)
        line = tray.locator("li").filter(has_text=_FLOOD)
        line.get_by_role("combobox").select_option("2027")
        line.get_by_role("button", name="加入").click()
        assert rows(page, 2027) == [_FLOOD]
        assert page.evaluate("document.activeElement.id") == "cl-pl-tray-title"
        tray.locator("li").filter(has_text="直播").get_by_role("button", name="不要").click()
        find(page, "二十大报告", _PLENUM).get_by_role("button", name="加入").click()
        assert tray.is_hidden()  # what has its year waits for none
        assert page.evaluate("CourseLib.modules.site_kept.kept.count()") == 0


def test_all_of_the_tray_at_once(browser: Browser, shipped_site: Path) -> None:
    """All waiting courses go into one year in one step."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site, "#add=rural-flood-response,all-plenum-twentieth-report")
        start_empty(page)
        page.locator("#cl-pl-tray > p").get_by_role("combobox").select_option("2026")
        page.get_by_role("button", name="全部加入这一年").click()
        assert rows(page, 2026) == [_FLOOD, _PLENUM]
        page.click("#cl-pl-undo")
        assert rows(page, 2026) == []


def test_suggestions_follow_the_plan(browser: Browser, shipped_site: Path) -> None:
    """After a change that was not suggested the page says that they may not fit any more; accepting and undoing is no such change."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_empty(page, role="secretary")
        proposals = suggestions(page)
        count = proposals.count()
        proposals.nth(3).get_by_role("button", name="采纳").click()
        page.click("#cl-pl-undo")
        assert proposals.count() == count
        stale = page.get_by_text("建议可能不再合适")
        assert stale.count() == 0
        find(page, "防汛", _FLOOD).get_by_role("button", name="加入").click()
        page.click("#cl-pl-tab-fill")
        assert stale.is_visible()
        suggestions(page)
        page.get_by_role("button", name="全部采纳", exact=True).click()
        assert [figure(page, n) for n in ("规则达标", "要处理")] == ["3 / 3", "0"]
        assert any(item["offjob"] for item in plan(page)["items"])


def test_comparing(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Beside a ready curriculum: courses in one, both and the other, and hours by year, task and strand that add up."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        gone = rows(page, 2024)[0]
        row(page, gone).get_by_role("button", name="去掉").click()
        page.select_option("#cl-pl-other", "rural-member")
        place = page.locator("#cl-pl-compare")
        assert "只有本计划有 0 门，只有另一份有 1 门" in place.inner_text()
        assert place.get_by_role("link", name=gone).is_visible()
        tables = place.locator("table")
        assert tables.count() == 3
        sums = place.locator(".cl-sum").all_inner_texts()
        assert len(set(sums)) == 1
        page.click("#cl-pl-undo")
        assert "只有另一份有 0 门" in place.inner_text()
        file = download(page, "#cl-pl-save", tmp_path)
        start_ready(page, "urban-member")
        page.set_input_files("#cl-pl-other-file", str(file))
        page.get_by_text("《农村党员五年培训课程方案（2024—2028年）（自编）》").last.wait_for()
        assert plan(page)["sector"] == "urban"
        page.get_by_role("button", name="不比了").click()
        assert place.inner_text() == ""


def test_what_is_taken_away(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Workbook, table and calendar come under the plan's name and hold its figures; without a day there is no calendar, and why."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        assert page.get_attribute("#cl-pl-take-ics", "aria-disabled") == "true"
        assert "日历要有日期" in page.inner_text("#cl-pl-calendar")
        said = told(page)
        table = download(page, "#cl-pl-take-csv", tmp_path).read_bytes().decode("utf-8")
        assert table.startswith("\ufeff年度,")
        last = list(csv.reader(io.StringIO(table)))[-1]
        assert [float(n) for n in last[4:6]] == [said["hours"], said["theory_hours"]]
        book = openpyxl.load_workbook(download(page, "#cl-pl-take-xlsx", tmp_path))
        values = [cell for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line]
        assert said["hours"] in values
        title = rows(page, 2024)[0]
        row(page, title).get_by_role("button", name="定开始日期").click()
        row(page, title).locator("[data-control='on']").fill("2024-05-06")
        calendar = download(page, "#cl-pl-take-ics", tmp_path)
        assert calendar.name == "rural-member-2024.ics"
        assert "20240506" in calendar.read_text(encoding="utf-8")
        again = download(page, "#cl-pl-take-ics", tmp_path)
        assert again.read_bytes() == calendar.read_bytes()
        page.click("#cl-pl-take-share")
        page.get_by_role("button", name="复制链接").click()
        assert page.locator("#cl-pl-link [role='status']").inner_text() != ""


def test_two_units_calendars_have_no_entry_in_common(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """The same plan of the same site, made in two browsers, gives entries that never replace each other; in one, the same."""
    found = []
    for unit in ("one", "two"):
        with opened(browser, shipped_site) as page:
            open_planner(page, shipped_site)
            start_ready(page, "rural-member")
            title = rows(page, 2024)[0]
            row(page, title).get_by_role("button", name="定开始日期").click()
            row(page, title).locator("[data-control='on']").fill("2024-05-06")
            (tmp_path / unit).mkdir()
            text = download(page, "#cl-pl-take-ics", tmp_path / unit).read_text(encoding="utf-8")
            found.append(set(re.findall(r"UID:(\S+)", text.replace("\r\n ", "").replace("\n ", ""))))
    assert found[0]
    assert not found[0] & found[1]
