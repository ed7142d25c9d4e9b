"""Whom the preview answers, and what it gives away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.preview.answering import Answer, Answering
from courselib.preview.pages import Bodies, Pages
from courselib.preview.refresh import Refresher
from courselib.preview.searching import Searching
from courselib.runtime.resources import theme_folder
from courselib.runtime.workspace import Workspace
from courselib.site.policy import inline_script

from ..support.library import write_small

HOST = {"Host": "127.0.0.1:8000"}


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory, small_site: Path) -> Iterator[Answering]:
    """What answers for the small library, without a socket."""
    content = write_small(tmp_path_factory.mktemp("answers") / "library", cache=small_site.parent / ".courselib")
    refresher = Refresher(Workspace.of(content), None, Bodies())
    refresher.start(None, 1, lambda *_: None)
    searching = Searching(None, "test")
    yield Answering(refresher, Pages(Bodies()), searching)
    refresher.end()
    searching.close()


def test_a_page_comes_with_the_preview_s_script(answering: Answering) -> None:
    """The script stands at the end of the body, the style in the head, and the page says what it is."""
    answer = answering("GET", "/courses/skills.html", HOST)
    assert isinstance(answer.body, bytes)
    text = answer.body.decode()
    assert (answer.status, answer.kind) == (200, "text/html; charset=utf-8")
    assert text.rstrip().endswith('data-held="0"></script></body>\n</html>') or '</script></body>' in text
    assert 'data-page="courses/skills.html"' in text
    assert text.index("/__preview/client.css") < text.index("</head>")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:9", "LOCALHOST", "[::1]:8000"])
def test_its_own_names(host: str, answering: Answering) -> None:
    """It answers to this computer's own names, on whatever port they lead here."""
    assert answering("GET", "/", {"Host": host}).status == 200


@pytest.mark.parametrize("host", ["", "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example",
                                  "127.0.0.1:8000,evil.example", "127.0.0.1@evil.example", "127.0.0.1:x", "0.0.0.0:8000", "192.168.0.9"])
def test_foreign_names(host: str, answering: Answering) -> None:
    """A foreign name that was made to lead here gets nothing of the library."""
    answer = answering("GET", "/courses/skills.html", {"Host": host} if host else {})
    assert answer.status == 403
    assert isinstance(answer.body, bytes)
    assert "田间" not in answer.body.decode()


@pytest.mark.parametrize(("site", "mode", "status"), [
    ("cross-site", "no-cors", 403), ("cross-site", "cors", 403), ("same-site", "no-cors", 403), ("same-origin", "cors", 200),
    ("none", "navigate", 200), ("cross-site", "navigate", 200),
])
def test_scripts_of_other_sites(site: str, mode: str, status: int, answering: Answering) -> None:
    """Other sites may link here, but load no script, picture or data from here."""
    assert answering("GET", "/planner/data.js", HOST | {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}).status == status


METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get"]
TARGETS = [
    "/", "/courses/skills.html", "/planner/data.js", "/data/v1/courses.json", "/media/notes/handout.txt",
    "/__preview/wait?page=index.html",
]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("headers", [
    {"Host": "evil.example"}, {"Host": "127.0.0.1.evil.example:8000"}, {"Host": ""}, {}, {"Host": "localhost."},
    {"Host": "127.0.0.1:8000:1"},
    HOST | {"Origin": "http://evil.example"}, HOST | {"Origin": "null"}, HOST | {"Origin": ""}, HOST | {"Origin": "https://127.0.0.1:8000"},
    HOST | {"Origin": "http://127.0.0.1:9000"}, HOST | {"Origin": "http://localhost:8000"}, HOST | {"Origin": "file://"},
    HOST | {"Origin": "http://127.0.0.1:8000.evil.example"}, HOST | {"Origin": "http://127.0.0.1:8000,http://evil.example"},
    HOST | {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"},
    {"Host": "evil.example:8000", "Origin": "http://evil.example:8000", "Referer": "http://evil.example:8000/"},
], ids=str)
def test_a_foreign_host_or_origin_is_refused_by_every_method(method: str, headers: dict[str, str], answering: Answering) -> None:
    """Old browsers tell no more than these: nothing is answered, and nothing of the library said, whatever is asked and how."""
    for target in (*TARGETS, "/../plan.yml", "http://evil.example/"):
        answer = answering(method, target, headers)
        assert (answer.status, answer.kind.partition(";")[0]) == (403, "text/plain")
        assert isinstance(answer.body, bytes)
        assert len(answer.body) < 100


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "LocalHost"])
def test_its_own_pages_are_answered(host: str, answering: Answering) -> None:
    """What the preview's own pages and the user's own programs send is answered, in old browsers and new ones."""
    own = [{}, {"Origin": f"http://{host.lower()}"}, {"Referer": f"http://{host}/courses/skills.html"}, {"Referer": f"http://{host}"},
           {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Origin": f"http://{host}"}]
    for target in TARGETS[:-1]:
        for headers in own:
            assert answering("GET", target, {"Host": host, **headers}).status == 200, (target, headers)


@pytest.mark.parametrize("referer", [
    "http://evil.example/", "https://127.0.0.1:8000/", "http://127.0.0.1:80001/", "http://127.0.0.1:8000.evil.example/", "http://127.0.0.1:8000@evil/",
    "http://localhost:8000/", "android-app://x",
])
def test_a_foreign_referer_may_link_and_load_nothing(referer: str, answering: Answering) -> None:
    """Where an old browser tells that a script, picture or data is for another site's page, it gets none; a link opens the page."""
    for target in TARGETS:
        wanted = 200 if target in ("/", "/courses/skills.html") else 403
        assert answering("GET", target, HOST | {"Referer": referer}).status == wanted, target
    assert answering("GET", "/planner/data%2Ejs", HOST | {"Referer": referer}).status == 403
    assert answering("GET", "/planner/data.js?x=.html", HOST | {"Referer": referer}).status == 403


@pytest.mark.parametrize("dest", ["iframe", "frame", "object", "embed", "script", ""])
def test_no_page_in_a_foreign_frame(dest: str, answering: Answering) -> None:
    """A frame in another site's page is no link."""
    headers = HOST | {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": dest}
    assert answering("GET", "/courses/skills.html", headers).status == 403
    assert answering("GET", "/courses/skills.html", headers | {"Sec-Fetch-Dest": "document"}).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_only_looking(method: str, answering: Answering) -> None:
    """Nothing can be sent to the preview."""
    assert answering(method, "/", HOST).status == 405


@pytest.mark.parametrize("target", [
    "/../plan.yml", "/..%2fplan.yml", "/%2e%2e/plan.yml", "/courses/../../plan.yml", "//etc/passwd", "/..\\plan.yml", "/%00",
    "/media/../plan.yml", "/media/..%2f..%2fplan.yml", "http://evil.example/", "*", "", "/./index.html", "/a%0ab",
])
def test_addresses_that_no_site_has(target: str, answering: Answering) -> None:
    """An address that climbs, or is none, is refused before anything is looked up."""
    assert answering("GET", target, HOST).status == 400


@pytest.mark.parametrize("target", ["/plan.yml", "/media/", "/media/notes", "/media/notes/", "/courses/", "/.courselib/cache.db",
                                    "/mkdocs.yml", "/media/notes/nothing.txt", "/search/../x", "/search/x.js", "/search/boot",
                                    "/__preview/", "/__preview/refresh.py", "/assets", "/manifest.json"])
def test_no_folder_is_listed_and_no_other_file_given(target: str, answering: Answering) -> None:
    """Folders, settings, caches and what is not of the site are not there."""
    assert answering("GET", target, HOST).status in (400, 404)


def test_an_attachment(answering: Answering) -> None:
    """An attachment of the library is sent from its own place."""
    answer = answering("GET", "/media/notes/handout.txt", HOST)
    assert isinstance(answer.body, Path)
    assert answer.body.read_text(encoding="utf-8")


def test_a_page_that_is_not_there(answering: Answering) -> None:
    """The page that says so looks for the top by its own script, takes no base, and waits for the page to come."""
    answer = answering("GET", "/courses/deep/nothing.html", HOST)
    assert isinstance(answer.body, bytes)
    text = answer.body.decode()
    assert answer.status == 404
    assert "没有这个页面" in text
    assert "<base" not in text
    assert inline_script(theme_folder()) in text
    assert "script-src 'self' file: 'sha256-" in text
    assert "connect-src 'self';" in text
    assert 'data-seen="missing"' in text


@pytest.mark.parametrize(("page", "held"), [("author.html", "1"), ("courses/skills.html", "0"), ("index.html", "0")])
def test_pages_at_which_people_work_are_held(page: str, held: str, answering: Answering) -> None:
    """A form is not loaded anew over what somebody is filling in."""
    answer = answering("GET", f"/{page}", HOST)
    assert isinstance(answer.body, bytes)
    assert f'data-held="{held}"'.encode() in answer.body


def test_the_first_question_of_a_page_is_answered_at_once(answering: Answering) -> None:
    """A page that has shown no panel yet gets it, and learns that it is fresh itself."""
    page = answering("GET", "/courses/skills.html", HOST)
    assert isinstance(page.body, bytes)
    mark = page.body.decode().partition('data-seen="')[2].partition('"')[0]
    answer = answering("GET", f"/__preview/wait?page=courses/skills.html&seen={mark}&panel=", HOST)
    assert isinstance(answer.body, bytes)
    data = json.loads(answer.body)
    assert data["page"] == mark
    assert data["problems"] == {"errors": 0, "warnings": 0, "more": 0, "problems": [], "notices": []}


@given(st.text(max_size=40))
def test_any_address_gets_an_answer(answering: Answering, text: str) -> None:
    """Whatever is asked for, the answer is one of few, and never a file outside the library's attachments."""
    for target in (text, f"/{text}", f"/media/{text}", f"/courses/{text}.html", f"/__preview/{text}"):
        answer = answering("GET", target, HOST)
        assert isinstance(answer, Answer)
        assert answer.status in (200, 400, 403, 404)
        assert not isinstance(answer.body, Path) or answer.body.name == "handout.txt"
