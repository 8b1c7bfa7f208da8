"""Folders and files that a project makes when it is imported: for logs, uploads, caches.

On a laptop the project may write beside its code; in the image its user may not, and an import that makes a folder would
fail. So they are in the image from the start, empty and writable for whichever user a platform chooses.
"""
from __future__ import annotations

import os


def copy(ran: str, goal: str, besides: str = "") -> list[str]:
    """Makes below `goal` what stands below `ran`, where the project ran, and neither there nor below `besides`; gives the
    paths."""
    made = []
    for folder, folders, names in os.walk(ran):
        path = os.path.relpath(folder, ran)
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in folders + sorted(names):
            below = os.path.normpath(os.path.join(path, name))
            target = os.path.join(goal, below)
            if os.path.lexists(target) or (besides and os.path.lexists(os.path.join(besides, below))):
                continue
            if name in folders:
                os.makedirs(target)
                os.chmod(target, 0o777)
            else:
                open(target, "w", encoding="utf-8").close()
                os.chmod(target, 0o666)
            made.append(below)
    return made
