"""The plain text of a token tree, for search, excerpts and titles: what a reader sees, one block a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

_SILENT = frozenset(("footnote_anchor",))


def of_inline(token: Token) -> str:
    """Return the text of one block's running text; a line break inside it is a line feed."""
    return "".join(_parts(token.children or []))


def written_lines(token: Token) -> list[str]:
    """Return the text of one block's running text, each of its written lines by itself."""
    lines: list[list[Token]] = [[]]
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            lines.append([])
        else:
            lines[-1].append(child)
    return ["".join(_parts(line)) for line in lines]


def _parts(children: Iterable[Token]) -> Iterator[str]:
    for child in children:
        # Escapes and entities in the words of a picture inside a picture's words are left apart by the parser.
        if child.type in ("text", "text_special", "code_inline"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield "" if child.hidden else "\n"
        elif child.type == "image":
            yield "".join(_parts(child.children or []))
        elif child.type == "html_void":
            yield "\n" if child.tag == "br" else str(child.attrs.get("alt", "")) if child.tag == "img" else ""


def plain_text(tokens: Iterable[Token]) -> str:
    """Return the text of a tree: each paragraph, item, cell or piece of code on lines of its own."""
    blocks: list[str] = []
    for token in tokens:
        if token.type == "inline":
            blocks.append(" ".join(of_inline(token).split()))
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.strip("\n"))
    return "\n".join(b for b in (block.strip() for block in blocks) if b)
