"""Makes the project's own distributions known by name and version, as an installation would: their code is importable,
and asks `importlib.metadata` or `pkg_resources` for itself.

See https://packaging.python.org/en/latest/specifications/recording-installed-packages/
"""
from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from importlib.metadata import distributions

INSTALLER = "simple-deploy"


def write(own: list[dict], project: str, venv: str, purelib: str, prefix: str = "") -> None:
    """Writes what `own` lists (see src/values/local-distribution.ts) into the environment, all of it below `prefix`.

    What is installed there already stays: a project may be named for a package that it uses.
    """
    installed = {normalised(each.metadata["Name"] or "") for each in distributions(path=[purelib])}
    for each in own:
        if normalised(each["name"]) not in installed:
            write_one(each, os.path.normpath(os.path.join(project, each["folder"])), venv, purelib, prefix)


def write_one(own: dict, folder: str, venv: str, purelib: str, prefix: str) -> None:
    name = normalised(own["name"])
    info = os.path.join(purelib, f"{name}-{own['version'].replace('-', '_')}.dist-info")
    files = {
        os.path.join(info, "METADATA"): f"Metadata-Version: 2.1\nName: {own['name']}\nVersion: {own['version']}\n",
        os.path.join(info, "INSTALLER"): INSTALLER + "\n",
        os.path.join(info, "direct_url.json"): json.dumps({"url": f"file://{folder}", "dir_info": {"editable": True}}) + "\n",
        **entry_points(own["entryPoints"], info),
        **commands(own["entryPoints"], venv),
    }
    for path, text in files.items():
        put(prefix + path, text)
        if os.path.dirname(path) == os.path.join(venv, "bin"):
            os.chmod(prefix + path, 0o755)
    lines = [f"{os.path.relpath(path, purelib)},{digest(text)},{len(text.encode())}" for path, text in sorted(files.items())]
    record = os.path.join(info, "RECORD")
    put(prefix + record, "".join(f"{line}\n" for line in [*lines, f"{os.path.relpath(record, purelib)},,"]))


def entry_points(listed: list[dict], info: str) -> dict[str, str]:
    groups: dict[str, list[str]] = {}
    for each in listed:
        groups.setdefault(each["group"], []).append(f"{each['name']} = {each['target']}\n")
    text = "\n".join(f"[{group}]\n{''.join(lines)}" for group, lines in groups.items())
    return {os.path.join(info, "entry_points.txt"): text} if text else {}


def commands(listed: list[dict], venv: str) -> dict[str, str]:
    """The commands of `console_scripts`; one that a package brought stays."""
    made = {}
    for each in listed:
        target = re.match(r"([\w.]+)\s*:\s*(\w+)([\w.]*)", each["target"])
        path = os.path.join(venv, "bin", os.path.basename(each["name"]))
        if each["group"] == "console_scripts" and target and not os.path.lexists(path):
            module, name, rest = target.groups()
            made[path] = (f"#!{venv}/bin/python\nimport sys\n\nfrom {module} import {name}\n\n"
                          f'if __name__ == "__main__":\n    sys.exit({name}{rest}())\n')
    return made


def put(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def digest(text: str) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()
