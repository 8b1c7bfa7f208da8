"""A name for each request, by which its lines in the log are found: the one that the proxy in front gave it, when that is
well formed, else a new one. The answer carries it as X-Request-ID, the access log and the log of the project too.
"""
import logging
import re
from binascii import hexlify
from contextvars import ContextVar
from os import urandom

from simple_deploy.middleware import Middleware

# In the order in which they are believed. X-Request-ID is what most proxies send.
HEADERS = ("x-request-id", "fly-request-id")
# Where the access log of the server finds it.
KEY = "simple_deploy.request_id"

_is_well_formed = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@+=/-]{0,127}").fullmatch
_in_environ = tuple("HTTP_" + name.upper().replace("-", "_") for name in HEADERS)
_current = ContextVar(KEY, default="-")


def name_request(*given):
    """The first well-formed one of the names given, else a new one. From here on the log of this request has it."""
    for name in given:
        if name and _is_well_formed(name):
            break
    else:
        name = hexlify(urandom(16)).decode()
    _current.set(name)
    return name


class RequestIdMiddleware(Middleware):
    """Not forgotten at the end of the request: Django logs some errors after the last middleware."""

    def begin(self, request):
        scope = getattr(request, "scope", None)
        meta = request.META
        name = scope.get(KEY) if scope else None
        if name is None:
            name = name_request(*[meta.get(each) for each in _in_environ])
        # Middleware of the project's own that looks for a name in the header finds this one.
        meta[KEY] = meta["HTTP_X_REQUEST_ID"] = name

    def end(self, request, response):
        if "X-Request-ID" not in response:
            response["X-Request-ID"] = request.META[KEY]


class Filter(logging.Filter):
    """Adds `request_id` to each record; `-` outside of requests."""

    def filter(self, record):
        record.request_id = _current.get()
        return True
