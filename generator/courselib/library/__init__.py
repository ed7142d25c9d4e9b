"""The library: records, their schema, reading and checking. Knows no MkDocs, no Whoosh, no command line."""
