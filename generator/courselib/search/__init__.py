"""Search: how text becomes terms, what a course says to the index, the Whoosh index, and the queries put to it."""
