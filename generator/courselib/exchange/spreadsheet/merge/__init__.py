"""Changing content files in place: only what is new is written, every other character stays."""
