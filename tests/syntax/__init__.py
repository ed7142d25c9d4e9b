"""Tests of the syntax rooms."""
