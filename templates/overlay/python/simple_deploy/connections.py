"""How the databases are connected to: encrypted where the platform asks for it, kept open where that is safe."""
import os
from ipaddress import ip_address

from simple_deploy import chosen
from simple_deploy.database import family

# Seconds for which a thread keeps its connection: long enough to spare most requests the connecting, short enough that
# a database which moves is left within a minute. Django's own example is 60.
KEPT = 60


def encrypt(settings):
    """On Heroku, whose Postgres takes encrypted connections only: sslmode=require, unless it is said otherwise.

    Elsewhere settings that were written for it (django-heroku, `ssl_require=True`) take a server in the network of the app
    alone without: it has no certificate.
    """
    # https://devcenter.heroku.com/articles/connecting-heroku-postgres: its certificates are signed by itself, so they
    # cannot be verified. DYNO is set in every one of its containers.
    if not os.environ.get("DYNO"):
        if "sslmode=" not in os.environ.get("DATABASE_URL", ""):
            _change(settings, _encrypted_if_it_can)
        return
    _change(settings, lambda database: _encrypted(database) if family(_engine(database)) == "postgres" else database)


def keep_open(settings):
    """CONN_MAX_AGE and CONN_HEALTH_CHECKS, where neither is set and threads live on between requests."""
    from django import VERSION

    # Without the check (Django 4.1) a connection that broke fails a request. Under ASGI each request may run in another
    # thread, and connections would pile up: https://docs.djangoproject.com/en/stable/ref/databases/#caveats
    if VERSION < (4, 1) or not chosen.serves_threads():
        return
    _change(settings, _kept)


def _kept(database):
    if family(_engine(database)) not in ("postgres", "mysql"):
        return database
    if "CONN_MAX_AGE" in database or "CONN_HEALTH_CHECKS" in database or (database.get("OPTIONS") or {}).get("pool"):
        return database
    return {**database, "CONN_MAX_AGE": KEPT, "CONN_HEALTH_CHECKS": True}


def no_cursors_of_a_pooler(settings):
    """DISABLE_SERVER_SIDE_CURSORS, where PgBouncer stands before Postgres, as Fly's DATABASE_URL has it."""
    # It gives each transaction another connection, on which a cursor of the one before does not exist:
    # https://docs.djangoproject.com/en/stable/ref/databases/#transaction-pooling-and-server-side-cursors
    def change(database):
        if not str(database.get("HOST") or "").startswith("pgbouncer.") or "DISABLE_SERVER_SIDE_CURSORS" in database:
            return database
        return {**database, "DISABLE_SERVER_SIDE_CURSORS": True}

    _change(settings, change)


def _encrypted(database):
    options = dict(database.get("OPTIONS") or {})
    if "sslmode" in options or _is_near(str(database.get("HOST") or "")):
        return database
    return {**database, "OPTIONS": {**options, "sslmode": "require"}}


def _encrypted_if_it_can(database):
    options = database.get("OPTIONS") or {}
    host = str(database.get("HOST") or "")
    # A container of the same network has a name without a dot; what ends in .internal is Platform.sh's.
    inside = _is_near(host) or "." not in host or host.endswith(".internal")
    if not inside or options.get("sslmode") != "require" or family(_engine(database)) != "postgres":
        return database
    return {**database, "OPTIONS": {**options, "sslmode": "prefer"}}


def _is_near(host):
    """A socket, or this machine: pgbouncer of a buildpack, for instance."""
    if host == "" or host.startswith("/") or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _engine(database):
    return str(database.get("ENGINE", ""))


def _change(settings, change):
    databases = getattr(settings, "DATABASES", None) or {}
    changed = {alias: change(database) for alias, database in databases.items()}
    if any(changed[alias] is not database for alias, database in databases.items()):
        settings.DATABASES = changed
