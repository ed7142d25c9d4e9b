"""The planner's page as a planner uses it, and what it says of the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page


def open_planner(page: Page, site: Path, fragment: str = "") -> None:
    """Open the page over ``file://`` and wait until it can be used."""
    page.goto(f"{site.as_uri()}/planner.html{fragment}")
    page.locator("#cl-pl-app").wait_for(state="visible")


def start_empty(page: Page, sector: str = "rural", role: str = "member") -> None:
    """Begin a plan from nothing."""
    unfold(page)
    page.select_option("#cl-pl-new-sector", sector)
    page.select_option("#cl-pl-new-role", role)
    page.click("#cl-pl-start-empty")
    page.locator("#cl-pl-editor").wait_for(state="visible")


def start_ready(page: Page, name: str) -> None:
    """Begin with a ready curriculum."""
    unfold(page)
    page.select_option("#cl-pl-ready", name)
    page.click("#cl-pl-start-ready")
    page.locator("#cl-pl-editor").wait_for(state="visible")


def unfold(page: Page) -> None:
    """Unfold where a plan can come from."""
    if page.locator("#cl-pl-start").get_attribute("open") is None:
        page.click("#cl-pl-start > summary")


def plan(page: Page) -> dict[str, Any]:
    """Return the present plan."""
    found: dict[str, Any] = page.evaluate("CourseLib.modules.planner_page_page.session.app.plan()")
    return found


def stored(page: Page) -> list[dict[str, Any]]:
    """Return the plans that stand in the browser's storage, the last saved first."""
    found: list[dict[str, Any]] = page.evaluate("""() => Object.keys(localStorage).filter(key => key.startsWith('courselib.plan.'))
      .map(key => JSON.parse(localStorage.getItem(key))).sort((one, other) => one.saved < other.saved ? 1 : -1)""")
    return found


def told(page: Page) -> dict[str, Any]:
    """Return what the page says of the plan, in the command line's form."""
    found: dict[str, Any] = page.evaluate("CourseLib.modules.rules_evaluate.report(CourseLib.modules.planner_page_page.session.app.evaluation)")
    return found


def rows(page: Page, year: int) -> list[str]:
    """Return the titles that stand in a year, in order."""
    return page.locator(f"#cl-pl-list [aria-labelledby='cl-pl-year-{year}'] .cl-pl-item__title").all_inner_texts()


def row(page: Page, title: str) -> Locator:
    """Return the row of a planned course."""
    return page.locator(".cl-pl-item").filter(has=page.get_by_role("link", name=title, exact=True))


def find(page: Page, text: str, title: str) -> Locator:
    """Search, and return the result with this title once it is there."""
    page.click("#cl-pl-tab-find")
    page.fill("#cl-pl-q", text)
    found = page.locator("#cl-pl-results .cl-pl-result").filter(has=page.get_by_role("link", name=title, exact=True))
    found.wait_for()
    return found


def suggestions(page: Page) -> Locator:
    """Ask for suggestions and return them."""
    page.click("#cl-pl-suggest")
    page.get_by_role("button", name="重新补齐").wait_for()
    return page.locator(".cl-pl-proposal")


def download(page: Page, button: str, folder: Path) -> Path:
    """Press a button and return the file that came."""
    with page.expect_download() as coming:
        page.click(button)
    return kept(coming.value, folder)


def kept(coming: Download, folder: Path) -> Path:
    """Return a download, put into a folder under its own name."""
    file = folder / coming.suggested_filename
    coming.save_as(file)
    return file


def open_file(page: Page, file: Path) -> str:
    """Open a file and return what the page says."""
    page.evaluate("document.getElementById('cl-pl-notice').hidden = true")
    page.set_input_files("#cl-pl-open", str(file))
    page.locator("#cl-pl-notice").wait_for(state="visible")
    return page.inner_text("#cl-pl-notice")


def figure(page: Page, name: str) -> str:
    """Return a figure of the bar by its label."""
    return page.locator(".cl-pl-figure").filter(has_text=name).locator("strong").inner_text()
