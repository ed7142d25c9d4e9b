"""Why an attachment cannot be published, or not be read whole."""

from __future__ import annotations


class Damaged(Exception):  # noqa: N818 - what the file is, not what we did
    """A file that no program could open."""


class Another(Exception):  # noqa: N818 - as above
    """A file that is something else than its suffix says, as ``kind`` names it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class TooManyPixels(Exception):  # noqa: N818 - as above
    """A picture that would take more memory than its readers have."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self.width, self.height = width, height
