# Read by gunicorn at start (`-c`). The project's own gunicorn.conf.py, in the working folder or named by
# SIMPLE_DEPLOY_GUNICORN_CONF, runs first and has the last word in all but the address, which is the platform's to say.
import os as _os
import sys as _sys

from simple_deploy import limits as _limits, proxies as _proxies

_own = _os.environ.get("SIMPLE_DEPLOY_GUNICORN_CONF") or "gunicorn.conf.py"
if _os.path.exists(_own):
    with open(_own, "rb") as _file:
        exec(compile(_file.read(), _os.path.abspath(_own), "exec"))

# Platform.sh gives a port, or where the configuration asks for it a socket.
_socket = _os.environ.get("SOCKET", "") if "PORT" not in _os.environ else ""
bind = [f"unix:{_socket}" if _socket else f"0.0.0.0:{_os.environ.get('PORT', '8000')}"]
_ours = {
    "workers": _limits.workers(),
    "threads": _limits.threads(),
    # Requests that are on their way when the container is told to stop are answered within this time.
    "graceful_timeout": _limits.stop_seconds(),
    "keepalive": _proxies.keepalive(),
    # A worker that imports a large project on a small machine takes its time; threads have no part in this.
    "timeout": 60,
    # In memory: a heartbeat on a slow disk has workers killed for no reason.
    "worker_tmp_dir": "/dev/shm" if _os.access("/dev/shm", _os.W_OK) else None,
    "forwarded_allow_ips": _proxies.believed_by_gunicorn(),
    # Proxies of platforms do not set these, and pass on those of clients.
    "forwarder_headers": "",
    # Nobody is in the container to use it.
    "control_socket_disable": True,
    # Workers of uvicorn have an application around the project's that writes it.
    "accesslog": None if "SIMPLE_DEPLOY_APPLICATION" in _os.environ else "-",
    "logger_class": "simple_deploy.access_log.GunicornLogger",
}
for _name, _value in _ours.items():
    globals().setdefault(_name, _value)
if int(threads) > 1:  # noqa: F821
    globals().setdefault("worker_class", "simple_deploy.gunicorn_worker.Worker")
# For the line `connections` of the overlay: these workers keep their threads.
if str(globals().get("worker_class", "sync")).rpartition(".")[2] in ("sync", "gthread", "Worker"):
    _os.environ["SIMPLE_DEPLOY_SERVES"] = "wsgi"
_users_on_starting = globals().get("on_starting")


def on_starting(server):
    # Settings that refuse to start do so here, once, with their words last, and not in each worker again and again.
    from simple_deploy.load import load_settings

    # gunicorn before 19.6 makes the folder that it starts in importable in its workers alone.
    if server.cfg.chdir not in _sys.path:
        _sys.path.insert(0, server.cfg.chdir)
    load_settings()
    if _users_on_starting:
        _users_on_starting(server)
