"""What is known of a picture once all of it was decoded: its size as it stands upright."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from .verdict import Damaged, TooManyPixels

if TYPE_CHECKING:
    from PIL import Image

#: The names that Pillow has for the formats; it is to try no other reader, whatever the bytes say.
READERS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP"}
#: More than telephones take; 120 million pixels need 360 MB once they are decoded.
MAX_PIXELS = 120_000_000
#: Orientations (Exif 2.3, tag 274) in which width and height change places.
LYING = (5, 6, 7, 8)
ORIENTATION = 274


def look(data: bytes, suffix: str) -> tuple[int, int, bool]:
    """Return width and height of a picture as it stands upright, and whether it has several frames, after decoding the first.

    Raises ``TooManyPixels`` before anything is decoded, ``Damaged`` for what cannot be.
    """
    from PIL import Image  # noqa: PLC0415 - slow to import, and only pictures need it

    Image.MAX_IMAGE_PIXELS = None  # our own limit stands below, and tells the size
    try:
        with Image.open(io.BytesIO(data), formats=[READERS[suffix]]) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise TooManyPixels(width, height)
            moving = is_moving(picture)
            turned = orientation(picture) in LYING and not moving
            picture.load()
    except (TooManyPixels, MemoryError):
        raise
    except Exception as error:
        raise Damaged from error
    return (height, width, moving) if turned else (width, height, moving)


def orientation(picture: Image.Image) -> int:
    """Return how a picture is to be turned to stand upright, 1 where nothing readable says it."""
    try:
        value = picture.getexif().get(ORIENTATION)
    except Exception:  # noqa: BLE001 - Exif of any make; the picture itself may be whole
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def is_moving(picture: Image.Image) -> bool:
    """Tell whether a picture has several frames; the further pictures that cameras put behind a photo are none."""
    return bool(getattr(picture, "is_animated", False)) and picture.format != "MPO"
