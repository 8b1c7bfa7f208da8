"""EMAIL_URL → the EMAIL_… settings, or MAILERS of Django 6.1: smtp://user:password@mail.example:587, as dj-email-url has it."""
import os
from urllib.parse import parse_qs, unquote, urlsplit

# Scheme → port. What smtps means differs: by itself it is TLS from the first byte, to those two packages STARTTLS.
_PORTS = {"smtp": 25, "submission": 587, "smtp+tls": 587, "smtp+ssl": 465, "smtps": 465}
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
# What startproject and tutorials have for development.
_OF_DEVELOPMENT = tuple(f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "locmem", "filebased", "dummy"))


def use_email_url(settings):
    """Mail goes through the server that EMAIL_URL names, unless the settings say through which."""
    url = urlsplit(os.environ.get("EMAIL_URL", ""))
    if url.scheme not in _PORTS or not url.hostname or _says_where(settings):
        return
    port = url.port or _PORTS[url.scheme]
    asked = {name: values[-1].lower() in ("1", "true", "yes", "on") for name, values in parse_qs(url.query).items()}
    ssl = asked.get("ssl", port == 465 or url.scheme == "smtp+ssl")
    # Port 587 is for STARTTLS by RFC 6409; a password would travel readable without.
    tls = not ssl and asked.get("tls", port == 587 or url.scheme in ("submission", "smtp+tls", "smtps"))
    host, user, password = unquote(url.hostname), unquote(url.username or ""), unquote(url.password or "")
    if hasattr(settings, "MAILERS"):
        # Django refuses the EMAIL_… settings beside it.
        options = {"host": host, "port": port, "username": user, "password": password, "use_tls": tls, "use_ssl": ssl}
        settings.MAILERS = {**settings.MAILERS, "default": {"BACKEND": _SMTP, "OPTIONS": options}}
        return
    settings.EMAIL_BACKEND = _SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = user, password
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = tls, ssl


def _says_where(settings):
    if hasattr(settings, "MAILERS"):
        mailers = settings.MAILERS
        default = mailers.get("default") if isinstance(mailers, dict) else None
        return not isinstance(default, dict) or default.get("BACKEND") not in _OF_DEVELOPMENT
    backend = getattr(settings, "EMAIL_BACKEND", _SMTP)
    named = getattr(settings, "EMAIL_HOST", "localhost") not in ("", None, "localhost", "127.0.0.1")
    return backend not in (_SMTP, *_OF_DEVELOPMENT) or named
