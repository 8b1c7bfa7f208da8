import types
import unittest
from unittest import mock

from simple_deploy.database import family, use_database_url


def default(url, **before):
    settings = types.SimpleNamespace(DATABASES={"default": before, "replica": {"NAME": "r"}} if before else {})
    use_database_url(settings, url)
    return settings.DATABASES.get("default")


class DatabaseUrl(unittest.TestCase):
    def test_gives_the_address(self):
        self.assertEqual(default("postgres://me:p%40ss@db.example:5433/blog"), {
            "ENGINE": "django.db.backends.postgresql", "NAME": "blog", "USER": "me", "PASSWORD": "p@ss",
            "HOST": "db.example", "PORT": "5433",
        })

    def test_keeps_engine_of_the_family_options_and_the_rest(self):
        found = default("postgresql://h/d?sslmode=require", ENGINE="django.contrib.gis.db.backends.postgis",
                        NAME="old", OPTIONS={"application_name": "blog"}, ATOMIC_REQUESTS=True, CONN_MAX_AGE=60)
        self.assertEqual(found["ENGINE"], "django.contrib.gis.db.backends.postgis")
        self.assertEqual(found["OPTIONS"], {"application_name": "blog", "sslmode": "require"})
        self.assertTrue(found["ATOMIC_REQUESTS"])
        self.assertEqual(found["CONN_MAX_AGE"], 60)

    def test_a_plain_engine_becomes_geodjangos_where_the_image_says_so(self):
        plain, geo = "django.db.backends.postgresql", "django.contrib.gis.db.backends.postgis"
        for engine in (plain, plain + "_psycopg2", geo, "psqlextra.backend", "django.db.backends.sqlite3"):
            self.assertEqual(default("postgres://h/d", ENGINE=engine)["ENGINE"], plain if "sqlite" in engine else engine)
            with mock.patch.dict("os.environ", SIMPLE_DEPLOY_POSTGIS="1"):
                kept = default("postgres://h/d", ENGINE=engine, OPTIONS={"sslmode": "require"})
                self.assertEqual(kept["ENGINE"], engine if "extra" in engine else geo)
                self.assertEqual("OPTIONS" in kept, "sqlite" not in engine)
                self.assertEqual(default("mysql://h/d", ENGINE=engine)["ENGINE"], "django.db.backends.mysql")

    def test_an_address_of_postgis_is_no_plain_engine(self):
        self.assertEqual(default("postgis://h/d")["ENGINE"], "django.contrib.gis.db.backends.postgis")
        found = default("postgis://h/d", ENGINE="django.db.backends.sqlite3")
        self.assertEqual(found["ENGINE"], "django.contrib.gis.db.backends.postgis")
        written = default("postgis://h/d", ENGINE="django.db.backends.postgresql")
        self.assertEqual(written["ENGINE"], "django.db.backends.postgresql")

    def test_drops_options_of_another_engine(self):
        found = default("postgres://h/d", ENGINE="django.db.backends.sqlite3", NAME="x", OPTIONS={"timeout": 20})
        self.assertNotIn("OPTIONS", found)
        self.assertEqual(found["ENGINE"], "django.db.backends.postgresql")

    def test_numbers_among_the_options_are_numbers(self):
        found = default("postgres://h/d?connect_timeout=10&sslmode=require")["OPTIONS"]
        self.assertEqual(found, {"connect_timeout": 10, "sslmode": "require"})

    def test_other_databases_stay(self):
        settings = types.SimpleNamespace(DATABASES={"replica": {"NAME": "r"}})
        use_database_url(settings, "mysql://h/d")
        self.assertEqual(settings.DATABASES["replica"], {"NAME": "r"})
        self.assertEqual(settings.DATABASES["default"]["ENGINE"], "django.db.backends.mysql")

    def test_sqlite_paths(self):
        self.assertEqual(default("sqlite:////data/x.sqlite3")["NAME"], "/data/x.sqlite3")
        self.assertEqual(default("sqlite:///x.sqlite3")["NAME"], "x.sqlite3")
        self.assertEqual(default("sqlite://")["NAME"], ":memory:")

    def test_socket_as_host(self):
        self.assertEqual(default("postgres://me@%2Fvar%2Frun%2Fpostgresql/d")["HOST"], "/var/run/postgresql")

    def test_unknown_schemes_and_no_url_change_nothing(self):
        self.assertEqual(default("mongodb://h/d", NAME="x"), {"NAME": "x"})
        self.assertEqual(default("", NAME="x"), {"NAME": "x"})

    def test_families(self):
        self.assertEqual([family(engine) for engine in (
            "django.db.backends.postgresql_psycopg2", "psqlextra.backend", "django_prometheus.db.backends.mysql",
            "django.contrib.gis.db.backends.spatialite", "mssql",
        )], ["postgres", "postgres", "mysql", "sqlite", None])


if __name__ == "__main__":
    unittest.main()
