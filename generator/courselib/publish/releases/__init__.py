"""Releases: a version is recorded, its site packed and signed, and what it changes told in words."""
