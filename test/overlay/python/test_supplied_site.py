import os
import unittest
from unittest import mock

from simple_deploy.supplied import supply


def supplied(wanted, **given):
    with mock.patch.dict(os.environ, {"SIMPLE_DEPLOY_SUPPLIED": wanted, **given}, clear=True):
        supply()
        return {name: value for name, value in os.environ.items() if name.startswith("A_")}


class OfRedis(unittest.TestCase):
    ALL = "A_URL=redis-url A_ROOT=redis-root A_HOST=redis-host A_PORT=redis-port A_USER=redis-user A_PW=redis-password A_DB=redis-database"

    def test_parts_of_the_address(self):
        url = "rediss://me:p%40ss@redis.example:6380/2?a=1"
        self.assertEqual(supplied(self.ALL, REDIS_URL=url), {
            "A_URL": url, "A_ROOT": "rediss://me:p%40ss@redis.example:6380", "A_HOST": "redis.example", "A_PORT": "6380",
            "A_USER": "me", "A_PW": "p@ss", "A_DB": "2"})
        found = supplied(self.ALL, REDIS_URL="redis://r")
        self.assertEqual((found["A_PORT"], found["A_PW"], found["A_DB"]), ("6379", "", "0"))

    def test_nothing_without_an_address_or_when_switched_off(self):
        self.assertEqual(supplied(self.ALL), {})
        self.assertEqual(supplied(self.ALL, REDIS_URL="unix:///tmp/redis"), {})
        self.assertEqual(supplied(self.ALL, REDIS_URL="redis://r", SIMPLE_DEPLOY_SKIP="redis-url"), {})
        self.assertEqual(supplied(self.ALL, REDIS_URL="redis://r", A_HOST="mine")["A_HOST"], "mine")


class OfTheSite(unittest.TestCase):
    def test_names_in_each_form(self):
        given = {"SIMPLE_DEPLOY_HOSTS": "*.blog.example,blog.example:8443", "SIMPLE_DEPLOY_PLATFORM": "fly", "SIMPLE_DEPLOY_SCHEME": "https"}
        found = supplied("A_ONE=hosts-one A_JSON=hosts-json A_C=hosts-comma A_CS=hosts-comma-space A_S=hosts-space A_SC=hosts-semicolon A_B=hosts-bar", **given)
        self.assertEqual(found, {
            "A_ONE": "blog.example", "A_JSON": '[".blog.example", "blog.example"]', "A_C": ".blog.example,blog.example", "A_CS": ".blog.example, blog.example",
            "A_S": ".blog.example blog.example", "A_SC": ".blog.example;blog.example", "A_B": ".blog.example|blog.example"})

    def test_addresses_as_the_version_of_django_has_them(self):
        given = {"SIMPLE_DEPLOY_HOSTS": "blog.example:8443", "SIMPLE_DEPLOY_PLATFORM": "fly", "SIMPLE_DEPLOY_SCHEME": "https"}
        for version, wanted in (((4, 0), "https://blog.example:8443"), ((3, 2), "blog.example:8443")):
            with mock.patch("django.VERSION", version):
                self.assertEqual(supplied("A_O=origins-comma", **given), {"A_O": wanted})

    def test_here_it_is_localhost_and_elsewhere_nothing_is_made_up(self):
        self.assertEqual(supplied("A_H=hosts-comma A_D=off"), {"A_H": "localhost,127.0.0.1,[::1]", "A_D": "0"})
        self.assertEqual(supplied("A_H=hosts-comma A_O=origins-one", SIMPLE_DEPLOY_PLATFORM="fly"), {})


if __name__ == "__main__":
    unittest.main()
