"""What each line does to the settings of this project: found out once, while the image is built, for facts.json.

The lines run on copies of the settings as they were written, in surroundings as an image meets them.
"""
import os
import types

from simple_deploy import fill, literal_debug

# What the environment may hold; the first in which a line does something is told. Nothing of it leaves this process.
KEY = "0123456789abcdefghij" * 3
_ALWAYS = {"SECRET_KEY": KEY, "SIMPLE_DEPLOY_BUILDING": "0", "SIMPLE_DEPLOY_PLATFORM": "some",
           "SIMPLE_DEPLOY_HOSTS": "site.invalid"}
_DATABASE = {"DATABASE_URL": "postgres://user@database.invalid/name"}
SURROUNDINGS = (
    ("", {}),
    ("https", {"SIMPLE_DEPLOY_SCHEME": "https"}),
    ("http", {"SIMPLE_DEPLOY_PLATFORM": "local"}),
    ("DATABASE_URL", {**_DATABASE, "SIMPLE_DEPLOY_SERVES": "wsgi"}),
    ("DYNO", {**_DATABASE, "DYNO": "web.1"}),
    ("REDIS_URL", {"REDIS_URL": "redis://redis.invalid"}),
    ("EMAIL_URL", {"EMAIL_URL": "smtp://mail.invalid"}),
)


def account(written):
    """For each line that does something: its name, the settings that it gives a value, and what that depends on."""
    # A literal one is False from the start.
    told = {"debug": {"line": "debug", "sets": ["DEBUG"]}} if literal_debug.turned else {}
    for on, variables in SURROUNDINGS:
        for line, names in changes(written, variables):
            if line not in told:
                told[line] = {"line": line, "sets": names, **({"on": on} if on else {})}
    order = [line.__name__.replace("_", "-") for line in fill.LINES]
    return sorted(told.values(), key=lambda each: order.index(each["line"]))


def changes(written, variables):
    """Pairs of a line and the settings that it changed, in the order in which the lines ran."""
    found = []
    copy = types.ModuleType(written.get("__name__", "settings"))
    copy.__dict__.update(written)
    before = dict(written)

    def watch(line):
        names = [name for name, value in vars(copy).items() if name.isupper() and not _is(value, before.get(name, _nothing))]
        names = sorted(name for name in names if not name.startswith("SIMPLE_DEPLOY_"))
        before.update(vars(copy))
        if names:
            found.append((line, names))

    with _environment(variables):
        fill.fill(copy, watch)
    return found


def filled(written, variables):
    """The settings as such surroundings complete them."""
    copy = types.ModuleType(written.get("__name__", "settings"))
    copy.__dict__.update(written)
    with _environment(variables):
        fill.fill(copy)
    return copy


_nothing = object()


def _is(value, other):
    try:
        return value is other or bool(value == other)
    except Exception:
        return False  # values of the project's own, which compare as they like


class _environment:
    """The process's variables with these over them, and none of a platform's; as they were, afterwards."""

    def __init__(self, variables):
        self.variables = {**_ALWAYS, **variables}

    def __enter__(self):
        self.before = dict(os.environ)
        for _, others in SURROUNDINGS:
            for name in others:
                os.environ.pop(name, None)
        os.environ.update(self.variables)

    def __exit__(self, *_):
        os.environ.clear()
        os.environ.update(self.before)
