"""Filling the form as a person's browser would see it: values set on its own controls, buttons of its own pressed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

#: Sets controls and tells them so; `set` by label path of the form (``title``, ``outline[0].hours``).
_DRIVER = """() => {
window.drive = (function () {
  const app = CourseLib.modules.author_page.app;
  const fire = (node, name) => node.dispatchEvent(new Event(name, { bubbles: true }));
  const key = (node, name) => node.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  function set(path, value) {
    const field = app.fields[path];
    if (!field) throw new Error('no field ' + path);
    const first = field.controls[0];
    if (first.type === 'checkbox' || first.type === 'radio') {
      field.controls.forEach(c => { if (c.checked !== [].concat(value).indexOf(c.value) >= 0) c.click(); });
    } else if (first.getAttribute('role') === 'combobox') {
      [].concat(value).forEach(id => { first.value = id; fire(first, 'input'); key(first, 'ArrowDown'); key(first, 'Enter'); });
    } else if (Array.isArray(value)) {
      value.forEach(word => { first.value = word; fire(first, 'input'); key(first, 'Enter'); });
    } else {
      first.value = value; fire(first, 'input'); fire(first, 'change');
    }
  }
  function press(path, words) {
    const all = [...app.fields[path].node.querySelectorAll('button')];
    all.filter(b => b.textContent === words).pop().click();
  }
  function rows(path, words, list) {
    list.forEach((row, index) => {
      if (!app.fields[path].node.querySelector('[data-path="' + path + '[' + index + ']"]')) press(path, words);
      if (typeof row === 'string') set(path + '[' + index + ']', row);
      else Object.keys(row).forEach(name => set(path + '[' + index + '].' + name, row[name]));
    });
  }
  const lists = { objectives: '加一条目标', outline: '加一个单元', resources: '加一个资源', platforms: '加一个平台' };
  return function (spec) {
    Object.keys(spec).forEach(name => {
      if (lists[name]) rows(name, lists[name], spec[name]);
      else if (name === 'reviewed') Object.keys(spec[name]).forEach(part => set('reviewed.' + part, spec[name][part]));
      else set(name, spec[name]);
    });
  };
})();
}"""


def open_form(page: Page, site: Path) -> None:
    """Open the form over ``file://`` with the driver beside it; questions of the page are answered with yes."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{site.as_uri()}/author.html")
    page.locator("#cl-author-app").wait_for(state="visible")
    page.evaluate(_DRIVER)


def anew(page: Page) -> None:
    """Begin a new course."""
    page.evaluate("document.getElementById('cl-author-anew').click()")


def fill(page: Page, spec: dict[str, Any]) -> None:
    """Fill in fields by name; lists of rows get as many rows as they need."""
    page.evaluate("spec => window.drive(spec)", spec)


def problems(page: Page) -> list[dict[str, str]]:
    """Return what the form finds wrong now."""
    found: list[dict[str, str]] = page.evaluate("CourseLib.modules.author_checks.check(CourseLib.modules.author_page.app.record,"
                                                " CourseLib.modules.author_page.app.setting, CourseLib.modules.author_page.app.names)")
    return found


def download(page: Page, folder: Path, *, anyway: bool = False) -> Path:
    """Press the button and return the file that came; ``anyway`` takes an unfinished one."""
    with page.expect_download() as coming:
        page.click("#cl-author-download")
        if anyway:
            page.click("text=仍然下载没写完的文件")
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


_HANDED = """() => {
  const keep = CourseLib.modules.author_keep;
  const real = keep.download;
  let given = null;
  keep.download = (name, text) => { given = [name, text]; return true; };
  document.getElementById('cl-author-download').click();
  keep.download = real;
  return given;
}"""


def handed(page: Page, folder: Path) -> Path:
    """Press the button and return the file that would come: after a hundred downloads a browser loses one now and then."""
    name, text = page.evaluate(_HANDED)
    file: Path = folder / name
    file.write_bytes(text.encode())
    return file


def open_file(page: Page, file: Path) -> None:
    """Open a file with the form and wait until it is there."""
    page.evaluate("document.getElementById('cl-author-notice').hidden = true")
    page.set_input_files("#cl-author-open", str(file))
    page.locator("#cl-author-notice").wait_for(state="visible")
