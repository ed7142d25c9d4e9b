"""The page that verifies a copy, over ``file://``: what it finds, what it says, and how fast."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from courselib.publish.signing.fingerprints import digits, spoken

from ..support.browser import opened
from ..support.firefox import firefox, running
from ..support.firefox_folder import ARGUMENT, choose
from ..support.needs import needed
from ..support.signed import Signing, fingerprint, key, release
from ..support.sites import files_of

pytestmark = pytest.mark.browser
#: A run of the tests, not of the page, may be slow.
_WAIT = 120_000
_VERDICT = "#cl-verify-result[data-state]"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, small_site: Path) -> Path:
    """A signed copy of the small site that each test leaves as it was."""
    folder = tmp_path_factory.mktemp("verify") / "site"
    shutil.copytree(small_site, folder)
    release(folder, signing=Signing())
    return folder


@pytest.fixture
def page(browser: Browser, small_site: Path) -> Iterator[Page]:
    """The page, in another copy."""
    with opened(browser, small_site) as opened_page:
        opened_page.goto((small_site / "verify.html").as_uri())
        yield opened_page


def told(page: Page, folder: Path) -> str:
    """Choose a folder and return the verdict's heading."""
    page.set_input_files("#cl-verify-folder", folder)
    page.wait_for_selector(_VERDICT, timeout=_WAIT)
    return page.inner_text("#cl-verify-result h2")


def lists(page: Page) -> dict[str, list[str]]:
    """Return the paths that are told, by kind."""
    kinds = page.locator("#cl-verify-result section[data-kind]")
    return {
        str(kinds.nth(i).get_attribute("data-kind")): kinds.nth(i).locator("li").all_inner_texts() for i in range(kinds.count())
    }


def test_a_whole_signed_copy(page: Page, copy: Path) -> None:
    """It says so, with version, date and the fingerprint in characters and digits; the verdict has the focus."""
    assert told(page, copy) == "文件一个不少，一个没变，签名有效"
    text = page.inner_text("#cl-verify-result")
    known = fingerprint({"1.root.json": (copy / "release/1.root.json").read_bytes()})
    for part in ("1.0", "2026-11-27", "course-library", " ".join(spoken(known)), " ".join(digits(known))):
        assert part in text, part
    assert lists(page) == {}
    assert page.evaluate("document.activeElement.id") == "cl-verify-verdict"
    assert "校验完毕" in page.inner_text("#cl-verify-status")


def test_missing_changed_extra(page: Page, copy: Path, tmp_path: Path) -> None:
    """Every file is named under what is wrong with it."""
    folder = tmp_path / "site"
    shutil.copytree(copy, folder)
    (folder / "index.html").unlink()
    (folder / "courses/theory.html").write_bytes(b"other")
    (folder / "courses/added.html").write_bytes(b"x")
    (folder / "deep/er").mkdir(parents=True)
    (folder / "deep/er/x.js").write_bytes(b"")
    (folder / "release/notes.html").write_bytes(b"what stands in the folder of the release is in no manifest")
    assert told(page, folder) == "这份拷贝有问题：2 个文件不对"
    assert lists(page) == {"changed": ["courses/theory.html"], "missing": ["index.html"], "extra": ["courses/added.html", "deep/er/x.js"]}


def test_what_systems_leave(page: Page, copy: Path, tmp_path: Path) -> None:
    """A file that Windows puts beside pictures is told, and that it does no harm."""
    shutil.copytree(copy, tmp_path / "site")
    (tmp_path / "site/Thumbs.db").write_bytes(b"x")
    assert told(page, tmp_path / "site") == "网站的文件都对，另外多出 1 个文件"
    assert lists(page) == {"extra": ["Thumbs.db（电脑自己留下的，不要紧）"]}


def test_every_single_byte_is_found(page: Page, copy: Path) -> None:
    """Of 50 changes of one byte anywhere each is found, and named where it is one of the files."""
    chance = random.Random(16)  # noqa: S311
    files = files_of(copy)
    names = sorted(path for path in files if files[path])
    metadata = [path for path in names if path.startswith("release/")]
    for number in range(50):
        path = chance.choice(metadata if number % 10 == 9 else names)
        data = bytearray(files[path])
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        (copy / path).write_bytes(data)
        try:
            assert told(page, copy) != "文件一个不少，一个没变，签名有效", path
            assert page.get_attribute("#cl-verify-result", "data-state") == "bad", path
            if path != "manifest.json" and path not in metadata:
                assert lists(page) == {"changed": [path]}
        finally:
            (copy / path).write_bytes(files[path])
    assert told(page, copy) == "文件一个不少，一个没变，签名有效"


def test_an_unsigned_copy(page: Page, copy: Path, tmp_path: Path) -> None:
    """It says what that is worth."""
    shutil.copytree(copy, tmp_path / "site", ignore=shutil.ignore_patterns("release"))
    assert told(page, tmp_path / "site") == "文件一个不少，一个没变"
    assert "没有签名" in page.inner_text("#cl-verify-result")


def test_a_forged_manifest(page: Page, copy: Path, tmp_path: Path) -> None:
    """Whoever changes a file and the manifest cannot make the signatures."""
    folder = tmp_path / "site"
    shutil.copytree(copy, folder)
    (folder / "index.html").write_bytes(b"forged")
    release(folder)
    assert told(page, folder) == "这份拷贝有问题：签名不对"
    assert "不是签名所签的" in page.inner_text("#cl-verify-result")
    signing = Signing([[key(9)]])
    assert fingerprint(release(folder, signing=signing)) != fingerprint({"1.root.json": (copy / "release/1.root.json").read_bytes()})
    assert told(page, folder) == "文件一个不少，一个没变，签名有效"  # the fingerprint alone tells


def test_the_wrong_folder(page: Page, copy: Path, tmp_path: Path) -> None:
    """A folder above the site, or with a torn manifest."""
    assert told(page, copy.parent) == "这个文件夹里没有 manifest.json"
    assert "site" in page.inner_text("#cl-verify-result")
    folder = tmp_path / "torn"
    shutil.copytree(copy, folder)
    data = (copy / "manifest.json").read_bytes()
    (folder / "manifest.json").write_bytes(data[: len(data) // 2])
    assert told(page, folder) == "manifest.json 不对"


def test_by_keyboard_and_cancel(browser: Browser, small_site: Path, copy: Path, tmp_path: Path) -> None:
    """The button is reached by Tab; a run that is stopped shows nothing, and the next one runs."""
    folder = tmp_path / "site"
    shutil.copytree(copy, folder)
    (folder / "large.bin").write_bytes(bytes(48 << 20))
    release(folder, signing=Signing())
    with opened(browser, small_site) as page:
        page.goto((small_site / "verify.html").as_uri())
        page.focus("#cl-verify-folder")
        outline = "getComputedStyle(document.querySelector('label[for=cl-verify-folder]')).outlineStyle"
        assert page.evaluate(outline) == "solid"
        page.evaluate("""document.getElementById('cl-verify-folder').addEventListener('change',
          () => setTimeout(() => document.getElementById('cl-verify-cancel').click(), 0))""")
        page.set_input_files("#cl-verify-folder", folder)
        page.wait_for_function("document.getElementById('cl-verify-status').textContent.indexOf('已停止') === 0")
        page.wait_for_timeout(1500)
        assert page.inner_text("#cl-verify-result") == ""
        assert page.is_hidden(".cl-verify__bar")
        assert page.is_hidden("#cl-verify-cancel")
        page.reload()
        assert told(page, folder) == "文件一个不少，一个没变，签名有效"


@pytest.mark.parametrize("without", ["Ed25519", "subtle"])
def test_in_an_old_browser(without: str, browser: Browser, small_site: Path, copy: Path) -> None:
    """Where the browser has no Ed25519, or nothing of the kind, the page's own takes its place and finds the same."""
    script = {
        "Ed25519": "crypto.subtle.importKey = () => Promise.reject(new Error('unknown'))",
        "subtle": "Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})",
    }[without]
    with opened(browser, small_site) as page:
        page.add_init_script(script)
        page.goto((small_site / "verify.html").as_uri())
        assert told(page, copy) == "文件一个不少，一个没变，签名有效"
        data = (copy / "feed.xml").read_bytes()
        (copy / "feed.xml").write_bytes(data.replace(b"1", b"2", 1))
        try:
            assert told(page, copy) == "这份拷贝有问题：1 个文件不对"
        finally:
            (copy / "feed.xml").write_bytes(data)


def test_in_firefox(small_site: Path, copy: Path, tmp_path: Path) -> None:
    """The same page finds the same there."""
    done = "document.querySelector('#cl-verify-result[data-state]')"
    heading = "document.querySelector('#cl-verify-result h2').textContent"
    changed = tmp_path / "site"
    shutil.copytree(copy, changed)
    chance = random.Random(5)  # noqa: S311
    names = [path for path, data in files_of(copy).items() if data and path != "manifest.json" and not path.startswith("release/")]
    with running(needed(firefox(), "Firefox"), tmp_path / "profile", ARGUMENT) as tab:
        tab.inside = (f"{small_site.as_uri()}/",)
        tab.open((small_site / "verify.html").as_uri())
        choose(tab, "cl-verify-folder", copy, done)
        assert tab.evaluate(heading) == "文件一个不少，一个没变，签名有效"
        for path in chance.sample(names, 10):
            data = bytearray((copy / path).read_bytes())
            data[chance.randrange(len(data))] ^= 1
            (changed / path).write_bytes(data)
        tab.evaluate("document.getElementById('cl-verify-result').removeAttribute('data-state')")
        choose(tab, "cl-verify-folder", changed, done)
        assert tab.evaluate(heading) == "这份拷贝有问题：10 个文件不对"
        assert tab.trouble == []
