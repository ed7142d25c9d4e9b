"""YAML as content files use it: one tree with places, one rule for writing, one way of changing a text in place."""
