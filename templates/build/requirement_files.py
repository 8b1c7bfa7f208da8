"""Requirements files as the installer is to read them: without what lies in the project itself."""
from __future__ import annotations

import os
import re
import shutil


def readable_copy(source: str, target: str) -> str:
    """A copy of the manifests in which no requirement names a folder of the project."""
    shutil.copytree(source, target)
    for folder, _, names in os.walk(target):
        for name in names:
            if name.endswith((".txt", ".in", ".pip")):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
                    lines = file.read().splitlines()
                with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
                    file.writelines(without_local_path(line) + "\n" for line in lines)
    return target


_EDITABLE = re.compile(r"^\s*(-e|--editable)[\s=]+")
_ARCHIVE = re.compile(r"\.(whl|zip|tar\.gz|tgz|tar\.bz2)([#;\s]|$)")


def without_local_path(line: str) -> str:
    """The line, unless it asks for a folder: that one is importable where it stands, see `--import-path`."""
    wanted = _EDITABLE.sub("", line)
    # `-e git+https://…` is installed like any other: an editable clone would have to live in the image.
    what = wanted.strip().strip("\"'")
    is_path = (what.startswith((".", "/", "file:")) or " @ file:" in what) and not _ARCHIVE.search(what)
    bare_folder = wanted != line and "://" not in what and not what.startswith(("git+", "hg+", "svn+", "bzr+"))
    return f"# {line}" if is_path or bare_folder else wanted
