"""Puts a SQLite database that is sent to it in the place of the app's own: the one in the developer's folder does not travel."""
import os
import shutil
import sys
import tempfile

from simple_deploy.database import family
from simple_deploy.load import load_settings
from simple_deploy.sqlite_copy import MAGIC, copy


class Refused(Exception):
    """Nothing was written."""


def take(stream):
    """Copies what the stream holds over the default database, as it may be in use; gives where that lies."""
    target = _target()
    with tempfile.TemporaryDirectory(dir=os.path.dirname(target)) as folder:
        sent = os.path.join(folder, "sent")
        with open(sent, "wb") as file:
            shutil.copyfileobj(stream, file)
        with open(sent, "rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise Refused("what was sent is no SQLite database: give the file to it by < db.sqlite3")
        copy(sent, target)
    return target


def _target():
    database = load_settings().DATABASES["default"]
    name = str(database.get("NAME") or "")
    if family(str(database.get("ENGINE", ""))) != "sqlite" or name.startswith((":", "file:")):
        raise Refused("the database of the settings is no SQLite file here")
    return os.path.abspath(name)


def main():
    import sqlite3

    try:
        print(take(sys.stdin.buffer))
    except (Refused, OSError, sqlite3.Error) as error:
        print(f"simple-deploy: the database was not taken: {error}", file=sys.stderr)
        return 1
    return 0
