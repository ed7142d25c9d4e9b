"""The index of the browser: files of the site, compiled from the terms that Whoosh's index is made of.

Format: docs/adr/0009-search-in-static-shards.md. Nothing here knows Whoosh; only ``store`` and ``session`` touch the disk.
"""

from .beginnings import ROOT as SUGGESTIONS
from .fileset import Shard, ShardFiles
from .session import BOOT, Session
from .store import FileReader, Store, copy_store

__all__ = ["BOOT", "SUGGESTIONS", "FileReader", "Session", "Shard", "ShardFiles", "Store", "copy_store"]
