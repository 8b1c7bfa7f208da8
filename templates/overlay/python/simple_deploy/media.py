"""Serves uploaded files. Django does so only with DEBUG, WhiteNoise never, and a single container has nobody in front.

It comes last: only where the project's own URLs found nothing does a file below MEDIA_ROOT answer, so that a project
that guards its uploads keeps doing so. What a browser could run as part of the site (HTML, SVG) is put in a sandbox.
"""
from simple_deploy import chosen
from simple_deploy.middleware import Middleware


def can_serve(settings):
    """Whether uploads lie on this machine: a local MEDIA_URL, a data folder, no storage of the project's own."""
    url = str(getattr(settings, "MEDIA_URL", "") or "")
    stores = getattr(settings, "STORAGES", None) or {}
    backend = (stores.get("default") or {}).get("BACKEND") or getattr(settings, "DEFAULT_FILE_STORAGE", None)
    plain = backend in (None, "django.core.files.storage.FileSystemStorage",
                        "django.core.files.storage.filesystem.FileSystemStorage")
    return bool(chosen.data_dir()) and plain and url.strip("/") != "" and "://" not in url and not url.startswith("//")


class MediaMiddleware(Middleware):
    def __init__(self, get_response):
        from django.conf import settings

        super().__init__(get_response)
        self.prefix = "/" + settings.MEDIA_URL.lstrip("/")
        if not self.prefix.endswith("/"):
            self.prefix += "/"
        in_image = getattr(settings, "SIMPLE_DEPLOY_MEDIA_IN_IMAGE", None)
        self.roots = [str(settings.MEDIA_ROOT)] + ([str(in_image)] if in_image else [])

    def end(self, request, response):
        wanted = request.path_info
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or not wanted.startswith(self.prefix):
            return None
        if _is_of_the_project(request.resolver_match, self.prefix):
            return None
        return self._file(request, wanted[len(self.prefix):])

    def _file(self, request, path):
        from django.core.exceptions import SuspiciousOperation
        from django.http import Http404
        from django.views.static import serve

        for root in self.roots:
            try:
                response = serve(request, path, document_root=root)
            except (Http404, SuspiciousOperation):
                continue
            response["X-Content-Type-Options"] = "nosniff"
            response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
            return response
        return None


def _is_of_the_project(match, prefix):
    """Whether a URL of the project is made for these paths (a catch-all is not)."""
    return match is not None and match.route.lstrip("^/").startswith(prefix.strip("/"))
