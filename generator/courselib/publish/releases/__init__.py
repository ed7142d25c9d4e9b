"""Releases: what a site is made of as a whole, packs that carry it elsewhere, and who vouches for them."""
