"""Installs Debian packages; with --layer, copies what they brought below that folder instead of leaving it here.

A layer made by apt differs each time (logs, caches, folder times). The files of the packages themselves do not.
"""
from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig

import layer

UNUSED = ("/usr/share/doc/", "/usr/share/man/", "/usr/share/locale/", "/usr/share/lintian/", "/usr/share/bug/")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--layer")
    parser.add_argument("packages", nargs="+")
    asked = parser.parse_args()
    before = installed()
    apt(asked.packages)
    if asked.layer:
        os.makedirs(asked.layer)
        for package in sorted(installed() - before):
            copy_files(package, asked.layer)
        layer.normalise_times(asked.layer)


def apt(packages: list[str]) -> None:
    options = ["-qq", "-o", "Dpkg::Use-Pty=0"]
    if os.path.exists("/run/secrets/ca") and os.path.getsize("/run/secrets/ca"):
        options += ["-o", "Acquire::https::CAInfo=/run/secrets/ca"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Official images have a Python of their own, with its headers: Debian's would be another one.
    if os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")):
        packages = [name for name in packages if name != "python3-dev"]
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *options, *command], env=environment)
        if done.returncode != 0:
            print('simple-deploy-failure {"kind":"system-packages"}', file=sys.stderr)
            sys.exit(1)


def installed() -> set[str]:
    command = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${binary:Package}\n"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split()[1] for line in lines if line.startswith("installed ")}


def copy_files(package: str, target: str) -> None:
    """Copies a package's files, and the record by which a scanner of vulnerabilities knows that it is there."""
    listed = subprocess.run(["dpkg-query", "--listfiles", package], capture_output=True, text=True, check=True).stdout
    for path in listed.splitlines():
        if path.startswith(UNUSED) or not os.path.lexists(path) or (os.path.isdir(path) and not os.path.islink(path)):
            continue
        # /lib is a link to /usr/lib: a folder of that name in the layer would replace it.
        goal = target + os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        os.makedirs(os.path.dirname(goal), exist_ok=True)
        shutil.copy2(path, goal, follow_symlinks=False)
    record = f"{target}/var/lib/dpkg/status.d/{package.split(':')[0]}"
    os.makedirs(os.path.dirname(record), exist_ok=True)
    status = subprocess.run(["dpkg-query", "--status", package], capture_output=True, text=True, check=True).stdout
    with open(record, "w", encoding="utf-8") as file:
        file.write(status)


if __name__ == "__main__":
    main()
