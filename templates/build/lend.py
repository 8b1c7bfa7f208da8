"""Runs a command that imports the settings, lending it a placeholder for each variable that they demand.

At build time there are no secrets. What reading the settings shows to be demanded is lent at once. They are run; when
they stop at a missing variable its name is read from the error, this process lends a value, and they run again. The
names are what `push` will ask for; no value reaches a layer.
"""
from __future__ import annotations

import base64
import datetime
import json
import os
import re
import subprocess
import sys
import time
from typing import Container, Iterable, Mapping

MARK = "simple-deploy-failure "
# Tried in turn, when the settings make a number, a list or an address of the value, or choose by it.
VALUES = ("placeholder", "1", "https://placeholder.invalid/1", "redis://placeholder.invalid:6379/0",
          "sqlite:////tmp/placeholder.sqlite3", "locmemcache://", "{}", "[]", "production", "prod")
STRONG = "q7Zt3vK9xB2mW8rN5cH1yD6gJ4pL0sFa-Uo7Te3Vi9Rk5Xb2Mw8Nc6Hy1Dg4Jp0"
# Where the name tells what is made of the value.
BY_NAME = (
    (re.compile(r"(DATABASE|DB)_(UR[IL]|DSN)$"), "sqlite:////tmp/placeholder.sqlite3"),
    # Settings may refuse a key that is short, plain or says what it is; this one opens nothing.
    (re.compile(r"SECRET_?KEY$"), STRONG),
    (re.compile(r"DEBUG$"), "0"),
    (re.compile(r"(^|_)(ENV|ENVIRONMENT|STAGE)$"), "production"),
    (re.compile(r"STATIC_?ROOT$"), os.environ.get("SIMPLE_DEPLOY_HOME", "/simple-deploy") + "/static"),
    (re.compile(r"(DATABASE|DB)_(ENGINE|BACKEND)$"), "django.db.backends.sqlite3"),
    (re.compile(r"CACHE_URL$"), "locmemcache://"),
    (re.compile(r"EMAIL_URL$"), "smtp+tls://placeholder:placeholder@placeholder.invalid:587"),
    (re.compile(r"REDIS\w*_UR[IL]$"), "redis://placeholder.invalid:6379/0"),
    (re.compile(r"(^|_)DSN$"), "https://placeholder@placeholder.invalid/1"),  # Sentry's has a key before the host
    (re.compile(r"_(URL|URI)$"), "https://placeholder.invalid/1"),
)
# Where the error tells what it would take: dates, and keys of a certain length.
BY_ERROR = (
    (re.compile(r"time data .* does not match format '(.+)'", re.DOTALL), lambda found: DAY.strftime(found[1])),
    (re.compile(r"Invalid isoformat string"), lambda found: DAY.date().isoformat()),
    (re.compile(r"Fernet key must be 32 url-safe base64-encoded bytes"), lambda found: base64.urlsafe_b64encode(bytes(32)).decode()),
    (re.compile(r"[Kk]ey (?:must be|length).* 32\b|[Ii]n(?:valid|correct) (?:AES )?key (?:length|size)"), lambda found: "0" * 32),
    (re.compile(r"No time zone found with key|UnknownTimeZoneError"), lambda found: "UTC"),
    (re.compile(r"does not appear to be an IPv4 or IPv6"), lambda found: "127.0.0.1"),
)
DAY = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
MOST = 60
# Seconds after which nothing is tried any more that no error names: settings that load slowly would take minutes to fail.
PATIENCE = 90

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

# `Incorrect environment variables. Missing: A, B`
_LISTS_MISSING = re.compile(r"(?i:env(?:ironment)? variables?)\b.*?\b(?i:missing)[: ]+([A-Z][A-Z0-9_]+(?:, ?[A-Z][A-Z0-9_]+)*)", re.DOTALL)


def lend_variables(command: list[str], demanded: Mapping[str, str] | Iterable[str] = ()) -> tuple[dict, dict[str, str]]:
    """What the command printed as JSON, and the variables it was lent. Ends the build when they are not the reason.

    `demanded` are names known beforehand, with values where those are known too: with all of them lent, most settings load at
    the first run. Where one of the values does not please and nothing tells which, they are lent one after the other, as the
    errors come.
    """
    values = demanded if isinstance(demanded, Mapping) else dict.fromkeys(demanded, "")
    until = time.monotonic() + PATIENCE
    known = {name: value or first_value(name) for name, value in values.items() if name not in os.environ}
    for first in (known, {}) if known else ({},):
        lent = dict(first)
        done = _run_until_content(_Runs(command, until), lent, reserve={} if first else known)
        if done.returncode == 0:
            return json.loads(done.stdout.splitlines()[-1]), lent
        if is_certain(failure_of(done.stderr), lent):
            break
    sys.stderr.write(done.stderr)
    sys.exit(1)


def _run_until_content(runs: _Runs, lent: dict[str, str], reserve: dict[str, str]) -> subprocess.CompletedProcess:
    """Runs it, adding to `lent` what its errors name; what no error names is taken from the reserve."""
    seen: list[tuple] = []
    done = runs.with_lent(lent)
    while done.returncode != 0 and runs.left > 0:
        failure = failure_of(done.stderr)
        if is_certain(failure, lent):
            break
        seen.append(place_of(failure))
        name = missing(failure, {**os.environ, **lent}) or ""
        named = [name, *near(failure)]
        waiting = [each for each in reserve if each not in lent]
        new = next((each for each in named if each and each not in lent and (each == name or each in waiting)), "")
        # A name that was found before: it is the value that does not please.
        suspect = next((each for each in named if each in lent and next_value(each, lent[each], failure)), "")
        if new or (waiting and not suspect):
            lent[new or waiting[0]] = reserve.get(new or waiting[0]) or first_value(new or waiting[0])
        elif suspect:
            lent[suspect] = next_value(suspect, lent[suspect], failure)
        else:
            changed = _with_another_value(runs, lent, failure, seen)
            if changed is None:
                break
            done = changed
            continue
        done = runs.with_lent(lent)
    return done


class _Runs:
    """Runs a command at most MOST times, and tries nothing by chance from a time on."""

    def __init__(self, command: list[str], until: float) -> None:
        self.command, self.left, self.until = command, MOST, until

    def may_try(self) -> bool:
        return self.left > 0 and time.monotonic() < self.until

    def with_lent(self, lent: dict[str, str]) -> subprocess.CompletedProcess:
        self.left -= 1
        environment = {**os.environ, **lent, "SIMPLE_DEPLOY_BUILDING": "1", "SIMPLE_DEPLOY_LENT": " ".join(lent)}
        return subprocess.run(self.command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def _with_another_value(
    runs: _Runs, lent: dict[str, str], failure: dict, seen: list[tuple]
) -> subprocess.CompletedProcess | None:
    """Changes one variable, by trial, so that the failure is one that was not seen before, and not about that variable.

    Each variable gets its next value before one gets the value after that: most that do not please should be a number.
    """
    for index in range(len(VALUES) + 1):
        for name in reversed(list(lent)):
            others = [value for value in (*asked_for(failure), *values_of(name)) if value != lent[name]]
            if index >= len(others) or not runs.may_try():
                continue
            done = runs.with_lent({**lent, name: others[index]})
            now = failure_of(done.stderr)
            if done.returncode == 0 or (place_of(now) not in seen and name not in near(now) and not is_about(now, others[index])):
                lent[name] = others[index]
                return done
    return None


def said_by(failure: dict) -> str:
    """The last line of its traceback."""
    return f"{failure.get('exception', '')}: {failure.get('message', '')}"


def is_certain(failure: dict, lent: dict[str, str]) -> bool:
    """Whether it fails whatever is lent: an import that always runs, of a name that no variable has a part in."""
    return bool(failure.get("certain")) and not any(len(value) > 1 and value in failure.get("message", "") for value in lent.values())


def is_about(failure: dict, value: str) -> bool:
    """Whether the error quotes the value, or how its address begins ('https' isn't an available backend): that is no step on."""
    begins = value.partition("://")[0]
    return any(f"{mark}{part}{mark}" in said_by(failure) for part in {value, begins} if part for mark in "'\"")


def place_of(failure: dict) -> tuple:
    """What tells a failure from another: where it is rather than its words, which most often have the value in them."""
    where = (failure["file"], failure["line"]) if failure.get("file") else (failure.get("message"),)
    return (failure.get("exception"), *where)


def near(failure: dict) -> list[str]:
    """Names that the error speaks of, then those that stand where it fails."""
    return [*failure.get("told", []), *failure.get("named", [])]


def failure_of(text: str) -> dict:
    """The failure that examine.py wrote as its last line."""
    for line in reversed(text.splitlines()):
        if line.startswith(MARK):
            return json.loads(line[len(MARK):])
    return {}


def missing(failure: dict, given: Container[str] = ()) -> str | None:
    """Name of the variable that the error is about; `given` are those that it cannot be."""
    said = said_by(failure)
    for name in failure.get("missing", []):
        if name not in given:
            return name
    listed = _LISTS_MISSING.search(said)
    for name in re.split(", ?", listed[1]) if listed else []:
        if name not in given:
            return name
    for pattern in _SAYS_MISSING:
        found = pattern.search(said)
        # A KeyError tells of a variable only when it was the environment that was asked.
        if found and (not said.startswith("KeyError") or failure.get("environment")):
            return found[1]
    if failure.get("exception") in ("AttributeError", "TypeError") and re.search(r"\bNone(Type)?\b", said):
        return next((name for name in failure.get("asked", []) if name not in given), None)
    return next((name for name in failure.get("told", []) if name not in given), None)


def first_value(name: str) -> str:
    """What the name asks for, such as an address or off for DEBUG; else the first of VALUES."""
    return next((value for pattern, value in BY_NAME if pattern.search(name)), VALUES[0])


def values_of(name: str) -> list[str]:
    """What is tried for the name, in this order."""
    first = first_value(name)
    return [first, *(each for each in VALUES if each != first)]


def asked_for(failure: dict) -> list[str]:
    """The value that the error tells to be wanted, if it tells."""
    said = said_by(failure)
    return [value(found) for pattern, value in BY_ERROR for found in [pattern.search(said)] if found][:1]


def next_value(name: str, value: str, failure: dict) -> str | None:
    """What to try for the name after this value: what the error asks for, else the next of all."""
    wanted = asked_for(failure)
    if wanted and value not in wanted:
        return wanted[0]
    values = values_of(name)
    return next(iter(values[values.index(value) + 1 :]), None) if value in values else None
