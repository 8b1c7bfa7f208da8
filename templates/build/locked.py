"""The versions of a lock file as requirements, told by the manager that wrote it.

uv reads uv.lock and pylock.toml itself. Nothing is resolved here but one kind of PDM's lock (see pdm_lock.py).
"""
from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile

import pdm_lock
import requirement_files
import tools


def requirements(uv: str, asked: argparse.Namespace, manifests: str) -> str:
    """Path of a file with every locked requirement that is to be installed, in a form that uv installs from."""
    lock = os.path.join(manifests, asked.lock)
    if os.path.basename(lock).startswith("pylock."):
        return lock
    text = exported(uv, asked, lock)
    file, path = tempfile.mkstemp(prefix="locked-", suffix=".txt")
    with open(file, "w", encoding="utf-8") as written:
        written.writelines(requirement_files.without_local_path(line) + "\n" for line in text.splitlines())
    return path


def exported(uv: str, asked: argparse.Namespace, lock: str) -> str:
    """Requirements, a line each."""
    wanted, where = command(uv, asked), os.path.dirname(lock)
    done = run(wanted, where)
    if asked.manager == "pdm" and done.returncode != 0 and pdm_lock.REFUSED in done.stderr:
        declared = output([*wanted, "--pyproject"], where)
        return output([*pdm_lock.resolve_command(uv, lock, declared), *index_options(asked)], where)
    return said_by(done)


def index_options(asked: argparse.Namespace) -> list[str]:
    """Where packages are looked for.

    Where several indexes hold a package, pip takes the best version of all; uv by itself asks the first one alone,
    whose few old copies (of an index for one framework, say) then make a project fail that pip installs. In between:
    the first index that has a version that fits, so nobody can slip in a newer one of the same name elsewhere.
    """
    options = ["--index-strategy", "unsafe-first-match"]
    for index in asked.index:
        options += ["--index", index]
    if asked.default_index:
        options += ["--default-index", asked.default_index]
    return options


def command(uv: str, asked: argparse.Namespace) -> list[str]:
    """What prints the lock as requirements: with the groups that are named alone, and without the project itself."""
    manager = asked.manager
    if manager == "uv":
        member = ["--package", asked.package] if asked.package else []
        chosen = [*each("--group", asked.group), *each("--extra", asked.project_extra)]
        return [uv, "export", "--quiet", "--frozen", "--no-default-groups", "--no-emit-local", "--no-header", *member, *chosen]
    python = tools.manager_python(uv, manager)
    if manager == "poetry":
        # Without a group that must be asked for, --with would be an error.
        chosen = [*each("--with", asked.group), *each("--extras", asked.project_extra)]
        return [python, "-m", "poetry", "export", "--no-interaction", "--with-credentials", *chosen]
    if manager == "pdm":
        # Each dependency group counts as one for development there: --prod would refuse it.
        production = [] if asked.group else ["--prod"]
        return [python, "-m", "pdm", "export", *production, *each("--group", asked.group + asked.project_extra)]
    categories = " ".join(["packages", *asked.group])
    return [python, "-m", "pipenv", "requirements", "--hash", "--categories", categories]


def chosen_in_pylock(asked: argparse.Namespace) -> list[str]:
    """Groups and extras of a pylock.toml, which the installer reads itself; one group that is named replaces its defaults."""
    if not os.path.basename(asked.lock).startswith("pylock."):
        return []
    return [*each("--group", asked.group), *each("--extra", asked.project_extra)]


def each(option: str, values: list[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


def output(wanted: list[str], where: str) -> str:
    return said_by(run(wanted, where))


def run(wanted: list[str], where: str) -> subprocess.CompletedProcess:
    quiet = {
        "PDM_CHECK_UPDATE": "0",
        "PDM_IGNORE_SAVED_PYTHON": "1",
        "PDM_PYTHON": os.path.realpath(sys.executable),
        "PIPENV_VERBOSITY": "-1",
        "PIPENV_IGNORE_VIRTUALENVS": "1",
        "POETRY_VIRTUALENVS_CREATE": "false",
        "NO_COLOR": "1",
    }
    environment = {name: value for name, value in {**os.environ, **quiet}.items() if name != "VIRTUAL_ENV"}
    return subprocess.run(wanted, cwd=where, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def said_by(done: subprocess.CompletedProcess) -> str:
    """What it printed; ends the build when it failed."""
    sys.stderr.write(done.stderr)
    if done.returncode != 0:
        said = [line.strip() for line in (done.stderr.strip() or done.stdout.strip()).splitlines() if line.strip()]
        print(f"error: The lock file cannot be read\n  cause: {' '.join(said[-2:]) or 'no reason given'}", file=sys.stderr)
        sys.exit(done.returncode)
    return done.stdout
