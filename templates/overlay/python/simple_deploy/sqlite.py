"""SQLite in a folder that outlives the container: readers and a writer at once, and waiting instead of failing."""
import os

from simple_deploy import chosen
from simple_deploy.database import family

# Seconds to wait for another writer. SQLite's 5 are few when several workers write.
TIMEOUT = 20


def prepare(settings):
    """A busy timeout, transactions that ask for the lock when they begin (Django 5.1), and WAL."""
    from django import VERSION

    databases = dict(getattr(settings, "DATABASES", None) or {})
    for alias, database in databases.items():
        if family(str(database.get("ENGINE", ""))) != "sqlite" or not _is_kept(str(database.get("NAME") or "")):
            continue
        options = {"timeout": TIMEOUT, **(database.get("OPTIONS") or {})}
        if VERSION >= (5, 1):
            # A transaction that reads first and writes then cannot wait: it would work on what is old by then.
            options.setdefault("transaction_mode", "IMMEDIATE")
        databases[alias] = {**database, "OPTIONS": options}
        _wal_files.add(os.path.abspath(str(database["NAME"])))
    if _wal_files:
        settings.DATABASES = databases
        _listen()


_wal_files = set()


def _is_kept(name):
    """A file in the folder that outlives the container. On Platform.sh that is a network's, where WAL does not work
    (https://sqlite.org/wal.html#overview)."""
    folder = chosen.data_dir()
    return bool(folder) and os.path.abspath(name).startswith(folder.rstrip(os.sep) + os.sep) \
        and not os.environ.get("PLATFORM_PROJECT")


def _listen():
    from django.db.backends.signals import connection_created

    connection_created.connect(_use_wal, dispatch_uid="simple_deploy.sqlite")


def _use_wal(connection, **_):
    """Each new connection: the mode stays with the file, so all but the first find it there."""
    database = connection.settings_dict
    said = str((database.get("OPTIONS") or {}).get("init_command", "")).lower()
    if connection.vendor != "sqlite" or "journal_mode" in said:
        return
    if os.path.abspath(str(database["NAME"])) in _wal_files:
        try:
            connection.connection.execute("PRAGMA journal_mode=WAL")
        except Exception:
            pass  # somebody writes, or the file cannot be written to: it works as it did, and the next one tries again
