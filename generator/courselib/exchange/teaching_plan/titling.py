"""The title of a plan among what stands above its first heading: 《乡村治理》教案, a style of titles, a line in the middle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .stream import HEADING, TABLE, TEXT, Item, normal
from .words import Words, key_of

LONGEST = 80
#: What numbers a title in its place among others.
PLACED = re.compile("第[0-9一二三四五六七八九十]{1,3}(?:[部章讲编篇节课]|课时|部分|单元|专题)[\\s:：、]+(?=\\S)")
QUOTED = re.compile("《([^《》]{2,80})》")
#: A title stands among so many first lines.
_HEAD = 8
_LONGEST_PLAIN = 40
_SURE = 4
_BRACKETS = ("（）", "()", "【】", "〔〕")
_MARKS = "：:-—_ "
_AROUND = "() -—_:：\t\u3000（）"
_QUOTES = "()《》“”（）"


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it was found: ``said`` is the line that it stood in."""

    title: str
    where: str
    said: str
    sure: bool
    item: Item


@dataclass(frozen=True, slots=True)
class Titles:
    """What knows titles from names of forms and offices."""

    words: Words

    def take(self, items: Sequence[Item], named: str) -> tuple[Title | None, list[Item]]:
        """Return the title and the items without it; ``named`` is the title that a label gave, which may stand above once more."""
        head = 0
        while head < len(items) and head < _HEAD and not self.begins(items[head]):
            head += 1
        found = self.best(items[:head])
        title = named or (found.title if found else "")
        left = []
        for item in items[:head]:
            taken = found is not None and not named and item is found.item
            if not self.is_spent(item, title, taken=taken):
                if item.kind == HEADING:
                    item.kind, item.rank = TEXT, 9
                left.append(item)
        return found, [*left, *items[head:]]

    def is_spent(self, item: Item, title: str, *, taken: bool) -> bool:
        """Tell whether a line says no more than the title and that this is a plan."""
        if item.kind not in (TEXT, HEADING) or item.objects:
            return False
        text = " ".join(item.text.split())
        same = bool(title) and normal(self.without_name(text)) == normal(title)
        if taken or same:
            rest = text.replace(title, "")
            return not re.sub("[《》\\s“”]", "", rest) or self.is_plan_name(rest)
        return self.is_plan_name(text) and not self.without_name(text)

    def best(self, items: Sequence[Item]) -> Title | None:
        """Return the line that is most likely the title."""
        best: tuple[int, Title] | None = None
        first = True
        for item in items:
            text = " ".join(item.text.split())
            if item.kind not in (TEXT, HEADING) or not text or item.objects or len(text) > LONGEST:
                continue
            quoted = QUOTED.search(text) if self.is_plan_name(QUOTED.sub("", text)) else None
            name = quoted[1] if quoted else PLACED.sub("", self.without_name(text), count=1)
            score = _SURE + 1 if quoted else self.score(item, text, name, first=first)
            first = first and score == 0
            if score and (best is None or score > best[0]):
                best = score, Title(name, item.where, item.text, score >= _SURE, item)
        return best[1] if best else None

    def score(self, item: Item, text: str, name: str, *, first: bool) -> int:
        """Return how much a line looks like a title, 0 for not at all."""
        if not name or (item.title and self.is_plan_name(text)):
            return 0
        if item.title:
            return _SURE
        plain = item.kind == TEXT and (text[-1:] in "。；！？：:" or len(text) > _LONGEST_PLAIN)
        if plain or self.is_office(name):
            return 0
        if item.kind == HEADING and item.rank == 1 and item.styled:
            return 3
        return 2 if item.centre else int(first)

    def begins(self, item: Item) -> bool:
        """Tell whether an item begins the plan's own text."""
        if item.kind != HEADING:
            return item.kind == TABLE
        known = key_of(item.text) in self.words.sections
        return known or item.form or bool(item.label) or not item.styled or item.rank > 1

    def without_name(self, text: str) -> str:
        """Return a title without what says that it is a plan's: 乡村治理教案, 教案：乡村治理, 乡村治理（教案）."""
        text = text.strip()
        for name in self.words.plan_names:
            for pair in _BRACKETS:
                whole = f"{pair[0]}{name}{pair[1]}"
                if text.endswith(whole):
                    return self.without_name(text[: -len(whole)])
                if text.startswith(whole):
                    return self.without_name(text[len(whole):])
            if text.endswith(name):
                text = text[: -len(name)]
                break
            head, mark, rest = text.partition("：" if "：" in text else ":")
            if mark and rest.strip() and self.is_plan_name(head):
                text = rest
                break
            if text.startswith(name) and text[len(name):len(name) + 1] in tuple(_MARKS):
                text = text[len(name) + 1:]
                break
        text = text.strip(_AROUND)
        inner = QUOTED.fullmatch(text)
        return inner[1] if inner else text

    def is_plan_name(self, text: str) -> bool:
        """Tell whether a text names a form and no more: 教案, 某县委党校教案."""
        name = "".join(text.split()).strip(_QUOTES)
        form = next((n for n in self.words.plan_names if name.endswith(n)), "")
        return bool(form) and (name == form or self.is_office(name[: -len(form)]))

    def is_office(self, text: str) -> bool:
        """Tell whether a text is the name of an office, of a form, or none."""
        text = "".join(text.split()).strip(_QUOTES)
        return not text or text in self.words.plan_names or text.endswith(tuple(self.words.offices))
