"""Following a content folder as it changes: told of changes, read and judged again in proportion to them."""
