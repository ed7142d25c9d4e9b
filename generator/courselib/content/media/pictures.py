"""What is known of a picture once all of it was decoded: its size as it stands upright."""

from __future__ import annotations

import io

from .verdict import Damaged, TooManyPixels

#: The names that Pillow has for the formats; it is to try no other reader, whatever the bytes say.
READERS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP"}
#: More than telephones take; 120 million pixels need 360 MB once they are decoded.
MAX_PIXELS = 120_000_000
#: Orientations (Exif 2.3, tag 274) in which width and height change places.
LYING = (5, 6, 7, 8)
ORIENTATION = 274


def look(data: bytes, suffix: str) -> tuple[int, int]:
    """Return width and height of a picture as it stands upright, after decoding all of it.

    Raises ``TooManyPixels`` before anything is decoded, ``Damaged`` for what cannot be.
    """
    from PIL import Image  # noqa: PLC0415 - slow to import, and only pictures need it

    Image.MAX_IMAGE_PIXELS = None  # our own limit stands below, and tells the size
    try:
        with Image.open(io.BytesIO(data), formats=[READERS[suffix]]) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise TooManyPixels(width, height)
            turned = picture.getexif().get(ORIENTATION) in LYING
            picture.load()
    except (TooManyPixels, MemoryError):
        raise
    except Exception as error:
        raise Damaged from error
    return (height, width) if turned else (width, height)
