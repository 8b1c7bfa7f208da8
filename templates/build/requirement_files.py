"""Requirements files as the installer is to read them: what pip takes and uv does not is made plain, and what lies in the
project itself stays out. Each line stays on its line, for what the installer says of them."""
from __future__ import annotations

import codecs
import json
import os
import re
import shutil

HERE = os.path.dirname(os.path.abspath(__file__))
# As pip looks for them, the longer ones first: a mark of UTF-16 is how one of UTF-32 begins.
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def readable_copy(source: str, target: str) -> str:
    """A copy of the manifests that the installer can read."""
    shutil.copytree(source, target)
    for folder, _, names in os.walk(target):
        for name in names:
            path = os.path.join(folder, name)
            if name.endswith((".txt", ".in", ".pip")) or _FROZEN.search(name):
                rewrite(path, readable)
            elif name == "pyproject.toml":
                rewrite(path, without_release_of_poetry)
    return target


def rewrite(path: str, change) -> None:
    with open(path, "rb") as file:
        content = file.read()
    with open(path, "wb") as file:
        file.write(change(text_of(content)).encode("utf-8", "surrogateescape"))


def text_of(content: bytes) -> str:
    """`pip freeze > requirements.txt` in a Windows shell writes UTF-16 with a mark."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark):].decode(encoding, "replace")
    return content.decode("utf-8", "surrogateescape")


def readable(text: str) -> str:
    """The lines of a requirements file, those that a backslash joins as one, with empty ones in place of the others."""
    lines, open_lines = [], []
    for raw in text.splitlines():
        line = re.sub(r"(^|\s)#.*$", "", raw)
        open_lines.append(line[:-1] if line.endswith("\\") else line)
        if not line.endswith("\\"):
            lines += [readable_line("".join(open_lines)), *[""] * (len(open_lines) - 1)]
            open_lines = []
    if open_lines:  # the last line of the file ends in a backslash
        lines.append(readable_line("".join(open_lines)))
    return "".join(f"{line}\n" for line in lines)


def readable_line(line: str) -> str:
    """A line without what pip lets pass unheeded."""
    wanted = without_local_path(line)
    if wanted.lstrip().startswith(("-", "#")) or not wanted.strip():
        return wanted
    return for_this_system(without_options(wanted))


def without_options(line: str) -> str:
    """`psycopg2==2.9 --no-binary psycopg2`: of options behind a requirement pip heeds --hash and what a compilation is told."""
    requirement, *options = re.split(r"\s(?=--?[a-zA-Z])", line)
    hashes = [each.strip() for each in options if each.startswith("--hash")]
    return " ".join([re.sub(r"\s*;\s*$", "", requirement).rstrip(), *hashes])


def for_this_system(line: str) -> str:
    """The line, with a marker when it asks for a package that is for another system, or for older Pythons (see other-systems.json)."""
    name = re.sub(r"[-_.]+", "-", (re.match(r"\s*([A-Za-z0-9][\w.-]*)", line) or [line, ""])[1]).lower()
    for row in other_systems():
        if any(re.fullmatch(pattern, name) for pattern in row["packages"]) and ";" not in line:
            requirement, *hashes = line.split(" --hash")
            return " --hash".join([f"{requirement} ; {row['marker']}", *hashes])
    return line


def other_systems() -> list[dict]:
    with open(os.path.join(HERE, "other-systems.json"), encoding="utf-8") as file:
        return json.load(file)["rows"]


# requirements.lock, and not the locks of other managers.
_FROZEN = re.compile(r"req[\w.-]*\.lock$", re.IGNORECASE)
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


def without_release_of_poetry(text: str) -> str:
    """Any release reads a lock for what it holds; the one that the project asks its developers to have need not be at hand."""
    return re.sub(r"(?m)^(\s*requires-poetry\s*=)", r"# \1", text)
