"""People log in: over plain HTTP on this machine and from another device, and by https behind a proxy that ends TLS."""
import http.cookiejar
import socket
import unittest
import urllib.error
import urllib.parse
import urllib.request

from projects import KEY, SETTINGS, Project

# As many production settings have it.
SECURE = """
SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
"""

SITE = SETTINGS.replace("'django.contrib.auth',", "'django.contrib.auth', 'django.contrib.sessions',").replace(
    "'django.middleware.common.CommonMiddleware']",
    "'django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.common.CommonMiddleware', "
    "'django.middleware.csrf.CsrfViewMiddleware', 'django.contrib.auth.middleware.AuthenticationMiddleware']",
) + """
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'DIRS': [BASE_DIR], 'APP_DIRS': True}]
LOGIN_REDIRECT_URL = '/'
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
"""

URLS = """
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path('', lambda request: HttpResponse(str(request.user))),
               path('login/', LoginView.as_view(template_name='login.html'))]
"""

# A server that says on which port it listens.
SERVE = """
import django; django.setup()
from django.core.management import call_command
call_command('migrate', verbosity=0)
from django.contrib.auth.models import User
User.objects.create_user('ada', password='lovelace')
from django.core.wsgi import get_wsgi_application
from wsgiref.simple_server import make_server, WSGIRequestHandler
WSGIRequestHandler.log_message = lambda *_: None
import os
server = make_server('0.0.0.0', int(os.environ['PORT']), get_wsgi_application())
print('ready', flush=True)
server.serve_forever()
"""


def free_port():
    with socket.socket() as listening:
        listening.bind(("0.0.0.0", 0))
        return listening.getsockname()[1]


class Browser:
    """Keeps cookies as browsers do: those for https alone are not sent over http. Goes through a proxy where one is given."""

    def __init__(self, origin, server=None):
        self.origin, self.server = origin, server or origin
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(_NoRedirect)

    def ask(self, path, fields=None):
        body = None if fields is None else urllib.parse.urlencode(fields).encode()
        asked = urllib.request.Request(self.origin + path, body)
        self.cookies.add_cookie_header(asked)
        headers = {**dict(asked.header_items()), "Host": urllib.parse.urlsplit(self.origin).netloc}
        if body:
            headers["Origin"] = self.origin
            headers["Referer"] = self.origin + path
        if self.server != self.origin:
            headers["X-Forwarded-Proto"] = "https"
        try:
            answer = self.opener.open(urllib.request.Request(self.server + path, body, headers))
        except urllib.error.HTTPError as error:
            answer = error
        self.cookies.extract_cookies(answer, asked)
        return answer.status, answer.read().decode()

    def log_in(self):
        """Who the site takes its visitor for, after the form was sent."""
        status, page = self.ask("/login/")
        if status != 200:
            return f"{status} at the form"
        token = page.partition('value="')[2].partition('"')[0]
        status, _ = self.ask("/login/", {"username": "ada", "password": "lovelace", "csrfmiddlewaretoken": token})
        return self.ask("/")[1] if status == 302 else f"{status} at the answer"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class LogIn(unittest.TestCase):
    def served(self, try_out, text=SITE, **variables):
        with Project({"site_/settings.py": text, "site_/urls.py": URLS, "login.html": "<form>{% csrf_token %}</form>"}) as project:
            port = free_port()
            given = {name: value.format(port=port) for name, value in variables.items()}
            server = project.start("-c", SERVE, **KEY, PORT=str(port), SIMPLE_DEPLOY_DATA_DIR=project.root + "/data", **given)
            try:
                self.assertEqual(server.stdout.readline(), "ready\n")
                return try_out(port)
            finally:
                server.kill()
                said = server.communicate()[1]
                if said and "Error" in said:
                    print(said)

    def on_this_machine(self, text):
        hosts = "localhost:{port},127.0.0.2:{port}"
        return self.served(
            lambda port: [Browser(f"http://{name}:{port}").log_in() for name in ("localhost", "127.0.0.2")],
            text, SIMPLE_DEPLOY_PLATFORM="local", SIMPLE_DEPLOY_SCHEME="http", SIMPLE_DEPLOY_HOSTS=hosts,
        )

    def test_over_plain_http_here_and_from_another_device(self):
        self.assertEqual(self.on_this_machine(SITE), ["ada", "ada"])

    def test_likewise_with_settings_that_are_for_https_alone(self):
        self.assertEqual(self.on_this_machine(SITE + SECURE), ["ada", "ada"])

    def test_by_https_behind_the_proxy_of_a_platform(self):
        def try_out(port):
            through = Browser("https://blog.example", f"http://127.0.0.1:{port}")
            return through.log_in(), [cookie.secure for cookie in through.cookies]

        found = self.served(try_out, SIMPLE_DEPLOY_PLATFORM="some", SIMPLE_DEPLOY_SCHEME="https", SIMPLE_DEPLOY_HOSTS="blog.example")
        self.assertEqual(found, ("ada", [True, True]))

    def test_by_https_behind_a_proxy_of_ones_own_before_this_machine(self):
        def try_out(port):
            return Browser("https://blog.example", f"http://127.0.0.1:{port}").log_in()

        found = self.served(try_out, SIMPLE_DEPLOY_PLATFORM="local", SIMPLE_DEPLOY_HOSTS="localhost:{port},https://blog.example")
        self.assertEqual(found, "ada")


if __name__ == "__main__":
    unittest.main()
