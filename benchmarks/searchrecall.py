"""What a search finds, beside what a reader of all texts would find: queries of two and of four characters cut out of courses.

A query is a piece of a run of Chinese characters of a course's title or body, drawn with a fixed seed. Wanted are the courses in whose
title or body it stands, letter by letter, whatever words somebody would cut there; what is indexed beside (summary, keywords) is wanted of
nobody. A query's recall is the share of these that a search gives, however far down; given is the mean, and
how many queries have all. One that a search refuses or answers with an error has found nothing.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courselib.content.checking import load_and_check
from courselib.search.analysis import normalized
from courselib.search.documents import documents

LENGTHS = (2, 4)
_RUN = re.compile("[\u4e00-\u9fff]+")
#: A piece of a page's address that names a course.
_COURSE = re.compile(r"/(synthetic-\d+)(?:\.html|/)")
_FRAGMENT_MARK = b"pagefind_dcd"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the IDs of the courses in which it stands."""

    text: str
    wanted: frozenset[str]


def drawn(content: Path, count: int, seed: int = 1) -> list[Asked]:
    """Return ``count`` queries of a library, each once, half of them of two characters and half of four."""
    loaded = load_and_check(content)
    if loaded.library is None:
        raise ValueError(f"{content} has errors")
    texts = {d.id: normalized(f"{d.title}\n{d.plain}") for d in documents(loaded.library)}
    names = sorted(texts)
    rng = random.Random(f"recall/{seed}")
    found: dict[str, None] = {}
    for length in LENGTHS:
        enough = len(found) + count // len(LENGTHS)
        while len(found) < enough:
            runs = [run for run in _RUN.findall(texts[rng.choice(names)]) if len(run) >= length]
            run = rng.choice(runs)
            start = rng.randrange(len(run) - length + 1)
            found[run[start : start + length]] = None
    return [Asked(query, frozenset(name for name, text in texts.items() if query in text)) for query in found]


def line(name: str, asked: Sequence[Asked], found: Sequence[set[str]]) -> str:
    """Return a table row: recall and queries answered whole, by length of query, and the median number of courses given."""
    cells = []
    for length in LENGTHS:
        pairs = [(a.wanted, f) for a, f in zip(asked, found, strict=True) if len(a.text) == length]
        shares = [len(wanted & given) / len(wanted) for wanted, given in pairs]
        cells.append(f"{100 * statistics.fmean(shares):.1f} % | {sum(wanted <= given for wanted, given in pairs)} of {len(pairs)}")
        cells.append(f"{statistics.median(len(w) for w, _ in pairs):g} / {statistics.median(len(given) for _, given in pairs):g}")
    return f"| {name} | {' | '.join(cells)} |"


HEAD = (
    "| courses | search | recall, 2 characters | queries with all | stand in / given, median "
    "| recall, 4 characters | queries with all | stand in / given, median | MB, all files |\n"
    "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)

#: Asks for all courses that have the whole query; what is only near is not found.
OURS = """async query => {
  await CourseLib.modules.search_engine.open('search/');
  const found = await CourseLib.modules.search_engine.find({text: query, limit: 1000000});
  return found.relaxed ? [] : found.results.map(course => course.id);
}"""
PAGEFIND = """async ([base, query]) => {
  const engine = window.engine || (window.engine = await import(base + 'pagefind/pagefind.js'));
  if (!window.ready) { await engine.init(); window.ready = true; }
  const found = await engine.search(query);
  return found ? found.results.map(result => result.id) : [];
}"""


def pagefind_courses(folder: Path) -> dict[str, str]:
    """Return the course that each of Pagefind's fragments is of, by the fragment's name; other pages left out."""
    found = {}
    for path in folder.glob("fragment/*.pf_fragment"):
        data = gzip.decompress(path.read_bytes())
        fragment: dict[str, Any] = json.loads(data[data.index(_FRAGMENT_MARK) + len(_FRAGMENT_MARK) :])
        match = _COURSE.search(fragment["url"])
        if match:
            found[path.stem] = match.group(1)
    return found
