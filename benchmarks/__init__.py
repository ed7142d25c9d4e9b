"""Measurements of the library against its peers. Run by hand; nothing in the package or its tests reads a clock."""
