"""What the tools of Node find in their environment."""
from __future__ import annotations

import os

import node


def environment() -> dict[str, str]:
    """That of this process, with Node in front; certificates that the build was lent are for Node too (see credentials.py)."""
    given = {**os.environ, "PATH": f"{node.NODE}/bin:{os.environ['PATH']}", "NO_COLOR": "1", "FORCE_COLOR": "0",
             "npm_config_update_notifier": "false"}
    proxies = {"YARN_HTTP_PROXY": ("HTTP_PROXY", "http_proxy"), "YARN_HTTPS_PROXY": ("HTTPS_PROXY", "https_proxy")}
    for name, sources in proxies.items():
        value = next((given[each] for each in sources if given.get(each)), "")
        if value:
            given.setdefault(name, value)
    return given
