"""One update of the browser's files: one segment, or the base and what came since, and what tells of the whole library."""

from __future__ import annotations

from collections.abc import Sequence

from ...library.model import Library
from ...runtime.values import Object
from .. import t2s
from ..cut import Cut, Offered, counted, divide, offered
from ..documents import SearchDocument
from ..suggestions import others
from . import beginnings, buckets, columns, hints
from .beginnings import ROOT as SUGGESTIONS
from .fileset import FileSet, ShardFiles
from .segment import FURTHER, Segment
from .stores import Stores

BOOT, TABLE = "boot", "t2s"
#: What tells of the base by itself: its columns, and the root of its suggestions.
BASE, BASE_SUGGESTIONS = "base", "base-suggest"
#: What stands before the keys of the small segment.
SINCE = "n/"


class Session:
    """One update of the stores with the courses that can be found, in order of number. Begin it inside ``stores`` as a context.

    ``take`` may be called for a course whose terms are at hand; ``finish`` reads the rest.
    """

    def __init__(self, stores: Stores, documents: Sequence[SearchDocument], library: Library, cut: Cut | None = None) -> None:
        self.documents = documents
        self.library = library
        self.counted = counted(len(documents), len(cut.courses) if cut else 0)
        self.division = divided = divide(documents, library, cut)
        self._segments: dict[str, Segment] = {}
        if divided is None:
            self.base = None
            self.main = Segment(stores.whole, documents, library, many=len(documents), files=buckets.files_for(len(documents)))
        else:
            many = len(divided.base)
            self.base = Segment(
                stores.whole, divided.base, divided.base_library, many=many, files=buckets.files_for(many), dead=divided.dead
            )
            self.main = Segment(
                stores.since, divided.since, library, many=many, files=buckets.files_since(len(divided.since)), prefix=SINCE
            )
            self._segments = {d.id: self.base for n, d in enumerate(divided.base) if n not in divided.dead}

    def take(self, document: SearchDocument) -> None:
        """Read a course into the store of its segment unless it is there as it is."""
        self._segments.get(document.id, self.main).take(document)

    def finish(self) -> ShardFiles:
        """Bring lists and files up to date and return the files."""
        divided, base, main = self.division, self.base, self.main
        if divided is None or base is None:
            roots = self._whole(main)
            made: tuple[Segment, ...] = (main,)
        else:
            roots = self._divided(base, main, offered(self.documents, divided), divided.at)
            made = (base, main)
        files = main.files
        files.add(TABLE, t2s.payload(), free=True)
        roots["unsure"] = t2s.unsure()
        roots["texts"] = buckets.text_files_for(self.counted)
        roots["others"] = hints.add(files, main.store, self.documents, self.library, self.counted)
        roots["edition"] = files.edition()
        lengths = [(base if d.id in self._segments and base else main).lengths[d.id] for d in self.documents]
        files.add(BOOT, columns.boot(self.documents, main.documents, self.library, lengths, main.packed_lengths(), roots))
        return ShardFiles.of([segment.files.write() for segment in made])

    def _whole(self, main: Segment) -> Object:
        """Add the files of one segment of all courses; return what the boot file says of it."""
        roots = main.add_files()
        main.files.add(FURTHER, columns.more(main.documents, self.library))
        starts = main.add_suggestions([d.title for d in main.documents])
        self._add_suggestions(main.files, {"cards": main.per_block, "files": starts, "edition": main.files.edition(_SHOWN)})
        return roots

    def _divided(self, base: Segment, main: Segment, offers: Offered, at: Sequence[int]) -> Object:
        """Add the files of two segments; return what the boot file says of them."""
        base_roots = base.add_files()
        base.files.add(BASE, columns.base(base.documents, base.library, base.packed_lengths(), base_roots))
        base.files.add(FURTHER, columns.more(base.documents, base.library))
        starts = base.add_suggestions([d.title for d in base.documents], beginnings.SPARE)
        base.files.add(BASE_SUGGESTIONS, beginnings.root({"cards": base.per_block, "files": starts}))
        identity: Object = {"stamp": base.files.stamp, "edition": base.files.edition()}
        roots = main.add_files()
        more = columns.more(main.documents, self.library, self.documents, columns.title_keys(base.documents))
        main.files.add(SINCE + FURTHER, more)
        starts = main.add_suggestions(offers.since)
        self._add_suggestions(main.files, {
            "cards": main.per_block, "files": starts, "edition": main.files.edition(tuple(SINCE + top for top in _SHOWN)) if starts else "",
            "base": identity, "dead": sorted(offers.dead), "at": list(offers.at) if starts else [],
        })
        return {**roots, "base": identity, "dead": sorted(base.dead), "at": list(at)}

    def _add_suggestions(self, files: FileSet, value: Object) -> None:
        files.add(SUGGESTIONS, beginnings.root(value, others(self.documents, self.library)))


#: The files that suggestions load: their own, and cards.
_SHOWN = (f"{beginnings.FAMILY}/", "c/")
