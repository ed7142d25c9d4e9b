"""The look-ups of a library that its pages are made from, with the evaluations of its curricula."""

from __future__ import annotations

from functools import cached_property

from ...curricula.evaluation import Evaluation
from ...curricula.evaluations import Evaluations
from ...library.model import Curriculum, Library
from ...library.views import Views
from ..filings import filed


class SiteViews(Views):
    """What leads to what in a library, and how its curricula stand. ``evaluations`` may have been made already."""

    def __init__(self, library: Library, evaluations: Evaluations) -> None:
        super().__init__(library)
        self._evaluations = evaluations

    @cached_property
    def filed(self) -> dict[int, tuple[str, str]]:
        """The site paths of the filing sheets of each year that has something to file: for Word, and as a workbook."""
        return filed(self.library)

    def evaluation(self, curriculum: Curriculum) -> Evaluation:
        """Return a curriculum of the library held against its plan."""
        return self._evaluations.of(curriculum, self.library)
