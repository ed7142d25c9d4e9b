"""What the preview adds to a page while it is served: its script and style, nothing of the content."""

from __future__ import annotations

from html import escape

_STYLE = b'<link rel="stylesheet" href="/__preview/client.css">'
#: A page for a wrong address may be asked for from any depth: its links go from the top.
_BASE = b'<base href="/">'
_BARE = """<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>课程库预览</title>
<link rel="icon" href="/assets/favicon.svg">
</head>
<body>
<main style="max-width:40em;margin:4em auto;padding:0 1em;font:18px/1.8 system-ui,sans-serif">
<h1>还没有可以预览的内容</h1>
<p>内容文件夹里的错误列在右下角。改好存盘，这里会自己变成课程库的首页。</p>
</main>
</body>
</html>
"""


def bare_page() -> bytes:
    """Return the page that stands for a library of which nothing can be shown."""
    return _BARE.encode()


def injected(page: bytes, path: str, mark: str, *, held: bool, missing: bool) -> bytes:
    """Return a page with the preview's script; ``mark`` stands for the page as it was before."""
    script = (
        f'<script src="/__preview/client.js" data-page="{escape(path)}" data-seen="{escape(mark)}" data-held="{int(held)}"></script>'
    ).encode()
    if missing:
        page = page.replace(b"<head>", b"<head>" + _BASE, 1)
    page = page.replace(b"</head>", _STYLE + b"</head>", 1)
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script
