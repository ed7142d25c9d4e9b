"""The static site: Markdown, the engine behind its adapter, pages of records, publishing."""
