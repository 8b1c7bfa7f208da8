"""Looks, in the image as it will be, whether every shared object of the environment finds what it is linked with.

What is missing is written down with the files that need it, and does not end the build: many wheels bring parts that are
linked with what most machines lack and that nobody loads (plug-ins, drivers of graphics cards). What the project does load
ends the build by itself, at its import.
"""
from __future__ import annotations

import glob
import json
import os
import sys

import elf

ENVIRONMENT = "/venv"
FOUND = "/simple-deploy-shared-objects.json"
# The kernel's, and the loader itself.
ALWAYS = ("linux-vdso.so.1", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1")


def main() -> None:
    missing = unresolved(ENVIRONMENT, system_libraries())
    for library, files in missing.items():
        print(f"Nothing in the image has {library}, which {', '.join(files[:3])} is linked with.", file=sys.stderr)
    with open(FOUND, "w", encoding="utf-8") as file:
        json.dump([{"library": library, "neededBy": files} for library, files in missing.items()], file)


def unresolved(environment: str, system: set[str]) -> dict[str, list[str]]:
    """Libraries that are nowhere, each with the files that need it, below the packages."""
    files = shared_objects(environment)
    # A package may load a library of its own, or of another package, before what is linked with it: that of torch, of CUDA.
    own = {os.path.basename(path) for path in files}
    missing: dict[str, list[str]] = {}
    for path in files:
        names, folders = elf.needed(path)
        for name in names:
            if name in system or name in own or name in ALWAYS:
                continue
            if not any(os.path.exists(os.path.join(folder, name)) for folder in folders):
                missing.setdefault(name, []).append(path.partition("/site-packages/")[2] or path)
    return dict(sorted(missing.items()))


def shared_objects(environment: str) -> list[str]:
    """Those that are named so, and programs that were compiled."""
    found = glob.glob(f"{environment}/bin/*")
    for folder, _, names in os.walk(environment):
        found += [os.path.join(folder, name) for name in names if ".so" in name]
    return sorted(path for path in found if os.path.isfile(path))


def system_libraries() -> set[str]:
    """Names of libraries in the folders in which the loader looks: https://man7.org/linux/man-pages/man8/ld.so.8.html."""
    folders = ["/lib", "/usr/lib", "/lib64", "/usr/lib64"]
    for configuration in sorted(glob.glob("/etc/ld.so.conf.d/*.conf")):
        with open(configuration, encoding="utf-8", errors="replace") as file:
            folders += [line.strip() for line in file if line.startswith("/")]
    return {name for folder in folders if os.path.isdir(folder) for name in os.listdir(folder) if ".so" in name}


if __name__ == "__main__":
    main()
