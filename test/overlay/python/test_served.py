"""What answers over HTTP: health, static files, uploads."""
import json
import os
import unittest

from projects import KEY, SETTINGS, URLS, Project
from simple_deploy import health, static


class Health(unittest.TestCase):
    def test_answers_whatever_the_host_and_without_a_redirect(self):
        text = SETTINGS + "\nSECURE_SSL_REDIRECT = True\n"
        with Project({"site_/settings.py": text}) as project:
            status, headers, body = project.get("/-/health", ", HTTP_HOST='evil'")
            self.assertEqual([status, body, headers["cache-control"]], [200, "ok\n", "no-store"])
            self.assertEqual(project.get("/", ", HTTP_HOST='testserver'", SIMPLE_DEPLOY_HOSTS="testserver")[0], 301)

    def test_other_paths_like_these_are_the_projects(self):
        self.assertIsNone(health.answer("/-/other"))
        self.assertIsNone(health.answer("/-/healthy"))

    def test_ready_imports_the_urls_and_health_does_not(self):
        with Project({"site_/urls.py": "raise RuntimeError('broken')\n"}) as project:
            self.assertEqual(project.get("/-/health")[0], 200)
            with self.assertRaises(AssertionError):
                project.get("/-/ready")

    def test_answers_under_asgi(self):
        with Project() as project:
            code = """
import asyncio, django
django.setup()
from django.test import AsyncClient
print(asyncio.run(AsyncClient().get('/-/health')).content.decode())
print(asyncio.run(AsyncClient().get('/')).content.decode())
"""
            done = project.run("-c", code, SECRET_KEY="k", SIMPLE_DEPLOY_HOSTS="testserver")
            self.assertEqual(done.stdout.split(), ["ok", "page"], done.stderr)


class Applications(unittest.TestCase):
    """What an ASGI server of the image is given, of projects that runserver sets up before it imports them."""

    ASK = """
import asyncio, os
from asgiref.testing import ApplicationCommunicator
from simple_deploy.asgi_requests import load
application = load(os.environ["NAME"])
async def page():
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"testserver")], "query_string": b""}
    asked = ApplicationCommunicator(application, scope)
    await asked.send_input({"type": "http.request", "body": b""})
    await asked.receive_output(9)
    return (await asked.receive_output(9))["body"].decode()
print(asyncio.run(page()))
"""
    ROUTER = """
from django.contrib.contenttypes.models import ContentType  # models, as the routes of consumers have them
class ProtocolTypeRouter:
    def __init__(self, mapping):
        self.application_mapping = mapping
    async def __call__(self, scope, receive, send):
        return await self.application_mapping[scope["type"]](scope, receive, send)
"""

    def page(self, text, name="site_.routing:application"):
        with Project({"site_/routing.py": self.ROUTER + text}) as project:
            done = project.run("-c", self.ASK, NAME=name, SIMPLE_DEPLOY_HOSTS="testserver", **KEY)
            return done.stdout.strip() or done.stderr

    def test_a_router_of_web_sockets_alone_answers_pages(self):
        self.assertEqual(self.page("application = ProtocolTypeRouter({'websocket': None})"), "page")

    def test_one_that_hands_pages_on_decides(self):
        own = """
async def own(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"own"})
application = ProtocolTypeRouter({'http': own})
"""
        self.assertEqual(self.page(own), "own")

    def test_routes_may_be_imported_before_django_is_set_up(self):
        text = "from django.core.asgi import get_asgi_application\napplication = get_asgi_application()"
        self.assertEqual(self.page(text), "page")

    def test_a_factory_is_called(self):
        text = "def make(): return ProtocolTypeRouter({'websocket': None})"
        self.assertEqual(self.page(text, "site_.routing:make()"), "page")


class Uploads(unittest.TestCase):
    def get(self, path, urls=URLS, **variables):
        with Project({"site_/urls.py": urls, "data/media/a.txt": "up", "media/b.txt": "of the image", "secret": "s"}) as project:
            variables = {"SIMPLE_DEPLOY_DATA_DIR": project.root + "/data", "SIMPLE_DEPLOY_HOSTS": "testserver", **variables}
            return project.get(path, **variables)

    def test_are_served_in_a_sandbox(self):
        status, headers, body = self.get("/media/a.txt")
        self.assertEqual([status, body], [200, "up"])
        self.assertIn("sandbox", headers["content-security-policy"])
        self.assertEqual(headers["x-content-type-options"], "nosniff")

    def test_media_that_the_project_brings_is_served_too(self):
        self.assertEqual(self.get("/media/b.txt")[::2], [200, "of the image"])

    def test_nothing_outside_is_served(self):
        for path in ("/media/../secret", "/media/%2e%2e/secret", "/media//etc/passwd", "/media/none.txt", "/media/"):
            self.assertEqual(self.get(path)[0], 404, path)

    def test_nothing_is_posted_to_them(self):
        code = ("import django; django.setup()\nfrom django.test import Client\n"
                "print(Client().post('/media/a.txt').status_code)")
        with Project({"data/media/a.txt": "up"}) as project:
            done = project.run("-c", code, SECRET_KEY="k", SIMPLE_DEPLOY_HOSTS="testserver",
                               SIMPLE_DEPLOY_DATA_DIR=project.root + "/data")
            self.assertEqual(done.stdout.splitlines()[-1], "404", done.stderr)

    def test_a_view_of_the_project_for_these_paths_decides(self):
        urls = """
from django.http import Http404
from django.urls import path
def guarded(request, name): raise Http404
urlpatterns = [path('media/<path:name>', guarded)]
"""
        self.assertEqual(self.get("/media/a.txt", urls)[0], 404)

    def test_a_catch_all_view_does_not_hide_them(self):
        urls = """
from django.http import Http404
from django.urls import path
def page(request, name): raise Http404
urlpatterns = [path('<path:name>', page)]
"""
        self.assertEqual(self.get("/media/a.txt", urls)[0], 200)


class Static(unittest.TestCase):
    def test_has_one_header_function_however_often_the_settings_are_filled(self):
        called = []
        once = static.after(lambda *all: called.append(all))
        self.assertIs(static.after(once), once)
        self.assertIs(static.after(static.after(None)), static.add_etag)

    def test_is_told_apart_by_content_and_has_no_date(self):
        text = SETTINGS + "\nSTATIC_ROOT = BASE_DIR / 'collected'\n"
        with Project({"site_/settings.py": text, "collected/x.css": "body {}", "collected/y.css": "p {}"}) as project:
            for name in ("x.css", "y.css"):
                os.utime(os.path.join(project.root, "collected", name), (0, 0))
            table = os.path.join(project.root, "table.json")
            with open(table, "w", encoding="utf-8") as file:
                json.dump({"root": project.root + "/collected", "etags": {"x.css": "aaaa"}, "immutable": ["x.css"]}, file)
            before = f"from simple_deploy import static; static.TABLE = {table!r}"
            hosts = {"SIMPLE_DEPLOY_HOSTS": "testserver"}
            status, headers, _ = project.get("/static/x.css", before=before, **hosts)
            self.assertEqual([status, headers["etag"], headers.get("last-modified")], [200, 'W/"aaaa"', None])
            self.assertEqual(headers["cache-control"], "max-age=31536000, public, immutable")
            again = project.get("/static/x.css", ", HTTP_IF_NONE_MATCH='W/\"aaaa\"'", before=before, **hosts)
            self.assertEqual(again[0], 304)
            changed = project.get("/static/x.css", ", HTTP_IF_NONE_MATCH='W/\"bbbb\"'", before=before, **hosts)
            self.assertEqual(changed[0], 200)
            other = project.get("/static/y.css", before=before, **hosts)
            self.assertEqual([other[0], other[1]["cache-control"]], [200, "max-age=60, public"])


if __name__ == "__main__":
    unittest.main()

    def test_root_of_them_stays_a_path_where_the_settings_have_one(self):
        with Project({"site_/settings.py": SETTINGS + "\nSTATIC_ROOT = BASE_DIR / 'collected'\n"}) as project:
            table = os.path.join(project.root, "table.json")
            with open(table, "w", encoding="utf-8") as file:
                json.dump({"root": "/simple-deploy/static", "etags": {}}, file)
            before = f"from simple_deploy import static; static.TABLE = {table!r}"
            self.assertEqual(project.evaluate("str(settings.STATIC_ROOT / 'x')", before=before), "/simple-deploy/static/x")

    def test_are_looked_for_where_the_build_collected_them(self):
        text = SETTINGS + "\nimport os\nSTATIC_ROOT = os.environ['STATIC_ROOT']\n"
        with Project({"site_/settings.py": text}) as project:
            table = os.path.join(project.root, "table.json")
            with open(table, "w", encoding="utf-8") as file:
                json.dump({"root": "/simple-deploy/static", "etags": {}}, file)
            before = f"from simple_deploy import static; static.TABLE = {table!r}"
            given = {"STATIC_ROOT": "/elsewhere"}
            self.assertEqual(project.evaluate("settings.STATIC_ROOT", before=before, **given), "/simple-deploy/static")
            building = {**given, "SIMPLE_DEPLOY_BUILDING": "1"}
            self.assertEqual(project.evaluate("settings.STATIC_ROOT", before=before, **building), "/elsewhere")
