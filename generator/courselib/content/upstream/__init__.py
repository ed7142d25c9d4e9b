"""Libraries that this one stands on: their records read beside its own, as they were changed here, each with where it came from."""
