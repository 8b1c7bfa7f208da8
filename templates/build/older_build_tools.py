"""Releases of setuptools and Cython for packages that were written for older ones than a build would take.

A package names what builds it without an upper end, so that an old release meets the newest tools. Its own error names what
they have no more.
"""
from __future__ import annotations

import os
import re
import sys
import tempfile

# What a build says, the tools that still have it, and the first Python that those do not run on.
# https://setuptools.pypa.io/en/latest/history.html names what each release removed.
OLDER = (
    (r"cannot import name 'Feature' from 'setuptools'", "setuptools<46", (3, 11)),
    (r"use_2to3 is invalid", "setuptools<58", (3, 12)),
    (r"cannot import name 'convert_path' from 'setuptools'", "setuptools<70", (3, 14)),
    (r"No module named 'pkg_resources'", "setuptools<81", (3, 99)),
    # https://github.com/yaml/pyyaml/issues/724
    (r"has no attribute 'cython_sources'|AttributeError: cython_sources", "Cython<3", (3, 14)),
)


def wanted_by(error: str) -> set[str]:
    """Constraints that the failed build of a package asks for."""
    return {tool for pattern, tool, end in OLDER if sys.version_info[:2] < end and re.search(pattern, error)}


def environment(older: set[str]) -> dict[str, str] | None:
    """For the installer; None, which is that of this process, without constraints."""
    if not older:
        return None
    file, path = tempfile.mkstemp(prefix="build-tools-", suffix=".txt")
    with open(file, "w", encoding="utf-8") as written:
        written.writelines(f"{each}\n" for each in sorted(older))
    # Beside what the person may have set.
    return {**os.environ, "UV_BUILD_CONSTRAINT": " ".join(filter(None, (os.environ.get("UV_BUILD_CONSTRAINT"), path)))}
