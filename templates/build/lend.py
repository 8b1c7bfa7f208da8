"""Runs a command that imports the settings, lending it a placeholder for each variable that they demand.

At build time there are no secrets. What reading the settings shows to be demanded is lent at once. They are run; when
they stop at a missing variable its name is read from the error, this process lends a value, and they run again. The
names are what `push` will ask for; no value reaches a layer.
"""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Container, Iterable

MARK = "simple-deploy-failure "
# Tried in turn, when the settings make a number, a list or an address of the value, or choose by it.
VALUES = ("placeholder", "1", "https://placeholder.invalid/1", "redis://placeholder.invalid:6379/0",
          "sqlite:////tmp/placeholder.sqlite3", "locmemcache://", "{}", "[]", "production", "prod")
# Where the name tells what is made of the value.
BY_NAME = (
    (re.compile(r"(DATABASE|DB)_UR[IL]$"), "sqlite:////tmp/placeholder.sqlite3"),
    (re.compile(r"DEBUG$"), "0"),
    (re.compile(r"(^|_)(ENV|ENVIRONMENT|STAGE)$"), "production"),
    (re.compile(r"STATIC_?ROOT$"), os.environ.get("SIMPLE_DEPLOY_HOME", "/simple-deploy") + "/static"),
    (re.compile(r"(DATABASE|DB)_(ENGINE|BACKEND)$"), "django.db.backends.sqlite3"),
    (re.compile(r"CACHE_URL$"), "locmemcache://"),
    (re.compile(r"EMAIL_URL$"), "consolemail://"),
    (re.compile(r"REDIS\w*_UR[IL]$"), "redis://placeholder.invalid:6379/0"),
    (re.compile(r"_(URL|URI|DSN)$"), "https://placeholder.invalid/1"),
)
MOST = 60

_SAYS_MISSING = (
    re.compile(r"^KeyError: '(\w+)'$"),
    re.compile(r"Set the (\w+) environment variable"),  # django-environ, Django's own documentation
    re.compile(r"^(?:decouple\.)?UndefinedValueError: (\w+) not found"),
    re.compile(r"Environment variable \"?(\w+)\"? (?:not set|is not set|invalid)", re.IGNORECASE),  # environs
    re.compile(r"required to be set as the environment variable '(\w+)'"),  # django-configurations
)


def lend_variables(command: list[str], demanded: Iterable[str] = ()) -> tuple[dict, dict[str, str]]:
    """What the command printed as JSON, and the variables it was lent. Ends the build when they are not the reason.

    `demanded` are names known beforehand: with all of them lent, most settings load at the first run. Where one of the
    values does not please and nothing tells which, they are lent one after the other, as the errors come.
    """
    known = [name for name in demanded if name not in os.environ]
    for first in (known, []) if known else ([],):
        lent = {name: first_value(name) for name in first}
        done = _run_until_content(command, lent, reserve=[] if first else known)
        if done.returncode == 0:
            return json.loads(done.stdout.splitlines()[-1]), lent
    sys.stderr.write(done.stderr)
    sys.exit(1)


def _run_until_content(command: list[str], lent: dict[str, str], reserve: list[str]) -> subprocess.CompletedProcess:
    """Runs it, adding to `lent` what its errors name; what no error names is taken from the reserve."""
    last = ""
    for _ in range(MOST):
        environment = {**os.environ, **lent, "SIMPLE_DEPLOY_BUILDING": "1", "SIMPLE_DEPLOY_LENT": " ".join(lent)}
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode == 0:
            break
        failure = failure_of(done.stderr)
        name = missing(failure, environment) or ""
        # A name that was found before: it is the value that does not please.
        suspects = [each for each in (name, *failure.get("told", []), *failure.get("named", []), last) if each in lent]
        suspect = next((each for each in suspects if next_value(lent[each])), "")
        if name and name not in lent:
            last, lent[name] = name, first_value(name)
        elif suspect:
            lent[suspect] = next_value(lent[suspect])
        elif any(each not in lent for each in reserve):
            last = next(each for each in reserve if each not in lent)
            lent[last] = first_value(last)
        else:
            break
    return done


def failure_of(text: str) -> dict:
    """The failure that examine.py wrote as its last line."""
    for line in reversed(text.splitlines()):
        if line.startswith(MARK):
            return json.loads(line[len(MARK):])
    return {}


def missing(failure: dict, given: Container[str] = ()) -> str | None:
    """Name of the variable that the error is about; `given` are those that it cannot be."""
    said = f"{failure.get('exception', '')}: {failure.get('message', '')}"
    for name in failure.get("missing", []):
        if name not in given:
            return name
    for pattern in _SAYS_MISSING:
        found = pattern.search(said)
        # A KeyError tells of a variable only when it was the environment that was asked.
        if found and (not said.startswith("KeyError") or failure.get("environment")):
            return found[1]
    if failure.get("exception") in ("AttributeError", "TypeError") and "NoneType" in said:
        return next((name for name in failure.get("asked", []) if name not in given), None)
    return next((name for name in failure.get("told", []) if name not in given), None)


def first_value(name: str) -> str:
    """What the name asks for, such as an address or off for DEBUG; else the first of VALUES."""
    return next((value for pattern, value in BY_NAME if pattern.search(name)), VALUES[0])


def next_value(value: str | None) -> str | None:
    following = VALUES[VALUES.index(value) + 1 :] if value in VALUES else ()
    return following[0] if following else None
