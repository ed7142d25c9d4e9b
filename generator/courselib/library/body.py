"""A Markdown body read once: its HTML and text, its links and anchors, and what its page will not show as written.

Parsing, links, outline, text and HTML are readings of one token tree (``courselib.syntax.markdown``); what is said here is
what a build publishes.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from dataclasses import dataclass, field
from urllib.parse import quote as quoted

from ..problems import Problem, problem
from ..problems.record import quote
from ..syntax.markdown import document as syntax
from ..syntax.markdown.budget import BeyondBudgetError
from ..syntax.markdown.document import Document, parse
from ..syntax.markdown.headings import ID_PREFIX
from ..syntax.markdown.html import anchors, to_html
from ..syntax.markdown.links import Link, find_links
from ..syntax.markdown.remarks import Kind, Remark, remarks
from ..syntax.markdown.text import plain_text
from .links import page_address, resolve, scheme_of
from .outline import Outline, asks, read_outline, usual_anchor
from .unfinished import BLANKS, OPENING, UNFILLED
from .upstream import NO_BEARINGS, Bearings

#: Raised whenever the same body could be read otherwise.
FORMAT = f"1/{syntax.FORMAT}"


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a page's table of contents: text (not markup), anchor on the page, level 2 or 3."""

    title: str
    anchor: str
    level: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as HTML that may be put into a page as it is, and its headings of level 2 and 3."""

    html: str
    headings: tuple[Heading, ...] = ()


    def dump(self) -> str:
        """Return a form for the cache."""
        rows = [[h.title, h.anchor, h.level] for h in self.headings]
        return json.dumps([self.html, rows], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> Rendered:
        """Return what ``dump`` wrote down."""
        html, rows = json.loads(text)
        return cls(html, tuple(Heading(*row) for row in rows))


def rendering_key(path: str, digest: str) -> str:
    """Return what a body's HTML depends on: its file's folder (for links), its text and title, and how it is read."""
    return f"{FORMAT}/{posixpath.dirname(path)}/{digest}"


@dataclass(frozen=True, slots=True)
class Body:
    """What a body says. ``anchors`` are the headings' and HTML's own, without the prefix that they have on the page."""

    rendered: Rendered
    plain: str = ""
    heading: str = ""
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()
    outline: Outline | None = None
    problems: tuple[Problem, ...] = field(default=())


def digest_of(text: str, title: str) -> str:
    """Return what stands for a body: its text, and the title, which it may repeat."""
    return hashlib.blake2b(f"{title}\0{text}".encode(), digest_size=16).hexdigest()


def read_body(
    text: str, first_line: int, path: str, *, title: str = "", outlined: bool = False, bearings: Bearings = NO_BEARINGS
) -> Body:
    """Return what a body says that begins at ``first_line`` of the content file ``path``; never raises for bad text.

    ``title`` is the record's; ``outlined`` asks for the outline of a course; ``bearings`` say how links lead where paths alone do not.
    """
    try:
        document = parse(text, first_line, usual_anchor, asks)
        moved = dict(bearings.moved)
        _rebase(document, path, bearings.parts)
        html = to_html(document, lambda target, picture: page_address(target, path, picture=picture, moved=moved), title=title)
    except BeyondBudgetError as error:
        said = problem("B510", path, f"正文超出了一页能有的限度：{error.what}。", line=first_line + error.line,
                       hint="把它拆成几门课或几个页面。")
        return Body(Rendered(""), problems=(said,))
    outline = read_outline(document, path) if outlined else None
    problems = [*_blanks(document, path), *(_remark_problem(r, path) for r in remarks(document, title))]
    toc = tuple(Heading(h.title, ID_PREFIX + h.anchor.removeprefix(ID_PREFIX), h.level) for h in document.headings if h.level in (2, 3))
    return Body(
        Rendered(html, toc),
        plain_text(document.tokens),
        next((h.title for h in document.headings if h.level == 1 and h.title), ""),
        tuple(find_links(document)),
        tuple(anchors(document, title)),
        outline,
        (*problems, *(outline.problems if outline else ())),
    )


def _rebase(document: Document, path: str, parts: tuple[tuple[int, str], ...]) -> None:
    """Write the links of parts that came from other files as they would stand in the file ``path``."""
    for token in document.tokens if parts else ():
        line = token.map[0] if token.map else -1
        owner = next((file for start, file in reversed(parts) if start <= line), path)
        for part in (token, *(token.children or ())) if owner != path else ():
            for name in ("href", "src"):
                target = str(part.attrs.get(name, ""))
                content = "" if scheme_of(target) or target.startswith("//") else resolve(target, owner)
                if content:
                    _, mark, fragment = target.partition("#")
                    part.attrs[name] = quoted(posixpath.relpath(content, posixpath.dirname(path)) + mark + fragment)


def text_of(text: str) -> str:
    """Return a body's text without marks; empty for one beyond the budget."""
    try:
        return plain_text(parse(text, asks=asks).tokens)
    except BeyondBudgetError:
        return ""


def _blanks(document: Document, path: str) -> list[Problem]:
    """Return the places that were never filled."""
    problems = []
    for token in document.tokens:
        at = 0
        for child in (token.children or ()) if token.type == "inline" else ():
            for match in BLANKS.finditer(child.content) if child.type == "text" and OPENING in child.content else ():
                at = max(token.content.find(match.group(), at), at)
                line, column = document.lines.inside(token, at)
                at += len(match.group())
                problems.append(problem(UNFILLED, path, f"还有没填的地方 {quote(match.group(), 30)}。", line=line, column=column,
                                     hint="填好，或删去这一处。"))
    return problems


#: Code, message and hint of each remark; ``{}`` is what was written.
_SAID: dict[Kind, tuple[str, str, str]] = {
    Kind.TAG: ("B504", "正文里的 HTML {} 不允许，发布时会去掉。", "用 Markdown 写；若要显示尖括号本身，用反引号括起来。"),
    Kind.HANDLER: ("B504", "HTML {} 里的脚本属性不允许，发布时会去掉。", "删去以 on 开头的属性。"),
    Kind.UNCLOSED: ("B504", "HTML {} 没有结束标签，后面的内容都会算在它里面。", "在该结束的地方另起一行写结束标签。"),
    Kind.COMMENT: ("B511", "注释 {} 没有结束，后面的内容都不会显示。", "在注释末尾写 -->。"),
    Kind.REPEATED_TITLE: ("B512", "一级标题 {} 与本页标题重复，页面上只显示一次。", "删去这一行。"),
    Kind.SECOND_TITLE: ("B512", "正文里又有一个一级标题 {}；本页标题已是一级。", "正文的标题从 ## 写起。"),
    Kind.SKIPPED_LEVEL: ("B513", "标题 {} 跳过了一级。", "标题一级一级往下写：## 下面用 ###。"),
    Kind.NO_WORDS: ("B514", "图片 {} 没有文字说明，看不见图的人不知道是什么。", "写成 ![图里有什么](地址)。"),
    Kind.EMPTY_LINK: ("B515", "链接 {} 没有文字，页面上看不见。", "在方括号里写上链接的文字。"),
    Kind.EXTRA_CELLS: ("B516", "这一行比表头多出几格，{} 不会显示。", "补上表头的栏，或把多余的格并掉；字里的竖线写成 \\|。"),
    Kind.NO_TABLE: ("B517", "这里像表格，但没有认出来（{}），页面上是一段带竖线的字。", "表头和下面的横线要一样多格，表头前不要有别的字。"),
    Kind.OPEN_CODE: ("B522", "代码块 {} 没有结束，后面的内容都当作代码显示。", "在代码后面单独写一行同样的记号。"),
    Kind.UNUSED_NOTE: ("B518", "脚注 {} 没有人引用，页面上不显示。", "在正文里写上它的记号，或删去这条脚注。"),
    Kind.MISSING_NOTE: ("B518", "脚注 {} 没有内容，页面上只显示这几个字。", "另起一行写“记号: 内容”，或删去记号。"),
    Kind.NOTE_LABEL: ("B518", "脚注的记号 {} 里有空格，认不出来。", "去掉方括号里的空格，如 [^1]。"),
    Kind.UNUSED_DEFINITION: ("B519", "{} 这一行是链接的地址，没有用到，页面上不显示。", "是正文的，在方括号前加反斜线；是旧地址的，删去。"),
    Kind.TWICE_DEFINED: ("B519", "{} 写了两次，只有前一次算数。", "删去或改名其中一个。"),
    Kind.TAKEN_ID: ("B523", "锚点 {} 已经有了，这一处的不起作用。", "换一个名字；以 fn- 开头的留给脚注。"),
    Kind.UNKNOWN_CLASS: ("B520", "样式 {} 本站没有，不起作用，花括号里的字也不显示。", "删去花括号；要显示花括号，在前面加反斜线。"),
    Kind.UNANSWERED: ("B526", "自测题 {} 没有答案。", "在这道题下面另起一行写“答案：……”；不设答案的，把这一节的标题写成“自测思考”。"),
}


def _remark_problem(remark: Remark, path: str) -> Problem:
    code, message, hint = _SAID[remark.kind]
    return problem(code, path, message.format(quote(remark.written, 40)), line=remark.line, column=remark.column, hint=hint)
