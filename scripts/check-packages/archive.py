"""Prints what a wheel or a source archive at an address holds: the names of its files, and its metadata.

Of a wheel only the directory and the metadata are fetched, where the server gives ranges. Reads {"url", "authorization"}.
"""
from __future__ import annotations

import io
import json
import sys
import tarfile
import urllib.request
import zipfile

TIMEOUT = 60


class Remote(io.RawIOBase):
    """A file at an address, read by ranges."""

    def __init__(self, asked: dict, size: int) -> None:
        self.asked, self.size, self.at = asked, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        return self.at

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer) -> int:
        end = min(self.at + len(buffer), self.size)
        if end <= self.at:
            return 0
        with ask(self.asked, f"bytes={self.at}-{end - 1}") as answer:
            found = answer.read()
        buffer[: len(found)] = found
        self.at += len(found)
        return len(found)


def ask(asked: dict, range: str | None = None):
    headers = {"Range": range, "Authorization": asked.get("authorization"), "Accept-Encoding": "identity"}
    given = {name: value for name, value in headers.items() if value}
    return urllib.request.urlopen(urllib.request.Request(asked["url"], headers=given), timeout=TIMEOUT)


def opened(asked: dict):
    with ask(asked, "bytes=0-0") as answer:
        if answer.status == 206:
            size = int(answer.headers["Content-Range"].rpartition("/")[2])
            return io.BufferedReader(Remote(asked, size), 1 << 16)
        return io.BytesIO(answer.read())


def contents(asked: dict) -> tuple[list[str], dict[str, str]]:
    """Names of the files, and the texts of those that describe the distribution."""
    if asked["url"].endswith((".whl", ".zip")):
        with zipfile.ZipFile(opened(asked)) as archive:
            names = archive.namelist()
            return names, {name: archive.read(name).decode("utf-8", "replace") for name in names if describes(name)}
    with ask(asked) as answer, tarfile.open(fileobj=io.BytesIO(answer.read())) as archive:
        files = [each for each in archive.getmembers() if each.isfile()]
        texts = {each.name: archive.extractfile(each).read().decode("utf-8", "replace") for each in files if describes(each.name)}
        return [each.name for each in files], texts


def describes(name: str) -> bool:
    return name.endswith((".dist-info/METADATA", ".egg-info/top_level.txt")) or (name.endswith("/PKG-INFO") and name.count("/") == 1)


if __name__ == "__main__":
    names, texts = contents(json.load(sys.stdin))
    json.dump({"names": names, "texts": texts}, sys.stdout)
