"""A preview from beginning to end: the parts put together, started in order, and stopped without leaving anything behind."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from ..content.cache import Cache
from ..content.follow.notices import Watch
from ..content.reader import expect_content
from ..runtime.errors import CourselibError, SystemFault
from ..runtime.folders import make_private
from ..runtime.garbage import patient, settled
from ..runtime.program import made_by
from ..runtime.workspace import SETTINGS_FILE, Workspace
from .answering import Answering
from .pages import Bodies, Pages
from .panel import Notice
from .refresh import Progress, Refresher, State
from .searching import Searching
from .server import HOST, Server, listening

#: The preview's own folder below the cache folder.
FOLDER = "preview"
OnChange = Callable[[set[str], State], None]


class Preview:
    """A running preview."""

    def __init__(self, server: Server, refresher: Refresher, pages: Pages, watch: Watch) -> None:
        self.refresher = refresher
        self.pages = pages
        self.watch = watch
        self.address = f"http://{HOST}:{server.server_address[1]}/"


@contextlib.contextmanager
def previewing(workspace: Workspace, port: int, *, jobs: int, progress: Progress, on_change: OnChange) -> Iterator[Preview]:
    """Serve a library while the block runs. ``on_change`` hears of every change: which files, and what is shown now.

    Raises ``SystemFault`` when the port is taken, ``ContentError`` when there is no content folder.
    """
    expect_content(workspace)
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(listening(port))
        cache, own = _kept(workspace)
        refresher = Refresher(workspace, own, Bodies())
        try:
            # Reading may start processes, which must be over before there are threads.
            stack.enter_context(patient())
            refresher.start(cache, jobs, progress)
            stack.enter_context(settled())
        finally:
            if cache is not None:
                cache.close()
        stack.callback(refresher.end)
        pages = Pages(Bodies())
        searching = Searching(own, made_by(), workspace.cache)
        stack.callback(searching.close)
        server.answer = Answering(refresher, pages, searching)
        watch = Watch(workspace.content, workspace.root / SETTINGS_FILE, lambda: _look(refresher, on_change))
        watch.start()
        stack.callback(watch.stop)
        thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="serve", daemon=True)
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        stack.callback(refresher.end)
        stack.callback(setattr, server, "ended", True)
        yield Preview(server, refresher, pages, watch)


def _look(refresher: Refresher, on_change: OnChange) -> None:
    """Look for changes; nothing that is found ends the preview."""
    before = refresher.state.number
    changed: set[str] = set()
    try:
        changed = refresher.refresh()
    except CourselibError as error:
        refresher.report(Notice(error.message, error.hint))
    except OSError as error:
        refresher.report(Notice(f"读取内容时出了问题（{error.strerror or error}）。", "检查文件夹权限和磁盘空间；改好后会自动再试。"))
    except Exception as error:  # noqa: BLE001 - whatever an odd file sets off, the preview goes on with what it had
        refresher.report(Notice(f"程序内部出错（{type(error).__name__}），页面没有更新。", "再存一次盘试试；仍不行时告诉维护者。"))
    if refresher.state.number != before:
        with contextlib.suppress(OSError):  # nobody listens any more
            on_change({path for path in changed if path}, refresher.state)


def _kept(workspace: Workspace) -> tuple[Cache | None, Path | None]:
    """Return the cache to read with and the preview's own folder; nothing where nothing can be kept or trusted."""
    try:
        folder = workspace.make_cache()
        cache = Cache(folder)
    except (SystemFault, OSError):
        return None, None
    try:
        # What lies in it is sealed, file by file.
        return cache, make_private(folder / FOLDER) if cache.kept else None
    except OSError:
        return cache, None
