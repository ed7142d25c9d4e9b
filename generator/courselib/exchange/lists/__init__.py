"""Lists that others made, in whatever layout: header found, columns matched by the words of offices, rows made drafts, every guess told."""
