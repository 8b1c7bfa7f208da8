"""Copies SQLite databases with SQLite's own backup, which is right while they are written to. Needs no Django."""
import os
import sqlite3

MAGIC = b"SQLite format 3\0"
OURS = ".simple-deploy"


def copy(source, target):
    """Copies one database, or each database below a folder to the same place below `target`. Gives what was copied."""
    if not os.path.isdir(source):
        _backup(source, target)
        return [target]
    copied = []
    for folder, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if name != OURS)
        for name in sorted(names):
            path = os.path.join(folder, name)
            if _is_database(path):
                goal = os.path.join(target, os.path.relpath(path, source))
                _backup(path, goal)
                copied.append(goal)
    return copied


def _is_database(path):
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _backup(source, target):
    if not os.path.exists(source):
        raise FileNotFoundError(f"there is no database at {source}")
    os.makedirs(os.path.dirname(os.path.abspath(target)), exist_ok=True)
    # Writable, as a database in WAL mode needs its -shm file even to be read.
    before, after = sqlite3.connect(source, timeout=60), sqlite3.connect(target, timeout=60)
    try:
        before.backup(after)
    finally:
        after.close()
        before.close()
