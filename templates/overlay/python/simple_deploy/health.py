"""Answers /-/health before any other middleware: whatever the host, without a redirect to https, without a database.

/-/ready answers only when the URLs of the project import as well.
"""
from simple_deploy.middleware import Middleware


class HealthMiddleware(Middleware):
    def begin(self, request):
        return answer(request.path_info)


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
