"""Making a browser tell of each violation of a page's policy, whichever browser it is."""

from __future__ import annotations

#: Begins what the console says of a violation.
MARK = "policy violation:"
#: Runs in every page before its own scripts.
INIT_SCRIPT = (
    "document.addEventListener('securitypolicyviolation', event => console.error("
    f"'{MARK} ' + [event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber, document.URL].join(' ')));"
)
