"""Libraries that stand on others."""
