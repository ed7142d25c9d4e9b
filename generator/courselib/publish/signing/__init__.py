"""Signing: who vouches for a release, with which keys, and how people compare them."""
