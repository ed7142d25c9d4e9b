"""What the preview shows is what a build with drafts writes, file by file; 待办 alone says more inside than outside."""

from __future__ import annotations

from pathlib import Path

from courselib.content.checking import load_and_check
from courselib.site.engine import Output
from courselib.site.products import Site
from courselib.site.settings import Settings

from ..support.library import course, put
from ..support.previews import get, running, until
from ..support.sites import build_site, files_of


def assert_same(address: str, site: Path) -> int:
    """Compare every file of a site with what the preview answers, apart from the preview's own additions."""
    compared = 0
    for path, data in files_of(site).items():
        if path in ("manifest.json", "due.html"):
            continue
        got = get(address, path)
        body = got.body
        if path.endswith(".html"):
            assert b"/__preview/client.js" in body, path
            body = without_additions(body)
        assert (got.status, body) == (200, data), path
        compared += 1
    return compared


def without_additions(body: bytes) -> bytes:
    """Return a page as it was before the preview added its script and style."""
    start = body.index(b'<script src="/__preview/client.js"')
    end = body.index(b"</script>", start) + len(b"</script>")
    return (body[:start] + body[end:]).replace(b'<link rel="stylesheet" href="/__preview/client.css">', b"")


def test_every_file_is_as_a_build_writes_it(content: Path, tmp_path: Path) -> None:
    """Pages, data, search, downloads and attachments, at first and after an edit, are those of ``build --drafts``."""
    build_site(content, tmp_path / "first", drafts=True)
    with running(content) as preview:
        assert assert_same(preview.address, tmp_path / "first") > 80
        put(content, "courses/rural/skills.md", course("换了课名", topic="rural-skills", theory="false", hours="8", body="\n新的一段。\n"))
        until(preview, lambda s: s.number == 2)
        build_site(content, tmp_path / "second", drafts=True)
        assert assert_same(preview.address, tmp_path / "second") > 80
        assert not (content.parent / "site").exists()


def test_the_preview_says_who_is_to_be_called_and_the_site_does_not(content: Path, tmp_path: Path) -> None:
    """A lecturer whom nobody confirmed is named on 待办 for those who keep the library, and a number for everybody else."""
    plan = content / "plan.yml"
    plan.write_text(plan.read_text(encoding="utf-8") + "\nreview_every: {course: 12, lecturer: 12}\n", encoding="utf-8")
    lecturer = put(content, "lecturers/called.md", "---\ntitle: 要打电话的讲师\n---\n\n讲实战。\n")
    build_site(content, tmp_path / "site")
    outside = (tmp_path / "site/due.html").read_text(encoding="utf-8")
    with running(content) as preview:
        inside = get(preview.address, "due.html").text
    assert "要打电话的讲师" in inside
    assert f"lecturers/{lecturer.stem}.html" in inside
    assert "要打电话的讲师" not in outside
    assert lecturer.stem not in outside
    assert "位讲师要核实" in outside


def test_a_page_by_its_address_is_the_page_of_the_list(content: Path) -> None:
    """Each address leads to the page that a build makes there, and no other address leads to any."""
    loaded = load_and_check(content)
    assert loaded.library is not None
    site = Site(loaded.library, loaded.results, (), Settings(), content, Output)
    jobs = list(site.pages())
    assert [job.path for job in jobs] == list(site.page_paths())
    for job in jobs:
        assert site.page_at(job.path) == job
    for path in ("", "courses", "courses/", "courses/.html", "courses/{}.html", "courses/skills", "courses/nothing.html", "nothing.html",
                 "skills.html"):
        assert site.page_at(path) is None
