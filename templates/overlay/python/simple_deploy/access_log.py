"""The access log: a line of JSON on stdout for each request, none for questions about health, which come every few seconds.

The query stays out: it may hold a password, a token, a name. docs/image.md lists the fields.
"""
import json
import os
from datetime import datetime, timezone
from time import perf_counter

from simple_deploy import proxies
from simple_deploy.middleware import Middleware
from simple_deploy.request_id import KEY

PREFIX = "/-/"
STDOUT = 1
# A line no longer than a pipe takes at once: lines of several workers never mix.
LONGEST_PATH = 1000


def write(method, path, status, seconds, size, request_id, remote):
    """Writes the line of one request. Not through `logging`, whose handlers and locks cost more than all the rest."""
    line = json.dumps({
        "time": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        "log": "access",
        "method": method,
        "path": path[:LONGEST_PATH],
        "status": status,
        "duration_ms": round(seconds * 1000, 1),
        "bytes": size,
        "request_id": request_id,
        "remote": remote,
    })
    try:
        os.write(STDOUT, line.encode() + b"\n")
    except OSError:
        pass  # nobody reads any more, which is no reason to fail a request


class AccessLogMiddleware(Middleware):
    """For servers that let nobody near their log. It sees what Django answers, and no bytes of an answer in pieces."""

    def begin(self, request):
        request.simple_deploy_begun = perf_counter()

    def end(self, request, response):
        write(
            request.method, request.path, response.status_code, perf_counter() - request.simple_deploy_begun,
            _size(response), request.META.get(KEY), _remote(request.META),
        )


def _size(response):
    """Bytes of the body; None for one that is sent in pieces."""
    told = response.get("Content-Length")
    return int(told) if told else None if response.streaming else len(response.content)


def _gunicorn_logger():
    from gunicorn.glogging import Logger

    class GunicornLogger(Logger):
        def setup(self, cfg):
            super().setup(cfg)
            # A project that chose a file or a form of its own keeps it.
            plain = cfg.access_log_format == cfg.settings["access_log_format"].default
            # gunicorn before 19.8 knows no logconfig_dict.
            own = cfg.logconfig or getattr(cfg, "logconfig_dict", None)
            self.is_ours = cfg.accesslog == "-" and plain and not own

        def access(self, resp, req, environ, request_time):
            path = environ.get("PATH_INFO", "")
            if path.startswith(PREFIX):
                return
            if not self.is_ours:
                super().access(resp, req, environ, request_time)
                return
            write(
                environ.get("REQUEST_METHOD"), path, int(str(resp.status).split(None, 1)[0]),
                request_time.total_seconds(), getattr(resp, "sent", None), environ.get(KEY), _remote(environ),
            )

    return GunicornLogger


def _remote(environ):
    """Address of the client, by what a WSGI server knows."""
    header = lambda name: environ.get("HTTP_" + name.upper().replace("-", "_"), "")  # noqa: E731
    return proxies.client(environ.get("REMOTE_ADDR", ""), header)


def __getattr__(name):
    # Made when gunicorn asks for it: an ASGI image has no gunicorn.
    if name == "GunicornLogger":
        return _gunicorn_logger()
    raise AttributeError(name)
