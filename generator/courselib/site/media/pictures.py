"""The pictures of the site: each without what its file tells of people, upright, in the colours of the web; and a smaller copy for pages.

The original stays in the content as it is. Where a picture stands upright already and needs no other colours its coded pixels are
taken over as they are; else it is decoded and coded anew, and then the bytes depend on the version of Pillow, which stands in the keys
of these files (``runtime/program``). Decided in docs/adr/0040-media-with-care.md.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...content.files import read_bytes
from ...content.media.pictures import LYING, READERS, is_moving, orientation
from ...content.media.reading import MAX_READ
from ...library.attachments import PICTURES, Attachment, suffix_of
from ...runtime.errors import ContentError
from ...runtime.hashing import hash_of_values
from ...runtime.program import versions_of
from .stripping import STRIPPERS

if TYPE_CHECKING:
    from PIL import Image

#: Raised whenever the same picture could be published otherwise.
FORMAT = 1
#: The longer side of a copy for pages: twice what a page shows on most screens.
SMALL_SIDE = 1280
#: Where smaller copies stand in the site; under the names that the pictures have below ``media/``.
SMALL_FOLDER = "pictures"
_QUALITY = 82
_SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": _QUALITY, "subsampling": 2, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": _QUALITY, "method": 4, "exact": False},
}
_MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"), "WEBP": ("RGB", "RGBA")}


def has_small(name: str, attachment: Attachment) -> bool:
    """Tell whether pages show a smaller copy of an attachment."""
    return suffix_of(name) in PICTURES and not attachment.moving and max(attachment.width, attachment.height) > SMALL_SIDE


def small_size(attachment: Attachment) -> tuple[int, int]:
    """Return width and height of a picture as pages show it."""
    longer = max(attachment.width, attachment.height, 1)
    if longer <= SMALL_SIDE or attachment.moving:
        return attachment.width, attachment.height
    width, height = (max(1, (side * SMALL_SIDE + longer // 2) // longer) for side in (attachment.width, attachment.height))
    return width, height


def key_of(attachment: Attachment) -> str:
    """Return what a published picture depends on."""
    return hash_of_values(["picture", FORMAT, versions_of(("pillow",)), attachment.digest])


def published(root: Path, path: str) -> bytes:
    """Return the bytes that are published of a picture at a content path."""
    return _made(root, path, small=False)


def smaller(root: Path, path: str) -> bytes:
    """Return the bytes of its copy for pages."""
    return _made(root, path, small=True)


def _made(root: Path, path: str, *, small: bool) -> bytes:
    suffix = suffix_of(path)
    try:
        data = read_bytes(root, path, MAX_READ)
        clean = _clean(data, suffix)
        return min(clean, _shrunk(data, suffix), key=len) if small else clean
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:
        raise ContentError(f"图片 {path} 处理不了，没有发布。", "用看图软件打开，另存一份再放。") from error


def _clean(data: bytes, suffix: str) -> bytes:
    with _opened(data, suffix) as picture:
        if is_moving(picture) or (orientation(picture) == 1 and not _has_other_colours(picture)):
            stripped = STRIPPERS[suffix](data)
            if stripped is not None:
                return stripped
        options = _as_before(picture)
        return _saved(_in_web_colours(_upright(picture)), picture.format or "", options)


def _shrunk(data: bytes, suffix: str) -> bytes:
    from PIL import Image  # noqa: PLC0415 - slow to import, and seldom needed

    with _opened(data, suffix) as picture:
        form = picture.format or ""
        wide, high = picture.size if orientation(picture) not in LYING else picture.size[::-1]
        picture.draft("RGB", (2 * SMALL_SIDE, 2 * SMALL_SIDE))  # a JPEG need not be decoded in full
        upright = _in_web_colours(_upright(picture))
        if upright.mode not in ("L", "LA", "RGB", "RGBA"):
            upright = upright.convert("RGBA" if "transparency" in upright.info or upright.mode == "PA" else "RGB")
        shown = upright.resize(small_size(Attachment(0, width=wide, height=high)), Image.Resampling.LANCZOS)
        return _saved(shown, form, {})


def _opened(data: bytes, suffix: str) -> Image.Image:
    from PIL import Image  # noqa: PLC0415 - as above

    Image.MAX_IMAGE_PIXELS = None  # it was measured when it was read
    return Image.open(io.BytesIO(data), formats=[READERS[suffix]])


def _upright(picture: Image.Image) -> Image.Image:
    from PIL import ImageOps  # noqa: PLC0415 - as above

    upright = picture if orientation(picture) == 1 else ImageOps.exif_transpose(picture)
    # Grey of 16 bits: what follows knows eight.
    return upright.convert("I").point(lambda value: value * (1 / 256)).convert("L") if upright.mode.startswith("I") else upright


def _as_before(picture: Image.Image) -> dict[str, Any]:
    """Return how to code a picture so that it loses least: a JPEG as finely as it was."""
    if picture.format in ("JPEG", "MPO"):
        from PIL import JpegImagePlugin  # noqa: PLC0415 - as above

        sampling = JpegImagePlugin.get_sampling(picture)
        tables = getattr(picture, "quantization", None)
        if tables and picture.mode in ("L", "RGB"):
            return {"qtables": tables, "subsampling": sampling if sampling in (0, 1, 2) else 0}
        return {"quality": 92}
    return {"quality": 92} if picture.format == "WEBP" else {}


def _has_other_colours(picture: Image.Image) -> bool:
    """Tell whether a picture's colours would be others without its profile, or are of print."""
    return picture.mode == "CMYK" or _profile(picture) is not None


def _profile(picture: Image.Image) -> Any:
    """Return the colour profile of a picture that is not that of the web."""
    raw = picture.info.get("icc_profile")
    if not raw or picture.mode not in ("RGB", "RGBA", "CMYK", "P"):
        return None
    from PIL import ImageCms  # noqa: PLC0415 - as above

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(raw))
        return None if "srgb" in ImageCms.getProfileDescription(profile).lower() else profile
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _in_web_colours(picture: Image.Image) -> Image.Image:
    profile = _profile(picture)
    if profile is not None:
        from PIL import ImageCms  # noqa: PLC0415 - as above

        source = picture.convert("RGBA" if "transparency" in picture.info else "RGB") if picture.mode == "P" else picture
        mode = "RGBA" if source.mode == "RGBA" else "RGB"
        try:
            made = ImageCms.profileToProfile(source, profile, ImageCms.createProfile("sRGB"), outputMode=mode)
            if made is not None:
                return made
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile of another kind of device: the colours stay as they are
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _saved(picture: Image.Image, form: str, more: dict[str, Any]) -> bytes:
    """Return a picture coded with fixed options, and nothing beside it."""
    form = "JPEG" if form == "MPO" else form
    if form in _MODES and picture.mode not in _MODES[form]:
        picture = picture.convert("RGBA" if form != "JPEG" and ("A" in picture.mode or "transparency" in picture.info) else "RGB")
    # What stands here is what Pillow would write into the file.
    picture.info = {"transparency": picture.info["transparency"]} if form in ("PNG", "GIF") and "transparency" in picture.info else {}
    with io.BytesIO() as out:
        picture.save(out, form, **(_SAVED.get(form, {}) | more))
        return out.getvalue()
