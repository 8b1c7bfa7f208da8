"""Starts a server other than gunicorn, which has a file of configuration: none of them reads PORT and limits by itself.

What the project's own command says of how it serves comes last and wins; where it listens is the platform's to say.
"""
import os
import sys

from simple_deploy import limits, proxies
from simple_deploy.load import load_settings

SERVED = "simple_deploy.served_asgi:application"
# Servers for which Django writes the access log, see access_log.py.
LOG_IN_DJANGO = ("uwsgi", "granian-wsgi")


def serve(server, application, more):
    """Becomes the server: the container's first process, so that a signal reaches it."""
    load_settings()  # settings that refuse to start do so here, once, and not in each worker
    os.environ.update(SIMPLE_DEPLOY_SERVER=server, SIMPLE_DEPLOY_APPLICATION=application)
    if server == "uwsgi":
        os.environ["SIMPLE_DEPLOY_SERVES"] = "wsgi"  # for the line `connections` of the overlay: it keeps its threads
    if server in LOG_IN_DJANGO:
        os.environ["SIMPLE_DEPLOY_ACCESS_LOG"] = "middleware"
    command = COMMANDS[server](application, list(more))
    os.execv(command[0], command)


def uvicorn(_, more):
    command = [sys.executable, "-m", "uvicorn", SERVED, "--host", "0.0.0.0", "--port", port(), "--no-access-log"]
    command += ["--proxy-headers", "--forwarded-allow-ips", proxies.forwarded_allow_ips()]
    command += ["--timeout-keep-alive", str(proxies.keepalive())]
    if version("uvicorn") >= (0, 22):
        command += ["--timeout-graceful-shutdown", str(limits.stop_seconds())]
    # With one worker no process is needed that looks after it: the platform does.
    return command + (["--workers", str(limits.workers())] if limits.workers() > 1 else []) + more


def hypercorn(_, more):
    return [
        sys.executable, "-m", "hypercorn", "--bind", "0.0.0.0:" + port(), "--workers", str(limits.workers()),
        "--graceful-timeout", str(limits.stop_seconds()), "--keep-alive", str(proxies.keepalive()), *more, SERVED,
    ]


def daphne(_, more):
    """Without a log of its own, and patient; see daphne_server.py. It has no workers."""
    return [sys.executable, "-m", "simple_deploy.daphne_server", "-b", "0.0.0.0", "-p", port(), *more, SERVED]


def granian(_, more):
    return [*granian_of("asgi"), *more, SERVED]


def granian_wsgi(application, more):
    factory = ["--factory"] if application.endswith("()") else []
    threads = ["--blocking-threads", str(limits.threads())]
    return [*granian_of("wsgi"), *threads, *factory, *more, application.replace("()", "")]


def granian_of(interface):
    return [
        sys.executable, "-m", "granian", "--interface", interface, "--host", "0.0.0.0", "--port", port(),
        "--workers", str(limits.workers()), "--workers-kill-timeout", str(limits.stop_seconds()), "--no-access-log",
    ]


def uwsgi(application, more):
    from simple_deploy.uwsgi_ini import places_left_out

    module, _, attribute = application.partition(":")
    ini = os.environ.get("SIMPLE_DEPLOY_UWSGI_INI")
    command = [os.path.join(os.path.dirname(sys.executable), "uwsgi")]
    # Before the project's file, so that what that says of workers and the like comes later, and wins.
    command += ["--processes", str(limits.workers()), "--threads", str(limits.threads()), "--buffer-size", "32768"]
    command += ["--ini", places_left_out(ini)] if ini else []
    command += [*more, "--master", "--need-app", "--disable-logging", "--venv", sys.prefix]
    command += ["--http-socket", "0.0.0.0:" + port(), "--module", module + ":" + attribute]
    # By itself uWSGI reloads at SIGTERM, and with die-on-term it cuts requests in flight.
    command += ["--hook-master-start", "unix_signal:15 gracefully_kill_them_all"]
    return command + ["--worker-reload-mercy", str(limits.stop_seconds())]


COMMANDS = {
    "uvicorn": uvicorn,
    "hypercorn": hypercorn,
    "daphne": daphne,
    "granian": granian,
    "granian-wsgi": granian_wsgi,
    "uwsgi": uwsgi,
}


def port():
    return os.environ.get("PORT", "8000")


def version(distribution):
    """Major and minor version of an installed distribution."""
    from importlib.metadata import version as of

    numbers = of(distribution).split(".")
    return tuple(int(number) if number.isdigit() else 0 for number in numbers[:2])
