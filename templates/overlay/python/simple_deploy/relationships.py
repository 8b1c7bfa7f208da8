"""PLATFORM_RELATIONSHIPS of Platform.sh and Upsun: the services of the app, as URLs."""
from urllib.parse import quote

from simple_deploy import chosen


def url_of(schemes, names):
    """URL of the service that speaks one of these schemes; empty without one.

    Of several, the first relationship with one of these names is taken, else the first of all: their order is the
    platform's. Of a service with replicas, the one that can be written to.
    """
    found = {}
    for name, endpoints in chosen.decoded("PLATFORM_RELATIONSHIPS").items():
        fitting = [each for each in endpoints or [] if isinstance(each, dict) and each.get("scheme") in schemes]
        writable = [each for each in fitting if (each.get("query") or {}).get("is_master", True)]
        if fitting:
            found[name] = (writable or fitting)[0]
    for name in [*names, *found]:
        if name in found:
            return _url(found[name])
    return ""


def _url(endpoint):
    user, password = endpoint.get("username"), endpoint.get("password")
    login = quote(str(user or ""), safe="") + (":" + quote(str(password), safe="") if password else "")
    port = f":{endpoint['port']}" if endpoint.get("port") else ""
    path = quote(str(endpoint.get("path") or ""))
    return f"{endpoint['scheme']}://{login}{'@' if login else ''}{endpoint.get('host', '')}{port}/{path}"
