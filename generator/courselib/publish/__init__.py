"""A site made of a library and put in the old one's place: whole or not at all, once or after every change."""
