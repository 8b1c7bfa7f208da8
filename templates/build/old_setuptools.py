"""pkg_resources for packages that load it without a word: `python -m venv` put setuptools into each environment before
Python 3.12, and setuptools 82 dropped it (https://setuptools.pypa.io/en/latest/pkg_resources.html)."""
from __future__ import annotations

import os
import re
import subprocess
import sys

WITH_IT = "setuptools<81"  # 81 warns of it on each start
_LOADS = re.compile(rb"^(?:import pkg_resources\b|from pkg_resources(?:\.\w+)* import )", re.MULTILINE)
_NAMES = re.compile(rb"^\s*setuptools\b|^name = \"setuptools\"|^\s*\"setuptools\": ", re.MULTILINE)


def complete(install: list[str], site_packages: str, manifests: str) -> None:
    """Installs the last setuptools that has pkg_resources where an installed package loads it and nothing brings it.

    `install` is the installer's command without what to install. What the project itself says of setuptools stays.
    """
    if os.path.exists(f"{site_packages}/pkg_resources") or names_setuptools(manifests):
        return
    who = first_that_loads_it(site_packages)
    if who:
        print(f"{who} loads pkg_resources, and no package brings it: {WITH_IT} does", file=sys.stderr)
        done = subprocess.run([*install, "--no-deps", WITH_IT])
        if done.returncode != 0:
            sys.exit(done.returncode)


def first_that_loads_it(site_packages: str) -> str:
    """The first file, in order of names, that has the import at the start of a line: no `try` is around it there."""
    for folder, folders, names in os.walk(site_packages):
        # What is compiled, tested or vendored is not what a package loads when it starts.
        folders[:] = sorted(each for each in folders if each not in ("__pycache__", "tests", "test", "testing", "_vendor", "setuptools"))
        for name in sorted(names):
            if name.endswith(".py") and name not in ("setup.py", "conftest.py"):
                with open(os.path.join(folder, name), "rb") as file:
                    content = file.read()
                if b"pkg_resources" in content and _LOADS.search(content):
                    return os.path.relpath(os.path.join(folder, name), site_packages)
    return ""


def names_setuptools(manifests: str) -> bool:
    """Whether a list of requirements or a lock has it."""
    for folder, _, names in os.walk(manifests):
        # What builds the project itself is no requirement of it.
        for name in (each for each in names if each not in ("pyproject.toml", "setup.py", "setup.cfg")):
            with open(os.path.join(folder, name), "rb") as file:
                if _NAMES.search(file.read()):
                    return True
    return False
