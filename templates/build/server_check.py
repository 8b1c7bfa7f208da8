"""Whether the server starts with this application and its configuration, as `gunicorn --check-config` tells it.

In this process: settings and application are imported already, which is most of what a new one would take.
"""
from __future__ import annotations

import os
import sys

CONFIGURATION = os.environ.get("SIMPLE_DEPLOY_HOME", "/simple-deploy") + "/gunicorn.conf.py"


def check(server: str, application: str) -> None:
    """Raises what keeps it from starting."""
    if server != "gunicorn":
        return
    from gunicorn.app.wsgiapp import WSGIApplication

    class Application(WSGIApplication):
        def do_load_config(self):  # gunicorn's own ends the process with a word, and without the exception
            self.load_default_config()
            self.load_config()

    sys.argv = ["gunicorn", "-c", CONFIGURATION, application]
    try:
        loaded = Application()
        loaded.load()
        # Named in the configuration, imported when it starts: gevent's worker, a logger of the project's own.
        loaded.cfg.worker_class, loaded.cfg.logger_class
    except SystemExit as end:
        raise end.__context__ or end
