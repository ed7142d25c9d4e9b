"""As a new lecturer would: a new file, filled, checked, served, seen in a browser, changed, broken and mended."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ...cli.test_new_records import filled
from ...support.browser import opened
from ...support.library import course, put
from ...support.previews import running, served
from ...support.sites import courselib
from ..test_pages import _OVERFLOW, _RULES

pytestmark = pytest.mark.browser

PANEL = "#courselib-preview"
HEAD = f"{PANEL} .cl-watch__head"


def errors_shown(page: Page) -> None:
    """Wait for the panel of errors."""
    expect(page.locator(f"{PANEL}.cl-watch--errors")).to_be_visible(timeout=30_000)


def all_well(page: Page) -> None:
    """Wait until nothing is wrong."""
    expect(page.locator(PANEL)).to_contain_text("预览：存盘即更新", timeout=30_000)
    expect(page.locator(f"{PANEL}.cl-watch--errors")).to_have_count(0)


def test_from_nothing_to_a_page(browser: Browser, tmp_path: Path) -> None:
    """new library, new course, fill, check, serve, look; then an edit, a slip that is told beside the page, and its mending."""
    assert courselib("new", "library", "库", cwd=tmp_path).returncode == 0
    here = tmp_path / "库"
    done = courselib("new", "course", "pond-safety", "--title", "村塘水域安全", "--topic", "rural-emergency", "--audience", "rural",
                     "--hours", "2", "--theory", "false", cwd=here)
    assert done.returncode == 0, done.stderr
    file = here / "content/courses/rural/pond-safety.md"
    begun = courselib("check", cwd=here)
    assert (begun.returncode, begun.stdout.count("提醒 B509")) == (0, 3)
    with served(here) as (address, _), opened(browser, here, inside=address) as page:
        page.goto(address)
        expect(page.locator(PANEL)).to_contain_text("content/courses/rural/pond-safety.md:37:4", timeout=30_000)
        expect(page.locator(PANEL)).to_contain_text("【填：学完能做到的事】")
        file.write_text(filled(file.read_text(encoding="utf-8")), encoding="utf-8")
        all_well(page)
        assert courselib("check", cwd=here).returncode == 0
        page.goto(f"{address}courses/pond-safety.html")
        expect(page.locator("h1")).to_have_text("村塘水域安全")
        expect(page.locator(".cl-notice")).to_contain_text("草稿")
        file.write_text(file.read_text(encoding="utf-8") + "\n## 教学组织\n\n演练只在岸上进行。\n", encoding="utf-8")
        expect(page.locator(".cl-body")).to_contain_text("演练只在岸上进行。", timeout=30_000)
        good = file.read_text(encoding="utf-8")
        file.write_text(good.replace("hours: 2", "hours：四学时"), encoding="utf-8")
        errors_shown(page)
        expect(page.locator(PANEL)).to_contain_text("pond-safety.md:6:")
        expect(page.locator(PANEL)).to_contain_text("提示：")
        expect(page.locator(".cl-body")).to_contain_text("演练只在岸上进行。")
        file.write_text(good.replace("演练只在岸上进行。", "改好了。"), encoding="utf-8")
        expect(page.locator(".cl-body")).to_contain_text("改好了。", timeout=30_000)
        all_well(page)


def test_a_reload_keeps_the_place(browser: Browser, content: Path) -> None:
    """A reader who has scrolled down stays there while the page changes above and below."""
    long = "\n".join(f"\n第 {n} 段。" for n in range(200))
    file = put(content, "courses/rural/skills.md", course("长课", topic="rural-skills", theory="false", hours="8", body=long))
    with running(content) as preview, opened(browser, content, inside=preview.address) as page:
        page.goto(f"{preview.address}courses/skills.html")
        all_well(page)
        page.evaluate("window.scrollTo(0, 3000)")
        file.write_text(file.read_text(encoding="utf-8").replace("第 199 段。", "最后一段。"), encoding="utf-8")
        expect(page.locator(".cl-body")).to_contain_text("最后一段。", timeout=30_000)
        page.wait_for_function("() => window.pageYOffset === 3000", timeout=30_000)


def test_several_tabs(browser: Browser, content: Path) -> None:
    """Every open page shows what concerns it: the course, the list that names it, and neither loads anew for nothing."""
    with running(content) as preview, opened(browser, content, inside=preview.address) as one:
        two, three = one.context.new_page(), one.context.new_page()
        for page, path in ((one, "courses/skills.html"), (two, "topics/rural-skills.html"), (three, "courses/reading.html")):
            page.goto(preview.address + path)
            all_well(page)
            page.evaluate("window.untouched = true")
        put(content, "courses/rural/skills.md", course("改了课名", topic="rural-skills", theory="false", hours="8"))
        expect(one.locator("h1")).to_have_text("改了课名", timeout=30_000)
        expect(two.locator("main, article").first).to_contain_text("改了课名", timeout=30_000)
        assert three.evaluate("window.untouched") is True
        put(content, "courses/rural/skills.md", course("坏了", topic="rural-skills", theory="false", hours="四"))
        for page in (one, two, three):
            errors_shown(page)
        assert three.evaluate("window.untouched") is True


def test_a_form_is_not_loaded_over(browser: Browser, content: Path) -> None:
    """On a page at which somebody works a button offers the new content; nothing that was typed is lost."""
    with running(content) as preview, opened(browser, content, inside=preview.address) as page:
        page.goto(f"{preview.address}author.html")
        all_well(page)
        page.evaluate("window.untouched = true")
        put(content, "courses/rural/more.md", course("又一门"))
        button = page.get_by_role("button", name=re.compile("内容有更新"))
        expect(button).to_be_visible(timeout=30_000)
        assert page.evaluate("window.untouched") is True
        button.click()
        page.wait_for_function("() => !window.untouched", timeout=30_000)


def test_a_page_comes_when_its_file_does(browser: Browser, content: Path) -> None:
    """Whoever waits at an address that is not there yet sees the page as soon as the file is right; deleted, it goes again."""
    # An address that is not there is no failure here.
    with running(content) as preview, opened(browser, content, inside=preview.address, lossy=True) as page:
        page.goto(f"{preview.address}courses/more.html")
        expect(page.locator("h1")).to_have_text("没有这个页面")
        expect(page.locator(".cl-header")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
        expect(page.locator("main .cl-button").first).to_have_attribute("href", f"{preview.address}catalogue.html")
        file = put(content, "courses/rural/more.md", course("来了", hours="四"))
        errors_shown(page)
        expect(page.locator(".cl-watch__here").first).to_be_visible()
        file.write_text(course("来了"), encoding="utf-8")
        expect(page.locator("h1")).to_have_text("来了", timeout=30_000)
        file.unlink()
        expect(page.locator("h1")).to_have_text("没有这个页面", timeout=30_000)


def test_hostile_names_and_contents_are_text(browser: Browser, content: Path) -> None:
    """Markup in names of files, in fields, values and bodies appears in the panel as it was written, and runs nothing."""
    evil = "<img src=x onerror=window.hit=1>"
    with running(content) as preview, opened(browser, content, inside=preview.address) as page:
        page.goto(f"{preview.address}courses/skills.html")
        (content / f"courses/rural/{evil.replace('/', '')}.md").write_text(course("名字"), encoding="utf-8")
        put(content, "courses/rural/skills.md", course(
            "田间实战", topic=f'"{evil}"', hours="'</script><script>window.hit=1</script>'", more=f'"{evil}": 1',
            body=f"\n<script>window.hit=1</script> [a](javascript:window.hit=1) {evil} 【填：{evil}】\n"))
        errors_shown(page)
        expect(page.locator(PANEL)).to_contain_text(evil)
        expect(page.locator(PANEL)).to_contain_text("</script><script>")
        assert page.locator(f"{PANEL} img, {PANEL} script, {PANEL} a").count() == 0
        page.reload()
        errors_shown(page)
        assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_accessible_and_fits(scheme: str, browser: Browser, content: Path) -> None:
    """Folded and unfolded, wide and narrow, axe finds nothing and nothing sticks out; the keyboard reaches and folds it."""
    more = "\n".join(f"field{n}: 1" for n in range(40))
    put(content, "courses/rural/skills.md", course("坏了", hours="四", more=more))
    with running(content) as preview, opened(browser, content, inside=preview.address, color_scheme=scheme) as page:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{preview.address}courses/theory.html")
            errors_shown(page)
            for unfolded in (True, False):
                head = page.locator(HEAD)
                if (head.get_attribute("aria-expanded") == "true") != unfolded:
                    head.focus()
                    page.keyboard.press("Enter")
                assert page.locator(f"{PANEL} .cl-watch__list").is_visible() == unfolded
                assert page.evaluate(_OVERFLOW) <= 0, (width, unfolded)
                found = Axe().run(page, options=_RULES)
                shown = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]]
                assert shown == [], (width, unfolded)
            head.press("Enter")
            page.keyboard.press("Escape")
            assert head.get_attribute("aria-expanded") == "false"
            assert page.evaluate("document.activeElement.className") == "cl-watch__head"
            head.press("Enter")
        expect(page.locator(PANEL)).to_contain_text("用 courselib check 查看全部")


def test_an_ended_preview_says_so(browser: Browser, content: Path) -> None:
    """When the server is gone the page keeps what it shows and says how to go on."""
    with contextlib.ExitStack() as served:
        preview = served.enter_context(running(content))
        with opened(browser, content, inside=preview.address, lossy=True) as page:
            page.goto(f"{preview.address}courses/skills.html")
            all_well(page)
            served.close()
            expect(page.locator(PANEL)).to_contain_text("预览已停止", timeout=60_000)
            expect(page.locator("h1")).to_have_text("田间实战")


def test_the_search_follows(browser: Browser, content: Path) -> None:
    """A course that was just saved is found in the catalogue."""
    with running(content) as preview, opened(browser, content, inside=preview.address) as page:
        put(content, "courses/rural/more.md", course("稻田养鱼"))
        page.goto(f"{preview.address}courses/skills.html")
        page.goto(f"{preview.address}catalogue.html?q=养鱼")
        expect(page.locator("main, article").first).to_contain_text("稻田养鱼", timeout=30_000)
        put(content, "courses/rural/more.md", course("稻田养蟹"))
        page.goto(f"{preview.address}catalogue.html?q=养蟹")
        expect(page.get_by_role("link", name="稻田养蟹").first).to_be_visible(timeout=30_000)
