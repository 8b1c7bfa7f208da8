"""What is installed into the environment, in which order, and who wins where two disagree.

What the project pins or has locked stays. What the image needs besides is resolved so that it fits.
"""
from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

import compile_missing
import locked
import old_setuptools
import tools

DECLARED = os.environ.get("SIMPLE_DEPLOY_DECLARED", "/requirements.txt")
PSYCOPG = "psycopg[binary]"
OLD_PSYCOPG = "psycopg2-binary"
OLDER_PSYCOPG = "psycopg2-binary==2.8.6"  # 2.9 ends each query of a Django before 3.1: "database connection isn't set to UTC"


def install(uv: str, asked: argparse.Namespace, manifests: str) -> None:
    """Installs the project's requirements and ours."""
    if asked.lock:
        install_locked(uv, asked, manifests)
    else:
        install_resolved(uv, asked, manifests)
    old_setuptools.complete(pip_install(uv, asked), tools.site_packages(os.environ["VIRTUAL_ENV"]), manifests)


def install_locked(uv: str, asked: argparse.Namespace, manifests: str) -> None:
    """First what the lock says, as it stands; then ours, which may not change it.

    Not one resolution: it would find fault with a lock that overrides what packages say of each other.
    """
    where = os.path.join(manifests, os.path.dirname(asked.lock))
    pins = locked.requirements(uv, asked, manifests)
    chosen = locked.chosen_in_pylock(asked)
    compile_missing.install(pip_install(uv, asked, "--no-deps", *chosen, "-r", pins), where)
    there = subprocess.run([uv, "pip", "freeze"], capture_output=True, text=True, check=True).stdout
    if not there.strip():
        refuse_other_python(asked.lock, pins)
    extras = with_suitable_driver(asked.extra, installed_as_plan(there))
    command = pip_install(uv, asked, "-c", listed("installed", constraints(there)), "-r", listed("extras", extras))
    compile_missing.install(command, where)


def refuse_other_python(lock: str, pins: str) -> None:
    """Ends the build: a lock for another Python installs nothing, and the installer is content with that."""
    with open(pins, encoding="utf-8") as file:
        asked = [line.partition(" ; ")[2] for line in file if " ; " in line]
    marker = re.split(r" *(?:\\|--hash)", asked[0].strip())[0] if asked else ""
    # A lock may be for one patch release alone.
    shown = 3 if "python_full_version" in marker else 2
    python = ".".join(map(str, sys.version_info[:shown]))
    failure = {"kind": "lock", "lock": lock, "python": python, "marker": marker}
    print("simple-deploy-failure " + json.dumps(failure), file=sys.stderr)
    sys.exit(1)


def install_resolved(uv: str, asked: argparse.Namespace, manifests: str) -> None:
    """One resolution of what the project asks for and of what the image needs besides."""
    where = manifests
    wanted = []
    for manifest in asked.manifest:
        where = os.path.join(manifests, os.path.dirname(manifest))
        wanted += ["-r", os.path.join(manifests, manifest)]
    if os.path.exists(DECLARED):
        wanted += ["-r", DECLARED]
    extras = asked.extra
    if PSYCOPG in extras:
        dry = subprocess.run(pip_install(uv, asked, "--dry-run", *wanted), cwd=where, capture_output=True, text=True)
        extras = with_suitable_driver(extras, dry.stderr)
    compile_missing.install(pip_install(uv, asked, "-r", listed("extras", extras), *wanted), where)


def pip_install(uv: str, asked: argparse.Namespace, *what: str) -> list[str]:
    """The installer's command line."""
    options = locked.index_options(asked)
    if asked.upgrade:
        options.append("--refresh")
    return [uv, "pip", "install", *options, *what]


def listed(name: str, lines: list[str]) -> str:
    file, path = tempfile.mkstemp(prefix=f"{name}-", suffix=".txt")
    with open(file, "w", encoding="utf-8") as written:
        written.writelines(f"{line}\n" for line in lines)
    return path


def constraints(frozen: str) -> list[str]:
    """What is installed, as versions that are to stay; what came by an address has none to speak of."""
    return [line for line in frozen.splitlines() if re.match(r"^[\w.-]+==", line)]


def installed_as_plan(frozen: str) -> str:
    return "".join(f" + {line}\n" for line in frozen.splitlines())


def with_suitable_driver(extras: list[str], plan: str) -> list[str]:
    """The extras, with the older driver for a Django before 4.2, which does not speak psycopg 3.

    Where the project leaves Django's version open, only the resolution tells: `plan` is what the installer says that it
    would do. Should it not get that far, the installation itself says why.
    """
    found = re.search(r"^ \+ django==(\d+)\.(\d+)", plan, re.MULTILINE | re.IGNORECASE)
    if not found or (int(found[1]), int(found[2])) >= (4, 2) or re.search(r"^ \+ psycopg", plan, re.MULTILINE):
        return extras
    suitable = OLD_PSYCOPG if (int(found[1]), int(found[2])) >= (3, 1) else OLDER_PSYCOPG
    return [suitable if name == PSYCOPG else name for name in extras]
