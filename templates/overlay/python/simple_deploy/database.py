"""DATABASE_URL → DATABASES['default']."""
from urllib.parse import parse_qsl, unquote, urlsplit

from simple_deploy import chosen

ENGINES = {
    "postgres": "django.db.backends.postgresql",
    "mysql": "django.db.backends.mysql",
    "sqlite": "django.db.backends.sqlite3",
}
_POSTGIS = "django.contrib.gis.db.backends.postgis"
# What an address of Postgres gives settings that read it themselves: GeoDjango's models know no column types of it.
_PLAIN = ("django.db.backends.postgresql", "django.db.backends.postgresql_psycopg2")
_FAMILY_MARKS = (("postgres", ("postg", "psql", "pgsql", "timescale")), ("mysql", ("mysql", "mariadb")),
                 ("sqlite", ("sqlite", "spatialite")))


def family(engine):
    """Which of our databases an ENGINE, or the scheme of a URL, speaks to: postgis is postgres, spatialite is sqlite."""
    for name, marks in _FAMILY_MARKS:
        if any(mark in engine.lower() for mark in marks):
            return name
    return None


def use_database_url(settings, url):
    """Gives the default database the address that `url` names; its other keys stay the project's."""
    if not url:
        return
    parts = urlsplit(url)
    wanted = family(parts.scheme)
    if wanted is None:
        return  # a database that only the project knows
    databases = dict(getattr(settings, "DATABASES", None) or {})
    before = dict(databases.get("default") or {})
    same = family(str(before.get("ENGINE", ""))) == wanted
    options = dict(before.get("OPTIONS") or {}) if same else {}  # options of another engine mean nothing to this one
    options.update(_typed(parse_qsl(parts.query)))
    after = {
        **before,
        **_address(parts, wanted),
        "ENGINE": _engine(before["ENGINE"] if same else ENGINES[wanted], same, parts.scheme),
        "OPTIONS": options,
    }
    if not options:
        del after["OPTIONS"]
    databases["default"] = after
    settings.DATABASES = databases


def _engine(engine, is_own, scheme):
    """The same, or GeoDjango's where a plain one cannot be meant."""
    wants_postgis = chosen.postgis() or (scheme == "postgis" and not is_own)
    return _POSTGIS if wants_postgis and engine in _PLAIN else engine


def _address(parts, wanted):
    if wanted == "sqlite":
        # sqlite:///relative, sqlite:////absolute
        path = unquote(parts.path)
        return {"NAME": path[1:] or ":memory:", "USER": "", "PASSWORD": "", "HOST": "", "PORT": ""}
    # A socket's folder is the host, percent-encoded.
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


def _typed(pairs):
    return {name: int(value) if value.isdigit() else value for name, value in pairs}
