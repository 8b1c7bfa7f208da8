"""Installs a requirement that has no wheel for this Python: with a compiler, and what its own build says it misses.

The usual ones are known beforehand (src/build-plan/system-packages.ts) and have a cached step; this is for the rest.
"""
from __future__ import annotations

import os
import re
import subprocess
import sys

import system_packages

COMPILER = ("gcc", "g++", "libc6-dev", "python3-dev", "pkg-config", "make")
# What a build says, and the Debian packages that help.
HELP = (
    (r"pg_config|libpq-fe\.h", ("libpq-dev",)),
    (r"mysql_config|mariadb_config|mysqlclient|mysql\.h", ("libmariadb-dev",)),
    (r"\bffi\.h|libffi", ("libffi-dev",)),
    (r"xmlsec", ("libxmlsec1-dev",)),
    (r"libxml/|libxslt|xml2-config|xslt-config", ("libxml2-dev", "libxslt1-dev")),
    (r"\b(lber|ldap|sasl)\.h", ("libldap-dev", "libsasl2-dev")),
    (r"\bcairo\b", ("libcairo2-dev",)),
    (r"gdal-config|gdal\.h", ("libgdal-dev",)),
    (r"geos-config|geos_c\.h", ("libgeos-dev",)),
    (r"jpeglib\.h|found for (?:zlib|jpeg)\b|\bjpeg\b.*not found|zlib\.h|\bzlib\b.*not found", ("libjpeg-dev", "zlib1g-dev")),
    (r"openssl/\w+\.h", ("libssl-dev",)),
    (r"gssapi|krb5-config", ("libkrb5-dev",)),
    (r"Git executable not found|git: not found", ("git", "ca-certificates")),
)
_before: set[str] | None = None


def install(command: list[str], where: str) -> None:
    """Runs the installer, and again with more Debian packages as long as its failure names some."""
    global _before
    given: set[str] = set()
    while True:
        process = subprocess.Popen(command, cwd=where, stderr=subprocess.PIPE, text=True, errors="replace")
        said = []
        for line in process.stderr:
            sys.stderr.write(line)
            said.append(line)
        if process.wait() == 0:
            return
        wanted = wanted_by("".join(said)) - given
        if not wanted:
            sys.exit(process.returncode)
        if _before is None:
            _before = system_packages.installed()
        print("Compiling needs Debian packages: " + " ".join(sorted(wanted)), file=sys.stderr, flush=True)
        system_packages.apt(sorted(wanted))
        given |= wanted


def wanted_by(said: str) -> set[str]:
    """Debian packages that the output of a failed installation asks for."""
    if "Failed to " not in said:
        return set()  # requirements that contradict each other: no package helps
    error = said[said.rfind("error: Failed to ") :] if "error: Failed to " in said else said
    wanted = {name for pattern, names in HELP if re.search(pattern, error) for name in names}
    compiles = wanted - {"git", "ca-certificates"}
    if compiles or re.search(r"\b(gcc|cc|g\+\+|Python\.h|clang)\b", error):
        wanted |= set(COMPILER)
    return wanted


def copy_libraries(environment: str, layer: str) -> None:
    """Copies into the layer the shared libraries that were compiled against and that the image would lack."""
    if _before is None:
        return
    new = system_packages.installed() - _before
    owners = set()
    for folder, _, names in os.walk(environment):
        for name in names:
            if ".so" in name:
                listed = subprocess.run(["ldd", os.path.join(folder, name)], capture_output=True, text=True).stdout
                for path in re.findall(r"=> (/\S+)", listed):
                    owners |= owners_of(path)
    for package in sorted(owners & new):
        system_packages.copy_files(package, layer)


def owners_of(path: str) -> set[str]:
    """The package a library belongs to, under each of the names that its path may have had in it."""
    for candidate in (path, os.path.realpath(path), "/usr" + path, path[len("/usr") :]):
        found = subprocess.run(["dpkg-query", "--search", candidate], capture_output=True, text=True).stdout
        if found:
            name = found.partition(": ")[0]
            return {name, name.partition(":")[0]}
    return set()
