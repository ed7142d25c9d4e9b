"""Plain data: what YAML and JSON can say, and what a hash can be taken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

#: A value of a file for programs, however deep.
Value: TypeAlias = str | int | float | bool | Sequence["Value"] | Mapping[str, "Value"] | None
#: A JSON object that is being put together.
Object: TypeAlias = dict[str, Value]
#: A checked value of a field. The schema says what it is, which types cannot follow: whoever takes one names its type.
Checked: TypeAlias = Any
#: The checked values of a content file, or of an object in it, by field.
Values: TypeAlias = dict[str, Checked]
