"""How a step of the front end's stage is run, and how it says what failed: the command, and the line of the project."""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import NoReturn

PROJECT = os.environ.get("SIMPLE_DEPLOY_PROJECT", "/project")
# `src/a.js:3:7`, `src/a.ts(3,7)`, `./src/a.js 3:0`, `/project/x/a.css:3`.
_PLACE = re.compile(r"((?:\.{0,2}/)?[\w@.\-/\[\]]+\.\w+)(?:[:(\s](\d+)(?:[:,]\d+)?)?")
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def run(step: str, folder: str, command: list[str], shown: str, environment: dict[str, str]) -> None:
    """Runs it in the folder, its output passed on; a failure ends the build."""
    where = os.path.normpath(os.path.join(PROJECT, folder))
    lines: list[str] = []
    with subprocess.Popen(command, cwd=where, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace") as process:
        for line in process.stdout or ():
            line = _COLOURS.sub("", line)
            sys.stderr.write(line)
            lines.append(line)
    if process.returncode != 0:
        stop(step, folder, shown, place_in(lines, where))


def stop(step: str, folder: str, command: str, place: dict | None = None) -> NoReturn:
    failure = {"kind": "frontend", "step": step, "folder": folder, "command": command, **(place or {})}
    print("simple-deploy-failure " + json.dumps(failure), file=sys.stderr, flush=True)
    sys.exit(1)


def place_in(lines: list[str], where: str) -> dict:
    """The first file of the project that the output names with a line, else the first that it names."""
    named: list[dict] = []
    for line in lines:
        for path, number in _PLACE.findall(line):
            full = os.path.normpath(os.path.join(where, path))
            if full.startswith(PROJECT + os.sep) and "node_modules" not in full and os.path.isfile(full):
                named.append({"file": os.path.relpath(full, PROJECT), **({"line": int(number)} if number else {})})
    named = [each for each in named if os.path.basename(each["file"]) not in ("package.json", "pnpm-lock.yaml")]
    return next((each for each in named if "line" in each), named[0] if named else {})
