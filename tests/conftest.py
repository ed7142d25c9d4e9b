"""What several test folders share: sites built once a session, one browser, no clock in property tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from .support.browser import launch
from .support.library import write_shipped, write_small
from .support.sites import build_site

# Tests assert results, never times: a busy machine must not fail a property.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--fuzz N`` asks the fuzzers for N inputs a kind, and for others than usual with ``--fuzz-from``."""
    parser.addoption("--fuzz", type=int, default=0, help="inputs that each fuzzer makes")
    parser.addoption("--fuzz-from", type=int, default=0, help="the first seed")


#: Folders whose tests build whole sites, start processes and kill them, or make thousands of inputs.
_SLOW = frozenset(("benchmarks", "cases", "cli", "following", "fuzz", "hooks", "preview", "relevance", "site", "trust", "wheel"))
#: Files elsewhere that take as long as all other tests of their folder: they follow every hint, count steps, or ask another reader.
_SLOW_FILES = frozenset((
    "exchange/spreadsheet/test_edits.py", "exchange/spreadsheet/test_identity.py", "exchange/spreadsheet/test_limits.py",
    "faults/test_hints.py", "faults/test_planted.py", "library/test_bounded.py",
    "library/test_loading.py", "syntax/markdown/test_linear.py", "syntax/markdown/test_oracle.py",
    "releases/test_chains.py", "releases/test_hostile_archives.py", "releases/test_hostile_packs.py", "releases/test_killed.py",
    "releases/test_refusals.py", "releases/test_updating.py",
    "syntax/test_linear.py", "syntax/test_yaml_hostile.py",
))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or takes long, so that ``make quick`` can leave it out."""
    for item in items:
        path = item.path.relative_to(Path(__file__).parent)
        folder = path.parts[0]
        if "browser" in getattr(item, "fixturenames", ()) or folder == "browser":
            item.add_marker(pytest.mark.browser)
        if folder in _SLOW or path.as_posix() in _SLOW_FILES:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium for all tests that need one."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the secret that seals caches in a folder of the tests', never in the user's home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSELIB_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def shipped_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own content."""
    folder = tmp_path_factory.mktemp("shipped")
    build_site(write_shipped(folder), folder / "site", jobs=2)
    return folder / "site"


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small library; its cache folder stands beside it."""
    folder = tmp_path_factory.mktemp("small")
    build_site(write_small(folder), folder / "site")
    return folder / "site"


@pytest.fixture
def content(tmp_path: Path, small_site: Path) -> Path:
    """The content folder of a small library of the test's own, with the page shells in its cache already."""
    return write_small(tmp_path / "library", cache=small_site.parent / ".courselib")
