"""PLATFORM_RELATIONSHIPS of Platform.sh and Upsun: the services of the app, as URLs."""
import os
import shlex
from urllib.parse import quote, unquote, urlsplit

from simple_deploy import chosen


def url_of(schemes, names):
    """URL of the service that speaks one of these schemes; empty without one.

    Of several, the first relationship with one of these names is taken, else the first of all: their order is the
    platform's. Of a service with replicas, the one that can be written to.
    """
    found = {}
    for name, endpoints in chosen.decoded("PLATFORM_RELATIONSHIPS").items():
        fitting = [each for each in endpoints or [] if isinstance(each, dict) and each.get("scheme") in schemes]
        writable = [each for each in fitting if (each.get("query") or {}).get("is_master", True)]
        if fitting:
            found[name] = (writable or fitting)[0]
    for name in [*names, *found]:
        if name in found:
            return _url(found[name])
    return ""


def exports(redis_names):
    """Lines for a shell that give settings which read them what PLATFORM_RELATIONSHIPS says: DATABASE_URL, and an address of
    Redis under these names. What the environment has already stays."""
    database = url_of(("pgsql", "mysql"), ("database", "db"))
    redis = url_of(("redis", "rediss"), ("redis", "cache", "rediscache"))
    values = {"DATABASE_URL": database.replace("pgsql://", "postgres://", 1), **{name: _part(name, redis) for name in redis_names}}
    return [f"export {name}={shlex.quote(value)}" for name, value in values.items() if value and not os.environ.get(name)]


def _part(name, url):
    """What a variable of this name is to hold: the whole address, or a part of it; a name that says nothing holds nothing."""
    parts = urlsplit(url)
    if name.endswith("PORT"):
        return str(parts.port or "")
    if name.endswith(("HOST", "HOSTNAME")):
        return parts.hostname or ""
    if name.endswith(("PASSWORD", "PASS")):
        return unquote(parts.password or "")
    return url if name.endswith(("URL", "URI", "LOCATION", "BROKER", "BACKEND", "REDIS", "VALKEY")) else ""


def _url(endpoint):
    user, password = endpoint.get("username"), endpoint.get("password")
    login = quote(str(user or ""), safe="") + (":" + quote(str(password), safe="") if password else "")
    port = f":{endpoint['port']}" if endpoint.get("port") else ""
    path = quote(str(endpoint.get("path") or ""))
    return f"{endpoint['scheme']}://{login}{'@' if login else ''}{endpoint.get('host', '')}{port}/{path}"
