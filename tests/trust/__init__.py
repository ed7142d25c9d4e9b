"""Whatever lies in the cache folder changes no site."""
