"""Releases that travel: archives that are the same whenever they are made, small updates, signatures."""
