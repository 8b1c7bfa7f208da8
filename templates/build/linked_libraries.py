"""The shared libraries that compiled packages are linked with, and that the image would lack.

Only what was compiled here is looked at: wheels from an index bring their libraries along. It may have been compiled in
an earlier build and come from the cache, so what each library belongs to is remembered beside it.
"""
from __future__ import annotations

import glob
import json
import os
import re
import subprocess
import sys

import elf
import system_packages


def copy_libraries(environment: str, layer: str, provided: list[str], memory: str) -> None:
    """Copies them into the layer. `provided` are packages that another layer of the image brings; `memory` is the file
    in which the packages of libraries are kept."""
    files = [path for path in compiled_files(environment) if is_linked(path)]
    if not files:
        return
    base = system_packages.of_base()
    known = read(memory)
    missing = {name for path in files for name in linked(path)[1]}
    packages = sorted({known[name] for name in missing if name in known})
    if packages:
        system_packages.apt(packages)
    for name in sorted(missing - set(known)):
        print(f"Nothing here has {name}, which a compiled package is linked with.", file=sys.stderr)
    owners = {}
    for path in files:
        for name, library in linked(path)[0].items():
            owners[name] = owner_of(library)
    kept = {name: owner for name, owner in owners.items() if owner}
    write(memory, {**known, **kept})
    others = base | with_dependencies(provided)
    for package in sorted(with_dependencies(sorted(set(kept.values()) - others)) - others):
        system_packages.copy_files(package, layer)


def is_linked(path: str) -> bool:
    """A shared object, or a program: uWSGI is one, linked with Python's own library where Debian has it as such."""
    return ".so" in os.path.basename(path) or bool(elf.needed(path)[0])


def compiled_files(environment: str) -> list[str]:
    """Files of the distributions whose wheel was built on this machine: their tag names Linux and no standard of it."""
    found = []
    for wheel in glob.glob(f"{environment}/lib/python*/site-packages/*.dist-info/WHEEL"):
        with open(wheel, encoding="utf-8", errors="replace") as file:
            if not re.search(r"^Tag: .*-linux_\w+\s*$", file.read(), re.MULTILINE):
                continue
        folder = os.path.dirname(wheel)
        with open(os.path.join(folder, "RECORD"), encoding="utf-8", errors="replace") as file:
            names = [line.rsplit(",", 2)[0].strip('"') for line in file]
        found += [os.path.normpath(os.path.join(os.path.dirname(folder), name)) for name in names]
    return sorted(path for path in found if os.path.isfile(path))


def linked(path: str) -> tuple[dict[str, str], list[str]]:
    """Libraries that a file is linked with, directly or through others: name and path of those found, names of the others."""
    said = subprocess.run(["ldd", path], capture_output=True, text=True).stdout
    return dict(re.findall(r"(\S+) => (/\S+)", said)), re.findall(r"(\S+) => not found", said)


def owner_of(path: str) -> str:
    """The package a library belongs to, looked for under each of the names that its path may have had in it."""
    for candidate in (path, os.path.realpath(path), "/usr" + path, path[len("/usr") :]):
        found = subprocess.run(["dpkg-query", "--search", candidate], capture_output=True, text=True).stdout
        if found:
            return found.partition(": ")[0].split(",")[0]
    return ""


def with_dependencies(names: list[str]) -> set[str]:
    """Installed packages of these names, and what they depend on; each under its name with and without architecture."""
    command = ["dpkg-query", "--show", "--showformat", "${binary:Package}\t${Package}\t${Provides}\t${Depends}, ${Pre-Depends}\n"]
    by_name, depends = {}, {}
    for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
        full, plain, provides, needs = line.split("\t")
        for name in {full, plain, *words(provides)}:
            by_name[name] = full
        depends[full] = words(needs)
    found: set[str] = set()
    waiting = [each for name in names for each in name.split(" | ")]
    while waiting:
        full = by_name.get(waiting.pop())
        if full and full not in found:
            found.add(full)
            waiting += depends[full]
    return found


def words(text: str) -> list[str]:
    """Package names of a list such as `libc6 (>= 2.36), libpq5 | libpq4`, alternatives included."""
    return [each.split()[0].partition(":")[0] for each in re.split(r"[,|]", text) if each.strip()]


def read(memory: str) -> dict[str, str]:
    try:
        with open(memory, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def write(memory: str, known: dict[str, str]) -> None:
    with open(memory + ".new", "w", encoding="utf-8") as file:
        json.dump(known, file)
    os.replace(memory + ".new", memory)
