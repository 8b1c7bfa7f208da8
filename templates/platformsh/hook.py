"""The build hook of Platform.sh and Upsun: makes of the tree that was pushed what an image of simple-deploy holds.

It runs in the application's folder, as nobody special, with the network and without services. What it is to do stands in
build.json beside the overlay; how is the same code that builds the image.
"""
from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

HOME, PROJECT = os.environ["SIMPLE_DEPLOY_HOME"], os.environ["SIMPLE_DEPLOY_PROJECT"]
VENV, STATIC = HOME + "/venv", HOME + "/static"
ASIDE = tempfile.mkdtemp(prefix="simple-deploy-")
# Read by the modules below when they are imported.
os.environ["SIMPLE_DEPLOY_CACHE"] = os.path.join(os.environ.get("PLATFORM_CACHE_DIR") or ASIDE, "simple-deploy")
os.environ["SIMPLE_DEPLOY_NODE"] = ASIDE + "/node"
os.environ["SIMPLE_DEPLOY_DECLARED"] = HOME + "/requirements.txt"

import app  # noqa: E402
import compress  # noqa: E402
import credentials  # noqa: E402
import distributions  # noqa: E402
import frontend_build  # noqa: E402
import frontend_failure  # noqa: E402
import frontend_install  # noqa: E402
import install  # noqa: E402
import layer  # noqa: E402
import node  # noqa: E402
import requirement_files  # noqa: E402
import static_table  # noqa: E402
import tools  # noqa: E402
from frontend_environment import environment  # noqa: E402
from lend import lend_variables  # noqa: E402


def main() -> None:
    with open(HOME + "/build.json", encoding="utf-8") as file:
        asked = argparse.Namespace(**json.load(file))
    os.makedirs(tools.CACHE, exist_ok=True)
    tempfile.tempdir = os.environ["TMPDIR"] = ASIDE
    credentials.lend()
    make_environment(asked)
    built = [path for frontend in asked.frontends for path in build_frontend(asked, frontend)]
    if asked.compile_messages:
        compile_messages()
    layer.compile_tree(tools.site_packages(VENV))
    layer.compile_tree(HOME + "/python")
    facts = examine(asked, frozenset(map(os.path.basename, built)))
    app.write_json(HOME + "/facts.json", facts)
    compile_project()
    for frontend in asked.frontends:
        remove_packages(frontend["install_folder"])
    shutil.rmtree(ASIDE, ignore_errors=True)
    print(f"Django {facts['django']} on Python {facts['python']}, {len(facts['packages'])} packages.", file=sys.stderr)


def make_environment(asked: argparse.Namespace) -> None:
    """The virtual environment, with the project's requirements, ours, and the overlay that every Python of it reads."""
    uv = tools.installed_uv(asked.uv)
    os.environ.update(UV_CACHE_DIR=f"{tools.CACHE}/wheels", UV_LINK_MODE="copy", UV_PYTHON_DOWNLOADS="never",
                      UV_NO_PROGRESS="1", VIRTUAL_ENV=VENV)
    shutil.rmtree(VENV, ignore_errors=True)
    tools.run(uv, "venv", "--quiet", "--python", os.path.realpath(sys.executable), VENV)
    source = ASIDE + "/manifests"
    for path in asked.manifest_files:
        os.makedirs(os.path.dirname(f"{source}/{path}"), exist_ok=True)
        shutil.copyfile(f"{PROJECT}/{path}", f"{source}/{path}")
    os.makedirs(source, exist_ok=True)
    install.install(uv, asked, requirement_files.readable_copy(source, ASIDE + "/readable"))
    for name, lines in (
        ("project.pth", asked.import_path),
        # See overlay.py: the import is guarded, and Python 3.15 reads the second file.
        ("simple_deploy.pth", [HOME + "/python", "import simple_deploy.hook; simple_deploy.hook.install()"]),
        ("simple_deploy.start", ["simple_deploy.hook:install"]),
    ):
        with open(os.path.join(tools.site_packages(VENV), name), "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    distributions.write(asked.distributions, PROJECT, VENV, tools.site_packages(VENV))


def build_frontend(asked: argparse.Namespace, frontend: dict) -> list[str]:
    """Builds a front end where it stands; gives the files that it wrote."""
    shutil.rmtree(node.NODE, ignore_errors=True)
    os.environ["npm_config_cache"] = f"{tools.CACHE}/npm"
    node.take_from_registries(asked.uv, frontend["node"])
    if frontend["manager_package"]:
        node.install_manager(frontend["manager_package"])
    given = {**environment(), **frontend_install.UNATTENDED, "BUN_INSTALL_CACHE_DIR": f"{tools.CACHE}/bun"}
    command = frontend_install.command_of(frontend["manager"], frontend["locked"], frontend["berry"])
    frontend_failure.run("install", frontend["install_folder"], command, " ".join(command), given)
    before = frontend_build.state(PROJECT)
    given = environment()
    given["PATH"] = os.pathsep.join([*frontend_build.programs(os.path.join(PROJECT, frontend["folder"])), given["PATH"]])
    given.setdefault("NODE_ENV", "production")
    command = ["sh", "-c", frontend["command"]] if frontend["command"] else [frontend["manager"], "run", frontend["script"]]
    if frontend["command"] or frontend["script"]:
        frontend_failure.run("build", frontend["folder"], command, frontend["command"] or " ".join(command), given)
    written = [path for path, seen in frontend_build.state(PROJECT).items() if before.get(path) != seen]
    print(f"The front end wrote {len(written)} files.", file=sys.stderr)
    return written


def remove_packages(folder: str) -> None:
    """What the front end was built with is not served."""
    for where, folders, _ in os.walk(os.path.join(PROJECT, folder)):
        if "node_modules" in folders:
            shutil.rmtree(os.path.join(where, "node_modules"), ignore_errors=True)
            folders.remove("node_modules")


def compile_messages() -> None:
    if shutil.which("msgfmt"):
        app.compile_messages(PROJECT)
    else:
        print("Translations are not compiled: there is no msgfmt here. Commit the .mo files.", file=sys.stderr)


def examine(asked: argparse.Namespace, built: frozenset[str]) -> dict:
    """Proves that settings, application and URLs import, collects the static files; gives what only that could tell. The
    settings are lent placeholders, each for its own process alone."""
    os.chdir(os.path.join(PROJECT, asked.site))
    here = os.path.dirname(os.path.abspath(__file__))
    command = [VENV + "/bin/python", here + "/examine.py", asked.settings, asked.application, asked.server]
    # What tools write into the folder for data is none of the app's.
    os.environ["SIMPLE_DEPLOY_DATA_DIR"] = ASIDE + "/data"
    os.environ["DJANGO_SETTINGS_MODULE"] = asked.settings
    found, lent = lend_variables(command, asked.demands)
    for text in found.pop("checks"):
        print(text, file=sys.stderr)
    static = found.pop("static")
    shutil.rmtree(STATIC, ignore_errors=True)
    os.makedirs(STATIC)
    if static["collect"]:
        done, more = lend_variables([VENV + "/bin/python", here + "/collect.py"], lent)
        lent = {**lent, **more}
        for text in done["notes"]:
            print(text, file=sys.stderr)
        take_static(static["root"], built)
    versions = {name.lower(): version for name, version in found["packages"].items()}
    server = {"name": asked.server, "version": versions.get(asked.server, "")}
    return {"schemaVersion": 1, **found, "server": server, "database": asked.database, "requiredVariables": sorted(lent)}


def take_static(root: str, built: frozenset[str]) -> None:
    """Puts what was collected where the platform serves it from, whatever folder the settings name."""
    if not os.path.isdir(root):
        return
    if os.path.realpath(root) != os.path.realpath(STATIC):
        shutil.copytree(root, STATIC, dirs_exist_ok=True)
    app.write_json(HOME + "/static.json", {"root": STATIC, **static_table.table(STATIC, built)})
    sys.path.append(tools.site_packages(VENV))
    compress.compress_tree(STATIC, f"{tools.CACHE}/compressed")


def compile_project() -> None:
    """Bytecode of the project: at run time nothing can be written beside it."""
    for name in sorted(os.listdir(PROJECT)):
        path = os.path.join(PROJECT, name)
        if os.path.isdir(path) and not os.path.islink(path) and not name.startswith("."):
            layer.compile_tree(path, checked=True)


if __name__ == "__main__":
    main()
