"""Reads the settings before the application does, to fail once and with the words last."""
import os


def load_settings():
    """Imports the settings as manage.py and wsgi.py would: django-configurations makes them of a class."""
    if os.environ.get("DJANGO_CONFIGURATION"):
        try:
            from configurations import importer

            importer.install()
        except ImportError:
            pass
    from django.conf import settings

    settings.INSTALLED_APPS
    return settings
