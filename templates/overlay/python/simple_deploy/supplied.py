"""Variables that settings take the database's address or their key from by names of their own, such as DB_HOST: what
DATABASE_URL and SECRET_KEY say is theirs, unless the environment has them."""
import os
from urllib.parse import unquote, urlsplit

from simple_deploy import chosen
from simple_deploy.database import ENGINES, family
from simple_deploy.relationships import url_of


def supply():
    """Sets them from SIMPLE_DEPLOY_SUPPLIED, which the build wrote: `DB_HOST=host DB_NAME=name KEY=secret-key`."""
    wanted = dict(each.split("=", 1) for each in os.environ.get("SIMPLE_DEPLOY_SUPPLIED", "").split())
    if not wanted:
        return
    parts = {"secret-key": os.environ.get("SECRET_KEY", "")}
    if not chosen.skips("database-url"):
        parts.update(of_address(os.environ.get("DATABASE_URL") or url_of(("pgsql", "mysql"), ("database", "db"))))
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
