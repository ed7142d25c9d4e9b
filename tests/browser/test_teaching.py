"""上课 and the handout of a course page, over ``file://``: by keyboard, in both browsers, on an old projector's screen, on one sheet of paper."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from ..support.browser import opened
from ..support.office import pages_of, pdf_of, text_of

pytestmark = pytest.mark.browser
PROJECTOR: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}}
COURSE = "courses/rural-forest-fire.html"
SCREENS = [
    "森林防火巡护与早期处置", "教学目标", "课程大纲", "1. 火从哪里来", "2. 巡护与劝导", "3. 报告与接应", "4. 避险判断", "操作要点", "学习材料", "自测题", "自测思考",
]
#: A course with its test, one with cases, one of the longest.
SAMPLE = ("rural-forest-fire", "all-constitution-branch-rules", "employment-skills-road-safety", "organs-documents-petitions")


def address(site: Path, rest: str = COURSE) -> str:
    """Return the address of a page over ``file://``."""
    return f"{site.as_uri()}/{rest}"


def taught(page: Page, site: Path) -> Page:
    """Open the course and press 上课."""
    page.goto(address(site))
    page.get_by_role("link", name="上课", exact=True).click()
    page.get_by_role("dialog").wait_for()
    return page


def screen(page: Page) -> tuple[str, str]:
    """Return what screen is shown and its position."""
    return page.locator(".cl-teach h1").inner_text(), page.locator(".cl-teach__status").inner_text()


def sheets(page: Page) -> int:
    """Return how many pages a print of the page has."""
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True)))


def test_a_walk_by_keyboard(browser: Browser, shipped_site: Path) -> None:
    """Every key does what a lecturer expects, each unit has its own screen, and Esc leads back to where one was."""
    with opened(browser, shipped_site, **PROJECTOR) as page:
        taught(page, shipped_site)
        total = int(screen(page)[1].split("/")[1])
        seen = [screen(page)[0]]
        for _ in range(total - 1):
            page.keyboard.press("ArrowRight")
            seen.append(screen(page)[0])
        assert seen[1:] == SCREENS[1:]
        assert screen(page)[1] == f"{total} / {total}"
        assert page.get_by_role("button", name="下一屏").is_disabled()
        page.keyboard.press("ArrowRight")
        assert screen(page)[1] == f"{total} / {total}"
        page.keyboard.press("Home")
        for key, place in (("PageDown", 2), ("Space", 3), ("PageUp", 2), ("ArrowLeft", 1), ("End", total)):
            page.keyboard.press(key)
            assert screen(page)[1] == f"{place} / {total}", key
        page.keyboard.press("Escape")
        assert page.locator(".cl-teach").count() == 0
        assert page.evaluate("document.activeElement.id") == "teach"
        assert "#" not in page.url


def test_answers_stay_folded_until_pressed(browser: Browser, shipped_site: Path) -> None:
    """A space opens the answer that has the focus, and goes on everywhere else; the outline's buttons lead to units."""
    with opened(browser, shipped_site, **PROJECTOR) as page:
        page.goto(f"{address(shipped_site)}#teach-10")
        page.get_by_role("dialog").wait_for()
        first = page.locator(".cl-teach .cl-answer").first
        assert screen(page)[0] == "自测题"
        assert not first.locator("p").is_visible()
        first.locator("summary").focus()
        page.keyboard.press("Space")
        assert first.locator("p").inner_text() == "12119，也可以拨打119。"
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.get_by_role("button", name="3. 报告与接应 0.5 学时").click()
        assert screen(page)[0] == "3. 报告与接应"


def test_long_text_scrolls_and_is_passed_over_by_no_key(browser: Browser, shipped_site: Path) -> None:
    """On a small screen what does not fit is said, scrolls, and PageDown shows all of it before the next screen."""
    with opened(browser, shipped_site, viewport={"width": 640, "height": 320}) as page:
        page.goto(f"{address(shipped_site)}#teach-10")
        page.get_by_role("dialog").wait_for()
        assert page.locator(".cl-teach__more").is_visible()
        for _ in range(20):
            page.keyboard.press("PageDown")
            if screen(page)[0] != "自测题":
                break
            low = page.evaluate("(b => b.scrollHeight - b.clientHeight - b.scrollTop)(document.querySelector('.cl-teach__screen'))")
        assert low <= 4


def test_no_violation_in_the_view_and_the_handout(browser: Browser, shipped_site: Path) -> None:
    """Both schemes, each kind of screen."""
    for scheme in ("light", "dark"):
        with opened(browser, shipped_site, color_scheme=scheme, **PROJECTOR) as page:
            taught(page, shipped_site)
            for place in (1, 3, 4, 10):
                page.goto(f"{address(shipped_site)}#teach-{place}")
                assert violations(page) == []
            page.goto(f"{address(shipped_site)}#handout")
            page.locator(".cl-sheet").wait_for()
            assert violations(page) == []


def violations(page: Page) -> list[Any]:
    """Return what axe finds."""
    # Without preloading, since axe would fetch the style sheets, which ``file://`` forbids.
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in Axe().run(page, options={"preload": False}).response["violations"]]


@pytest.mark.parametrize("course", SAMPLE)
def test_a_handout_is_one_page(browser: Browser, shipped_site: Path, course: str) -> None:
    """Title, units and lines for notes on one sheet, with the answers at the end when asked for."""
    with opened(browser, shipped_site, **PROJECTOR) as page:
        page.goto(f"{address(shipped_site, f'courses/{course}.html')}#handout")
        page.locator(".cl-sheet__page--one").wait_for()
        assert page.locator(".cl-sheet__notes i").count() >= 3
        assert sheets(page) == 1
        page.get_by_label("末尾附答案").check()
        assert page.locator(".cl-sheet__page h2", has_text="答案").count() == 1
        assert sheets(page) == 1


@pytest.mark.slow
def test_every_handout_is_one_page(browser: Browser, shipped_site: Path) -> None:
    """All shipped courses."""
    with opened(browser, shipped_site, **PROJECTOR) as page:
        more = []
        for file in sorted((shipped_site / "courses").glob("*.html")):
            page.goto(f"{file.as_uri()}#handout")
            page.locator(".cl-sheet__page--one").wait_for()
            more += [file.stem] if sheets(page) != 1 else []
        assert more == []


def test_a_course_of_many_units_says_what_it_leaves_out(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Type never gets too small to read: parts go, by name, and then there are more pages."""
    text = (shipped_site / COURSE).read_text(encoding="utf-8")
    cell, row = '<td colspan="1"><b>0.5</b> 学时<span>很长的单元</span></td>', "<tr><td>很长的单元</td><td>要点很多</td><td>讲座</td><td>0.5</td></tr>"
    shutil.copytree(shipped_site / "assets", tmp_path / "assets")
    (tmp_path / "courses").mkdir()
    for count, said in ((26, "放不下的没有印"), (90, "会多印几页")):
        page_text = text.replace("</tr></table>", f"{cell * count}</tr></table>", 1).replace("</tbody>", f"{row * count}</tbody>", 1)
        file = tmp_path / "courses" / f"long-{count}.html"
        file.write_text(page_text, encoding="utf-8")
        with opened(browser, tmp_path, **PROJECTOR) as page:
            page.goto(f"{file.as_uri()}#handout")
            page.locator(".cl-sheet__bar p", has_text=said).wait_for()
            assert (sheets(page) == 1) is (count < 90)


def test_the_way_through_a_curriculum(browser: Browser, shipped_site: Path) -> None:
    """Who comes from a curriculum's page is led on through the same curriculum, above the title."""
    with opened(browser, shipped_site, viewport={"width": 1280, "height": 900}) as page:
        page.goto(address(shipped_site, "curricula/rural-secretary.html"))
        page.locator('#main a[href$="courses/all-constitution-branch-rules.html"]:visible').first.click()
        way = page.get_by_role("navigation", name="在课程方案里")
        way.wait_for()
        assert way.locator("a").count() == 3
        way.locator("a").nth(2).click()
        way.wait_for()
        assert page.url.endswith("?from=rural-secretary")
        assert "用好支部工作条例" in way.inner_text()


def test_the_page_reads_without_scripts(browser: Browser, shipped_site: Path) -> None:
    """Answers fold by themselves, curricula stand in the page, and no button shows that would do nothing."""
    with opened(browser, shipped_site, java_script_enabled=False, **PROJECTOR) as page:
        page.goto(address(shipped_site, "courses/all-constitution-branch-rules.html"))
        assert not page.get_by_text("上课", exact=True).is_visible()
        assert page.locator(".cl-walks li").count() == 6
        answer = page.locator(".cl-answer").first
        answer.locator("summary").click()
        assert answer.locator("p").is_visible()
        assert page.locator(".cl-units").inner_text().count("学时") == 4


def test_a_lesson_plan_for_the_word_processor(browser: Browser, shipped_site: Path) -> None:
    """The whole course with its answers open."""
    with opened(browser, shipped_site, accept_downloads=True, **PROJECTOR) as page:
        page.goto(address(shipped_site))
        with page.expect_download() as waiting:
            page.get_by_role("link", name="下载教案").click()
        text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
        assert waiting.value.suggested_filename.endswith(".doc")
        assert "课程大纲" in text
        assert "<b>答案：</b>" in text


def test_the_lesson_plan_in_libreoffice(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """On A4, all the text of the course is there, its title on the first page; tables have their lines."""
    with opened(browser, shipped_site, accept_downloads=True, **PROJECTOR) as page:
        page.goto(address(shipped_site))
        with page.expect_download() as waiting:
            page.get_by_role("link", name="下载教案").click()
        waiting.value.save_as(tmp_path / "plan.doc")
        page.evaluate("document.querySelectorAll('.cl-body details').forEach(e => { e.open = true; })")
        whole = page.evaluate("""[...document.querySelectorAll('.cl-body li, .cl-body td, .cl-body p, .cl-body h2')].map(
            e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(''))""")
        title = page.locator("h1").inner_text()
    # As a document; as a page of the web, which it chooses by itself, LibreOffice's print leaves out the first paragraph of anything.
    pages = pages_of(pdf_of(tmp_path / "plan.doc", "HTML (StarWriter)"))
    text = re.sub(r"\s+", "", text_of(tmp_path / "plan.doc", "HTML (StarWriter)"))
    assert title in pages[0].text
    assert {(round(page.width), round(page.height)) for page in pages} == {(595, 842)}
    missing = [said for said in (re.sub(r"\s+", "", one) for one in whole) if said and said not in text]
    assert missing == []
    assert all(word.left > 50 and word.right < 560 for page in pages for word in page.words)
    assert re.findall("<table(?! border)", (tmp_path / "plan.doc").read_text(encoding="utf-8-sig")) == []


def test_a_missing_script_is_told(browser: Browser, shipped_site: Path) -> None:
    """A press that cannot do what it says says so, and works once the file is there."""
    with opened(browser, shipped_site, lossy=True, **PROJECTOR) as page:
        page.route("**/assets/scripts/teach*", lambda route: route.abort())
        page.goto(address(shipped_site))
        page.get_by_role("link", name="上课", exact=True).click()
        page.get_by_role("alert").wait_for()
        assert "没有读到" in page.get_by_role("alert").inner_text()
        page.unroute("**/assets/scripts/teach*")
        page.get_by_role("link", name="打印讲义").click()
        page.locator(".cl-sheet__page").wait_for()
