"""Pictures and documents as people have them, made by the tests: a photo that tells where it was taken, a text of several pages."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

#: What none may find in a published picture.
ARTIST, CAMERA, WORDS, PLACE = "ZhangSanTheArtist", "SpyCam-9000", "SecretWordsInside", "N31-14-SecretPlace"
SECRETS = tuple(word.encode() for word in (ARTIST, CAMERA, WORDS, PLACE))
_XMP = (
    f'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    f'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" '
    f'dc:creator="{ARTIST}" dc:description="{WORDS}" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="{PLACE}"/>'
    f'</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
).encode()


def exif(orientation: int) -> Image.Exif:
    """Return Exif with an artist, a camera, a place and an orientation."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F], made[0x0110], made[0x013B], made[0x010E] = CAMERA, CAMERA, ARTIST, WORDS
    made.get_ifd(0x8825).update({1: "N", 2: (31.0, 14.0, 5.5), 3: "E", 4: (121.0, 28.0, 1.0), 29: PLACE})
    return made


def scene(wide: int = 160, high: int = 100, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left upper quarter is red, the right upper green, the lower ones blue and white."""
    picture = Image.new("RGB", (wide, high), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, wide // 2 - 1, high // 2 - 1), fill="red")
    draw.rectangle((wide // 2, 0, wide, high // 2 - 1), fill="green")
    draw.rectangle((0, high // 2, wide // 2 - 1, high), fill="blue")
    return picture.convert(mode)


def lying(orientation: int, upright: Image.Image) -> Image.Image:
    """Return the picture as a camera stores it that says this orientation: turned upright it is ``upright``."""
    back = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270}
    return upright.transpose(back[orientation]) if orientation in back else upright


def photo(form: str, orientation: int = 1, picture: Image.Image | None = None, **more: Any) -> bytes:
    """Return a photo with all that its format can tell of who took it, where, and with what."""
    stored = lying(orientation, picture or scene())
    with io.BytesIO() as out:
        if form == "PNG":
            texts = PngImagePlugin.PngInfo()
            texts.add_text("Author", ARTIST)
            texts.add_text("Comment", WORDS, zip=True)
            texts.add_itxt("XML:com.adobe.xmp", _XMP.decode())
            stored.save(out, form, exif=exif(orientation), pnginfo=texts, **more)
        elif form == "GIF":
            stored.save(out, form, comment=WORDS.encode(), **more)
        else:
            stored.save(out, form, exif=exif(orientation), xmp=_XMP, **({"comment": WORDS.encode()} if form == "JPEG" else {}), **more)
        data = out.getvalue()
    return with_iptc(data) + WORDS.encode() if form == "JPEG" else data


def with_iptc(jpeg: bytes) -> bytes:
    """Return a JPEG with the author in IPTC, as news agencies write it, and a small picture in its JFIF segment."""
    field = struct.pack(">BBBH", 0x1C, 2, 80, len(ARTIST)) + ARTIST.encode()
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(field)) + field + b"\0" * (len(field) & 1)
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def corners(data: bytes) -> list[str]:
    """Return the colours of the four quarters of a picture as a browser shows it that knows of no orientation."""
    names = {(1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (1, 1, 1): "white"}
    with Image.open(io.BytesIO(data)) as picture:
        shown = picture.convert("RGB")
        wide, high = shown.size
        places = ((1, 1), (3, 1), (1, 3), (3, 3))
        # The green of the name is half as bright as that of the screen.
        return [names[tuple(int(v > 80) for v in shown.getpixel((wide * x // 4, high * y // 4)))] for x, y in places]  # type: ignore[misc,union-attr]


def srgb() -> bytes:
    """Return the colour profile of the web."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def wide_gamut() -> bytes:
    """Return a colour profile of another name than that of the web."""
    return srgb().replace("sRGB".encode("utf-16-be"), "P3XX".encode("utf-16-be")).replace(b"sRGB", b"P3XX")


def pdf(pages: Iterable[str]) -> bytes:
    """Return a PDF of so many pages, each with a line of text. Characters stand by their numbers, as office programs write them."""
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(400, 300)
        font = DictionaryObject({
            NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/Song"),
            NameObject("/Encoding"): NameObject("/UniGB-UCS2-H"), NameObject("/ToUnicode"): writer._add_object(_unicode()),
        })
        content = DecodedStreamObject()
        content.set_data(b"BT /F1 12 Tf 20 200 Td <" + text.encode("utf-16-be").hex().encode() + b"> Tj ET")
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        page[NameObject("/Contents")] = writer._add_object(content)
    with io.BytesIO() as out:
        writer.write(out)
        return out.getvalue()


def _unicode() -> DecodedStreamObject:
    """Return the map that says that each character's number is that of Unicode."""
    starts = range(0, 65536, 256)
    ranges = b"".join(b"1 beginbfrange\n<%04x> <%04x> <%04x>\nendbfrange\n" % (n, n + 255, n) for n in starts)
    made = DecodedStreamObject()
    made.set_data(b"begincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n" + ranges + b"endcmap\n")
    return made


def docx(paragraphs: Iterable[str], pages: int = 0, **parts: str) -> bytes:
    """Return a Word document, with further parts by name (``word/footnotes.xml`` as ``word_footnotes``)."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    made = {
        "word/document.xml": f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>',
        "docProps/app.xml": f"<Properties><Pages>{pages}</Pages></Properties>",
    }
    return zipped(made | {f"{name.replace('_', '/')}.xml": text for name, text in parts.items()})


def pptx(slides: Iterable[str]) -> bytes:
    """Return slides, each with a line of text and a speaker's note."""
    made = {"ppt/presentation.xml": "<p/>"}
    for number, text in enumerate(slides, 1):
        made[f"ppt/slides/slide{number}.xml"] = f'<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>'
        made[f"ppt/notesSlides/notesSlide{number}.xml"] = '<p:notes xmlns:p="p" xmlns:a="a"><a:p><a:t>备注的话</a:t></a:p></p:notes>'
    return zipped(made)


def zipped(parts: dict[str, str | bytes] | dict[str, str]) -> bytes:
    """Return an archive of these parts."""
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(name, text)
        return out.getvalue()


def png_of(wide: int, high: int, rows: int = 0) -> bytes:
    """Return a PNG that says that it is so large, with so many rows of it."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + bytes(3 * wide)) * rows if rows else b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
