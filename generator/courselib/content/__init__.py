"""The content folder: found, read, checked, mended, begun, kept in the cache, and followed as it changes."""
