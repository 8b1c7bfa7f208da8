"""Starts uvicorn, which does not read PORT by itself."""
import os
import sys

from simple_deploy.limits import workers
from simple_deploy.load import load_settings


def serve(application, more):
    """Becomes uvicorn: the container's first process, so that a signal reaches it."""
    load_settings()  # settings that refuse to start do so here, once, and not in each worker
    factory = ["--factory"] if application.endswith("()") else []
    command = [
        sys.executable, "-m", "uvicorn", application.replace("()", ""), *factory,
        "--host", "0.0.0.0", "--port", os.environ.get("PORT", "8000"),
        "--proxy-headers", "--forwarded-allow-ips", os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1"),
        *more,
    ]
    if workers() > 1:
        command += ["--workers", str(workers())]
    os.execv(sys.executable, command)
