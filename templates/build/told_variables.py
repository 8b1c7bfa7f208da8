"""Variables that an error of the project's own speaks of: `raise ImproperlyConfigured("SITE_URL must be an address")`."""
from __future__ import annotations

import os
import re
import traceback

_NAME = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
_TEXT = re.compile(r"""["']([A-Z][A-Z0-9_]+)["']""")
_SETTING = re.compile(r"\bsettings\.([A-Z][A-Z0-9_]+)\b")


def settings_that_are_none(error: BaseException, own: list[traceback.FrameSummary]) -> list[str]:
    """Settings without a value in the lines that led to an error about None: most are called like their variable.

    `redis.from_url(settings.REDIS_URL)`, with `REDIS_URL = os.environ.get("REDIS_URL")` in the settings.
    """
    from django.conf import settings

    if "NoneType" not in str(error) or not settings.configured:
        return []
    names = [name for frame in reversed(own) for name in _SETTING.findall(frame.line or "")]
    return [name for name in names if getattr(settings, name, "") is None]


def refused_by_package(error: BaseException) -> list[str]:
    """Settings that are None and that a package says it cannot do with: most are called like their variable."""
    from django.conf import settings

    if not settings.configured:
        return []
    return [name for name in _NAME.findall(str(error)) if getattr(settings, name, "") is None]


def of(error: BaseException, frames: list[traceback.FrameSummary], project: str) -> list[str]:
    """Names in its message that the file which raises it also has as a text, as whoever asks the environment must."""
    last = frames[-1] if frames else None
    if last and not last.filename.startswith(project + os.sep):
        return refused_by_package(error)
    if not last or not (last.line or "").startswith("raise "):
        return []
    with open(last.filename, encoding="utf-8", errors="replace") as file:
        texts = set(_TEXT.findall(file.read()))
    return [name for name in _NAME.findall(str(error)) if name in texts]
