"""The site's search engine in a real page: its scripts loaded from the built site, requests put to it in batches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from .scripts import below, script
from .searching import Request

#: Puts requests to the engine, in a page and in node alike.
ASK = """async ([requests, more]) => {
  const answers = [];
  for (const request of requests) {
    const answer = await CourseLib.modules.search_engine.find(Object.assign({}, request, more));
    answers.push({
      total: answer.total, relaxed: answer.relaxed, terms: answer.terms, facets: answer.facets,
      elsewhere: answer.elsewhere, unsought: answer.unsought, left: answer.left,
      hits: answer.results.map(r => [r.id, r.score])
    });
  }
  return answers;
}"""
_FAILURE = "async work => { try { await work(); return null; } catch (e) { return [e.code, e.file]; } }"


def start(page: Page, address: str, *, path: str = "404.html", base: str = "search/") -> Any:
    """Open a page of a site (its folder's address, with a slash), load the engine and open the library; returns its vocabulary."""
    page.goto(f"{address}{path}")
    page.evaluate(script(*below("search"), "later.js", "segments.js"))
    return page.evaluate("base => CourseLib.modules.search_engine.open(base)", base)


def ask(page: Page, requests: list[Request], *, scores: bool = True) -> list[dict[str, Any]]:
    """Return the answers to requests: total, relaxed, elsewhere, unsought, terms, facets, and [id, score] of each result.

    Without ``scores`` the engine is asked as pages ask it, and may leave out the score of a hit that stands alone.
    """
    answers: list[dict[str, Any]] = page.evaluate(ASK, [requests, {"scores": scores}])
    return answers


def failure(page: Page, work: str) -> Any:
    """Return [code, file] of the error that a JavaScript expression's promise is rejected with, ``None`` without one."""
    return page.evaluate(f"({_FAILURE})(() => {work})")


def script_of(site: Path, family: str) -> list[Path]:
    """Return the files of a family of shards, by its letter."""
    return sorted((site / "search" / family).rglob("*.js"))
