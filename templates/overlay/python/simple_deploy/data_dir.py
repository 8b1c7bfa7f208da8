"""SQLite files and uploads → the folder that outlives the container, where they lie in the container itself."""
import os

from simple_deploy.chosen import PROJECT
from simple_deploy.database import family
from simple_deploy.lost_data import outlives
from simple_deploy.same_kind import same_kind


def move_data(settings, folder):
    """Moves NAME of each SQLite database, and MEDIA_ROOT, to the same place below `folder`."""
    if not folder:
        return
    databases = dict(getattr(settings, "DATABASES", None) or {})
    for alias, database in databases.items():
        name = str(database.get("NAME") or "")
        if family(str(database.get("ENGINE", ""))) == "sqlite" and name and not name.startswith((":", "file:")):
            place = moved(name, folder)
            databases[alias] = {**database, "NAME": same_kind(database["NAME"], place)}
            _make(os.path.dirname(place))
    if databases:
        settings.DATABASES = databases
    root = str(getattr(settings, "MEDIA_ROOT", "") or "")
    if root and moved(root, folder) != root:
        settings.MEDIA_ROOT = same_kind(settings.MEDIA_ROOT, moved(root, folder))
        # What the project itself brings as media is still read there.
        settings.SIMPLE_DEPLOY_MEDIA_IN_IMAGE = root
    elif not root:
        # Django would write uploads into the working folder, which belongs to root.
        settings.MEDIA_ROOT = os.path.join(folder, "media")


def moved(path, folder):
    """Where `path` lies in `folder`: the same way below it as below the project, or, of a place that nothing holds, as below `/`."""
    absolute = os.path.abspath(path)
    if absolute == PROJECT or absolute.startswith(os.path.abspath(folder) + os.sep):
        return path  # in the second case it was moved before
    if not absolute.startswith(PROJECT + os.sep):
        return os.path.join(folder, absolute.lstrip(os.sep)) if _nowhere(absolute) else path
    return os.path.join(folder, os.path.relpath(absolute, PROJECT))


def _nowhere(path):
    """Whether a place outside of the project is one of the container's own, lost with it, where the app cannot write or nothing is."""
    return not outlives(path) and not (os.path.exists(path) and os.access(path, os.W_OK))


def _make(path):
    try:
        os.makedirs(path, exist_ok=True)
    except OSError:
        pass  # connecting says why
