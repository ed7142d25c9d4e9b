"""Trimming the engine's sheets changes nothing that is seen: every rule of theirs that matches something on a page is there.

The browser reads both, the sheets as the engine brings them and the one that pages have, and looks in each page for what rules name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from courselib.site.styles import BOXES

from ..support.browser import opened
from ..support.library import course, put, write_small
from ..support.sites import build_site, style_of
from .author.form import fill, open_form
from .author.test_messages import GOOD
from .author.test_preview import EVERYTHING
from .kinds import KINDS, place
from .planner.composer import open_planner, start_ready, suggestions

pytestmark = pytest.mark.browser
_BOXES = "note abstract info tip success question warning failure danger bug example quote important".split()
#: All that a body can become, the form's examples included.
BODY = EVERYTHING + "\n\n".join(f"!!! {k} \"题 `码`\"\n    里面\n\n??? {k}\n    里面\n\n???+ {k}\n    - 一" for k in _BOXES) + """

#### 四级 `码`

##### 五级 `码`

###### 六级

*斜* [链](https://example.org "题"){.small} <kbd>K</kbd> <mark>标</mark> <ins>增</ins> <del>删</del> <abbr title="x">缩</abbr>[^9]

> 引
>
> > 再引

1. 一
    1. 二
        - 三

<div dir="rtl">

- 右

> 右引

</div>

<details open>
<summary>展开 <code>x</code></summary>

里面

</details>

---

[^9]: 脚注

    - 列
"""
#: A rule for boxes of one kind: all have the one look of the theme.
_OF_A_BOX = re.compile(rf"\.(?:{'|'.join(BOXES)})\b")
#: Returns the rules of sheets, each a selector of a list: conditions around it, selector, declarations; custom properties only in use.
_MISSING = """([whole, shipped]) => {
  const used = new Set(Array.from((shipped + whole.replace(/[^{}]*--[^{}]*/g, '')).matchAll(/var\\(\\s*(--[\\w-]+)/g), m => m[1]));
  function rulesOf(texts) {
    const found = [];
    (function walk(rules, around) {
      for (const rule of rules) {
        if (rule.selectorText) {
          const said = Array.from(rule.style).filter(n => !n.startsWith('--') || used.has(n))
            .map(n => n + ':' + rule.style.getPropertyValue(n) + rule.style.getPropertyPriority(n));
          for (const one of rule.selectorText.split(/,(?![^(]*\\))/)) { found.push([around, one.trim(), said.join(';')]); }
        } else if (rule.cssRules && rule.type !== CSSRule.KEYFRAMES_RULE) { walk(rule.cssRules, around + '@' + rule.conditionText); }
      }
    })(texts.reduce((all, text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return all.concat(Array.from(sheet.cssRules));
    }, []), '');
    return found;
  }
  const there = new Set(rulesOf([shipped]).map(String));
  const matched = rulesOf([whole]).filter(([around, selector, said]) => {
    const named = selector.replace(/:not\\([^)]*\\)/g, '').replace(/::?[a-z-]+(\\([^)]*\\))?/g, '');
    const plain = named.replace(/(^|[>+~]\\s*)(?=$|\\s*[>+~])/g, '$1*').trim() || '*';
    return said && document.querySelector(plain);
  });
  return [matched.length, matched.filter(rule => !there.has(String(rule))).map(String)];
}"""


def engine_sheets() -> str:
    """Return the engine's own sheets, in order."""
    folder = resources.files("material") / "templates/assets/stylesheets"
    found = {f.name.partition(".")[0]: f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".css")}
    return found["main"] + found["palette"]


def check(page: Page, site: Path) -> None:
    """All rules of the engine that match anything on the page, in whatever state, stand in the sheet that it has."""
    for scheme in ("default", "slate"):
        page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
        matched, missing = page.evaluate(_MISSING, [engine_sheets(), (site / style_of(site)).read_text(encoding="utf-8")])
        assert matched > 40
        assert [rule for rule in missing if not _OF_A_BOX.search(rule)] == []


def _catalogue(page: Page, site: Path) -> None:
    page.goto(f"{site.as_uri()}/catalogue.html?q=乡村")
    page.locator("#cl-find-list li").first.wait_for()


def _planner(page: Page, site: Path) -> None:
    open_planner(page, site)
    start_ready(page, "rural-secretary")
    suggestions(page)


def _author(page: Page, site: Path) -> None:
    open_form(page, site)
    faulty: dict[str, Any] = GOOD | {"id": "x", "hours": "四学时", "after": BODY, "resources": [{"title": "课件", "kind": "courseware"}]}
    fill(page, faulty)
    page.click("#cl-author-download")
    page.locator("#cl-author-preview .footnotes").wait_for()


STATES: dict[str, Callable[[Page, Path], None]] = {"catalogue": _catalogue, "planner": _planner, "author": _author}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page(kind: str, browser: Browser, shipped_site: Path, small_site: Path) -> None:
    """A page as it comes."""
    site, address = place(kind, shipped_site, small_site)
    with opened(browser, site) as page:
        page.goto(address)
        check(page, site)


@pytest.mark.parametrize("state", STATES)
def test_what_scripts_make(state: str, browser: Browser, shipped_site: Path) -> None:
    """Results, an open plan with suggestions, the form with its faults and the preview of all that a body can hold."""
    with opened(browser, shipped_site) as page:
        STATES[state](page, shipped_site)
        check(page, shipped_site)


def test_all_that_a_body_can_hold(browser: Browser, tmp_path: Path, small_site: Path) -> None:
    """Every construct of Markdown, on a course's page."""
    content = write_small(tmp_path, cache=small_site.parent / ".courselib")
    put(content, "courses/rural/everything.md", course("全部写法", body=BODY))
    build_site(content, tmp_path / "site")
    with opened(browser, tmp_path / "site") as page:
        page.goto(f"{(tmp_path / 'site').as_uri()}/courses/everything.html")
        assert page.locator(".admonition").count() == len(_BOXES) + 1
        check(page, tmp_path / "site")


@pytest.mark.parametrize("media", ["screen", "print"])
def test_it_is_the_test_that_finds_what_is_missing(media: str, browser: Browser, shipped_site: Path) -> None:
    """Without a rule that a page needs, on paper or on the screen, the check says which."""
    gone = {"screen": ".md-grid{max-width:61rem;margin-left:auto;margin-right:auto}", "print": "@media print{body{display:block}}"}[media]
    shipped = (shipped_site / style_of(shipped_site)).read_text(encoding="utf-8")
    assert gone in shipped
    with opened(browser, shipped_site) as page:
        page.goto(place("guide", shipped_site, shipped_site)[1])
        find = partial(page.evaluate, _MISSING)
        assert find([engine_sheets(), shipped])[1] == []
        assert len(find([engine_sheets(), shipped.replace(gone, "")])[1]) == 1
