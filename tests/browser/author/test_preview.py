"""The preview is the page: the same blocks and texts; a long body is read when its author pauses, one past the budget never."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from ...support.browser import opened
from .form import fill, open_file, open_form, problems
from .test_messages import GOOD
from .test_reopen import SHIPPED

pytestmark = pytest.mark.browser
#: Tags and texts of a body in order; what leads into the library is a link on the page and shows as one in the preview.
_BLOCKS = """node => {
  const found = [];
  (function walk(at) {
    Array.from(at.childNodes).forEach(child => {
      if (child.nodeType === 3) { const t = child.textContent.replace(/\\s+/g, ' ').trim(); if (t) found.push(t); }
      else {
        found.push('<' + (child.className === 'cl-preview__link' ? 'a' : child.tagName.toLowerCase()) + '>');
        walk(child);
        found.push('</>');
      }
    });
  })(node);
  return found;
}"""
EVERYTHING = """\
## 二、教学组织（1学时）：

学完**“三会一课”**怎么开
下一行[^1]

| 步骤 | 内容 |
|---|:-:|
| 一 | `a\\|b` |

- [x] 做了
- [ ] 要做
  - 再看

1) 一
2) 二

!!! note "提示"
    里面

??? question "答案"
    - 一

三会一课
: 党员大会等

> 引文

~~旧~~ H<sub>2</sub>O <blink>闪</blink> {必做}

```
码 **不是粗**
```

[^1]: 脚注
"""


def test_the_preview_is_the_page(browser: Browser, shipped_site: Path) -> None:
    """A dozen shipped courses, opened with the form, show the blocks and texts of their pages."""
    with opened(browser, shipped_site) as page, opened(browser, shipped_site) as other:
        open_form(page, shipped_site)
        for file in SHIPPED[::6]:
            open_file(page, file)
            other.goto(f"{shipped_site.as_uri()}/courses/{file.stem}.html")
            shown = page.locator("#cl-author-preview .cl-body").evaluate(_BLOCKS)
            assert shown == other.locator(".cl-body").evaluate(_BLOCKS), file.name
            assert len(shown) > 40, file.name


def test_every_construct_becomes_elements(browser: Browser, shipped_site: Path) -> None:
    """Tables, tasks, boxes, folds, terms and footnotes are elements; what is not allowed is left out and told."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, GOOD | {"id": "everything", "after": EVERYTHING})
        body = page.locator("#cl-author-preview .cl-body")
        wanted = {
            "#c-delivery": 1, "strong": 1, "sup.footnote-ref a": 1, "section.footnotes li": 1, ".cl-table table": 2, "td code": 1,
            "input:checked": 1, "ul.task-list li": 3, "ol li": 3, ".admonition.note": 1, "details summary": 1, "dl dd": 1,
            "blockquote": 1, "s": 1, "sub": 1, "pre": 1, "blink": 0,
        }
        assert {selector: body.locator(selector).count() for selector in wanted} == wanted
        assert "{必做}" in body.inner_text()
        assert "怎么开下一行" in body.inner_text()
        assert [p["code"] for p in problems(page)] == ["B504", "B504"]


_TYPE = """([text, leave]) => {
  const field = CourseLib.modules.author_page.app.fields.after;
  field.control.value = text;
  field.control.dispatchEvent(new Event('input', { bubbles: true }));
  if (leave) field.control.dispatchEvent(new Event('change', { bubbles: true }));
}"""
_READS = """() => { const real = CourseLib.modules.lib_markdown_document.parse; window.parsed = 0;
  CourseLib.modules.lib_markdown_document.parse = function () { window.parsed += 1; return real.apply(this, arguments); }; }"""


def test_a_long_body_waits_for_a_pause(browser: Browser, shipped_site: Path) -> None:
    """A short body is read while its author types; a long one only when the field is left, and the preview says so."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, GOOD | {"id": "long"})
        page.evaluate(_READS)
        preview = page.locator("#cl-author-preview")
        page.evaluate(_TYPE, ["## 短的\n\n一段", False])
        preview.get_by_text("一段").wait_for()
        assert page.evaluate("window.parsed") == 1
        page.evaluate(_TYPE, ["## 长的\n\n" + "一段话。\n\n" * 8000, False])
        preview.get_by_text("正文较长").wait_for()
        assert page.evaluate("window.parsed") == 1
        page.evaluate(_TYPE, ["## 长的\n\n" + "一段话。\n\n" * 8000, True])
        assert preview.get_by_text("正文较长").count() == 0
        assert preview.locator("h2").last.inner_text() == "长的"
        assert page.evaluate("window.parsed") == 2


@pytest.mark.parametrize("text", [
    "[a](" * 16_000, "[" * 8000, "[^1]: a\n\n" + "x[^1]" * 3200, "".join(f"<b title={i}>" for i in range(3000)),
    "!!! " + " " * 8000 + '"', "> " * 60 + "话",
], ids=["links", "brackets", "notes", "tags", "box", "quotes"])
def test_no_text_freezes_the_form(text: str, browser: Browser, shipped_site: Path) -> None:
    """A text that asks for more than a page can show is told; any other shows; what stands beside it is still checked."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, GOOD | {"id": "heavy", "hours": "3"})
        page.evaluate(_TYPE, [text, True])
        told: list[dict[str, Any]] = problems(page)
        over = any(p["code"] == "B510" for p in told)
        shown = page.locator("#cl-author-preview").inner_text()
        assert over == ("预览不了" in shown)
        assert over or {p["code"] for p in told} >= {"B503"}
        assert page.locator("[data-path='after'] .cl-field__error p").count() <= 51
