"""Makes the virtual environment at /venv and puts it, with all that goes with it, below /layers/packages.

The project itself is never installed: its folders are made importable where they will stand in the image.
"""
from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile

import app_user
import compile_missing
import credentials
import install
import layer
import linked_libraries
import requirement_files
import standard_library
import system_packages
import tools

LAYER = "/layers/packages"
VENV = "/venv"
BROTLI = "/brotli"


def main() -> None:
    asked = arguments()
    # What tools write besides goes with this folder: some of it may hold what the build was lent.
    with tempfile.TemporaryDirectory() as aside:
        tempfile.tempdir = os.environ["TMPDIR"] = aside
        credentials.lend()
        make_environment(asked)
    tempfile.tempdir = None
    del os.environ["TMPDIR"]
    add_import_paths(asked.import_path)
    for name in (".lock", ".gitignore", "CACHEDIR.TAG"):
        if os.path.exists(f"{VENV}/{name}"):
            os.unlink(f"{VENV}/{name}")
    layer.compile_tree(tools.site_packages(VENV))
    os.makedirs(LAYER)
    standard_library.compile_in_use(f"{VENV}/bin/python", LAYER)
    linked_libraries.copy_libraries(VENV, LAYER, asked.library, f"{tools.CACHE}/libraries-{system_packages.release()}.json")
    shutil.copytree(VENV, LAYER + VENV, symlinks=True)
    app_user.add_user(LAYER)
    layer.normalise_times(LAYER)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--uv", required=True, help="its version")
    parser.add_argument("--manager", required=True)
    parser.add_argument("--manifest", action="append", default=[], help="requirements file, below /manifests")
    parser.add_argument("--lock", help="lock file whose versions are installed, below /manifests")
    parser.add_argument("--package", help="member of a uv workspace")
    parser.add_argument("--group", action="append", default=[], help="dependency group to install besides")
    parser.add_argument("--project-extra", action="append", default=[], help="extra of the project itself")
    parser.add_argument("--index", action="append", default=[], help="[NAME=]URL, asked before others")
    parser.add_argument("--default-index", help="[NAME=]URL, in place of the public one")
    parser.add_argument("--extra", action="append", default=[], help="requirement of the image")
    parser.add_argument("--library", action="append", default=[], help="Debian package that the image gets")
    parser.add_argument("--import-path", action="append", default=[])
    parser.add_argument("--upgrade", metavar="TIME", help="when what floats was last resolved anew")
    return parser.parse_args()


def make_environment(asked: argparse.Namespace) -> None:
    """The environment with all packages in it."""
    uv = tools.installed_uv(asked.uv)
    os.environ.update(
        # What was compiled on one Debian need not run on another.
        UV_CACHE_DIR=f"{tools.CACHE}/wheels-{system_packages.release()}",
        UV_LINK_MODE="copy",  # the cache is another file system
        UV_PYTHON_DOWNLOADS="never",
        UV_NO_PROGRESS="1",
        VIRTUAL_ENV=VENV,
    )
    tools.run(uv, "venv", "--quiet", "--python", os.path.realpath(sys.executable), VENV)
    manifests = requirement_files.readable_copy("/manifests", os.path.join(tempfile.gettempdir(), "manifests"))
    install.install(uv, asked, manifests)
    install_brotli(uv, asked)


def install_brotli(uv: str, asked: argparse.Namespace) -> None:
    """For the step that compresses static files; the image itself has no use for it. Without a wheel gzip has to do."""
    os.makedirs(BROTLI)
    command = install.pip_install(uv, asked, "--only-binary", ":all:", "--target", BROTLI, "brotli")
    if subprocess.run(command, capture_output=True).returncode != 0:
        print("Brotli is not to be had here: static files are compressed by gzip alone.", file=sys.stderr)


def add_import_paths(paths: list[str]) -> None:
    if paths:
        with open(os.path.join(tools.site_packages(VENV), "project.pth"), "w", encoding="utf-8") as file:
            file.writelines(f"{path}\n" for path in paths)


if __name__ == "__main__":
    main()
