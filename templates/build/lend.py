"""Runs a command that imports the settings, lending it a placeholder for each variable that they demand.

At build time there are no secrets. The settings are run; when they stop at a missing variable its name is read from the
error, this process lends a value, and they run again. The names are what `push` will ask for; no value reaches a layer.
"""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Container

MARK = "simple-deploy-failure "
# Tried in turn, when the settings make a number, a list or an address of the value.
VALUES = ("placeholder", "1", "https://placeholder.invalid/1", "{}", "[]")
MOST = 60

_SAYS_MISSING = (
    re.compile(r"^KeyError: '(\w+)'$"),
    re.compile(r"Set the (\w+) environment variable"),  # django-environ, Django's own documentation
    re.compile(r"^(?:decouple\.)?UndefinedValueError: (\w+) not found"),
    re.compile(r"Environment variable \"?(\w+)\"? (?:not set|is not set|invalid)", re.IGNORECASE),  # environs
    re.compile(r"required to be set as the environment variable '(\w+)'"),  # django-configurations
)


def lend_variables(command: list[str]) -> tuple[dict, dict[str, str]]:
    """What the command printed as JSON, and the variables it was lent. Ends the build when they are not the reason."""
    lent: dict[str, str] = {}
    last = ""
    while len(lent) < MOST:
        environment = {**os.environ, **lent, "SIMPLE_DEPLOY_BUILDING": "1", "SIMPLE_DEPLOY_LENT": " ".join(lent)}
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode == 0:
            return json.loads(done.stdout.splitlines()[-1]), lent
        name = missing(failure_of(done.stderr), environment)
        if name and name not in lent:
            last, lent[name] = name, first_value(name)
        elif next_value(lent.get(last)):
            # The name was found before, so it is the value that does not please.
            lent[last] = next_value(lent[last])
        else:
            break
    sys.stderr.write(done.stderr)
    sys.exit(1)


def failure_of(text: str) -> dict:
    """The failure that examine.py wrote as its last line."""
    for line in reversed(text.splitlines()):
        if line.startswith(MARK):
            return json.loads(line[len(MARK):])
    return {}


def missing(failure: dict, given: Container[str] = ()) -> str | None:
    """Name of the variable that the error is about; `given` are those that it cannot be."""
    said = f"{failure.get('exception', '')}: {failure.get('message', '')}"
    for pattern in _SAYS_MISSING:
        found = pattern.search(said)
        # A KeyError tells of a variable only when it was the environment that was asked.
        if found and (not said.startswith("KeyError") or failure.get("environment")):
            return found[1]
    if failure.get("exception") in ("AttributeError", "TypeError") and "NoneType" in said:
        return next((name for name in failure.get("asked", []) if name not in given), None)
    return None


def first_value(name: str) -> str:
    """An address where the name asks for one, off for DEBUG, else the first of VALUES."""
    if name.endswith("DATABASE_URL"):
        return "sqlite:////tmp/placeholder.sqlite3"
    if name.endswith("DEBUG"):
        return "0"
    return VALUES[2] if name.endswith(("_URL", "_URI", "_DSN")) else VALUES[0]


def next_value(value: str | None) -> str | None:
    following = VALUES[VALUES.index(value) + 1 :] if value in VALUES else ()
    return following[0] if following else None
