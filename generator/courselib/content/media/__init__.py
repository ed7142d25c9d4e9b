"""Attachments: whether a file is what its suffix says, whether it can be opened, and what it says. Nothing of it is believed."""
