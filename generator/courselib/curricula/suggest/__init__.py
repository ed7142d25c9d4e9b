"""A curriculum completed: what is asked for, which courses, in which years, and why where it cannot be."""
