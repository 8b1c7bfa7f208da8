"""Databases, caches and mail that a platform gives."""
import base64
import io
import json
import os
import sys
import types
import unittest
from unittest import mock

import projects
from django import VERSION
from simple_deploy import cache, connections, email_url, lost_data, sqlite
from simple_deploy.relationships import exports, url_of

POSTGRES = "django.db.backends.postgresql"


def changed(line, variables=None, **values):
    """Settings that have `values`, after one line twice."""
    settings = types.SimpleNamespace(**values)
    with mock.patch.dict(os.environ, variables or {}, clear=True):
        line(settings)
        once = dict(vars(settings))
        line(settings)
    assert once == vars(settings), "not idempotent"
    return settings


def relationships(**services):
    return {"PLATFORM_RELATIONSHIPS": base64.b64encode(json.dumps(services).encode()).decode()}


class Relationships(unittest.TestCase):
    def url(self, schemes=("pgsql", "mysql"), names=("database",), **services):
        with mock.patch.dict(os.environ, relationships(**services), clear=True):
            return url_of(schemes, names)

    def test_a_service_is_told_as_a_url(self):
        endpoint = {"scheme": "pgsql", "host": "db.internal", "port": 5432, "username": "main", "password": "p@ss/",
                    "path": "main"}
        self.assertEqual(self.url(store=[endpoint]), "pgsql://main:p%40ss%2F@db.internal:5432/main")

    def test_the_one_of_several_that_is_called_so_else_the_first(self):
        one, two = {"scheme": "pgsql", "host": "one"}, {"scheme": "mysql", "host": "two"}
        self.assertEqual(self.url(first=[one], database=[two]), "mysql://two/")
        self.assertEqual(self.url(first=[one], second=[two]), "pgsql://one/")

    def test_the_one_of_its_replicas_that_takes_writes(self):
        replica = {"scheme": "pgsql", "host": "replica", "query": {"is_master": False}}
        main = {**replica, "host": "main", "query": {"is_master": True}}
        self.assertEqual(self.url(database=[replica, main, replica]), "pgsql://main/")

    def test_services_of_another_kind_and_none_at_all(self):
        self.assertEqual(self.url(search=[{"scheme": "http", "host": "x"}], empty=None), "")
        self.assertEqual(self.url(), "")


class Exports(unittest.TestCase):
    def exports(self, *names, variables=None, **services):
        with mock.patch.dict(os.environ, {**relationships(**services), **(variables or {})}, clear=True):
            return exports(names)

    def test_are_what_settings_read_that_know_no_relationships(self):
        database = {"scheme": "pgsql", "host": "db.internal", "port": 5432, "username": "main", "password": "a b", "path": "main"}
        redis = {"scheme": "redis", "host": "redis.internal", "port": 6379, "password": "s"}
        self.assertEqual(
            self.exports("REDIS_URL", "BROKER_HOST", "BROKER_PORT", "REDIS_PASSWORD", "REDIS_DB",
                         database=[database], redis=[redis]),
            ["export DATABASE_URL=postgres://main:a%20b@db.internal:5432/main",
             "export REDIS_URL=redis://:s@redis.internal:6379/", "export BROKER_HOST=redis.internal",
             "export BROKER_PORT=6379", "export REDIS_PASSWORD=s"],
        )

    def test_leave_what_is_set_and_quote_for_a_shell(self):
        database = [{"scheme": "mysql", "host": "h", "path": "a;b"}]
        self.assertEqual(self.exports(database=database), ["export DATABASE_URL=mysql://h/a%3Bb"])
        self.assertEqual(self.exports(database=database, variables={"DATABASE_URL": "postgres://own/d"}), [])
        self.assertEqual(self.exports("REDIS_URL"), [])


class DatabaseOfPlatform(unittest.TestCase):
    def test_is_the_default_one_unless_a_variable_says_another(self):
        from simple_deploy.fill import database_url

        service = relationships(db=[{"scheme": "pgsql", "host": "db.internal", "username": "main", "path": "main"}])
        found = changed(database_url, service, DATABASES={}).DATABASES["default"]
        self.assertEqual([found["ENGINE"], found["HOST"], found["NAME"], found["USER"]], [POSTGRES, "db.internal", "main", "main"])
        found = changed(database_url, {**service, "DATABASE_URL": "postgres://other/d"}, DATABASES={}).DATABASES["default"]
        self.assertEqual(found["HOST"], "other")


class Connections(unittest.TestCase):
    def default(self, line, variables=None, **database):
        return changed(line, variables, DATABASES={"default": database}).DATABASES["default"]

    def test_are_encrypted_on_heroku(self):
        options = lambda variables=None, **more: self.default(  # noqa: E731
            connections.encrypt, {"DYNO": "web.1"} if variables is None else variables, ENGINE=POSTGRES, **more).get("OPTIONS")
        self.assertEqual(options(HOST="h", OPTIONS={"x": 1}), {"x": 1, "sslmode": "require"})
        self.assertEqual(options(HOST="h", OPTIONS={"sslmode": "verify-full"}), {"sslmode": "verify-full"})
        self.assertIsNone(options(HOST="127.0.0.1"), "a pooler beside the app")
        self.assertIsNone(options(HOST="/run/postgresql"))
        self.assertIsNone(options(variables={}, HOST="h"))
        self.assertNotIn("OPTIONS", self.default(connections.encrypt, {"DYNO": "x"}, ENGINE="django.db.backends.mysql", HOST="h"))

    def test_are_encrypted_only_if_they_can_in_the_apps_own_network(self):
        def mode(host, sslmode="require", **variables):
            found = self.default(connections.encrypt, variables, ENGINE=POSTGRES, HOST=host, OPTIONS={"sslmode": sslmode, "x": 1})
            self.assertEqual(found["OPTIONS"]["x"], 1)
            return found["OPTIONS"]["sslmode"]

        for host in ("blog-db", "database.internal", "", "127.0.0.1"):
            self.assertEqual(mode(host), "prefer", host)
        for host in ("db.example.com", "10.0.0.7", "pgbouncer.x.flympg.net"):
            self.assertEqual(mode(host), "require", host)
        self.assertEqual(mode("db", "verify-full"), "verify-full")
        self.assertEqual(mode("db", DATABASE_URL="postgres://db/d?sslmode=require"), "require")
        self.assertEqual(mode("db", DYNO="web.1"), "require")

    def test_are_kept_by_threads_that_live_on(self):
        serves = {"SIMPLE_DEPLOY_SERVES": "wsgi"}
        kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True} if VERSION >= (4, 1) else {}
        self.assertEqual(self.default(connections.keep_open, serves, ENGINE=POSTGRES), {"ENGINE": POSTGRES, **kept})
        for own in ({"CONN_MAX_AGE": 0}, {"CONN_HEALTH_CHECKS": False}, {"OPTIONS": {"pool": True}}):
            self.assertEqual(self.default(connections.keep_open, serves, ENGINE=POSTGRES, **own), {"ENGINE": POSTGRES, **own})
        self.assertEqual(self.default(connections.keep_open, {}, ENGINE=POSTGRES), {"ENGINE": POSTGRES}, "ASGI, a worker")
        lite = "django.db.backends.sqlite3"
        self.assertEqual(self.default(connections.keep_open, serves, ENGINE=lite), {"ENGINE": lite})

    def test_have_no_cursors_on_the_server_behind_a_pooler(self):
        found = self.default(connections.no_cursors_of_a_pooler, ENGINE=POSTGRES, HOST="pgbouncer.x.flympg.net")
        self.assertTrue(found["DISABLE_SERVER_SIDE_CURSORS"])
        own = {"HOST": "pgbouncer.x", "DISABLE_SERVER_SIDE_CURSORS": False}
        self.assertEqual(self.default(connections.no_cursors_of_a_pooler, **own), own)
        self.assertEqual(self.default(connections.no_cursors_of_a_pooler, HOST="db"), {"HOST": "db"})


class Sqlite(unittest.TestCase):
    def options(self, name="/data/x.sqlite3", variables=None, **database):
        environment = {"SIMPLE_DEPLOY_DATA_DIR": "/data", **(variables or {})}
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": name, **database}
        self.addCleanup(sqlite._wal_files.clear)
        return changed(sqlite.prepare, environment, DATABASES={"default": database}).DATABASES["default"].get("OPTIONS")

    def test_waits_and_asks_for_the_lock_at_the_beginning(self):
        mode = {"transaction_mode": "IMMEDIATE"} if VERSION >= (5, 1) else {}
        self.assertEqual(self.options(), {"timeout": 20, **mode})
        own = {"timeout": 1, "transaction_mode": "EXCLUSIVE"}
        self.assertEqual(self.options(OPTIONS=own), own)

    def test_elsewhere_than_on_the_volume_it_is_the_projects(self):
        for name in (":memory:", "/project/x.sqlite3", "/data", ""):
            self.assertIsNone(self.options(name), name)
        self.assertIsNone(self.options(variables={"SIMPLE_DEPLOY_DATA_DIR": ""}))
        self.assertIsNone(self.options(variables={"PLATFORM_PROJECT": "p"}), "a folder of the network")


class LostData(unittest.TestCase):
    LITE = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/data/x.sqlite3"}}

    def said(self, mounted=(), **values):
        with mock.patch("os.path.ismount", lambda path: path in mounted), mock.patch("sys.stderr", io.StringIO()) as stderr, \
                mock.patch.dict(os.environ, {"SIMPLE_DEPLOY_DATA_DIR": "/data"}):
            lost_data.warn(types.SimpleNamespace(**values))
        return stderr.getvalue()

    def test_is_told_where_nothing_is_mounted(self):
        said = self.said(mounted=("/",), DATABASES=self.LITE, MEDIA_ROOT="/project/media")
        self.assertIn("the SQLite database (/data/x.sqlite3) and uploads (/project/media)", said)

    def test_is_none_on_a_volume(self):
        self.assertEqual(self.said(mounted=("/data",), DATABASES=self.LITE, MEDIA_ROOT="/data/blog/media"), "")

    def test_is_none_of_servers_and_storages_elsewhere(self):
        settings = {"DATABASES": {"default": {"ENGINE": POSTGRES, "NAME": "x"}}, "MEDIA_ROOT": "/x"}
        self.assertEqual(self.said(**settings, STORAGES={"default": {"BACKEND": "storages.backends.s3.S3Storage"}}), "")
        self.assertEqual(self.said(**settings, DEFAULT_FILE_STORAGE="storages.backends.s3boto3.S3Boto3Storage"), "")
        self.assertEqual(self.said(MEDIA_ROOT="/data/media", DATABASES={}), "", "a place that the project did not name")
        self.assertIn("uploads (/data/media)", self.said(MEDIA_ROOT="/data/media", SIMPLE_DEPLOY_MEDIA_IN_IMAGE="/project/media"))

    def test_is_told_when_a_server_starts(self):
        with projects.Project() as project:
            code = "import os.path; os.path.ismount = lambda path: False\nfrom simple_deploy.load import load_settings\nload_settings()"
            self.assertIn("is lost with it", project.run("-c", code, **projects.KEY).stderr)
            self.assertEqual(project.run("-c", code, SIMPLE_DEPLOY_BUILDING="1", **projects.KEY).stderr, "")


class Cache(unittest.TestCase):
    redis = types.ModuleType("redis")
    redis.__spec__ = object()

    def caches(self, variables, **values):
        with mock.patch.dict(sys.modules, redis=self.redis):
            return getattr(changed(cache.use_redis, variables, **values), "CACHES", None)

    def test_is_the_redis_of_the_platform(self):
        if VERSION < (4, 0):
            return self.assertIsNone(self.caches({"REDIS_URL": "redis://h/0"}))
        found = self.caches({"REDIS_URL": "redis://h/0"})["default"]
        self.assertEqual([found["LOCATION"], "OPTIONS" in found], ["redis://h/0", False])
        found = self.caches(relationships(cache=[{"scheme": "redis", "host": "r.internal", "port": 6379}]))
        self.assertEqual(found["default"]["LOCATION"], "redis://r.internal:6379/")

    def test_takes_the_certificates_that_heroku_signed_itself_there_alone(self):
        if VERSION >= (4, 0):
            url = {"REDIS_URL": "rediss://h:6380"}
            self.assertEqual(self.caches({**url, "DYNO": "web.1"})["default"]["OPTIONS"]["ssl_cert_reqs"], None)
            self.assertNotIn("OPTIONS", self.caches(url)["default"])

    def test_of_the_project_stays(self):
        self.assertEqual(self.caches({"REDIS_URL": "redis://h"}, CACHES={"default": {"BACKEND": "own"}}),
                         {"default": {"BACKEND": "own"}})

    def test_is_none_without_a_redis_or_what_speaks_to_it(self):
        self.assertIsNone(self.caches({}))
        with mock.patch("simple_deploy.cache.find_spec", lambda name: None):
            self.assertFalse(hasattr(changed(cache.use_redis, {"REDIS_URL": "redis://h"}), "CACHES"))


class Email(unittest.TestCase):
    def email(self, url, **values):
        found = vars(changed(email_url.use_email_url, {"EMAIL_URL": url}, **values))
        return [found.get("EMAIL_" + name) for name in ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")]

    def test_address_user_and_password(self):
        self.assertEqual(self.email("smtp://me%40x:p%2Fw@mail.example:2525"), ["mail.example", 2525, "me@x", "p/w", False, False])

    def test_port_and_encryption_by_the_scheme_and_the_port(self):
        for url, port, tls, ssl in (
            ("smtp://h", 25, False, False), ("smtp://h:587", 587, True, False), ("smtp://h:465", 465, False, True),
            ("submission://h", 587, True, False), ("smtp+tls://h", 587, True, False), ("smtp+ssl://h:4465", 4465, False, True),
            ("smtps://h", 465, False, True), ("smtps://h:587", 587, True, False), ("smtp://h:25?tls=True", 25, True, False),
            ("smtp://h:2465?ssl=1", 2465, False, True), ("smtp://h:587?tls=false", 587, False, False),
        ):
            found = self.email(url)
            self.assertEqual(found[1:2] + found[4:], [port, tls, ssl], url)

    def test_what_was_for_development_gives_way(self):
        settings = changed(email_url.use_email_url, {"EMAIL_URL": "smtp://h"},
                           EMAIL_BACKEND="django.core.mail.backends.console.EmailBackend")
        self.assertEqual(settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend")

    def test_mailers_of_startproject_give_way(self):
        other = {"BACKEND": "anymail.backends.mailgun.EmailBackend"}
        mailers = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}, "news": other}
        settings = changed(email_url.use_email_url, {"EMAIL_URL": "smtp://me:p%2Fw@mail.example:587"}, MAILERS=mailers)
        options = {"host": "mail.example", "port": 587, "username": "me", "password": "p/w", "use_tls": True, "use_ssl": False}
        smtp = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
        self.assertEqual(vars(settings), {"MAILERS": {"default": smtp, "news": other}})

    def test_what_the_project_decides_stays(self):
        for own in ({"EMAIL_HOST": "own.example"}, {"EMAIL_BACKEND": "anymail.backends.mailgun.EmailBackend"}, {"MAILERS": {}},
                    {"MAILERS": {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}}, {"MAILERS": {"default": {}}}):
            self.assertEqual(vars(changed(email_url.use_email_url, {"EMAIL_URL": "smtp://h"}, **own)), own)
        for url in ("", "consolemail://", "smtp://"):
            self.assertEqual(vars(changed(email_url.use_email_url, {"EMAIL_URL": url})), {}, url)


if __name__ == "__main__":
    unittest.main()
