"""The tools that read manifests: uv, and each manager's own. They live in the cache mount and never reach a layer.

tools/*.txt pins each manager with all that it needs, for every Python from 3.8 on; they were written by
`uv pip compile --universal --python-version 3.8 --no-annotate --no-header`.
"""
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile

CACHE = os.environ.get("SIMPLE_DEPLOY_CACHE", "/cache")
HERE = os.path.dirname(os.path.abspath(__file__))


def run(*command: str, cwd: str | None = None, env: dict[str, str] | None = None) -> None:
    """Runs a command whose failure is the failure of the build; it has said why."""
    done = subprocess.run(command, cwd=cwd, env=env)
    if done.returncode != 0:
        sys.exit(done.returncode)


def site_packages(environment: str) -> str:
    """Where packages lie in a virtual environment of this Python."""
    return f"{environment}/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"


def installed_uv(version: str) -> str:
    """Path of uv."""
    path = f"{CACHE}/uv-{version}-{sysconfig.get_platform()}"
    if not os.path.exists(path):
        folder = tempfile.mkdtemp(dir=CACHE)
        try:
            run(sys.executable, "-m", "venv", folder)
            pip = os.path.join(folder, "bin", "pip")
            run(pip, "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir", f"uv=={version}")
            os.replace(os.path.join(folder, "bin", "uv"), path)
        finally:
            shutil.rmtree(folder)
    return path


def manager_python(uv: str, manager: str) -> str:
    """Python of the environment that holds the manager: `python -m poetry` and so on."""
    pins = os.path.join(HERE, "tools", f"{manager}.txt")
    with open(pins, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()[:12]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    folder = f"{CACHE}/{manager}-{digest}-{version}-{sysconfig.get_platform()}"
    if not os.path.exists(folder):
        made = tempfile.mkdtemp(dir=CACHE)
        try:
            run(uv, "venv", "--quiet", "--clear", "--python", os.path.realpath(sys.executable), made)
            environment = {**os.environ, "VIRTUAL_ENV": made}
            run(uv, "pip", "install", "--quiet", "--no-deps", "-r", pins, env=environment)
            os.rename(made, folder)
        except OSError:
            if not os.path.exists(folder):  # else another build was faster
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return f"{folder}/bin/python"
