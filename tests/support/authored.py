"""Bodies made up by chance: every construct of a body, whole and broken, nested, Chinese and Latin, the same for the same seed.

``generate`` is what all tests share. ``EXTENSIONS`` are the constructs that CommonMark with GitHub's extensions does not have;
a seed that is no multiple of ``MIXED`` does without them, so that its body can be held against GitHub's own reader block by block.
"""

from __future__ import annotations

import random
from collections.abc import Callable

MIXED = 4
_HAN = (
    "党员 支部 学习 乡村振兴 防溺水 三会一课 主题党日 讨论题 讲义 走访 记录本 选题 演练 示范课 群众路线 值班表 合计 学时 村塘 安全员 "
    "“两个维护” 《条例》 第一章 一、 （二） 问题： 答案。 要点； 为什么？ 好！ ——破折 …省略 ２０２４年 龥龘"
).split()
_LATIN = (
    "course party-class GB/T 19001-2016 A4 PPT 5G C++ v1.2 x_y snake_case "
    "3*4 a<b R&D 50% $5 #7 @me 10:30 e.g. (note) [ok] 1+1=2"
).split()
_MARKED = (
    "**{}**",
    "*{}*",
    "***{}***",
    "`{}`",
    "``{}``",
    "~~{}~~",
    "_{}_",
    "__{}__",
    "[{}](https://example.org/a)",
    "[{}](#课程大纲)",
    "[{}][ref]",
    "![{}](p.png)",
    "<https://example.org/{}>",
    "**{}",
    "*{}",
    "`{}",
    "[{}]",
    "![{}]",
    "{}\\*",
    "\\[{}\\]",
    "&lt;{}&gt;",
    "&amp;{}",
    "&copy; {}",
    "&#20826;{}",
    "&nosuch; {}",
    '[{}](https://example.org "题")',
    "[{}](<a b>)",
    "**{}：**",
    "“**{}**”",
    "{}  \n{}",
    "{}\\\n{}",
    "*{}**{}*",
    "**a*{}*b**",
    "[**{}**](x.md)",
    "({})*",
    "** {} **",
    "!{}",
    "[ ] {}",
)
_INLINE_HTML = (
    "<b>{}</b>",
    "<u>{}</u>",
    "{}<br>{}",
    "<sup>{}</sup>",
    "<span>{}</span>",
    '<a href="https://example.org">{}</a>',
    "<!-- {} -->",
    "<kbd>{}</kbd>",
    "<font color=red>{}</font>",
    "<b>{}",
    "</b>{}",
    "<i class='x'>{}</i>",
    "a < {} > b",
    "<{}>",
    '<b title="{}">x</b>',
)
_ATTRIBUTES = (
    "*{}*{{.note}}",
    "`{}`{{#id}}",
    "{} {{必做}}",
    "{{{}}}",
    "[{}](x.md){{.small}}",
    "{} {{: .x}}",
    "{{#}}{}",
    "~{}~",
    "[{}](",
    "<https://example.org/&lt;{}&gt;>",
)
_BLOCK_HTML = (
    "<div>\n{}\n</div>",
    "<div>\n\n{}\n\n</div>",
    "<details>\n<summary>{}</summary>\n\n{}\n\n</details>",
    "<p>{}</p>",
    "<!-- {} -->",
    "<!--\n{}\n\n{}\n-->",
    "<table>\n<tr><td>{}</td><td>{}</td></tr>\n</table>",
    "<script>\n{}\n</script>",
    "<style>\n.a {{}}\n{}\n</style>",
    "<hr>",
    "<center>{}</center>",
    "<ul>\n<li>{}</li>\n</ul>",
    "<div>\n{}",
    "</div>\n{}",
    "<iframe src=x>{}</iframe>",
    "<?php {} ?>",
    "<![CDATA[{}]]>",
    "<!DOCTYPE {}>",
    "<h2>{}</h2>",
    "<blockquote>{}</blockquote>",
    "<unknown>{}</unknown>",
    "<pre>\n{}\n\n{}\n</pre>",
    "<img src=p.png alt={}>",
    "<p>{}\n\n{}",
    "<li>{}",
    "<dl><dt>{}</dt><dd>{}</dd></dl>",
)
#: Constructs of our own, or that differ from GitHub's on purpose: the reasons stand in ``tests/syntax/markdown/test_oracle.py``.
EXTENSIONS = ("box", "definitions", "attributes", "html", "footnotes")


def generate(seed: int) -> str:
    """Return the body of a seed."""
    return _Maker(random.Random(seed), mixed=seed % MIXED == 0).body()  # noqa: S311 - a repeatable draw


class _Maker:
    def __init__(self, draw: random.Random, *, mixed: bool) -> None:
        self.draw = draw
        self.mixed = mixed
        self.notes = 0

    def body(self) -> str:
        blocks = [self.block(0) for _ in range(self.draw.randint(1, 9))]
        if self.draw.random() < 0.5:
            blocks.append(
                self.draw.choice(
                    (
                        "[ref]: https://example.org/ref",
                        "[ref]: <x y> '题'",
                        "[REF]:\n  other.md",
                        "[ref]: a.md\n[ref]: b.md",
                    )
                )
            )
        text = ""
        for block in blocks:
            # Mostly a blank line, sometimes none: what people forget.
            text += block + self.draw.choice(("\n\n", "\n\n", "\n\n", "\n\n\n", "\n"))
        return text

    def block(self, depth: int) -> str:
        kinds: list[Callable[[int], str]] = [
            self.paragraph,
            self.paragraph,
            self.paragraph,
            self.heading,
            self.items,
            self.items,
            self.table,
            self.code,
            self.quote,
            self.rule,
        ]
        if self.mixed:
            kinds += [self.box, self.definitions, self.html, self.attributed, self.note]
        return self.draw.choice(kinds)(depth) if depth < 4 else self.paragraph(depth)

    def words(self, count: int = 4) -> str:
        """Running text without marks: Chinese runs on, Latin words stand apart."""
        text = ""
        for _ in range(self.draw.randint(1, count)):
            word = self.draw.choice(_LATIN if self.draw.random() < 0.25 else _HAN)
            text += (" " if text[-1:].isascii() or word.isascii() else "") + word
        return text.strip()

    def inline(self, count: int = 4) -> str:
        """Running text with marks."""
        parts = []
        for _ in range(self.draw.randint(1, count)):
            if self.draw.random() < 0.6:
                parts.append(self.words(3))
                continue
            marked = self.draw.choice(_MARKED + (_INLINE_HTML + _ATTRIBUTES if self.mixed else ()))
            inner = self.inline(2) if self.draw.random() < 0.2 and marked[0] != "<" else self.words(2)
            parts.append(marked.replace("{}", inner) if "{{" not in marked else marked.format(inner))
        return self.draw.choice(("", " ", "，")).join(parts)

    def line(self) -> str:
        return self.inline().replace("\n", " ")

    def paragraph(self, _depth: int) -> str:
        indent = self.draw.choice(("", "", "", "", " ", "   "))
        return "\n".join(indent + self.inline() for _ in range(self.draw.choice((1, 1, 2, 3))))

    def heading(self, _depth: int) -> str:
        text = self.line()
        return self.draw.choice(
            (
                f"## {text}",
                f"### {text}",
                f"# {text}",
                f"#### {text} ##",
                f"##{text}",
                f"{text}\n===",
                f"{text}\n---",
                "##",
                f"####### {text}",
                f" ## {text}",
            )
        )

    def items(self, depth: int) -> str:
        marker = self.draw.choice(("- ", "* ", "+ ", "1. ", "1) ", "3. ", "-   ", "10. ", "- [ ] ", "- [x] "))
        loose = self.draw.random() < 0.25
        found = []
        for number in range(self.draw.randint(1, 4)):
            mark = f"{number + 1}{marker[1:]}" if marker[0] == "1" and len(marker) == 3 else marker
            text = self.line() if self.draw.random() < 0.9 or ("[" in mark and not self.mixed) else ""
            if self.draw.random() < 0.35:
                step = " " * self.draw.choice((2, 2, 3, 4, len(mark), len(mark)))
                inner = self.block(depth + 1)
                between = "\n\n" if self.draw.random() < 0.4 else "\n"
                text += between + "\n".join(step + line if line else "" for line in inner.split("\n"))
            found.append(mark + text)
        return ("\n\n" if loose else "\n").join(found)

    def quote(self, depth: int) -> str:
        inner = self.block(depth + 1).split("\n")
        lazy = self.draw.random() < 0.2
        return "\n".join(
            line if lazy and n else f"> {line}" if self.draw.random() < 0.9 else f">{line}"
            for n, line in enumerate(inner)
        )

    def code(self, _depth: int) -> str:
        fence = self.draw.choice(("```", "~~~", "````", "```py", "``` 通知"))
        inside = "\n".join(
            self.draw.choice(
                (self.line(), "", f"    {self.words()}", "# 不是标题", "<b>" if self.mixed else "*a*", "| a |")
            )
            for _ in range(3)
        )
        if self.draw.random() < 0.3:
            return "\n".join(f"    {line}" for line in inside.split("\n"))
        return (
            f"{fence}\n{inside}\n{fence[:3] if len(fence) != 4 else fence}"
            if self.draw.random() < 0.9
            else f"{fence}\n{inside}"
        )

    def rule(self, _depth: int) -> str:
        return self.draw.choice(("---", "***", "- - -", "___", "--", "==="))

    def table(self, _depth: int) -> str:
        columns = self.draw.randint(1, 4)
        edge = columns == 1 or self.draw.random() < 0.75
        marks = [
            self.draw.choice(("---", ":--", "--:", ":-:", "-"))
            for _ in range(columns if not self.mixed or self.draw.random() < 0.9 else columns + 1)
        ]
        rows = [[self.cell() for _ in range(columns)], marks]
        for _ in range(self.draw.randint(0, 4)):
            width = columns if self.draw.random() < 0.8 else max(1, columns + self.draw.choice((-1, 1)))
            rows.append([self.cell() for _ in range(width)])
        lines = [f"| {' | '.join(row)} |" if edge else " | ".join(row) for row in rows]
        before = self.words() + "\n" if self.draw.random() < 0.15 else ""
        return before + "\n".join(lines)

    def cell(self) -> str:
        text = self.inline(2).replace("\n", " ")
        return self.draw.choice((text, text, text, "", "1.5", "a\\|b", "`a\\|b`", "**合计**"))

    def box(self, depth: int) -> str:
        head = self.draw.choice(
            ("!!! note", '!!! tip "提示"', "??? note", "???+ warning", "!!!note", "!!! 说明", '!!! danger ""')
        )
        inner = self.block(depth + 1)
        return head + "\n" + "\n".join(f"    {line}" if line else "" for line in inner.split("\n"))

    def definitions(self, _depth: int) -> str:
        return "\n".join(f"{self.words()}\n:   {self.line()}" for _ in range(self.draw.randint(1, 2)))

    def html(self, _depth: int) -> str:
        made = self.draw.choice(_BLOCK_HTML)
        while "{}" in made:
            made = made.replace("{}", self.line() if self.draw.random() < 0.7 else self.words(), 1)
        return made.replace("{{}}", "{ }")

    def attributed(self, _depth: int) -> str:
        return self.draw.choice(
            (
                f"## {self.words()} {{#own-{self.draw.randint(1, 3)}}}",
                f"{self.line()}\n{{.note}}",
                f"### {self.words()} {{必做}}",
                f"{self.words()}\n{{支部名称}}",
                f"## {self.words()} {{.unknown}}",
            )
        )

    def note(self, _depth: int) -> str:
        self.notes += 1
        label = self.draw.choice((str(self.notes), "a", "注", f"n{self.notes}"))
        text = f"[^{label}]: {self.line()}" + ("\n\n    " + self.line() if self.draw.random() < 0.3 else "")
        used = f"{self.words()}[^{label}]"
        return self.draw.choice(
            (
                f"{used}\n\n{text}",
                f"{text}\n\n{used}",
                used,
                text,
                f"{used}[^{label}]\n\n{text}",
                f"[^ {label}]: {self.words()}",
            )
        )
