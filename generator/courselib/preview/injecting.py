"""What the preview adds to a page while it is served: its script and style, nothing of the content.

Both are files of the preview's own, so that the page's policy holds.
"""

from __future__ import annotations

from html import escape

from ..site.policy import POLICY

_STYLE = b'<link rel="stylesheet" href="/__preview/client.css">'
_BARE = f"""<!doctype html>
<html lang="zh-Hans">
<head>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>课程库预览</title>
<link rel="icon" href="/assets/favicon.svg">
</head>
<body>
<main class="cl-watch-bare">
<h1>还没有可以预览的内容</h1>
<p>内容文件夹里的错误列在右下角。改好存盘，这里会自己变成课程库的首页。</p>
</main>
</body>
</html>
"""


def bare_page() -> bytes:
    """Return the page that stands for a library of which nothing can be shown."""
    return _BARE.encode()


def injected(page: bytes, path: str, mark: str, *, held: bool) -> bytes:
    """Return a page with the preview's script; ``mark`` stands for the page as it was before."""
    script = (
        f'<script src="/__preview/client.js" data-page="{escape(path)}" data-seen="{escape(mark)}" data-held="{int(held)}"></script>'
    ).encode()
    page = page.replace(b"</head>", _STYLE + b"</head>", 1)
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script
