"""Collects the static files by the project's own manage.py, with what apps make of them before and after.

Prints, as one line of JSON, the folders that hold the result, and what is worth a word. On a failure the last line on stderr says where it lies
(see examine.py): a manifest storage names the file that is missing, and here the line that refers to it is looked up.
"""
from __future__ import annotations

import contextlib
import json
import os
import re
import runpy
import sys

import examine


def main() -> None:
    stdout, sys.stdout = sys.stdout, sys.stderr
    sys.path.insert(0, os.getcwd())
    command: tuple[str, ...] = ("collectstatic",)
    try:
        from simple_deploy.load import load_settings

        settings = load_settings()
        notes = leave_out_nameless(settings) + make_missing_folders(settings)
        for command in commands(settings):
            with caches_for(command, settings):
                manage(command)
        if makes_files_later(settings):
            notes += make_them_now(settings)
        roots = collected(settings)
    except BaseException as error:
        examine.fail("collectstatic", error, command=command[0], **missing_file(error))
    print(json.dumps({"roots": roots, "notes": notes}), file=stdout, flush=True)
    os._exit(0)  # threads that the project started do not hold the build


def commands(settings) -> list[tuple[str, ...]]:
    """What makes the static files complete, in the order in which the apps' documentation has it."""
    apps = settings.INSTALLED_APPS
    found: list[tuple[str, ...]] = [("collectstatic", "--noinput", "--verbosity", "0")]
    if "sass_processor" in apps:
        found.insert(0, ("compilescss",))
    if "compressor" in apps and getattr(settings, "COMPRESS_OFFLINE", False):
        found.append(("compress",))
    return found


def makes_files_later(settings) -> bool:
    """django-compressor without COMPRESS_OFFLINE makes a file when a page is asked for: in the image there is nowhere to write."""
    is_on = getattr(settings, "COMPRESS_ENABLED", not settings.DEBUG)
    return "compressor" in settings.INSTALLED_APPS and is_on and not getattr(settings, "COMPRESS_OFFLINE", False)


def make_them_now(settings) -> list[str]:
    """Makes the same files under the same names, which are those of their content, so that none is missing later."""
    command = ("compress", "--force")
    try:
        with caches_for(command, settings):
            manage(command)
    except Exception as error:
        reason = str(error).strip().splitlines()
        return [
            "django-compressor writes its files when a page is asked for, which an image has no place for, and they could not be made "
            f"beforehand ({reason[-1] if reason else type(error).__name__}): such pages fail. Set COMPRESS_OFFLINE = True, and "
            "see COMPRESS_OFFLINE_CONTEXT of its documentation."
        ]
    return []


def caches_for(command: tuple[str, ...], settings):
    """django-compressor remembers in a cache what it has made: the server that has it elsewhere cannot be reached from a build."""
    if command[0] != "compress":
        return contextlib.nullcontext()
    from django.test import signals  # noqa: F401  # it has the connections made anew
    from django.test.utils import override_settings

    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return override_settings(CACHES={alias: {**memory, "LOCATION": alias} for alias in {"default", *settings.CACHES}})


def collected(settings) -> list[str]:
    """The folders in which something was made; django-compressor may have one of its own."""
    named = [settings.STATIC_ROOT]
    if "compressor" in settings.INSTALLED_APPS:
        named.append(getattr(settings, "COMPRESS_ROOT", None))
    roots = [os.path.abspath(str(each)) for each in named if each]
    return [root for root in dict.fromkeys(roots) if os.path.isdir(root)]


def leave_out_nameless(settings) -> list[str]:
    """An empty entry of STATICFILES_DIRS is the folder of manage.py: all code would be served."""
    named = list(getattr(settings, "STATICFILES_DIRS", ()))
    kept = [each for each in named if folder_of(each)]
    if len(kept) == len(named):
        return []
    settings.STATICFILES_DIRS = kept
    return ["An empty entry of STATICFILES_DIRS means the folder of manage.py, with all code in it: it is left out."]


def folder_of(entry) -> str:
    return str(entry[1] if isinstance(entry, (list, tuple)) else entry)


def make_missing_folders(settings) -> list[str]:
    """Folders of STATICFILES_DIRS that git does not keep, as they are empty: older Django stops at them, newer warns."""
    notes = []
    for each in getattr(settings, "STATICFILES_DIRS", ()):
        folder = folder_of(each)
        if not os.path.lexists(folder):
            notes.append(f"{folder}, named in STATICFILES_DIRS, does not exist: nothing is collected there.")
            os.makedirs(folder)
    return notes


def manage(command: tuple[str, ...]) -> None:
    """Runs manage.py in this process, so that what it raises can be told by its place."""
    from django.core.management.base import CommandError

    sys.argv = ["manage.py", *command, "--traceback"]
    try:
        runpy.run_path(os.path.abspath("manage.py"), run_name="__main__")
    except SystemExit as end:
        if end.code not in (None, 0):
            raise
    except CommandError as error:
        # Of django-compressor: templates without one of its tags are nothing to complain of.
        if "No 'compress' template tags found" not in str(error):
            raise


_MISSING = re.compile(r"^The file '(.+?)' could not be found with ")


def missing_file(error: BaseException) -> dict:
    """What a manifest storage did not find, and the file and line that refer to it."""
    found = _MISSING.match(str(error))
    if not found:
        return {}
    told = {"missing": found[1]}
    referring = referring_file(error)
    if not referring:
        return told
    from django.contrib.staticfiles import finders

    path = finders.find(referring) or ""
    told["referring"] = referring
    line = line_of(path, found[1])
    if path.startswith(examine.PROJECT + os.sep):
        told["file"] = os.path.relpath(path, examine.PROJECT)
        if line:
            told["line"] = line
    return told


def referring_file(error: BaseException) -> str:
    """The file that was being looked through: only a local variable of Django's command knows it."""
    frame = error.__traceback__
    while frame is not None:
        name = frame.tb_frame.f_locals.get("original_path")
        if isinstance(name, str) and "collectstatic" in frame.tb_frame.f_code.co_filename:
            return name
        frame = frame.tb_next
    return ""


def line_of(path: str, missing: str) -> int:
    """The first line that speaks of the missing file by its name; 0 when none does."""
    name = os.path.basename(missing)
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return next((number for number, line in enumerate(file, 1) if name in line), 0)
    except OSError:
        return 0


if __name__ == "__main__":
    main()
