"""Bodies held against GitHub's own implementation of its Markdown (cmark-gfm, in C), both pages read by html5lib.

What may differ stands in ``REASONS``; anything else is a fault of ours. The bodies are made up (``tests/support.authored.py``): three
of four have nothing that GitHub lacks, every fourth has our extensions, HTML and footnotes too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from markdown_it.rules_inline import StateInline

from courselib.library.body import read_body
from courselib.syntax.markdown.chinese import ChineseInlineState
from courselib.syntax.markdown.html import CLASSES

from ...support.authored import MIXED, generate
from ...support.blocks import Block, blocks, characters, github
from ...support.vectors import vector

BODIES = 5_400
CONSTRUCTS = vector("constructs")


@dataclass(frozen=True)
class Reason:
    """Why a page may differ: ``applies`` to such a body, and ``without`` it the blocks must be equal (``None``: not compared)."""

    why: str
    applies: re.Pattern[str]
    without: Callable[[list[Block]], list[Block]]


def _unboxed(found: list[Block]) -> list[Block]:
    """Items without boxes; a loose item's paragraph as the text of a tight one."""
    joined: list[Block] = []
    for tag, written in found:
        text = re.sub(r"^(\[[ xX]\] ?)+", "", written)
        if joined and joined[-1] == ("li", "") and tag == "p":
            joined[-1] = ("li", text)
        else:
            joined.append(("p" if tag == "li+" else tag, text))
    return [block for block in joined if block != ("li", "")]


def _unmarked(found: list[Block]) -> list[Block]:
    return _unboxed([(tag, "".join(re.sub(r"[*_~]", "", text).split())) for tag, text in _unboxed(found)])


def _text(found: list[Block]) -> list[Block]:
    """All text, whatever block it stands in."""
    text = re.sub(r"\]\([^)]*\)|\]\[[^\]]*\]", "", " ".join(text for _, text in _unboxed(found)))
    return [("", re.sub(r"[*_~`|:>#+\\\[\]()-]|\d+[.)]|[xX]\]|\s|⏎|▣", "", text))]


#: Tried in this order; each also undoes what those before it undo.
REASONS = (
    Reason(
        "GitHub knows no box for a task in a quote, nor looks whether text follows it; and where a blank line stands behind a table, "
        "code or definition, it calls another list loose",
        re.compile(r"^[ >]*([-*+]|\d+[.)])", re.MULTILINE), _unboxed,
    ),
    Reason(
        "emphasis beside Chinese marks works here; GitHub's `~~` keeps emphasis beside it from closing", re.compile(r"[*_~]"), _unmarked,
    ),
    Reason(
        "a table of one column has bars here: a row of `:-:` alone is text; a bar alone in its line is an empty row, and ends the table "
        "there; where one row of dashes made no table, GitHub looks for none in the rest of the paragraph",
        re.compile(r"^[ >|]*:?-+|^[ >]*\|\s*$", re.MULTILINE), _text,
    ),
    Reason(
        "`[x]` alone in its line is text here, and what stands indented below it a paragraph and no code, as CommonMark says",
        re.compile(r"\[[ xX]\]\s*$", re.MULTILINE), _text,
    ),
    Reason(
        "a mark of a quote or list that is too far in to be one ends a paragraph of an inner list (the parser's, in both languages)",
        re.compile(r"^ {4,}([>*+-]|\d+[.)])", re.MULTILINE), _text,
    ),
    Reason(
        "an address with an open bracket is none, as CommonMark says, and GitHub takes it up to the blank; with brackets in the words of "
        "a link the two choose another pair",
        re.compile(r"\]\([^)\s]*[\[(]|\[[^\]\n]*\["), _text,
    ),
)
#: Bodies that differ by themselves, looked at one by one.
KNOWN = {
    3715: "brackets in the words of a link, and behind it an empty link in brackets: another pair is chosen",
    5791: "a table in an item whose rows are indented by turns: a table here, with a word about the cells beyond its head; text there",
    7001: "a mark of a quote too far in to be one, see above; what is code here shows its entities",
}
#: Ours alone; a body of these is compared by its characters only.
EXTENSIONS = {
    "boxes": re.compile(r"^[ >]*(?:!!!|\?\?\?\+?) ?(?:note|tip|warning|danger)", re.MULTILINE),
    "attributes": re.compile(r"\{(?:\.(?:" + "|".join(sorted(CLASSES)) + r")|#[\w-]+)\}"),
    "definition lists": re.compile(r"^[ >]*:   ", re.MULTILINE),
    "HTML that is read into the tree, closed within its block, and left out where it is not allowed": re.compile(r"<[A-Za-z/!?]"),
    "footnotes: GitHub's end at the next block, ours hold what is indented": re.compile(r"\[\^"),
    "`~` alone": re.compile(r"~"),
}
#: What GitHub shows of our own marks: no loss. Code in boxes, which GitHub takes for text, shows its markup there.
_MARKS = re.compile(
    "|".join((
        EXTENSIONS["boxes"].pattern, EXTENSIONS["attributes"].pattern, r"\[[xX]\]", r"&#?\w+;", r"^[ >]*```.*", r"\[\^[^\]]*\]", r'"题"',
        r"\]\(#课程大纲\)", r" '题'$",
    )),
    re.MULTILINE,
)
#: Problems that say that text is left out.
_TOLD = frozenset(("B504", "B510", "B511", "B518", "B520"))


def ours(body: str) -> list[Block]:
    html = read_body(body, 1, "courses/a.md").rendered.html
    return blocks(html.replace('<section class="footnotes">\n<hr>', '<section class="footnotes">'))


def explained(body: str, found: list[Block], wanted: list[Block]) -> str | None:
    """Return the reason that explains the difference, an empty text for none, ``None`` when nothing explains it."""
    if found == wanted:
        return ""
    for reason in REASONS:
        if reason.applies.search(body) and reason.without(found) == reason.without(wanted):
            return reason.why
    return None


def test_blocks_are_those_of_github() -> None:
    """Every body has the very blocks of GitHub's page, or differs by a listed reason."""
    reasons: Counter[str | None] = Counter()
    unexplained = []
    for seed in range(1, BODIES + BODIES // (MIXED - 1)):
        if seed % MIXED:
            body = generate(seed)
            reason = explained(body, ours(body), blocks(github(body)))
            reasons[reason] += 1
            unexplained += [seed] if reason is None else []
    assert unexplained == [*KNOWN]
    assert reasons.total() >= 5_000


def test_with_githubs_emphasis_the_rest_is_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were emphasis as GitHub has it, at least 99 of 100 blocks would be the same, text and all."""
    monkeypatch.setattr(ChineseInlineState, "scanDelims", StateInline.scanDelims)
    equal = total = 0
    for seed in range(1, BODIES // 2):
        if seed % MIXED:
            body = generate(seed)
            found, wanted = _unboxed(ours(body)), _unboxed(blocks(github(body)))
            equal += sum((Counter(found) & Counter(wanted)).values())
            total += max(len(found), len(wanted))
    assert equal >= 0.99 * total


@pytest.mark.parametrize("body", CONSTRUCTS)
def test_each_construct_is_githubs(body: str) -> None:
    """Every section of the CommonMark and GitHub specifications in examples of our own."""
    assert explained(body, ours(body), blocks(github(body))) is not None


@pytest.mark.parametrize("part", range(4))
def test_nothing_is_lost_without_a_word(part: int) -> None:
    """What GitHub's page shows of a body ours shows too, or a problem says what it does not, or that something is left out."""
    lost = []
    for seed in range(part, 5_200 + part, 4):
        body = generate(seed)
        read = read_body(body, 1, "courses/a.md")
        if _TOLD.intersection(p.code for p in read.problems):
            continue
        gone = Counter(characters(github(body)))
        gone -= Counter(characters(read.rendered.html)) + Counter(c for mark in _MARKS.findall(body) for c in mark)
        # What GitHub takes for code shows the letters of its marks there: Chinese text tells what is lost.
        if any(c > "\u2e80" for c in gone):
            lost.append((seed, dict(gone)))
    assert lost == []
