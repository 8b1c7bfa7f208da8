"""What the middleware of the overlay has in common: it runs under WSGI and ASGI alike, without a change of threads."""
import asyncio

try:
    from asgiref.sync import iscoroutinefunction, markcoroutinefunction
except ImportError:  # asgiref before 3.6
    from asyncio import iscoroutinefunction

    markcoroutinefunction = None


class Middleware:
    """`begin` may answer instead of the project, `end` after it."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response):
        self.get_response = get_response
        self.waits = iscoroutinefunction(get_response)
        if self.waits:
            if markcoroutinefunction:
                markcoroutinefunction(self)
            else:
                self._is_coroutine = asyncio.coroutines._is_coroutine

    def __call__(self, request):
        if self.waits:
            return self._later(request)
        response = self.begin(request)
        if response is None:
            response = self.get_response(request)
            return self.end(request, response) or response
        return response

    async def _later(self, request):
        response = self.begin(request)
        if response is None:
            response = await self.get_response(request)
            return self.end(request, response) or response
        return response

    def begin(self, request):
        """A response, or None to let the project answer."""

    def end(self, request, response):
        """Another response, or None to leave the project's as it is or as it was changed here."""
