"""The apps of INSTALLED_APPS that are not installed: the first of them ends the build, and each other would end the next one."""
from __future__ import annotations

from importlib.util import find_spec


def beside(error: BaseException) -> list[str]:
    """Top modules of apps that are missing besides the one which an error names; none where the settings are not loaded."""
    if not isinstance(error, ModuleNotFoundError):
        return []
    from django.conf import settings

    if not settings.configured:
        return []
    tops = dict.fromkeys(str(app).split(".")[0] for app in getattr(settings, "INSTALLED_APPS", None) or ())
    return [top for top in tops if top != (error.name or "").split(".")[0] and not is_there(top)]


def is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):  # a name that is none, a module that was taken apart
        return True
