"""The page that verifies a copy of the site in the browser, without Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...library.views import Views
from ...runtime.characters import CHARACTERS
from ..page_data import PageContext
from .job import PageJob, SiteFacts, frame

PATH = "verify.html"


@dataclass(frozen=True, slots=True)
class VerifyPage(PageContext):
    """``characters`` are those in which a fingerprint is shown, one for each value of a byte."""

    kind: ClassVar[str] = "verify"

    characters: str


def verify_page(_: Views, facts: SiteFacts) -> PageJob:
    """Return the page, the same in every library."""
    return PageJob(VerifyPage(frame(PATH, "校验本站", "核对一份拷贝是不是完整、有没有被改过", "guide", facts), CHARACTERS))
