"""Installs requirements, and what compiling needs once one of them turns out to have no wheel for this Python.

Those that never have one are known beforehand and have a cached step (alwaysCompiled in system-packages.json). For the
rest a wheel is tried first: what compiles them is installed when the failure names them, or says what it misses.
"""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import apt_get
import older_build_tools
import system_packages

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "system-packages.json"), encoding="utf-8") as file:
    TABLE = json.load(file)
COMPILER = (*TABLE["compiler"], "g++")
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
    (r"\bproj\b.*not found|proj\.h", ("libproj-dev", "proj-bin")),
    (r"jpeglib\.h|found for (?:zlib|jpeg)\b|\bjpeg\b.*not found|zlib\.h|\bzlib\b.*not found", ("libjpeg-dev", "zlib1g-dev")),
    (r"openssl/\w+\.h", ("libssl-dev",)),
    (r"gssapi|krb5-config", ("libkrb5-dev",)),
    (r"curl-config|curl/curl\.h", ("libcurl4-openssl-dev", "libssl-dev")),
    (r"\bsql\.h|sqlext\.h", ("unixodbc-dev",)),
    (r"graphviz/\w+\.h", ("libgraphviz-dev",)),
    (r"magic\.h", ("libmagic-dev",)),
    (r"snappy(-c)?\.h", ("libsnappy-dev",)),
    (r"hdf5\.h|\bhdf5\b", ("libhdf5-dev",)),
    (r"unicode/\w+\.h|icu-config|icu-i18n", ("libicu-dev",)),
    (r"[Ff]ortran compiler|\bgfortran\b", ("gfortran",)),
    (r"[Bb][Ll][Aa][Ss]|[Ll][Aa][Pp][Aa][Cc][Kk]", ("libopenblas-dev",)),
    (r"\bswig\b.*(not found|No such file)|[Uu]nable to find.*swig", ("swig",)),
    (r"[Cc][Mm]ake (must be installed|is not installed|was unable)|No such file or directory: '?cmake|cmake: not found", ("cmake",)),
    (r"[Rr]ust (compiler|toolchain)|\bcargo\b.*(not found|not installed|No such file)|rustc?\b.*(not found|not installed)", ("cargo",)),
    (r"autoreconf|automake|libtoolize", ("autoconf", "automake", "libtool")),
    (r"Git executable not found|git: not found|[Cc]annot find command 'git'|No such file or directory: 'git'", ("git", "ca-certificates")),
)
# What a build says of a library that no line above knows; Debian's names of packages follow from that of the library.
UNKNOWN = (
    r"fatal error: (?:[\w./+-]*/)?([\w+-]+)\.h(?:pp)?: No such file",
    r"cannot find -l([\w+-]+)",
    r"No package '([\w.+-]+)' found",
    r"Package ([\w.+-]+) was not found in the pkg-config search path",
    r'Dependency "([\w.+-]+)" not found',
)
# What names a library that is there: old ones ask dpkg-architecture for the folder of libraries (Pillow before 6 does).
NOT_SEEN = ((r"found for (?:zlib|jpeg)\b", ("dpkg-dev",)),)
NO_COMPILER = r"\b(gcc|cc|g\+\+|Python\.h|clang)\b|Unknown compiler"


def install(command: list[str], where: str) -> None:
    """Runs the installer, and again with older build tools or more Debian packages as long as its failure asks for some."""
    given: set[str] = set()
    older: set[str] = set()
    while True:
        environment = older_build_tools.environment(older)
        process = subprocess.Popen(command, cwd=where, env=environment, stderr=subprocess.PIPE, text=True, errors="replace")
        said = []
        for line in process.stderr:
            sys.stderr.write(line)
            said.append(line)
        if process.wait() == 0:
            return
        output = "".join(said)
        tools = older_build_tools.wanted_by(error_of(output)) - older
        if tools:
            print("Building needs older tools: " + " ".join(sorted(tools)), file=sys.stderr, flush=True)
            older |= tools
            continue
        if not system_packages.can_install():
            sys.exit(process.returncode)
        wanted = wanted_by(output) - given or not_seen_by(output) - given or guessed_from(output) - given
        if not wanted:
            sys.exit(process.returncode)
        system_packages.of_base()
        print("Compiling needs Debian packages: " + " ".join(sorted(wanted)), file=sys.stderr, flush=True)
        system_packages.apt(sorted(wanted))
        given |= wanted


def error_of(said: str) -> str:
    """The part of the output that tells why something does not build; empty when the failure is another."""
    if "Failed to " not in said:
        return ""  # requirements that contradict each other: no package helps
    return said[said.rfind("error: Failed to ") :] if "error: Failed to " in said else said


def wanted_by(said: str) -> set[str]:
    """Debian packages that the output of a failed installation asks for."""
    error = error_of(said)
    wanted = {name for pattern, names in HELP if re.search(pattern, error) for name in names}
    built = re.search(r"Failed to (?:download and )?build `([A-Za-z0-9._-]+?)(?:==[^`]*| @[^`]*)?`", error)
    rows = rows_of(built[1]) if built else []
    wanted |= {name for row in rows for name in row.get("build", ())}
    if rows or wanted - {"git", "ca-certificates"} or re.search(NO_COMPILER, error):
        wanted |= set(COMPILER)
    return wanted


def not_seen_by(said: str) -> set[str]:
    """What helps a build to find libraries whose packages it has been given."""
    return {name for pattern, names in NOT_SEEN if re.search(pattern, error_of(said)) for name in names}


def rows_of(name: str) -> list[dict]:
    """The rows of the table for a distribution."""
    normal = re.sub(r"[-_.]+", "-", name).lower()
    return [row for row in TABLE["requirements"] if normal in row["packages"]]


def guessed_from(said: str) -> set[str]:
    """Packages of this Debian that are called like a library which the build looked for in vain."""
    libraries = {library for pattern in UNKNOWN for library in re.findall(pattern, error_of(said))}
    if not libraries:
        return set()
    apt_get.update()
    found = set()
    for library in libraries:
        bare = re.sub(r"^lib", "", library.lower().replace("_", "-"))
        names = [f"lib{bare}-dev", f"{bare}-dev"]
        known = system_packages.known_of(names)
        found |= set([name for name in names if name in known][:1])
    return found | set(COMPILER) if found else found
