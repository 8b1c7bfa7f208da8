"""examine.py and app.py: what the build finds out about a project, and how it says what is wrong."""
import json
import os
import re
import sys
import tempfile
import unittest
from unittest import mock

import django

import examine
import environment_of_image
import lend
from django.core.management import call_command
from projects import SETTINGS, URLS, Project

MODELS = """
from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=10)


class Note(models.Model):
    class Meta:
        app_label = 'notes'
    text = models.TextField()
    author = models.ForeignKey('notes.Nobody', on_delete=models.CASCADE)
"""
NOTES = SETTINGS.replace("INSTALLED_APPS = [", "INSTALLED_APPS = ['notes', ")
WSGI = "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n"


def examined(files=None, application="django.core.wsgi:get_wsgi_application()", server="", before="", **variables):
    """What examine.py gives as JSON; or, in text, its last line, when it stops the build. `before` runs first."""
    with Project(files) as project:
        code = (f"import sys, examine, server_check, too_long; examine.PROJECT = {project.root!r}; {before}"
                f"server_check.CONFIGURATION = {os.environ['OVERLAY'] + '/gunicorn.conf.py'!r}; "
                f"sys.argv = ['examine.py', 'site_.settings', {application!r}, {server!r}]; examine.main()")
        done = project.run("-c", code, **{"SIMPLE_DEPLOY_BUILDING": "1", "SIMPLE_DEPLOY_DATA_DIR": project.root + "/data",
                                          **variables})
        if done.returncode == 0:
            return json.loads(done.stdout.splitlines()[-1])
        last = done.stderr.splitlines()[-1]
        mark, _, failure = last.partition(" ")
        assert mark == "simple-deploy-failure", done.stderr
        return {**json.loads(failure), "said": done.stderr}


def startproject():
    """The settings that this Django writes for a new project named site_."""
    with tempfile.TemporaryDirectory() as folder:
        call_command("startproject", "site_", folder)
        with open(os.path.join(folder, "site_", "settings.py"), encoding="utf-8") as file:
            return file.read()


class WithoutEnd(unittest.TestCase):
    def test_settings_that_never_load_are_ended_where_they_are(self):
        waits = "\nimport time; START = time.monotonic()\nwhile time.monotonic() < START + 20:\n    try:\n        time.sleep(0.02)\n    except Exception:\n        pass\n"
        failure = examined({"site_/settings.py": SETTINGS + waits}, before="too_long.limit.__defaults__ = (0.5,); ")
        line = len(SETTINGS.splitlines()) + 5
        self.assertEqual((failure["exception"], failure["file"], failure["certain"]), ("TookTooLong", "site_/settings.py", True))
        self.assertIn(failure["line"], (line - 1, line))
        self.assertIn("still running, or waiting", failure["message"])


class Facts(unittest.TestCase):
    def test_a_static_file_that_the_urls_ask_for_is_in_no_manifest_yet(self):
        storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        settings = SETTINGS + f"STATIC_ROOT = BASE_DIR / 'collected'\nSTATICFILES_STORAGE = '{storage}'\n"
        settings += f"STORAGES = {{'staticfiles': {{'BACKEND': '{storage}'}}}}\n"
        if django.VERSION >= (4, 2):
            settings = settings.replace("STATICFILES_STORAGE", "OLD_STORAGE")
        urls = "from django.contrib.staticfiles.storage import staticfiles_storage\nICON = staticfiles_storage.url('x.png')\n"
        found = examined({"site_/settings.py": settings, "site_/urls.py": urls + URLS})
        self.assertTrue(found["static"]["collect"], found)

    def test_are_those_of_the_running_settings(self):
        found = examined()
        self.assertEqual([found["databases"], found["media"], found["settingsModule"]], [["sqlite"], True, "site_.settings"])
        self.assertEqual(found["static"], {"collect": True, "root": "/simple-deploy/static"})
        self.assertTrue(found["packages"]["Django"])

    def test_media_is_one_only_when_the_project_names_it(self):
        self.assertFalse(examined({"site_/settings.py": SETTINGS.replace("MEDIA_ROOT = BASE_DIR / 'media'", "")})["media"])

    def test_nothing_is_collected_for_a_storage_elsewhere(self):
        storage = "from django.core.files.storage import FileSystemStorage\nclass Elsewhere(FileSystemStorage): pass\n"
        text = SETTINGS + ("\nSTATICFILES_STORAGE = 'site_.storage.Elsewhere'\n"
                           "STORAGES = {'staticfiles': {'BACKEND': STATICFILES_STORAGE}}\n"
                           "import django\nif django.VERSION >= (4, 2): del STATICFILES_STORAGE\nelse: del STORAGES\n")
        found = examined({"site_/settings.py": text, "site_/storage.py": storage})
        self.assertFalse(found["static"]["collect"])

    def test_static_files_are_collected_where_the_app_is_named_by_its_configuration(self):
        text = SETTINGS.replace("django.contrib.staticfiles'", "django.contrib.staticfiles.apps.StaticFilesConfig'")
        self.assertTrue(examined({"site_/settings.py": text})["static"]["collect"])

    def test_nothing_is_collected_without_staticfiles(self):
        text = SETTINGS.replace(", 'django.contrib.staticfiles'", "")
        self.assertEqual(examined({"site_/settings.py": text})["static"], {"collect": False, "root": ""})

    def test_say_what_each_line_of_the_overlay_does_and_on_what_it_depends(self):
        text = SETTINGS + "\nSECURE_SSL_REDIRECT = False\nLOGGING = {'version': 1}\n"
        told = {each["line"]: each for each in examined({"site_/settings.py": text}, DATABASE_URL="")["overlay"]}
        self.assertEqual(told["debug"], {"line": "debug", "sets": ["DEBUG"]})
        self.assertEqual(told["secret-key"]["sets"], ["SECRET_KEY"])
        self.assertEqual(told["data-dir"]["sets"], ["DATABASES", "MEDIA_ROOT"])
        self.assertEqual(told["https"], {"line": "https", "on": "https", "sets": [
            "CSRF_COOKIE_SECURE", "SECURE_PROXY_SSL_HEADER", "SESSION_COOKIE_SECURE"]})
        self.assertEqual([told["database-url"]["on"], told["email-url"]["on"]], ["DATABASE_URL", "EMAIL_URL"])
        self.assertEqual({"logging", "plain-http"} & set(told), set(), "nothing to do for these")
        skipping = examined(SIMPLE_DEPLOY_SKIP="debug,hosts")["overlay"]
        self.assertEqual([each["line"] for each in skipping if each["line"] in ("debug", "hosts", "csrf-origins")], ["csrf-origins"])

    def test_a_plain_project_has_no_warning_of_check_deploy_left_but_hsts(self):
        settings = startproject()
        # Since Django 6.1 its MAILERS print mail, until EMAIL_URL says where it goes.
        unsent = ["mail.E001"] if django.VERSION >= (6, 1) else []
        with Project({"site_/settings.py": settings, "site_/wsgi.py": WSGI}) as project:
            https = {"SIMPLE_DEPLOY_SCHEME": "https", "SIMPLE_DEPLOY_PLATFORM": "some", "SIMPLE_DEPLOY_HOSTS": "blog.example",
                     "EMAIL_URL": "smtp://mail.example"}
            done = project.run("manage.py", "check", "--deploy", SECRET_KEY="0123456789" * 5, **https)
            self.assertEqual([done.returncode, re.findall(r"\((\w+\.W\d+)\)", done.stderr)], [0, ["security.W004"]], done.stderr)
        found = examined({"site_/settings.py": settings})["deployChecks"]
        self.assertEqual([each["id"] for each in found], [*unsent, "security.W004"])
        lent = examined({"site_/settings.py": settings + "\nimport os\nSECRET_KEY = os.environ['KEY']\n"},
                        KEY="placeholder", SIMPLE_DEPLOY_LENT="KEY")["deployChecks"]
        self.assertEqual([each["id"] for each in lent], [*unsent, "security.W004"])
        weak = examined({"site_/settings.py": settings + "\nSECRET_KEY = 'short'\n"})["deployChecks"]
        self.assertEqual([each["id"] for each in weak], [*unsent, "security.W004", "security.W009"])
        decided = examined({"site_/settings.py": settings + "\nSECURE_HSTS_SECONDS = 3600\n"})["deployChecks"]
        self.assertEqual([each["id"] for each in decided], [*unsent, "security.W005", "security.W021"])

    def test_are_had_where_a_database_has_no_address_yet(self):
        # What django-heroku leaves without DATABASE_URL.
        text = SETTINGS + "\nDATABASES = {'default': None}\n"
        self.assertEqual(examined({"site_/settings.py": text})["databases"], [])
        self.assertEqual(examined({"site_/settings.py": text}, DATABASE_URL="sqlite:////tmp/x")["databases"], ["sqlite"])

    def test_name_settings_that_this_django_does_not_read(self):
        text = SETTINGS + "\nPASSWORD_RESET_TIMEOUT_DAYS = 3\nTEMPLATE_DIRS = []\nTEMPLATES = []\nSTATICFILES_STORAGE = 'x'\n"
        told = examined({"site_/settings.py": SETTINGS + "\nDEFAULT_FILE_STORAGE = 'django.core.files.storage.FileSystemStorage'\n"})
        ignored = [{"name": "DEFAULT_FILE_STORAGE", "since": "5.1", "instead": "STORAGES"}]
        self.assertEqual(told["ignoredSettings"], ignored if django.VERSION >= (5, 1) else [])
        if django.VERSION >= (5, 1):
            self.assertEqual([each["name"] for each in examined({"site_/settings.py": text})["ignoredSettings"]],
                             ["PASSWORD_RESET_TIMEOUT_DAYS", "STATICFILES_STORAGE"])
            storages = "STORAGES = {'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'}, " \
                       "'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'}}\n"
            self.assertEqual([each["name"] for each in examined({"site_/settings.py": text + storages})["ignoredSettings"]],
                             ["PASSWORD_RESET_TIMEOUT_DAYS"])
        self.assertEqual(examined()["ignoredSettings"], [])

    def test_what_the_settings_print_does_not_get_in_between(self):
        self.assertEqual(examined({"site_/settings.py": SETTINGS + "\nprint('hello')\n"})["databases"], ["sqlite"])


class Failures(unittest.TestCase):
    def test_of_the_settings_name_their_line(self):
        failure = examined({"site_/settings.py": "import os\nX = {}['nothing']\n"})
        self.assertEqual([failure[key] for key in ("kind", "exception", "file", "line", "environment")],
                         ["settings", "KeyError", "site_/settings.py", 2, False])

    def test_of_the_environment_are_told_from_those_of_a_dictionary(self):
        self.assertTrue(examined({"site_/settings.py": "import os\nX = os.environ['X']\n"})["environment"])

    def test_of_a_variable_that_is_taken_for_granted_name_it(self):
        for line in ("os.environ.get('HOSTS').split(',')", 'int(os.getenv("HOSTS"))', "list(os.environ.get( 'HOSTS' ))"):
            failure = examined({"site_/settings.py": f"import os\nX = {line}\n"})
            self.assertEqual(failure["asked"], ["HOSTS"])
            self.assertEqual(lend.missing(failure), "HOSTS")
            self.assertIsNone(lend.missing(failure, {"HOSTS": "x"}))
        failure = examined({"site_/settings.py": "import os, datetime\nX = datetime.datetime.strptime(\n  os.getenv('DAY'), '%d')\n"})
        self.assertEqual(lend.missing(failure), "DAY")
        failure = examined({"site_/settings.py": "import os\nX = {}.get('HOSTS').split(',')\n"})
        self.assertIsNone(lend.missing(failure))

    def test_of_a_call_of_several_lines_name_what_stands_in_the_others(self):
        text = ("import os, urllib.parse\nif True:\n    X = int(\n        'x',\n        base={'A_PORT': 10}['A_PORT'],\n    )\n"
                "OTHER = 'B_PORT'\n")
        failure = examined({"site_/settings.py": text})
        self.assertEqual((failure["line"], failure["named"][-3:]), (3, ["x", "A_PORT", "A_PORT"]))
        text = "import os\nclass Live:\n    A = 'A_PORT'\n    X = {'B': int('B_PORT')}\nY = 'C_PORT'\n"
        self.assertEqual([name for name in examined({"site_/settings.py": text})["named"] if "PORT" in name], ["B_PORT", "B_PORT"])
        text = "import os\nif int(\n    'x'):\n    X = 'A_PORT'\n"
        self.assertEqual([name for name in examined({"site_/settings.py": text})["named"] if name in ("x", "A_PORT")], ["x"])
        text = "import os\nX = (os.environ.get(\n    'HOSTS')\n  .split(','))\n"
        self.assertEqual(examined({"site_/settings.py": text})["asked"], ["HOSTS"])

    def test_of_an_import_are_certain_where_it_always_runs(self):
        for text, certain in (("import nosuch\n", True), ("if X:\n    import nosuch\n", False), ("from django import (\n    nosuch)\n", True),
                              ("try:\n    import nosuch\nexcept ImportError:\n    raise\n", False), ("{}['x']\n", False)):
            failure = examined({"site_/settings.py": f"X = 1\nfrom .base import *\n", "site_/base.py": "X = 1\n" + text})
            self.assertEqual(failure["certain"], certain, text)
        failure = examined({"site_/settings.py": "if True:\n    from .base import *\n", "site_/base.py": "import nosuch\n"})
        self.assertFalse(failure["certain"])
        self.assertTrue(examined({"site_/settings.py": "from .base import *\n", "site_/base.py": "x = = 1\n"})["certain"])

    def test_of_a_name_tell_where_its_value_comes_from(self):
        text = "import os\nBASE = os.getenv('S3_BASE')\nOTHER = os.getenv('OTHER')\nX = f\"{BASE.rstrip('/')}/x\"\n"
        failure = examined({"site_/settings.py": text})
        self.assertEqual((failure["asked"], lend.missing(failure)), (["S3_BASE"], "S3_BASE"))
        text = "import os\nPORT = os.environ['A_PORT']\nX = int(\n    PORT)\n"
        self.assertIn("A_PORT", examined({"site_/settings.py": text}, A_PORT="x")["named"])

    def test_inside_a_package_name_it(self):
        failure = examined({"site_/settings.py": "import django.utils.text\ndjango.utils.text.Truncator(1).chars('x')\n"})
        self.assertEqual([failure["file"], failure["line"]], ["site_/settings.py", 2])
        self.assertEqual(environment_of_image.package_of("/venv/lib/python3.13/site-packages/environs/__init__.py"), "environs")
        self.assertEqual(environment_of_image.package_of("/venv/lib/python3.13/site-packages/six.py"), "six")
        self.assertEqual(environment_of_image.package_of("/project/blog/settings.py"), "")

    def test_name_the_distributions_that_have_the_file_and_what_has_to_fit(self):
        with tempfile.TemporaryDirectory() as top:
            site = os.path.join(top, "site-packages")
            for name in ("one", "other", "third"):
                os.makedirs(os.path.join(site, f"{name}-1.0.dist-info"))
                listed = "shared/a.py,sha256=x,1\n" if name != "third" else "shared/a.pyc,,\n"
                for file, text in (("METADATA", f"Name: {name}\nVersion: 1.0\n"), ("RECORD", listed)):
                    with open(os.path.join(site, f"{name}-1.0.dist-info", file), "w", encoding="utf-8") as written:
                        written.write(text)
            with mock.patch.object(sys, "path", [site, *sys.path]):
                self.assertEqual(environment_of_image.brought_by(site + "/shared/a.py"), ["one 1.0", "other 1.0"])
                self.assertEqual(environment_of_image.brought_by("/project/shared/a.py"), [])
        failure = examined({"site_/settings.py": "X = {}['nothing']\n"})
        self.assertEqual(failure["versions"], {"django": django.get_version(), "python": "%d.%d.%d" % sys.version_info[:3]})

    def test_of_a_module_or_file_of_the_project_name_where_it_would_lie(self):
        for line, path in (("from .local import *", "site_/local.py"), ("from . import local", "site_/local.py"),
                           ("open('prices/list.csv')", "prices/list.csv"), ("open(__file__ + '.env')", "site_/settings.py.env"),
                           ("import nosuch", ""), ("open('/nosuch')", "")):
            self.assertEqual(examined({"site_/settings.py": line + "\n"})["lacks"], path, line)
        text = "try:\n    from . import local\nexcept ImportError:\n    raise RuntimeError('write one')\n"
        self.assertEqual(examined({"site_/settings.py": text})["lacks"], "site_/local.py")

    def test_of_an_app_that_is_missing_name_the_others_that_are(self):
        text = SETTINGS.replace("INSTALLED_APPS = [", "INSTALLED_APPS = ['nosuch', 'never.apps.Never', 'never.other', 'site_', ")
        failure = examined({"site_/settings.py": text})
        self.assertEqual((failure["message"], failure["alsoMissing"]), ("No module named 'nosuch'", ["never"]))
        # Before the settings are there nobody knows; where it is no module, nothing is looked for.
        self.assertEqual(examined({"site_/settings.py": "import nosuch\n" + text})["alsoMissing"], [])
        self.assertEqual(examined({"site_/settings.py": "X = {}['nothing']\n"})["alsoMissing"], [])

    def test_of_a_setting_without_a_value_name_it_as_a_variable(self):
        text = SETTINGS + "\nimport os\nBROKER = os.environ.get('BROKER')\nOTHER = None\n"
        urls = "from django.conf import settings\nhash(settings.OTHER)\nsettings.BROKER.split(':')\n"
        failure = examined({"site_/settings.py": text, "site_/urls.py": urls})
        self.assertEqual((failure["asked"], lend.missing(failure)), (["BROKER"], "BROKER"))

    def test_that_the_project_raises_itself_name_the_variables_they_speak_of(self):
        text = ("import os\nif 'x' not in os.environ.get('SITE_URL', ''):\n"
                "    raise RuntimeError('SITE_URL must be an address, NOT_ONE else')\n")
        failure = examined({"site_/settings.py": text})
        self.assertEqual((failure["told"], lend.missing(failure), lend.missing(failure, {"SITE_URL"})), (["SITE_URL"], "SITE_URL", None))
        text = "import subprocess\nSITE_URL = 'SITE_URL'\nsubprocess.run('SITE_URL', env={})\n"
        self.assertEqual(examined({"site_/settings.py": text})["told"], [])

    def test_that_a_package_raises_over_a_setting_without_a_value_name_it_as_a_variable(self):
        text = SETTINGS + "\nimport os, sys\nsys.path.append(str(BASE_DIR / 'packages'))\nWIDGET_KEY = os.environ.get('WIDGET_KEY')\n"
        package = "from django.conf import settings\nraise ValueError('WIDGET_KEY is not of type', str, settings.ROOT_URLCONF, 'ROOT_URLCONF')\n"
        with tempfile.TemporaryDirectory() as packages:
            with open(packages + "/widget.py", "w", encoding="utf-8") as file:
                file.write(package)
            files = {"site_/settings.py": text.replace("str(BASE_DIR / 'packages')", repr(packages)),
                     "site_/urls.py": "import widget\nurlpatterns = []\n"}
            failure = examined(files)
        self.assertEqual((failure["told"], lend.missing(failure)), (["WIDGET_KEY"], "WIDGET_KEY"))

    def test_of_syntax_name_the_line_of_the_file_itself(self):
        failure = examined({"site_/settings.py": "X = 1\nY = = 2\n"})
        self.assertEqual([failure["file"], failure["line"]], ["site_/settings.py", 2])

    def test_of_the_application_and_of_the_urls_are_not_those_of_the_settings(self):
        failure = examined({"site_/wsgi.py": "import nosuch\n" + WSGI}, "site_.wsgi:application")
        self.assertEqual([failure["kind"], failure["file"], failure["line"]], ["application", "site_/wsgi.py", 1])
        self.assertEqual(examined({"site_/wsgi.py": WSGI}, "site_.wsgi:app")["exception"], "AttributeError")
        failure = examined({"site_/urls.py": "\n\nimport nosuch\n"})
        self.assertEqual([failure["kind"], failure["file"], failure["line"]], ["application", "site_/urls.py", 3])

    def test_an_asgi_application_is_imported_as_its_server_does_with_django_set_up(self):
        text = SETTINGS.replace("'django.contrib.staticfiles'", "")  # who collects nothing sets nothing up before
        text += "\nSTATIC_ROOT = ''\n"
        asgi = "from django.contrib.auth.models import User\nfrom django.core.asgi import get_asgi_application\napplication = get_asgi_application()\n"
        files = {"site_/settings.py": text, "site_/asgi.py": asgi}
        self.assertIn("django", examined(files, "site_.asgi:application", "uvicorn"))
        self.assertEqual(examined(files, "site_.asgi:application")["exception"], "AppRegistryNotReady")

    def test_of_a_line_that_asks_the_database_name_that_and_not_what_it_calls(self):
        models = ("from django.contrib.auth.models import User\nfrom django.db import models\n\n\n"
                  "def first():\n    return User.objects.first()\n\n\n"
                  "class Note(models.Model):\n    author = models.ForeignKey(\n        User, on_delete=models.CASCADE, default=first())\n")
        failure = examined({"site_/settings.py": NOTES, "notes/__init__.py": "", "notes/models.py": models})
        self.assertEqual([failure[key] for key in ("asksDatabase", "file", "exception")],
                         [True, "notes/models.py", "OperationalError"])
        self.assertIn(failure["line"], (10, 11))
        self.assertFalse(examined({"site_/settings.py": "X = {}['nothing']\n"})["asksDatabase"])

    def test_of_an_app_that_asks_the_database_as_it_gets_ready_name_the_line(self):
        apps = ("from django.apps import AppConfig\nclass Notes(AppConfig):\n    name = 'notes'\n    def ready(self):\n"
                "        from django.contrib.auth.models import User\n        list(User.objects.all())\n")
        settings = SETTINGS.replace("INSTALLED_APPS = [", "INSTALLED_APPS = ['notes.apps.Notes', ")
        failure = examined({"site_/settings.py": settings, "notes/__init__.py": "", "notes/apps.py": apps})
        self.assertEqual([failure[key] for key in ("asksDatabase", "file", "line")], [True, "notes/apps.py", 6])

    def test_routes_that_ask_the_database_do_not_stop_the_build(self):
        asgi = "from django.contrib.auth.models import User\nlist(User.objects.all())\napplication = None\n"
        self.assertEqual(examined({"site_/asgi.py": asgi}, "site_.asgi:application", "daphne")["databases"], ["sqlite"])

    def test_urls_that_ask_the_database_do_not_stop_the_build(self):
        urls = "from django.contrib.auth.models import User\nlist(User.objects.all())\n" + URLS
        self.assertEqual(examined({"site_/urls.py": urls})["databases"], ["sqlite"])


class Server(unittest.TestCase):
    def failure(self, configuration, **more):
        found = examined({"gunicorn.conf.py": configuration, **more}, server="gunicorn")
        return [found.get(key) for key in ("kind", "exception", "message")]

    def test_that_takes_its_configuration_is_content(self):
        self.assertEqual(self.failure("workers = 3\nloglevel = 'debug'\n"), [None, None, None])

    def test_that_does_not_says_why(self):
        self.assertEqual(self.failure("import nosuch\n"), ["server", "ModuleNotFoundError", "No module named 'nosuch'"])
        self.assertEqual(self.failure("workers = 'many'\n")[:2], ["server", "ValueError"])

    def test_loads_what_the_configuration_names_as_well(self):
        self.assertEqual(self.failure("worker_class = 'nosuch.Worker'\n")[:2], ["server", "RuntimeError"])
        self.assertEqual(self.failure("logger_class = 'site_.nosuch.Logger'\n")[:2], ["server", "RuntimeError"])

    def test_is_no_other_than_the_one_that_starts(self):
        self.assertEqual(examined({"gunicorn.conf.py": "import nosuch\n"}, server="uvicorn")["databases"], ["sqlite"])


class Checks(unittest.TestCase):
    files = {"site_/settings.py": NOTES, "notes/__init__.py": "", "notes/models.py": MODELS}

    def test_stop_the_build_with_the_line_of_the_field(self):
        failure = examined(self.files)
        self.assertEqual([failure[key] for key in ("kind", "exception", "file", "line")],
                         ["check", "fields.E300", "notes/models.py", 13])
        self.assertIn("Nobody", failure["message"])
        self.assertIn("fields.E307", failure["said"], "all of them are shown")

    def test_that_the_project_silences_are_silent(self):
        silenced = NOTES + "\nSILENCED_SYSTEM_CHECKS = ['fields.E300', 'fields.E307', 'models.W042']\n"
        self.assertEqual(examined({**self.files, "site_/settings.py": silenced})["checks"], [])

    def test_warnings_stop_nothing(self):
        check = ("from django.core.checks import Warning, register\n"
                 "@register\ndef warns(app_configs, **more):\n    return [Warning('look here', id='own.W001')]\n")
        found = examined({"site_/settings.py": NOTES, "notes/__init__.py": "", "notes/models.py": check})
        self.assertEqual(found["checks"], ["?: (own.W001) look here"])

    def test_do_not_judge_values_that_were_lent(self):
        self.assertIn("fields.E300", "".join(examined(self.files, SIMPLE_DEPLOY_LENT="API_KEY")["checks"]))

    def test_that_break_by_themselves_stop_nothing(self):
        check = ("from django.core.checks import register\n"
                 "@register\ndef asks(app_configs, **more):\n    raise ConnectionError('no cache server')\n")
        found = examined({"site_/settings.py": NOTES, "notes/__init__.py": "", "notes/models.py": check})
        self.assertIn("no cache server", found["checks"][0])


if __name__ == "__main__":
    unittest.main()
