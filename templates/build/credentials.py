"""What the build is lent to reach indexes and repositories: files at /run/secrets, gone with the step.

An id in capitals is a variable of this step; `netrc`, `pip.conf`, `uv.toml`, `gitconfig` and `known_hosts` are the files
that the tools know by these names, and `npmrc` for Node. Nothing of it is written anywhere.
"""
from __future__ import annotations

import configparser
import os
import re
import shlex
import tempfile

SECRETS = "/run/secrets"

FILES = {"pip.conf": "PIP_CONFIG_FILE", "uv.toml": "UV_CONFIG_FILE", "netrc": "NETRC", "gitconfig": "GIT_CONFIG_GLOBAL",
         "npmrc": "NPM_CONFIG_USERCONFIG"}
CERTIFICATES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO", "CURL_CA_BUNDLE",
                "NODE_EXTRA_CA_CERTS", "YARN_HTTPS_CA_FILE_PATH")
# uv does not read pip's settings: what they say of indexes is said again in its own words.
OF_PIP = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
}


def lend(folder: str = SECRETS, environment: dict[str, str] | None = None) -> None:
    """Gives this process, and all that it starts, what the build was lent."""
    environment = os.environ if environment is None else environment
    # Tools look for their own files there, and may leave some.
    home = environment["HOME"] = tempfile.mkdtemp(prefix="home-")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        path = os.path.join(folder, name)
        if os.path.getsize(path) == 0:
            continue
        if name == "ca":
            environment.update({variable: path for variable in CERTIFICATES})
        elif name in FILES:
            environment[FILES[name]] = path
        elif re.fullmatch(r"[A-Z_][A-Z0-9_]*", name):
            environment[name] = text_of(path)
    if "NETRC" in environment:
        os.symlink(environment["NETRC"], os.path.join(home, ".netrc"))  # git looks nowhere else
    for option, value in pip_settings(environment).items():
        environment.setdefault(OF_PIP[option], " ".join(value.split()))
    # No step can answer a question.
    environment["GIT_TERMINAL_PROMPT"] = "0"
    environment["GIT_SSH_COMMAND"] = ssh_command(os.path.join(folder, "known_hosts"))


def text_of(path: str) -> str:
    """A value that was written to a file by `echo` ends with a line feed that is not meant."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return text[:-1] if text.endswith("\n") else text


def pip_settings(environment: dict[str, str]) -> dict[str, str]:
    """What pip would take from its configuration and its variables, of the options that name indexes."""
    found: dict[str, str] = {}
    parser = configparser.RawConfigParser()
    parser.read(environment.get("PIP_CONFIG_FILE", ""), encoding="utf-8")
    for section in ("global", "install"):
        if parser.has_section(section):
            found.update((option, value) for option, value in parser.items(section) if option in OF_PIP)
    for option in OF_PIP:
        variable = "PIP_" + option.replace("-", "_").upper()
        if environment.get(variable):
            found[option] = environment[variable]
    return found


def ssh_command(known_hosts: str) -> str:
    """Never asks, and never trusts a host that is not known."""
    options = ["-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"]
    if os.path.exists(known_hosts):
        options += ["-o", f"UserKnownHostsFile={known_hosts}"]
    return shlex.join(["ssh", *options])
