"""What the environment of the image has: whose a file is, and the versions that have to fit together."""
from __future__ import annotations

import os
import sys


def package_of(path: str) -> str:
    """The package of the environment that a file belongs to; empty for any other file."""
    return path.partition("/site-packages/")[2].partition(os.sep)[0].partition(".py")[0]


def brought_by(path: str) -> list[str]:
    """The distributions that a file of the environment is of, with their versions; more than one wrote over each other."""
    from importlib.metadata import distributions

    written = path.partition("/site-packages/")[2]
    line = f"\n{written},"
    if not written:
        return []
    return sorted({f"{each.metadata['Name']} {each.version}" for each in distributions()
                   if line in "\n" + (each.read_text("RECORD") or "")})


def versions() -> dict:
    """Of Django and Python; nothing without a Django."""
    try:
        import django
    except ImportError:
        return {}
    return {"versions": {"django": django.get_version(), "python": ".".join(map(str, sys.version_info[:3]))}}
