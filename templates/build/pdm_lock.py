"""A lock of PDM that does not say which group brings a package: PDM itself exports it no more."""
from __future__ import annotations

import os
import re
import sys
import tempfile

REFUSED = "inherit_metadata"


def pins(text: str) -> list[str]:
    """Each package of a pdm.lock with its version; one of a folder or an address is the resolution's to find."""
    blocks = text.split("[[package]]\n")[1:]
    found = (re.search(r'^name = "([^"]+)"\nversion = "([^"]+)"\n(?!.*^(?:path|url|git) = )', block.split("\n\n")[0] + "\n", re.M | re.S)
             for block in blocks)
    return sorted({f"{each[1]}=={each[2]}" for each in found if each})


def resolve_command(uv: str, lock: str, declared: str) -> list[str]:
    """What prints the packages that the project asks for, and all that these need, in the versions of the lock."""
    with open(lock, encoding="utf-8") as file:
        constraints = written("pins", "\n".join(pins(file.read())) + "\n")
    python = os.path.realpath(sys.executable)
    return [uv, "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--python", python, "-c", constraints,
            written("declared", declared)]


def written(name: str, text: str) -> str:
    file, path = tempfile.mkstemp(prefix=f"{name}-", suffix=".txt")
    with open(file, "w", encoding="utf-8") as opened:
        opened.write(text)
    return path
