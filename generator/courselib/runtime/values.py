"""Plain data: what YAML and JSON can say, and what a hash can be taken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

#: A value of a content file or of a file for programs, however deep.
Value: TypeAlias = str | int | float | bool | Sequence["Value"] | Mapping[str, "Value"] | None
