"""REDIS_URL → the addresses of Redis that the settings hold."""
import os
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

# In a container that is alone nothing listens there; a service of a compose file has no dot in its name.
_HERE = ("localhost", "127.0.0.1", "::1", "0.0.0.0")
_PORT = 6379


def point_at(settings, url):
    """Replaces addresses that mean a Redis of a developer's machine; those of real hosts stay."""
    if not url.startswith(("redis://", "rediss://")):
        return
    target = urlsplit(url)
    for name in [name for name in dir(settings) if name.isupper()]:
        value = getattr(settings, name)
        celery = name.startswith(("CELERY", "BROKER", "RESULT_BACKEND"))
        moved = _moved(value, target, celery, pairs=name == "CHANNEL_LAYERS")
        if moved != value:
            setattr(settings, name, moved)


def _moved(value, target, celery, pairs):
    if isinstance(value, str):
        return _url(value, target, celery)
    if isinstance(value, dict):
        return _fields({key: _moved(each, target, celery, pairs) for key, each in value.items()}, target)
    if type(value) is tuple and pairs and len(value) == 2 and _is_port(value[0], value[1], target) and _is_here(value[0], target):
        return urlunsplit(target)  # channels takes a host and a port, or an address
    if type(value) in (list, tuple):
        return type(value)(_moved(each, target, celery, pairs) for each in value)
    return value


def _url(text, target, celery):
    if not text.startswith(("redis://", "rediss://")):
        return text
    try:
        old = urlsplit(text)
        if not _is_here(old.hostname, target) or not (_is_unset(old.password) or _is_ours(unquote(old.password), target)):
            return text
    except ValueError:
        return text
    path = old.path if old.path.strip("/") else target.path
    query = dict(parse_qsl(target.query), **dict(parse_qsl(old.query)))
    if celery and target.scheme == "rediss" and "ssl_cert_reqs" not in query:
        # Without it Celery refuses the address; certificates of Heroku's Redis are signed by itself.
        query["ssl_cert_reqs"] = "CERT_NONE" if os.environ.get("DYNO") else "CERT_REQUIRED"
    return urlunsplit((target.scheme, target.netloc, path, urlencode(query), ""))


def _is_unset(password):
    """None, or its name: f"redis://:{os.getenv('REDIS_PASSWORD')}@redis:6379" of a variable that is not set."""
    return password in (None, "", "None")


def _fields(values, target):
    """`{"HOST": "localhost", "PORT": 6379}`, as RQ, Django Q and Huey have it."""
    for host, port, password, tls in (("HOST", "PORT", "PASSWORD", "SSL"), ("host", "port", "password", "ssl")):
        known = values.get(password)
        if not _is_here(values.get(host, ""), target) or not _is_port(values.get(host), values.get(port, ""), target):
            continue
        if not known or _is_ours(known, target):
            values = {**values, host: target.hostname, port: target.port or _PORT}
            if target.password:
                values[password] = unquote(target.password)
            if target.scheme == "rediss":
                values[tls] = True
    return values


def _is_port(host, port, target):
    return str(port) == str(_PORT) or (host == target.hostname and str(port) == str(target.port))


def _is_ours(password, target):
    """Whether settings were told this Redis by its parts (see supplied.py): TLS and the rest of its address are to be added."""
    return password == unquote(target.password or "")


def _is_here(host, target):
    if host is None:
        return True  # of a variable that is not set: this machine
    if not isinstance(host, str):
        return False
    # "none": f"redis://{os.getenv('REDIS_HOST')}" of a variable that is not set
    return host in (*_HERE, "none") or host == target.hostname or ("." not in host and ("redis" in host or "valkey" in host))
