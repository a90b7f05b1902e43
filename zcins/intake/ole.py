"""Compound files, the container of .xls workbooks ([MS-CFB]): whether they are safe, their streams.

The reader of old workbooks follows a chain of sectors that leads back into itself until all memory
is used, and then aborts the process: such files must not reach it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from zcins.intake.guard import refuse_damaged

FIRST_SECTORS, LAST_SECTOR = 109, 0xFFFFFFFA
# Where the header holds the counts of sectors: of the table, the small table, and the lists.
COUNTS = (44, 64, 72)
ENTRY, NAME_ROOM = 128, 64
# Streams share no sectors: together they are no larger than the file, but for the root's.
OVERLAPPING = 3
SMALL_SECTOR = 64


class UnsoundError(ValueError):
    """The container contradicts itself; a reader may still make something of it."""


class EndlessError(UnsoundError):
    """The container leads in circles, or promises more than the file holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the container's directory."""

    name: str
    first: int
    size: int


class Container:
    """A compound file; raises UnsoundError, or EndlessError where no reader may open it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._read_header()
        except struct.error as error:
            raise UnsoundError(str(error)) from error

    def _read_header(self) -> None:
        (shift,) = struct.unpack_from("<H", self._data, 30)
        if shift not in {9, 12}:
            raise EndlessError(str(shift))
        self._size = 1 << shift
        most = len(self._data) // self._size + 1
        if any(struct.unpack_from("<I", self._data, at)[0] > most for at in COUNTS):
            raise EndlessError(str(most))
        # The table says which sector follows which; short streams have a table of their own.
        self._next = [
            number
            for sector in self._table_sectors()
            for (number,) in struct.iter_unpack("<I", self._sector(sector))
        ]
        (directory,) = struct.unpack_from("<I", self._data, 48)
        self._least, small = struct.unpack_from("<II", self._data, 56)
        self._small_next = [
            number for (number,) in struct.iter_unpack("<I", b"".join(self._chain(small)))
        ]
        self.entries = list(_entries(b"".join(self._chain(directory))))
        # Short streams lie together in the one of the root, the first of the directory.
        root = self.entries[0].first if self.entries else LAST_SECTOR
        self._room = b"".join(self._chain(root))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size].ljust(self._size, b"\0")

    def _table_sectors(self) -> Iterator[int]:
        """Give the sectors of the table: 109 in the header, the others in a chain of lists."""
        yield from _used(struct.unpack_from(f"<{FIRST_SECTORS}I", self._data, 76))
        (more,) = struct.unpack_from("<I", self._data, 68)
        for _turn in range(len(self._data) // self._size + 1):
            if more >= LAST_SECTOR:
                return
            *sectors, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            yield from _used(tuple(sectors))
        raise EndlessError(str(more))

    def _chain(self, first: int) -> Iterator[bytes]:
        return map(self._sector, _followed(first, self._next))

    def streams(self) -> Iterator[tuple[Entry, bytes]]:
        """Give all sectors of every stream, as far as they go; raises EndlessError."""
        read = 0
        for entry in self.entries:
            content = self._content(entry)
            read += len(content)
            if read > OVERLAPPING * len(self._data):
                raise EndlessError(entry.name)
            yield entry, content

    def _content(self, entry: Entry) -> bytes:
        if entry.size >= self._least:
            return b"".join(self._chain(entry.first))
        places = (at * SMALL_SECTOR for at in _followed(entry.first, self._small_next))
        return b"".join(self._room[at : at + SMALL_SECTOR] for at in places)


def _used(sectors: tuple[int, ...]) -> Iterator[int]:
    return (sector for sector in sectors if sector < LAST_SECTOR)


def _followed(first: int, follows: list[int]) -> Iterator[int]:
    """Give the sectors of a chain, as far as it goes.

    Raises EndlessError where it comes back to itself.
    """
    for _turn in range(len(follows) + 1):
        if first >= len(follows):
            return
        yield first
        first = follows[first]
    raise EndlessError(str(first))


def _entries(directory: bytes) -> Iterator[Entry]:
    for at in range(0, len(directory), ENTRY):
        (length,) = struct.unpack_from("<H", directory, at + NAME_ROOM)
        first, size = struct.unpack_from("<II", directory, at + 116)
        name = directory[at : at + min(max(length - 2, 0), NAME_ROOM)]
        yield Entry(name.decode("utf-16-le", "replace"), first, size)


def streams(name: str, data: bytes, wanted: frozenset[str]) -> Iterator[bytes]:
    """Give the streams whose names, in small letters, are wanted.

    Raises InputRefusedError where a reader would follow any of the file's chains for ever.
    """
    try:
        container = Container(data)
        for entry, content in container.streams():
            if entry.name.lower() in wanted:
                yield content[: entry.size]
    except EndlessError as error:
        refuse_damaged(name, error)
    except UnsoundError:
        return  # the reader itself says what is wrong with it
