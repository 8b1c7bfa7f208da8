"""REDIS_URL → CACHES, in a project that has none."""
import os
from importlib.util import find_spec

from simple_deploy.relationships import url_of


def use_redis(settings):
    """The default cache is the platform's Redis: each worker would have one of its own in memory."""
    from django import VERSION

    url = redis_url()
    if not url or getattr(settings, "CACHES", None) or VERSION < (4, 0) or find_spec("redis") is None:
        return
    settings.CACHES = {"default": {
        "BACKEND": "simple_deploy.redis_cache.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "cache",
        **({"OPTIONS": unverified()} if url.startswith("rediss://") and os.environ.get("DYNO") else {}),
    }}


def redis_url():
    return os.environ.get("REDIS_URL") or url_of(("redis", "rediss"), ("redis", "cache", "rediscache"))


def unverified():
    """Options for Heroku's Redis, whose certificates are signed by itself.

    https://devcenter.heroku.com/articles/connecting-heroku-redis
    """
    return {"ssl_cert_reqs": None, "ssl_check_hostname": False}
