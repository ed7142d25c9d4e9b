"""The preview: a library shown as it is being written, from memory, on this computer alone. docs/adr/0012 says why it is so."""
