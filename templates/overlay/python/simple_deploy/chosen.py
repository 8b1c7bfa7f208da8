"""What the environment says to the overlay. docs/image.md lists the variables."""
import os

# Where the project stands in the image.
PROJECT = os.environ.get("SIMPLE_DEPLOY_PROJECT", "/project")


def skips(name):
    """Whether SIMPLE_DEPLOY_SKIP, a comma-separated list, switches this line of the overlay off."""
    return name in os.environ.get("SIMPLE_DEPLOY_SKIP", "").replace(" ", "").split(",")


def building():
    """Whether the image is being built: there are no secrets yet, and nothing is served."""
    return os.environ.get("SIMPLE_DEPLOY_BUILDING") == "1"


def platform():
    return os.environ.get("SIMPLE_DEPLOY_PLATFORM", "")


def scheme():
    return os.environ.get("SIMPLE_DEPLOY_SCHEME", "http")


def data_dir():
    """Folder whose content outlives the container; empty when there is none."""
    return os.environ.get("SIMPLE_DEPLOY_DATA_DIR", "")


def hosts():
    """Names under which the site is reached, with a port where one was given, without doubles."""
    names = os.environ.get("SIMPLE_DEPLOY_HOSTS", "").replace(",", " ").split()
    for variable, form in _HOSTS_OF_PLATFORMS:
        if os.environ.get(variable):
            names.append(form.format(os.environ[variable]))
    names += _hosts_of_routes(os.environ.get("PLATFORM_ROUTES", ""))
    if platform() in ("", "local"):
        names += ["localhost", "127.0.0.1", "[::1]"]
    return list(dict.fromkeys(names))


_HOSTS_OF_PLATFORMS = (
    ("FLY_APP_NAME", "{}.fly.dev"),
    ("HEROKU_APP_DEFAULT_DOMAIN_NAME", "{}"),
    ("HEROKU_APP_NAME", "{}.herokuapp.com"),
    ("RENDER_EXTERNAL_HOSTNAME", "{}"),
    ("RAILWAY_PUBLIC_DOMAIN", "{}"),
)


def _hosts_of_routes(encoded):
    """Platform.sh gives its routes as base64 of a JSON object whose keys are URLs."""
    if not encoded:
        return []
    import base64
    import json
    from urllib.parse import urlsplit

    try:
        return [urlsplit(url).netloc for url in json.loads(base64.b64decode(encoded))]
    except ValueError:
        return []
