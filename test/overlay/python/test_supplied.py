import os
import unittest
from unittest import mock

from simple_deploy.supplied import supply

ALL = "A_URL=url A_ENGINE=engine A_HOST=host A_PORT=port A_NAME=name A_USER=user A_PASSWORD=password A_KEY=secret-key"


def supplied(**given):
    with mock.patch.dict(os.environ, {"SIMPLE_DEPLOY_SUPPLIED": ALL, **given}, clear=True):
        supply()
        return {name: value for name, value in os.environ.items() if name.startswith("A_")}


class Supplied(unittest.TestCase):
    def test_parts_of_the_address_and_the_key(self):
        url = "postgres://me:p%40ss@db.example:5433/blog"
        self.assertEqual(supplied(DATABASE_URL=url, SECRET_KEY="k"), {
            "A_URL": url, "A_ENGINE": "django.db.backends.postgresql", "A_HOST": "db.example", "A_PORT": "5433", "A_NAME": "blog",
            "A_USER": "me", "A_PASSWORD": "p@ss", "A_KEY": "k"})
        self.assertEqual(supplied(DATABASE_URL="mysql://h/d")["A_PORT"], "3306")
        self.assertEqual(supplied(DATABASE_URL="postgres://h/d")["A_PASSWORD"], "")

    def test_what_the_environment_has_stays(self):
        found = supplied(DATABASE_URL="postgres://h/d", A_HOST="mine", A_KEY="", SECRET_KEY="k")
        self.assertEqual((found["A_HOST"], found["A_KEY"], found["A_NAME"]), ("mine", "", "d"))

    def test_nothing_without_an_address_or_a_key(self):
        self.assertEqual(supplied(), {})
        self.assertEqual(supplied(DATABASE_URL="oracle://h/d"), {})
        self.assertEqual(supplied(DATABASE_URL="postgres://h/d", SIMPLE_DEPLOY_SKIP="database-url"), {})

    def test_relationships_of_platform_sh_are_an_address(self):
        import base64
        import json

        described = {"db": [{"scheme": "pgsql", "username": "u", "password": "p", "host": "db.internal", "port": 5432, "path": "main"}]}
        found = supplied(PLATFORM_RELATIONSHIPS=base64.b64encode(json.dumps(described).encode()).decode())
        self.assertEqual((found["A_HOST"], found["A_NAME"], found["A_USER"]), ("db.internal", "main", "u"))

    def test_settings_find_them(self):
        from projects import Project

        settings = "import os\nSECRET_KEY = os.environ['A_KEY']\nDATABASES = {'default': {'ENGINE': os.environ['A_ENGINE'], 'NAME': os.environ['A_NAME']}}\n"
        with Project({"site_/settings.py": settings}) as project:
            given = {"DATABASE_URL": "sqlite:////tmp/x.sqlite3", "SECRET_KEY": "0123456789" * 5, "SIMPLE_DEPLOY_SUPPLIED": ALL}
            done = project.run("-c", "from django.conf import settings; print(settings.SECRET_KEY, settings.DATABASES['default']['ENGINE'])", **given)
            self.assertEqual(done.stdout.split(), ["0123456789" * 5, "django.db.backends.sqlite3"], done.stderr)


if __name__ == "__main__":
    unittest.main()
