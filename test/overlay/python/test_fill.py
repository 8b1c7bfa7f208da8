"""fill.py, on modules made here: no Django settings are read, so each case is cheap."""
import base64
import json
import os
import sys
import tempfile
import types
import unittest
from pathlib import Path
from unittest import mock

from simple_deploy import fill as overlay

SECURITY = "django.middleware.security.SecurityMiddleware"


def filled(variables=None, argv=("gunicorn",), **values):
    module = types.ModuleType("blog.settings")
    module.environment = variables or {}
    module.SECRET_KEY = "a real key"
    for name, value in values.items():
        setattr(module, name, value)
    with mock.patch.dict(os.environ, variables or {}, clear=True), mock.patch.object(sys, "argv", list(argv)):
        overlay.fill(module)
        before = dict(vars(module))
        overlay.fill(module)
    assert before == dict(vars(module)), "not idempotent"
    return module


def origins(settings):
    """CSRF_TRUSTED_ORIGINS as Django 4.0 and newer have them."""
    from django import VERSION

    if VERSION >= (4, 0):
        return settings.CSRF_TRUSTED_ORIGINS
    with mock.patch("django.VERSION", (4, 0)):
        again = types.SimpleNamespace()
        with mock.patch.dict(os.environ, settings.environment, clear=True):
            overlay.csrf_origins(again)
        return again.CSRF_TRUSTED_ORIGINS


class SecretKey(unittest.TestCase):
    def test_of_the_environment_replaces_the_one_of_startproject(self):
        self.assertEqual(filled({"SECRET_KEY": "new"}, SECRET_KEY="django-insecure-abc").SECRET_KEY, "new")
        self.assertEqual(filled({"SECRET_KEY": "new"}, SECRET_KEY="").SECRET_KEY, "new")

    def test_of_the_project_stays(self):
        self.assertEqual(filled({"SECRET_KEY": "new"}, SECRET_KEY="own").SECRET_KEY, "own")

    def test_without_one_nothing_starts(self):
        for key in ("", "django-insecure-abc"):
            with self.assertRaises(SystemExit) as caught, mock.patch("sys.stderr") as stderr:
                filled(SECRET_KEY=key)
            self.assertEqual(caught.exception.code, 1)
            self.assertIn("SECRET_KEY", "".join(str(call) for call in stderr.write.call_args_list))

    def test_without_one_the_build_goes_on(self):
        self.assertTrue(filled({"SIMPLE_DEPLOY_BUILDING": "1"}, SECRET_KEY="").SECRET_KEY)

    def test_can_be_switched_off(self):
        key = filled({"SIMPLE_DEPLOY_SKIP": "debug, secret-key"}, SECRET_KEY="django-insecure-abc").SECRET_KEY
        self.assertEqual(key, "django-insecure-abc")


class Hosts(unittest.TestCase):
    def test_take_in_those_of_the_platform(self):
        settings = filled({"SIMPLE_DEPLOY_HOSTS": "blog.example,www.blog.example:8443", "SIMPLE_DEPLOY_PLATFORM": "x"},
                          ALLOWED_HOSTS=["own.example"])
        self.assertEqual(settings.ALLOWED_HOSTS, ["own.example", "blog.example", "www.blog.example"])

    def test_star_stays_alone(self):
        self.assertEqual(filled({"SIMPLE_DEPLOY_HOSTS": "a"}, ALLOWED_HOSTS=["*"]).ALLOWED_HOSTS, ["*"])

    def test_local_ones_only_without_a_platform_or_on_the_local_one(self):
        self.assertIn("localhost", filled().ALLOWED_HOSTS)
        self.assertIn("[::1]", filled({"SIMPLE_DEPLOY_PLATFORM": "local"}).ALLOWED_HOSTS)
        self.assertEqual(filled({"SIMPLE_DEPLOY_PLATFORM": "fly"}).ALLOWED_HOSTS, [])

    def test_of_the_platforms_own_variables(self):
        routes = "eyJodHRwczovL2EuZXhhbXBsZS8iOnt9fQ=="  # {"https://a.example/":{}}
        settings = filled({"FLY_APP_NAME": "blog", "PLATFORM_ROUTES": routes, "SIMPLE_DEPLOY_PLATFORM": "x"})
        self.assertEqual(settings.ALLOWED_HOSTS, ["blog.fly.dev", "a.example"])

    def test_broken_routes_do_no_harm(self):
        for broken in ("%%%", "W10="):
            self.assertEqual(filled({"PLATFORM_ROUTES": broken, "SIMPLE_DEPLOY_PLATFORM": "x"}).ALLOWED_HOSTS, [])

    def test_the_new_name_of_heroku_makes_the_old_one_somebody_elses(self):
        both = {"HEROKU_APP_NAME": "blog", "HEROKU_APP_DEFAULT_DOMAIN_NAME": "blog-12ab.herokuapp.com",
                "SIMPLE_DEPLOY_PLATFORM": "x", "SIMPLE_DEPLOY_SCHEME": "https"}
        self.assertEqual(filled(both).ALLOWED_HOSTS, ["blog-12ab.herokuapp.com"])
        del both["HEROKU_APP_DEFAULT_DOMAIN_NAME"]
        self.assertEqual(filled(both).ALLOWED_HOSTS, ["blog.herokuapp.com"])

    def test_of_routes_only_those_that_lead_to_this_app_with_their_scheme(self):
        routes = {
            "https://www.example/": {"type": "upstream", "upstream": "app:http"},
            "http://www.example/": {"type": "upstream", "upstream": "app"},
            "https://example/": {"type": "redirect", "to": "https://www.example/"},
            "https://api.example/": {"type": "upstream", "upstream": "api:http"},
            "https://*.all.example/": {"type": "upstream", "upstream": "app:http"},
        }
        encoded = base64.b64encode(json.dumps(routes).encode()).decode()
        settings = filled({"PLATFORM_ROUTES": encoded, "PLATFORM_APPLICATION_NAME": "app", "SIMPLE_DEPLOY_PLATFORM": "x"})
        self.assertEqual(settings.ALLOWED_HOSTS, ["www.example", ".all.example"])
        self.assertEqual(origins(settings), ["https://www.example", "http://www.example", "https://*.all.example"])

    def test_own_domains_with_their_scheme_and_port(self):
        hosts = "http://localhost:8000,[::1]:8000,https://blog.example,Other.Example:443,plain.example"
        settings = filled({"SIMPLE_DEPLOY_HOSTS": hosts, "SIMPLE_DEPLOY_PLATFORM": "x", "SIMPLE_DEPLOY_SCHEME": "https"})
        self.assertEqual(settings.ALLOWED_HOSTS, ["localhost", "[::1]", "blog.example", "other.example", "plain.example"])
        self.assertEqual(origins(settings), ["http://localhost:8000", "https://[::1]:8000", "https://blog.example",
                                             "https://other.example", "https://plain.example"])

    def test_are_trusted_for_csrf_in_the_form_that_this_django_takes(self):
        from django import VERSION

        origins = filled({"SIMPLE_DEPLOY_HOSTS": "a.example:8443", "SIMPLE_DEPLOY_SCHEME": "https",
                          "SIMPLE_DEPLOY_PLATFORM": "x"}).CSRF_TRUSTED_ORIGINS
        self.assertEqual(origins, ["https://a.example:8443"] if VERSION >= (4, 0) else ["a.example:8443"])


    def test_what_names_nothing_is_left_out(self):
        settings = filled({}, CSRF_TRUSTED_ORIGINS=["", None, "https://a.example"], CORS_ALLOWED_ORIGINS=[""],
                          CORS_ORIGIN_WHITELIST=("https://b.example", ""))
        self.assertEqual(settings.CSRF_TRUSTED_ORIGINS[:1], ["https://a.example"])
        self.assertNotIn("", settings.CSRF_TRUSTED_ORIGINS)
        self.assertEqual((settings.CORS_ALLOWED_ORIGINS, settings.CORS_ORIGIN_WHITELIST), ([], ["https://b.example"]))

    def test_lists_of_other_origins_stay_as_they_are(self):
        listed = ("https://b.example",)
        self.assertIs(filled({}, CORS_ALLOWED_ORIGINS=listed).CORS_ALLOWED_ORIGINS, listed)
        self.assertFalse(hasattr(filled(), "CORS_ALLOWED_ORIGINS"))


class Middleware(unittest.TestCase):
    apps = ["django.contrib.staticfiles"]

    def test_health_is_first_and_whitenoise_after_security(self):
        middleware = filled(MIDDLEWARE=(SECURITY, "own.Middleware"), INSTALLED_APPS=self.apps).MIDDLEWARE
        self.assertEqual(middleware, [overlay.HEALTH, overlay.REQUEST_ID, SECURITY, overlay.WHITENOISE, "own.Middleware"])

    def test_whitenoise_of_the_project_stays_where_it_is(self):
        own = ["own.Middleware", overlay.WHITENOISE]
        self.assertEqual(filled(MIDDLEWARE=own, INSTALLED_APPS=self.apps).MIDDLEWARE, [overlay.HEALTH, overlay.REQUEST_ID, *own])

    def test_no_whitenoise_where_it_is_not_installed(self):
        with mock.patch("importlib.util.find_spec", lambda name: None):
            self.assertEqual(filled(MIDDLEWARE=[], INSTALLED_APPS=self.apps).MIDDLEWARE, [overlay.HEALTH, overlay.REQUEST_ID])

    def test_whitenoise_where_staticfiles_is_named_by_its_configuration(self):
        for app in ("django.contrib.staticfiles.apps.StaticFilesConfig", "shop.apps.ShopStaticFilesConfig"):
            self.assertIn(overlay.WHITENOISE, filled(MIDDLEWARE=[], INSTALLED_APPS=[app]).MIDDLEWARE)

    def test_no_whitenoise_without_staticfiles(self):
        self.assertEqual(filled(MIDDLEWARE=[]).MIDDLEWARE, [overlay.HEALTH, overlay.REQUEST_ID])

    def test_media_only_with_a_folder_and_djangos_own_storage(self):
        data = {"SIMPLE_DEPLOY_DATA_DIR": "/data"}
        self.assertIn(overlay.MEDIA, filled(data, MEDIA_URL="media/", MEDIA_ROOT="/x").MIDDLEWARE)
        for values in ({"MEDIA_URL": "https://cdn.example/"}, {"MEDIA_URL": ""}, {"MEDIA_URL": "//cdn.example/"},
                       {"MEDIA_URL": "media/", "DEFAULT_FILE_STORAGE": "storages.S3"},
                       {"MEDIA_URL": "media/", "STORAGES": {"default": {"BACKEND": "storages.S3"}}}):
            self.assertNotIn(overlay.MEDIA, filled(data, **values).MIDDLEWARE)
        self.assertNotIn(overlay.MEDIA, filled(MEDIA_URL="media/").MIDDLEWARE)

    def test_header_function_of_the_project_is_called_too(self):
        called = []
        settings = filled(INSTALLED_APPS=self.apps, WHITENOISE_ADD_HEADERS_FUNCTION=lambda *all: called.append(all))
        settings.WHITENOISE_ADD_HEADERS_FUNCTION({}, "/x", "/static/x")
        self.assertEqual(called, [({}, "/x", "/static/x")])


class Https(unittest.TestCase):
    names = ("SECURE_PROXY_SSL_HEADER", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")

    def test_behind_a_proxy_that_ends_tls(self):
        settings = filled({"SIMPLE_DEPLOY_SCHEME": "https", "SIMPLE_DEPLOY_PLATFORM": "fly"}, SECURE_SSL_REDIRECT=False)
        self.assertEqual(settings.SECURE_PROXY_SSL_HEADER, ("HTTP_X_FORWARDED_PROTO", "https"))
        self.assertTrue(settings.SESSION_COOKIE_SECURE)
        self.assertFalse(settings.SECURE_SSL_REDIRECT, "what the project decides stays")

    def test_on_this_machine_without_https_people_can_log_in(self):
        secure = {"SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True, "SECURE_SSL_REDIRECT": True,
                  "SESSION_COOKIE_NAME": "__Secure-session"}
        settings = filled({"SIMPLE_DEPLOY_PLATFORM": "local"}, **secure)
        self.assertEqual([getattr(settings, name) for name in secure], [False, False, False, "session"])
        for variables in ({"SIMPLE_DEPLOY_PLATFORM": "fly"}, {},  # elsewhere the project decides
                          {"SIMPLE_DEPLOY_PLATFORM": "local", "SIMPLE_DEPLOY_HOSTS": "https://own.example"}):
            settings = filled(variables, **secure)
            self.assertEqual({name: getattr(settings, name) for name in secure}, secure)

    def test_never_elsewhere(self):
        for platform in ("", "local", "registry"):
            settings = filled({"SIMPLE_DEPLOY_SCHEME": "https", "SIMPLE_DEPLOY_PLATFORM": platform})
            self.assertFalse([name for name in self.names if hasattr(settings, name)])
        self.assertFalse(hasattr(filled({"SIMPLE_DEPLOY_PLATFORM": "fly"}), "SECURE_SSL_REDIRECT"))


class Rest(unittest.TestCase):
    def test_debug_is_off_unless_that_line_is_switched_off(self):
        self.assertFalse(filled(DEBUG=True).DEBUG)
        self.assertTrue(filled({"SIMPLE_DEPLOY_SKIP": "debug"}, DEBUG=True).DEBUG)

    def test_vite_has_no_development_server_in_either_form_of_its_settings(self):
        given = {"default": {"dev_mode": True, "manifest_path": "x"}, "other": {"dev_mode": False}, "odd": object}
        settings = filled(DJANGO_VITE=given, DJANGO_VITE_DEV_MODE=True)
        self.assertEqual(settings.DJANGO_VITE, {**given, "default": {"dev_mode": False, "manifest_path": "x"}})
        self.assertIs(settings.DJANGO_VITE_DEV_MODE, False)
        self.assertIs(given["default"]["dev_mode"], True, "what the module holds besides stays as it is")
        self.assertFalse(hasattr(filled(), "DJANGO_VITE"))
        self.assertTrue(filled({"SIMPLE_DEPLOY_SKIP": "vite"}, DJANGO_VITE_DEV_MODE=True).DJANGO_VITE_DEV_MODE)

    def test_static_root_where_there_is_none(self):
        self.assertEqual(filled(INSTALLED_APPS=["django.contrib.staticfiles"]).STATIC_ROOT, "/simple-deploy/static")
        self.assertEqual(filled(INSTALLED_APPS=["django.contrib.staticfiles"], STATIC_ROOT="/own").STATIC_ROOT, "/own")
        self.assertFalse(hasattr(filled(), "STATIC_ROOT"))

    def test_logging_goes_to_stdout_unless_the_project_says_where(self):
        self.assertEqual(filled().LOGGING["handlers"]["stdout"]["stream"], "ext://sys.stdout")
        self.assertEqual(filled(LOGGING={"version": 1}).LOGGING, {"version": 1})

        again = filled().LOGGING
        self.assertFalse(again["disable_existing_loggers"], "gunicorn's own would fall silent")
        self.assertEqual(again["root"]["level"], "INFO")
        self.assertEqual(filled({"LOG_LEVEL": "debug"}).LOGGING["root"]["level"], "DEBUG")

    def test_another_program_may_have_a_word_test_of_its_own(self):
        self.assertFalse(filled(argv=["celery", "test"], DEBUG=True).DEBUG)

    def test_manage_py_test_gets_database_and_key_alone(self):
        settings = filled({"DATABASE_URL": "postgres://h/d"}, argv=["manage.py", "test"], DEBUG=True, MIDDLEWARE=[])
        self.assertEqual(settings.DATABASES["default"]["NAME"], "d")
        self.assertTrue(settings.DEBUG)
        self.assertEqual(settings.MIDDLEWARE, [])

    def test_every_line_says_what_it_does(self):
        for line in overlay.LINES:
            self.assertTrue(line.__doc__, line.__name__)

    def test_the_words_of_the_lines_are_those_of_these_lines(self):
        with open(os.path.join(os.environ["OVERLAY"], "lines.json"), encoding="utf-8") as file:
            named = [line["name"] for line in json.load(file)["lines"]]
        self.assertEqual(named, [line.__name__.replace("_", "-") for line in overlay.LINES])

    def test_every_line_can_be_switched_off(self):
        values = {"INSTALLED_APPS": ["django.contrib.staticfiles"], "MEDIA_URL": "media/", "MEDIA_ROOT": "/project/media",
                  "DEBUG": True, "SECRET_KEY": "", "SESSION_COOKIE_SECURE": True,
                  "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/nosuch/x"}}}
        environment = {"SIMPLE_DEPLOY_DATA_DIR": "/nosuch", "DATABASE_URL": "postgres://h/d", "DYNO": "web.1",
                       "REDIS_URL": "redis://h", "EMAIL_URL": "smtp://mail.example", "SECRET_KEY": "k",
                       "SIMPLE_DEPLOY_SERVES": "wsgi", "SIMPLE_DEPLOY_SCHEME": "https", "SIMPLE_DEPLOY_PLATFORM": "x"}
        every = ",".join(line.__name__.replace("_", "-") for line in overlay.LINES)
        settings = filled({**environment, "SIMPLE_DEPLOY_SKIP": every}, **values)
        self.assertEqual({name: value for name, value in vars(settings).items() if name.isupper()}, values)


class DataDir(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = folder.name

    def moved(self, **values):
        return filled({"SIMPLE_DEPLOY_DATA_DIR": self.data}, **values)

    def test_sqlite_and_media_keep_their_way_below_the_project(self):
        settings = self.moved(
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/project/backend/db.sqlite3"}},
            MEDIA_ROOT="/project/backend/media",
        )
        self.assertEqual(settings.DATABASES["default"]["NAME"], self.data + "/backend/db.sqlite3")
        self.assertTrue(os.path.isdir(self.data + "/backend"), "SQLite makes no folders")
        self.assertEqual(settings.MEDIA_ROOT, self.data + "/backend/media")
        self.assertEqual(settings.SIMPLE_DEPLOY_MEDIA_IN_IMAGE, "/project/backend/media")

    def test_a_path_stays_one(self):
        settings = self.moved(
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path("/project/db.sqlite3")}},
            MEDIA_ROOT=Path("/project/media"),
        )
        self.assertEqual(settings.DATABASES["default"]["NAME"], Path(self.data, "db.sqlite3"))
        self.assertEqual(settings.MEDIA_ROOT / "x", Path(self.data, "media", "x"))

    def test_a_folder_in_the_project_itself_is_moved_to_once(self):
        from simple_deploy.data_dir import moved

        once = moved("/project/db.sqlite3", "/project/.simple-deploy/data")
        self.assertEqual(once, "/project/.simple-deploy/data/db.sqlite3")
        self.assertEqual(moved(once, "/project/.simple-deploy/data"), once)

    def test_what_lies_elsewhere_or_nowhere_stays(self):
        here = tempfile.mkdtemp(dir=self.data)
        for name in (":memory:", "file:x?mode=memory", here):
            settings = self.moved(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": name}})
            self.assertEqual(settings.DATABASES["default"]["NAME"], name)

    def test_a_place_that_is_not_in_the_image_is_one_of_the_volume(self):
        lite = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/code/x.sqlite3"}}
        settings = self.moved(DATABASES=lite, MEDIA_ROOT="/vol/web/media")
        self.assertEqual(settings.DATABASES["default"]["NAME"], self.data + "/code/x.sqlite3")
        self.assertEqual(settings.MEDIA_ROOT, self.data + "/vol/web/media")
        self.assertEqual(self.moved(MEDIA_ROOT="/project-two/media").MEDIA_ROOT, self.data + "/project-two/media")

    def test_so_is_one_that_is_there_and_that_the_app_cannot_write(self):
        with mock.patch("os.access", lambda path, mode: path != "/media"), mock.patch("os.path.exists", lambda path: True):
            self.assertEqual(self.moved(MEDIA_ROOT="/media").MEDIA_ROOT, self.data + "/media")
            self.assertEqual(self.moved(MEDIA_ROOT="/srv").MEDIA_ROOT, "/srv")

    def test_not_so_where_something_is_mounted(self):
        with mock.patch("os.path.ismount", lambda path: path == "/vol/web"):
            self.assertEqual(self.moved(MEDIA_ROOT="/vol/web/media").MEDIA_ROOT, "/vol/web/media")

    def test_other_engines_are_left_alone(self):
        settings = self.moved(DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "/project/x"}})
        self.assertEqual(settings.DATABASES["default"]["NAME"], "/project/x")

    def test_uploads_have_a_place_even_when_the_project_names_none(self):
        self.assertEqual(self.moved().MEDIA_ROOT, self.data + "/media")

    def test_nothing_moves_without_a_folder(self):
        self.assertEqual(filled(MEDIA_ROOT="/project/media").MEDIA_ROOT, "/project/media")


if __name__ == "__main__":
    unittest.main()
