"""Copies the project for its front end, as a rule without its Python files: a change of code then builds no front end anew."""
from __future__ import annotations

import shutil
import sys


def main() -> None:
    with_python = "--with-python" in sys.argv[1:]
    ignore = None if with_python else shutil.ignore_patterns("*.py", "*.po", "*.mo")
    shutil.copytree("/source", "/tree", symlinks=True, ignore=ignore)


if __name__ == "__main__":
    main()
