"""Whom the server believes what they say about a request: the proxies in front of it."""
import os
from functools import lru_cache

from simple_deploy import chosen

# By such addresses, and by no others, the proxies of platforms reach a container.
PRIVATE = "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,169.254.0.0/16,fc00::/7,fe80::/10"
OWN_MACHINE = "127.0.0.1,::1"

# Platforms that name the client in a header of their own, which clients cannot set there.
_OWN_HEADERS = (("FLY_APP_NAME", "fly-client-ip"),)


def in_front():
    """Whether a platform's proxy stands in front of the container."""
    return chosen.platform() not in ("", "local", "registry")


def keepalive():
    """Seconds that an idle connection stays. A proxy keeps it for later requests, some for 90 seconds; one that we end first
    may be in use just then. Without a proxy these are connections of browsers, which need not stay."""
    return 95 if in_front() else 5


def forwarded_allow_ips():
    """FORWARDED_ALLOW_IPS; else private addresses behind a platform's proxy, this machine alone without one."""
    return os.environ.get("FORWARDED_ALLOW_IPS") or (PRIVATE if in_front() else OWN_MACHINE)


def believed_by_gunicorn():
    """The same for gunicorn, which knows single addresses alone before 24 and refuses to start with others. Behind a
    platform nobody else reaches the container."""
    from gunicorn import version_info

    told = forwarded_allow_ips()
    return "*" if told == PRIVATE and version_info < (24,) else told


def client(peer, header):
    """Address of who asked. `peer` is the other end of the connection; `header` gives a header by its name, or ''.

    Each proxy adds the address that it was asked from at the end of X-Forwarded-For; what stands before the last one
    that is not a known proxy, anybody may have written.
    """
    if not peer or not _is_proxy(peer):
        return peer
    for variable, name in _OWN_HEADERS:
        if variable in os.environ and header(name):
            return header(name)[:45]
    known = peer
    for address in reversed(header("x-forwarded-for").split(",")):
        address = address.strip()
        if _address(address) is None:
            break
        known = address
        if not _is_proxy(address):
            break
    return known


@lru_cache(maxsize=4096)
def _is_proxy(address):
    allowed = forwarded_allow_ips()
    if allowed.strip() == "*":
        return True
    found = _address(address)
    return found is not None and any(found in network for network in _networks(allowed))


@lru_cache(maxsize=4)
def _networks(allowed):
    import ipaddress

    networks = []
    for text in allowed.split(","):
        try:
            networks.append(ipaddress.ip_network(text.strip(), strict=False))
        except ValueError:
            continue
    return tuple(networks)


@lru_cache(maxsize=4096)
def _address(text):
    import ipaddress

    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
