"""Published pictures: nothing of who took them, where and with what; upright; small enough for pages; the same bytes every time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from courselib.content.media import pictures as reading
from courselib.library.attachments import Attachment
from courselib.site.media import pictures, stripping

from . import making

FORMS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}


def publish(folder: Path, data: bytes, suffix: str, *, small: bool = False) -> bytes:
    """Return what is published of a picture."""
    (folder / f"a.{suffix}").write_bytes(data)
    return (pictures.smaller if small else pictures.published)(folder, f"a.{suffix}")


@pytest.mark.parametrize("suffix", FORMS)
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("small", [False, True])
def test_a_photo_tells_nothing_and_stands_upright(tmp_path: Path, suffix: str, orientation: int, small: bool) -> None:
    """Exif with a place, XMP, IPTC, texts, comments and what follows the end are gone; the pixels stand as they were seen."""
    if suffix == "gif" and orientation > 1:
        return  # it knows of no orientation
    data = making.photo(FORMS[suffix], orientation)
    assert making.WORDS.encode() in data or suffix == "png", "or the test would find nothing to be gone"
    made = publish(tmp_path, data, suffix, small=small)
    assert [secret for secret in making.SECRETS if secret in made] == []
    with Image.open(io.BytesIO(made)) as picture:
        picture.load()
        assert dict(picture.getexif()) == {}
        assert not {"exif", "xmp", "comment", "photoshop", "icc_profile", "XML:com.adobe.xmp", "Author", "Comment"} & set(picture.info)
        assert picture.size == (160, 100)
    assert making.corners(made) == ["red", "green", "blue", "white"]
    assert made == publish(tmp_path, data, suffix, small=small)


def test_the_size_on_pages_is_that_of_the_upright_picture() -> None:
    """Width and height change places where a telephone was held upright."""
    assert [reading.look(making.photo("JPEG", n), "jpg") for n in (1, 3, 6, 8)] == [(160, 100, False)] * 4
    lying = making.lying(6, making.scene())
    assert lying.size == (100, 160)


@pytest.mark.parametrize("suffix", FORMS)
def test_pixels_that_stand_upright_are_taken_over_as_they_are(tmp_path: Path, suffix: str) -> None:
    """Nothing is lost by being coded twice, and no version of a library can make other bytes of it."""
    data = making.photo(FORMS[suffix])
    made = publish(tmp_path, data, suffix)
    assert made == stripping.STRIPPERS[suffix](data) == stripping.STRIPPERS[suffix](made)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(made)) as after:
        assert before.convert("RGBA").tobytes() == after.convert("RGBA").tobytes()


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
@pytest.mark.parametrize(("size", "wanted"), [((2600, 1300), (1280, 640)), ((1300, 2600), (640, 1280))])
def test_pages_get_a_smaller_copy(tmp_path: Path, suffix: str, size: tuple[int, int], wanted: tuple[int, int]) -> None:
    """Of the size that stands in the page; the picture itself keeps its own."""
    data = making.photo(FORMS[suffix], 6, making.scene(*size))
    attachment = Attachment(len(data), "", 0, *reading.look(data, suffix))
    assert (attachment.width, attachment.height) == size
    assert pictures.has_small(f"a.{suffix}", attachment)
    assert pictures.small_size(attachment) == wanted
    with Image.open(io.BytesIO(publish(tmp_path, data, suffix, small=True))) as small:
        assert small.size == wanted
    with Image.open(io.BytesIO(publish(tmp_path, data, suffix))) as whole:
        assert whole.size == size


def test_what_is_small_or_moving_needs_no_copy() -> None:
    """Nor has a document one."""
    assert not pictures.has_small("a.jpg", Attachment(1, width=1280, height=1280))
    assert not pictures.has_small("a.gif", Attachment(1, width=4000, height=10, moving=True))
    assert not pictures.has_small("a.pdf", Attachment(1, pages=4000))


def test_a_moving_picture_moves_on(tmp_path: Path) -> None:
    """Frames and their repetition stay; what is said of them goes."""
    frames = [making.scene(), making.scene().rotate(180)]
    for suffix, form in (("gif", "GIF"), ("webp", "WEBP"), ("png", "PNG")):
        moving = making.photo(form, picture=frames[0], save_all=True, append_images=frames[1:], loop=0, duration=90)
        made = publish(tmp_path, moving, suffix)
        with Image.open(io.BytesIO(made)) as picture:
            assert (getattr(picture, "n_frames", 1), picture.info.get("loop")) == (2, 0), suffix
        assert not [secret for secret in making.SECRETS if secret in made]


def test_colours_of_another_profile_and_of_print_become_those_of_the_web(tmp_path: Path) -> None:
    """No profile is published: it names devices."""
    with io.BytesIO() as out:
        making.scene().save(out, "JPEG", icc_profile=making.srgb())
        web = out.getvalue()
    assert b"ICC_PROFILE" in web
    assert publish(tmp_path, web, "jpg") == stripping.jpeg(web)
    with io.BytesIO() as out:
        making.scene(mode="CMYK").save(out, "JPEG")
        with Image.open(io.BytesIO(publish(tmp_path, out.getvalue(), "jpg"))) as picture:
            assert picture.mode == "RGB"
    with io.BytesIO() as out:
        making.scene().save(out, "PNG", icc_profile=making.wide_gamut())
        wide = out.getvalue()
    made = publish(tmp_path, wide, "png")
    assert b"iCCP" in wide
    assert b"iCCP" not in made
    assert made != stripping.png(wide)
    assert making.corners(made) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_picture_of_any_mode(tmp_path: Path, mode: str, orientation: int) -> None:
    """Grey, with holes, with few colours: it looks as before, and has its size."""
    scene = making.scene(1500, 900)
    stored = scene.convert("I").point(lambda value: value * 256).convert("I;16") if mode == "I;16" else scene.convert(mode)
    data = making.photo("PNG", orientation, stored)
    for small in (False, True):
        with Image.open(io.BytesIO(publish(tmp_path, data, "png", small=small))) as picture:
            assert picture.size in ((1500, 900), (1280, 768))
            shown = (picture.point(lambda value: value * (1 / 256)) if picture.mode.startswith("I") else picture).convert("L")
            wanted = scene.convert("1" if mode == "1" else "L").convert("L").resize(shown.size)
            both = zip(shown.resize((8, 8)).tobytes(), wanted.resize((8, 8)).tobytes(), strict=True)
            assert max(abs(here - there) for here, there in both) < 48


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_strippers_take_any_bytes(suffix: str, data: st.DataObject) -> None:
    """Whatever was changed in a file: the answer is a file of its kind or none, it is no longer, and taking it again changes nothing."""
    whole = bytearray(making.photo(FORMS[suffix], picture=making.scene(16, 10)))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=5)):
        whole[at] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    made = stripping.STRIPPERS[suffix](cut)
    if made is not None:
        assert len(made) <= len(cut) + 2
        assert stripping.STRIPPERS[suffix](made) == made
