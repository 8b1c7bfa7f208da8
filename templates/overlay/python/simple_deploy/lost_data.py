"""Says, when a server starts, that what people store would go with the container: where no volume is, nobody else does."""
import os
import sys

from simple_deploy import chosen
from simple_deploy.database import family


def warn(settings):
    """Names on stderr what lies in the container itself; nothing where all of it outlives the container."""
    lost = [f"{what} ({path})" for what, path in _stored(settings) if not outlives(path)]
    if lost:
        print(
            f"simple-deploy: {' and '.join(lost)}: that is in the container, and is lost with it, as no volume is mounted "
            "there.\nMount one, for instance with docker run -v NAME:/data, or use a database server (DATABASE_URL) and a "
            "storage for uploads elsewhere (django-storages).",
            file=sys.stderr,
            flush=True,
        )


def _stored(settings):
    for database in (getattr(settings, "DATABASES", None) or {}).values():
        name = str(database.get("NAME") or "")
        if family(str(database.get("ENGINE", ""))) == "sqlite" and name and not name.startswith((":", "file:")):
            yield "the SQLite database", name
    root = str(getattr(settings, "MEDIA_ROOT", "") or "")
    # Where the project names none, the overlay does; nothing says that it takes uploads at all.
    own = hasattr(settings, "SIMPLE_DEPLOY_MEDIA_IN_IMAGE") or root != os.path.join(chosen.data_dir(), "media")
    if root and own and _is_local(settings):
        yield "uploads", root


def _is_local(settings):
    stores = getattr(settings, "STORAGES", None) or {}
    backend = (stores.get("default") or {}).get("BACKEND") or getattr(settings, "DEFAULT_FILE_STORAGE", None) or ""
    return backend == "" or backend.endswith("FileSystemStorage")


def outlives(path):
    """Whether something is mounted at the path or above it, but for the container's own root."""
    path = os.path.abspath(path)
    while path != os.path.dirname(path):
        if os.path.ismount(path):
            return True
        path = os.path.dirname(path)
    return False
