"""Bodies made from a seed: every construct of our Markdown, Chinese and Latin, nested, glued together and broken."""

from __future__ import annotations

import random
from collections.abc import Callable

_WORDS = (
    "三会一课", "党员", "农村", "学完", "怎么开", "multi-word", "Word", "2024 年", "3.5", "a_b_c", "（甲）", "《党章》", "“引文”",
    "第1条", "：", "，", "。", "……", "——", "、", "𠮷野家", "👩\u200d🌾", "é", "x", "\\*", "\\[", "&amp;", "&lt;b&gt;", "&#35;",
    "http://a.example/x", "a|b", "{必做}", "{a: 1}", "【注】", "合　计", "①", "⼀", "ＡＢ",
    "\u3000", "\u00a0", "<", ">", "&", "\"", "'", "!", "#", "_", "~",
)
_LABELS = ("1", "2", "注", "note", "a b", "长标签")
_NAMES = ("a", "参考", "Ref", "no such")
_TARGETS = (
    "https://example.org/a?b=c&d", "other.md", "../media/a.pdf", "#outline", "<a b.md>", "a(b)c", "javascript:alert(1)", "",
    "mailto:a@b.example", "a\\)b", "&#106;avascript:x", "文件.md", "a%20b.md", "//host/x", "data:text/html,x", "x.md#课程大纲",
)
_HEADINGS = ("课程大纲", "二、教学目标", "教学安排（2学时）：", "学习材料", "Title", "**粗**标题", "3.5 学时", "`码`", "!", "课程大纲")
_TAGS = tuple("b span u a kbd div p table script style blink details br img li h2 sub center xmp I".split())
_KINDS = ("note", "tip", "warning", "example", "unknown-kind", "NOTE", "important")
Inline = Callable[[random.Random, int], str]


def generate(seed: int) -> str:
    """Return the body of a seed; the same one every time, on every machine."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets: the same bodies every time
    blocks = [_block(rng, 0) for _ in range(rng.randint(1, 7))]
    text = blocks[0]
    for block in blocks[1:]:
        text += rng.choice(("\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n  \n")) + block
    return _broken(rng, text) if rng.random() < 0.25 else text + rng.choice(("", "\n"))


def _broken(rng: random.Random, text: str) -> str:
    """Return a text with a few characters cut out, doubled, put in or changed for others."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice((1, 1, 2, 5, 30)))
        how = rng.randrange(4)
        if how == 0:
            text = text[:at] + text[end:]
        elif how == 1:
            text = text[:at] + text[at:end] * 2 + text[end:]
        elif how == 2:
            text = text[:at] + rng.choice("*_`~[]()!<>|\\\n :-#{}^\"'&\t") + text[at:]
        else:
            text = text[:at] + "\n" + " " * rng.randrange(6) + text[at:]
    return text


def _words(rng: random.Random, most: int = 6) -> str:
    return "".join(rng.choice(_WORDS) + rng.choice(("", "", "", " ")) for _ in range(rng.randint(1, most))).strip() or "字"


def _inline(rng: random.Random, depth: int) -> str:
    if depth > 3:
        return _words(rng, 3)
    parts = []
    for _ in range(rng.randint(1, 4)):
        make = rng.choice(_INLINE)
        parts.append(make(rng, depth + 1) + rng.choice(("", "", " ")))
    return "".join(parts).strip() or "字"


def _emphasis(rng: random.Random, depth: int) -> str:
    mark = rng.choice(("*", "**", "***", "_", "__", "~~", "~", "**", "**"))
    return mark + rng.choice(("", "", "", " ")) + _inline(rng, depth) + rng.choice((mark, mark, mark, mark, "", f" {mark}"))


def _code(rng: random.Random, _depth: int) -> str:
    mark = rng.choice(("`", "``"))
    return mark + rng.choice(("a|b", "<b>", "[a](b)", "码", " x ", "{.c}", "a `b", "**x**", "<!--")) + rng.choice((mark, mark, mark, ""))


def _link(rng: random.Random, depth: int) -> str:
    bang = rng.choice(("", "", "!"))
    title = rng.choice(("", "", ' "题目"', " '题'", " (题)", ' "没完'))
    return f"{bang}[{_inline(rng, depth) if rng.random() < 0.9 else ''}]({rng.choice(_TARGETS)}{title}" + rng.choice((")", ")", ")", ""))


def _reference(rng: random.Random, depth: int) -> str:
    bang, name = rng.choice(("", "", "!")), rng.choice(_NAMES)
    return rng.choice((f"{bang}[{_words(rng, 2)}][{name}]", f"{bang}[{name}]", f"{bang}[{name}][]", f"[{_inline(rng, depth)}] [{name}]"))


def _note(rng: random.Random, _depth: int) -> str:
    return f"[^{rng.choice(_LABELS)}]" + rng.choice(("", "", ":"))


def _html(rng: random.Random, depth: int) -> str:
    tag = rng.choice(_TAGS)
    attributes = rng.choice((
        "", "", "", ' class="small x"', " href='a.md'", ' title="a>b"', " onclick=x", ' src="a.png" alt="图"', " id=i", " /",
        ' href="java&#115;cript:x"',
        ' lang="zh" dir=rtl', " href", ' style="x"', ' width="30" height=abc',
    ))
    return rng.choice((
        f"<{tag}{attributes}>{_inline(rng, depth)}</{tag}>", f"<{tag}{attributes}>{_inline(rng, depth)}</{tag}>",
        f"<{tag}{attributes}>", f"</{tag}>",
        f"<{tag}{attributes}", "<!-- 注 -->", "<!-- 没完", "<https://example.org/>", "<a@b.example>", "<?x?>", "<!DOCTYPE x>",
        "<![CDATA[x]]>", "a < b",
    ))


def _attributes(rng: random.Random, depth: int) -> str:
    braces = rng.choice(("{#锚}", "{.small}", "{ #a .x }", "{必做}", "{#a b}", "{}", "{#a", "{.note .tip}"))
    return rng.choice((_emphasis, _code, _link))(rng, depth) + braces


def _break(rng: random.Random, _depth: int) -> str:
    return _words(rng, 2) + rng.choice(("\n", "\n", "\n", "  \n", "\\\n", "<br>", "\n ")) + _words(rng, 2)


def _plain(rng: random.Random, _depth: int) -> str:
    return _words(rng)


_INLINE: tuple[Inline, ...] = (_plain, _plain, _plain, _emphasis, _emphasis, _code, _link, _reference, _note, _html, _attributes, _break)


def _paragraph(rng: random.Random, depth: int) -> str:
    lines = "\n".join(_inline(rng, 0) for _ in range(rng.randint(1, 3)))
    return lines + rng.choice(("", "", "", "", "\n{.small}", "\n===", "\n---", "\n{: .x }")) if depth < 9 else lines


def _heading(rng: random.Random, _depth: int) -> str:
    text = rng.choice(_HEADINGS) if rng.random() < 0.7 else _inline(rng, 1).replace("\n", " ")
    return "#" * rng.randint(1, 7) + rng.choice((" ", " ", " ", "")) + text + rng.choice(("", "", " ##", " {#own}", " {.x #锚}",
        " {必做}"))


def _indented(rng: random.Random, text: str, by: int) -> str:
    return "\n".join((" " * by + line if line.strip() or rng.random() < 0.1 else line) for line in text.split("\n"))


def _list(rng: random.Random, depth: int) -> str:
    ordered = rng.random() < 0.4
    mark = rng.choice((".", ")")) if ordered else rng.choice("-*+")
    start, out, loose = rng.choice((1, 1, 0, 3, 10)), [], rng.random() < 0.25
    for number in range(rng.randint(1, 4)):
        begin = f"{start + number}{mark}" if ordered else mark
        task = rng.choice(("", "", "", "[ ] ", "[x] ", "[X]"))
        blocks = [_block(rng, depth + 1) if rng.random() < 0.3 else _inline(rng, 1)]
        if rng.random() < 0.4:
            blocks.append(_block(rng, depth + 1))
        body = rng.choice(("\n", "\n\n")).join(blocks)
        by = rng.choice((len(begin) + 1, len(begin) + 1, 2, 3, 4))
        first, _, rest = body.partition("\n")
        out.append(f"{begin} {task}{first}" + (f"\n{_indented(rng, rest, by)}" if rest else ""))
    return ("\n\n" if loose else "\n").join(out)


def _quote(rng: random.Random, depth: int) -> str:
    inside = "\n\n".join(_block(rng, depth + 1) for _ in range(rng.randint(1, 2)))
    return "\n".join(rng.choice(("> ", "> ", "> ", ">", "")) + line if rng.random() < 0.95 else line for line in inside.split("\n"))


def _fence(rng: random.Random, _depth: int) -> str:
    mark = rng.choice(("```", "~~~", "````"))
    inside = "\n".join(rng.choice(("# 不是标题", "| a |", "<b>", "", "  缩进", "[a]: b", "[^1]: x", "```", "码"))
        for _ in range(rng.randint(0, 4)))
    return f"{mark}{rng.choice(('', 'python', ' sh x', ' a`b'))}\n{inside}\n" + rng.choice((mark, mark, mark, ""))


def _table(rng: random.Random, _depth: int) -> str:
    columns = rng.randint(1, 4)
    outer = rng.random() < 0.7

    def row(cells: list[str]) -> str:
        line = " | ".join(cells)
        return f"| {line} |" if outer else line

    def cell() -> str:
        text = _inline(rng, 1).replace("\n", " ")
        return rng.choice((text, text, _words(rng, 2), "", "1.5", "`a\\|b`", "**合 计**", "a\\|b", "x<br>y"))

    head = [rng.choice(("单元", "内容", "学时", "方式", _words(rng, 2))) for _ in range(columns)]
    rule = [rng.choice(("---", ":--", "--:", ":-:", "-")) for _ in range(columns + rng.choice((0, 0, 0, 0, 0, 1, -1)))]
    rows = [[cell() for _ in range(max(1, columns + rng.choice((0, 0, 0, 0, 1, -1))))] for _ in range(rng.randint(0, 4))]
    before = rng.choice(("", "", "", f"{_words(rng, 2)}\n"))
    return before + "\n".join([row(head), row(rule), *map(row, rows)])


def _box(rng: random.Random, depth: int) -> str:
    title = rng.choice(("", "", ' "题目"', " “题 `码`”", " 没引号", ' ""', ' "没完'))
    inside = "\n\n".join(_block(rng, depth + 1) for _ in range(rng.randint(1, 2)))
    gap = rng.choice(("\n", "\n", "\n\n"))
    return f"{rng.choice(('!!!', '!!!', '???', '???+', '!!'))}{rng.choice((' ', '', '  '))}{rng.choice(_KINDS)}{title}{gap}" + _indented(
        rng, inside, rng.choice((4, 4, 4, 2)))


def _definitions(rng: random.Random, depth: int) -> str:
    out = []
    for _ in range(rng.randint(1, 2)):
        body = _block(rng, depth + 1) if rng.random() < 0.3 else _inline(rng, 1)
        out.append(_words(rng, 2) + rng.choice(("\n", "\n\n")) + rng.choice((":   ", ": ", "~ ", ":")) + _indented(rng, body, 4).lstrip())
    return "\n".join(out)


def _footnote(rng: random.Random, depth: int) -> str:
    body = _inline(rng, 1) if rng.random() < 0.7 else _inline(rng, 1) + "\n\n" + _indented(rng, _block(rng, depth + 1), 4)
    return f"[^{rng.choice(_LABELS)}]:{rng.choice((' ', '', chr(10) + '    '))}{body}"


def _definition(rng: random.Random, _depth: int) -> str:
    return f"[{rng.choice(_NAMES)}]: {rng.choice(_TARGETS)}" + rng.choice(("", ' "题"', "\n  '题'", " 多了"))


def _raw(rng: random.Random, depth: int) -> str:
    tag = rng.choice(_TAGS)
    gap = rng.choice(("\n", "\n\n", ""))
    opening = f"<{tag}{rng.choice(('', ' class=small', ' onload=x', ' open'))}>"
    return opening + gap + _block(rng, depth + 1) + gap + rng.choice((f"</{tag}>", f"</{tag}>", ""))


def _rule(rng: random.Random, _depth: int) -> str:
    return rng.choice(("---", "***", "- - -", "_____", "--", "    码一行\n    码二行", "\t码", "<!-- 注\n两行 -->", "<!-- 没完\n"))


def _outline(rng: random.Random, depth: int) -> str:
    heading = f"## {rng.choice(('课程大纲', '二、教学安排（3学时）：', '（二）大纲', '⼤纲', '课程大纲 ##'))}"
    figures = ("1", "1.5", "0.5", "**2**", "两", "0", "2.3", "", "1学时")
    if rng.random() < 0.4:
        items = [f"{rng.choice(('- ', f'{n}. ', f'{n}、', '  - '))}{_words(rng, 3)}（{rng.choice(figures)} 学时）" for n in range(1, 4)]
        return f"{heading}\n\n" + "\n".join(items)
    rows = [f"| {_inline(rng, 2)} | {_words(rng, 2)} | {rng.choice(figures)} |".replace("\n", " ") for _ in range(rng.randint(1, 3))]
    total = rng.choice(("", "", "\n| **合　计** | | 3 |", "\n| 共计学时 | | 2 |", "\n| | 总计： | 4.5 |"))
    head = f"| 单元 | {rng.choice(('内容', '方式', '内容要点'))} | {rng.choice(('学时', '课 时', '时间'))} |"
    return f"{heading}\n\n{head}\n|--|--|-:|\n" + "\n".join(rows) + total


_BLOCKS: tuple[Inline, ...] = (
    _paragraph, _paragraph, _paragraph, _heading, _list, _list, _list, _quote, _fence, _table, _table, _box, _definitions,
    _footnote, _definition, _raw, _rule, _outline,
)


def _block(rng: random.Random, depth: int) -> str:
    return rng.choice(_BLOCKS[:4] if depth > 3 else _BLOCKS)(rng, depth)
