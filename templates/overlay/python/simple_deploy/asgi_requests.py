"""Around the application of an ASGI project: each request gets a name and a line in the access log.

Not as middleware of Django: web sockets do not come through that.
"""
import asyncio
import importlib
from time import perf_counter

from simple_deploy import access_log, chosen, limits, proxies
from simple_deploy.load import set_up
from simple_deploy.request_id import HEADERS, KEY, name_request

# Of a request whose client went away before the answer: the number that proxies give it.
CLIENT_CLOSED_REQUEST = 499
SWITCHING_PROTOCOLS = 101


def load(name):
    """Imports `module:callable`, or calls `module:factory()`. Takes applications of ASGI 2 as well.

    As runserver does it, with Django set up before: what runs there may leave it to others (a routing.py of channels), or
    import its routes before get_asgi_application().
    """
    from asgiref.compatibility import guarantee_single_callable

    set_up()
    module, _, attribute = name.partition(":")
    found = getattr(importlib.import_module(module), attribute.replace("()", ""))
    found = found() if attribute.endswith("()") else found
    answer_http(found)
    return guarantee_single_callable(found)


def answer_http(application):
    """Gives a router of channels that knows web sockets alone the pages too: up to channels 3 it took them itself, and where
    runserver of Django serves them, nobody misses them."""
    protocols = getattr(application, "application_mapping", None)
    if isinstance(protocols, dict) and "http" not in protocols:
        from django.core.asgi import get_asgi_application

        protocols["http"] = get_asgi_application()


# After the registered 1012, "service restart", which daphne does not let applications send. Clients that connect again after
# a lost connection do so after this too, and not after 1000.
SERVICE_RESTART = 4012
_in_flight = [0]
_web_sockets = set()


def in_flight():
    """Number of HTTP requests that are being answered."""
    return _in_flight[0]


async def close_web_sockets():
    """Takes leave of every client that is connected."""
    for answer in list(_web_sockets):
        if answer.status == SWITCHING_PROTOCOLS:
            await answer.send({"type": "websocket.close", "code": SERVICE_RESTART})


class Served:
    def __init__(self, application):
        self.application = application
        self.names = not chosen.skips("request-id")

    async def __call__(self, scope, receive, send):
        if scope["type"] not in ("http", "websocket") or scope["path"].startswith(access_log.PREFIX):
            return await self.application(scope, receive, send)
        headers = dict(scope["headers"])
        header = lambda name: headers.get(name.encode(), b"").decode("latin-1")  # noqa: E731
        if self.names:
            scope[KEY] = name_request(*[header(name) for name in HEADERS])
        answer = _Answer(send, scope.get(KEY))
        counts = 1 if scope["type"] == "http" else 0
        _in_flight[0] += counts
        if not counts:
            _web_sockets.add(answer)
        begun = perf_counter()
        try:
            await self.application(scope, receive, answer.send)
        except asyncio.CancelledError:
            answer.status = answer.status or CLIENT_CLOSED_REQUEST
            raise
        finally:
            _in_flight[0] -= counts
            _web_sockets.discard(answer)
            access_log.write(
                scope.get("method", "WEBSOCKET"), scope["path"], answer.status or 500, perf_counter() - begun, answer.size,
                scope.get(KEY), proxies.client((scope.get("client") or [""])[0], header),
            )


class _Answer:
    """Passes on what the application sends, and keeps what the log says of it."""

    def __init__(self, send, request_id):
        self._send = send
        self._request_id = request_id
        self.status = 0
        self.size = 0

    async def send(self, message):
        kind = message["type"]
        if kind == "http.response.body" or kind == "websocket.http.response.body":
            self.size += len(message.get("body", b""))
        elif kind == "http.response.start" or kind == "websocket.http.response.start":
            self.status = message["status"]
            self._add_name(message)
        elif kind == "websocket.send":
            self.size += len(message.get("bytes") or message.get("text") or "")
        elif kind == "websocket.accept":
            self.status = SWITCHING_PROTOCOLS
        elif kind == "websocket.close" and not self.status:
            self.status = 403  # what a server answers to a handshake that is not accepted
        await self._send(message)

    def _add_name(self, message):
        headers = message.get("headers") or []
        if self._request_id and not any(bytes(name).lower() == b"x-request-id" for name, _ in headers):
            message["headers"] = [*headers, (b"x-request-id", self._request_id.encode())]


class PatientAtShutdown:
    """For granian, which drops what runs once the lifespan protocol has ended: requests in flight are waited for there. Django
    has no part of its own in that protocol."""

    def __init__(self, application):
        self.application = application

    async def __call__(self, scope, receive, send):
        if scope["type"] != "lifespan":
            return await self.application(scope, receive, send)
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await end_requests()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return


async def end_requests():
    """Takes leave of web sockets, which granian may have cut by then, and gives them a second for their line in the log;
    requests in flight have all the time that there is."""
    begun = perf_counter()
    await close_web_sockets()
    while True:
        waited = perf_counter() - begun
        if not (in_flight() and waited < limits.stop_seconds()) and not (_web_sockets and waited < 1):
            return
        await asyncio.sleep(0.05)
