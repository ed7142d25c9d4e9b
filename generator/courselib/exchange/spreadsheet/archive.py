"""A workbook's archive looked at before anything unpacks it: kind of file, sizes, no document types, no password."""

from __future__ import annotations

import io
import zipfile
import zlib
from pyexpat import ExpatError
from xml.parsers import expat

from .measuring import MAX_PARTS, MAX_UNPACKED, TOO_LARGE, TOO_MANY_PARTS, Measure, TooMuchError
from .tables import MAX_FILE_BYTES, UnreadableFileError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
#: The beginnings of XML, in UTF-8 and in UTF-16 with a mark or without.
_XML = (b"<", b"\xff\xfe", b"\xfe\xff", b"\0<")
#: Begins an entry of the archive's directory: their number bounds what opening it costs.
_ENTRY = b"PK\x01\x02"
#: The part that holds the tables of an OpenDocument file.
_ODS_CONTENT = "content.xml"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_CHUNK = 64 * 1024
_SAVE_AS = "在表格软件里用“另存为”存成 .xlsx 再试。"


def inspect(data: bytes) -> zipfile.ZipFile:
    """Return the archive of a workbook.

    Raises ``UnreadableFileError`` in plain words for anything else, ``TooMuchError`` for one past a limit.
    """
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFileError(f"文件超过 {MAX_FILE_BYTES // 2**20} MB。", "删去不用的工作表、图片，或分成几个文件。")
    if data.startswith(_OLE):
        refuse_password(data)
        raise UnreadableFileError("这是旧格式的表格（.xls 或 .et）。", _SAVE_AS)
    if not data.startswith(b"PK"):
        raise UnreadableFileError("这不是 .xlsx 文件。", _SAVE_AS)
    if data.count(_ENTRY) > MAX_PARTS:
        raise TooMuchError(TOO_MANY_PARTS)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _check(archive)
    except (zipfile.BadZipFile, ExpatError, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableFileError("文件损坏了，读不出来。", "在表格软件里打开，另存一份再试。") from error
    return archive


def is_open_document(archive: zipfile.ZipFile) -> bool:
    """Tell whether an archive says that it holds an OpenDocument spreadsheet (.ods)."""
    names = set(archive.namelist())
    if not {_ODS_CONTENT, "mimetype"} <= names:
        return False
    with archive.open("mimetype") as stream:
        return stream.read(len(_ODS)) == _ODS


def is_old(data: bytes) -> bool:
    """Tell whether a file is of the form of .xls and .et."""
    return data.startswith(_OLE)


def refuse_password(data: bytes) -> None:
    """Fail when a file of that form holds a workbook that asks for a password."""
    if _ENCRYPTED_STREAM in data:
        raise UnreadableFileError("文件设了打开密码。", "在表格软件里去掉密码再试。")


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    # What an archive says of a part's size also bounds what Python unpacks of it.
    if sum(p.file_size for p in parts) > MAX_UNPACKED:
        raise TooMuchError(TOO_LARGE)
    if any(p.flag_bits & 1 for p in parts):
        raise UnreadableFileError("文件设了打开密码。", "在表格软件里去掉密码再试。")
    names = {p.filename for p in parts}
    if not any(n.lower().endswith("workbook.xml") for n in names) and not is_open_document(archive):
        kind = "这是其他软件的文档，不是 .xlsx 表格。" if names else "文件是空的。"
        raise UnreadableFileError(kind, _SAVE_AS)
    measure = Measure()
    for part in parts:
        # Whatever a part is called: what does not begin so is no XML, like the files that a Mac adds when it packs an archive anew.
        if measure.add(archive, part).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_XML):
            _refuse_document_type(archive, part)


class _RootReachedError(Exception):
    """The root element began: no document type can follow."""


def _refuse_document_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Fail when an XML part declares a document type, the way into entity attacks; no spreadsheet program writes one."""

    def declared(*_: object) -> None:
        raise UnreadableFileError("文件里有不允许的 XML 声明，没有读。", _SAVE_AS)

    def begun(*_: object) -> None:
        raise _RootReachedError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = begun
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
    except _RootReachedError:
        return
