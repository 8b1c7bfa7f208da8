"""Runs apt-get, and tells a mirror that does not give what it has from a package that does not install."""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from typing import NoReturn

# Before apt-get is run once more. What a mirror does not give passes mostly: a connection that breaks, a 503, a list that is being replaced.
PAUSES = (2, 8)
# apt's own: three tries for each file, none that hangs for minutes. Some releases of it try once only.
PATIENCE = ("-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=30", "-o", "Acquire::https::Timeout=30")
NOT_FETCHED = re.compile(r"^[EW]: Failed to fetch (\S+) +(.*)$", re.MULTILINE)


def update() -> None:
    """Fetches the lists of all packages. Where a mirror does not answer apt warns, and knows less from then on: here that is
    a failure. An apt before 2.1 does not know the option; what it says is the same."""
    for pause in (*PAUSES, None):
        code, said = run("-o", "APT::Update::Error-Mode=any", "update")
        missed = missed_in(said)
        if code == 0 and not missed:
            return
        wait_or_fail(missed, pause)


def install(names: list[str]) -> None:
    """Installs packages; by newer lists where the mirror has other files by now."""
    for pause in (*PAUSES, None):
        code, said = run("install", "--yes", "--no-install-recommends", *names)
        if code == 0:
            return
        wait_or_fail(missed_in(said), pause)
        update()


def wait_or_fail(missed: list[dict], pause: int | None) -> None:
    """Only what a mirror did not give can be had a moment later."""
    if not missed or pause is None:
        fail({"missed": missed} if missed else {})
    print(f"The mirror did not give everything; asking again in {pause} s.", file=sys.stderr, flush=True)
    time.sleep(pause)


def run(*command: str) -> tuple[int, str]:
    """Exit code of apt-get, and what it says of failures, which is passed on."""
    options = ["-qq", "-o", "Dpkg::Use-Pty=0", *PATIENCE]
    if os.path.exists("/run/secrets/ca") and os.path.getsize("/run/secrets/ca"):
        options += ["-o", "Acquire::https::CAInfo=/run/secrets/ca"]
    # Its words are looked at.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    said = []
    with subprocess.Popen(["apt-get", *options, *command], env=environment, stderr=subprocess.PIPE, text=True,
                          errors="replace") as process:
        for line in process.stderr:
            sys.stderr.write(line)
            said.append(line)
    return process.returncode, "".join(said)


def missed_in(said: str) -> list[dict]:
    """What was not fetched, without a password that its address may hold, and why."""
    found = {re.sub(r"//[^/@]*@", "//", url): reason.strip() for url, reason in NOT_FETCHED.findall(said)}
    return [{"url": url, "reason": reason} for url, reason in found.items()]


def fail(what: dict) -> NoReturn:
    print("simple-deploy-failure " + json.dumps({"kind": "system-packages", **what}), file=sys.stderr)
    sys.exit(1)
