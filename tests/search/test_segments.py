"""A search that stands in two segments answers as one index of the same courses does, and its base stays as it is."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from courselib.library.model import Library
from courselib.runtime.seals import STATE_VARIABLE
from courselib.runtime.workspace import Workspace
from courselib.search import pinyin
from courselib.search.cut import Cut, divide
from courselib.search.documents import documents
from courselib.search.index import open_index
from courselib.search.shards import Stores
from courselib.search.suggestions import MOST, Entry, others, suggest, ways_of

from ..support.changing import changed, cut_of, made, wide
from ..support.engine import ASK
from ..support.needs import needs_program
from ..support.offline import HINTS, run, write_search
from ..support.scripts import node
from ..support.searching import FACETS, Reference, requests

LATIN = ("nongcun", "ncdy", "nc", "dangyuan", "xi", "zhongguo", "jiceng", "python", "an", "zzzz")
TYPED = """async texts => {
  const found = new CourseLib.modules.search_suggestions.Suggestions("search/");
  const answers = [];
  for (const text of texts) {
    answers.push((await found.find(text)).map(row => [row.kind, row.id || row.title]));
  }
  return answers;
}"""
in_node = [pytest.mark.slow, needs_program(node(), "node is not installed")]


def drawn(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - a repeatable draw


def divided(library: Library, cut: Cut) -> bool:
    return divide(documents(library), library, cut) is not None


@pytest.mark.parametrize("seed", range(8), ids=lambda seed: f"history {seed}")
@pytest.mark.parametrize("mark", [in_node], ids=[""])
def _unused(seed: int, mark: object) -> None: ...
