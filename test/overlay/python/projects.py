"""Small Django projects in temporary folders, run in processes of their own: settings are read once a process."""
import json
import os
import subprocess
import sys
import tempfile
import textwrap

APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.staticfiles"]
KEY = {"SECRET_KEY": "k" * 50}

SETTINGS = """
from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = 'django-insecure-x'
DEBUG = True
ALLOWED_HOSTS = []
INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'django.contrib.staticfiles']
MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware']
ROOT_URLCONF = 'site_.urls'
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': BASE_DIR / 'db.sqlite3'}}
STATIC_URL = 'static/'
MEDIA_URL = 'media/'
MEDIA_ROOT = BASE_DIR / 'media'
USE_TZ = True
"""

URLS = """
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path('', lambda request: HttpResponse('page'))]
"""

MANAGE = """
import os, sys
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site_.settings')
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


class Project:
    """A project of the files given, over a plain one. Use as a context manager."""

    def __init__(self, files=None):
        self.folder = tempfile.TemporaryDirectory()
        self.root = os.path.realpath(self.folder.name)
        plain = {"site_/__init__.py": "", "site_/settings.py": SETTINGS, "site_/urls.py": URLS, "manage.py": MANAGE}
        for name, text in {**plain, **(files or {})}.items():
            path = os.path.join(self.root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(textwrap.dedent(text))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def run(self, *arguments, settings="site_.settings", stdin=None, **variables):
        """Runs Python with the hook installed, as the .pth file does it."""
        return subprocess.run(**self._call(arguments, settings, variables), stdin=stdin, capture_output=True)

    def start(self, *arguments, settings="site_.settings", **variables):
        """The same, while this process goes on."""
        pipes = {name: subprocess.PIPE for name in ("stdin", "stdout", "stderr")}
        return subprocess.Popen(**self._call(arguments, settings, variables), **pipes)

    def _call(self, arguments, settings, variables):
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([os.path.join(self.root, ".start"), *os.environ["PYTHONPATH"].split(os.pathsep)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "SIMPLE_DEPLOY_PROJECT": self.root,
            **({"DJANGO_SETTINGS_MODULE": settings} if settings else {}),
            **variables,
        }
        os.makedirs(os.path.join(self.root, ".start"), exist_ok=True)
        with open(os.path.join(self.root, ".start", "sitecustomize.py"), "w", encoding="utf-8") as file:
            file.write("import simple_deploy.hook; simple_deploy.hook.install()\n")
        return {"args": [sys.executable, *arguments], "cwd": self.root, "env": environment, "text": True}

    def evaluate(self, expression, before="", settings="site_.settings", **variables):
        """Value of an expression over `settings`, through JSON. SECRET_KEY is set unless given."""
        code = f"import json\n{before}\nfrom django.conf import settings\nprint(json.dumps({expression}, default=str))"
        done = self.run("-c", code, settings=settings, **{**KEY, **variables})
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return json.loads(done.stdout.splitlines()[-1])

    def get(self, path, extra="", before="", client="Client", **variables):
        """Status, headers and body of a page, asked by Django's test client."""
        code = f"""
import json, django
django.setup()
from django.test import Client
{before}
response = Client().get({path!r}{extra})
body = b''.join(response.streaming_content) if response.streaming else response.content
print(json.dumps([response.status_code, {{k.lower(): v for k, v in response.items()}}, body.decode()]))
"""
        done = self.run("-c", code, **{**KEY, **variables})
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        return json.loads(done.stdout.splitlines()[-1])
