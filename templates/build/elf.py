"""What a shared object says of the libraries that it is linked with, read from its bytes: nothing of it is run, as ldd would.

Format: https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html, chapters 4 and 5. For machines of 64 bits, which is
what images are built for.
"""
from __future__ import annotations

import mmap
import os
import struct

SHT_DYNAMIC = 6
DT_NEEDED, DT_RPATH, DT_RUNPATH = 1, 15, 29


def needed(path: str) -> tuple[list[str], list[str]]:
    """Names of the libraries, and the folders in which it looks first; empty for what is no shared object."""
    if os.path.getsize(path) < 64:
        return [], []
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        # Class 2 is 64 bits, data 1 is little-endian.
        if data[:6] != b"\x7fELF\x02\x01":
            return [], []
        try:
            return _dynamic(data, os.path.dirname(os.path.realpath(path)))
        except (struct.error, ValueError, IndexError):
            return [], []  # cut off, or no library after all


def _dynamic(data: mmap.mmap, folder: str) -> tuple[list[str], list[str]]:
    (offset,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, offset + index * size) for index in range(count)]
    names: list[str] = []
    folders: list[str] = []
    for _, kind, _, _, start, length, link, _, _, _ in sections:
        if kind != SHT_DYNAMIC:
            continue
        strings = sections[link][4]
        for at in range(start, start + length, 16):
            tag, value = struct.unpack_from("<QQ", data, at)
            if tag == DT_NEEDED:
                names.append(_text(data, strings + value))
            elif tag in (DT_RPATH, DT_RUNPATH):
                paths = _text(data, strings + value).replace("${ORIGIN}", "$ORIGIN").split(":")
                folders += [os.path.normpath(each.replace("$ORIGIN", folder)) for each in paths if each]
    return names, folders


def _text(data: mmap.mmap, start: int) -> str:
    return data[start : data.find(b"\0", start)].decode("utf-8", "replace")
