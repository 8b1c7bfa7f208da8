"""Stands in for Django's manage.py: migrates one table, in the database that the environment names."""
import os
import sqlite3
import sys

DATA = os.environ.get("SIMPLE_DEPLOY_DATA_DIR", "/data")
IS_LIVE = os.path.exists(os.path.join(DATA, "uploads"))


def connect():
    os.makedirs(DATA, exist_ok=True)
    return sqlite3.connect(os.path.join(DATA, "db.sqlite3"), timeout=10)


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


if __name__ == "__main__":
    if sys.argv[1] == "migrate":
        migrate()
    elif sys.argv[1] == "echo":
        print(" ".join(sys.argv[2:]), sys.stdin.read().strip(), os.environ.get("GREETING", ""))
    else:
        sys.exit(3)
