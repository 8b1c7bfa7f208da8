"""Answers /-/health before any other middleware: whatever the host, without a redirect to https, without a database.

/-/ready answers only when the URLs of the project import as well.
"""
import asyncio

try:
    from asgiref.sync import iscoroutinefunction, markcoroutinefunction
except ImportError:  # asgiref before 3.6
    from asyncio import iscoroutinefunction

    markcoroutinefunction = None


class HealthMiddleware:
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
        return answer(request.path_info) or self.get_response(request)

    async def _later(self, request):
        return answer(request.path_info) or await self.get_response(request)


def answer(path):
    """The response to a health question; None for any other path."""
    if path not in ("/-/health", "/-/ready"):
        return None
    from django.http import HttpResponse

    if path == "/-/ready":
        from django.urls import get_resolver

        get_resolver().url_patterns  # noqa: B018 - imports the URLconf
    response = HttpResponse("ok\n", content_type="text/plain")
    response["Cache-Control"] = "no-store"
    return response
