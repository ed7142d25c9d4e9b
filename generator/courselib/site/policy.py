"""The Content-Security-Policy that stands first in the head of every page: what a page may load, run and send.

Nothing but the site's own scripts and styles, from files. ``'self'`` is the site where it is served. Over ``file://`` browsers do
not agree on what it means (Firefox refuses a form to a page beside it), so the scheme stands there too; served pages
cannot load from ``file:``, so it opens nothing to them. Scripts may ask the server that the page came from, which the address of a
picture could do as well: the site's own never do, but the preview's does, and so do programs that judge a page from within.
Source: CSP Level 3, https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

_OWN = "'self' file:"
_REST = (
    f"connect-src 'self'; "
    f"style-src {_OWN}; img-src {_OWN} data:; media-src {_OWN}; form-action {_OWN}; base-uri 'none'; object-src 'none'; frame-src 'none'"
)
_NOTHING = "default-src 'none'"
POLICY = f"{_NOTHING}; script-src {_OWN}; {_REST}"
#: The page kind that has a script inside: it is served at any depth, from where no file could be found.
MISSING = "missing"
INLINE_SCRIPT = "inline/missing.js"


@lru_cache
def inline_script(theme: Path) -> str:
    """Return the script inside the page for missing addresses, as it stands there. ``theme`` is the theme's folder."""
    return (theme / INLINE_SCRIPT).read_text(encoding="utf-8").removesuffix("\n")


def policy_of(kind: str, theme: Path) -> str:
    """Return the policy of a page kind; the one script that stands inside a page is allowed by its hash."""
    if kind != MISSING:
        return POLICY
    digest = base64.b64encode(hashlib.sha256(inline_script(theme).encode()).digest()).decode()
    return f"{_NOTHING}; script-src {_OWN} 'sha256-{digest}'; {_REST}"

