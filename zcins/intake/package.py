"""The parts of an .xlsx, unpacked piece by piece, whatever the archive says of their size."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

PIECE = 1 << 20
HEAD = 1 << 16
FED = 1 << 18
STORED, DEFLATED = 0, 8
# A local header: its fixed length, and where the lengths of its name and its extra field stand.
LOCAL_HEADER, NAME_LENGTH, EXTRA_LENGTH = 30, slice(26, 28), slice(28, 30)
ENCRYPTED_FLAG = 1
RAW_DEFLATE = -15
BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
ROOT = re.compile(rb"<(?:([\w.-]+):)?([A-Za-z_][\w.-]*)")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
DOCTYPE = b"<!DOCTYPE"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a package: its name in small letters, and what its first lines say.

    `root` is the root element's name, empty where it is no XML, `prefix` that of its name space
    with the colon; `doctype` says whether it declares a document type, and with it entities.
    """

    name: str
    entry: zipfile.ZipInfo
    root: str = ""
    prefix: bytes = b""
    doctype: bool = False


class Package:
    """An archive held in memory; raises zipfile.BadZipFile or zlib.error where it is unsound."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._entries = [
                entry for entry in archive.infolist() if not entry.filename.endswith("/")
            ]
        self.encrypted = any(entry.flag_bits & ENCRYPTED_FLAG for entry in self._entries)
        self.declared = sum(entry.file_size for entry in self._entries)
        self.parts = [] if self.encrypted else [self._part(entry) for entry in self._entries]

    def _part(self, entry: zipfile.ZipInfo) -> Part:
        head = next(self._unpacked(entry, HEAD), b"")
        name = entry.filename.replace("\\", "/").lower().lstrip("/")
        # Of a text in UTF-16 the letters alone are looked at.
        text = head.replace(b"\0", b"").lstrip(BYTE_ORDER_MARKS + b" \r\n\t")
        if not text.startswith(b"<"):
            return Part(name, entry)
        text = ASIDE.sub(b"", text)
        match = ROOT.search(text)
        if match is None:
            if len(head) == HEAD:
                raise zipfile.BadZipFile(name)
            return Part(name, entry, doctype=DOCTYPE in text)
        prefix = match[1] + b":" if match[1] else b""
        doctype = DOCTYPE in text[: match.start()]
        return Part(name, entry, match[2].decode(), prefix, doctype)

    def named(self, name: str) -> Part | None:
        """Give the part of a name, in whatever letters it is written."""
        wanted = posixpath.normpath(name).lower().lstrip("/")
        return next((part for part in self.parts if part.name == wanted), None)

    def of_root(self, root: str) -> list[Part]:
        """Give the parts with a root element of this name."""
        return [part for part in self.parts if part.root == root]

    def pieces(self, part: Part) -> Iterator[bytes]:
        """Give a part's content in pieces of at most 1 MiB."""
        return self._unpacked(part.entry, PIECE)

    def overlapping(self, part: Part, mark: bytes = b"<") -> Iterator[bytes]:
        """Give a part in pieces; each begins with the last `mark` of the one before."""
        tail = b""
        for piece in self.pieces(part):
            text = tail + piece
            yield text
            tail = text[max(text.rfind(mark), len(text) - PIECE) :]

    def relations(self, part: Part) -> list[bytes]:
        """Give the relations that a part lists, each as its tag in double quotation marks."""
        return RELATION.findall(self.text(part).replace(b"'", b'"'))

    def text(self, part: Part) -> bytes:
        """Give the whole of a part; for small ones."""
        return b"".join(self.pieces(part))

    def _unpacked(self, entry: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
        start = entry.header_offset
        header = self._data[start : start + LOCAL_HEADER]
        lengths = (int.from_bytes(header[at], "little") for at in (NAME_LENGTH, EXTRA_LENGTH))
        start += LOCAL_HEADER + sum(lengths)
        raw = memoryview(self._data)[start : start + entry.compress_size]
        if entry.compress_type == STORED:
            yield from (bytes(raw[at : at + size]) for at in range(0, len(raw), size))
        elif entry.compress_type == DEFLATED:
            yield from _inflated(raw, size)
        else:
            raise zipfile.BadZipFile(entry.filename)


def _inflated(raw: memoryview, size: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(RAW_DEFLATE)
    for at in range(0, len(raw), FED):
        piece = unpacker.decompress(raw[at : at + FED], size)
        while piece:
            yield piece
            piece = unpacker.decompress(unpacker.unconsumed_tail, size)
