"""Curricula and the plan: rules, evaluation, suggestion, totals. Knows the library's records and problems only."""
