"""Small inputs that once failed, each a folder that is laid over a new library, and what is right for it."""
