"""Stands in for a Django project under gunicorn: a health answer, and a page that reads and writes the database."""
import http.server
import json
import os
import signal
import sys
import time

from manage import DATA, IS_LIVE, connect

UPLOADS = os.path.join(DATA, "uploads")


def has_tables(database):
    return database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'visit'").fetchone()[0] == 1


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/-/health":
            if os.environ.get("TINY_HEALTH") == "slow-live" and os.path.exists(UPLOADS):
                time.sleep(3)
            status = 500 if os.environ.get("TINY_HEALTH") == "bad" else 200
            return self.answer(status, {"health": status})
        page = os.environ.get("TINY_PAGE")
        if page == "bad" or (page == "bad-live" and os.path.exists(UPLOADS)):
            print("Traceback: OperationalError: no such column", flush=True)
            return self.answer(500, {})
        if self.path == "/upload":
            open(UPLOADS, "a").close()
        return self.answer(200, self.state())

    def state(self):
        names = ("TINY_RELEASE", "GREETING", "SIMPLE_DEPLOY_HOSTS", "SIMPLE_DEPLOY_SCHEME", "DATABASE_URL")
        state = {name: os.environ.get(name) for name in names}
        state["secret"] = len(os.environ.get("SECRET_KEY", ""))
        state["uploaded"] = os.path.exists(UPLOADS)
        if os.environ.get("TINY_DATABASE") != "none":
            database = connect()
            if self.path == "/visit":
                database.execute("INSERT INTO visit VALUES ('now')")
                database.commit()
            # Where a machine of its own migrates, its disk goes with it: the real server is asked, the tables are not here.
            if os.environ.get("DATABASE_URL") and not has_tables(database):
                return state
            state["visits"] = database.execute("SELECT count(*) FROM visit").fetchone()[0]
            state["migrations"] = [row[0] for row in database.execute("SELECT name FROM migration ORDER BY name")]
        return state

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


if os.environ.get("TINY_BOOT") == "crash" or (os.environ.get("TINY_BOOT") == "crash-live" and IS_LIVE):
    sys.exit("ImproperlyConfigured: the settings do not load")
if os.environ.get("TINY_BOOT") == "deaf":
    print("tiny hears nobody", flush=True)
    time.sleep(600)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print("tiny serves", os.environ.get("TINY_RELEASE"), flush=True)
http.server.ThreadingHTTPServer(("", int(os.environ["PORT"])), Handler).serve_forever()
