"""Makes the virtual environment at /venv and puts it, with all that goes with it, below /layers/packages.

The project's requirements and ours are resolved in one call, so that the project's pins win. The project itself is
never installed: its folders are made importable where they will stand in the image.
"""
from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile

import compile_missing
import layer
import linked_libraries
import system_packages

LAYER = "/layers/packages"
VENV = "/venv"
SECRET_CA = "/run/secrets/ca"
USER = 1000


def main() -> None:
    asked = arguments()
    trust(SECRET_CA)
    uv = installed_uv(asked.uv)
    os.environ.update(
        # What was compiled on one Debian need not run on another.
        UV_CACHE_DIR=f"/cache/wheels-{system_packages.release()}",
        UV_LINK_MODE="copy",  # the cache is another file system
        UV_PYTHON_DOWNLOADS="never",
        UV_NO_PROGRESS="1",
        VIRTUAL_ENV=VENV,
    )
    run(uv, "venv", "--quiet", "--python", os.path.realpath(sys.executable), VENV)
    manifests = readable_copy("/manifests", "/tmp/manifests")
    install(uv, asked, manifests)
    add_import_paths(asked.import_path)
    for name in (".lock", ".gitignore", "CACHEDIR.TAG"):
        if os.path.exists(f"{VENV}/{name}"):
            os.unlink(f"{VENV}/{name}")
    layer.compile_tree(purelib())
    os.makedirs(LAYER)
    compile_standard_library()
    linked_libraries.copy_libraries(VENV, LAYER, asked.library, f"/cache/libraries-{system_packages.release()}.json")
    shutil.copytree(VENV, LAYER + VENV, symlinks=True)
    add_user()
    layer.normalise_times(LAYER)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--uv", required=True)
    parser.add_argument("--manager", required=True)
    parser.add_argument("--manifest", action="append", default=[])
    parser.add_argument("--package", help="member of a uv workspace")
    parser.add_argument("--extra", action="append", default=[])
    parser.add_argument("--library", action="append", default=[], help="Debian package that the image gets")
    parser.add_argument("--import-path", action="append", default=[])
    return parser.parse_args()


def run(*command: str, cwd: str | None = None) -> None:
    """Runs a command whose failure is the failure of the build; it has said why."""
    done = subprocess.run(command, cwd=cwd)
    if done.returncode != 0:
        sys.exit(done.returncode)


def trust(bundle: str) -> None:
    """Lets everything that this process starts trust the CA bundle, when there is one."""
    if os.path.exists(bundle) and os.path.getsize(bundle):
        for name in ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO", "CURL_CA_BUNDLE"):
            os.environ[name] = bundle


def installed_uv(version: str) -> str:
    """Path of uv, kept in the cache mount: it never reaches a layer."""
    path = f"/cache/uv-{version}-{sysconfig.get_platform()}"
    if not os.path.exists(path):
        folder = tempfile.mkdtemp(dir="/cache")
        try:
            run(sys.executable, "-m", "venv", folder)
            pip = os.path.join(folder, "bin", "pip")
            run(pip, "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir", f"uv=={version}")
            os.replace(os.path.join(folder, "bin", "uv"), path)
        finally:
            shutil.rmtree(folder)
    return path


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
    is_path = what.startswith((".", "/", "file:")) and not _ARCHIVE.search(what)
    bare_folder = wanted != line and "://" not in what and not what.startswith(("git+", "hg+", "svn+", "bzr+"))
    return f"# {line}" if is_path or bare_folder else wanted


def install(uv: str, asked: argparse.Namespace, manifests: str) -> None:
    """One resolution of what the project asks for and of what the image needs besides."""
    wanted = []
    where = manifests
    if asked.manager == "uv":
        where = os.path.join(manifests, os.path.dirname(asked.manifest[0]))
        locked = "/tmp/locked.txt"
        member = ["--package", asked.package] if asked.package else []
        flags = ["--quiet", "--frozen", "--no-dev", "--no-emit-local", "--no-header"]
        run(uv, "export", *flags, *member, "-o", locked, cwd=where)
        wanted += ["-r", locked]
    else:
        for manifest in asked.manifest:
            wanted += ["-r", os.path.join(manifests, manifest)]
        if asked.manifest:
            where = os.path.join(manifests, os.path.dirname(asked.manifest[0]))
    extras = asked.extra
    if PSYCOPG in extras:
        dry = subprocess.run([uv, "pip", "install", "--dry-run", *wanted], cwd=where, capture_output=True, text=True)
        extras = with_suitable_driver(extras, dry.stderr)
    with open("/tmp/extras.txt", "w", encoding="utf-8") as file:
        file.writelines(f"{name}\n" for name in extras)
    compile_missing.install([uv, "pip", "install", "-r", "/tmp/extras.txt", *wanted], where)


PSYCOPG = "psycopg[binary]"


def with_suitable_driver(extras: list[str], plan: str) -> list[str]:
    """The extras, with the older driver for a Django before 4.2, which does not speak psycopg 3.

    Where the project leaves Django's version open, only the resolution tells: `plan` is what the installer says that it
    would do. Should it not get that far, the installation itself says why.
    """
    found = re.search(r"^ \+ django==(\d+)\.(\d+)", plan, re.MULTILINE | re.IGNORECASE)
    if not found or (int(found[1]), int(found[2])) >= (4, 2) or re.search(r"^ \+ psycopg", plan, re.MULTILINE):
        return extras
    return ["psycopg2-binary" if name == PSYCOPG else name for name in extras]


def purelib() -> str:
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return f"{VENV}/lib/{version}/site-packages"


def add_import_paths(paths: list[str]) -> None:
    if paths:
        with open(os.path.join(purelib(), "project.pth"), "w", encoding="utf-8") as file:
            file.writelines(f"{path}\n" for path in paths)


_IN_USE = """
import sys, importlib
for name in ("django.core.management", "django.core.wsgi", "django.core.handlers.asgi", "django.contrib.admin.apps",
             "django.contrib.auth.models", "django.contrib.staticfiles.handlers", "django.core.servers.basehttp",
             "gunicorn.app.wsgiapp", "gunicorn.workers.sync", "gunicorn.workers.gthread", "uvicorn.main",
             "uvicorn.workers", "sqlite3", "logging.config", "unittest.mock", "email.mime.text"):
    try:
        importlib.import_module(name)
    except Exception:
        pass
for module in list(sys.modules.values()):
    source, cached = getattr(module, "__file__", None), getattr(module, "__cached__", None)
    if source and cached and source.endswith(".py"):
        print(source, cached, sep="\\t")
"""


def compile_standard_library() -> None:
    """Official Python images carry no bytecode, and compile at each start what they import: 0.5 s."""
    listed = subprocess.run([f"{VENV}/bin/python", "-B", "-c", _IN_USE], capture_output=True, text=True).stdout
    standard = sysconfig.get_path("stdlib") + os.sep
    for line in sorted(listed.splitlines()):
        source, _, cached = line.partition("\t")
        if source.startswith(standard) and not os.path.exists(cached):
            layer.compile_one(source, source, LAYER + cached, checked=False)


def add_user() -> None:
    """User 1000 with a name, as getpass.getuser() asks for one, and /data for what has to outlive the container."""
    os.makedirs(LAYER + "/etc")
    for name, line in (("passwd", f"app:x:{USER}:{USER}::/tmp:/bin/sh\n"), ("group", f"app:x:{USER}:\n")):
        with open(f"/etc/{name}", encoding="utf-8") as file:
            text = file.read()
        if not re.search(rf"^[^:]*:[^:]*:{USER}:", text, re.MULTILINE):
            with open(f"{LAYER}/etc/{name}", "w", encoding="utf-8") as file:
                file.write(text + line)
    os.mkdir(LAYER + "/data")
    os.chown(LAYER + "/data", USER, USER)
    # Some platforms run the image as a user of their own.
    os.chmod(LAYER + "/data", 0o1777)


if __name__ == "__main__":
    main()
