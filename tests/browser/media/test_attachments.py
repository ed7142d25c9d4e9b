"""A site with attachments in a browser, over ``file://``: found by what they say as the command line finds them, shown, and played."""

from __future__ import annotations

import io
import math
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from courselib.content.checking import load_and_check
from courselib.runtime.workspace import Workspace
from courselib.search import pinyin
from courselib.search.documents import documents
from courselib.search.fulltexts import FullTexts
from courselib.search.index import open_index
from courselib.site.full_texts import full_texts

from ...media import making
from ...support.browser import opened
from ...support.engine import ask, start
from ...support.library import put, write_small
from ...support.searching import Reference, Request, requests
from ...support.sites import build_site

pytestmark = pytest.mark.browser
#: A page of a paper: words that no course says, some that one does.
PAPER = "无人机巡田要先看天气。农村党员带头学用新农具，Drone 培训每年两次。"
DRAFT = "内部讨论稿里的甲骨文"
WORDS = ("无人机", "无人机巡田", "新农具", "drone", "天气 巡田", "农村党员 无人机", "课件里的梯田", "梯田", "水渠", "甲骨文", "培训每年两次",
         "农村", "田间", "巡", "wrj", "nongcun", "无人机 梯田")


@pytest.fixture(scope="module", name="content")
def _content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = write_small(tmp_path_factory.mktemp("attached"))
    notes = content / "media/notes"
    (notes / "paper.pdf").write_bytes(making.pdf([PAPER, "第二页说水渠"]))
    (notes / "slides.pptx").write_bytes(making.pptx(["课件里的梯田"]))
    (notes / "draft.docx").write_bytes(making.docx([DRAFT]))
    (notes / "photo.jpg").write_bytes(making.photo("JPEG", 6, making.scene(1500, 900)))
    (notes / "speech.wav").write_bytes(_sound())
    skills, theory = (content / f"courses/rural/{name}.md" for name in ("skills", "theory"))
    put(content, "courses/rural/skills.md", skills.read_text(encoding="utf-8") + (
        "\n## 材料\n\n见[讲义](../../media/notes/paper.pdf)。\n\n![巡田](../../media/notes/photo.jpg)\n\n![讲话](../../media/notes/speech.wav)\n"))
    put(content, "courses/rural/theory.md", theory.read_text(encoding="utf-8").replace(
        "resources:\n", "resources:\n  - {title: 课件, kind: courseware, file: notes/slides.pptx}\n"
        "  - {title: 讲话, kind: audio, file: notes/speech.wav}\n"))
    draft = theory.read_text(encoding="utf-8").replace("title: 农村理论基础", "title: 没写完的课\nstatus: draft")
    put(content, "courses/rural/unfinished.md", draft.replace("notes/slides.pptx", "notes/draft.docx"))
    return content


@pytest.fixture(scope="module", name="site")
def _site(content: Path) -> Path:
    build_site(content, content.parent / "site")
    return content.parent / "site"


@pytest.fixture(scope="module", name="reference")
def _reference(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reference]:
    library = load_and_check(content).library
    assert library is not None
    found = documents(library)
    titles = sorted(found, key=lambda d: (pinyin.title_key(d.title), d.id))
    with open_index(Workspace.of(tmp_path_factory.mktemp("index") / "content"), found) as index:
        yield Reference(index, library, {d.id: rank for rank, d in enumerate(titles)})


def _sound() -> bytes:
    with io.BytesIO() as out:
        with wave.open(out, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / 8))) for n in range(8000)))
        return out.getvalue()


def found(reference: Reference, text: str) -> list[str]:
    """Return the courses that the command line finds, all terms there."""
    answer = reference.answer({"text": text, "limit": 10, "offset": 0})
    return [] if answer["relaxed"] else [name for name, _ in answer["hits"]]


def test_courses_are_found_by_what_their_attachments_say(reference: Reference) -> None:
    """A PDF that the body leads to, slides among the resources; never what a draft alone has."""
    assert found(reference, "无人机") == found(reference, "drone") == found(reference, "水渠") == ["skills"]
    assert found(reference, "梯田") == ["theory"]
    assert found(reference, "甲骨文") == []
    assert found(reference, "无人机 梯田") == []


def test_attachments_move_no_course_that_says_the_same_itself(reference: Reference) -> None:
    """A word of an attachment weighs nothing where the course says it too."""
    library = reference.library
    bare = {d.id: d for d in documents(library)}
    without = [type(d)(**{f: getattr(d, f) for f in d.__dataclass_fields__} | {"attached": ()}) for d in bare.values()]
    with open_index(Workspace.of(Path(library.courses["skills"].source.path).parent / "none"), without) as index:
        plain = Reference(index, library, reference.title_rank)
        for text in ("农村", "田间", "农村党员"):
            assert plain.answer({"text": text, "limit": 9, "offset": 0}) == reference.answer({"text": text, "limit": 9, "offset": 0})


def test_the_page_finds_the_same(browser: Browser, site: Path, reference: Reference) -> None:
    """Courses, order and scores to the last bit, over ``file://``."""
    asked: list[Request] = [{"text": text, "limit": 10, "offset": 0} for text in WORDS]
    asked += [{**request, "facets": []} for request in requests(reference.library, 150, seed=17)]
    with opened(browser, site) as page:
        start(page, f"{site.as_uri()}/")
        answers = ask(page, asked)
    wrong = [(r, a, reference.answer(r)) for r, a in zip(asked, answers, strict=True) if a != reference.answer(r)]
    assert wrong[:1] == []
    assert sum(bool(a["hits"]) for a in answers) > 50


def test_the_sentence_that_was_found_is_shown(browser: Browser, site: Path) -> None:
    """From the attachment, where the course does not say it."""
    with opened(browser, site) as page:
        page.goto(f"{site.as_uri()}/catalogue.html?q=无人机")
        expect(page.locator(".cl-result").first).to_contain_text("无人机巡田要先看天气", timeout=30_000)


def test_a_draft_says_nothing(content: Path) -> None:
    """What courses say in full has its attachment's words, but the site has no draft's."""
    library = load_and_check(content).library
    assert library is not None
    assert DRAFT in FullTexts(library).of(library.courses["unfinished"]).lines
    files = list(full_texts(library.without_drafts(), 0))
    assert {name for file in files for name in file.courses or ()} == {c.id for c in library.courses.values() if c.status == "published"}


def test_pictures_have_their_place_and_sounds_play(browser: Browser, site: Path) -> None:
    """The smaller copy is loaded, as large as the page said; the player plays what the policy lets through."""
    with opened(browser, site) as page:
        page.goto(f"{site.as_uri()}/courses/skills.html")
        picture = page.locator(".cl-body img")
        picture.scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('.cl-body img').naturalWidth > 0")
        assert picture.evaluate("i => [i.naturalWidth, i.naturalHeight, i.loading]") == [1280, 768, "lazy"]
        assert picture.evaluate("i => i.width / i.height > 1.6")
        player = page.locator(".cl-body audio")
        assert player.evaluate("async a => { a.muted = true; await a.play(); return a.error === null && a.duration === 1; }")


@pytest.mark.parametrize("width", [1280, 360])
def test_without_javascript(browser: Browser, site: Path, width: int) -> None:
    """The player is the browser's own, and nothing is wider than the page."""
    with opened(browser, site, java_script_enabled=False, viewport={"width": width, "height": 800}) as page:
        page.goto(f"{site.as_uri()}/courses/theory.html")
        box = page.locator("#resources ~ ul audio").bounding_box()
        assert box is not None
        assert box["height"] > 20
        assert box["x"] + box["width"] <= width
        expect(page.locator("#resources ~ ul")).to_contain_text("PPT，1 张，")
