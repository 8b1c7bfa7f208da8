"""Imports the settings and the application as the image will, and prints what only that can tell, as one line of JSON.

On a failure the last line on stderr is machine-readable: exception, and the place in the project's own files.
"""
from __future__ import annotations

import json
import os
import sys
import traceback

PROJECT = "/project"


def main() -> None:
    settings_module, server = sys.argv[1:3]
    sys.path.insert(0, os.getcwd())
    if settings_module != "-":
        os.environ["DJANGO_SETTINGS_MODULE"] = settings_module
    stdout, sys.stdout = sys.stdout, sys.stderr  # settings that print do not get between us
    try:
        found = examine(server)
    except BaseException as error:
        fail(error)
    print(json.dumps(found), file=stdout, flush=True)
    os._exit(0)  # threads that the project started do not hold the build


def examine(server: str) -> dict:
    import django
    from django.conf import settings
    from importlib.metadata import distributions

    django.setup()
    settings.INSTALLED_APPS
    from simple_deploy.database import family

    engines = (str(database.get("ENGINE", "")) for database in settings.DATABASES.values())
    packages = {each.metadata["Name"]: each.version for each in distributions() if each.metadata["Name"]}
    versions = {name.lower(): version for name, version in packages.items()}
    return {
        "python": ".".join(map(str, sys.version_info[:3])),
        "django": django.get_version(),
        "server": {"name": server, "version": versions.get(server, "")},
        "settingsModule": os.environ.get("DJANGO_SETTINGS_MODULE", ""),
        "databases": sorted({name for name in map(family, engines) if name}),
        "media": bool(getattr(settings, "SIMPLE_DEPLOY_MEDIA_IN_IMAGE", "")),
        "packages": dict(sorted(packages.items())),
        "static": static_files(settings),
    }


def static_files(settings) -> dict:
    """Whether collectstatic has anything to do here: not with files that live on another server."""
    if "django.contrib.staticfiles" not in settings.INSTALLED_APPS or not settings.STATIC_ROOT:
        return {"collect": False, "root": ""}
    from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage

    staticfiles_storage._setup() if hasattr(staticfiles_storage, "_setup") else None
    local = isinstance(staticfiles_storage._wrapped, StaticFilesStorage)
    return {"collect": local, "root": os.path.abspath(str(settings.STATIC_ROOT))}


def fail(error: BaseException) -> None:
    traceback.print_exception(type(error), error, error.__traceback__)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(PROJECT + os.sep)]
    place = {"file": os.path.relpath(own[-1].filename, PROJECT), "line": own[-1].lineno} if own else {}
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(PROJECT + os.sep):
        place = {"file": os.path.relpath(error.filename, PROJECT), "line": error.lineno}
    failure = {
        "kind": "settings",
        "exception": type(error).__name__,
        "message": str(error),
        "environment": bool(frames) and frames[-1].filename.endswith(os.sep + "os.py"),
        **place,
    }
    print("simple-deploy-failure " + json.dumps(failure), file=sys.stderr, flush=True)
    os._exit(1)


if __name__ == "__main__":
    main()
