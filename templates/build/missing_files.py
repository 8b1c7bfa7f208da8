"""Which module or file of the project an error looked for in vain: `.dockerignore`, git or our own rules may keep it away."""
from __future__ import annotations

import os
import re
import sys

_NOT_IN = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")


def lacking(error: BaseException | None, project: str) -> str:
    """Path below the project; empty when the error, and those that led to it, are about something else."""
    while error is not None:
        path = _path_of(error)
        if path.startswith(project + os.sep):
            return os.path.relpath(path, project)
        error = error.__cause__ or error.__context__
    return ""


def _path_of(error: BaseException) -> str:
    if isinstance(error, FileNotFoundError) and isinstance(error.filename, (str, bytes, os.PathLike)):
        return os.path.abspath(os.fsdecode(error.filename))
    if isinstance(error, ModuleNotFoundError):
        parent, _, name = (error.name or "").rpartition(".")
        return _module_in(parent, name)
    found = _NOT_IN.search(str(error)) if isinstance(error, ImportError) else None
    return _module_in(found[2], found[1]) if found else ""


def _module_in(package: str, name: str) -> str:
    """Where the module would lie, by the package that it belongs to."""
    folders = list(getattr(sys.modules.get(package), "__path__", ())) if package else []
    return os.path.join(os.path.abspath(folders[0]), name + ".py") if folders else ""
