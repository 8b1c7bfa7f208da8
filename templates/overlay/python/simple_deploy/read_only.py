"""Commands of Django that write into the project's folders, which are read-only in the image: they say so, and go on.

Release commands and start scripts of other platforms run them at each start (`makemigrations && migrate && collectstatic`).
"""
import os
import sys

_MIGRATIONS = (
    "simple-deploy: makemigrations wrote nothing: the code in the image is read-only, and a migration that a container writes is lost.\n"
    "The models of {apps} have what no migration makes. Where the project lies: python manage.py makemigrations {labels}, then commit the files that it writes."
)
_STATIC = "simple-deploy: collectstatic has nothing to do: the build of the image has collected the static files."


def shown_migrations(commands):
    """makemigrations shows what it would write, as --dry-run does, where it cannot."""
    plain = commands.Command.write_migration_files

    def write_migration_files(self, changes, *more, **named):
        if self.dry_run or not _is_stuck(changes):
            return plain(self, changes, *more, **named)
        self.dry_run = True
        try:
            plain(self, changes, *more, **named)
        except OSError:
            pass  # it makes folders before it shows anything, where the migrations of an app lie outside of that
        _say_migrations(changes)

    commands.Command.write_migration_files = write_migration_files
    merge = commands.Command.handle_merge

    def handle_merge(self, loader, conflicts):
        from django.apps import apps

        # migrate, which comes next, stops at what is not merged, and its words say what to type.
        self.dry_run = self.dry_run or not all(_is_writable(apps.get_app_config(label).path) for label in conflicts)
        return merge(self, loader, conflicts)

    commands.Command.handle_merge = handle_merge


def collected_static(commands):
    """collectstatic is left out where its folder is the image's; a storage elsewhere is filled as ever."""
    plain = commands.Command.handle

    def handle(self, *arguments, **options):
        if options.get("dry_run") or not self.is_local_storage() or _is_writable(self.storage.location):
            return plain(self, *arguments, **options)
        print(_STATIC, file=sys.stderr, flush=True)
        return None

    commands.Command.handle = handle


def _is_stuck(changes):
    from django.db.migrations.writer import MigrationWriter

    for migrations in changes.values():
        try:
            if migrations and not _is_writable(MigrationWriter(migrations[0]).basedir):
                return True
        except OSError:
            return True  # it makes the folder
        except ValueError:
            return False  # it finds no place for the folder, and says that itself
    return False


def _is_writable(path):
    path = os.path.abspath(path)
    while not os.path.exists(path):
        path = os.path.dirname(path)
    return os.access(path, os.W_OK)


def _say_migrations(changes):
    from django.apps import apps

    own = [label for label in sorted(changes) if not apps.get_app_config(label).path.startswith(sys.prefix + os.sep)]
    others = sorted(set(changes) - set(own))
    if own:
        print(_MIGRATIONS.format(apps=", ".join(own), labels=" ".join(own)), file=sys.stderr, flush=True)
    elif others:
        print(f"simple-deploy: makemigrations wrote nothing: what {', '.join(others)} would get is for the package to bring.",
              file=sys.stderr, flush=True)
