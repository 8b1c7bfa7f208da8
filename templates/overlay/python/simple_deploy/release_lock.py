"""A lock in the database itself, wherever the release runs: two that migrate at once would break each other."""
import contextlib
import os
import time
import zlib

NAME = "simple-deploy release"


class Taken(Exception):
    """Another release held the lock all the time."""


@contextlib.contextmanager
def held(database, seconds, say):
    """Holds the lock while the block runs; waits `seconds` for it. Raises Taken."""
    vendor = database.vendor
    way = {"postgresql": _postgres, "mysql": _mysql, "sqlite": _file}.get(vendor)
    if way is None:
        say(f"two releases at once are not kept apart on {vendor}")
        yield
        return
    with way(database) as take:
        _wait(take, seconds, say)
        yield


def _wait(take, seconds, say):
    began = time.monotonic()
    told = False
    while not take():
        if time.monotonic() - began >= seconds:
            raise Taken(f"another release of this database has been under way for more than {seconds} s")
        if not told:
            say("another release is under way; waits until it is done")
            told = True
        time.sleep(0.5)


@contextlib.contextmanager
def _postgres(database):
    """Held by a transaction, not by the session: a pooler such as PgBouncer gives each transaction any session."""
    from django.db import Error

    key = zlib.crc32(NAME.encode())
    database.ensure_connection()
    database.set_autocommit(False)

    def take():
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key])
            return cursor.fetchone()[0]

    try:
        yield take
    finally:
        # Where the server closed the connection meanwhile, the lock went with it.
        with contextlib.suppress(Error):
            database.rollback()
        database.close()


@contextlib.contextmanager
def _mysql(database):
    """Names of locks are those of the whole server (MySQL 8.0, "Locking Functions": 64 characters at most)."""
    from django.db import Error

    name = f"{NAME} {database.settings_dict['NAME']}"[:64]

    def ask(statement):
        with database.cursor() as cursor:
            cursor.execute(statement, [name])
            return cursor.fetchone()[0]

    try:
        yield lambda: ask("SELECT GET_LOCK(%s, 0)") == 1
    finally:
        with contextlib.suppress(Error):
            ask("SELECT RELEASE_LOCK(%s)")
        database.close()


@contextlib.contextmanager
def _file(database):
    """On the volume of the database; one in memory is nobody else's."""
    import fcntl

    name = str(database.settings_dict["NAME"] or "")
    folder = os.path.dirname(os.path.abspath(name))
    database.close()
    if not name or ":memory:" in name or name.startswith("file:") or not os.access(folder, os.W_OK):
        yield lambda: True
        return
    with open(os.path.join(folder, ".simple-deploy-release.lock"), "w") as file:

        def take():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return False
            return True

        yield take
