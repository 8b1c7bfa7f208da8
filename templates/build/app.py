"""Proves that the project runs in the image, and sorts it into /layers/static and /layers/app.

What static reading cannot know is found out here: whether the settings import, which variables they demand, where the
static files go. The project is mounted at /source and run in a copy at /project; what is written there is thrown away,
but for the names of what it makes at every start.
"""
from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig

import compress
import distributions
import layer
import made_by_settings
import shared_objects
import static_table
from lend import lend_variables

SOURCE, PROJECT = "/source", "/project"
APP, STATIC = "/layers/app", "/layers/static"
# Of the engine: see compress.py. Brotli is not part of the image, and lies where the packages were installed.
COMPRESSED, BROTLI = "/cache", "/brotli"
FRONTENDS = "/frontends"
DISTRIBUTIONS = "/distributions.json"
FACTS, TABLE = "/simple-deploy/facts.json", "/simple-deploy/static.json"


def main() -> None:
    asked = arguments()
    os.makedirs(APP)
    os.makedirs(STATIC)
    folder = os.path.normpath(os.path.join(PROJECT, asked.folder))
    for copy in (APP + PROJECT, PROJECT):
        shutil.copytree(SOURCE, copy, symlinks=True, dirs_exist_ok=True)
    os.symlink(folder, APP + "/app")
    know_distributions()
    built = take_frontends()
    if asked.compile_messages:
        compile_messages(APP + PROJECT)
    layer.compile_tree(APP + PROJECT, shown=PROJECT, checked=True)

    os.chdir(folder)
    command = [sys.executable, "/build/examine.py", asked.settings, asked.application, asked.server]
    found, lent = lend_variables(command, dict(each.partition("=")[::2] for each in asked.demands))
    for text in found.pop("checks"):
        print(text, file=sys.stderr)
    for path in made_by_settings.copy(PROJECT, APP + PROJECT, STATIC + PROJECT):
        print(f"The project makes {path} when it starts: made, and writable.", file=sys.stderr)
    static = found.pop("static")
    if static["collect"]:
        more, found["notes"] = collect(static["root"], lent, built)
        lent = {**lent, **more}
    versions = {name.lower(): version for name, version in found["packages"].items()}
    server = {"name": asked.server, "version": versions.get(asked.server, "")}
    facts = {"schemaVersion": 1, **found, "server": server, "database": asked.database, "requiredVariables": sorted(lent)}
    with open(shared_objects.FOUND, encoding="utf-8") as file:
        facts["missingLibraries"] = json.load(file)
    write_json(APP + FACTS, facts)
    finish()
    # Nothing of this stage but the layers is to be kept by the engine.
    os.chdir("/")
    shutil.rmtree(PROJECT, ignore_errors=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True)
    parser.add_argument("--settings", required=True)
    parser.add_argument("--application", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--demands", action="append", default=[])
    parser.add_argument("--compile-messages", action="store_true")
    return parser.parse_args()


def know_distributions() -> None:
    """In this layer, as a new version of the project is no change of its packages; and here, where it is tried."""
    if os.path.exists(DISTRIBUTIONS):
        with open(DISTRIBUTIONS, encoding="utf-8") as file:
            own = json.load(file)
        for prefix in (APP, ""):
            distributions.write(own, PROJECT, sys.prefix, sysconfig.get_path("purelib"), prefix)


def compile_messages(top: str) -> None:
    """Translations that are written and not compiled, as `manage.py compilemessages` does; one with mistakes is left out
    with a word, as Django would run without it."""
    for folder, _, names in sorted(os.walk(top)):
        for name in sorted(names) if os.path.basename(folder) == "LC_MESSAGES" else ():
            goal = os.path.join(folder, os.path.splitext(name)[0] + ".mo")
            if name.endswith(".po") and not os.path.exists(goal):
                command = ["msgfmt", "--check-format", "-o", goal, os.path.join(folder, name)]
                if subprocess.run(command).returncode != 0:
                    print(f"{os.path.join(folder, name)[len(APP):]} is not compiled.", file=sys.stderr)


def frontends() -> list[str]:
    """Where the output of each front end is mounted."""
    return sorted(os.path.join(FRONTENDS, stage) for stage in os.listdir(FRONTENDS)) if os.path.isdir(FRONTENDS) else []


def take_frontends() -> frozenset[str]:
    """Puts what the front ends wrote where they wrote it, in the layer of static files: code changes more often. Gives the
    names of the files."""
    names = set()
    for output in frontends():
        files = os.path.join(output, "files")
        for folder, _, written in os.walk(files):
            for path in (os.path.join(os.path.relpath(folder, files), name) for name in written):
                names.add(os.path.basename(path))
                if os.path.lexists(os.path.join(APP + PROJECT, path)):
                    os.unlink(os.path.join(APP + PROJECT, path))
        for copy in (PROJECT, STATIC + PROJECT):
            shutil.copytree(files, copy, symlinks=True, dirs_exist_ok=True)
    return frozenset(names)


def link_packages() -> None:
    """Packages of Node are there while static files are collected from them, and no longer."""
    for output in frontends():
        packages = os.path.join(output, "packages")
        for folder, folders, _ in os.walk(packages):
            if "node_modules" in folders:
                goal = os.path.join(PROJECT, os.path.relpath(folder, packages), "node_modules")
                os.symlink(os.path.join(folder, "node_modules"), goal)
                folders.clear()


def collect(root: str, lent: dict[str, str], built: frozenset[str]) -> tuple[dict[str, str], list[str]]:
    """Collects the static files and moves what was made, with a table for those who serve it (see static.py of the
    overlay). Gives the variables that were lent, as what collects them may ask for more than the settings did, and what is
    worth a word."""
    kept = APP + root
    if os.path.isdir(kept) and os.path.commonpath([root, os.getcwd()]) != root:
        # Collected files that were committed: they are made anew.
        shutil.rmtree(kept)
    link_packages()
    done, lent = lend_variables([sys.executable, "/build/collect.py"], lent)
    for text in done["notes"]:
        print(text, file=sys.stderr)
    for made in done["roots"]:
        shutil.copytree(made, STATIC + made, symlinks=False, dirs_exist_ok=True)
    if os.path.isdir(STATIC + root):
        write_json(STATIC + TABLE, {"root": root, **static_table.table(STATIC + root, built)})
        sys.path.append(BROTLI)
        compress.compress_tree(STATIC + root, COMPRESSED)
    return lent, done["notes"]


def write_json(path: str, value: object) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, separators=(",", ":"))


def finish() -> None:
    """Owner root, as nothing of this is to be written to; one time for all."""
    for top in (APP, STATIC):
        for folder, folders, names in os.walk(top):
            os.chown(folder, 0, 0)
            for name in names:
                os.chown(os.path.join(folder, name), 0, 0, follow_symlinks=False)
    layer.normalise_times(APP)
    # See static.py of the overlay.
    layer.normalise_times(STATIC, when=0)


if __name__ == "__main__":
    main()
