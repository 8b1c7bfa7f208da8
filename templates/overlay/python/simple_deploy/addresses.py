"""Under which names, schemes and ports the site is reached: ALLOWED_HOSTS and CSRF_TRUSTED_ORIGINS are made of them."""
import os

from simple_deploy import chosen

# Variables that platforms set by themselves. The first that is there of each row holds: an old name of Heroku's would
# allow a host that may be somebody else's app.
_OF_PLATFORMS = (
    (("FLY_APP_NAME", "{}.fly.dev"),),
    (("HEROKU_APP_DEFAULT_DOMAIN_NAME", "{}"), ("HEROKU_APP_NAME", "{}.herokuapp.com")),
    (("RENDER_EXTERNAL_HOSTNAME", "{}"),),
    (("RAILWAY_PUBLIC_DOMAIN", "{}"),),
)


def hosts():
    """Host names without scheme and port, each once; `.example` for every name below it, as ALLOWED_HOSTS has it."""
    # To themselves, containers without a platform are localhost; under which port is known outside only.
    here = ["localhost", "127.0.0.1", "[::1]"] if chosen.platform() in ("", "local") else []
    return list(dict.fromkeys([host[1:] if host.startswith("*.") else host for _, host, _ in _addresses()] + here))


def origins():
    """`scheme://host:port` as a browser sends it in Origin: without the port that the scheme has anyway."""
    return list(dict.fromkeys(_origin(*address) for address in _addresses()))


def has_https():
    """Whether a browser reaches the site by https in any way: the platform ends TLS, or a proxy of the user's own."""
    return any(scheme == "https" for scheme, _, _ in _addresses())


def _addresses():
    found = [_parts(text) for text in os.environ.get("SIMPLE_DEPLOY_HOSTS", "").replace(",", " ").split()]
    for row in _OF_PLATFORMS:
        found += [_parts(form.format(os.environ[name])) for name, form in row if os.environ.get(name)][:1]
    return found + [_parts(url) for url in _routes()]


def _parts(text):
    """Scheme, host and port of `blog.example`, `blog.example:8443`, `[::1]:8000` or `https://blog.example/`."""
    scheme, mark, rest = text.rpartition("://")
    authority = rest.partition("/")[0].lower()
    host, colon, port = authority.rpartition(":")
    if not colon or not port.isdigit():
        host, port = authority, ""
    return scheme.lower() if mark else chosen.scheme(), host, port


def _origin(scheme, host, port):
    own = {"http": "80", "https": "443"}.get(scheme)
    return f"{scheme}://{host}" + (f":{port}" if port and port != own else "")


def _routes():
    """URLs of PLATFORM_ROUTES (Platform.sh, Upsun) that lead to this app; redirects and other apps' are left out."""
    own = os.environ.get("PLATFORM_APPLICATION_NAME", "")
    for url, route in chosen.decoded("PLATFORM_ROUTES").items():
        route = route if isinstance(route, dict) else {}
        upstream = str(route.get("upstream") or "").partition(":")[0]
        if route.get("type", "upstream") == "upstream" and (not own or upstream in ("", own)):
            yield url
