"""One file in, one result out: hostile bytes, mutated real files, the cache's form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.files import find
from courselib.library.reading import FileResult, read_file
from courselib.library.source import Entry, decode

ROOT = Path(__file__).parent.parent.parent / "content"
REAL = [
    (ROOT / path).read_bytes()
    for path in ("plan.yml", "courses/rural/rural-theory-overview.md", "lecturers/sample-theory-teacher.md")
]
KINDS = st.sampled_from(["course", "lecturer", "venue", "curriculum", "page", "plan"])
HEAD = b"---\ntitle: x\ntopic: rural-theory\naudience: [rural]\nhours: 4\ntheory: true\n---\n\n"
OUTLINE = "## 课程大纲\n\n".encode()
MANY = 200_000


def read(data: bytes, kind: str = "course") -> FileResult:
    return read_file(Entry("courses/x.md", kind, "x", len(data), 1, 1), data)


def sound(result: FileResult, data: bytes) -> None:
    """What must hold of any result: places inside the file, everything fit for JSON in UTF-8."""
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for found in result.problems:
        assert 1 <= found.line <= lines
        assert found.column >= 1
        assert (found.message + found.hint).isprintable()
    assert result.values is not None or result.problems
    json.dumps([result.values, result.body], ensure_ascii=False).encode()


@given(st.binary(max_size=200), KINDS)
def test_any_bytes_are_read(data: bytes, kind: str) -> None:
    """Random bytes never raise."""
    sound(read(data, kind), data)


@given(st.text(alphabet="-\n: ab[]{}&*!|>'\"#`<\t\u2028中", max_size=80), KINDS)
def test_any_metadata_is_read(text: str, kind: str) -> None:
    """Random front matter never raises, and its problems stand where it stands."""
    data = f"---\n{text}\n---\n".encode()
    sound(read(data, kind), data)


@given(st.sampled_from(REAL), st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=12), KINDS)
def test_mutated_real_files_are_read(data: bytes, at: int, length: int, put: bytes, kind: str) -> None:
    """A real file with a piece cut out and another put in never raises."""
    at %= len(data)
    changed = data[:at] + put + data[at + length :]
    sound(read(changed, kind), changed)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * MANY,
        b"\\[" * MANY + b"](",
        b"[a](" * MANY,
        b"[a](<" * MANY,
        b"![" * MANY + b"](x)" * 100,
        b"(" * MANY,
        b"](" * MANY,
        b"<" * MANY,
        b"<a " * MANY,
        b"<a href=" * MANY,
        b"<a on" + b" " * MANY,
        b"`" * MANY,
        b"`a``" * MANY,
        b"# a" + b" " * MANY + b"b",
        b"# " + b"# " * MANY,
        b"- (" + b" " * MANY + b"b",
        b"- " + b"(" * MANY,
        b"|" * MANY + b"\n" + b"|1|\n" * MANY,
        b"\n```" * MANY,
        b"[a]: " + b" " * MANY,
        b"[" + b"a" * MANY + b"]:",
        b"> " * MANY,
        b"\t" * MANY + b"x",
        b"*" * MANY,
        b"![a]" * MANY,
    ],
    ids=lambda body: body[:6].decode(errors="replace").strip(),
)
def test_long_runs_of_marks_in_a_body(body: bytes) -> None:
    """Bodies made of one mark over and over are read to their end, in time that grows with their length."""
    data = HEAD + OUTLINE + body[:1_000_000]
    result = read(data)
    sound(result, data)
    assert result.values is not None
    assert result.body.startswith("## 课程大纲")


@pytest.mark.parametrize(
    "metadata",
    [
        b"x: " + b"[" * MANY,
        b"x: " + b"{" * MANY,
        b"x:\n" + b"- " * MANY,
        b'x: "' + b"a\n" * MANY,
        b"".join(b"k%d: 1\n" % n for n in range(20_000)),
        b"audience: [" + b"a," * MANY + b"a]",
        b"x: " + b"&a " * MANY,
        b"x: " + b"!" * MANY,
        b"title: " + b"a" * MANY,
        b"a" * MANY + b": 1",
        b"methods:\n" + b"- lectur\n" * 1900,
        b"? " * MANY,
        b"x: " + b"*a " * MANY,
        b"# " * MANY,
        b"x: >\n" + b" \n" * MANY,
    ],
    ids=lambda metadata: metadata[:9].decode().strip(),
)
def test_long_runs_in_metadata(metadata: bytes) -> None:
    """Metadata of one form over and over is refused with problems, in time that grows with its length."""
    data = b"---\n" + metadata + b"\n---\n"
    result = read(data)
    sound(result, data)
    assert result.broken


def test_line_numbers_with_unicode_separators_and_blank_lines() -> None:
    """Separators that only Python takes for line ends move no line; the first body line keeps its columns."""
    data = (
        HEAD.replace(b"title: x", 'title: "x"\nsummary: "a\x85b"'.encode())
        + "\n\n  <b onclick=a>\u2028x\n[a](b.md)\n".encode()
    )
    result = read(data)
    assert [(p.code, p.line, p.column) for p in result.problems] == [("M314", 3, 10), ("B504", 12, 3)]
    assert [(k.line, k.column) for k in result.links] == [(13, 5)]
    assert result.body_line == 12


def test_html_that_may_be_written_by_hand() -> None:
    """Harmless tags, autolinks and code are no problem."""
    body = "<b>粗</b> <https://a.example> <zhang@a.example> `<script>` <br/> 1 < 2 <kbd>Ctrl</kbd>"
    assert read(HEAD + body.encode()).problems == []


@given(st.text(max_size=40))
def test_text_survives_decoding(text: str) -> None:
    """UTF-8 without control characters comes back with plain line ends."""
    found, problems = decode(text.encode(), "x.md")
    if found is not None:
        assert found == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert {p.code for p in problems} <= {"F103", "F104"}
    else:
        assert [p.code for p in problems][-1] == "F105"


def test_names_that_no_terminal_should_see(tmp_path: Path) -> None:
    """Names with escape codes, line breaks or stray bytes are refused under a name that can be shown."""
    for name in (b"a\x1b[31m.md", b"b\nc.md", b"\xff.md", "d\u202e.md".encode()):
        (tmp_path / "courses").mkdir(exist_ok=True)
        Path(str(tmp_path / "courses"), name.decode(errors="surrogateescape")).write_bytes(b"x")
    entries, problems = find(tmp_path)
    assert entries == []
    assert [p.code for p in problems] == ["F107"] * 4
    assert all(p.path.isprintable() for p in problems)
