"""Settings that the project gives a value and that the Django of the image no longer reads: nothing fails, and nothing works."""
from __future__ import annotations

# Name, the first version without it, what it reads since. "Features removed in" of the notes of each release,
# https://docs.djangoproject.com/en/stable/releases/5.1/#features-removed-in-5-1 and so on.
REMOVED = (
    ("TEMPLATE_CONTEXT_PROCESSORS", (1, 10), "TEMPLATES"),
    ("TEMPLATE_DIRS", (1, 10), "TEMPLATES"),
    ("MIDDLEWARE_CLASSES", (2, 0), "MIDDLEWARE"),
    ("PASSWORD_RESET_TIMEOUT_DAYS", (4, 0), "PASSWORD_RESET_TIMEOUT"),
    ("DEFAULT_FILE_STORAGE", (5, 1), "STORAGES"),
    ("STATICFILES_STORAGE", (5, 1), "STORAGES"),
)


def of(settings) -> list[dict]:
    """Those that have no effect: a project that sets what stands for them means them for an older Django."""
    import django

    is_set = getattr(settings, "is_overridden", None)
    if not is_set:
        return []  # another object in the place of Django's own, such as dynaconf's
    return [{"name": name, "since": ".".join(map(str, since)), "instead": instead} for name, since, instead in REMOVED
            if django.VERSION >= since and is_set(name) and not is_set(instead)]
