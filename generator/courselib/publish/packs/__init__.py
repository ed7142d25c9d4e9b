"""Packs: what a site is made of as a whole, and the archives that carry a release or the way to it from one place to another."""
