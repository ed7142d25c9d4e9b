"""Making a browser tell of each violation of a page's policy, whichever browser it is."""

from __future__ import annotations

#: Begins what the console says of a violation.
MARK = "policy violation:"
#: Runs in every page before its own scripts.
INIT_SCRIPT = (
    "document.addEventListener('securitypolicyviolation', event => console.error("
    f"'{MARK} ' + [event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber, document.URL].join(' ')));"
)


def told(text: str) -> bool:
    """Tell whether a line of a console is about a violation: ours, or the browser's own where pages run no script."""
    return MARK in text or "Content Security Policy" in text or "Content-Security-Policy" in text
