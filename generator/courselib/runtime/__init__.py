"""What every room stands on: errors, folders, locks, seals, workers; nothing of courses."""
