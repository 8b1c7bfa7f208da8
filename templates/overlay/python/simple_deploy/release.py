"""The release step: python -m simple_deploy release [--no-migrate] [COMMAND …]. Waits for the database, then migrates, makes
the table of a cache in the database and runs the commands, one release at a time. docs/image.md says more."""
import os
import subprocess
import sys
import time

from simple_deploy import release_lock

MIGRATE = [sys.executable, "manage.py", "migrate", "--noinput"]
CACHE_TABLE = "createcachetable"
# An answer that waiting does not change: a wrong password, a database that nobody made.
_FINAL = ("password", "access denied", "does not exist", "unknown database", "no pg_hba.conf entry", "not permitted")


def release(arguments):
    """Gives the exit code of the first command that fails, else 0."""
    migrates = "--no-migrate" not in arguments
    commands = [each for each in arguments if each != "--no-migrate"]
    database = _database()
    work = ([MIGRATE] if migrates else []) + _cache_table(commands) + [["sh", "-c", each] for each in commands]
    if database is None:
        return _run(work)
    failure = _wait_for(database)
    if failure:
        _say(f"the database cannot be reached: {failure}")
        return 1
    try:
        with release_lock.held(database, _seconds("SIMPLE_DEPLOY_LOCK_SECONDS", 300), _say):
            return _run(work)
    except release_lock.Taken as error:
        _say(str(error))
        return 1


def _run(work):
    for argv in work:
        sys.stdout.flush()
        code = subprocess.call(argv)
        if code:
            # A signal's number is negative here, and an exit code is not.
            return code if code > 0 else 128 - code
    return 0


def _database():
    """The default database; None where the settings have none, or fail: then the command that needs them says how."""
    try:
        from simple_deploy.load import load_settings

        engine = load_settings().DATABASES.get("default", {}).get("ENGINE", "")
        if not engine or engine.endswith("dummy"):
            return None
        from django.db import connections

        return connections["default"]
    except Exception as error:
        _say(f"without a lock: {type(error).__name__}: {error}")
        return None


def _cache_table(commands):
    """No migration makes the table of a cache in the database; where it is there the command leaves it as it is. Not where the
    project's own commands make it."""
    if any(CACHE_TABLE in each for each in commands):
        return []
    try:
        from django.conf import settings
        from django.core.cache.backends.db import BaseDatabaseCache
        from django.utils.module_loading import import_string

        backends = [import_string(each["BACKEND"]) for each in settings.CACHES.values()]
    except Exception:
        return []  # what needs the cache says how it fails
    kept = any(isinstance(each, type) and issubclass(each, BaseDatabaseCache) for each in backends)
    return [[sys.executable, "manage.py", CACHE_TABLE]] if kept else []


def _wait_for(database):
    """Tries to connect until the database takes connections. Gives why not, when it does not in time."""
    from django.db import Error

    began = time.monotonic()
    limit = _seconds("SIMPLE_DEPLOY_DATABASE_SECONDS", 60)
    told = False
    while True:
        try:
            database.ensure_connection()
            return None
        except Error as error:
            if _is_final(database, error) or time.monotonic() - began > limit:
                return str(error).strip()
        if not told:
            _say("waits for the database")
            told = True
        time.sleep(1)


def _is_final(database, error):
    if database.vendor == "sqlite" or any(words in str(error).lower() for words in _FINAL):
        return True
    # In a container that is alone there is nothing on its own machine.
    host = database.settings_dict.get("HOST") or ""
    return os.environ.get("SIMPLE_DEPLOY_PLATFORM") == "local" and host in ("", "localhost", "127.0.0.1", "::1")


def _seconds(name, otherwise):
    value = os.environ.get(name, "")
    return int(value) if value.isdigit() else otherwise


def _say(text):
    print(f"simple-deploy: {text}", file=sys.stderr, flush=True)
