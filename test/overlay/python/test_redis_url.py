import os
import unittest
from types import SimpleNamespace
from unittest import mock

from simple_deploy.redis_url import point_at

OURS = "redis://:s%40fe@redis:6379/0"


def pointed(url=OURS, **values):
    settings = SimpleNamespace(**values)
    point_at(settings, url)
    return vars(settings)


class RedisUrl(unittest.TestCase):
    def test_addresses_of_a_developers_machine_are_replaced_and_keep_their_database(self):
        for old, new in (
            ("redis://localhost:6379/1", "redis://:s%40fe@redis:6379/1"),
            ("redis://127.0.0.1", OURS),
            ("redis://redis:6379", OURS),
            ("redis://my-redis:6379/3?max=4", "redis://:s%40fe@redis:6379/3?max=4"),
        ):
            self.assertEqual(pointed(CELERY_BROKER_URL=old)["CELERY_BROKER_URL"], new)

    def test_real_hosts_passwords_and_other_services_stay(self):
        for text in ("redis://cache.example.com:6379/1", "redis://:mine@redis:6379", "amqp://localhost", "redis", "redis://[:x"):
            self.assertEqual(pointed(VALUE=text)["VALUE"], text)

    def test_inside_dictionaries_and_lists(self):
        caches = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": ["redis://localhost:6379/1"]}}
        moved = pointed(CACHES=caches)["CACHES"]["default"]
        self.assertEqual(moved["LOCATION"], ["redis://:s%40fe@redis:6379/1"])
        self.assertEqual(moved["BACKEND"], "django_redis.cache.RedisCache")
        self.assertEqual(caches["default"]["LOCATION"], ["redis://localhost:6379/1"])

    def test_a_host_and_a_port(self):
        queues = pointed(RQ_QUEUES={"default": {"HOST": "localhost", "PORT": 6379, "DB": 2}})["RQ_QUEUES"]
        self.assertEqual(queues["default"], {"HOST": "redis", "PORT": 6379, "DB": 2, "PASSWORD": "s@fe"})
        layers = pointed(CHANNEL_LAYERS={"default": {"CONFIG": {"hosts": [("127.0.0.1", 6379)]}}})["CHANNEL_LAYERS"]
        self.assertEqual(layers["default"]["CONFIG"]["hosts"], [OURS])
        database = {"default": {"HOST": "localhost", "PORT": 5432}}
        self.assertEqual(pointed(DATABASES=database)["DATABASES"], database)

    def test_what_settings_put_together_of_its_parts_gets_the_rest_of_the_address(self):
        safe = "rediss://:p@cache.example.com:6380"
        self.assertEqual(pointed(safe, REDIS="redis://cache.example.com:6380/1")["REDIS"], f"{safe}/1")
        self.assertEqual(pointed(safe, REDIS="redis://:p@cache.example.com:6380/1")["REDIS"], f"{safe}/1")
        self.assertEqual(pointed(safe, REDIS="redis://:q@cache.example.com:6380/1")["REDIS"], "redis://:q@cache.example.com:6380/1")
        layers = {"default": {"CONFIG": {"hosts": [("cache.example.com", "6380"), ("localhost", 6380)]}}}
        self.assertEqual(pointed(safe, CHANNEL_LAYERS=layers)["CHANNEL_LAYERS"]["default"]["CONFIG"]["hosts"], [safe, ("localhost", 6380)])
        queue = {"HOST": "cache.example.com", "PORT": "6380", "PASSWORD": "p"}
        self.assertEqual(pointed(safe, RQ_QUEUES={"default": queue})["RQ_QUEUES"]["default"],
                         {"HOST": "cache.example.com", "PORT": 6380, "PASSWORD": "p", "SSL": True})

    def test_a_password_of_a_variable_that_is_not_set(self):
        moved = pointed(A="redis://:None@redis:6379/2", B="redis://None:None@localhost:6379", C="redis://:none@redis:6379")
        self.assertEqual(moved, {"A": "redis://:s%40fe@redis:6379/2", "B": OURS, "C": "redis://:none@redis:6379"})

    def test_a_host_of_a_variable_that_is_not_set(self):
        moved = pointed(A="redis://None:6379/1", B="redis://None:None/0", C="redis://none.example.com/0")
        self.assertEqual(moved, {"A": "redis://:s%40fe@redis:6379/1", "B": OURS, "C": "redis://none.example.com/0"})
        layers = pointed(CHANNEL_LAYERS={"default": {"CONFIG": {"hosts": [(None, 6379), (None, 5672)]}}})["CHANNEL_LAYERS"]
        self.assertEqual(layers["default"]["CONFIG"]["hosts"], [OURS, (None, 5672)])
        self.assertEqual(pointed(HUEY={"host": None, "port": 6379})["HUEY"], {"host": "redis", "port": 6379, "password": "s@fe"})
        for other in ({"port": 6379}, {"host": None, "port": 5432}, {"host": None}):
            self.assertEqual(pointed(VALUE=other)["VALUE"], other)

    def test_celery_is_told_of_certificates(self):
        safe = "rediss://:p@cache.example.com:6380"
        broker = {"CELERY_BROKER_URL": "redis://localhost/0", "SITE_REDIS": "redis://localhost/0"}
        moved = pointed(safe, **broker)
        self.assertEqual(moved["CELERY_BROKER_URL"], f"{safe}/0?ssl_cert_reqs=CERT_REQUIRED")
        self.assertEqual(moved["SITE_REDIS"], f"{safe}/0")
        with mock.patch.dict(os.environ, {"DYNO": "web.1"}):
            self.assertEqual(pointed(safe, **broker)["CELERY_BROKER_URL"], f"{safe}/0?ssl_cert_reqs=CERT_NONE")

    def test_twice_changes_nothing_more_and_without_an_address_nothing(self):
        once = pointed(CELERY_BROKER_URL="redis://localhost")
        self.assertEqual(pointed(**once), once)
        self.assertEqual(pointed("", VALUE="redis://localhost")["VALUE"], "redis://localhost")


if __name__ == "__main__":
    unittest.main()
