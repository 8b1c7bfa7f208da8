"""Fills what a settings module lacks, or has unsafe, for production. Each function is one line of the overlay; its name
with `-` for `_` in SIMPLE_DEPLOY_SKIP switches it off; lines.json has what people read about it. What the module decides
itself stays. Run twice, it changes nothing the second time.
"""
import os

from simple_deploy import addresses, chosen, log_files as logs_of_files, redis_url as redis_addresses, secure
from simple_deploy.cache import redis_url as address_of_redis, use_redis
from simple_deploy.connections import encrypt, keep_open, no_cursors_of_a_pooler
from simple_deploy.data_dir import move_data
from simple_deploy.database import use_database_url
from simple_deploy.email_url import use_email_url
from simple_deploy.relationships import url_of
from simple_deploy.same_kind import same_kind
from simple_deploy.secret_key import use_secret_key
from simple_deploy.sqlite import prepare as prepare_sqlite

SECURITY = "django.middleware.security.SecurityMiddleware"
WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
HEALTH = "simple_deploy.health.HealthMiddleware"
REQUEST_ID = "simple_deploy.request_id.RequestIdMiddleware"
ACCESS_LOG = "simple_deploy.access_log.AccessLogMiddleware"
MEDIA = "simple_deploy.media.MediaMiddleware"


# Settings modules as they were before they were filled, while the image is built: see account.py.
as_written = {}


def fill(settings, watch=None):
    """Fills the module `settings` in place; `watch` is called with each line's name after the line ran."""
    if chosen.building():
        as_written.setdefault(settings.__name__, dict(vars(settings)))
    _name_no_database(settings)
    for line in [database_url, database_tls, secret_key] if chosen.testing() else LINES:
        name = line.__name__.replace("_", "-")
        if not chosen.skips(name):
            line(settings)
            if watch:
                watch(name)


def database_url(settings):
    """DATABASE_URL, or a database in PLATFORM_RELATIONSHIPS, is the default one; ENGINE of the same family, OPTIONS stay."""
    use_database_url(settings, os.environ.get("DATABASE_URL") or url_of(("pgsql", "mysql"), ("database", "db")))


def database_tls(settings):
    """Where the platform's Postgres asks for it, the connection is encrypted."""
    encrypt(settings)


def connections(settings):
    """Connections to Postgres and MySQL are kept for a minute and looked at before they are used again."""
    no_cursors_of_a_pooler(settings)
    keep_open(settings)


def data_dir(settings):
    """SQLite databases and uploads below the project move to SIMPLE_DEPLOY_DATA_DIR, which outlives the container."""
    move_data(settings, chosen.data_dir())


def sqlite(settings):
    """A SQLite database that outlives the container is in WAL mode, and who wants to write waits for who does."""
    prepare_sqlite(settings)


def secret_key(settings):
    """SECRET_KEY of the environment replaces an empty or a generated development key; without one nothing starts."""
    use_secret_key(settings)


def debug(settings):
    """DEBUG is off: its error pages show settings and code to everyone."""
    if getattr(settings, "DEBUG", False):
        settings.DEBUG = False


def vite(settings):
    """django-vite takes what was built: pages would point at a development server that only a developer's machine has."""
    if getattr(settings, "DJANGO_VITE_DEV_MODE", False):
        settings.DJANGO_VITE_DEV_MODE = False
    apps = getattr(settings, "DJANGO_VITE", None)
    if isinstance(apps, dict):
        off = {name: {**app, "dev_mode": False} if isinstance(app, dict) and app.get("dev_mode") else app
               for name, app in apps.items()}
        if off != apps:
            settings.DJANGO_VITE = off


def hosts(settings):
    """ALLOWED_HOSTS takes in the names under which the platform serves the site."""
    allowed = list(getattr(settings, "ALLOWED_HOSTS", None) or [])
    if "*" not in allowed:
        allowed += [name for name in addresses.hosts() if name not in allowed]
    settings.ALLOWED_HOSTS = allowed


def csrf_origins(settings):
    """CSRF_TRUSTED_ORIGINS takes in the same names: behind a proxy the scheme that Django sees is not the browser's.

    What names nothing, of a variable that is not set (`"".split(",")`), is left out: checks, and with them migrate, refuse it.
    """
    from django import VERSION

    for name in ("CORS_ALLOWED_ORIGINS", "CORS_ORIGIN_WHITELIST"):
        listed = getattr(settings, name, None)
        if isinstance(listed, (list, tuple)) and not all(listed):
            setattr(settings, name, [each for each in listed if each])
    trusted = [each for each in getattr(settings, "CSRF_TRUSTED_ORIGINS", None) or [] if each]
    # Before Django 4.0: host names, without the scheme.
    origins = addresses.origins() if VERSION >= (4, 0) else [origin.partition("://")[2] for origin in addresses.origins()]
    settings.CSRF_TRUSTED_ORIGINS = trusted + [origin for origin in origins if origin not in trusted]


def static_root(settings):
    """STATIC_ROOT, where collectstatic puts the files at build; in the image it is where they were put."""
    from simple_deploy.static import collected_root, has_app

    if has_app(settings):
        collected = "" if chosen.building() else collected_root()
        own = getattr(settings, "STATIC_ROOT", None)
        if collected or not own:
            settings.STATIC_ROOT = same_kind(own, collected or chosen.HOME + "/static")
        if not getattr(settings, "STATIC_URL", None):
            settings.STATIC_URL = "/static/"


def whitenoise(settings):
    """WhiteNoise serves the static files, right after SecurityMiddleware, unless the project has it already."""
    from importlib.util import find_spec

    from simple_deploy.static import after, has_app

    if not has_app(settings) or find_spec("whitenoise") is None:
        return
    middleware = list(getattr(settings, "MIDDLEWARE", None) or [])
    if not any("whitenoise" in name.lower() for name in middleware):
        place = middleware.index(SECURITY) + 1 if SECURITY in middleware else 0
        middleware.insert(place, WHITENOISE)
        settings.MIDDLEWARE = middleware
    settings.WHITENOISE_ADD_HEADERS_FUNCTION = after(getattr(settings, "WHITENOISE_ADD_HEADERS_FUNCTION", None))


def media(settings):
    """Uploaded files are served where no server in front of the container does it."""
    from simple_deploy.media import can_serve

    if can_serve(settings):
        _put_first(settings, MEDIA)


def logging(settings):
    """Logs go to the container's output: without DEBUG, Django by itself would mail errors to ADMINS and print none."""
    if getattr(settings, "LOGGING", None):
        return
    settings.LOGGING = {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": "simple_deploy.request_id.Filter"}},
        "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s [%(request_id)s]"}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "line",
                "filters": ["request"],
            }
        },
        "root": {"handlers": ["stdout"], "level": os.environ.get("LOG_LEVEL", "INFO").upper()},
    }


def log_files(settings):
    """What LOGGING would write to a file that cannot be written goes to the container's output."""
    logs_of_files.to_output(settings)


def redis_url(settings):
    """Addresses of Redis that mean a developer's machine are the one in REDIS_URL: the broker, the cache, channels."""
    redis_addresses.point_at(settings, address_of_redis() or "")


def cache(settings):
    """REDIS_URL is the default cache, unless the project has CACHES: in memory each worker has a cache of its own."""
    use_redis(settings)


def email_url(settings):
    """EMAIL_URL says through which server mail goes, unless the settings do."""
    use_email_url(settings)


def https(settings):
    """Behind a proxy that ends TLS: its header is believed, cookies are for https only, http is sent to https."""
    secure.behind_tls(settings)


def plain_http(settings):
    """On this machine, without https: no redirect to it and no cookies for it alone, or nobody could log in."""
    secure.over_plain_http(settings)


def request_id(settings):
    """Each request has an ID, that of the proxy in front or a new one; the answer and the logs carry it."""
    _put_first(settings, REQUEST_ID)


def access_log(settings):
    """Where the server's own access log cannot be made ours, a middleware writes it."""
    if os.environ.get("SIMPLE_DEPLOY_ACCESS_LOG") == "middleware":
        _put_first(settings, ACCESS_LOG)


def health(settings):
    """A middleware before all others answers /-/health, which stays out of the access log."""
    _put_first(settings, HEALTH)


LINES = (
    database_url,
    database_tls,
    connections,
    data_dir,
    sqlite,
    secret_key,
    debug,
    vite,
    hosts,
    csrf_origins,
    static_root,
    whitenoise,
    media,
    logging,
    log_files,
    redis_url,
    cache,
    email_url,
    https,
    plain_http,
    request_id,
    access_log,
    health,
)


def _name_no_database(settings):
    """A database without an address is None for django-heroku, and empty for Django."""
    databases = getattr(settings, "DATABASES", None)
    if isinstance(databases, dict) and None in databases.values():
        settings.DATABASES = {alias: {} if each is None else each for alias, each in databases.items()}


def _put_first(settings, middleware):
    present = list(getattr(settings, "MIDDLEWARE", None) or [])
    if middleware not in present:
        settings.MIDDLEWARE = [middleware, *present]
