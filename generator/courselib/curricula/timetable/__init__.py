"""The year of a unit: on which days its training classes are held, so that nobody and nothing is called twice at once."""
