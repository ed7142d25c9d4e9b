"""Take the guide's pictures: build the shipped site, open its pages in headless Chromium, write small PNG files.

Run ``python tools/guide_pictures.py`` after a page in a picture has changed; names after it take only those. It needs
Chromium and, to make the files small, Pillow (``pip install --group pictures``). PNG, since WebP came to Firefox long after 53.

A new picture is a row in ``PICTURES``; the guide shows it as
``[![TEXT](../../media/guide/NAME.png){}](../../media/guide/NAME.png)``, where the tool fills in the size.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ensure_browsers import find
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "content" / "media" / "guide"
MAX_BYTES = 60 * 1024
#: A page of few colours loses nothing that an eye would see.
COLOURS = (128, 64, 32)


@dataclass(frozen=True)
class Picture:
    """A page at a window size, what is done on it first, and the part to show (a selector), if not the whole window."""

    name: str
    page: str
    size: tuple[int, int]
    prepare: Callable[[Page], None] | None = None
    part: str = ""


def _field(page: Page, path: str, value: str) -> None:
    page.locator(f'[data-path="{path}"]').locator("input, textarea").first.fill(value)
    page.keyboard.press("Tab")


def _begin_course(page: Page) -> None:
    _field(page, "title", "村塘水域安全巡查与救援协同")
    page.locator('[data-path="topic"] select').select_option("rural-emergency")
    _field(page, "hours", "3")
    _field(page, "id", "rural-pond-safety")


def _plan(page: Page) -> None:
    _begin_course(page)
    _field(page, "objectives[0]", "能说出本村危险水域的位置和各段责任人")
    units = (
        ("1. 看清风险", "1", "专题讲座", "画出村内塘、渠、河的分布图"),
        ("2. 巡查与劝阻", "1.5", "实操练习", "分段分时巡查，填写巡查记录"),
    )
    for number, unit in enumerate(units):
        if number:
            page.get_by_role("button", name="加一个单元").click()
        for name, value in zip(("title", "hours", "method", "content"), unit, strict=True):
            _field(page, f"outline[{number}].{name}", value)


def _whole_course(page: Page) -> None:
    _plan(page)
    _field(page, "hours", "2.5")
    page.evaluate("window.scrollTo(0, document.querySelector('.cl-author__two').offsetTop)")
    page.wait_for_timeout(400)  # the check follows the typing after a moment


def _mistake(page: Page) -> None:
    _begin_course(page)
    _field(page, "hours", "四学时")


def _search(page: Page) -> None:
    page.locator("#cl-find-q").fill("防汛")
    page.keyboard.press("Enter")
    page.locator("#cl-find-list li").first.wait_for()
    page.get_by_label("农村党员").first.check()
    page.wait_for_timeout(400)
    page.evaluate("window.scrollTo(0, 0)")


def _ready_plan(page: Page) -> None:
    page.locator("#cl-pl-ready").select_option("rural-member")
    page.locator("#cl-pl-start-ready").click()
    page.get_by_role("button", name="知道了").click()
    page.locator("#cl-pl-q").fill("防汛")
    page.locator("#cl-pl-results li").first.wait_for()
    page.wait_for_timeout(400)
    page.evaluate("window.scrollTo(0, document.getElementById('cl-pl-bar').offsetTop - 10)")


#: What sticks to the window would lie over a part that is higher than the window; and a part wants a margin.
_STILL = ".cl-author__bar { position: static !important } {part} { box-sizing: border-box; padding: .8rem !important }"
WIDE = (1100, 700)
PICTURES = (
    Picture("home", "index.html", (1100, 640)),
    Picture("catalogue", "catalogue.html", WIDE, _search),
    Picture("course", "courses/rural-qianwan-experience.html", WIDE),
    Picture("curriculum", "curricula/rural-member.html", WIDE),
    Picture("coverage", "coverage.html", WIDE),
    Picture("planner", "planner.html", (1100, 760), _ready_plan),
    Picture("author-form", "author.html", WIDE, _whole_course),
    Picture("author-required", "author.html", (1280, 1400), _begin_course, '[aria-labelledby="a-required"]'),
    Picture("author-outline", "author.html", (900, 1400), _plan, '[aria-labelledby="a-plan"]'),
    Picture("author-mistake", "author.html", (900, 1400), _mistake, '[data-path="hours"]'),
)


def take(site: Path, wanted: Iterable[Picture]) -> dict[str, bytes]:
    """Return PNG bytes by name, as the browser makes them."""
    taken = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        for picture in wanted:
            width, height = picture.size
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light", locale="zh-CN",
                                          bypass_csp=True)  # the pictures hide what would move; pages allow no style of others
            page = context.new_page()
            page.goto(f"{site.as_uri()}/{picture.page}")
            if picture.prepare:
                picture.prepare(page)
            # What sticks to the window would lie over a part that is higher than the window.
            page.evaluate("document.activeElement.blur()")
            if picture.part:
                page.add_style_tag(content=_STILL.replace("{part}", picture.part))
            shot = page.locator(picture.part).first if picture.part else page
            taken[picture.name] = shot.screenshot(animations="disabled", caret="hide")
            context.close()
        browser.close()
    return taken


def small(data: bytes) -> bytes:
    """Return a PNG of few colours that weighs no more than it may. Raises ``ValueError`` when that cannot be."""
    from PIL import Image  # noqa: PLC0415 - only this needs it, and the tests only look at the list

    image = Image.open(io.BytesIO(data)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        image.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MAX_BYTES:
            return out.getvalue()
    raise ValueError(f"{out.tell()} bytes, more than {MAX_BYTES}: show less")


def main(names: list[str]) -> None:
    """Take the named pictures, or all of them."""
    wanted = [p for p in PICTURES if not names or p.name in names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        if not (place := FOLDER / f"{picture.name}.png").exists():
            place.write_bytes(b"")  # the guide may show it already, and the site is built before it can be taken
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        subprocess.run([sys.executable, "-m", "courselib", "build", "--quiet", "--output", site], cwd=ROOT, check=True)
        for key, data in take(site, wanted).items():
            (FOLDER / f"{key}.png").write_bytes(small(data))
            sys.stdout.write(f"{key}: {(FOLDER / f'{key}.png').stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
