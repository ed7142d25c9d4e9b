"""Who is asking: the preview answers the user and its own pages, and gives nothing to another site that asks through a browser.

Every browser tells some of this, old ones less: ``Host`` always (a foreign name that was made to lead here stands in it), ``Origin``
with whatever a script sends or reads, ``Sec-Fetch-*`` since 2019 and later, ``Referer`` unless it was taken away. What is told and
foreign is refused; requests that tell nothing come from the user's own programs, or could not read the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The headers that ``refusal`` looks at.
HEADERS = ("Host", "Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest")
_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?", re.IGNORECASE)
_FOREIGN = "预览不回答别的网站。"


def refusal(headers: Mapping[str, str], path: str) -> str:
    """Return in Chinese why a request gets no answer, an empty text for one that does, whatever its method.

    ``headers`` are looked up by names as in ``HEADERS``; ``path`` is the site path asked for, empty for an address that is none.
    """
    host = headers.get("Host", "")
    if not _HOST.fullmatch(host):
        return "预览只回答 127.0.0.1 和 localhost。"
    own = f"http://{host}".lower()
    if "Origin" in headers and headers["Origin"].lower() != own:
        return _FOREIGN
    # Another site may link to a page, which then opens in a window of its own; it may load nothing, nor put a page in a frame.
    if "Sec-Fetch-Site" in headers:
        linked = headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest", "document") == "document"
        return "" if headers["Sec-Fetch-Site"] in ("none", "same-origin") or linked else _FOREIGN
    referer = headers.get("Referer", "").lower()
    return "" if not referer or f"{referer}/".startswith(f"{own}/") or path.endswith(".html") else _FOREIGN
