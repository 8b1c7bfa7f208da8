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
    (re.compile(r"(DATABASE|DB)_(UR[IL]|DSN)$"), "sqlite:////tmp/placeholder.sqlite3"),
    (re.compile(r"DEBUG$"), "0"),
    (re.compile(r"(^|_)(ENV|ENVIRONMENT|STAGE)$"), "production"),
    (re.compile(r"STATIC_?ROOT$"), os.environ.get("SIMPLE_DEPLOY_HOME", "/simple-deploy") + "/static"),
    (re.compile(r"(DATABASE|DB)_(ENGINE|BACKEND)$"), "django.db.backends.sqlite3"),
    (re.compile(r"CACHE_URL$"), "locmemcache://"),
    (re.compile(r"EMAIL_URL$"), "consolemail://"),
    (re.compile(r"REDIS\w*_UR[IL]$"), "redis://placeholder.invalid:6379/0"),
    (re.compile(r"(^|_)DSN$"), "https://placeholder@placeholder.invalid/1"),  # Sentry's has a key before the host
    (re.compile(r"_(URL|URI)$"), "https://placeholder.invalid/1"),
)
MOST = 60

_SAYS_MISSING = (
    re.compile(r"^KeyError: '(\w+)'$"),
    re.compile(r"Set the (\w+) env(?:ironment)? variable"),  # django-environ, Django's own documentation
    re.compile(r"^(?:decouple\.)?UndefinedValueError: (\w+) not found"),
    # environs, django-environment-config, and what many write themselves
    re.compile(r"(?i:env(?:ironment)? variable)[: ]+[\"'`]?([A-Z]\w+)[\"'`]? (?i:is |was )?(?i:not|invalid|must|required|missing|undefined)"),
    re.compile(r"(?i:(?:missing|required|undefined|unset|no)(?: required)? env(?:ironment)? variable)[: ]+[\"'`]?([A-Z]\w+)"),
    re.compile(r"\b([A-Z][A-Z0-9_]+)[\"'`]? (?i:env(?:ironment)? variable (?:is |was )?(?:not|must|required|missing|undefined|unset))"),
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
    last, before = "", {}
    for _ in range(MOST):
        environment = {**os.environ, **lent, "SIMPLE_DEPLOY_BUILDING": "1", "SIMPLE_DEPLOY_LENT": " ".join(lent)}
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode == 0:
            break
        failure = failure_of(done.stderr)
        name = missing(failure, environment) or ""
        near = [*failure.get("told", []), *failure.get("named", [])]
        waiting = [each for each in reserve if each not in lent]
        new = next((each for each in (name, *near) if each and each not in lent and (each == name or each in waiting)), "")
        # A name that was found before: it is the value that does not please.
        # So it may be with the last one, unless the failure is the one from before it was lent.
        suspects = [each for each in (name, *near, last if failure != before else "") if each in lent]
        suspect = next((each for each in suspects if next_value(each, lent[each])), "")
        if not new and suspect:
            lent[suspect] = next_value(suspect, lent[suspect])
        elif new or waiting:
            last, before = new or waiting[0], failure
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


def next_value(name: str, value: str) -> str | None:
    """What to try for the name after this value: what is left of VALUES."""
    first = first_value(name)
    values = [first, *(each for each in VALUES if each != first)]
    following = values[values.index(value) + 1 :]
    return following[0] if following else None
