# Read by gunicorn at start (`-c`). The project's own gunicorn.conf.py, in the working folder, runs first and has the
# last word in all but the address, which is the platform's to say.
import os as _os

from simple_deploy.limits import workers as _workers

if _os.path.exists("gunicorn.conf.py"):
    with open("gunicorn.conf.py", "rb") as _file:
        exec(compile(_file.read(), _os.path.abspath("gunicorn.conf.py"), "exec"))

bind = [f"0.0.0.0:{_os.environ.get('PORT', '8000')}"]
workers = globals().get("workers", _workers())
threads = globals().get("threads", 4)
# In memory: a heartbeat on a slow disk has workers killed for no reason.
if "worker_tmp_dir" not in globals() and _os.access("/dev/shm", _os.W_OK):
    worker_tmp_dir = "/dev/shm"
accesslog = globals().get("accesslog", "-")
logger_class = globals().get("logger_class", "simple_deploy.access_log.GunicornLogger")
# For the line `connections` of the overlay: these workers keep their threads.
if globals().get("worker_class", "gthread") in ("sync", "gthread"):
    _os.environ["SIMPLE_DEPLOY_SERVES"] = "wsgi"
_users_on_starting = globals().get("on_starting")


def on_starting(server):
    # Settings that refuse to start do so here, once, with their words last, and not in each worker again and again.
    from simple_deploy.load import load_settings

    load_settings()
    if _users_on_starting:
        _users_on_starting(server)
