"""What https asks for, and what plain HTTP cannot have."""
from simple_deploy import addresses, chosen, proxies


def behind_tls(settings):
    """Believes the proxy's header and keeps cookies and requests to https; each setting unless the project has it."""
    if chosen.scheme() != "https" or not proxies.in_front():
        return
    for name, value in (
        ("SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https")),
        ("SESSION_COOKIE_SECURE", True),
        ("CSRF_COOKIE_SECURE", True),
        ("SECURE_SSL_REDIRECT", True),
    ):
        if not hasattr(settings, name):
            setattr(settings, name, value)


def over_plain_http(settings):
    """Takes back what lets nobody log in over HTTP, on this machine alone."""
    if chosen.platform() != "local" or chosen.scheme() == "https" or addresses.has_https():
        return
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        if getattr(settings, name, False):
            setattr(settings, name, False)
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"):
        # Browsers refuse cookies of such names when they are not for https alone.
        for prefix in ("__Secure-", "__Host-"):
            if str(getattr(settings, name, "")).startswith(prefix):
                setattr(settings, name, getattr(settings, name)[len(prefix):])
