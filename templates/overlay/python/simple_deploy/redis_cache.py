"""Django's cache in Redis, in a Redis that others use as well."""
from django.core.cache.backends.redis import RedisCache as DjangosOwn


class RedisCache(DjangosOwn):
    def clear(self):
        """Removes what the cache wrote. Django's own empties the whole database: a queue of tasks would go with it."""
        client = self._cache.get_client(None, write=True)
        # `prefix:version:key`, every version; what is a wildcard in a prefix means itself.
        prefix = "".join(f"[{letter}]" if letter in "*?[\\" else letter for letter in f"{self.key_prefix}:")
        for keys in _by_hundreds(client.scan_iter(match=f"{prefix}*", count=1000)):
            client.unlink(*keys)
        return True


def _by_hundreds(keys):
    held = []
    for key in keys:
        held.append(key)
        if len(held) == 100:
            yield held
            held = []
    if held:
        yield held
