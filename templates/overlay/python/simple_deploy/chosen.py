"""What the environment says to the overlay. docs/image.md lists the variables."""
import os
import sys

# Where the project stands in the image.
PROJECT = os.environ.get("SIMPLE_DEPLOY_PROJECT", "/project")
# Where what we add to it stands.
HOME = os.environ.get("SIMPLE_DEPLOY_HOME", "/simple-deploy")


def skips(name):
    """Whether SIMPLE_DEPLOY_SKIP, a comma-separated list, switches this line of the overlay off."""
    return name in os.environ.get("SIMPLE_DEPLOY_SKIP", "").replace(" ", "").split(",")


def building():
    """Whether the image is being built: there are no secrets yet, and nothing is served."""
    return os.environ.get("SIMPLE_DEPLOY_BUILDING") == "1"


def testing():
    """Whether this is `manage.py test`: another program may have a word `test` of its own."""
    return sys.argv[1:2] == ["test"] and os.path.basename(sys.argv[0]) in ("manage.py", "django-admin", "__main__.py")


def serves_threads():
    """Whether this process is a WSGI server of ours, whose threads live on between requests (see gunicorn.conf.py)."""
    return os.environ.get("SIMPLE_DEPLOY_SERVES") == "wsgi"


def platform():
    return os.environ.get("SIMPLE_DEPLOY_PLATFORM", "")


def scheme():
    return os.environ.get("SIMPLE_DEPLOY_SCHEME", "http")


def postgis():
    """Whether the project needs PostGIS, and its settings leave it to the address to say the engine."""
    return os.environ.get("SIMPLE_DEPLOY_POSTGIS") == "1"


def data_dir():
    """Folder whose content outlives the container; empty when there is none."""
    return os.environ.get("SIMPLE_DEPLOY_DATA_DIR", "")


def decoded(name):
    """The object in a variable of Platform.sh's, which is base64 of JSON; empty when there is none that can be read."""
    import base64
    import json

    try:
        value = json.loads(base64.b64decode(os.environ.get(name, "") or "e30="))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
