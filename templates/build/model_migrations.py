"""What the models of the project's own apps have and its migrations do not make: tables and columns that will be missing.

Nothing here asks a database, and nothing stops the build: what `migrate` can live with is for the person to judge.
"""
from __future__ import annotations

import os
import sys
import traceback


def lacking(project: str) -> dict:
    """For the facts of the image: apps without migrations, apps whose models have more, and what breaks the migrations."""
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    if not apps.models_ready:
        return {}
    own = {each.label: _with_tables(each) for each in apps.get_app_configs() if _is_below(each.path, project)}
    own = {label: models for label, models in own.items() if models}
    loader = MigrationLoader(None, load=False)
    fails = _failure_of(loader.load_disk, project)
    if fails:
        return fails
    # MIGRATION_MODULES = {"app": None} says that it is meant.
    wanted = [label for label in sorted(own) if loader.migrations_module(label)[0] is not None]
    has = {label for label, _ in loader.disk_migrations}
    none = [{"app": label, "models": own[label], "folder": _folder(label, project)} for label in wanted if label not in has]
    fails = _failure_of(loader.build_graph, project)
    if fails:
        # One that builds on those of an app without any: that is told with the app.
        is_told = any(fails["migrationsFail"].endswith(f"app with no migrations: {each['app']}") for each in none)
        return {"unmigrated": none, **({} if is_told else fails)}
    heads = {label: sorted(names) for label, names in sorted(loader.detect_conflicts().items()) if label in own}
    if heads:
        return {"unmigrated": none, "migrationHeads": heads}
    return {"unmigrated": none, "unmigratedChanges": _changes(loader, [label for label in wanted if label in has])}


def _failure_of(work, project: str) -> dict:
    """What migrate begins with, and would stop at."""
    try:
        work()
    except (Exception, SystemExit) as error:
        return {"migrationsFail": f"{type(error).__name__}: {error}{_place(error, project)}"}
    return {}


def _with_tables(app) -> list[str]:
    """Models of an app that `migrate` is to make tables for."""
    return sorted(each.__name__ for each in app.get_models()
                  if each._meta.managed and not each._meta.proxy and _is_allowed(each))


def _is_allowed(model) -> bool:
    """Not of a model that a router keeps out of every database."""
    from django.db import connections, router

    return any(router.allow_migrate_model(alias, model) for alias in connections)


def _changes(loader, labels: list[str]) -> list[dict]:
    """Tables and columns that the models have more. Other differences (choices, the size of an id) break no page."""
    try:
        found = _detected(loader, set(labels))
    except (Exception, SystemExit) as error:
        print(f"The models were not compared with their migrations: {type(error).__name__}: {error}", file=sys.stderr)
        return []
    more = {label: _more(found.get(label, ())) for label in labels}
    return [{"app": label, "models": names} for label, names in more.items() if names]


def _detected(loader, labels: set[str]) -> dict:
    """The migrations that `makemigrations` would write."""
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.questioner import MigrationQuestioner
    from django.db.migrations.state import ProjectState

    asked = MigrationQuestioner(specified_apps=labels, dry_run=True)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps), asked)
    return detector.changes(graph=loader.graph, trim_to_apps=labels) if labels else {}


def _more(migrations) -> list[str]:
    from django.db.migrations import operations

    made = [each for migration in migrations for each in migration.operations]
    tables = [each.name for each in made if isinstance(each, operations.CreateModel)
              and not each.options.get("proxy") and each.options.get("managed", True)]
    return sorted([*tables, *(f"{each.model_name}.{each.name}" for each in made if isinstance(each, operations.AddField))])


def _folder(label: str, project: str) -> str:
    """Where its migrations would lie, below the project."""
    from django.apps import apps

    return os.path.join(os.path.relpath(os.path.realpath(apps.get_app_config(label).path), project), "migrations")


def _is_below(path: str, project: str) -> bool:
    """Not of an environment that lies in the project."""
    return os.path.realpath(path).startswith(project + os.sep) and f"{os.sep}site-packages{os.sep}" not in path


def _place(error: BaseException, project: str) -> str:
    own = [each for each in traceback.extract_tb(error.__traceback__) if each.filename.startswith(project + os.sep)]
    return f" ({os.path.relpath(own[-1].filename, project)}:{own[-1].lineno})" if own else ""
