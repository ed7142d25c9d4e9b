"""Pushes to a git server with the shipped hooks."""
