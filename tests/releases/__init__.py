"""Releases: archives, patches, signatures, what changed."""
