"""What courses add up to: totals, and how far they cover the plan. Knows the library's records only."""
