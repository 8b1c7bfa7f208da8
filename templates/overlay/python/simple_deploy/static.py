"""Static files are told apart by their content.

Their modification time is 0 in the image, which WhiteNoise takes for "unknown": it then sends no Last-Modified, by which
a browser would be told that a changed file is the old one.
"""
import json
import os
from functools import lru_cache

from simple_deploy import chosen

TABLE = chosen.HOME + "/static.json"
A_YEAR = "max-age=31536000, public, immutable"
APP = "django.contrib.staticfiles"
_table = None


def has_app(settings):
    """Whether django.contrib.staticfiles is among the apps: by its name, or by its configuration, Django's or the
    project's own (docs.djangoproject.com/en/5.2/ref/contrib/staticfiles/#customizing-the-ignored-pattern-list)."""
    apps = getattr(settings, "INSTALLED_APPS", ())
    return any(app == APP or app.endswith("StaticFilesConfig") for app in map(str, apps))


def add_etag(headers, path, url):
    """Header function of WhiteNoise: the ETag that was computed when the image was built.

    A weak one, as the compressed forms of a file have it too. What a bundler named by its content is kept for a year;
    of Django's own hashed names WhiteNoise knows.
    """
    etags, immutable = _read_table()
    path = os.path.abspath(path)
    if path in etags:
        headers["ETag"] = f'W/"{etags[path]}"'
    if path in immutable:
        headers["Cache-Control"] = A_YEAR


def after(own):
    """The header function of the project, called after ours."""
    if own is None or own is add_etag or getattr(own, "adds_etag", False):
        return own or add_etag

    def both(headers, path, url):
        add_etag(headers, path, url)
        own(headers, path, url)

    both.adds_etag = True
    return both


def collected_root():
    """The folder that the build collected into; empty when it collected nothing."""
    return _held(TABLE).get("root", "")


def _read_table():
    global _table
    if _table is None:
        held = _held(TABLE)
        at = lambda name: os.path.join(held["root"], name)  # noqa: E731
        etags = {at(name): etag for name, etag in held.get("etags", {}).items()}
        _table = etags, frozenset(map(at, held.get("immutable", ())))
    return _table


@lru_cache(maxsize=1)
def _held(path):
    """What the build wrote about the files that it collected, read once; empty when it collected nothing."""
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}
