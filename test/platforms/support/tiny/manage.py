"""Stands in for Django's manage.py: migrates one table. Of DATABASE_URL only the server is checked: it must answer."""
import os
import signal
import socket
import sqlite3
import sys
from urllib.parse import urlsplit

DATA = os.environ.get("SIMPLE_DEPLOY_DATA_DIR", "/data")
IS_LIVE = os.path.exists(os.path.join(DATA, "uploads"))


def connect():
    address = os.environ.get("DATABASE_URL")
    if address:
        # An SSLRequest (PostgreSQL protocol, 55.7): a server that takes connections answers one byte.
        with socket.create_connection((urlsplit(address).hostname, 5432), timeout=5) as server:
            server.sendall(bytes([0, 0, 0, 8, 4, 210, 22, 47]))
            if server.recv(1) not in (b"S", b"N"):
                raise OSError("this is no PostgreSQL server")
    os.makedirs(DATA, exist_ok=True)
    return sqlite3.connect(os.path.join(DATA, "db.sqlite3"), timeout=10)


def check():
    """As `migrate --check` of Django: exit code 1 when there is something to migrate."""
    try:
        done = [row[0] for row in connect().execute("SELECT name FROM migration")]
    except sqlite3.OperationalError:
        done = []
    sys.exit(os.environ.get("TINY_SCHEMA", "0001") not in done or "TINY_MIGRATE" in os.environ)


def migrate():
    if not os.environ.get("SECRET_KEY"):
        sys.exit("no SECRET_KEY")
    if os.environ.get("TINY_DATABASE") == "none":
        return
    database = connect()
    database.execute("CREATE TABLE IF NOT EXISTS visit (at TEXT)")
    database.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)")
    database.execute("INSERT OR IGNORE INTO migration VALUES (?)", (os.environ.get("TINY_SCHEMA", "0001"),))
    database.commit()
    failing = os.environ.get("TINY_MIGRATE")
    if failing == "fail" or (failing == "fail-live" and IS_LIVE):
        raise RuntimeError("column visit.at cannot be converted")
    if failing == "slow" or (failing == "slow-live" and IS_LIVE):
        import time

        time.sleep(60)
    print("  Applying shop.0001_initial... OK")


def ask():
    """As `createsuperuser` of Django: a name, and a password that is not shown."""
    import getpass

    name = input("Username: ")
    password = getpass.getpass()
    print("made", name, "with", len(password), "characters")


def size():
    print("size", *os.get_terminal_size(), flush=True)
    signal.signal(signal.SIGWINCH, lambda *_: print("size", *os.get_terminal_size(), flush=True))
    input()


def work():
    """A worker: says that it is there, and ends at SIGTERM."""
    print("works as", os.environ.get("TINY_RELEASE"), flush=True)
    if len(sys.argv) > 2:
        sys.exit("KeyError: 'BROKER'")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    while True:
        signal.pause()


def wait():
    try:
        print("waiting", flush=True)
        signal.pause()
    except KeyboardInterrupt:
        print("told to stop", flush=True)
        sys.exit(7)


if __name__ == "__main__":
    if "--check" in sys.argv:
        check()
    elif sys.argv[1] == "migrate":
        migrate()
    elif sys.argv[1] == "echo":
        print(" ".join(sys.argv[2:]), sys.stdin.read().strip(), os.environ.get("GREETING", ""))
    elif sys.argv[1] == "ask":
        ask()
    elif sys.argv[1] == "size":
        size()
    elif sys.argv[1] == "work":
        work()
    elif sys.argv[1] == "wait":
        wait()
    else:
        sys.exit(3)
