"""A plan recognised: which words are the title, the hours, the objectives …, where each came from and how sure that is.

What is recognised exactly becomes a field. What is only guessed is a field as well, and stays in the text as it was written. Nothing is
made up: what a plan does not say is left open. ``theme/scripts/author/plan/recognise.js`` is its twin in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...library.outline import asks
from . import markdown, outlining
from .blocks import OBJECT, Document
from .listing import counted, objectives
from .markdown import Pictures, escaped
from .sectioning import Section, choose_outline, sections
from .stream import HEADING, PAIR, TEXT, Item, stream
from .titling import LONGEST as _LONGEST_TITLE
from .titling import PLACED, QUOTED, Titles
from .values import GUESS, MISSING, SURE, half_hours, hours_text, meaning
from .words import CLASS, ID, MATERIALS, METHOD_SECTION, OBJECTIVES, OUTLINE, QUESTIONS, SUMMARY, WHEN, Words, key_of

#: The fields that are always told of, found or not.
TOLD = ("title", "topic", "audience", "hours", "theory", "methods", "lecturers", OBJECTIVES, OUTLINE, MATERIALS, QUESTIONS)
_ANSWER = re.compile("(?:参考)?答案[:：]")
_PAIR_FIELDS = 80
_SUMMARY = 400


@dataclass(slots=True)
class Found:
    """A field of a plan: its value as an author would write it, where it came from, how sure; ``said`` is what stood there."""

    name: str
    value: str | list[str]
    where: str
    sure: str
    said: str = ""


@dataclass(slots=True)
class Recognised:
    """A plan: fields, the body as lines of Markdown, and what else its reader should know."""

    fields: list[Found] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def found(self, name: str) -> Found | None:
        """Return a field by name."""
        return next((f for f in self.fields if f.name == name and f.sure != MISSING), None)


def recognise(document: Document, stem: str, words: Words, pictures: Pictures) -> Recognised:
    """Return a plan's fields and body; ``stem`` is the name of its file."""
    return _Plan(document, stem, words, pictures).made()


class _Plan:
    def __init__(self, document: Document, stem: str, words: Words, pictures: Pictures) -> None:
        self.document = document
        self.stem = stem
        self.words = words
        self.pictures = pictures
        self.result = Recognised(remarks=list(document.remarks))
        self.info: list[str] = []
        self.names = Titles(words)

    def made(self) -> Recognised:
        items = stream(self.document.blocks, self.words)
        items = self.take_pairs(items)
        items = self.take_title(items)
        parts = sections(items, self.words)
        parts = [p for p in parts if not self.is_summary(p)]
        self.method_section(parts)
        choose_outline(parts, self.words, self.pictures)
        self.write(parts)
        self.follow()
        for name in TOLD:
            if not any(f.name == name for f in self.result.fields):
                self.result.fields.append(Found(name, "", "", MISSING))
        order: dict[str, int] = {}
        for name in (*TOLD, *self.words.kinds):
            order.setdefault(name, len(order))
        self.result.fields.sort(key=lambda f: order.get(f.name, len(order)))
        return self.result

    def has(self, name: str) -> bool:
        return self.result.found(name) is not None

    def add(self, name: str, value: str | list[str], where: str, sure: str, said: str = "") -> None:
        self.result.fields = [f for f in self.result.fields if f.name != name]
        self.result.fields.append(Found(name, value, where, sure, said))

    def take_pairs(self, items: list[Item]) -> list[Item]:
        """Take the labelled values out; what is not understood to the last word stays among the plan's particulars."""
        left: list[Item] = []
        others: list[tuple[str, Item]] = []
        stated: list[str] = []
        for item in items:
            if item.kind != PAIR:
                left.append(item)
                continue
            name = self.words.labels.get(key_of(item.label), "")
            if name == CLASS or (name == WHEN and ("学时" in item.text or "课时" in item.text)):
                others.append(("audience" if name == CLASS else "hours", item))
            value = self.titled(item.text) if name == "title" else meaning(name, item.text, self.words) if name else None
            stated += [str(value[0])] if name == "hours" and value is not None else []
            whole = False
            if value is not None and not self.has(name):
                self.add(name, value[0], f"{item.where}“{item.label}”", value[1], item.text)
                whole = value[2]
            elif name in TOLD and item.text and not any(f.name == name for f in self.result.fields):
                self.add(name, "", f"{item.where}“{item.label}”", MISSING, item.text)
            if not whole and item.text:
                self.info.append(f"- {escaped(item.label)}：{escaped(item.text)}")
        self.add_up(stated)
        for name, item in others:
            value = meaning(name, item.text, self.words)
            if value is not None and not self.has(name):
                self.add(name, value[0], f"{item.where}“{item.label}”", GUESS, item.text)
        return self.content_title(left)

    def add_up(self, stated: Sequence[str]) -> None:
        """Take hours that are said part by part together where none of them is the whole."""
        halves = [half_hours(one) for one in stated]
        hours = self.result.found("hours")
        if hours is not None and len(halves) > 2 and halves[0] < sum(halves[1:]) and "总" not in hours.where:
            self.add("hours", hours_text(sum(halves)), f"{hours.where}等 {len(halves)} 处之和", GUESS, "、".join(stated))

    def content_title(self, items: list[Item]) -> list[Item]:
        """Take 授课内容：延安精神 as the title where the plan has its outline elsewhere."""
        def is_outline(item: Item) -> bool:
            return item.kind == HEADING and self.words.sections.get(key_of(item.text)) == OUTLINE

        at = next((i for i, item in enumerate(items) if is_outline(item)), len(items))
        head, text, *after = [*items[at:at + 3], None, None, None][:3]
        alone = after[0] is not None and after[0].kind == HEADING
        later = any(is_outline(item) for item in items[at + 2:])
        if self.has("title") or head is None or text is None or not (alone and later and head.form):
            return items
        if text.kind != TEXT or text.objects:
            return items
        value = self.titled(text.text)
        if value is None or len(text.text) > _LONGEST_TITLE // 2 or text.text[-1:] in "。；":
            return items
        self.add("title", value[0], f"{head.where}“{head.text}”", GUESS, text.text)
        self.info.append(f"- {escaped(head.text)}：{escaped(text.text)}")
        return [*items[:at], *items[at + 2:]]

    def titled(self, text: str) -> tuple[str, str, bool] | None:
        text = " ".join(text.split())
        placed = PLACED.match(text)
        text = text[placed.end():] if placed else text
        inner = QUOTED.fullmatch(text)
        text = inner[1] if inner else text
        return (text, SURE, not placed) if 0 < len(text) <= _LONGEST_TITLE else None

    def take_title(self, items: list[Item]) -> list[Item]:
        """Take the title out of what stands above the first heading, unless a label named it; else the file's own names tell."""
        named = self.result.found("title")
        found, left = Titles(self.words).take(items, str(named.value) if named else "")
        if found is not None and not named:
            self.add("title", found.title, found.where, SURE if found.sure else GUESS, found.said)
        for name, where in () if self.has("title") else ((self.document.title, "文件属性“标题”"), (self.stem, "文件名")):
            plain = self.names.without_name(name)
            if plain and not self.names.is_office(plain) and not self.has("title"):
                self.add("title", plain[:_LONGEST_TITLE], where, GUESS, name)
        return left

    def is_summary(self, part: Section) -> bool:
        """Take a short summary out as the field it is."""
        if part.key != SUMMARY or self.has(SUMMARY) or part.head is None:
            return False
        plain = all(i.kind == TEXT and not i.objects and not i.label for i in part.items)
        text = "\n".join(i.text for i in part.items)
        if not plain or not text or len(text) > _SUMMARY:
            return False
        self.add(SUMMARY, text, f"{part.head.where}“{part.head.text}”", SURE, text)
        return True

    def method_section(self, parts: list[Section]) -> None:
        """Read the methods from a section of them; its words stay unless they are the library's own."""
        for part in list(parts):
            if part.key != METHOD_SECTION or part.head is None or self.has("methods"):
                continue
            text = "、".join(i.text for i in part.items if i.kind == TEXT)
            value = meaning("methods", text[:_PAIR_FIELDS * 4], self.words)
            if value is not None:
                self.add("methods", value[0], f"{part.head.where}“{part.head.text}”", value[1], text)
                if value[2] and all(i.kind == TEXT and not i.objects for i in part.items):
                    parts.remove(part)

    def write(self, parts: Sequence[Section]) -> None:
        """Write the body: what stood before the first heading, then each section in its order."""
        done: set[str] = set()
        chunks: list[list[str]] = []
        for part in parts:
            if part.head is None:
                chunks.append(markdown.flow(part.items, self.pictures, 2))
                chunks.append(["## 教案信息", "", *self.info] if self.info else [])
                continue
            own = part.key if part.key and part.key not in done and part.items else ""
            done.add(own)
            chunks.append(self.section(part, part.head, own))
        chunks.append("\n\n".join(f"[^{number}]: {escaped(text)}" for number, text in self.document.notes.items()).split("\n"))
        for chunk in chunks:
            while chunk and not chunk[-1]:
                chunk.pop()
            if chunk:
                self.result.body += ["", *chunk] if self.result.body else chunk

    def section(self, part: Section, head: Item, own: str) -> list[str]:
        """Return a section as lines; ``own`` is what it is the first of."""
        where = f"{head.where}“{head.text}”"
        title = markdown.heading_text(head)
        if own == OUTLINE:
            return self.outline(part, title, where)
        if own == OBJECTIVES:
            lines, values = objectives(part.items, self.pictures)
            self.add(OBJECTIVES, values, where, SURE)
            return [f"## {title if key_of(title) in self.words.objective_headings else '教学目标'}", "", *lines]
        if own in (MATERIALS, QUESTIONS):
            texts = (i.text.replace(OBJECT, "") for i in counted(part.items))
            sure = GUESS if key_of(head.text) in self.words.unsure else SURE
            self.add(own, [t for t in texts if t and not _ANSWER.match(t)], where, sure)
        title = "自测思考" if own == QUESTIONS and not asks(title) else title
        return [f"## {title}", "", *markdown.flow(part.items, self.pictures, 3)]

    def outline(self, part: Section, title: str, where: str) -> list[str]:
        """Return the outline as a table of units with their hours, and whatever else stands below its heading."""
        whole = self.result.found("hours")
        units = outlining.read(part.items, str(whole.value) if whole else "", self.words, self.pictures)
        name = title if key_of(title) in self.words.outline_headings else "课程大纲"
        if units.rows:
            self.add(OUTLINE, [" ".join(filter(None, (u.title, u.hours))) for u in units.units], where,
                     GUESS if units.guessed or any(not u.hours for u in units.units) else SURE, units.heads)
            if not whole and units.total:
                self.add("hours", units.total, f"{where}各单元之和", GUESS)
        else:
            self.add(OUTLINE, "", where, MISSING, title)
        rest = markdown.flow(units.rest, self.pictures, 3)
        before = markdown.flow(units.before, self.pictures, 3)
        lines = [f"## {name}"]
        for piece in (before, units.rows, rest):
            lines += ["", *piece] if piece else []
        return lines

    def follow(self) -> None:
        """Guess what follows from what was found: the topic from the title, theory from the topic."""
        title = self.result.found("title")
        topics = self.words.names["topic"]
        if title is not None and not self.has("topic"):
            inside = sorted((name for name in topics if len(name) >= 4 and name in str(title.value)), key=lambda name: (-len(name), name))
            if inside:
                self.add("topic", topics[inside[0]], f"名称里有“{inside[0]}”", GUESS)
        topic = self.result.found("topic")
        if topic is not None and not self.has("theory"):
            says = self.words.theory.get(str(topic.value), "either")
            if says != "either":
                self.add("theory", "true" if says == "required" else "false", "由专题得出", topic.sure)


__all__ = ["ID", "Found", "Recognised", "recognise"]
