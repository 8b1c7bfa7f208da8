"""Variables that settings take the address of the database or of Redis, their key or the names of the site from, by names of their
own such as DB_HOST: what DATABASE_URL, REDIS_URL, SECRET_KEY and the platform say is theirs, unless the environment has them."""
import json
import os
from urllib.parse import unquote, urlsplit, urlunsplit

from simple_deploy import addresses, chosen
from simple_deploy.cache import redis_url
from simple_deploy.database import ENGINES, family
from simple_deploy.relationships import url_of

_BETWEEN = {"comma": ",", "comma-space": ", ", "space": " ", "semicolon": ";", "bar": "|"}


def supply():
    """Sets them from SIMPLE_DEPLOY_SUPPLIED, which the build wrote: `DB_HOST=host DB_NAME=name KEY=secret-key`."""
    wanted = dict(each.split("=", 1) for each in os.environ.get("SIMPLE_DEPLOY_SUPPLIED", "").split())
    if not wanted:
        return
    parts = {"secret-key": os.environ.get("SECRET_KEY", ""), "off": "0", **_of_site()}
    if not chosen.skips("database-url"):
        parts.update(of_address(os.environ.get("DATABASE_URL") or url_of(("pgsql", "mysql"), ("database", "db"))))
    if not chosen.skips("redis-url"):
        parts.update(of_redis(redis_url()))
    for name, part in wanted.items():
        if name not in os.environ and part in parts and (parts[part] or part != "secret-key"):
            os.environ[name] = parts[part]


def of_address(url):
    """The parts of the address, as text; none of one that is no database of ours."""
    parts = urlsplit(url)
    kind = family(parts.scheme) if url else None
    if kind is None:
        return {}
    port = str(parts.port or {"postgres": 5432, "mysql": 3306}.get(kind, ""))
    return {"url": url, "engine": ENGINES[kind], "host": unquote(parts.hostname or ""), "port": port,
            "name": unquote(parts.path[1:]), "user": unquote(parts.username or ""), "password": unquote(parts.password or "")}


def of_redis(url):
    """The parts of an address of Redis; the root is what a path is put behind."""
    if not url or not url.startswith(("redis://", "rediss://")):
        return {}
    parts = urlsplit(url)
    return {"redis-url": url, "redis-root": urlunsplit((parts.scheme, parts.netloc, "", "", "")),
            "redis-host": parts.hostname or "", "redis-port": str(parts.port or 6379), "redis-user": unquote(parts.username or ""),
            "redis-password": unquote(parts.password or ""), "redis-database": parts.path.strip("/") or "0"}


def _of_site():
    """Its names and addresses, in each form that code reads a list in; none where there are none."""
    from django import VERSION

    hosts = addresses.hosts()
    # Before Django 4.0: host names, without the scheme.
    origins = addresses.origins() if VERSION >= (4, 0) else [origin.partition("://")[2] for origin in addresses.origins()]
    found = {}
    for kind, names in (("hosts", hosts), ("origins", origins)):
        if names:
            found[f"{kind}-one"] = next((name for name in names if not name.startswith(".")), names[0].lstrip("."))
            found[f"{kind}-json"] = json.dumps(names)
            found.update({f"{kind}-{form}": between.join(names) for form, between in _BETWEEN.items()})
    return found
