"""One reading of each syntax: Markdown, YAML. Knows nothing of courses."""
