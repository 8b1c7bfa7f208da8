"""Runs the build of a front end in the whole tree, where it stands in the image, and keeps the files that it wrote.

So it need not be known where it writes: what is new or changed afterwards is its output, packages and caches aside.
"""
from __future__ import annotations

import argparse
import os
import shutil
import sys

import credentials
import frontend_failure
from frontend_environment import environment

PROJECT, OUTPUT = frontend_failure.PROJECT, "/output"
ASIDE = {"node_modules", ".cache", ".parcel-cache", ".turbo", ".angular", ".nx", ".yarn", ".pnpm-store", ".sass-cache"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", required=True, help="folder of manage.py in the image")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--manager", required=True)
    parser.add_argument("--script")
    parser.add_argument("--command")
    parser.add_argument("--packages", help="folder whose node_modules the static files are collected from")
    parser.add_argument("--variable", action="append", default=[], help="NAME=value that the build is given")
    parser.add_argument("--place", action="append", default=[], nargs=2, metavar=("FROM", "TO"),
                        help="what it wrote, below the project, and where it goes as well")
    asked = parser.parse_args()
    shutil.copytree("/tree", PROJECT, symlinks=True, dirs_exist_ok=True)
    link(asked.site)
    credentials.lend()
    before = state(PROJECT)
    given = environment()
    given["PATH"] = os.pathsep.join([*programs(os.path.join(PROJECT, asked.folder)), given["PATH"]])
    given.setdefault("NODE_ENV", "production")
    for name, value in (each.split("=", 1) for each in asked.variable):
        given.setdefault(name, value)  # a build argument that was typed comes first
    given["npm_config_cache"] = "/tmp/npm"  # of this step: what npx fetches is no part of the output
    os.makedirs(f"{OUTPUT}/files")
    if asked.command:
        frontend_failure.run("build", asked.folder, ["sh", "-c", asked.command], asked.command, given)
    elif asked.script:
        command = [asked.manager, "run", asked.script]
        frontend_failure.run("build", asked.folder, command, " ".join(command), given)
    for source, goal in asked.place:
        place(source, goal, asked.folder)
    written = sorted(path for path, seen in state(PROJECT).items() if before.get(path) != seen)
    for path in written:
        keep(path)
    print(f"The front end wrote {len(written)} files.", file=sys.stderr)
    if asked.packages:
        packages = os.path.normpath(os.path.join(asked.packages, "node_modules"))
        os.makedirs(f"{OUTPUT}/packages/{os.path.dirname(packages)}", exist_ok=True)
        shutil.copytree(f"{PROJECT}/{packages}", f"{OUTPUT}/packages/{packages}", symlinks=True)


def place(source: str, goal: str, folder: str) -> None:
    """Copies what was written as COPY does: what is in a folder, or a file, into a folder that ends with a slash or is there."""
    written, put = os.path.join(PROJECT, source), os.path.join(PROJECT, goal)
    if os.path.isdir(written):
        shutil.copytree(written, put, symlinks=True, dirs_exist_ok=True)
    elif os.path.isfile(written):
        if goal.endswith("/") or os.path.isdir(put):
            put = os.path.join(put, os.path.basename(source))
        os.makedirs(os.path.dirname(put), exist_ok=True)
        shutil.copyfile(written, put)
    else:
        frontend_failure.stop("place", folder, f"COPY {source} {goal}")


def link(site: str, path: str = "/app") -> None:
    """The link that the image has: style sheets that were written for a container name the sources of their class names so."""
    if not os.path.lexists(path):
        os.symlink(site, path)


def programs(folder: str) -> list[str]:
    """Where the programs of packages lie: in the node_modules of the folder and of those above it, where Node looks for
    packages too; a .yarnrc can have them installed at the top of all."""
    folder = os.path.normpath(folder)
    here = os.path.join(folder, "node_modules/.bin")
    return [here] if folder == "/" else [here, *programs(os.path.dirname(folder))]


def state(top: str) -> dict[str, tuple]:
    """What tells whether a file was written: not its content, as a build may write the same again."""
    found = {}
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name not in ASIDE]
        for name in names:
            path = os.path.join(folder, name)
            if not name.endswith(".tsbuildinfo"):
                seen = os.lstat(path)
                found[path] = (seen.st_ino, seen.st_size, seen.st_mtime_ns)
    return found


def keep(path: str) -> None:
    goal = f"{OUTPUT}/files/{os.path.relpath(path, PROJECT)}"
    os.makedirs(os.path.dirname(goal), exist_ok=True)
    shutil.copyfile(path, goal, follow_symlinks=False)


if __name__ == "__main__":
    main()
