"""The index of the browser: files of the site, compiled from the terms that Whoosh's index is made of.

Formats: docs/adr/0009-search-in-static-shards.md, docs/adr/0032-search-in-segments.md. Nothing here knows Whoosh; only ``store``,
``stores``, ``segment`` and ``session`` touch the disk.
"""

from .beginnings import ROOT as SUGGESTIONS
from .fileset import Shard, ShardFiles
from .session import BOOT, Session
from .stores import StoredFiles, Stores, copy_stores

__all__ = ["BOOT", "SUGGESTIONS", "Session", "Shard", "ShardFiles", "StoredFiles", "Stores", "copy_stores"]
