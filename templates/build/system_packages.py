"""Installs Debian packages; with --layer, puts what they brought below that folder instead of leaving it here.

A layer made by apt differs each time (logs, caches, folder times). What the packages consist of does not.
"""
from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sysconfig

import apt_get
import layer

UNUSED = ("/usr/share/doc/", "/usr/share/man/", "/usr/share/locale/", "/usr/share/lintian/", "/usr/share/bug/")
# What the scripts of packages make: links of alternatives, the index of libraries, configuration of plug-ins.
MADE_IN = ("/etc", "/usr")
# Other layers decide about users; the rest is different each time, or describes this machine.
NOT_MADE = re.compile(r"/etc/(passwd|group|shadow|gshadow|subuid|subgid|hostname|hosts|resolv\.conf|mtab|machine-id)-?$|\.py[co]$")
# Packages of the base, before anything was added: what the image has by itself.
BASE_LIST = "/simple-deploy-base-packages"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--layer")
    parser.add_argument("packages", nargs="+")
    asked = parser.parse_args()
    before = of_base()
    stood = made_files() if asked.layer else {}
    apt(asked.packages)
    if asked.layer:
        os.makedirs(asked.layer)
        for package in sorted(installed() - before):
            copy_files(package, asked.layer)
        for path in sorted(path for path, state in made_files().items() if stood.get(path) != state):
            copy_path(path, asked.layer)
        layer.normalise_times(asked.layer)


def can_install() -> bool:
    """Whether packages can be added: not where a platform builds as somebody who is not root."""
    return os.geteuid() == 0


def of_base() -> set[str]:
    """The packages that were here before the first that was installed by us."""
    if not os.path.exists(BASE_LIST):
        with open(BASE_LIST, "w", encoding="utf-8") as file:
            file.write("\n".join(sorted(installed())))
    with open(BASE_LIST, encoding="utf-8") as file:
        return set(file.read().split())


def apt(packages: list[str]) -> None:
    """Installs packages, each a name or `a | b`; one that this Debian does not know ends the build with its name."""
    # Official images have a Python of their own, with its headers: Debian's would be another one.
    if os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")):
        packages = [name for name in packages if name != "python3-dev"]
    apt_get.update()
    choices = [name.split(" | ") for name in packages]
    known = known_of([name for names in choices for name in names])
    unknown = [names[0] for names in choices if not known.intersection(names)]
    if unknown:
        apt_get.fail({"unknown": unknown, "nearest": {name: nearest(name) for name in unknown}, "release": release()})
    apt_get.install([next(n for n in names if n in known) for names in choices])


def known_of(names: list[str]) -> set[str]:
    """Those that can be installed: packages of this Debian, and names that one of them answers to. Whoever writes
    `name=version`, `name/release` or `name:architecture` knows more than this does."""
    plain = [name for name in names if re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", name)]
    if not plain:
        return set(names)
    said = subprocess.run(["apt-cache", "showpkg", *plain], capture_output=True, text=True).stdout
    found = set(names) - set(plain)
    for block in re.split(r"^Package: ", said, flags=re.MULTILINE)[1:]:
        versions = block.partition("Versions: \n")[2].partition("\nReverse Depends:")[0].strip()
        providers = block.partition("Reverse Provides: \n")[2].strip()
        if versions or providers:
            found.add(block.split("\n", 1)[0].strip())
    return found


def nearest(name: str) -> list[str]:
    """Names of this Debian that are written alike: another version of a library, a slip of the finger."""
    stem = re.sub(r"[\d.]+(t64|v5)?$", "", name)
    names = subprocess.run(["apt-cache", "pkgnames"], capture_output=True, text=True).stdout.split()
    versions = sorted(each for each in names if re.fullmatch(re.escape(stem) + r"[\d.]+(t64|v5)?", each))
    alike = [each for each in names if each[:2] == name[:2] or each[-2:] == name[-2:]]
    return (versions or difflib.get_close_matches(name, alike, cutoff=0.8))[:5]


def release() -> str:
    """Code name of this Debian; empty where it has none."""
    try:
        with open("/etc/os-release", encoding="utf-8") as file:
            found = re.search(r'^VERSION_CODENAME="?(\w+)', file.read(), re.MULTILINE)
    except OSError:
        return ""
    return found[1] if found else ""


def installed() -> set[str]:
    command = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${binary:Package}\n"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split()[1] for line in lines if line.startswith("installed ")}


def made_files() -> dict[str, tuple]:
    """What stands where scripts of packages make files, each with what tells that it changed."""
    found = {}
    for top in MADE_IN:
        for folder, folders, names in os.walk(top):
            # Links to folders are among the folders.
            for name in names + [each for each in folders if os.path.islink(os.path.join(folder, each))]:
                path = os.path.join(folder, name)
                if not NOT_MADE.search(path) and not path.startswith(UNUSED):
                    state = os.lstat(path)
                    found[path] = (state.st_mtime_ns, state.st_size, state.st_ino)
    return found


def copy_files(package: str, target: str) -> None:
    """Copies a package's files, and the record by which a scanner of vulnerabilities knows that it is there."""
    listed = subprocess.run(["dpkg-query", "--listfiles", package], capture_output=True, text=True, check=True).stdout
    for path in listed.splitlines():
        copy_path(path, target)
    record = f"{target}/var/lib/dpkg/status.d/{package.split(':')[0]}"
    os.makedirs(os.path.dirname(record), exist_ok=True)
    status = subprocess.run(["dpkg-query", "--status", package], capture_output=True, text=True, check=True).stdout
    with open(record, "w", encoding="utf-8") as file:
        file.write(status)


def copy_path(path: str, target: str) -> None:
    """Copies a file or a link, unless it is documentation or is not there (paths that packages leave out, folders)."""
    if path.startswith(UNUSED) or not os.path.lexists(path) or (os.path.isdir(path) and not os.path.islink(path)):
        return
    # /lib is a link to /usr/lib: a folder of that name in the layer would replace it.
    goal = target + os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    os.makedirs(os.path.dirname(goal), exist_ok=True)
    if not os.path.lexists(goal):
        shutil.copy2(path, goal, follow_symlinks=False)


if __name__ == "__main__":
    main()
