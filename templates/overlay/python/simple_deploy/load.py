"""Reads the settings before the application does, to fail once and with the words last."""
import os

from simple_deploy import chosen
from simple_deploy.lost_data import warn


def install_configurations():
    """django-configurations makes the settings of a class."""
    if os.environ.get("DJANGO_CONFIGURATION"):
        try:
            from configurations import importer

            importer.install()
        except ImportError:
            pass


def set_up():
    """What runserver has done before it imports an application."""
    import django

    install_configurations()
    django.setup()


def load_settings():
    """Imports the settings as manage.py and wsgi.py would."""
    install_configurations()
    from django.conf import settings

    settings.INSTALLED_APPS
    if not chosen.building():
        warn(settings)
    return settings
