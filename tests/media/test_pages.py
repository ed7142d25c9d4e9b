"""Pages with attachments: sizes of pictures, players, format and size beside links; and what of it a build makes again."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.library.attachments import Attachment, described, size_text
from courselib.library.body import Rendered
from courselib.publish.build import BuildReport
from courselib.site.media import dressing, pictures
from tests.support.library import put, write_small
from tests.support.sites import build_site, files_of

from . import making

MEDIA = {
    "a.pdf": Attachment(1_258_291, "d", pages=12), "b.pptx": Attachment(4096, "d", pages=3),
    "p.jpg": Attachment(9, "d", width=40, height=30), "n/q.png": Attachment(9, "d", width=2560, height=1000),
    "f.mp4": Attachment(3 << 20), "s.wav": Attachment(900), "w.zip": Attachment(0),
}


def dressed(html: str, page: str = "courses/x.html") -> str:
    """Return a body's HTML as a page shows it."""
    return dressing.dressed(Rendered(html), page, MEDIA).html


@pytest.mark.parametrize(("size", "words"), [
    (0, "0 字节"), (1023, "1023 字节"), (1024, "1 KB"), (1536, "2 KB"), (1 << 20, "1 MB"), (1_258_291, "1.2 MB"), (52 << 20, "52 MB"),
])
def test_sizes(size: int, words: str) -> None:
    """As people read them."""
    assert size_text(size) == words


def test_what_stands_beside_a_link() -> None:
    """Format, pages or slides where they are known, size."""
    assert [described(name, MEDIA[name]) for name in ("a.pdf", "b.pptx", "p.jpg", "f.mp4")] == [
        "PDF，12 页，1.2 MB", "PPT，3 张，4 KB", "JPEG 图片，9 字节", "MP4 视频，3 MB"]


@pytest.mark.parametrize(("html", "made"), [
    ('<a href="../media/a.pdf">讲义</a>。', '<a href="../media/a.pdf">讲义</a> <small class="cl-file">（PDF，12 页，1.2 MB）</small>。'),
    ('<a href="../media/a.pdf#p=2" rel="x"><b>讲义</b></a>',
     '<a href="../media/a.pdf#p=2" rel="x"><b>讲义</b></a> <small class="cl-file">（PDF，12 页，1.2 MB）</small>'),
    ('<img src="../media/p.jpg" alt="图">', '<img src="../media/p.jpg" alt="图" width="40" height="30" loading="lazy">'),
    ('<img src="../media/p.jpg" alt="图" width="7">', '<img src="../media/p.jpg" alt="图" width="7" loading="lazy">'),
    ('<img src="../media/n/q.png" alt="图">',
     ('<a class="cl-photo" href="../media/n/q.png" title="看大图（PNG 图片，9 字节）">'
      '<img src="../pictures/n/q.png" alt="图" width="1280" height="500" loading="lazy"></a>')),
    ('<a href="y.html"><img src="../media/n/q.png" alt=""></a>',
     '<a href="y.html"><img src="../pictures/n/q.png" alt="" width="1280" height="500" loading="lazy"></a>'),
    ('<a href="../media/p.jpg"><img src="../media/p.jpg" alt="图"></a>',
     '<a href="../media/p.jpg"><img src="../media/p.jpg" alt="图" width="40" height="30" loading="lazy"></a>'),
    ('<img src="../media/s.wav" alt="讲话 &lt;一&gt;">',
     ('<audio class="cl-player" controls preload="none" src="../media/s.wav" aria-label="讲话 &lt;一&gt;"></audio> '
      '<a href="../media/s.wav">讲话 &lt;一&gt;</a> <small class="cl-file">（WAV 音频，900 字节）</small>')),
    ('<a href="y.html"><img src="../media/f.mp4" alt="录像"></a>', '<a href="y.html">录像</a>'),
    ('<a href="../media/none.pdf">无</a>', '<a href="../media/none.pdf">无</a>'),
    ('<a href="https://example.org/media/a.pdf">外</a>', '<a href="https://example.org/media/a.pdf">外</a>'),
    ('<code>&lt;img src="../media/p.jpg"&gt;</code>', '<code>&lt;img src="../media/p.jpg"&gt;</code>'),
    ('<a id="c-x"></a><abbr title="media/">甲</abbr>', '<a id="c-x"></a><abbr title="media/">甲</abbr>'),
])
def test_bodies(html: str, made: str) -> None:
    """What an attachment tells is added, and nothing else is changed."""
    assert dressed(html) == made


def test_the_page_of_a_folder_and_of_the_top() -> None:
    """An address is read from where the page stands."""
    assert 'src="pictures/n/q.png"' in dressed('<img src="media/n/q.png" alt="">', "index.html")
    assert dressed('<img src="media/p.jpg" alt="">') == '<img src="media/p.jpg" alt="">'


@pytest.fixture(name="content")
def _content(tmp_path: Path) -> Path:
    content = write_small(tmp_path)
    (content / "media/notes/photo.jpg").write_bytes(making.photo("JPEG", 6, making.scene(1400, 700)))
    (content / "media/notes/paper.pdf").write_bytes(making.pdf(["无人机巡田的用处"]))
    file = content / "courses/rural/skills.md"
    text = file.read_text(encoding="utf-8")
    more = "\n## 照片\n\n![巡田](../../media/notes/photo.jpg)\n\n见[讲义](../../media/notes/paper.pdf)。\n"
    put(content, "courses/rural/skills.md", text + more)
    for path in (content / "media/notes").iterdir():
        _age(path)
    return content


def _age(path: Path) -> None:
    import os

    os.utime(path, (1_700_000_000, 1_700_000_000))


def test_a_site_with_attachments(content: Path, tmp_path: Path) -> None:
    """Built twice it is the same; an unchanged attachment is never read again, nor its pictures made; a copied one is told by its bytes."""
    site = tmp_path / "site"
    build_site(content, site)
    before = files_of(site)
    page = before["courses/skills.html"].decode()
    assert 'src="../pictures/notes/photo.jpg" alt="巡田" width="1280" height="640" loading="lazy"' in page
    assert "（PDF，1 页，" in page
    for name in ("media/notes/photo.jpg", "pictures/notes/photo.jpg"):
        assert not [secret for secret in making.SECRETS if secret in before[name]]
    assert before["media/notes/paper.pdf"] == (content / "media/notes/paper.pdf").read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("courselib.content.loading.read_attachment", _never)
        patch.setattr(pictures, "_made", _never)
        assert _counts(build_site(content, site)) == (0, 0)
        # Checked out anew: other times, the same bytes.
        for path in (content / "media/notes").iterdir():
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
            _age(path)
        report = build_site(content, site)
    assert report.read <= 1, "the text file, of which only the beginning is read"
    assert files_of(site) == before
    build_site(content, site, full=True)
    assert files_of(site) == before


def test_another_picture_renews_the_page_that_shows_it(content: Path, tmp_path: Path) -> None:
    """Its size stands there."""
    site = tmp_path / "site"
    build_site(content, site)
    (content / "media/notes/photo.jpg").write_bytes(making.photo("JPEG", 1, making.scene(300, 200)))
    build_site(content, site)
    after = files_of(site)
    assert 'src="../media/notes/photo.jpg" alt="巡田" width="300" height="200"' in after["courses/skills.html"].decode()
    assert "pictures/notes/photo.jpg" not in after
    build_site(content, site, full=True)
    assert files_of(site) == after


def _counts(report: BuildReport) -> tuple[int, int]:
    return report.read, report.filled


def _never(*_: object, **__: object) -> None:
    raise AssertionError("an unchanged attachment was read")
