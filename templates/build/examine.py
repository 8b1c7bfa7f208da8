"""Imports settings, application and URLs as the image will, runs Django's checks, and prints what only that can tell, as
one line of JSON.

On a failure the last line on stderr is machine-readable: exception, and the place in the project's own files.
"""
from __future__ import annotations

import importlib
import json
import os
import re
import sys
import traceback

import environment_of_image
import ignored_settings
import missing_apps
import missing_files
import model_migrations
import pydantic_fields
import server_check
import shown_traceback
import statements
import told_variables
import too_long

PROJECT = os.environ.get("SIMPLE_DEPLOY_PROJECT", "/project")
# What starts these imports the application by the overlay's served_asgi.py; gunicorn does so with a worker for ASGI too.
ASGI_SERVERS = ("uvicorn", "hypercorn", "daphne", "granian")


def main() -> None:
    settings_module, application, server = sys.argv[1:4]
    sys.path.insert(0, os.getcwd())
    os.environ["DJANGO_SETTINGS_MODULE"] = settings_module
    stdout, sys.stdout = sys.stdout, sys.stderr  # settings that print do not get between us
    doing = "settings"
    too_long.limit()
    try:
        found = facts()
        doing = "application"
        name_static_files_plainly()
        import_application(application, server)
        import_urls()
        found["checks"] = checks()
        found.update(model_migrations.lacking(PROJECT) if found["databases"] else {})
        found.update(completed())
        doing = "server"
        server_check.check(server, application)
        too_long.rest()
    except BaseException as error:
        fail(doing, error)
    print(json.dumps(found), file=stdout, flush=True)
    os._exit(0)  # threads that the project started do not hold the build


def facts() -> dict:
    import django
    from importlib.metadata import distributions
    from simple_deploy.database import family
    from simple_deploy.load import load_settings

    settings = load_settings()

    engines = (str(database.get("ENGINE", "")) for database in settings.DATABASES.values())
    packages = {each.metadata["Name"]: each.version for each in distributions() if is_installed(each)}
    return {
        "python": ".".join(map(str, sys.version_info[:3])),
        "django": django.get_version(),
        "settingsModule": os.environ["DJANGO_SETTINGS_MODULE"],
        "databases": sorted({name for name in map(family, engines) if name}),
        "media": has_media_root(settings),
        "packages": dict(sorted(packages.items())),
        "static": static_files(settings),
        "ignoredSettings": ignored_settings.of(settings),
    }


def is_installed(distribution) -> bool:
    """Not the project itself (see distributions.py)."""
    return bool(distribution.metadata["Name"]) and (distribution.read_text("INSTALLER") or "").strip() != "simple-deploy"


def has_media_root(settings) -> bool:
    """Whether the project itself says where uploads go (see data_dir.py of the overlay)."""
    ours = os.path.join(os.environ.get("SIMPLE_DEPLOY_DATA_DIR", ""), "media")
    return hasattr(settings, "SIMPLE_DEPLOY_MEDIA_IN_IMAGE") or str(settings.MEDIA_ROOT) not in ("", ours)


def static_files(settings) -> dict:
    """Whether collectstatic has anything to do here: not with files that live on another server."""
    from simple_deploy.static import has_app

    if not has_app(settings) or not settings.STATIC_ROOT:
        return {"collect": False, "root": ""}
    import django
    from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage

    django.setup()
    staticfiles_storage.exists  # makes the storage behind the lazy object
    local = isinstance(staticfiles_storage._wrapped, StaticFilesStorage)
    return {"collect": local, "root": os.path.abspath(str(settings.STATIC_ROOT))}


def name_static_files_plainly() -> None:
    """A URL of a static file that code asks for while it is imported (a redirect of /favicon.ico) is in no manifest yet: static files
    are collected after this, by what is looked at here."""
    from django.contrib.staticfiles.storage import ManifestFilesMixin

    ManifestFilesMixin.stored_name = lambda self, name: name


def import_application(name: str, server: str) -> None:
    """Imports `module:callable` as the server will, or calls `module:factory()`; Django loads each middleware with it."""
    if server in ASGI_SERVERS:
        from django.db import DatabaseError
        from simple_deploy import asgi_requests

        try:
            asgi_requests.load(name)
        except DatabaseError as error:  # of what the routes import, as in import_urls
            print(f"{name} asks the database while it is imported: {error}", file=sys.stderr)
        return
    module, _, attribute = name.partition(":")
    found = getattr(importlib.import_module(module), attribute.replace("()", ""))
    if attribute.endswith("()"):
        found()


def import_urls() -> None:
    """Imports the URLconf: when that fails, so does every page. A database is not there yet, and no reason to stop."""
    from django.conf import settings
    from django.db import DatabaseError

    if getattr(settings, "ROOT_URLCONF", None):
        try:
            importlib.import_module(settings.ROOT_URLCONF)
        except DatabaseError as error:
            print(f"{settings.ROOT_URLCONF} asks the database while it is imported: {error}", file=sys.stderr)


def checks() -> list[str]:
    """What `manage.py check` would print. Errors end the build here, as they would end the release: migrate checks too.

    Not so when the settings run on values that were lent: the check may be right to dislike those.
    """
    import django
    from django.core import checks as of_django

    try:
        django.setup()
        messages = [each for each in of_django.run_checks() if not each.is_silenced()]
    except Exception as error:
        # A check that asks a database or a service: there is none yet, and the release will tell.
        return [f"The checks of Django did not run to their end: {type(error).__name__}: {error}"]
    errors = [each for each in messages if each.is_serious()]
    if errors and not os.environ.get("SIMPLE_DEPLOY_LENT"):
        refuse(errors)
    return [str(each) for each in messages]


def completed() -> dict:
    """What the overlay does to these settings, and the warnings of `check --deploy` that stay where a platform ends TLS.

    Whatever goes wrong here is no reason to stop: it is for the summary alone.
    """
    from django.conf import settings
    from django.core.checks.registry import registry
    from simple_deploy import account, fill

    written = fill.as_written.get(os.environ["DJANGO_SETTINGS_MODULE"])
    if written is None:
        return {}
    try:
        overlay = account.account(written)
        on_https = account.filled(written, {"SIMPLE_DEPLOY_SCHEME": "https"})
        # Last of all in this process: nothing after it may meet these values.
        for name in DEPLOYMENT:
            if hasattr(on_https, name):
                setattr(settings, name, getattr(on_https, name))
        if settings.SECRET_KEY in {os.environ[name] for name in os.environ.get("SIMPLE_DEPLOY_LENT", "").split()}:
            settings.SECRET_KEY = account.KEY  # a placeholder is weak, the value of the variable need not be
        messages = [each for check in registry.deployment_checks for each in check(app_configs=None, databases=None)]
    except Exception as error:
        print(f"The deployment checks of Django did not run to their end: {type(error).__name__}: {error}", file=sys.stderr)
        return {}
    warnings = [{"id": each.id or "", "message": str(each.msg)} for each in messages if not each.is_silenced()]
    return {"overlay": overlay, "deployChecks": sorted(warnings, key=lambda each: (each["id"], each["message"]))}


# Settings that the checks of `check --deploy` ask for, and that the overlay completes.
DEPLOYMENT = ("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "MIDDLEWARE", "SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER",
              "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")


def refuse(errors: list) -> None:
    """Ends the build with the first error, those with a place in the project before others; all of them stand above.

    Sorted, as Django runs its checks in no fixed order.
    """
    ordered = sorted(errors, key=lambda each: (not place_of(each.obj), each.id or "", str(each)))
    for each in ordered:
        print(each, file=sys.stderr)
    first = ordered[0]
    failure = {"kind": "check", "exception": first.id or "", "message": first.msg, **environment_of_image.versions(),
               **place_of(first.obj)}
    print("simple-deploy-failure " + json.dumps(failure), file=sys.stderr, flush=True)
    os._exit(1)


def place_of(thing) -> dict:
    """File and line of the class that a check names, or of its field; empty when it lies elsewhere."""
    import inspect

    owner = getattr(thing, "model", None) or thing
    owner = owner if inspect.isclass(owner) else type(owner)
    try:
        file = inspect.getsourcefile(owner) or ""
        source, line = inspect.getsourcelines(owner)
    except (TypeError, OSError):
        return {}
    if not file.startswith(PROJECT + os.sep):
        return {}
    field = re.compile(rf"\s+{re.escape(str(getattr(thing, 'name', '')))}\s*[:=]")
    lines = [line + index for index, text in enumerate(source) if thing is not owner and field.match(text)]
    return {"file": os.path.relpath(file, PROJECT), "line": (lines or [line])[0]}


# `os.environ.get("HOSTS").split(",")`: without the variable that line fails, and the error does not name it.
_ASKED = re.compile(r"""(?:environ\.get|getenv)\(\s*["'](\w+)["']\s*\)""")

# `env.int("PORT")`: a value that does not please is most often named where it fails.
_NAMED = re.compile(r"""["'](\w+)["']""")


def named_by(frame: traceback.FrameSummary) -> list[str]:
    """Texts in the line that fails, then in the rest of its statement, then where the names in it get their values."""
    return [name for text in (frame.line or "", statements.with_assignments(frame)) for name in _NAMED.findall(text)]


def asks_database(error: BaseException) -> bool:
    """Whether Django was kept from asking a database. There is none here."""
    of_django = sys.modules.get("django.db.utils")
    return of_django is not None and isinstance(error, of_django.Error)


def imported_at(error: BaseException) -> dict:
    """The statement of the project that runs as its module is imported, or as a class of it is made; not what that calls."""
    import inspect

    own = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)
           if frame.f_code.co_filename.startswith(PROJECT + os.sep) and not frame.f_code.co_flags & inspect.CO_OPTIMIZED]
    return {"file": os.path.relpath(own[-1][0], PROJECT), "line": own[-1][1]} if own else {}


def fail(doing: str, error: BaseException, **more: object) -> None:
    """Ends the process; `more` is added to what the last line says of the failure."""
    too_long.rest()
    missing, unfit = pydantic_fields.variables_of(error)
    sys.stderr.writelines(shown_traceback.without_machinery(traceback.TracebackException.from_exception(error)).format())
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(PROJECT + os.sep)]
    place = {"file": os.path.relpath(own[-1].filename, PROJECT), "line": own[-1].lineno} if own else {}
    asks = asks_database(error)
    if asks and own:
        place = imported_at(error) or place
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(PROJECT + os.sep):
        place = {"file": os.path.relpath(error.filename, PROJECT), "line": error.lineno}
    failure = {
        "kind": doing,
        "exception": type(error).__name__,
        "message": str(error),
        "environment": bool(frames) and frames[-1].filename.endswith((os.sep + "os.py", "<frozen os>")),
        "package": environment_of_image.package_of(frames[-1].filename) if frames else "",
        "broughtBy": environment_of_image.brought_by(frames[-1].filename) if frames else [],
        **environment_of_image.versions(),
        "asked": [*(_ASKED.findall(statements.with_assignments(own[-1])) if own else []), *told_variables.settings_that_are_none(error, own)],
        "missing": missing,
        "alsoMissing": missing_apps.beside(error),
        "certain": isinstance(error, too_long.TookTooLong)
        or isinstance(error, (ImportError, SyntaxError)) and all(map(statements.always_runs, own)),
        "asksDatabase": asks and bool(own),
        "lacks": missing_files.lacking(error, PROJECT),
        "told": told_variables.of(error, frames, PROJECT),
        "named": unfit + [name for frame in reversed(own) for name in named_by(frame)],
        **place,
        **more,
    }
    print("simple-deploy-failure " + json.dumps(failure), file=sys.stderr, flush=True)
    os._exit(1)


if __name__ == "__main__":
    main()
