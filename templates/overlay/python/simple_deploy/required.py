"""Names the variables that the settings demand and that the container was started without.

The error of such settings often does not: `os.environ.get("HOSTS").split(",")` fails with words about None. The build
found the names (facts.json).
"""
import atexit
import json
import os
import sys

from simple_deploy import chosen

FACTS = chosen.HOME + "/facts.json"
_said = []


def name_missing():
    """Says at the end, below the traceback, which variables are missing; nothing when none is."""
    names = missing()
    if names and not _said:
        _said.append(True)
        given = " ".join(f"-e {name}=…" for name in names)
        words = f"simple-deploy: the settings demand variables that the environment does not have: {', '.join(names)}\n" \
                f"Start the container with them, for instance:\n  docker run {given} …"
        atexit.register(print, words, file=sys.stderr, flush=True)


def missing():
    try:
        with open(FACTS, encoding="utf-8") as file:
            return [name for name in json.load(file)["requiredVariables"] if name not in os.environ]
    except (OSError, ValueError, KeyError):
        return []  # while the image is built
