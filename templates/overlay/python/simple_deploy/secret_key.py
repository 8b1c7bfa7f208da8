"""SECRET_KEY of the environment, in the place of one that everybody knows."""
import os
import sys

from simple_deploy import chosen


def use_secret_key(settings):
    """Replaces an empty key and the one of startproject; ends the process where the environment gives none."""
    key = getattr(settings, "SECRET_KEY", "")
    if key and not str(key).startswith("django-insecure-"):
        return
    if os.environ.get("SECRET_KEY"):
        settings.SECRET_KEY = os.environ["SECRET_KEY"]
    elif chosen.building() or chosen.testing():
        settings.SECRET_KEY = key or "only-while-building-" + "x" * 40
    else:
        said = "has no SECRET_KEY" if not key else "has the SECRET_KEY of development (django-insecure-…)"
        # Not an exception: Django swallows ImproperlyConfigured in some commands, and a traceback buries the words.
        print(
            f"simple-deploy: {settings.__name__} {said}, and the environment gives none.\n"
            "Start the container with one, for instance:\n"
            "  docker run -e SECRET_KEY=\"$(openssl rand -base64 48)\" …",
            file=sys.stderr,
            flush=True,
        )
        raise SystemExit(1)
