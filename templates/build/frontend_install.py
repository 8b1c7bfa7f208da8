"""Installs the packages of a front end from its manifests alone: a change of its code does not come here."""
from __future__ import annotations

import argparse
import os
import shutil

import credentials
import frontend_failure
from frontend_environment import environment

CACHE = os.environ.get("SIMPLE_DEPLOY_CACHE", "/cache")
# pnpm and yarn ask before they remove what another version has installed. No step of the build has the libraries that a
# browser needs, so none is fetched: 150 MB and more, each from a host of its own.
UNATTENDED = {"CI": "true", "HUSKY": "0", "YARN_ENABLE_GLOBAL_CACHE": "false", "YARN_ENABLE_TELEMETRY": "0",
              "PUPPETEER_SKIP_DOWNLOAD": "true", "PUPPETEER_SKIP_CHROMIUM_DOWNLOAD": "true",
              "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1", "CYPRESS_INSTALL_BINARY": "0"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--manager", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--locked", action="store_true")
    parser.add_argument("--berry", action="store_true", help="yarn 2 or newer")
    asked = parser.parse_args()
    for source in ("/manifests", "/tree"):
        if os.path.isdir(source):
            shutil.copytree(source, frontend_failure.PROJECT, symlinks=True, dirs_exist_ok=True)
    credentials.lend()
    command = command_of(asked.manager, asked.locked, asked.berry)
    lent = {**environment(), **UNATTENDED, "npm_config_cache": f"{CACHE}/npm", "BUN_INSTALL_CACHE_DIR": f"{CACHE}/bun"}
    lent.update(by_https(lent))
    frontend_failure.run("install", asked.folder, command, " ".join(each for each in command if CACHE not in each), lent)


def by_https(environment: dict[str, str]) -> dict[str, str]:
    """Lock files name repositories of GitHub by ssh, where a build has no key, and by a protocol that GitHub has given up; those that are
    for everybody, or that the build was lent a password for, are had by https. Not where the build was lent a gitconfig."""
    if "GIT_CONFIG_GLOBAL" in environment:
        return {}
    others = ("git://github.com/", "ssh://git@github.com/", "git@github.com:")
    pairs = {}
    for number, other in enumerate(others):
        pairs[f"GIT_CONFIG_KEY_{number}"] = "url.https://github.com/.insteadOf"
        pairs[f"GIT_CONFIG_VALUE_{number}"] = other
    return {**pairs, "GIT_CONFIG_COUNT": str(len(others))}


def command_of(manager: str, locked: bool, berry: bool) -> list[str]:
    """With a lock file what it says, and nothing else."""
    if manager == "npm":
        return ["npm", "ci" if locked else "install", "--no-audit", "--no-fund", "--no-update-notifier"]
    if manager == "pnpm":
        return ["pnpm", "install", "--frozen-lockfile" if locked else "--no-frozen-lockfile", f"--store-dir={CACHE}/pnpm"]
    if manager == "bun":
        return ["bun", "install", *(["--frozen-lockfile"] if locked else [])]
    if berry:
        # By itself yarn writes no lock file where CI is set.
        return ["yarn", "install", "--immutable" if locked else "--no-immutable"]
    return ["yarn", "install", "--non-interactive", *(["--frozen-lockfile"] if locked else []), f"--cache-folder={CACHE}/yarn"]


if __name__ == "__main__":
    main()
