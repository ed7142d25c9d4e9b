"""What each kind of page shows: plain data for the shells, never markup."""
