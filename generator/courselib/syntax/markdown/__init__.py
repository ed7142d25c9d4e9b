"""Markdown: one token tree, and everything that is read of it (links, sections, tables, plain text, HTML, remarks).

The same parser, rules and vectors stand in the browser (``theme/scripts/lib/markdown/``). ADR 13 says what was taken and why.
"""
